#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails where a file with words for people is missing in po/POTFILES.in, and where a listed file is
# gone.
set -eu
cd "$1"
status=0
marked=$(mktemp)
listed=$(mktemp)
trap 'rm -f "$marked" "$listed"' EXIT
{
    grep -lE '\b(N?C?_|g_dngettext|ngettext) ?\(' src/*/*.c src/*/*.h || :
    grep -l 'translatable="yes"' src/*/*.ui || :
    ls data/*.desktop.in.in data/*.metainfo.xml.in.in
} | sort -u >"$marked"
grep -v '^#' po/POTFILES.in | sort -u >"$listed"
comm -23 "$marked" "$listed" | sed 's/^/missing in po\/POTFILES.in: /' | grep . && status=1
while read -r file; do
    [ -f "$file" ] || { echo "po/POTFILES.in lists $file, which is not there"; status=1; }
done <"$listed"
exit $status

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails where a file with words for people is missing in po/POTFILES.in, where a listed file is
# gone, and where a language of po/LINGUAS is incomplete or does not compile.
set -eu
cd "$1"
status=0
marked=$(mktemp)
listed=$(mktemp)
trap 'rm -f "$marked" "$listed"' EXIT
{
    grep -lE '\b(N?C?_|g_dngettext|ngettext) ?\(' src/*/*.c src/*/*.h || :
    grep -l 'translatable="yes"' src/*/*.ui || :
    echo data/hopmap.desktop.in.in
} | sort -u >"$marked"
grep -v '^#' po/POTFILES.in | sort -u >"$listed"
comm -23 "$marked" "$listed" | sed 's/^/missing in po\/POTFILES.in: /' | grep . && status=1
while read -r file; do
    [ -f "$file" ] || { echo "po/POTFILES.in lists $file, which is not there"; status=1; }
done <"$listed"

pot=$(mktemp -d)
trap 'rm -rf "$marked" "$listed" "$pot"' EXIT
xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
    --keyword=g_dngettext:2,3 -o "$pot/hopmap.pot" $(grep -v 'desktop' "$listed") 2>"$pot/log" || {
    cat "$pot/log"
    exit 1
}
for language in $(cat po/LINGUAS); do
    msgfmt --check -o "$pot/$language.mo" "po/$language.po" || status=1
    msgmerge -q -o "$pot/$language.po" "po/$language.po" "$pot/hopmap.pot"
    left=$(LC_ALL=C msgattrib --untranslated --no-obsolete "$pot/$language.po" | grep -c '^msgid ' || :)
    fuzzy=$(LC_ALL=C msgattrib --only-fuzzy --no-obsolete "$pot/$language.po" | grep -c '^msgid ' || :)
    # The header counts as one where there is any.
    [ "$left" -gt 1 ] && { echo "$language: $((left - 1)) sentences have no translation"; status=1; }
    [ "$fuzzy" -gt 1 ] && { echo "$language: $((fuzzy - 1)) translations are doubtful"; status=1; }
done
exit $status

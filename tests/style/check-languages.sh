#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails where a language of po/LINGUAS is incomplete, doubtful or does not compile: words of the
# program, of the desktop file and of the metainfo.
set -eu
cd "$1"
status=0
pot=$(mktemp -d)
trap 'rm -rf "$pot"' EXIT
grep -v '^#' po/POTFILES.in >"$pot/files"
xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
    --keyword=g_dngettext:2,3 --keyword=ngettext:1,2 -o "$pot/hopmap.pot" -f "$pot/files" 2>"$pot/log" || {
    cat "$pot/log"
    exit 1
}
for language in $(grep -v '^#' po/LINGUAS); do
    msgfmt --check -o "$pot/$language.mo" "po/$language.po" || status=1
    msgmerge -q -o "$pot/$language.po" "po/$language.po" "$pot/hopmap.pot"
    left=$(LC_ALL=C msgattrib --untranslated --no-obsolete "$pot/$language.po" | grep -c '^msgid ' || :)
    fuzzy=$(LC_ALL=C msgattrib --only-fuzzy --no-obsolete "$pot/$language.po" | grep -c '^msgid ' || :)
    # The header counts as one where there is any.
    [ "$left" -gt 1 ] && { echo "$language: $((left - 1)) sentences have no translation"; status=1; }
    [ "$fuzzy" -gt 1 ] && { echo "$language: $((fuzzy - 1)) translations are doubtful"; status=1; }
done
exit $status

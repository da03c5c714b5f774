#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings the languages up to what the sources say; see README.md.
#
#   sh po/update.sh [LANGUAGE…]      a language that is not there yet is started
set -eu
cd "$(dirname "$0")/.."

grep -v '^#' po/POTFILES.in >po/.files
trap 'rm -f po/.files po/.pot' EXIT
xgettext --from-code=UTF-8 --add-comments=Translators --add-location=file --package-name=Hopmap \
    --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=ngettext:1,2 \
    --keyword=g_dngettext:2,3 --keyword=g_dcgettext:2 --keyword=g_dpgettext2:2c,3 --flag=_:1:pass-c-format --flag=N_:1:pass-c-format \
    --flag=ngettext:1:pass-c-format --flag=ngettext:2:pass-c-format \
    --flag=g_dngettext:2:pass-c-format --flag=g_dngettext:3:pass-c-format \
    --flag=g_strdup_printf:1:c-format --flag=g_string_append_printf:2:c-format \
    --flag=g_error_new:3:c-format --flag=g_set_error:4:c-format --flag=fail_usage:2:c-format \
    -o po/.pot -f po/.files

[ $# -gt 0 ] || set -- $(grep -v '^#' po/LINGUAS)
for language in "$@"; do
    if [ -f "po/$language.po" ]; then
        msgmerge --quiet --update --backup=none --previous --add-location=file "po/$language.po" po/.pot
    else
        msginit --no-translator --locale="$language" --no-wrap -i po/.pot -o "po/$language.po"
    fi
    # What is no longer said anywhere goes.
    msgattrib --no-obsolete --add-location=file -o "po/$language.po" "po/$language.po"
    echo "$language: $(LC_ALL=C msgfmt --statistics -o /dev/null "po/$language.po" 2>&1)"
done

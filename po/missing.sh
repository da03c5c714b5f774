#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Shows what a language lacks: sentences without a translation, then doubtful ones.
#
#   sh po/missing.sh LANGUAGE
set -eu
cd "$(dirname "$0")"
msgattrib --untranslated --no-obsolete "$1.po"
msgattrib --only-fuzzy --no-obsolete "$1.po"

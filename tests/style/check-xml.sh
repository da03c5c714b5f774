#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails on a description of a window, or another XML file of ours, that is not well-formed.
#
# usage: check-xml.sh XMLLINT SOURCE [FILE…]
set -eu
xmllint=$1
source=$2
shift 2
set -- "$source"/src/*/*.ui "$source"/src/*/*.gresource.xml* "$source"/data/icons/*/*.svg \
    "$source"/data/icons/*/*/*.svg "$@"
"$xmllint" --noout --nonet "$@"
echo "$# files"

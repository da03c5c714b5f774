#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails where a library that the build needs is missing in the recipe of the Debian package.
#
# usage: check-debian-control.sh SOURCE
set -eu
cd "$1"
libraries=$(grep -- '-dev$' data/debian-12-packages.txt)
[ -n "$libraries" ]
status=0
for library in $libraries; do
    grep -q "^ $library\b" data/debian/control || {
        echo "data/debian/control: Build-Depends lacks $library"
        status=1
    }
done
echo "$(echo "$libraries" | wc -l) libraries"
exit $status

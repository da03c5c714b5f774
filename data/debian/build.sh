#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Debian's source package, and with it the binary ones, of what is committed here; see README.md.
#
#   sh data/debian/build.sh OUTPUT-FOLDER [source]
set -eu

source=$(CDPATH='' cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
output=$(CDPATH='' cd "$1" && pwd)
version=$(sed -n "s/^  version: '\(.*\)',/\1/p" "$source/meson.build")
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT

meson setup "$build/dist" "$source"
meson dist -C "$build/dist" --no-tests --allow-dirty
cp "$build/dist/meson-dist/hopmap-$version.tar.xz" "$output/hopmap_$version.orig.tar.xz"

rm -rf "$output/hopmap-$version"
tar -C "$output" -xf "$output/hopmap_$version.orig.tar.xz"
cp -r "$output/hopmap-$version/data/debian" "$output/hopmap-$version/debian"
rm "$output/hopmap-$version/debian/build.sh"
cd "$output/hopmap-$version"
if [ "${2:-}" = source ]; then
    # What was just unpacked is clean, and only cleaning it would take debhelper.
    dpkg-buildpackage --no-sign --build=source --no-check-builddeps --no-pre-clean
else
    dpkg-buildpackage --no-sign
fi

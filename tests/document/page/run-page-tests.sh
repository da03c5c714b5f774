#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs one of the tests here where what it needs is installed; else skips with the reason.
#   run-page-tests.sh page WRITE-SAMPLE
#   run-page-tests.sh schema WRITE-SAMPLE SCHEMA
#   run-page-tests.sh validate WRITE-SAMPLE
set -eu

here=$(dirname "$0")
skip () {
    # TAP says "skipped" in words; an exit status of 77 would count as an error beside them.
    echo "1..0 # SKIP $1"
    exit 0
}
needs_module () {
    [ -d "$here/node_modules/$1" ] || skip "$1 is missing: run npm ci in tests/document/page"
}

command -v node >/dev/null || skip "Node is not installed (apt: nodejs)"

case $1 in
page)
    chromium=$(command -v chromium || command -v chromium-browser || true)
    [ -n "$chromium" ] || skip "Chromium is not installed (apt: chromium)"
    needs_module playwright-core
    exec node "$here/page.test.mjs" "$2" "$chromium"
    ;;
schema)
    needs_module ajv
    exec node "$here/schema.test.mjs" "$2" "$3"
    ;;
validate)
    needs_module vnu-jar
    needs_module @placemarkio/check-geojson
    exec node "$here/validate.test.mjs" "$2"
    ;;
*)
    echo "Bail out! no test is called $1"
    exit 1
    ;;
esac

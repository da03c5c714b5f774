#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs page.test.mjs where Chromium, Node and playwright-core are; else skips with the reason.
#   run-page-tests.sh WRITE-SAMPLE
set -eu

here=$(dirname "$0")
skip () {
    # TAP says "skipped" in words; an exit status of 77 would count as an error beside them.
    echo "1..0 # SKIP $1"
    exit 0
}

chromium=$(command -v chromium || command -v chromium-browser || true)
[ -n "$chromium" ] || skip "Chromium is not installed (apt: chromium)"
command -v node >/dev/null || skip "Node is not installed (apt: nodejs)"
[ -d "$here/node_modules/playwright-core" ] || skip "playwright-core is missing: run npm ci in tests/document/page"

exec node "$here/page.test.mjs" "$1" "$chromium"

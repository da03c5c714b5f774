#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# On Debian 12 or 13: installs what is needed, builds with warnings as errors, installs into a folder
# of its own, and runs every test there is. The last line counts them. Debian 13 has no clang-format-14,
# so there the test of the layout is skipped.
#
#   sh tests/run-tests.sh [BUILD-FOLDER]
#
# Tests that make network namespaces, change the helper's privilege or take another identity need
# root; without it they are counted as skipped.
set -eu

source=$(CDPATH='' cd "$(dirname "$0")/.." && pwd)
build=${1:-$source/build-tests}

if [ "$(id -u)" = 0 ]; then
    packages=$(cat "$source/data/debian-12-packages.txt" "$source/tests/debian-12-packages.txt" |
        sed 's/#.*//')
    command -v npm >/dev/null || packages="$packages nodejs npm"
    apt-get update
    apt-cache show clang-format-14 >/dev/null 2>&1 || {
        echo 'There is no clang-format-14 here: the test of the layout is skipped.'
        packages=$(echo "$packages" | sed 's/\bclang-format-14\b//')
    }
    # shellcheck disable=SC2086 # one word for each package
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages
    # A language with a decimal comma, and a country with miles.
    for locale in de_DE en_US; do
        locale -a | grep -qi "^$locale.utf-\\?8$" || localedef -i "$locale" -f UTF-8 "$locale.UTF-8"
    done
else
    echo 'Not root: no package is installed, and the tests that need root are skipped.'
fi

(cd "$source/tests/document/page" && npm ci --no-audit --no-fund --ignore-scripts)

# The helper cannot be given privilege, nor be run by other users, on every file system.
prefix=$(mktemp -d /var/tmp/hopmap-tests.XXXXXX)
chmod 755 "$prefix"
trap 'rm -rf "$prefix"' EXIT

# A build folder that another Meson made, or that was left half-made, is made anew.
if [ ! -f "$build/build.ninja" ] || ! meson configure "$build" --prefix="$prefix"; then
    rm -rf "$build"
    meson setup "$build" "$source" -Dwerror=true --prefix="$prefix"
fi

# The schemas of KML and GPX are not ours to ship, and nothing else of that package is wanted.
if [ "$(id -u)" = 0 ] && [ ! -d "$build/schemas/usr" ]; then
    mkdir -p "$build/schemas"
    (cd "$build/schemas" && apt-get download pytrainer && dpkg-deb -x pytrainer_*.deb .)
fi
export HOPMAP_SCHEMAS="$build/schemas/usr/share/pytrainer/schemas"

meson compile -C "$build"
meson install -C "$build" --no-rebuild --quiet

# Each run has its own log.
run_suites() {
    log=$1
    shift
    xvfb-run -a -s '-screen 0 1280x900x24 -noreset' dbus-run-session -- \
        meson test -C "$build" --no-rebuild --print-errorlogs --logbase "$log" "$@"
}

# Whoever drives the installed program waits for it most of the time. All others run beside that on half
# of the cores, and give way; what they say comes when they are done. Last comes what sums up how they went.
status=0
rm -f "$build"/meson-logs/*.json
run_suites rooms --no-suite e2e --no-suite summary --wrapper "$source/tests/give-way.sh" \
    --num-processes $((($(nproc) + 1) / 2)) >"$build/meson-logs/rooms.out" 2>&1 &
run_suites e2e --suite e2e || status=$?
wait $! || status=$?
cat "$build/meson-logs/rooms.out"
# Meson names a log after the wrapper, too.
export HOPMAP_TEST_LOGS='rooms-give-way.sh e2e'
run_suites summary --suite summary || status=$?

python3 "$source/tests/count.py" "$build"/meson-logs/*.json || status=1
exit $status

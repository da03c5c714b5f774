#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The checks that take too long for every day: sanitizers, a locale with a decimal comma, how much
# of the helper's parsers the tests reach, fuzzing, CSV in LibreOffice, the same source on Debian 13, its packages, and
# the Flatpak. Run it after run-tests.sh, as root.
#
#   bash tests/slow-legs.sh [LEG…]       all of the first line if none is named:
#       sanitizers comma coverage fuzz spreadsheet debian-13 debian-package flatpak
#       fresh-12 fresh-13 (README's commands on a bare Debian, which take long)
set -euo pipefail

source=$(realpath "$(dirname "$0")/..")
# shellcheck source=tests/debian-root.sh
. "$source/tests/debian-root.sh"
fuzz_seconds=${FUZZ_SECONDS:-60}
rooms=(--suite wire --suite probe --suite model --suite trace --suite geo --suite atlas --suite document)

configure() {    # FOLDER OPTION…
    local folder=$1
    shift
    # A folder that another Meson made, or that was left half-made, is made anew.
    if [ ! -f "$folder/build.ninja" ] || ! meson configure "$folder" "$@"; then
        rm -rf "$folder"
        meson setup "$folder" "$source" -Dwerror=true "$@"
    fi
}

sanitizers() {
    local build=$source/build-sanitizers
    configure "$build" -Db_sanitize=address,undefined -Db_lundef=false --prefix="$build/installed"
    meson compile -C "$build"
    # Where it is installed, probe-acceptance would also try the whole program, which is too slow so.
    rm -rf "$build/installed"
    LSAN_OPTIONS=suppressions=$source/tests/lsan.supp:print_suppressions=0 \
        ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
        meson test -C "$build" --no-rebuild --print-errorlogs --timeout-multiplier 4 "${rooms[@]}"
    meson install -C "$build" --no-rebuild --quiet
    # The whole program, with a window. Drivers of the display are known by whole stacks only.
    LSAN_OPTIONS=suppressions=$source/tests/lsan.supp:print_suppressions=0 \
        ASAN_OPTIONS=detect_leaks=1:fast_unwind_on_malloc=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
        xvfb-run -a -s '-screen 0 1280x900x24 -noreset' dbus-run-session -- \
        /usr/bin/python3 "$source/tests/e2e/sanitized.py" "$build/installed/bin/hopmap" \
        "$build/installed/share" "$build/installed/share/hopmap/examples/berlin-auckland.traceroute.json"
}

comma() {
    local build=$source/build-tests
    [ -f "$build/build.ninja" ] || configure "$build"
    meson compile -C "$build"
    LC_ALL=de_DE.UTF-8 meson test -C "$build" --no-rebuild --print-errorlogs "${rooms[@]}"
}

# What parses, matches, encodes and limits: the parts of the helper that meet the enemy.
coverage() {
    local build=$source/build-coverage
    configure "$build" -Db_coverage=true --buildtype=debug
    meson compile -C "$build" $(meson introspect --tests "$build" | python3 -c '
import json, os, sys
for test in json.load(sys.stdin):
    if {"hopmap:wire", "hopmap:probe-unit"} & set(test["suite"]):
        print(os.path.relpath(test["cmd"][0], sys.argv[1]))' "$build")
    find "$build" -name '*.gcda' -delete
    meson test -C "$build" --no-rebuild --print-errorlogs --suite wire --suite probe-unit
    python3 "$source/tests/coverage.py" "$build" reply-parse.c ip-header.c icmp-extensions.c \
        probe-table.c probe-build.c pace.c probe-frame.c flight.c receive.c
}

# Starts from the inputs that are kept in the tree; new ones go beside the build.
fuzz() {
    command -v clang >/dev/null || apt-get install -y --no-install-recommends clang libclang-rt-14-dev
    local build=$source/build-fuzz target
    CC=clang configure "$build" -Dfuzzers=true -Dtests=true
    for target in commands errors ipv4 ipv6; do
        meson compile -C "$build" "fuzz-$target"
        echo "fuzzing: $target, $fuzz_seconds s"
        mkdir -p "$build/corpus/$target"
        "$build/tests/fuzz/fuzz-$target" -max_total_time="$fuzz_seconds" -max_len=1600 -print_final_stats=1 \
            -artifact_prefix="$build/$target-" \
            "$build/corpus/$target" "$source/tests/fuzz/corpus/$target" 2>&1 |
            grep -v -e NEW -e REDUCE -e pulse -e RELOAD -e '# Uses' | tail -n 12
    done
    # Readers of files, which start from the examples. ASan's quarantine is most of the memory.
    meson compile -C "$build" fuzz-readers
    echo "fuzzing: readers, $fuzz_seconds s"
    mkdir -p "$build/corpus/readers"
    ASAN_OPTIONS=quarantine_size_mb=16 "$build/tests/fuzz/fuzz-readers" -max_total_time="$fuzz_seconds" \
        -max_len=4096 -print_final_stats=1 -artifact_prefix="$build/readers-" \
        "$build/corpus/readers" "$source/tests/document/data/readers" 2>&1 |
        grep -v -e NEW -e REDUCE -e pulse -e RELOAD -e '# Uses' | tail -n 12
}

# CSV as a person opens it: LibreOffice takes nothing in it for a formula.
spreadsheet() {
    command -v soffice >/dev/null || apt-get install -y --no-install-recommends libreoffice-calc
    local build=$source/build-tests
    [ -f "$build/build.ninja" ] || configure "$build"
    meson compile -C "$build" write-sample
    python3 "$source/tests/document/check-spreadsheet.py" "$build/tests/document/write-sample"
}

# The packages of Debian 12 have the same names there, but for the formatter, which is not used: of the
# style, what newer programs may see differently is tested. Pages, privilege and real routers are left
# to Debian 12 here; whoever runs tests/run-tests.sh on Debian 13 tests them there, too.
debian_13() {
    local root=${DEBIAN_13_ROOT:-/var/cache/hopmap-debian-13}
    make_root trixie "$root" $(cat "$source/data/debian-12-packages.txt" "$source/tests/debian-12-packages.txt" |
        sed 's/#.*//' | grep -vx -e clang-format-14 -e chromium)
    enter_root "$root" "$source" '
        export HOPMAP_SCHEMAS=/source/build-tests/schemas/usr/share/pytrainer/schemas
        for locale in de_DE en_US; do localedef -i $locale -f UTF-8 $locale.UTF-8; done
        meson setup /tmp/build /source -Dwerror=true --prefix=/tmp/installed
        meson compile -C /tmp/build
        meson install -C /tmp/build --no-rebuild --quiet
        xvfb-run -a -s "-screen 0 1280x900x24 -noreset" dbus-run-session -- \
            meson test -C /tmp/build --no-rebuild --print-errorlogs \
            --no-suite style --no-suite page --no-suite e2e --no-suite privileged
        python3 /source/tests/count.py /tmp/build/meson-logs/testlog.json | tee /tmp/count
        ! grep -q skipped /tmp/count || exit 1
        meson test -C /tmp/build --no-rebuild --print-errorlogs --logbase style \
            completions desktop-file metainfo screenshots xml'
}

legs=("$@")
[ ${#legs[@]} -gt 0 ] || legs=(sanitizers comma coverage fuzz spreadsheet debian-13 debian-package flatpak)

run_leg() {
    case $1 in
        sanitizers | comma | coverage | fuzz | spreadsheet) "$1" ;;
        debian-13) debian_13 ;;
        fresh-12) bash "$source/tests/fresh-root.sh" bookworm ;;
        fresh-13) bash "$source/tests/fresh-root.sh" trixie ;;
        # The suites that it would run have run in the other legs; DEB_BUILD_OPTIONS= runs them again.
        debian-package) DEB_BUILD_OPTIONS=${DEB_BUILD_OPTIONS-nocheck} timeout 1500 bash "$source/tests/debian-package.sh" ;;
        flatpak) timeout 1500 bash "$source/tests/flatpak/build-and-test.sh" ;;
        *)
            echo "\"$1\" is no leg: sanitizers, comma, coverage, fuzz, spreadsheet, debian-13, debian-package, flatpak, fresh-12, fresh-13" >&2
            exit 1
            ;;
    esac
}

# One leg runs here. Several run one after the other, whatever becomes of those before, each in a shell
# of its own, so that "set -e" counts in it.
if [ ${#legs[@]} = 1 ]; then
    run_leg "${legs[0]}"
    exit
fi
failed=()
for leg in "${legs[@]}"; do
    echo "== $leg"
    started=$SECONDS
    bash "$0" "$leg" || failed+=("$leg")
    echo "== $leg: $((SECONDS - started)) s"
done
if [ ${#failed[@]} -gt 0 ]; then
    echo "These legs failed: ${failed[*]}"
    exit 1
fi

#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Pictures of the window, wide and narrow, and of a saved page, in every language of po/LINGUAS: to be
# looked at for words that are cut. By hand, on a machine with fonts for all of them.
#
#   bash tests/e2e/look-at-languages.sh PREFIX FOLDER [LANGUAGE…]
set -euo pipefail

source=$(realpath "$(dirname "$0")/../..")
prefix=$1 folder=$2
shift 2
[ $# -gt 0 ] || set -- $(grep -v '^#' "$source/po/LINGUAS")
mkdir -p "$folder"
trace=$prefix/share/hopmap/examples/berlin-auckland.traceroute.json
export XDG_DATA_DIRS=$prefix/share:/usr/local/share:/usr/share
export GSETTINGS_BACKEND=memory GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_USE_PORTAL=0 ADW_DISABLE_PORTAL=1
export LC_ALL=de_DE.UTF-8

# Whatever the locale's own language is, LANGUAGE counts before it.
for language; do
    export LANGUAGE=$language
    "$prefix/bin/hopmap" -i "$trace" -o "$folder/$language.offline.html" --offline
    chromium --headless --no-sandbox --disable-gpu --lang="${language/_/-}" --window-size=1000,1100 \
        --virtual-time-budget=4000 --screenshot="$folder/$language-page.png" \
        "file://$(realpath "$folder")/$language.offline.html" >/dev/null 2>&1
    for size in 1000x700 360x720; do
        xvfb-run -a -s "-screen 0 $size""x24 -noreset" dbus-run-session -- bash -c '
            "$1" -i "$2" >/dev/null 2>&1 &
            sleep "${SETTLE_S:-8}"
            xdotool search --onlyvisible --class io.github.hopmap.Hopmap windowmove 0 0 windowsize "${3%x*}" "${3#*x}" || :
            sleep 3
            import -window root "$4"
            kill $!' - "$prefix/bin/hopmap" "$trace" "$size" "$folder/$language-$size.png" 2>/dev/null
    done
    echo "$language"
done

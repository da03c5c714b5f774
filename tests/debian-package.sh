#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the Debian packages of data/debian in bare roots of Debian 12 and 13, installs them in others
# that hold nothing else, uses the program there as an ordinary user, and asks lintian. Needs root.
#
#   bash tests/debian-package.sh [bookworm|trixie…]        DEB_BUILD_OPTIONS=nocheck leaves the tests out
set -euo pipefail

source=$(realpath "$(dirname "$0")/..")
# shellcheck source=tests/debian-root.sh
. "$source/tests/debian-root.sh"

work=$(mktemp -d /var/tmp/hopmap-package.XXXXXX)
trap 'rm -rf --one-file-system "$work"' EXIT

command -v dpkg-buildpackage >/dev/null || apt-get install -y --no-install-recommends dpkg-dev
sh "$source/data/debian/build.sh" "$work/source" source >"$work/log" 2>&1 || {
    cat "$work/log"
    exit 1
}

# One name a line: the first of alternatives, without versions and profiles.
needed=$(sed -n '/^Build-Depends:/,/^[A-Z].*:/s/^ \([a-z0-9][a-z0-9.+-]*\).*/\1/p' "$source/data/debian/control" |
    sed 's/^debhelper-compat$/debhelper/')

for suite in "${@:-bookworm trixie}"; do
    for suite in $suite; do
        echo "$suite: building"
        started=$SECONDS
        build=/var/cache/hopmap-package-$suite
        make_root "$suite" "$build" build-essential fakeroot lintian $needed
        out=$work/$suite
        mkdir "$out"
        cp "$work"/source/*.dsc "$work"/source/*.tar.* "$out"
        enter_root "$build" "$out" '
            localedef -i de_DE -f UTF-8 de_DE.UTF-8
            cd /source
            dpkg-source -x *.dsc package >/dev/null
            cd package
            export DEB_BUILD_OPTIONS="'"${DEB_BUILD_OPTIONS:-}"'"
            dpkg-buildpackage --no-sign --build=binary >../log 2>&1 || { tail -n 60 ../log; exit 1; }
            cd ..
            grep -E "^(Ok|Fail|Skipped):" log || echo "no tests were run"
            lintian --allow-root --info --fail-on error,warning ./*.changes ./*.dsc && echo "lintian is content"'
        echo "$suite: built in $((SECONDS - started)) s"

        clean=$work/clean-$suite
        make_root "$suite" "$clean"
        lend_network "$clean" "$suite"
        enter_root "$clean" "$out" '
            apt-get update -q >/dev/null
            DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
                ./source/hopmap_*.deb ./source/hopmap-data_*.deb >/tmp/log 2>&1 || { tail -n 30 /tmp/log; exit 1; }
            getcap /usr/libexec/hopmap-probe
            [ "$(getcap /usr/libexec/hopmap-probe)" = "/usr/libexec/hopmap-probe cap_net_raw=p" ]
            useradd somebody
            as_somebody() { setpriv --reuid=somebody --regid=somebody --clear-groups env HOME=/tmp "$@"; }
            as_somebody hopmap --version
            as_somebody hopmap -f text -i /usr/share/hopmap/examples/berlin-auckland.traceroute.json | head -n 3
            # The loopback of a machine is one hop, and the helper opens its raw socket for it.
            as_somebody hopmap -f json 127.0.0.1 >/tmp/trace.json
            grep -q "\"access\" *: *\"raw\"" /tmp/trace.json && echo "traces with its own privilege"
            # What an administrator took away stays away.
            dpkg-statoverride --update --add root root 0755 /usr/libexec/hopmap-probe
            # With the change of its mode the capability may be gone already.
            setcap -r /usr/libexec/hopmap-probe 2>/dev/null || :
            [ -z "$(getcap /usr/libexec/hopmap-probe)" ]
            DEBIAN_FRONTEND=noninteractive apt-get install -qy --reinstall ./source/hopmap_*.deb >/dev/null 2>&1
            [ -z "$(getcap /usr/libexec/hopmap-probe)" ] && echo "the administrator is obeyed"
            dpkg-statoverride --remove /usr/libexec/hopmap-probe
            dpkg --purge hopmap hopmap-data >/dev/null
            left=$(find /usr /etc /var/lib -path /var/lib/apt -prune -o -path /var/lib/dpkg -prune -o -iname "*hopmap*" -print)
            [ -z "$left" ] || { echo "left behind: $left"; exit 1; }
            echo "nothing is left behind"'
        du -h "$out"/hopmap_*.deb "$out"/hopmap-data_*.deb
        rm -rf --one-file-system "$clean"
    done
done

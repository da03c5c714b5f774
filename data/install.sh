#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# On Debian 12: installs what is needed, builds Hopmap in release mode, and installs it below
# /usr/local with a privileged helper. Asks for the administrator's password (sudo) where it must.
#
#   sh data/install.sh [setuid|caps|none]
set -eu

privilege=${1:-caps}
source=$(CDPATH='' cd "$(dirname "$0")/.." && pwd)
build=$source/build

case $privilege in
    setuid | caps | none) ;;
    *)
        echo "$0: \"$privilege\" is no privilege; use setuid, caps or none." >&2
        exit 1
        ;;
esac

if [ "$(id -u)" = 0 ]; then
    as_root() { "$@"; }
elif command -v sudo >/dev/null; then
    as_root() { sudo "$@"; }
else
    echo "$0: installing needs an administrator; run this as root or install sudo." >&2
    exit 1
fi

packages=$(sed 's/#.*//' "$source/data/debian-12-packages.txt")
as_root apt-get update
# shellcheck disable=SC2086 # one word for each package
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages

if [ -f "$build/build.ninja" ]; then
    meson configure "$build" -Dhelper_privilege="$privilege"
else
    meson setup "$build" "$source" --buildtype=release -Dhelper_privilege="$privilege" -Dtests=false
fi
meson compile -C "$build"
as_root meson install -C "$build" --no-rebuild

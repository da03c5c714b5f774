#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program with a desktop's keyring that is its own: a session bus, gnome-keyring on it, and a
# home that is thrown away. Where there is no such thing, the program hears so by HOPMAP_TEST_KEYRING.
set -eu

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run"
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_DATA_HOME="$home/data" \
       XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
unset DISPLAY WAYLAND_DISPLAY

if command -v dbus-run-session >/dev/null && command -v gnome-keyring-daemon >/dev/null; then
  dbus-run-session -- sh -c '
    printf password | gnome-keyring-daemon --foreground --unlock --components=secrets \
      >"$HOME/log" 2>&1 &
    daemon=$!
    # The one that was unlocked is to answer, not one that the bus would start.
    for i in 1 2 3 4 5 6 7 8 9 10; do
      dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
        org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null \
        | grep -q "boolean true" && break
      sleep 0.5
    done
    status=0
    HOPMAP_TEST_KEYRING=yes "$@" || status=$?
    kill $daemon
    exit $status' sh "$@"
else
  HOPMAP_TEST_KEYRING=no "$@"
fi

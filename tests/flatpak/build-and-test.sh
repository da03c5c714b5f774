#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the Flatpak of what lies here, installs it for an ordinary user, and tries it in its sandbox
# behind real routers. Needs root, and a GNOME runtime:
#
# - the real one where it is installed for all users (flatpak install flathub org.gnome.Sdk//VERSION);
# - else, for machines without a network, a script that HOPMAP_FLATPAK_STANDIN names. "SCRIPT VERSION"
#   installs runtimes of that name for all users; "SCRIPT build MANIFEST FOLDER" builds the manifest's
#   last module from FOLDER, with the modules before it from elsewhere, and installs for who calls it.
#
# With neither, it says so and is content.
#
#   bash tests/flatpak/build-and-test.sh [PICTURE-FOLDER]
set -euo pipefail

source=$(realpath "$(dirname "$0")/../..")
name=io.github.hopmap.Hopmap
user=hopmap-flatpak
version=$(sed -n "s/^runtime-version: '\(.*\)'/\1/p" "$source/flatpak/$name.yml")
standin=${HOPMAP_FLATPAK_STANDIN:-}

have_runtime() { flatpak --system info "org.gnome.Sdk//$version" >/dev/null 2>&1; }

if [ ! -f "$standin" ] && ! have_runtime; then
    echo "The Flatpak was not built: there is no org.gnome.Sdk//$version, and HOPMAP_FLATPAK_STANDIN names no script."
    exit 0
fi

apt-get install -qy --no-install-recommends flatpak flatpak-builder elfutils fuse3 dbus-x11 python3-pyatspi \
    at-spi2-core imagemagick x11-utils xdotool xvfb xauth xdg-desktop-portal xdg-desktop-portal-gtk >/dev/null

# Where an ordinary user can read it.
work=$(mktemp -d /var/tmp/hopmap-flatpak.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir "$work/source"
(cd "$source" && git ls-files -z --cached --others --exclude-standard | tar -c --null -T - --ignore-failed-read) |
    tar -x -C "$work/source"
id "$user" >/dev/null 2>&1 || useradd --create-home "$user"
chown -R "$user:" "$work"
as_user() { runuser -l "$user" -c "$1"; }

if [ -f "$standin" ]; then
    cp "$standin" "$work/standin.sh"
    bash "$standin" "$version"
    as_user "nice bash $work/standin.sh build $work/source/flatpak/$name.yml $work/source" >"$work/log" 2>&1 || {
        tail -n 60 "$work/log"
        exit 1
    }
else
    as_user "dbus-run-session nice flatpak-builder --user --install --force-clean --disable-rofiles-fuse \
        $work/build $work/source/flatpak/$name.yml" >"$work/log" 2>&1 || {
        tail -n 60 "$work/log"
        exit 1
    }
fi
! grep -n 'warning:' "$work/log"

# What it weighs, and of what.
as_user "flatpak info --user $name" | sed -n 's/^ *\(Installed\|Runtime\): /\1: /p'
files=$(as_user "flatpak info --user --show-location $name")/files
(cd "$files" && du -ah --apparent-size --threshold=200K . | sort -rh | head -n 12)

python3 "$source/tests/flatpak/test-flatpak.py" "$user" "$@"

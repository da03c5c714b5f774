# SPDX-License-Identifier: GPL-3.0-or-later
# Root folders of Debian releases to build and install in. To be sourced by bash; needs root.

# make_root SUITE FOLDER PACKAGE…: kept from run to run, and made anew when it is to hold something else.
make_root() {
    local suite=$1 root=$2 mirror packages
    shift 2
    packages=$(printf '%s\n' "$@" | sort -u)
    [ ! -f "$root/.holds" ] || [ "$(cat "$root/.holds")" != "$packages" ] || return 0
    command -v mmdebstrap >/dev/null || apt-get install -y --no-install-recommends mmdebstrap
    mirror=$(debian_mirror)
    rm -rf --one-file-system "$root"
    mmdebstrap --quiet --variant=minbase ${packages:+--include="$(echo $packages | tr ' ' ,)"} \
        --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
        --dpkgopt=force-unsafe-io "$suite" "$root" "$mirror"
    rm -f "$root/etc/apt/sources.list"
    printf '%s\n' "$packages" >"$root/.holds"
}

# The mirror that this machine already uses.
debian_mirror() {
    apt-get indextargets --format '$(REPO_URI)' "Codename: $(. /etc/os-release && echo "$VERSION_CODENAME")" |
        grep -v security | head -n 1
}

# lend_network ROOT SUITE: lets programs in there fetch what this machine could fetch.
lend_network() {
    echo "deb $(debian_mirror) $2 main" >"$1/etc/apt/sources.list"
    cp -L /etc/resolv.conf "$1/etc/resolv.conf"
    # Authorities that this machine's owner trusts besides those of the package ca-certificates.
    mkdir -p "$1/usr/local/share/ca-certificates"
    find /usr/local/share/ca-certificates -name '*.crt' -exec cp -t "$1/usr/local/share/ca-certificates" {} +
}

# Where npm fetches from on this machine, which may have none and still make roots that do.
npm_registry() { npm config get registry 2>/dev/null || echo https://registry.npmjs.org/; }

# enter_root ROOT FOLDER COMMAND: runs COMMAND by bash in namespaces of its own, with FOLDER at /source.
# A root folder of its own, not chroot, which would forbid programs their user namespaces.
enter_root() {
    mkdir -p "$1/source" "$1/old-root"
    unshare --mount --pid --fork --kill-child --propagation private bash -ec '
        mount --bind "$1" "$1"
        mount --bind "$2" "$1/source"
        mount -t proc proc "$1/proc"
        mount --rbind /sys "$1/sys"
        mount --rbind /dev "$1/dev"
        mount -t tmpfs tmpfs "$1/tmp"
        mount -t tmpfs -o mode=755 tmpfs "$1/run"
        cd "$1"
        pivot_root . old-root
        umount -l /old-root
        /usr/bin/env -i HOME=/tmp LANG=C.UTF-8 PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin bash -ec "$3"
        exit' - "$1" "$2" "$3"
}

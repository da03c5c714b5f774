#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What README promises, start to end, as on a fresh machine: a bare root of a Debian release, with git
# and nothing else, and in it a clean clone of what is committed here, where both commands of README
# are run. Says how long each took. Needs root.
#
#   bash tests/fresh-root.sh bookworm|trixie
set -euo pipefail

suite=${1:-}
source=$(realpath "$(dirname "$0")/..")
# shellcheck source=tests/debian-root.sh
. "$source/tests/debian-root.sh"

case $suite in
    bookworm) may_skip='^$' ;;
    trixie) may_skip='^skipped: .*/ format: ' ;;    # It has no clang-format-14.
    *)
        echo "$0: \"$suite\" is no release that README names; use bookworm or trixie." >&2
        exit 1
        ;;
esac

work=$(mktemp -d /var/tmp/hopmap-fresh.XXXXXX)
trap 'rm -rf --one-file-system "$work"' EXIT

took() { echo "$suite: $1 took $((SECONDS - started)) s" | tee -a "$work/took"; }

started=$SECONDS
make_root "$suite" "$work/root" git
lend_network "$work/root" "$suite"
git clone --quiet --no-hardlinks "$source" "$work/clone"
took 'making a bare root and a clean clone'

# One for the other command: what the first installs is there for the second. The ordinary user traces
# the loopback, which is one hop, through the privileged helper.
in_root() {
    enter_root "$work/root" "$work/clone" "export NPM_CONFIG_REGISTRY=$(npm_registry); cd /source; $1"
}

started=$SECONDS
in_root '
    sh data/install.sh
    useradd somebody
    as_somebody() { setpriv --reuid=somebody --regid=somebody --clear-groups env HOME=/tmp "$@"; }
    as_somebody hopmap -f text 127.0.0.1
    as_somebody hopmap -f json 127.0.0.1 >/tmp/trace.json
    grep -q "\"access\" *: *\"raw\"" /tmp/trace.json && echo "It traces with the privilege of its helper."'
took "README's first command"

started=$SECONDS
in_root 'sh tests/run-tests.sh' | tee "$work/log"
took "README's second command"

if grep '^skipped: ' "$work/log" | grep -v "$may_skip"; then
    echo 'These tests were skipped; here that counts as a failure.'
    exit 1
fi
cat "$work/took"
tail -n 1 "$work/log"

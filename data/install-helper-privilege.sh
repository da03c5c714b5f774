#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Gives the installed hopmap-probe the privilege that -Dhelper_privilege asked for. Meson runs it at
# the end of an install. Acts only as root on the real root folder; everybody else gets the one line
# that does it later, because a file that is setuid before it belongs to root is setuid to somebody.
#
# usage: install-helper-privilege.sh none|caps|setuid HELPER
set -eu

wish=$1
helper=$2

give_up ()
{
  echo "$helper: $1" >&2
  exit 1
}

case $wish in
  none)
    exit 0
    ;;
  caps)
    command="chown root:root '$helper' && chmod 755 '$helper' && setcap cap_net_raw+p '$helper'"
    ;;
  setuid)
    command="chown root:root '$helper' && chmod 4755 '$helper'"
    ;;
  *)
    give_up "unknown privilege '$wish': use none, caps or setuid"
    ;;
esac

if [ -n "${DESTDIR:-}" ] || [ "$(id -u)" -ne 0 ]; then
  echo "hopmap-probe got no privilege here. On the final system, as root, run: $command"
  exit 0
fi

[ -f "$helper" ] && [ ! -L "$helper" ] || give_up "not a regular file; the install went wrong"

# In this order: a change of owner takes setuid bit and capabilities away again.
chown root:root "$helper"
chmod 755 "$helper"
[ "$(stat -c %u:%g "$helper")" = 0:0 ] || give_up "does not belong to root; is this file system writable by root?"

if [ "$wish" = caps ]; then
  PATH=$PATH:/usr/sbin:/sbin
  command -v setcap >/dev/null && command -v getcap >/dev/null ||
    give_up "setcap is missing; install libcap2-bin or configure with -Dhelper_privilege=setuid"
  setcap cap_net_raw+p "$helper" ||
    give_up "this file system keeps no capabilities; configure with -Dhelper_privilege=setuid"
  [ "$(getcap "$helper")" = "$helper cap_net_raw=p" ] || give_up "has other capabilities than cap_net_raw"
  [ "$(stat -c %a "$helper")" = 755 ] || give_up "has the wrong mode"
else
  chmod 4755 "$helper"
  [ "$(stat -c '%a %u' "$helper")" = '4755 0' ] || give_up "did not become setuid root"
fi
echo "hopmap-probe has its privilege: $wish"

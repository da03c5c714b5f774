#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Records what the tools of this machine print of the simulated path in recorded.scenario. The
# addresses are made up, and the name of the machine was replaced afterwards. Needs what
# tests/netsim/in-netsim needs; tools that are missing are left out.
#   HOPMAP_NETSIM=BUILD/tests/netsim/hopmap-netsim sh record.sh FOLDER
set -u
here=$(cd "$(dirname "$0")" && pwd)
out=$1
in="$here/../../../netsim/in-netsim"
host=198.18.255.1
host6=2001:db8:ffff::1

record() {
    name=$1
    shift
    command -v "$1" >/dev/null || { echo "no $1: $name is left out"; return; }
    timeout 120 "$in" "${scenario:-$here/recorded.scenario}" -- "$@" >"$out/$name" 2>&1 </dev/null ||
        echo "$name: status $?"
}

record linux-udp.txt traceroute -w1 $host
record linux-numeric.txt traceroute -n -w1 -q5 $host
record linux-icmp-mpls.txt traceroute -I -e -w1 $host
record linux-tcp.txt traceroute -T -p 443 -O info -w1 $host
record linux-udp-53.txt traceroute -U -w1 $host
# The simulator does not answer UDP-Lite: that one is of real routers, tests/e2e/network.py.
record linux-udplite.txt traceroute -UL -w1 $host
record linux-dccp.txt traceroute -D -w1 -m 12 $host
record linux-raw.txt traceroute -P 253 -w1 -m 12 $host
record linux-mtu.txt traceroute --mtu -w1 $host
record linux-back.txt traceroute --back -w1 $host
record linux-first.txt traceroute -f 3 -q 1 -w1 $host
record linux-name.txt traceroute -w1 www.target.example
record linux-v6.txt traceroute -6 -e -w1 $host6
record linux-tcptraceroute.txt tcptraceroute -w1 $host
record tracepath.txt tracepath -4 $host
record tracepath-numeric.txt tracepath -n $host
record tracepath-v6.txt tracepath -6 $host6
record inetutils.txt inetutils-traceroute -w1 --resolve-hostnames $host
record inetutils-icmp.txt inetutils-traceroute -w1 -I $host
record busybox.txt busybox traceroute -w1 $host
record busybox-numeric.txt busybox traceroute -n -q2 -w1 $host
record mtr-report.txt mtr --report -c 5 -G 1 $host
record mtr-report-wide.txt mtr --report --report-wide -b -e -c 5 -G 1 $host
record mtr-report-order.txt mtr --report --report-wide -n -o "LDR NABWVGJMXI" -c 3 -G 1 $host
record mtr-report-v6.txt mtr -6 --report --report-wide -c 3 -G 1 $host6
record mtr.csv mtr --csv -c 3 -G 1 $host
record mtr-names.csv mtr --csv -n -c 3 -G 1 $host
record mtr.json mtr --json -c 3 -G 1 $host
record mtr-both.json mtr --json -b -c 3 -G 1 $host
record mtr.raw.txt mtr --raw -c 3 -G 1 $host
record mtr.xml mtr --xml -c 3 -G 1 $host
record scamper.json scamper -O json -c "trace -P icmp-paris -q 2 -Q" -i $host
record scamper-udp.json scamper -O json -c "trace -P udp-paris -q 1" -i $host $host6
record scamper-text.txt scamper -c "trace -P icmp-paris" -i $host
scenario=prohibited-end
record linux-prohibited.txt traceroute -n -w1 $host
record scamper-prohibited.json scamper -O json -c "trace -P icmp-paris" -i $host
scenario=no-route
record linux-no-route.txt traceroute -n -w1 -m 8 $host
record linux-no-route-v6.txt traceroute -6 -n -w1 -m 8 $host6
scenario=silent-destination
record linux-silent.txt traceroute -n -w1 -q1 -m 14 $host

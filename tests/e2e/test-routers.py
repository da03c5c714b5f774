#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traces through real routers with the installed program, as an ordinary user, with the helper
setuid, with its file capability, and without any privilege; over IPv4 and IPv6."""
import pathlib
import re
import subprocess
import sys
import time

from hops import HOPS, PLACED
from installed import ACCESS, Installed, hop_addresses, hop_times
from network import Network
import tap

NAME = HOPS[-1][0]


def addresses(family):
    return [hop[1] if family == 4 else hop[2] for hop in HOPS]


def route(installed, network, privilege, family):
    installed.privilege(privilege)
    started = time.monotonic()
    done, document = installed.trace(network, '-%d' % family, NAME)
    took = time.monotonic() - started
    tap.equal(done.returncode, 0, 'exit status, with ' + done.stderr)
    tap.equal(hop_addresses(document), [[a] for a in addresses(family)], 'hops')
    for times in hop_times(document):
        # Namespaces of one machine: more than nothing, less than the whole run.
        assert times and all(0 < t < took * 1000 for t in times), times
    trace = document['traces'][0]
    tap.equal(trace['stopReason'], 'destination')
    tap.equal(trace['target']['address'], addresses(family)[-1])
    tap.equal(trace['method']['family'], family)
    tap.equal(trace['method']['protocol'], 'udp' if privilege == 'none' else 'icmp')
    for name, ipv4, ipv6 in HOPS:
        host = document['hosts'][ipv4 if family == 4 else ipv6]
        tap.equal(host.get('name'), name, 'name')


def ping_socket(installed, network, family):
    """Without privilege, where the administrator opened ICMP sockets to everybody."""
    installed.privilege('none')
    network.sysctl(network.source, 'net.ipv4.ping_group_range', '0 2147483647')
    try:
        done, document = installed.trace(network, '-%d' % family, NAME)
    finally:
        network.sysctl(network.source, 'net.ipv4.ping_group_range', '1 0')
    tap.equal(done.returncode, 0, 'exit status, with ' + done.stderr)
    tap.equal(hop_addresses(document), [[a] for a in addresses(family)], 'hops')
    tap.equal(document['traces'][0]['method']['protocol'], 'icmp')


def places(installed, network):
    installed.privilege('caps')
    done, document = installed.trace(network, '-4', NAME)
    tap.equal(done.returncode, 0, done.stderr)
    for address, city in PLACED.items():
        place = document['hosts'][address]['place']
        tap.equal(place['city'], city, address)
        assert -90 <= place['latitude'] <= 90 and place['radiusKm'] > 0, place
    home = document['hosts'][HOPS[0][1]]['place']
    tap.equal(home['kind'], 'special')
    assert 'latitude' not in home, home


def offline_asks_nobody(installed, network):
    """With --offline no process of the program opens a connection but for the probes."""
    installed.privilege('none')
    log = pathlib.Path(installed.home.name, 'strace.log')
    words = installed.words('-f', 'text', '--offline', addresses(4)[-1])
    subprocess.run(network.inside('strace', '-f', '-e', 'trace=connect,sendto,sendmsg', '-o', log,
                                  *words), check=True, capture_output=True, timeout=120)
    text = log.read_text()
    contacted = set(re.findall(r'sin6?_addr=(?:inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)"', text)) \
        | set(re.findall(r'inet_pton\(AF_INET6, "([^"]+)"', text))
    tap.equal(contacted - {addresses(4)[-1]}, set(), 'contacted')


def silent_hop(installed, network, privilege):
    installed.privilege(privilege)
    network.silence(3)
    try:
        done, document = installed.trace(network, '-4', NAME)
    finally:
        network.unsilence(3)
    wanted = [[a] for a in addresses(4)]
    wanted[2] = []
    tap.equal(done.returncode, 0, done.stderr)
    tap.equal(hop_addresses(document), wanted, 'hops')
    assert all(p['rttMs'] is None for p in document['traces'][0]['hops'][2]['probes'])


def by_protocol(installed, network, privilege, protocol):
    """What was asked for is what probes are made of, and every hop is found with it."""
    installed.privilege(privilege)
    for family in (4, 6):
        done, document = installed.trace(network, '-%d' % family, '-p', protocol, NAME)
        tap.equal(done.returncode, 0, done.stderr)
        tap.equal(document['traces'][0]['method']['protocol'], protocol)
        tap.equal(hop_addresses(document), [[a] for a in addresses(family)], protocol)


def tcp_only(installed, network, privilege):
    """A destination that keeps quiet to ICMP and UDP is found by TCP, without being told."""
    installed.privilege(privilege)
    network.silence(len(HOPS), but_tcp=True)
    try:
        done, document = installed.trace(network, '-4', NAME)
    finally:
        network.unsilence(len(HOPS))
    tap.equal(done.returncode, 0, done.stderr)
    tap.equal(hop_addresses(document), [[a] for a in addresses(4)], 'hops')


def silent_destination(installed, network, privilege):
    installed.privilege(privilege)
    network.silence(len(HOPS))
    try:
        done, document = installed.trace(network, '-4', NAME)
    finally:
        network.unsilence(len(HOPS))
    tap.equal(done.returncode, 2, done.stderr)
    tap.equal(document['traces'][0]['stopReason'], 'gapLimit')
    tap.equal(hop_addresses(document), [[a] for a in addresses(4)[:-1]], 'hops')


def no_way_on(installed, network, privilege):
    """The last router but one says that there is no way to the address behind it."""
    installed.privilege(privilege)
    stranger = '198.18.0.77'
    last = len(HOPS) - 1
    network.refuse(last, stranger)
    try:
        done, document = installed.trace(network, '-n', stranger)
    finally:
        network.unsilence(last)
    tap.equal(done.returncode, 2, done.stderr)
    tap.equal(document['traces'][0]['stopReason'], 'unreachable')
    tap.equal(hop_addresses(document)[:last], [[a] for a in addresses(4)[:last]], 'hops')


def status_of(pid):
    text = pathlib.Path('/proc/%d/status' % pid).read_text()
    return dict(line.split(':\t', 1) for line in text.splitlines() if ':\t' in line)


def nothing_kept(installed, network, privilege):
    """While a trace runs, its helper has no capability, one identity, and no way to new privilege."""
    installed.privilege(privilege)
    network.silence(len(HOPS))
    words = network.inside(*installed.words('-f', 'text', '-n', '-w', '3', addresses(4)[-1]))
    program = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        pid = None
        deadline = time.monotonic() + 10
        while pid is None and time.monotonic() < deadline:
            found = subprocess.run(['pgrep', '-f', '^%s$' % installed.helper], text=True,
                                   capture_output=True).stdout.split()
            pid = int(found[0]) if found else None
            # The first frame tells that the start is over; until then there may be privilege.
            if pid is not None and status_of(pid).get('Seccomp') != '2':
                pid = None
        assert pid is not None, 'no helper was seen running'
        status = status_of(pid)
        print('# %s: %s' % (privilege, ' '.join('%s=%s' % (k, status[k].replace('\t', ',')) for k in (
            'Uid', 'Gid', 'CapInh', 'CapPrm', 'CapEff', 'CapAmb', 'NoNewPrivs', 'Seccomp'))))
        for name in ('CapInh', 'CapPrm', 'CapEff', 'CapAmb'):
            tap.equal(int(status[name], 16), 0, name)
        tap.equal(status['NoNewPrivs'], '1')
        for name in ('Uid', 'Gid'):
            tap.equal(len(set(status[name].split())), 1, name)
        assert status['Uid'].split()[0] != '0', status['Uid']
    finally:
        program.wait(timeout=60)
        network.unsilence(len(HOPS))
    deadline = time.monotonic() + 5
    while pathlib.Path('/proc/%d' % pid).exists() and time.monotonic() < deadline:
        pass
    assert not pathlib.Path('/proc/%d' % pid).exists(), 'the helper outlives the program'


def local(installed, network, family):
    """This computer is a destination of one hop, and has no place."""
    installed.privilege('caps')
    host = '127.0.0.1' if family == 4 else '::1'
    done, document = installed.trace(network, host)
    tap.equal(done.returncode, 0, done.stderr)
    tap.equal(hop_addresses(document), [[host]])
    tap.equal(document['hosts'][host]['place']['kind'], 'special')


def text(installed, network):
    installed.privilege('caps')
    done = installed.run(network, '-f', 'text', NAME)
    tap.equal(done.returncode, 0, done.stderr)
    for _, ipv4, _ in HOPS:
        assert ipv4 in done.stdout or NAME in done.stdout, done.stdout
    assert 'Reached.' in done.stdout, done.stdout


def page(installed, network):
    installed.privilege('setuid')
    output = pathlib.Path(installed.home.name, 'route.html')
    done = installed.run(network, '-o', str(output), NAME)
    tap.equal(done.returncode, 0, done.stderr)
    html = output.read_text()
    assert html.lstrip().lower().startswith('<!doctype html>') and 'maps.googleapis.com' in html
    assert all(hop[1] in html or hop[2] in html for hop in HOPS)


def german(installed, network):
    """A language with a decimal comma changes what people read, never what programs read."""
    installed.privilege('caps')
    environment = {'LC_ALL': 'de_DE.UTF-8', 'LANGUAGE': 'de'}
    done, document = installed.trace(network, '-4', NAME, environment=environment)
    tap.equal(done.returncode, 0, done.stderr)
    assert all(isinstance(t, float) for times in hop_times(document) for t in times)
    done = installed.run(network, '-f', 'text', '-4', NAME, environment=environment)
    assert 'Erreicht.' in done.stdout, done.stdout
    assert re.search(r'\d\.\d+ ms', done.stdout), done.stdout


def main(prefix):
    installed = Installed(prefix)
    reason = installed.why_not() or Network.why_not()
    if reason:
        tap.skip(reason)

    with installed, Network(HOPS) as network:
        cases = tap.Cases()
        for privilege in ACCESS:
            for family in (4, 6):
                cases.add('route, %s, IPv%d' % (privilege, family), route, installed, network,
                          privilege, family)
            cases.add('silent hop, ' + privilege, silent_hop, installed, network, privilege)
            for protocol in ('udp', 'tcp'):
                cases.add('%s, %s' % (protocol, privilege), by_protocol, installed, network,
                          privilege, protocol)
            cases.add('TCP only, ' + privilege, tcp_only, installed, network, privilege)
            cases.add('silent destination, ' + privilege, silent_destination, installed, network,
                      privilege)
            cases.add('no way on, ' + privilege, no_way_on, installed, network, privilege)
            cases.add('nothing kept, ' + privilege, nothing_kept, installed, network, privilege)
        for family in (4, 6):
            cases.add('ping socket, IPv%d' % family, ping_socket, installed, network, family)
            cases.add('this computer, IPv%d' % family, local, installed, network, family)
        cases.add('places', places, installed, network)
        cases.add('offline asks nobody', offline_asks_nobody, installed, network)
        cases.add('text', text, installed, network)
        cases.add('page', page, installed, network)
        cases.add('German', german, installed, network)
        return cases.run()


sys.exit(main(sys.argv[1]))

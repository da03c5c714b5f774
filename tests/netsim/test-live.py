#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator on a real TUN device: what raw sockets, ping and traceroute find behind it.

   test-live.py HOPMAP_NETSIM [CASE]

Without CASE it runs all; each runs again as itself inside the namespace, as `inside-CASE`."""
import json
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile

import raw_probe
from raw_probe import Wire

HERE = pathlib.Path(__file__).resolve().parent
HOP = {4: '198.18.%d.1', 6: '2001:db8:%x::1'}
PROTOCOLS = ('icmp', 'udp', 'tcp')


def same(found, wanted):
    if found != wanted:
        raise AssertionError('%r instead of %r' % (found, wanted))


# Inside the namespace: one function for each scenario that is looked at.

def inside_seven():
    for family in (4, 6):
        wire = Wire(family)
        for protocol in PROTOCOLS:
            for ttl in range(1, 7):
                probe, who, _, message = wire.ask(protocol, ttl)
                same(who, HOP[family] % ttl)
                same(message[:2], bytes([11, 0]) if family == 4 else bytes([3, 0]))
                header = 20 if family == 4 else 40
                same(message[8 + header:], probe[header:])
        for protocol, wanted in (('icmp', {4: b'\0\0', 6: b'\x81\0'}), ('udp', {4: b'\3\3', 6: b'\1\4'})):
            _, who, _, message = wire.ask(protocol, 9)
            same((who, message[:2]), (raw_probe.DESTINATION[family], wanted[family]))
        _, who, _, message = wire.ask('tcp', 9)
        same((who, message[13]), (raw_probe.DESTINATION[family], 0x12))
        same(struct.unpack('!I', message[8:12])[0], raw_probe.TOKEN + 1)


def inside_quote_8():
    for family, size in ((4, 28), (6, 48)):
        for protocol in PROTOCOLS:
            same(len(Wire(family).ask(protocol, 3)[3]), 8 + size)


def labels_of(message):
    extension = message[8 + 128:]
    same(extension[0], 0x20)
    same(raw_probe.checksum(extension), 0)
    same(struct.unpack('!HBB', extension[4:8]), (len(extension) - 4, 1, 1))
    entries = struct.unpack('!%dI' % (len(extension) // 4 - 2), extension[8:])
    return [(entry >> 12, entry >> 9 & 7, entry >> 8 & 1, entry & 255) for entry in entries]


def inside_mpls_compliant(length={4: 32, 6: 16}):
    for family in (4, 6):
        wire = Wire(family)
        for ttl in (3, 5):
            message = wire.ask('udp', ttl)[3]
            same(labels_of(message), [(24001, 0, 0, 1), (16005, 5, 1, 254)])
            same(message[5 if family == 4 else 4], length[family])
        same(labels_of(wire.ask('icmp', 4)[3]), [(24002, 7, 1, 255)])


def inside_mpls_legacy():
    inside_mpls_compliant(length={4: 0, 6: 0})


def inside_codes():
    for family, kind, last in ((4, 3, 16), (6, 1, 7)):
        wire = Wire(family)
        for ttl in range(1, last + 1):
            _, who, _, message = wire.ask('udp', ttl)
            same((who, tuple(message[:2])), (HOP[family] % ttl, (kind, ttl - 1)))


def inside_nat_port():
    for protocol, at in (('icmp', 32), ('udp', 28), ('tcp', 28)):
        probe, _, _, message = Wire(4).ask(protocol, 5)
        same(socket.inet_ntoa(message[20:24]), '100.64.3.7')
        same(struct.unpack('!H', message[at:at + 2])[0], 61007)
        same(message[24:28], probe[16:20])


def inside_outer_options():
    for ttl, size in ((1, 20), (2, 24), (4, 32), (6, 60)):
        same(len(Wire(4).ask('udp', ttl)[2]), size)


def inside_small_mtu():
    for family, wanted in ((4, (3, 4)), (6, (2, 0))):
        _, who, _, message = Wire(family).ask('udp', 20, payload=bytes(1450 - 68))
        same((who, tuple(message[:2])), (HOP[family] % 4, wanted))
        same(struct.unpack('!H', message[6:8])[0], 1400)


def inside_names():
    same(socket.gethostbyname('www.auckland.example'), '198.18.255.1')
    same(socket.getaddrinfo('www.auckland.example', None, socket.AF_INET6)[0][4][0],
         '2001:db8:ffff::1')
    same(socket.gethostbyaddr('198.18.2.1')[0], 'frankfurt.example')
    same(socket.gethostbyaddr('2001:db8:1::1')[0], 'fritz.example')
    for nameless in ('198.18.3.1', '198.18.4.1'):
        try:
            raise AssertionError('%s is called %r' % (nameless, socket.gethostbyaddr(nameless)[0]))
        except socket.herror:
            pass


# Outside.

class Skip(Exception):
    pass


def enter(scenario, *command, options=(), **more):
    return subprocess.run([str(HERE / 'in-netsim'), *options, scenario, '--', *command],
                          text=True, capture_output=True, **more)


def good(done):
    if done.returncode != 0:
        raise AssertionError('status %d\n%s%s' % (done.returncode, done.stdout, done.stderr))
    return done.stdout


def run_inside(name):
    """Runs inside_NAME in the scenario of that name and gives the report."""
    with tempfile.TemporaryDirectory() as folder:
        report = folder + '/report.json'
        good(enter(name.replace('_', '-'), sys.executable, __file__, sys.argv[1], 'inside_' + name,
                   options=['--report=' + report]))
        return json.loads(pathlib.Path(report).read_text())


def truth(name):
    done = subprocess.run([os.environ['HOPMAP_NETSIM'], '--print-truth',
                           str(HERE / 'scenarios' / (name + '.scenario'))],
                          text=True, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_report():
    """Each answer is there, none early; each probe as it was sent; as the truth has it."""
    report, routes = run_inside('seven'), truth('seven')['answers']
    probes, answers = report['probes'], report['answers']
    same(report['summary']['probes'], 42)
    same(report['summary']['wrong_checksums'], 0)
    # Those of one protocol and family were one flow; ICMP of one payload too.
    same(report['summary']['flows'], 6)
    same(sorted(answer['probe'] for answer in answers),
         [i for i, probe in enumerate(probes) if probe['fate'] == 'answered'])
    for answer in answers:
        probe = probes[answer['probe']]
        route = routes['%s%d' % (probe['protocol'], probe['family'])]['routes'][0]
        wanted = route[min(probe['ttl'], len(route)) - 1]
        same((answer['kind'], probe['from']), (wanted['answer'], wanted['from']))
        if answer['delay_ns'] < wanted['rtt_ns']:
            raise AssertionError('an answer came early: %r' % answer)
        if probe['protocol'] == 'icmp':
            same((probe['id'], probe['seq']), (raw_probe.PORT, raw_probe.TOKEN))
        else:
            same((probe['sport'], probe['dport']),
                 (raw_probe.PORT, 33434 if probe['protocol'] == 'udp' else 443))


def test_status():
    same(enter('quick', 'sh', '-c', 'exit 5').returncode, 5)
    same(enter('quick', 'sh', '-c', 'kill -KILL $$').returncode, 128 + signal.SIGKILL)
    for words in (['nothing-of-that-name', '--', 'true'], ['quick']):
        done = subprocess.run([str(HERE / 'in-netsim'), *words], text=True, capture_output=True)
        same((done.returncode, done.stderr.count('\n')), (1, 1))
    with tempfile.NamedTemporaryFile('w', suffix='.scenario') as wrong:
        wrong.write('[path]\nhops=300\n')
        wrong.flush()
        done = enter(wrong.name, 'echo', 'must not run')
        same((done.returncode, done.stdout, done.stderr.count('\n')), (1, '', 1))


def test_tools():
    if shutil.which('ping') is None or shutil.which('traceroute') is None:
        raise Skip('ping or traceroute is not installed')
    out = good(enter('seven', 'sh', '-c', 'ping -n -c1 -t3 198.18.255.1 || true'))
    if 'From 198.18.3.1' not in out:
        raise AssertionError(out)
    for method in ('-I', '-U', '-T'):
        out = good(enter('seven', 'traceroute', method, '-n', '-q1', '-N16', '198.18.255.1'))
        same([line.split()[1] for line in out.splitlines()[1:]],
             [HOP[4] % ttl for ttl in range(1, 7)] + ['198.18.255.1'])


def test_user():
    if os.geteuid() != 0:
        raise Skip('--user needs root')
    same(good(enter('quick', 'id', '-u', options=['--user=65534'])), '65534\n')
    same(good(enter('quick', 'cat', '/proc/sys/net/ipv4/ping_group_range',
                    options=['--ping-group-range=0 2147483647'])).split(), ['0', '2147483647'])


def main():
    os.environ['HOPMAP_NETSIM'] = os.path.abspath(sys.argv[1])
    if len(sys.argv) > 2:
        globals()[sys.argv[2]]()
        return 0
    first = enter('quick', 'true')
    if first.returncode == 77:
        print('1..0 # SKIP ' + first.stderr.strip().replace('\n', ' '))
        return 0
    cases = [test_report, test_status, test_tools, test_user]
    names = [name[7:] for name in globals() if name.startswith('inside_') and name != 'inside_seven']
    print('1..%d' % (len(cases) + len(names)))
    failed = 0
    todo = [(case.__name__, case) for case in cases]
    todo += [(name, lambda name=name: run_inside(name)) for name in names]
    for number, (name, case) in enumerate(todo, 1):
        try:
            case()
            print('ok %d %s' % (number, name), flush=True)
        except Skip as reason:
            print('ok %d %s # SKIP %s' % (number, name, reason), flush=True)
        except AssertionError as error:
            failed += 1
            print('not ok %d %s' % (number, name))
            print('\n'.join('# ' + line for line in str(error).splitlines()), flush=True)
    return min(failed, 1)


if __name__ == '__main__':
    sys.exit(main())

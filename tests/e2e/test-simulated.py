#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program behind the Internet simulator: no wrong address, no hop missing that
answered, and one flow where the system lets it be one, in every scenario there is.

   test-simulated.py PREFIX NETSIM [--all] [SCENARIO…]

Each scenario is traced once with each way of sending, with protocols and families in turn; with
--all with every protocol and family. Four at a time, but for those that keep the machine busy.
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import tap
from installed import Installed

HERE = pathlib.Path(__file__).resolve().parent
NETSIM = HERE.parent / 'netsim'
FORGED = {'203.0.113.66', '2001:db8:bad::66'}
PING = '--ping-group-range=0-2147483647'
# How the program may send: privilege of the helper, options of the simulator, protocols.
WAYS = {'raw': ('caps', [], ['icmp', 'udp', 'tcp']),
        'ping socket': ('none', [PING], ['icmp']),
        'ordinary sockets': ('none', [], ['udp', 'tcp'])}
PORTS = {'icmp': [], 'udp': [], 'tcp': ['--port=443']}

# What physics or the system forces. Luck: what is lost or not sent at all can be missed, and so can
# a router that takes four times as long as the way behind it, if this machine is busy.
LUCK = {'loss', 'forward-loss', 'healing-loss', 'limited-hard', 'flood', 'slow-routers'}
# An answer two seconds late comes after the end.
TOO_LATE = {('late', 3)}
# Thousands of packets a second: what runs beside them, and they themselves, would be late.
HEAVY = {'flood'}
# The simulator gives its answers at their time. Where it was as late as this the machine was too busy to
# say anything about the program, and the trace is made again.
LATE_NS = 30_000_000
# Traced again, with what was kept.
REMEMBERED = {'long', 'clean'}
# What answers a SYN from another address answers somebody else, RFC 9293 3.10.
ELSEWHERE = 'destination-elsewhere'


def is_hidden(scenario, way, protocol, family, ttl):
    """Whether the kernel keeps the answer of hop `ttl` to itself: it finds the socket of a probe by
    what is quoted of it, and shows no more than eight bytes of it where there are no more."""
    if way == 'raw':
        return False
    changed = {'nat-port': ['icmp', 'udp', 'tcp'], 'nat': ['tcp'], 'nat-checksum': []}
    if ttl > 2 and protocol in changed.get(scenario, []):
        return True
    if scenario == 'codes' and protocol == 'tcp' and family == 4 and ttl == 5:
        return True
    short = {'quote-8': range(1, 99), 'mpls-legacy': [4], 'mpls-broken': [8]}
    return protocol == 'udp' and family == 6 and ttl in short.get(scenario, [])


def has_one_flow(way, protocol, family):
    return way != 'ordinary sockets' or (protocol, family) == ('udp', 6)


class Simulated:
    def __init__(self, installed, netsim):
        self.installed, self.netsim = installed, netsim

    def truth(self, scenario):
        words = [self.netsim, '--print-truth', NETSIM / 'scenarios' / (scenario + '.scenario')]
        return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)

    def trace(self, scenario, options, *arguments, environment=None):
        """Returns the trace and the simulator's report."""
        words = self.installed.words('-n', '--no-places', '-f', 'json', *arguments,
                                     environment=environment)
        with tempfile.TemporaryDirectory(prefix='hopmap-simulated-') as folder:
            report = os.path.join(folder, 'report.json')
            done = subprocess.run(
                [NETSIM / 'in-netsim', '--report=' + report, *options, scenario, '--',
                 *words],
                capture_output=True, text=True, timeout=120,
                env=dict(os.environ, HOPMAP_NETSIM=self.netsim))
            if not done.stdout:
                raise AssertionError('status %d: %s' % (done.returncode, done.stderr))
            return (json.loads(done.stdout)['traces'][0],
                    json.loads(pathlib.Path(report).read_text()))


def addresses_of(trace):
    found = {}
    for number, hop in enumerate(trace['hops'], 1):
        found[hop.get('ttl', number)] = {probe['address'] for probe in hop.get('probes', [])
                                         if 'address' in probe}
    return found


def check(simulated, scenario, way, protocol, family):
    truth = simulated.truth(scenario)
    target = truth['destination']['ipv%d' % family]
    for left in (2, 1, 0):
        trace, report = simulated.trace(scenario, WAYS[way][1], '--no-cache', '-p', protocol,
                                        *PORTS[protocol], target)
        try:
            hold_against(truth, trace, report, scenario, way, protocol, family)
            return
        except AssertionError:
            if left == 0 or report['summary']['worst_lag_ns'] < LATE_NS:
                raise


def hold_against(truth, trace, report, scenario, way, protocol, family):
    answer = truth['answers']['%s%d' % (protocol, family)]
    found = addresses_of(trace)
    assert not FORGED & set().union(*found.values(), set()), 'a forged answer was believed'
    last = answer['destination_ttl'] or len(truth['hops'])
    for ttl, addresses in found.items():
        true = [route[ttl - 1] for route in answer['routes'] if len(route) >= ttl]
        origins = {one['from'] for one in true if one['answer'] != 'none'}
        if true and not addresses <= origins:
            raise AssertionError('hop %d: %s, but true is %s' % (ttl, addresses, origins))
    for ttl in range(1, last + 1):
        true = [route[ttl - 1] for route in answer['routes'] if len(route) >= ttl]
        if (not true or any(one['answer'] == 'none' for one in true) or scenario in LUCK
                or (scenario, ttl) in TOO_LATE
                or (scenario == ELSEWHERE and protocol == 'tcp' and ttl == last)
                or is_hidden(scenario, way, protocol, family, ttl)):
            continue
        if not found.get(ttl):
            raise AssertionError('hop %d is missing; true is %s' % (ttl, true))
    flows = {probe['flow'] for probe in report['probes']
             if (probe['protocol'], probe['family']) == (protocol, family)
             and probe['kind'] in ('echo', 'udp', 'tcp-syn')}
    assert len(flows) == 1 or not has_one_flow(way, protocol, family), '%d flows' % len(flows)


def check_remembered(simulated, scenario):
    """Another program, later, asks two hops behind the destination and no more, unless it shall
    not know of the first."""
    truth = simulated.truth(scenario)
    n, target = truth['answers']['icmp4']['destination_ttl'], truth['destination']['ipv4']
    with tempfile.TemporaryDirectory(prefix='hopmap-cache-') as cache:
        os.chmod(cache, 0o777)
        home = {'XDG_CACHE_HOME': cache}
        book = pathlib.Path(cache, 'hopmap/distances')
        simulated.trace(scenario, [], '--no-cache', target, environment=home)
        assert not book.exists(), 'it was told to keep nothing'
        simulated.trace(scenario, [], target, environment=home)
        tap.equal(book.read_text(), '%s %d\n' % (target, n))
        trace, report = simulated.trace(scenario, [], target, environment=home)
    tap.equal(sorted(ttl for ttl, found in addresses_of(trace).items() if found),
              list(range(1, n + 1)))
    asked = [probe['ttl'] for probe in report['probes']]
    tap.equal(sorted(set(asked)), list(range(1, n + 3)))
    assert len(asked) <= n * 1.2 + 8, '%d probes' % len(asked)


def plan(scenarios, everything):
    """(scenario, way, protocol, family) of each trace."""
    for way, (_, _, protocols) in WAYS.items():
        turns = [(protocol, family) for family in (4, 6) for protocol in protocols]
        for number, scenario in enumerate(scenarios):
            for protocol, family in turns if everything else [turns[number % len(turns)]]:
                yield scenario, way, protocol, family


def main(prefix, netsim, everything, chosen):
    installed = Installed(prefix)
    reason = installed.why_not()
    if reason is None and os.geteuid() != 0:
        reason = 'giving the helper privilege and starting it as another user needs root'
    if reason is None:
        tried = subprocess.run([NETSIM / 'in-netsim', 'clean', '--', 'true'], text=True,
                               capture_output=True, env=dict(os.environ, HOPMAP_NETSIM=netsim))
        reason = tried.stderr.strip() if tried.returncode == 77 else None
    if reason:
        tap.skip(reason)

    scenarios = chosen or sorted(path.stem for path in (NETSIM / 'scenarios').glob('*.scenario'))
    with installed, concurrent.futures.ThreadPoolExecutor(4) as pool:
        simulated = Simulated(installed, netsim)
        cases = tap.Cases()
        for way, (privilege, _, _) in WAYS.items():
            cases.add(way + ': ' + privilege, installed.privilege, privilege)
            planned = [('%s: %s, %s, IPv%d' % (way, scenario, protocol, family), check, simulated,
                        scenario, way, protocol, family)
                       for scenario, which, protocol, family in plan(scenarios, everything)
                       if which == way]
            cases.add_parallel(pool, [case for case in planned if case[3] not in HEAVY])
            for case in planned:
                if case[3] in HEAVY:
                    cases.add(*case)
            for scenario in sorted(REMEMBERED.intersection(scenarios)) if way == 'raw' else []:
                cases.add('remembered: ' + scenario, check_remembered, simulated, scenario)
        return cases.run()


sys.exit(main(sys.argv[1], sys.argv[2], '--all' in sys.argv,
              [word for word in sys.argv[3:] if word != '--all']))

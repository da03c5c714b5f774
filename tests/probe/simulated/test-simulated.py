#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""hopmap-probe behind the Internet simulator: every protocol in every family and with every
privilege, against what is true of the path.

   test-simulated.py HELPER IN-NETSIM NETSIM [--times=ROUNDS]

With --times only round-trip times are measured, so many rounds of them (100 take some minutes), and
held against what they may be off on a machine that has nothing else to do.
"""
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent / 'e2e')]
import helper_frames as frames  # noqa: E402
import tap  # noqa: E402
from helper_frames import DUPLICATE, LATE, NAT_SEEN, QUOTED_KNOWN  # noqa: E402
from talk import Helper  # noqa: E402

ORDINARY_USER = '31001'
# What the helper is started with: options of in-netsim, and what it must then say of itself.
PRIVILEGES = {
    'raw': ([], {'icmp': 'raw', 'udp': 'raw', 'tcp': 'raw'}),
    'ping': (['--user=' + ORDINARY_USER, '--ping-group-range=0-2147483647'],
             {'icmp': 'ping', 'udp': 'queue', 'tcp': 'queue'}),
    'plain': (['--user=' + ORDINARY_USER], {'icmp': 'none', 'udp': 'queue', 'tcp': 'queue'}),
}
QUIET = ((.95, 2e5), (.99, 5e5))    # shares of the errors of round-trip times, and nanoseconds
NAMES = ['icmp4', 'udp4', 'tcp4', 'icmp6', 'udp6', 'tcp6']


class Behind:
    """One run of the helper behind one scenario."""

    def __init__(self, tools, scenario, privilege, rounds=1, linger=0, **settings):
        self.scenario = HERE.parent.parent / 'netsim' / 'scenarios' / (scenario + '.scenario')
        options, self.modes = PRIVILEGES[privilege]
        self.truth = json.loads(subprocess.run(
            [tools.netsim, '--print-truth', str(self.scenario)], check=True, text=True,
            stdout=subprocess.PIPE).stdout)
        longest = max(answer['destination_ttl'] or len(self.truth['hops']) + 1
                      for answer in self.truth['answers'].values())
        with tempfile.TemporaryDirectory(prefix='hopmap-simulated-') as folder:
            report = os.path.join(folder, 'report.json')
            done = subprocess.run(
                [tools.in_netsim, '--report=' + report, *options, str(self.scenario), '--',
                 '/usr/bin/python3', str(tools.script), tools.helper,
                 self.truth['destination']['ipv4'], self.truth['destination']['ipv6'],
                 str(longest), str(rounds), str(linger), *('%s=%d' % item for item in settings.items())],
                text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if done.returncode != 0:
                raise AssertionError('%s: %s' % (scenario, done.stderr))
            said = json.loads(done.stdout)
            self.report = json.loads(pathlib.Path(report).read_text())
        self.hello, self.routes = said['hello'], said['routes']
        for name in NAMES:
            tap.equal(self.hello[name]['mode'], self.modes[name[:-1]], name)

    def answers_to(self, name, ttl):
        """What the simulator wrote in answer, which is nothing if a flooded device did not take it;
        None if no such probe came."""
        numbers = {number for number, probe in probes_of(self, name) if probe['ttl'] == ttl}
        if not numbers:
            return None
        return [answer for answer in self.report['answers'] if answer['probe'] in numbers]

    def events(self):
        """(name, ttl, first event, all events, what may be true of it) of every probe."""
        for name, rounds in self.routes.items():
            true = self.truth['answers'][name]['routes']
            for events in rounds:
                for ttl, found in events.items():
                    number = int(ttl) - 1
                    yield name, int(ttl), found[0], found, [
                        route[number] if number < len(route) else None for route in true]


def is_reply(event):
    return isinstance(event, dict)


def describe(event):
    return '%(kind)d from %(from)s, type %(type)d code %(code)d' % event \
        if is_reply(event) else str(event)


KINDS = {1: 'time-exceeded', 2: 'echo-reply', 3: 'unreachable', 4: 'unreachable', 5: 'unreachable',
         6: 'parameter-problem', 7: 'syn-ack', 8: 'rst', 9: 'datagram'}


def fits(event, true):
    """Whether an event is what the simulator says that the probe must have met."""
    if true is None or true['answer'] is None or true['answer'] == 'none':
        return not is_reply(event)
    return (is_reply(event) and event['from'] == true['from']
            and (KINDS[event['kind']] == true['answer']
                 or event['kind'] == 5 and true['answer'] in ('packet-too-big', 'too-big'))
            and event['code'] == true.get('code', event['code']))


# Where the scenarios quote eight bytes, and from where on a NAT changes what the kernel looks at.
SHORT_QUOTES = {'quote-8': range(1, 99), 'mpls-legacy': [4], 'mpls-broken': [8]}
CHANGED = {'nat': ['tcp'], 'nat-port': ['icmp', 'udp', 'tcp']}


def can_see(run, name, ttl, true):
    """Whether an answer can be seen at all without privilege: the kernel finds the socket by the
    quote, keeps eight bytes of UDP to itself (IPv6 probes share a port, since RFC 4443 has routers
    quote more) and tells no connection of code 4, which is about packets bigger than a SYN."""
    protocol, scenario = name[:-1], run.scenario.stem
    if run.hello[name]['mode'] == 'raw' or true is None:
        return True
    if protocol in CHANGED.get(scenario, []) and ttl > 2:
        return False
    if protocol == 'tcp' and true['answer'] == 'unreachable' and true.get('code') == 4:
        return False
    return name != 'udp6' or ttl not in SHORT_QUOTES.get(scenario, [])


# What a flooded device may drop although the simulator wrote it, of all answers of one run.
DROPPED_AT_MOST = 2

# Where others keep the processor busy an answer may be dropped or come too late, but not each time.
RUNS_AT_MOST = 3


class Missed(AssertionError):
    """An answer did not come; nothing that came was wrong."""


def check_truth(run):
    count = dropped = 0
    for name, ttl, event, _, true in run.events():
        if not can_see(run, name, ttl, true[0]):
            continue
        if run.scenario.stem == 'flood' and run.answers_to(name, ttl) == []:
            continue
        if any(fits(event, one) for one in true):
            count += 1
        elif run.scenario.stem == 'flood' and not is_reply(event):
            dropped += 1
        else:
            raise (AssertionError if is_reply(event) else Missed)(
                '%s, TTL %d: %s; true is %s; the simulator wrote %s' % (
                    name, ttl, describe(event), true, run.answers_to(name, ttl)))
    assert count > 0
    if dropped > DROPPED_AT_MOST:
        raise Missed('%d of %d answers did not come' % (dropped, count + dropped))
    return count


def every_hop(tools, scenario, privilege):
    for left in reversed(range(RUNS_AT_MOST)):
        try:
            return check_truth(Behind(tools, scenario, privilege, timeout_ms=900))
        except Missed as missed:
            if left == 0:
                raise
            print('# once more: %s' % missed)


def probes_of(run, name):
    """What left as a probe: a system also ends its connections."""
    return [(number, probe) for number, probe in enumerate(run.report['probes'])
            if '%s%d' % (probe['protocol'], probe['family']) == name
            and probe['kind'] in ('echo', 'udp', 'tcp-syn')]


def wire(tools, privilege):
    """What is on the wire: one flow where HELLO says so, right checksums, an address of ours."""
    run = Behind(tools, 'clean', privilege)
    for name, ability in run.hello.items():
        probes = [probe for _, probe in probes_of(run, name)]
        if ability['mode'] == 'none':
            tap.equal(probes, [], name)
            continue
        tap.equal(sorted(probe['ttl'] for probe in probes), list(range(1, 15)), name)
        flows = {probe['flow'] for probe in probes}
        tap.equal(len(flows) == 1, ability['constant_flow'], name + ' has one flow')
        for probe in probes:
            tap.equal(probe['source'], run.truth['source' + name[-1]], name)
            assert probe['checksum_right'], probe


def smallest(tools, privilege):
    """The smallest probes of each protocol find every hop, too."""
    for size in (32, 40):
        run = Behind(tools, 'clean', privilege, timeout_ms=900, size4=size, size6=size + 20)
        check_truth(run)
        for name in run.routes:
            if name[:-1] != 'tcp':
                tap.equal({probe['size'] for _, probe in probes_of(run, name)},
                          {size if name[-1] == '4' else size + 20}, name)


def codes(tools, privilege):
    """Each code of "unreachable" comes as itself."""
    run = Behind(tools, 'codes', privilege)
    check_truth(run)
    for name, ttl, event, _, _ in run.events():
        last = 16 if name[-1] == '4' else 7
        if ttl <= last and is_reply(event):
            tap.equal((event['type'], event['code']),
                      (3 if name[-1] == '4' else 1, ttl - 1), '%s, TTL %d' % (name, ttl))


TUNNEL = ['24001:0:0:1', '16005:5:1:254']
LABELS = {3: TUNNEL, 4: ['24002:7:1:255'], 5: TUNNEL, 6: TUNNEL}


def labels(tools, scenario, privilege):
    run = Behind(tools, scenario, privilege)
    check_truth(run)
    for name, ttl, event, _, _ in run.events():
        if is_reply(event):
            tap.equal(event['labels'], LABELS.get(ttl, []), '%s, TTL %d' % (name, ttl))


def no_labels(tools, privilege):
    """A broken extension has no labels, unless the rule for old routers finds a sound one."""
    run = Behind(tools, 'mpls-broken', privilege)
    check_truth(run)
    for name, ttl, event, _, _ in run.events():
        if is_reply(event) and ttl not in (6, 8):
            tap.equal(event['labels'], [], '%s, TTL %d' % (name, ttl))


def lies(tools, privilege):
    """Forged answers to every probe come before the true one; none is believed."""
    run = Behind(tools, 'forged', privilege)
    check_truth(run)
    for name, ttl, _, found, _ in run.events():
        tap.equal(len(found), 1, '%s, TTL %d: answers' % (name, ttl))


def translation(tools, scenario):
    """Only the raw sockets show what a NAT did to a quote; and they show it nowhere else."""
    run = Behind(tools, scenario, 'raw')
    for name, ttl, event, _, _ in run.events():
        if is_reply(event) and event['kind'] in (1, 3, 4):
            tap.equal(bool(event['flags'] & NAT_SEEN), ttl > 2, '%s, TTL %d' % (name, ttl))


def quoted_facts(tools):
    """What was left of the probe's TTL, and its type of service, as the simulator quotes them."""
    run = Behind(tools, 'quoted-ttl', 'raw')
    seen = {event['quoted_ttl'] for _, _, event, _, _ in run.events()
            if is_reply(event) and event['flags'] & QUOTED_KNOWN}
    assert len(seen) > 1, seen
    run = Behind(tools, 'bleached', 'raw', tos=0xb8)
    seen = {event['quoted_tos'] for _, _, event, _, _ in run.events()
            if is_reply(event) and event['flags'] & QUOTED_KNOWN}
    tap.equal(seen, {0, 40, 0xb8}, 'types of service')


def courtesies(tools, privilege):
    """Answers that come twice or late are marked, and never more than three after the verdict."""
    run = Behind(tools, 'duplicates', privilege, linger=0.5)
    further = [event['flags'] for _, _, _, found, _ in run.events() for event in found[1:]]
    assert further and all(one & DUPLICATE for one in further), further
    assert all(len(found) <= 4 for _, _, _, found, _ in run.events())
    run = Behind(tools, 'late', privilege, linger=2.5, timeout_ms=300)
    late = {name for name, ttl, _, found, _ in run.events() if ttl == 3
            and not is_reply(found[0]) and any(one['flags'] & LATE for one in found[1:])}
    # A connection is over with its verdict.
    tap.equal(late, {name for name in run.routes
                     if run.hello[name]['mode'] != 'queue' or name[:-1] != 'tcp'}, 'late answers')


def too_big(tools, privilege):
    run = Behind(tools, 'small-mtu', privilege, size=1400)
    found = [event for _, _, event, _, _ in run.events()
             if is_reply(event) and event['kind'] == 5]
    assert found and all(0 < event['mtu'] < 1400 for event in found), found


def error_of(run):
    """Differences between what the helper measured and what the simulator did, in ns. Where a probe
    did not come through, nobody knows which of the others is which."""
    delays = {}
    for answer in run.report['answers']:
        delays.setdefault(answer['probe'], answer['delay_ns'])
    probes = {}
    for name in run.routes:
        for number, probe in probes_of(run, name):
            probes.setdefault((name, probe['ttl']), []).append(delays.get(number))
    for name, rounds in run.routes.items():
        for turn, events in enumerate(rounds):
            for ttl, found in events.items():
                if is_reply(found[0]) and len(probes[name, int(ttl)]) == len(rounds):
                    yield name, abs(found[0]['rtt_ns'] - probes[name, int(ttl)][turn])


def times(tools, privilege, rounds=4, limits=()):
    """How far the round-trip times are off is printed; a wrong clock would be off by far more than
    the bound, which leaves room for a busy machine."""
    errors = {}
    for name, error in error_of(Behind(tools, 'clean', privilege, rounds=rounds)):
        errors.setdefault(name, []).append(error)
    for name, values in errors.items():
        values.sort()
        print('# %s, %s: %d probes, error p50 %.3f ms, p95 %.3f ms, p99 %.3f ms' % (
            privilege, name, len(values), values[len(values) // 2] / 1e6,
            values[int(len(values) * .95)] / 1e6, values[int(len(values) * .99)] / 1e6))
        assert values[len(values) // 2] < 5e6, name
    for name, values in errors.items():
        for share, limit in limits:
            assert values[int(len(values) * share)] <= limit, '%s: %d %%' % (name, 100 * share)


def idle(tools):
    """A connection that could not be made leaves no socket behind that keeps the helper busy."""
    helper = Helper(tools.helper, user=int(ORDINARY_USER), group=int(ORDINARY_USER),
                    extra_groups=[])
    stat = pathlib.Path('/proc/%d/stat' % helper.process.pid)
    tap.equal(helper.abilities['tcp4']['mode'], 'queue')
    helper.write(frames.send(1, '127.0.0.1', frames.TCP, source='203.0.113.77'),
                 frames.send(2, '127.0.0.1', frames.TCP, port=1))
    events = [helper.read(5) for _ in range(3)]
    tap.equal([event.type for event in events], [frames.FAILED, frames.SENT, frames.REPLY])
    # Nothing more is to come, and waiting for it must cost next to nothing.
    assert helper.read(1) is None
    ticks = sum(int(word) for word in stat.read_text().rsplit(')', 1)[1].split()[11:13])
    assert ticks < 20, '%d ticks' % ticks
    tap.equal(helper.close(), 0)


class Tools:
    def __init__(self, helper, in_netsim, netsim, folder):
        """What an ordinary user starts must lie where he can read it."""
        self.in_netsim, self.netsim = in_netsim, netsim
        self.helper = shutil.copy(helper, folder)
        shutil.copy(HERE / 'talk.py', folder)
        shutil.copy(HERE.parent / 'helper_frames.py', folder)
        self.script = shutil.copy(HERE / 'probe-route.py', folder)
        os.chmod(folder, 0o755)


def main():
    os.environ['HOPMAP_NETSIM'] = sys.argv[3]
    forbidden = subprocess.run([sys.argv[2], 'clean', '--', 'true'], text=True, capture_output=True)
    if forbidden.returncode == 77:
        tap.skip(forbidden.stderr.strip())
    privileges = ['raw']
    if os.geteuid() == 0:
        privileges += ['ping', 'plain']
    else:
        print('# not root, so the helper is not started as another user')
    with tempfile.TemporaryDirectory(prefix='hopmap-simulated-', dir='/var/tmp') as folder:
        tools = Tools(*sys.argv[1:4], folder)
        cases = tap.Cases()
        if sys.argv[4:]:
            for privilege in privileges:
                cases.add(privilege + ': times', times, tools, privilege,
                          int(sys.argv[4].removeprefix('--times=')), QUIET)
            sys.exit(cases.run())
        together = []

        def add(name, function, *arguments):
            together.append((name, function, *arguments))

        for privilege in privileges:
            for scenario in ('clean', 'quote-8', 'quote-28', 'gaps', 'out-of-order', 'bleached',
                             'outer-options', 'nat', 'nat-port', 'quoted-ttl', 'dnat',
                             'destination-expires', 'prohibited-living', 'flood'):
                add('%s: %s' % (privilege, scenario), every_hop, tools, scenario, privilege)
            add(privilege + ': the wire', wire, tools, privilege)
            add(privilege + ': smallest', smallest, tools, privilege)
            add(privilege + ': codes', codes, tools, privilege)
            add(privilege + ': labels', labels, tools, 'mpls-compliant', privilege)
            add(privilege + ': labels without length', labels, tools, 'mpls-legacy', privilege)
            add(privilege + ': broken labels', no_labels, tools, privilege)
            add(privilege + ': too big', too_big, tools, privilege)
            add(privilege + ': twice and late', courtesies, tools, privilege)
            add(privilege + ': lies', lies, tools, privilege)
            cases.add(privilege + ': times', times, tools, privilege)
        if os.geteuid() == 0:
            add('plain: idle', idle, tools)
        add('NAT: source', translation, tools, 'nat')
        add('NAT: source and port', translation, tools, 'nat-port')
        add('quoted facts', quoted_facts, tools)
        # Round-trip times were measured alone; all the rest mostly waits.
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            cases.add_parallel(pool, together)
            status = cases.run()
        sys.exit(status)


main()

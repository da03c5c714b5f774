# SPDX-License-Identifier: GPL-3.0-or-later
"""How the helper ends, what it does when nobody reads, and what it takes for a command: items 20, 21,
22 and 24."""
import os
import random
import signal
import time

import helper_frames as frames
from acceptance_helper import (Helper, NEWNET, PR_SET_CHILD_SUBREAPER, bring_up, call, enter_network,
                               sysctl, wait_until)
from acceptance_report import demand, item

IN_FLIGHT = 2048


def ask_all(helper, timeout_ms=10000):
    """As many probes as the helper takes at a time, to enough addresses of loopback that only the rate
    over all of them counts."""
    for token in range(0, IN_FLIGHT, 16):
        helper.send(*[frames.send(t, '127.0.0.%d' % (1 + t % 40), timeout_ms=timeout_ms)
                      for t in range(token, token + 16)])
    wait_until(lambda: helper.untaken() == 0, 'all commands were taken')


def echoes_sent(pid='thread-self'):
    with open('/proc/%s/net/snmp' % pid) as text:
        names, values = [line.split()[1:] for line in text if line.startswith('Icmp:')]
    return int(dict(zip(names, values))['OutEchos'])


@item(20, budget=120, long_budget=300)
def end_of_input(context):
    """The end of its input ends the helper, soon and with status 0: idle, with all places in flight, and
    with its output full and nobody reading."""
    enter_network()
    start = context.copies.start('root' if os.geteuid() == 0 and not context.copies.why_none
                                 else 'namespace')
    sysctl('net.ipv4.icmp_echo_ignore_all', 1)
    worst = {}

    def measure(name, helper):
        status, seconds = helper.hang_up()
        demand(status == 0, '%s: status %d' % (name, status))
        worst[name] = max(worst.get(name, 0), seconds)

    for _ in range(1000 if context.long else 100):
        measure('idle', Helper(start))
    for _ in range(20 if context.long else 2):
        before = echoes_sent()
        helpers = [Helper(start, small_output=i % 2 == 1) for i in range(6)]
        for helper in helpers:
            ask_all(helper)
        # Those whose output is read by nobody have sent all the same.
        wait_until(lambda: echoes_sent() - before >= len(helpers) * IN_FLIGHT, 'all was in flight')
        for number, helper in enumerate(helpers):
            full = number % 2 == 1
            if not full:
                for _ in range(IN_FLIGHT):
                    helper.expect(frames.SENT)
            measure('2,048 in flight' + (' and a full output' if full else ''), helper)
    limit = 0.1 if context.long else 1
    fact = ', '.join('%s: %.1f ms' % (name, 1000 * value) for name, value in worst.items())
    demand(max(worst.values()) < limit, 'slowest end, ' + fact)
    return 'status 0; slowest of many, ' + fact


def orphan(start, delay):
    """A parent that is killed at any moment of its helper's life; gives pid and status of what is left."""
    parent = os.fork()
    if parent == 0:
        os.setpgid(0, 0)
        helper = Helper(start)
        helper.send(*[frames.send(t, '127.0.0.1') for t in range(30)])
        while True:
            signal.pause()
    time.sleep(delay)
    os.kill(parent, signal.SIGSTOP if delay > 0.02 else 0)
    os.kill(parent, signal.SIGKILL)
    killed = time.monotonic()
    left = []
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return left, time.monotonic() - killed
        if pid not in (0, parent):
            left.append(status)
        if pid == 0:
            demand(time.monotonic() - killed < 20, 'a helper outlives who started it')
            time.sleep(0.0005)


@item(21, budget=120, long_budget=300)
def killed_parent(context):
    """However and whenever the program that started it is killed, the helper goes within a second."""
    enter_network()
    sysctl('net.ipv4.icmp_echo_ignore_all', 1)
    call('prctl', PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    start = context.copies.starts('root', 'namespace')[0]
    times = 1000 if context.long else 100
    luck = random.Random(4711)
    slowest, orphans, latest = 0, 0, 0.04
    for done in range(times):
        left, seconds = orphan(start, luck.uniform(0.001, latest))
        orphans += len(left)
        if 2 * orphans <= done:
            latest *= 1.2    # Where a start takes long, which it does on a busy machine.
        slowest = max(slowest, seconds)
        demand(all(status == 0 for status in left), 'an orphan ended with wait status %s' % left)
    demand(slowest < (1 if context.long else 5), 'the slowest orphan took %.2f s' % slowest)
    demand(orphans > times / 4, 'only %d of %d were started when it happened' % (orphans, times))
    return ('%d parents killed at random moments, %d helpers orphaned, all ended with 0, the slowest after '
            '%.0f ms' % (times, orphans, 1000 * slowest))


def collect(helper, verdict):
    """Reads all that waits: each probe was sent and then had one verdict of this kind."""
    sent, done = set(), set()
    for _ in range(2 * IN_FLIGHT):
        event = helper.next()
        if event.type == frames.SENT:
            demand(event.token not in sent, 'SENT twice for %d' % event.token)
            sent.add(event.token)
        else:
            demand(event.type == verdict, 'event %d' % event.type)
            demand(event.token in sent and event.token not in done,
                   'a second verdict, or one before SENT, for %d' % event.token)
            done.add(event.token)
    demand(len(done) == IN_FLIGHT and not helper.has_event(0.05), 'results are lost or doubled')


def fall_silent():
    """Before exec: into a network that answers nothing."""
    call('unshare', NEWNET)
    bring_up('lo')
    sysctl('net.ipv4.icmp_echo_ignore_all', 1)


def settled(pairs):
    """What they use once everything that is to be said waits in their memory."""
    memory, since = None, 0
    while memory is None or time.monotonic() < since + 2:
        now = [helper.memory() for helper, _, _ in pairs]
        if now != memory:
            memory, since = now, time.monotonic()
        time.sleep(0.1)
    return memory


@item(22, budget=120, long_budget=150)
def stopped_reader(context):
    """While nobody reads its output the helper goes on and grows by nothing; then every result comes, none
    twice."""
    seconds = 60 if context.long else 3
    start = context.copies.starts('root', 'namespace')[0]
    enter_network()
    answered = Helper(start, small_output=True)
    silent = Helper(context.copies.start('namespace'), small_output=True, extra=fall_silent)
    pairs = ((answered, frames.REPLY, 10000), (silent, frames.EXPIRED, 500))
    for helper, _, timeout in pairs:
        ask_all(helper, timeout)
    for helper, _, _ in pairs:
        wait_until(lambda: echoes_sent(helper.pid) >= IN_FLIGHT, 'all were sent', 60)
    before = settled(pairs)
    time.sleep(seconds)
    after = [helper.memory() for helper, _, _ in pairs]
    peak = [helper.memory('VmHWM') for helper, _, _ in pairs]
    for helper, verdict, _ in pairs:
        collect(helper, verdict)
        helper.close()
    demand(context.sanitized or max(peak) <= 3072, 'peak memory of %s kB is above 3 MB' % peak)
    demand(before == after, 'RSS grew from %s to %s kB' % (before, after))
    return ('2,048 answered and 2,048 expired probes, unread for %d s: all results came, none twice; RSS %s kB '
            'before and after, peak %s kB' % (seconds, '/'.join(map(str, after)), '/'.join(map(str, peak))))


BAD = [
    ('ttl 0', {'ttl': 0}), ('ttl 65', {'ttl': 65}), ('ttl -1', {'ttl': 255}),
    ('size 1501', {'size': 1501}), ('size 27', {'size': 27}),
    ('size 47 for IPv6', {'size': 47, 'destination': '::1'}),
    ('size 31 for UDP', {'size': 31, 'protocol': frames.UDP}),
    ('a size for TCP', {'size': 60, 'protocol': frames.TCP}),
    ('port 0 for UDP', {'port': 0, 'protocol': frames.UDP}),
    ('port 0 for TCP', {'port': 0, 'protocol': frames.TCP}),
    ('timeout 0', {'timeout_ms': 0}), ('timeout 99', {'timeout_ms': 99}),
    ('timeout 10,001', {'timeout_ms': 10001}), ('gap of an hour', {'gap_us': 3600000000}),
    ('protocol 4', {'protocol': 4}), ('family 5', {'family': 5}), ('spacing 2', {'spacing': 2}),
    ('a scope for IPv4', {'scope': 1}),
]


@item(24)
def values_out_of_range(context):
    """A command with a value out of its range is refused as a whole: the helper says so, ends with 65, and
    nothing was sent."""
    enter_network()
    for start in context.copies.starts('none', 'root', 'namespace'):
        for name, values in BAD:
            values = dict(values)
            before = echoes_sent()
            helper = Helper(start)
            helper.send(frames.send(1, values.pop('destination', '127.0.0.1'), **values))
            event = helper.next()
            demand(event.type == frames.ERROR, '%s: event %d' % (name, event.type))
            demand(event.fields == {'reason': 2, 'exit_status': 65}, '%s: %s' % (name, event.fields))
            demand(helper.wait() == 65, name + ': another exit status')
            demand(echoes_sent() == before, name + ': something was sent')
    return '%s: ERROR frame, exit 65, nothing sent' % ', '.join(name for name, _ in BAD)

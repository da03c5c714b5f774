#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the real window at random moments of a trace with many rounds: the next start offers what
was measured, and it is all there but the last five seconds."""
import datetime
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

from hops import HOPS
from installed import Installed
from network import Network
import tap
from window_run import noise

HERE = pathlib.Path(__file__).parent
NEEDED = ('xvfb-run', 'dbus-run-session', 'xdotool')

# The shortest and the longest wait before each kill. At first there may be nothing to offer yet.
WAITS_S = ((0, 4), (6, 9), (8, 16))
LOSS_S = 5.0
ROUND_S = 1.0


def drive(installed, network, seed):
    words = installed.words()
    program = words.pop()
    # The source may lie where the ordinary user cannot go.
    for name in ('recovery_driver.py', 'window_driver.py', 'window_parts.py'):
        os.chmod(shutil.copy(HERE / name, installed.home.name), 0o644)
    done = subprocess.run(
        network.inside(*words, 'GDK_BACKEND=x11', 'GSK_RENDERER=cairo', 'ADW_DISABLE_PORTAL=1',
                       'GTK_USE_PORTAL=0', 'xvfb-run', '-a', '-s', '-screen 0 1280x900x24 -noreset',
                       'dbus-run-session', '--', '/usr/bin/python3',
                       installed.home.name + '/recovery_driver.py', program, HOPS[-1][0],
                       str(len(HOPS)), str(seed), *('%d-%d' % wait for wait in WAITS_S)),
        text=True, capture_output=True, timeout=280, cwd=installed.home.name)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def seconds(text):
    """RFC 3339 with nanoseconds, as seconds since 1970."""
    whole, fraction = text.rstrip('Z').split('.') if '.' in text else (text.rstrip('Z'), '0')
    moment = datetime.datetime.fromisoformat(whole).replace(tzinfo=datetime.timezone.utc)
    return moment.timestamp() + float('0.' + fraction)


def quiet(end):
    tap.equal(end['status'], 0, end['log'])
    tap.equal(noise(end['log']), [], 'log')


class Seen:
    """What the windows of one run showed."""

    def __init__(self, installed, network):
        seed = random.randrange(1 << 30)
        print('# seed %d' % seed)
        self.seen = drive(installed, network, seed)

    def clean(self):
        tap.equal(self.seen['clean']['kept'], [])
        quiet(self.seen['clean']['end'])

    def crash(self, number):
        seen = self.seen['crashes'][number]
        if not seen['left']:
            # Nothing is on the disk yet: then there were not five seconds to lose.
            assert seen['seconds'] < LOSS_S, seen
            print('# killed after %.1f s: nothing to offer' % seen['seconds'])
            return

        tap.equal(seen['offer'], 'A trace to %s was interrupted.' % HOPS[-1][0])
        tap.equal(len(seen['rows']), len(HOPS))
        for row, hop in zip(seen['rows'], HOPS):
            assert hop[0] in row, row
        tap.equal(seen['kept'], [], 'journals after the trace was saved')
        quiet(seen['end'])
        self.restored(seen, json.loads(pathlib.Path(seen['saved']).read_text()))

    def restored(self, seen, document):
        trace = document['traces'][0]
        tap.equal([hop['ttl'] for hop in trace['hops']], list(range(1, len(HOPS) + 1)))
        first_s = seconds(trace['started'])
        lost_s = []
        for hop in trace['hops']:
            sent = [seconds(probe['sent']) for probe in hop['probes']]
            tap.equal(sent, sorted(set(sent)), 'probes of hop %d' % hop['ttl'])
            # What was lost begins with the round after the last one that is there.
            lost_s.append(seen['killed'] - (sent[-1] + ROUND_S))
            # No round between is missing.
            rounds = (sent[-1] - first_s) / ROUND_S
            assert len(sent) >= 0.8 * rounds - 1, (hop['ttl'], len(sent), rounds)
        print('# killed after %.1f s: %d rounds restored, %.1f s lost' % (
            seen['killed'] - first_s, len(trace['hops'][0]['probes']), max(0, *lost_s)))
        assert max(lost_s) <= LOSS_S, lost_s

    def planted(self):
        seen = self.seen['planted']
        tap.equal(seen['offer'], 'A trace to 192.0.2.1 was not saved.')
        tap.equal(seen['rows'], [])
        tap.equal(seen['kept'], ['trace-0000000a'], 'what another window holds')
        quiet(seen['end'])


def main(prefix):
    installed = Installed(prefix)
    missing = [program for program in NEEDED if shutil.which(program) is None]
    reason = installed.why_not() or Network.why_not() or (
        'missing: ' + ', '.join(missing) if missing else None)
    if reason:
        tap.skip(reason)

    with installed, Network(HOPS) as network:
        installed.privilege('setuid')
        seen = None

        def run():
            nonlocal seen
            seen = Seen(installed, network)

        cases = tap.Cases()
        cases.add('the window is killed and started again', run)
        cases.add('a window that is closed leaves nothing', lambda: seen.clean())
        for number in range(len(WAITS_S)):
            cases.add('crash %d' % (number + 1), lambda number=number: seen.crash(number))
        cases.add('journals of others, damaged and declined', lambda: seen.planted())
        return cases.run()


sys.exit(main(sys.argv[1]))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways of a trace in the real window: watched, stopped, with a host that never answers, and the
program left while it traces."""
import subprocess
import sys

from hops import HOPS
from installed import USER
import tap
import window_run

# In no network of the chain: its last router that knows no way is silent about it or says so.
NOBODY = '203.0.113.99'


class Seen:
    def __init__(self, installed, network):
        self.seen = window_run.drive(installed, network, 'ways_driver.py', HOPS[-1][0], len(HOPS),
                                     NOBODY)

    def watched(self):
        assert self.seen['first-method'] == 'ICMP', self.seen
        assert 'probes lost' in self.seen['watching'], self.seen['watching']
        assert self.seen['stopped'].startswith(('Stopped', 'Reached.')), self.seen['stopped']

    def remembered(self):
        """The newest first, in a file that is only the person's."""
        tap.equal(self.seen['history'], [NOBODY, HOPS[-1][0]])

    def preferences(self):
        tap.equal(len(self.seen['preferences']), 1)

    def left(self):
        """Nothing goes on after the program is gone."""
        tap.equal(self.seen['status'], 0, self.seen['log'])
        running = subprocess.run(['pgrep', '-u', USER, 'hopmap-probe'], capture_output=True)
        tap.equal(running.returncode, 1, running.stdout)

    def quiet(self):
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


sys.exit(window_run.main(sys.argv[1], HOPS, Seen, (
    'watched', 'remembered', 'preferences', 'left', 'quiet')))

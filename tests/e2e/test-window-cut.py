#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window where something is not whole: without a way over IPv6, without any way out but to the
home router, and without the probe program from the middle of a trace on."""
import sys

from hops import HOPS
import tap
import window_run


class Seen:
    def __init__(self, installed, network):
        self.killed = window_run.drive(installed, network, 'cut_driver.py', 'killed', HOPS[-1][0],
                                       len(HOPS), timeout=140)
        network.ip(network.source, '-6', 'route', 'del', 'default')
        self.family = window_run.drive(installed, network, 'cut_driver.py', 'family', HOPS[-1][0],
                                       len(HOPS), timeout=140)
        network.ip(network.source, 'route', 'del', 'default')
        self.offline = window_run.drive(installed, network, 'cut_driver.py', 'offline', HOPS[0][1],
                                        1, timeout=140)

    def other_family(self):
        assert any('IPv6' in text or ':' in text for text in self.family['failure'])
        assert 'Try Again' in self.family['failure'], self.family['failure']
        tap.equal(len(self.family['rows']), len(HOPS))

    def nearby(self):
        assert 'Saved traces' in self.offline['bar'], self.offline['bar']
        tap.equal(len(self.offline['rows']), 1)

    def kept(self):
        """The route that was measured, and what became of its source."""
        assert 'signal 9' in self.killed['sentence'], self.killed['sentence']
        tap.equal(len(self.killed['rows']), len(HOPS))
        assert all('millisecond' in row for row in self.killed['rows']), self.killed['rows']

    def quiet(self):
        for seen in (self.family, self.offline, self.killed):
            tap.equal(seen['status'], 0, seen['log'])
            tap.equal(window_run.noise(seen['log']), [], 'log')


sys.exit(window_run.main(sys.argv[1], HOPS, Seen, (
    'kept', 'other_family', 'nearby', 'quiet')))

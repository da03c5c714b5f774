#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several windows, as a desktop, another program, a second start and a link ask for them; and both
families of one host."""
import sys

from hops import HOPS
import tap
import window_run


class Seen:
    def __init__(self, installed, network):
        self.seen = window_run.drive(installed, network, 'desk_driver.py', HOPS[-1][0], len(HOPS),
                                     HOPS[2][0])

    def families(self):
        tap.equal(self.seen['compared'], 2)

    def over_dbus(self):
        """In the window that was empty, not in one more."""
        tap.equal((self.seen['traced'], self.seen['empty-used']), (1, True))

    def second_start(self):
        tap.equal((self.seen['second-status'], self.seen['third']), (0, 3))

    def link(self):
        """Nothing is traced that only a link asked for."""
        tap.equal(self.seen['link'], 1)

    def quiet(self):
        tap.equal((self.seen['status'], self.seen['left']), (0, []), self.seen['log'])
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


sys.exit(window_run.main(sys.argv[1], HOPS, Seen, (
    'families', 'over_dbus', 'second_start', 'link', 'quiet')))

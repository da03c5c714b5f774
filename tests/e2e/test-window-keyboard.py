#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything in the real window can be reached by the Tab key, and says what it is."""
import sys

from hops import HOPS
import tap
import window_run

STATES = ('empty', 'list', 'at-home', 'details', 'table')
ALWAYS = ('Trace', 'Show Hops as Table', 'Main Menu', 'Map of the route', 'Zoom in',
          'Show the whole route')
DETAILS = ('Back to All Hops', 'Next Hop', 'What to Do With This Hop', 'Ask the Registry',
           'Trace to This Hop', 'Correct Place…')


class Seen:
    def __init__(self, installed, network):
        self.seen = window_run.drive(installed, network, 'keyboard_driver.py', HOPS[-1][0],
                                     len(HOPS))

    def named(self):
        for state in STATES:
            tap.equal(self.seen[state]['nameless'], [], state)

    def reached(self):
        for state in STATES:
            for name in ALWAYS:
                assert name in self.seen[state]['stops'], (state, name, self.seen[state]['stops'])

    def rows(self):
        """A hop is one stop, and says all about itself, in the list as in the table."""
        for state in ('list', 'table'):
            stops = self.seen[state]['stops']
            for number in range(1, len(HOPS) + 1):
                assert any(stop.startswith('Hop %d, ' % number) and 'milliseconds' in stop
                           for stop in stops), (state, number, stops)

    def details(self):
        for name in DETAILS:
            assert name in self.seen['details']['stops'], (name, self.seen['details']['stops'])

    def quiet(self):
        tap.equal(self.seen['status'], 0, self.seen['log'])
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


sys.exit(window_run.main(sys.argv[1], HOPS, Seen, (
    'named', 'reached', 'rows', 'details', 'quiet')))

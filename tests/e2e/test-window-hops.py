#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traces in the real window, and looks at its hops as a person does: on the map, as a list, as a
table, and one by one."""
import sys

from hops import HOPS, PLACED
import tap
import window_run


class Seen:
    def __init__(self, installed, network):
        self.seen = window_run.drive(installed, network, 'hops_driver.py', HOPS[-1][0], len(HOPS))

    def details(self):
        """Who it is, where, and how its probes went."""
        tap.equal(self.seen['details-of'], 'Hop 4')
        name, address, _ = HOPS[3]
        said = self.seen['details']
        for fact in ('Name: ' + name, 'Address: ' + address):
            assert fact in said, (fact, said)
        assert any(text.startswith('Place: ' + PLACED[address]) for text in said), said
        assert any(text.startswith('Probes: ') for text in said), said

    def neighbours(self):
        tap.equal((self.seen['next'], self.seen['previous']), ('Hop 5', 'Hop 4'))
        tap.equal(self.seen['escaped'], True)

    def menu(self):
        """What the badge of the map offers, for a row of the list; then it does it."""
        wanted = ('Details', 'Copy Address', 'Copy All', 'Trace to This Hop')
        if any(self.seen['menu']):
            assert set(wanted) <= set(self.seen['menu']), self.seen['menu']
        else:
            assert len(self.seen['menu']) >= len(wanted), self.seen['menu']
        tap.equal(self.seen['details-by-menu'], True)

    def table(self):
        """A row for each hop, under its heads, with a time."""
        said = self.seen['table']
        for name, address, _ in HOPS:
            assert name in said, (name, said)
        assert sum(text.endswith(' ms') for text in said) >= len(HOPS), said
        assert '0 %' in said, said

    def again(self):
        tap.equal(len(self.seen['list-again']), len(HOPS))

    def quiet(self):
        tap.equal(self.seen['status'], 0, self.seen['log'])
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


sys.exit(window_run.main(sys.argv[1], HOPS, Seen, (
    'details', 'neighbours', 'menu', 'table', 'again', 'quiet')))

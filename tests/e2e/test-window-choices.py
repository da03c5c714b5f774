#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person chooses in the real window comes true: a first trace that is stopped, another protocol,
a preference."""
import sys

from hops import HOPS
import tap
import window_run

# In no network of the chain, whose last routers keep silent about it.
NOBODY = '203.0.113.99'


class Seen:
    def __init__(self, installed, network):
        self.seen = window_run.drive(installed, network, 'choices_driver.py', HOPS[-1][0],
                                     len(HOPS), NOBODY)

    def stopped(self):
        assert self.seen['stopped'].startswith('Stopped'), self.seen['stopped']

    def protocol(self):
        tap.equal((self.seen['first-method'], self.seen['second-method']), ('ICMP', 'TCP'))
        assert self.seen['verdict'].startswith('Reached.'), self.seen['verdict']

    def protocol_stays(self):
        """The window keeps what was chosen in it."""
        tap.equal(self.seen['third-method'], 'TCP')

    def preference(self):
        """Nobody is asked for the names of routers any more, so their addresses stand there."""
        tap.equal(self.seen['was-on'], True)
        for (name, address, _), named, unnamed in zip(HOPS, self.seen['named'],
                                                      self.seen['unnamed']):
            assert name in named, (name, named)
            assert address in unnamed and name not in unnamed, (address, unnamed)

    def quiet(self):
        tap.equal(self.seen['status'], 0, self.seen['log'])
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


sys.exit(window_run.main(sys.argv[1], HOPS, Seen, (
    'stopped', 'protocol', 'protocol_stays', 'preference', 'quiet')))

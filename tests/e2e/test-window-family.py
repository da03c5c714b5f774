#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPv4 or IPv6, chosen by the menu of the real window: what was traced is traced again, and what was
opened sends nothing before the person chooses Trace."""
import os
import pathlib
import sys

from hops import HOPS
import tap
import window_run

HOST = HOPS[-1][0]
FILE = '''traceroute to %s (%s), 30 hops max, 60 byte packets
 1  gate.other.example (198.51.100.1)  0.629 ms  0.623 ms  0.620 ms
 2  %s (%s)  60.015 ms  60.009 ms  60.009 ms
''' % (HOST, HOPS[-1][1], HOST, HOPS[-1][1])


class Seen:
    def __init__(self, installed, network):
        file = pathlib.Path(installed.home.name, 'ticket.txt')
        file.write_text(FILE)
        os.chmod(file, 0o644)
        self.seen = window_run.drive(installed, network, 'family_driver.py', file, HOST, len(HOPS))

    def opened(self):
        tap.equal(len(self.seen['file']), 2, self.seen['file'])
        assert 'gate.other.example' in self.seen['file'][0], self.seen['file']
        tap.equal(self.seen['file-idle'], True)
        tap.equal(self.seen['file-after'], self.seen['file'])

    def traced(self):
        for (_, _, address), row in zip(HOPS[:-1], self.seen['traced']):
            assert address in row, (address, row)

    def traced_again(self):
        for (_, address, _), row in zip(HOPS[:-1], self.seen['traced-again']):
            assert address in row, (address, row)

    def quiet(self):
        tap.equal(self.seen['status'], 0, self.seen['log'])
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


sys.exit(window_run.main(sys.argv[1], HOPS, Seen, (
    'opened', 'traced', 'traced_again', 'quiet')))

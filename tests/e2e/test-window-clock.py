#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clock of the computer is set while the real window watches a route: times and graphs go on as if
nothing had happened.

   test-window-clock.py PREFIX SHIFTED-CLOCK"""
import os
import pathlib
import re
import shutil
import sys

from hops import HOPS
import tap
import window_run

TIME = re.compile(r'(-?[\d.,]+) (ms|milliseconds?|s|seconds?|min|minutes?|h|hours?|d|days?)\b')
# A chain within this computer answers at once, and the watch lasts for less than a minute or a few.
LONGEST_S = 600.0


def seconds(number, unit):
    factor = (0.001 if unit.startswith(('ms', 'milli')) else
              60.0 if unit.startswith('m') else 3600.0 if unit.startswith('h') else
              86400.0 if unit.startswith('d') else 1.0)
    return float(number.replace(',', '')) * factor


class Seen:
    def __init__(self, installed, network, clock):
        home = pathlib.Path(installed.home.name)
        preloaded = shutil.copy(clock, home)
        os.chmod(preloaded, 0o755)
        self.seen = window_run.drive(installed, network, 'clock_driver.py', HOPS[-1][0], len(HOPS),
                                     preloaded, home / 'clock')

    def sane(self, when):
        names = self.seen[when]
        times = [found for name in names for found in TIME.findall(name)]
        assert len(times) > 3 * len(HOPS), names
        for number, unit in times:
            assert 0.0 <= seconds(number, unit) < LONGEST_S, (when, number, unit)
        tap.equal([name for name in names if re.search(r'\b(nan|inf)\b|[1-9]\d* % lost', name)], [])

    def usual(self):
        self.sane('usual')

    def set_on(self):
        self.sane('later')

    def set_back(self):
        self.sane('earlier')

    def quiet(self):
        tap.equal(self.seen['status'], 0, self.seen['log'])
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


sys.exit(window_run.main(
    sys.argv[1], HOPS, lambda installed, network: Seen(installed, network, sys.argv[2]),
    ('usual', 'set_on', 'set_back', 'quiet')))

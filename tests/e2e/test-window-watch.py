#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches a route of the simulator, which changes again and again, in the real window: a desktop that
stands in for a real one is told of it where the window is not in front; where there is none, the person
is.

   test-window-watch.py PREFIX NETSIM"""
import os
import pathlib
import shutil
import subprocess
import sys

from installed import Installed
import tap
import window_run

HERE = pathlib.Path(__file__).resolve().parent
NETSIM = HERE.parent / 'netsim'
SCENARIO = HERE / 'watched.scenario'
TARGET = '198.18.255.1'


class Simulated:
    """What window_run wants of a network, behind the simulator."""

    @staticmethod
    def why_not():
        if os.geteuid() != 0:
            return 'starting the helper as another user needs root'
        tried = subprocess.run([NETSIM / 'in-netsim', SCENARIO, '--', 'true'], text=True,
                               capture_output=True)
        return tried.stderr.strip() if tried.returncode == 77 else None

    @staticmethod
    def inside(*words):
        return [NETSIM / 'in-netsim', '--summary', SCENARIO, '--', *words]


class Seen:
    def __init__(self, installed):
        # The source may lie where the ordinary user cannot go.
        stand_in = shutil.copy(HERE / 'notifications.py', installed.home.name)
        os.chmod(stand_in, 0o755)
        self.seen = window_run.drive(installed, Simulated, 'watch_driver.py', TARGET, stand_in)
        self.alone = window_run.drive(installed, Simulated, 'watch_driver.py', TARGET)

    def watched(self):
        assert 'probes lost' in self.seen['watching'], self.seen['watching']
        assert self.seen['changes'] > 0, self.seen

    def in_front(self):
        tap.equal(self.seen['told-in-front'], [])

    def behind(self):
        told = self.seen['told-behind'][0]
        tap.equal(told['title'], 'The route to %s changed' % TARGET)
        assert told['body'] in ('Hop 3: 198.18.3.1 answers in place of 198.18.3.2',
                                'Hop 3: 198.18.3.2 answers in place of 198.18.3.1'), told

    def hostile(self):
        """Some desktops take the text for markup: nothing of what a router calls itself is in it."""
        for told in self.seen['told-behind']:
            for text in (told['title'], told['body']):
                assert text.isprintable() and text.isascii(), text
                assert not set(text) & set('<>&') and 'evil' not in text, text
                assert len(text) < 100, text

    def alone_told(self):
        """Once, before it is too late; watching goes on."""
        tap.equal(len(self.alone['told']), 1)
        tap.equal((self.alone['told-again'], self.alone['told-behind']), ([], []))
        assert self.alone['watching'].startswith('Watching.') and self.alone['more']

    def alone_quiet(self):
        """Nothing was sent to nobody, which GLib would complain about."""
        tap.equal(self.alone['status'], 0, self.alone['log'])
        tap.equal(window_run.noise(self.alone['log']), [], 'log')

    def gone(self):
        """Who looks at the window needs it no more."""
        shown = {each['shown'] for each in self.seen['told-behind']}
        assert {each['gone'] for each in self.seen['gone']} & shown, self.seen

    def quiet(self):
        tap.equal(self.seen['status'], 0, self.seen['log'])
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


def main(prefix, netsim):
    os.environ['HOPMAP_NETSIM'] = netsim
    installed = Installed(prefix)
    reason = installed.why_not() or Simulated.why_not() or window_run.why_not()
    if reason:
        tap.skip(reason)

    with installed:
        installed.privilege('setuid')
        return window_run.run(lambda: Seen(installed),
                              (
            'watched', 'in_front', 'behind', 'hostile', 'gone', 'quiet', 'alone_told', 'alone_quiet'))


sys.exit(main(sys.argv[1], os.path.abspath(sys.argv[2])))

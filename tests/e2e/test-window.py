#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the real window in the namespace, as an ordinary user with the setuid helper, types a host,
and reads the hops out of the accessibility tree."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

from hops import HOPS, PLACED
from installed import Installed
from network import Network
import tap
from window_run import noise

DRIVER = pathlib.Path(__file__).with_name('window_driver.py')
NEEDED = ('xvfb-run', 'dbus-run-session', 'xdotool', 'import')


def drive(installed, network, page, environment=None):
    words = installed.words(environment=environment)
    program = words.pop()
    picture = os.environ.get('HOPMAP_TEST_PICTURES')
    copy = installed.home.name + '/window.png'
    # The source may lie where the ordinary user cannot go.
    driver = shutil.copy(DRIVER, installed.home.name)
    os.chmod(driver, 0o755)
    done = subprocess.run(
        network.inside(*words, 'GDK_BACKEND=x11', 'GSK_RENDERER=cairo', 'ADW_DISABLE_PORTAL=1',
                       'GTK_USE_PORTAL=0', 'xvfb-run', '-a', '-s', '-screen 0 1280x900x24 -noreset',
                       'dbus-run-session', '--', '/usr/bin/python3', driver, program,
                       HOPS[-1][0], str(len(HOPS)), str(page), copy),
        text=True, capture_output=True, timeout=200, cwd=installed.home.name)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    if picture:
        shutil.copy(copy, picture)
    return json.loads(done.stdout.splitlines()[-1])


class Seen:
    """What one run of the window showed."""

    def __init__(self, installed, network):
        self.page = pathlib.Path(installed.home.name, 'route.html')
        self.seen = drive(installed, network, self.page)

    def empty(self):
        assert any('Where does your traffic go?' in name for name in self.seen['empty'])

    def wrong(self):
        assert self.seen['wrong'], self.seen

    def rows(self):
        tap.equal(len(self.seen['rows']), len(HOPS))
        for number, (row, hop) in enumerate(zip(self.seen['rows'], HOPS), 1):
            assert row.startswith('Hop %d,' % number), row
            assert hop[0] in row and 'millisecond' in row, row
            city = PLACED.get(hop[1]) or PLACED.get(hop[2])
            assert city is None or city in row, (city, row)
        print('# ' + '\n# '.join(self.seen['rows']))

    def saved(self):
        html = self.page.read_text()
        assert html.lstrip().lower().startswith('<!doctype html>'), html[:100]
        assert HOPS[-1][0] in html

    def error(self):
        assert any('no-such-host.example' in text for text in self.seen['error'])

    def piped(self):
        """Standard input is that of the process that was started last."""
        tap.equal(len(self.seen['piped']), 1, self.seen)
        tap.equal(self.seen['pipe-status'], 0)

    def quiet(self):
        tap.equal(self.seen['status'], 0, self.seen['log'])
        tap.equal(noise(self.seen['log']), [], 'log')


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

        def open_window():
            nonlocal seen
            seen = Seen(installed, network)

        cases = tap.Cases()
        cases.add('the window is driven', open_window)
        for name in ('empty', 'wrong', 'rows', 'saved', 'error', 'piped', 'quiet'):
            cases.add(name, lambda name=name: getattr(seen, name)())
        return cases.run()


sys.exit(main(sys.argv[1]))

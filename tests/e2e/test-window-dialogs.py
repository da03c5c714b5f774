#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file dialogs of the real window, where there is no portal: opened, answered and closed by the
keyboard. Who closes one has changed nothing."""
import os
import pathlib
import pwd
import shutil
import sys

from installed import USER, Installed
from network import Nowhere
import tap
import window_run

READERS = pathlib.Path(__file__).resolve().parents[1] / 'document/data/readers'
CANCELLED = ('cancelled-empty', 'cancelled-name', 'cancelled-route', 'cancelled-save',
             'cancelled-replace', 'cancelled-export')


class Seen:
    def __init__(self, installed):
        folder = pathlib.Path(installed.home.name, 'files')
        folder.mkdir()
        for name in ('mtr.json', 'linux-v6.txt'):
            shutil.copy(READERS / name, folder)
        (folder / 'poem.txt').write_text('Über allen Gipfeln\nist Ruh.\n')
        entry = pwd.getpwnam(USER)
        for path in (folder, *folder.iterdir()):
            os.chown(path, entry.pw_uid, entry.pw_gid)
        self.seen = window_run.drive(installed, Nowhere, 'dialogs_driver.py', folder)

    def cancelled(self):
        for name in CANCELLED:
            before, after = self.seen[name]
            tap.equal(after, before, name)

    def opened(self):
        """The second file in the window of the first, where nothing was lost."""
        tap.equal(self.seen['n-windows'], 1)

    def not_a_trace(self):
        """One sentence, which says how it begins; the route of before is still there."""
        tap.equal(len(self.seen['poem']), 1, self.seen['poem'])
        assert self.seen['poem'][0].endswith('.'), self.seen['poem']
        tap.equal(self.seen['poem-title'], True)

    def saved(self):
        assert '"traceroute-document"' in self.seen['saved'], self.seen['saved'][:200]

    def replaced(self):
        """Only by who said so."""
        tap.equal(self.seen['kept'], 'old')
        assert '"traceroute-document"' in self.seen['replaced'], self.seen['replaced'][:200]

    def exported(self):
        assert self.seen['exported'].lstrip().lower().startswith('<!doctype html>')

    def quit(self):
        """With dialogs open that nobody has answered."""
        tap.equal(self.seen['status'], 0, self.seen['log'])

    def quiet(self):
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


def main(prefix):
    installed = Installed(prefix)
    reason = installed.why_not() or Nowhere.why_not() or window_run.why_not()
    if reason:
        tap.skip(reason)

    with installed:
        return window_run.run(lambda: Seen(installed), (
            'cancelled', 'opened', 'not_a_trace', 'saved', 'replaced', 'exported', 'quit', 'quiet'))


sys.exit(main(sys.argv[1]))

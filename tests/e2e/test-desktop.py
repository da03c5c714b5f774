#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program as a desktop meets it: started by D-Bus activation, its desktop file's
actions, and the files that belong to it."""
import configparser
import json
import os
import pathlib
import shutil
import subprocess
import sys

from installed import Installed
import tap

NAME = 'io.github.hopmap.Hopmap'
DRIVER = pathlib.Path(__file__).with_name('desktop_driver.py')
NEEDED = ('xvfb-run', 'dbus-run-session', 'gdbus', 'xdotool', 'xprop')


class Desktop:
    def __init__(self, installed):
        self.installed = installed
        self.share = installed.prefix / 'share'
        self.seen = None

    def starts(self):
        # The source may lie where the ordinary user cannot go.
        driver = shutil.copy(DRIVER, self.installed.home.name)
        os.chmod(driver, 0o755)
        words = self.installed.words()
        words.pop()
        done = subprocess.run(
            [*words, 'GDK_BACKEND=x11', 'GSK_RENDERER=cairo', 'ADW_DISABLE_PORTAL=1',
             'GTK_USE_PORTAL=0', 'xvfb-run', '-a', '-s', '-screen 0 1280x900x24 -noreset',
             'dbus-run-session', '--', '/usr/bin/python3', driver, NAME],
            text=True, capture_output=True, timeout=280, cwd=self.installed.home.name)
        assert done.returncode == 0, done.stdout + done.stderr
        # xvfb-run shows what its programs complain about among what they say.
        self.seen = json.loads([line for line in done.stdout.splitlines() if line.startswith('{')][-1])
        tap.equal(self.seen['before'], None, 'owner before')
        tap.equal(self.seen['activate'], '')
        assert self.seen['one'], 'no window came'
        tap.equal(self.seen['owner'], ['--gapplication-service'], 'who owns the name')

    def action(self):
        tap.equal(self.seen['action'], '')
        assert self.seen['two'], 'no second window came'

    def ends(self):
        assert self.seen['ends'], 'it did not quit'

    def desktop_file(self):
        entry = configparser.ConfigParser(interpolation=None, delimiters='=')
        entry.optionxform = str
        entry.read(self.share / 'applications' / (NAME + '.desktop'), encoding='utf-8')
        main = entry['Desktop Entry']
        tap.equal(main['DBusActivatable'], 'true')
        assert 'Network' in main['Categories'].split(';')
        for action in filter(None, main['Actions'].split(';')):
            assert entry['Desktop Action ' + action]['Name'], action
        service = (self.share / 'dbus-1/services' / (NAME + '.service')).read_text()
        assert 'Exec=%s --gapplication-service' % self.installed.window in service, service

    def icons(self):
        icons = self.share / 'icons/hicolor'
        names = ['scalable/apps/%s.svg' % NAME, 'symbolic/apps/%s-symbolic.svg' % NAME]
        names += ['%dx%d/apps/%s.png' % (n, n, NAME) for n in (16, 24, 32)]
        tap.equal([n for n in names if not (icons / n).is_file()], [], 'missing')

    def papers(self):
        names = ['metainfo/%s.metainfo.xml' % NAME, 'man/man1/hopmap.1', 'man/man8/hopmap-probe.8',
                 'man/man8/hopmap-window.8', 'bash-completion/completions/hopmap', 'zsh/site-functions/_hopmap',
                 'fish/vendor_completions.d/hopmap.fish']
        tap.equal([n for n in names if not (self.share / n).is_file()], [], 'missing')


def main(prefix):
    installed = Installed(prefix)
    missing = [program for program in NEEDED if shutil.which(program) is None]
    reason = installed.why_not() or (
        'taking another identity needs root' if os.geteuid() != 0 else None) or (
        'missing: ' + ', '.join(missing) if missing else None)
    if reason:
        tap.skip(reason)
    with installed:
        desktop = Desktop(installed)
        cases = tap.Cases()
        cases.add('D-Bus starts it', desktop.starts)
        cases.add('an action of the desktop file', desktop.action)
        cases.add('it ends', desktop.ends)
        cases.add('desktop file and service', desktop.desktop_file)
        cases.add('icons', desktop.icons)
        cases.add('metainfo, manual, completion', desktop.papers)
        return cases.run()


sys.exit(main(sys.argv[1]))

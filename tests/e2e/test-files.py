#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with files in the real window: open one with several traces, paste, drop, save,
export by the form, look at it in a browser. Under strace: nobody is asked for anything."""
import json
import os
import pathlib
import pwd
import re
import shutil
import stat
import subprocess
import sys

from installed import USER, Installed
import tap
import window_run

HERE = pathlib.Path(__file__).parent
READERS = HERE.parent / 'document/data/readers'
NEEDED = ('xvfb-run', 'dbus-run-session', 'xdotool', 'strace', 'gdbus')
SENDING = re.compile(r'(connect|sendto|sendmsg|sendmmsg)\(.*sa_family=AF_INET')

BROWSER = '''[Desktop Entry]
Type=Application
Name=Browser
Exec=sh -c 'printf %%s "$0" >%s/browsed' %%u
MimeType=text/html;
'''


class Seen:
    """What one run showed, and what it left."""

    def __init__(self, installed):
        self.folder = pathlib.Path(installed.home.name, 'files')
        self.folder.mkdir()
        for source, name in (('two-traces.txt', 'several.txt'), ('mtr.json', 'mtr.json'),
                             ('linux-v6.txt', 'linux-v6.txt')):
            shutil.copy(READERS / source, self.folder / name)
        self.watched = self._watch_more(installed)
        for name in ('files_driver.py', 'window_driver.py', 'window_parts.py'):
            os.chmod(shutil.copy(HERE / name, installed.home.name), 0o644)
        self.log = pathlib.Path(installed.home.name, 'strace.log')
        wrapper = pathlib.Path(installed.home.name, 'hopmap')
        # Not for the driver, whose accessibility library is not always free of criticals.
        wrapper.write_text('#!/bin/sh\nexport G_DEBUG=fatal-criticals\nexec strace -f -qq -s 200 -o %s -e trace=network '
                           '-e signal=none %s "$@"\n' % (self.log, installed.program))
        wrapper.chmod(0o755)
        applications = pathlib.Path(installed.home.name, 'data/applications')
        applications.mkdir(parents=True)
        (applications / 'browser.desktop').write_text(BROWSER % self.folder)
        (applications / 'mimeapps.list').write_text(
            '[Default Applications]\ntext/html=browser.desktop\n')
        entry = pwd.getpwnam(USER)
        for folder, _, files in os.walk(installed.home.name):
            for path in [folder] + [os.path.join(folder, name) for name in files]:
                os.chown(path, entry.pw_uid, entry.pw_gid)
        self.home = pathlib.Path(installed.home.name)
        self.seen = self._drive(installed, wrapper)

    def _watch_more(self, installed):
        """What a file of ours has where somebody watched for a while: several probes for each hop."""
        example = pathlib.Path(installed.prefix, 'share/hopmap/examples/zurich-tokyo.traceroute.json')
        document = json.loads(example.read_text())
        for hop in document['traces'][0]['hops']:
            hop['probes'] = [dict(probe, sent=probe['sent'].replace('T09:05', 'T09:%02d' % minute))
                             for minute in range(5, 25) for probe in hop['probes']]
        path = self.folder / 'watched.traceroute.json'
        path.write_text(json.dumps(document))
        return document['traces'][0]['hops']

    def _drive(self, installed, wrapper):
        words = installed.words()
        words.pop()
        done = subprocess.run(
            [*words, 'G_DEBUG=', 'GDK_BACKEND=x11', 'GSK_RENDERER=cairo', 'ADW_DISABLE_PORTAL=1',
             'GTK_USE_PORTAL=0', 'xvfb-run', '-a', '-s', '-screen 0 1280x900x24 -noreset',
             'dbus-run-session', '--', '/usr/bin/python3', self.home / 'files_driver.py', wrapper,
             self.folder],
            text=True, capture_output=True, timeout=280, cwd=self.home)
        if done.returncode != 0:
            raise AssertionError(done.stdout + done.stderr)
        return json.loads(done.stdout.splitlines()[-1])

    def several(self):
        assert 'line 8' in self.seen['notice'][0], self.seen['notice']
        assert self.seen['choice']

    def nonsense(self):
        assert any('line 1' in text for text in self.seen['nonsense']), self.seen['nonsense']

    def saved(self):
        document = json.loads((self.folder / 'saved.traceroute.json').read_text())
        tap.equal(document['format'], 'traceroute-document')
        assert self.seen['saved-again']
        recent = (self.home / 'data/recently-used.xbel').read_text()
        for name in ('saved.traceroute.json', 'mtr.json', 'several.txt'):
            assert name in recent, recent

    def played(self):
        assert self.seen['played']
        document = json.loads((self.folder / 'played.traceroute.json').read_text())
        times = lambda hops: [[probe.get('rttMs') for probe in hop['probes']] for hop in hops]  # noqa: E731
        tap.equal(times(document['traces'][0]['hops']), times(self.watched))

    def exported(self):
        for wanted in ('Format', 'Hide the First Hops', 'Google Maps Key (Optional)'):
            assert wanted in self.seen['form'], self.seen['form']
        page = (self.folder / 'exported.html').read_text()
        document = json.loads((self.folder / 'saved.traceroute.json').read_text())
        hidden = [probe['address'] for hop in document['traces'][0]['hops'] if hop['ttl'] <= 2
                  for probe in hop['probes'] if 'address' in probe]
        hidden += [document['hosts'][a]['name'] for a in hidden
                   if 'name' in document.get('hosts', {}).get(a, {})]
        hidden += [hop['name'] for hop in document['traces'][0]['hops']
                   if hop['ttl'] <= 2 and 'name' in hop]
        assert hidden
        for word in hidden:
            assert word not in page, word
        assert '198.18.255.1' in page

    def browsed(self):
        page = pathlib.Path((self.folder / 'browsed').read_text().replace('file://', ''))
        tap.equal(stat.S_IMODE(page.parent.stat().st_mode), 0o700)
        assert page.read_text().startswith('<!DOCTYPE html>')

    def asks_nobody(self):
        lines = self.log.read_text(errors='replace').splitlines()
        assert any('AF_UNIX' in line for line in lines), 'strace saw nothing'
        tap.equal([line for line in lines if SENDING.search(line)], [])

    def quiet(self):
        tap.equal(self.seen['status'], 0, self.seen['log'])
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


def main(prefix):
    installed = Installed(prefix)
    missing = [program for program in NEEDED if shutil.which(program) is None]
    reason = installed.why_not() or (
        'missing: ' + ', '.join(missing) if missing else None) or (
        None if os.geteuid() == 0 else 'another identity needs root')
    if reason:
        tap.skip(reason)

    with installed:
        seen = None

        def run():
            nonlocal seen
            seen = Seen(installed)

        cases = tap.Cases()
        cases.add('the window is driven', run)
        for name in ('several', 'nonsense', 'saved', 'played', 'exported', 'browsed', 'asks_nobody', 'quiet'):
            cases.add(name.replace('_', ' '), lambda name=name: getattr(seen, name)())
        return cases.run()


sys.exit(main(sys.argv[1]))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the window while it traces, starts it again, and takes what it offers or declines it, as a
person would. Prints what it saw as JSON. Runs as the ordinary user, inside the namespace, with a
display and a session bus of its own; test-recovery.py starts it and judges the result.

usage: recovery_driver.py PROGRAM HOST N-HOPS SEED SHORTEST-LONGEST…"""
import fcntl
import json
import os
import pathlib
import random
import subprocess
import sys
import time

from window_driver import (PATIENCE_S, RECORDING, full_rows, key, names, rows, titled, wait_for,
                           window)
from window_parts import press

JOURNALS = pathlib.Path(os.environ['HOME'], '.local/state/hopmap/journals')


class Window:
    """The program, from its start to its end."""

    def __init__(self, program, *words):
        self.log = open(os.path.join(os.environ['HOME'], 'window.log'), 'w+')
        self.process = subprocess.Popen([program, *words], stderr=self.log)

    def focus(self):
        key('search', '--sync', '--onlyvisible', '--name', 'Hopmap|Route to', 'windowfocus',
            '--sync')

    def wait(self):
        status = self.process.wait(timeout=PATIENCE_S)
        # Screen and tree forget a program that is gone some moments later.
        wait_for('no window', lambda: not titled('Hopmap|Route to') and window() is None)
        self.log.seek(0)
        return {'status': status, 'log': self.log.read()}

    def kill(self):
        self.process.kill()
        at = time.time()
        self.wait()
        return at

    def quit(self):
        self.focus()
        key('key', 'ctrl+q')
        return self.wait()


def offer():
    return next((name for name in names() if name.startswith('A trace to ')), None)


def journals():
    return sorted(path.name for path in JOURNALS.glob('*')) if JOURNALS.is_dir() else []


def crash(program, host, n_hops, seconds, save_as):
    """One trace, killed so many seconds after it can be seen. The tree is not looked at meanwhile:
    a reader of all that changes there in every round would slow the window down."""
    seen = {'seconds': seconds}
    tracing = Window(program, '-c', '0', host)
    wait_for('a trace', lambda: titled('^Route to'))
    time.sleep(seconds)
    seen['killed'] = tracing.kill()
    seen['left'] = journals()

    again = Window(program)
    if seen['left']:
        seen['offer'] = wait_for('the offer', offer)
        press('Restore')
        seen['rows'] = wait_for('%d rows again' % n_hops, lambda: full_rows(n_hops))
        seen['verdict'] = wait_for('a verdict', lambda: [
            name for name in names() if name.startswith('Reached.')])
        wait_for('the end of the offer', lambda: not offer())
        again.focus()
        key('key', 'ctrl+s')
        wait_for('the save dialog', lambda: subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--name', '^Save Trace$'],
            capture_output=True).stdout)
        # Without this the first letters may still go to the window below.
        key('search', '--sync', '--onlyvisible', '--name', '^Save Trace$', 'windowfocus', '--sync')
        key('key', 'ctrl+a')
        key('type', '--delay', '5', save_as)
        key('key', 'Return')
        wait_for('the saved trace', lambda: os.path.exists(save_as))
        wait_for('the message', lambda: [name for name in names() if name.startswith('Saved')])
        seen['saved'] = save_as
    seen['end'] = again.quit()
    seen['kept'] = journals()
    return seen


def clean_end(program, host):
    """A window that is closed while it traces leaves nothing, even after a first journal."""
    tracing = Window(program, '-c', '0', host)
    wait_for('a journal', journals)
    return {'end': tracing.quit(), 'kept': journals()}


def plant(name, text):
    folder = JOURNALS / name
    folder.mkdir(parents=True)
    (folder / '1.traceroute.json').write_text(text)
    (folder / 'lock').touch()
    return open(folder / 'lock', 'w')


def planted(program):
    """One journal of somebody else who lives, one damaged, one that is offered and declined."""
    held = plant('trace-0000000a', RECORDING.replace('192.0.2.1', '192.0.2.2'))
    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    plant('trace-0000000b', '[' * 100000).close()
    plant('trace-0000000c', RECORDING).close()
    seen = {}
    again = Window(program)
    seen['offer'] = wait_for('the offer', offer)
    press('Dismiss')
    wait_for('the end of the offer', lambda: not offer())
    wait_for('the end of the journal', lambda: len(journals()) == 1)
    seen['rows'] = rows()
    seen['end'] = again.quit()
    seen['kept'] = journals()
    return seen


def main(program, host, n_hops, seed, *waits):
    chance = random.Random(seed)
    seen = {'crashes': [], 'clean': clean_end(program, host)}
    for number, wait in enumerate(waits):
        save_as = os.path.join(os.environ['HOME'], 'restored-%d.traceroute.json' % number)
        seconds = chance.uniform(*map(float, wait.split('-')))
        seen['crashes'].append(crash(program, host, n_hops, seconds, save_as))
    seen['planted'] = planted(program)
    print(json.dumps(seen))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:])

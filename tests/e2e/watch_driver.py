# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches a route that changes, with the window in front and behind another, where a desktop shows
notifications (STAND-IN plays it) and where none does. Prints what it saw as JSON;
test-window-watch.py judges it.

usage: watch_driver.py PROGRAM HOST [STAND-IN]"""
import json
import os
import pathlib
import subprocess
import sys

from bus_window import BusWindow
from window_driver import key, names, titled, type_host, wait_for
from window_parts import begin, end, focus, say

SHOWN = pathlib.Path(os.environ['HOME'], 'notifications')


def notifications():
    return [json.loads(line) for line in SHOWN.read_text().splitlines()]


def n_changes():
    """How often the route has changed, as the window itself says."""
    return next((int(name.split()[0]) for name in names() if 'route change' in name), 0)


def watch(host):
    """From the keyboard, in the window that is in front."""
    key('key', 'ctrl+shift+m')
    wait_for('the watch', lambda: 'Watch Continuously' in names())
    type_host(host)
    focus('^Route to')
    return say('Watching.')


def put_behind():
    key('key', 'ctrl+n')
    wait_for('another window', lambda: titled('^Hopmap$'))
    focus('^Hopmap$')


def with_desktop(program, host, stand_in):
    seen = {}
    desktop = subprocess.Popen([sys.executable, stand_in, SHOWN])
    subprocess.run(['gdbus', 'wait', '--session', '--timeout', '40',
                    'org.freedesktop.Notifications'], check=True)
    process = begin(program)
    seen['watching'] = watch(host)
    # Who has the window before them sees it there.
    seen['changes'] = wait_for('a change in the window', n_changes)
    seen['told-in-front'] = notifications()

    put_behind()
    seen['told-behind'] = wait_for('a notification', notifications)
    focus('^Route to')
    seen['gone'] = wait_for('the end of the notification', lambda: [
        each for each in notifications() if 'gone' in each])

    # Left while the route still changes.
    end(process, seen)
    desktop.kill()
    return seen


def sentences():
    return [name for name in names() if name.startswith('This desktop shows no notifications')]


def without_desktop(program, host):
    seen = {}
    process = begin(program)
    key('key', 'ctrl+shift+m')
    seen['told'] = wait_for('a sentence', sentences)
    wait_for('the end of the sentence', lambda: not sentences())
    key('key', 'ctrl+shift+m')
    seen['watching'] = watch(host)
    # An answer to the first question means that what was asked of the bus before is answered, too.
    bus = BusWindow()
    bus.is_idle()
    bus.is_idle()
    seen['told-again'] = wait_for('words', lambda: [sentences()])[0]

    before = wait_for('a change in the window', n_changes)
    put_behind()
    seen['more'] = wait_for('a change behind', lambda: n_changes() > before)
    bus.is_idle()
    seen['told-behind'] = wait_for('words', lambda: [sentences()])[0]
    end(process, seen)
    return seen


if __name__ == '__main__':
    print(json.dumps(with_desktop(*sys.argv[1:]) if len(sys.argv) > 3
                     else without_desktop(*sys.argv[1:])))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches a route that changes, with the window in front and behind another. Prints what it saw as
JSON; test-window-watch.py judges it.

usage: watch_driver.py PROGRAM HOST STAND-IN"""
import json
import os
import pathlib
import subprocess
import sys

from window_driver import key, names, titled, type_host, wait_for
from window_parts import begin, end, focus, say

SHOWN = pathlib.Path(os.environ['HOME'], 'notifications')


def notifications():
    return [json.loads(line) for line in SHOWN.read_text().splitlines()]


def n_changes():
    """How often the route has changed, as the window itself says."""
    return next((int(name.split()[0]) for name in names() if 'route change' in name), 0)


def main(program, host, stand_in):
    seen = {}
    desktop = subprocess.Popen([sys.executable, stand_in, SHOWN])
    subprocess.run(['gdbus', 'wait', '--session', '--timeout', '40',
                    'org.freedesktop.Notifications'], check=True)
    process = begin(program)
    key('key', 'ctrl+shift+m')
    wait_for('the watch', lambda: 'Watch Continuously' in names())
    type_host(host)
    focus('^Route to')
    seen['watching'] = say('Watching.')
    # Who has the window before them sees it there.
    seen['changes'] = wait_for('a change in the window', n_changes)
    seen['told-in-front'] = notifications()

    key('key', 'ctrl+n')
    wait_for('another window', lambda: titled('^Hopmap$'))
    focus('^Hopmap$')
    seen['told-behind'] = wait_for('a notification', notifications)
    focus('^Route to')
    seen['gone'] = wait_for('the end of the notification', lambda: [
        each for each in notifications() if 'gone' in each])

    # Left while the route still changes.
    end(process, seen)
    desktop.kill()
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

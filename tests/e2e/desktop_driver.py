# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the installed program as a desktop does, by D-Bus activation, and prints what came of it as
JSON. Runs as the ordinary user, with a display and a session bus of its own that knows the
installed service; test-desktop.py starts it and judges the result.

usage: desktop_driver.py APPLICATION-ID"""
import json
import pathlib
import subprocess
import sys
import time

PATIENCE_S = 40
NAME = sys.argv[1]
PATH = '/' + NAME.replace('.', '/')


def call(destination, path, method, *arguments):
    return subprocess.run(['gdbus', 'call', '--session', '--dest', destination, '--object-path', path,
                           '--method', method, *arguments], text=True, capture_output=True)


def windows():
    done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', '.*'], text=True,
                          capture_output=True)
    found = []
    for number in done.stdout.split():
        shown = subprocess.run(['xprop', '-id', number, 'WM_CLASS'], text=True, capture_output=True)
        found += [number] if NAME in shown.stdout else []
    return found


def wait_for(look):
    """True as soon as look() is, False when patience has an end."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if look():
            return True
        time.sleep(0.1)
    return False


def owner():
    """The command line of the process that has the name, or None."""
    done = call('org.freedesktop.DBus', '/org/freedesktop/DBus',
                'org.freedesktop.DBus.GetConnectionUnixProcessID', NAME)
    if done.returncode != 0:
        return None
    number = done.stdout.strip('()\n,').split()[-1]
    return pathlib.Path('/proc', number, 'cmdline').read_text().split('\0')[1:-1]


seen = {'before': owner()}
done = call(NAME, PATH, 'org.freedesktop.Application.Activate', '{}')
seen['activate'] = done.stderr.strip()
seen['one'] = wait_for(lambda: len(windows()) == 1)
seen['owner'] = owner()
# An action of the desktop file, which starts nothing new.
done = call(NAME, PATH, 'org.freedesktop.Application.ActivateAction', 'new-window', '[]', '{}')
seen['action'] = done.stderr.strip()
seen['two'] = wait_for(lambda: len(windows()) == 2)
done = call(NAME, PATH, 'org.freedesktop.Application.ActivateAction', 'quit', '[]', '{}')
seen['ends'] = wait_for(lambda: owner() is None)
print(json.dumps(seen))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the window of the installed Flatpak, and saves a page through the file chooser portal. Runs
as the ordinary user, inside the namespace, with a display and a session bus of its own;
test-flatpak.py starts it and judges the result.

usage: window_driver.py APPLICATION-ID HOST N-HOPS SAVE-AS PICTURE"""
import json
import os
import subprocess
import sys
import time

# The session starts the accessibility bus when somebody asks for it.
subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.a11y.Bus', '--object-path', '/org/a11y/bus',
                '--method', 'org.a11y.Bus.GetAddress'], stdout=subprocess.DEVNULL, check=True)

import pyatspi  # noqa: E402 (it connects to the bus at once)

PATIENCE_S = 60


def wait_for(what, look, patience=PATIENCE_S):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            found = look()
            if found:
                return found
        except Exception:
            pass
        time.sleep(0.1)
    raise TimeoutError('waited in vain for %s; there is: %s' % (what, names()))


def walk(node):
    yield node
    for child in node:
        if child is not None:
            yield from walk(child)


def frames():
    return [frame for application in pyatspi.Registry.getDesktop(0) for frame in application or []
            if frame is not None and frame.getRoleName() in ('frame', 'window', 'dialog', 'file chooser')]


def names():
    return [node.name for frame in frames() for node in walk(frame) if node.name]


def key(*words):
    subprocess.run(['xdotool', *words], check=True, stdout=subprocess.DEVNULL)


def titles():
    numbers = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.'], text=True,
                             capture_output=True).stdout.split()
    return {subprocess.run(['xdotool', 'getwindowname', number], text=True,
                           capture_output=True).stdout.strip(): number for number in numbers}


def rows():
    return [name for name in names() if name.startswith('Hop ') and 'millisecond' in name]


def portal_dialog():
    """The chooser of the portal, which is a window of another process than the program's."""
    for title, number in titles().items():
        shown = subprocess.run(['xprop', '-id', number, 'WM_CLASS'], text=True, capture_output=True)
        if 'xdg-desktop-portal' in shown.stdout.lower():
            return number, title
    return None


def main(application, host, n_hops, save_as, picture):
    seen = {}
    process = subprocess.Popen(['flatpak', 'run', '--user', application, host],
                               stderr=subprocess.PIPE, text=True)
    seen['title'] = wait_for('a window', lambda: [f.name for f in frames()])
    seen['rows'] = wait_for('%d rows' % n_hops, lambda: len(rows()) >= n_hops and rows())
    seen['summary'] = wait_for('a summary', lambda: [n for n in names() if n.startswith('%d hops' % n_hops)])
    key('search', '--sync', '--onlyvisible', '--class', application, 'windowfocus', '--sync')
    subprocess.run(['import', '-window', 'root', picture], check=True)

    key('key', 'ctrl+e')
    number, seen['dialog'] = wait_for('the dialog of the portal', portal_dialog)
    subprocess.run(['import', '-window', 'root', picture.replace('.png', '-dialog.png')], check=True)
    key('windowfocus', '--sync', number)
    key('key', 'ctrl+a')
    key('type', '--delay', '20', save_as)
    key('key', 'Return')
    wait_for('the saved page', lambda: os.path.exists(save_as) and os.path.getsize(save_as) > 0)
    seen['saved'] = wait_for('the message', lambda: [n for n in names() if n.startswith('Saved')])
    subprocess.run(['import', '-window', 'root', picture.replace('.png', '-saved.png')], check=True)

    subprocess.run(['flatpak', 'kill', application])
    process.wait(timeout=PATIENCE_S)
    seen['log'] = process.stderr.read()
    print(json.dumps(seen))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:])

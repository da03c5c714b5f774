# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person would, through the accessibility tree and the keyboard, and
prints what it saw as JSON. Runs as the ordinary user, inside the namespace, with a display and a
session bus of its own; test-window.py starts it and judges the result.

usage: window_driver.py PROGRAM HOST N-HOPS SAVE-AS [PICTURE]"""
import json
import os
import subprocess
import sys
import time

PATIENCE_S = 40


def wake_tree():
    """The session starts the accessibility bus when somebody asks for it. One that was started by
    hand may come second: what looks here would then have another tree than the program."""
    subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.a11y.Bus', '--object-path',
                    '/org/a11y/bus', '--method', 'org.a11y.Bus.GetAddress'],
                   stdout=subprocess.DEVNULL, timeout=PATIENCE_S, check=True)


wake_tree()

import pyatspi  # noqa: E402 (it connects to the bus at once)

# The least that is a trace: one hop, which answered.
RECORDING = json.dumps({
    'format': 'traceroute-document', 'version': 1,
    'traces': [{'target': {'host': '192.0.2.1', 'address': '192.0.2.1'},
                'stopReason': 'destination',
                'hops': [{'ttl': 1, 'probes': [{'address': '192.0.2.1', 'rttMs': 1.0}]}]}]})


def wait_for(what, look, patience=PATIENCE_S):
    """The first true value of look(); an answer of the tree may be gone by the next moment."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            found = look()
            if found:
                return found
        except Exception:
            pass
        time.sleep(0.05)
    frame = window()
    raise TimeoutError('waited in vain for %s; there is: %s' % (what, [
        (node.getRoleName(), node.name) for node in walk(frame) if node.name] if frame else None))


def walk(node):
    yield node
    for child in node:
        if child is not None:
            yield from walk(child)


def has_role(node, *roles):
    """Roles are known by their numbers: their names are other ones in every release."""
    return int(node.getRole()) in map(int, roles)


def find(root, role, name):
    return next((node for node in walk(root) if has_role(node, role) and node.name == name), None)


def is_window(node):
    return node is not None and has_role(node, pyatspi.ROLE_FRAME, pyatspi.ROLE_WINDOW,
                                         pyatspi.ROLE_DIALOG)


def window():
    return next((frame for application in pyatspi.Registry.getDesktop(0)
                 for frame in application or [] if is_window(frame)), None)


def rows():
    hops = find(window(), pyatspi.ROLE_LIST, 'Hops')
    return [row.name for row in hops or []
            if row is not None and has_role(row, pyatspi.ROLE_LIST_ITEM)]


def full_rows(n_hops):
    """The names of the rows, once there are all of them and none waits for anything."""
    found = rows()
    return found if len(found) == n_hops and all('millisecond' in row for row in found) else None


def key(*words):
    subprocess.run(['xdotool', *words], check=True, stdout=subprocess.DEVNULL)


def titled(pattern):
    """The windows on the screen whose title matches."""
    return subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', pattern], text=True,
                          capture_output=True).stdout.split()


def names():
    return [node.name for node in walk(window()) if node.name]


def type_host(host):
    key('key', 'ctrl+l')
    key('key', 'ctrl+a')
    key('type', '--delay', '5', host)
    key('key', 'Return')


def start(words):
    """Starts the program and returns it with its window."""
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    try:
        wait_for('a window', lambda: window() or process.poll() is not None)
    except TimeoutError:
        process.kill()
    frame = window()
    if frame is None:
        raise TimeoutError('there is no window: ' + process.communicate()[1])
    return process, frame


def main(program, host, n_hops, save_as, picture=None):
    seen = {}
    process, frame = start([program])
    seen['title'] = frame.name
    seen['empty'] = wait_for('the empty state', names)
    key('search', '--sync', '--onlyvisible', '--name', 'Hopmap', 'windowfocus', '--sync')

    # Without going there: the entry has the focus from the start. Keys that come before the window
    # has it are lost, so they are given again until they are seen.
    def wrong_host():
        key('key', 'ctrl+a')
        key('type', '--delay', '5', 'exa mple')
        key('key', 'Return')
        for _ in range(20):
            found = [name for name in names() if 'exa mple' in name]
            if found:
                return found
            time.sleep(0.1)
        return None

    seen['wrong'] = wait_for('a sentence on a wrong host', wrong_host)

    type_host(host)
    seen['rows'] = wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))
    seen['verdict'] = wait_for('a verdict', lambda: [
        name for name in names() if name.startswith('Reached.')])
    seen['rows'] = rows()
    if picture:
        subprocess.run(['import', '-window', 'root', picture], check=True)

    key('key', 'ctrl+e')
    dialog = wait_for('the save dialog', lambda: next(
        (f for a in pyatspi.Registry.getDesktop(0) for f in a
         if f is not None and f.name == 'Save Google Maps Page'), None))
    seen['dialog'] = dialog.name
    key('key', 'ctrl+a')
    key('type', '--delay', '5', save_as)
    key('key', 'Return')
    wait_for('the saved page', lambda: os.path.exists(save_as))
    seen['saved'] = wait_for('the message', lambda: [
        name for name in names() if name.startswith('Saved')])

    type_host('no-such-host.example')
    seen['error'] = wait_for('the error', lambda: [
        name for name in names() if 'no-such-host.example' in name and '.' in name[-1:]])

    # A pipe of another process; the windows live on while it brings nothing. The tree as it is
    # remembered here has no window that came later, so it is the titles that tell.
    pipe = subprocess.Popen([program, '-i', '-'], stdin=subprocess.PIPE, text=True)
    wait_for('a second window', lambda: titled('^Hopmap$'))
    pipe.stdin.write(RECORDING)
    pipe.stdin.close()
    seen['piped'] = wait_for('the piped trace', lambda: titled('^Route to 192.0.2.1$'))
    seen['pipe-status'] = pipe.wait(timeout=PATIENCE_S)

    key('key', 'ctrl+q')
    try:
        seen['status'] = process.wait(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        seen['status'] = 'did not quit'
    seen['log'] = process.stderr.read()
    print(json.dumps(seen))


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:])

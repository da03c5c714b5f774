# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens, pastes, saves and exports in the real window, as a person and a file manager would, and
prints what it saw as JSON. Runs as the ordinary user with a display and a session bus of its own;
test-files.py starts it and judges the result.

usage: files_driver.py PROGRAM FOLDER"""
import json
import os
import subprocess
import sys
import time

from window_driver import PATIENCE_S, has_role, key, names, start, titled, wait_for, walk, window
from window_parts import focus

import pyatspi

BUS_NAME = 'io.github.hopmap.Hopmap'
BUS_PATH = '/io/github/hopmap/Hopmap'


def call(path, method, *arguments):
    subprocess.run(['gdbus', 'call', '--session', '--dest', BUS_NAME, '--object-path', path,
                    '--method', method, *arguments], check=True, stdout=subprocess.DEVNULL,
                   timeout=PATIENCE_S)


def activate(number, action, parameter):
    """An action of a window, as a press in it would."""
    call('%s/window/%d' % (BUS_PATH, number), 'org.gtk.Actions.Activate', action, parameter, '{}')


def enabled(number, action):
    done = subprocess.run(['gdbus', 'call', '--session', '--dest', BUS_NAME, '--object-path',
                           '%s/window/%d' % (BUS_PATH, number), '--method', 'org.gtk.Actions.Describe',
                           action], check=True, stdout=subprocess.PIPE, text=True, timeout=PATIENCE_S)
    return done.stdout.startswith('((true,')


def frames():
    """All windows; what is remembered of the tree has none that came later, so it is forgotten."""
    found = []
    for application in pyatspi.Registry.getDesktop(0):
        if application is not None:
            application.clear_cache()
            found += [frame for frame in application if frame is not None]
    return found


def dialog(name):
    return wait_for('the dialog ' + name, lambda: next(
        (f for f in frames() if f.name == name), None))


def all_names():
    """What is gone by the time it is looked at says nothing."""
    found = []
    for frame in frames():
        pending = [frame]
        while pending:
            node = pending.pop()
            try:
                found.append(node.name)
                pending += [child for child in node if child is not None]
            except Exception:
                pass
    return [name for name in found if name]


def save_in_dialog(title, path):
    wait_for('the dialog ' + title, lambda: titled('^%s$' % title))
    dialog(title)
    focus('^%s$' % title)
    key('key', 'ctrl+a')
    key('type', '--delay', '5', path)
    key('key', 'Return')
    wait_for(path, lambda: os.path.exists(path))
    wait_for('the end of the dialog', lambda: not titled('^%s$' % title))


def main(program, folder):
    seen = {}
    path = lambda name: os.path.join(folder, name)  # noqa: E731
    process, _ = start([program, path('several.txt')])

    # Several traces in one file, with a line between that nobody understands.
    wait_for('the first trace', lambda: titled('^Route to 203.0.113.1$'))
    seen['notice'] = wait_for('the notice', lambda: [n for n in names() if 'not understood' in n])
    # Its name in GTK 4.8; later ones name it by what is chosen, and this is said besides.
    seen['choice'] = wait_for('the choice', lambda: [
        node.name for node in walk(window()) if 'Shown Trace' in (node.name, node.description)])
    activate(1, 'choose-trace', '[<uint32 1>]')
    wait_for('the second trace', lambda: titled('^Route to 203.0.113.2$'))

    # Copied as text and pasted into an empty window, while its entry has the focus.
    focus('^Route to 203.0.113.2$')
    key('key', 'ctrl+shift+c')
    wait_for('the copy', lambda: [n for n in all_names() if n == 'Route copied as text'])
    key('key', 'ctrl+n')
    wait_for('an empty window', lambda: titled('^Hopmap$'))
    focus('^Hopmap$')
    key('key', 'ctrl+v')
    wait_for('the pasted trace', lambda: len(titled('^Route to 203.0.113.2$')) == 2)

    # A word is not opened; it goes into the entry. Nonsense is said to be that.
    activate(2, 'open-text', "[<'Dear diary,\\nnothing happened.\\n'>]")
    seen['nonsense'] = wait_for('a sentence on nonsense', lambda: [
        n for n in all_names() if 'Dear diary' in n])

    # As a file manager does it, and as a drop does.
    call(BUS_PATH, 'org.freedesktop.Application.Open',
         "['file://%s']" % path('mtr.json'), '{}')
    wait_for('the trace of mtr', lambda: titled('^Route to 198.18.255.1$'))
    activate(1, 'open-uri', "[<'file://%s'>]" % path('linux-v6.txt'))
    wait_for('the dropped trace', lambda: titled('^Route to 2001:db8:ffff::1$'))

    # Saved under a name, and then again without a question.
    focus('^Route to 198.18.255.1$')
    saved = path('saved.traceroute.json')
    key('key', 'ctrl+s')
    save_in_dialog('Save Trace', saved)
    before = os.stat(saved).st_ino
    focus('^Route to 198.18.255.1$')
    key('key', 'ctrl+s')
    seen['saved-again'] = wait_for('the second save', lambda: os.stat(saved).st_ino != before)

    # A file with more than a trace asks for, played again and saved.
    activate(1, 'open-uri', "[<'file://%s'>]" % path('watched.traceroute.json'))
    wait_for('the watched trace', lambda: titled('^Route to mirror.tokyo.example$'))
    activate(1, 'again', '[]')
    seen['played'] = not enabled(1, 'again')
    wait_for('the end of the replay', lambda: enabled(1, 'again'))
    focus('^Route to mirror.tokyo.example$')
    key('key', 'ctrl+s')
    save_in_dialog('Save Trace', path('played.traceroute.json'))

    # The form.
    focus('^Route to 198.18.255.1$')
    key('key', 'ctrl+shift+e')
    form = dialog('Export Route')
    seen['form'] = [node.name for node in walk(form) if node.name]
    spin = wait_for('the number of hops', lambda: next(
        node for node in walk(form) if has_role(node, pyatspi.ROLE_SPIN_BUTTON)))
    spin.queryValue().currentValue = 2
    time.sleep(0.2)
    # Its button is what Enter presses.
    focus('^Export Route$')
    form_id = titled('^Export Route$')[0]
    key('key', 'Return')
    wait_for('the question for a name', lambda: titled('^Export Route$')
             and form_id not in titled('^Export Route$'))
    save_in_dialog('Export Route', path('exported.html'))

    focus('^Route to 198.18.255.1$')
    key('key', 'ctrl+b')
    wait_for('the browser', lambda: os.path.exists(path('browsed')))
    time.sleep(0.2)

    focus('^Route to 198.18.255.1$')
    key('key', 'ctrl+q')
    try:
        seen['status'] = process.wait(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        seen['status'] = 'did not quit'
    seen['log'] = process.stderr.read()
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:3])

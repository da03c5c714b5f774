# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens, saves and exports by the file dialogs of GTK and the keyboard alone, and thinks better of
it as often. Prints what it saw as JSON; test-window-dialogs.py judges it.

usage: dialogs_driver.py PROGRAM FOLDER"""
import json
import os
import pathlib
import sys

from bus_window import PATH, Actions
from window_driver import key, names, titled, wait_for, walk
from window_parts import begin, focus, frames, key_until, until_still, wait_end

from gi.repository import Atspi

OPEN, SAVE, EXPORT = 'Open a Trace', 'Save Trace', 'Export Route'


def press_replace():
    """GTK 4.8 speaks the name of this button with its underscore, and then once more."""
    node = next(node for frame in frames() for node in walk(frame)
                if node.get_role() == Atspi.Role.PUSH_BUTTON and node.name.endswith('Replace'))
    assert node.queryAction().doAction(0)


def question(name):
    return next((node for frame in frames() for node in walk(frame) if name in node.name
                 and 'already exists' in node.name), None)


def text_of(path):
    return path.read_text() if path.exists() else None


class Desk:
    """The program's one window, and the folder that its files are in."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def state(self):
        """All that a dialog could have changed, once the last message has gone by itself."""
        wait_for('no message', lambda: not [name for name in names() if name.startswith('Saved')])
        return {'titles': sorted(titled('^Route to|^Hopmap$')), 'names': until_still(lambda: wait_for('words', names)),
                'files': {path.name: text_of(path) for path in self.folder.iterdir()}}

    def ask(self, keys, title):
        """The dialog that these keys ask for, in front of the keyboard."""
        key('key', keys)
        wait_for('the dialog ' + title, lambda: titled('^%s$' % title))
        focus('^%s$' % title)

    def type_path(self, name):
        """In the list of files a slash opens the entry for a path; in an entry that is there already
        it takes the place of what is written. The entry completes names that it finds while this is
        typed, and what it found late stays behind the cursor."""
        key('key', 'ctrl+a')
        key('type', '--delay', '15', os.path.join(self.folder, name))
        key('key', 'shift+End', 'Delete')

    def gone(self, title):
        wait_for('the end of the dialog ' + title, lambda: not titled('^%s$' % title))
        focus('^Route to|^Hopmap$')

    def cancel(self, keys, title, name=None):
        """What is there before and after a dialog that the person closes, with a name typed or not."""
        before = self.state()
        self.ask(keys, title)
        if name is not None:
            self.type_path(name)
        # The first Escape may only leave the entry for a path.
        key_until('Escape', 'the end of the dialog ' + title, lambda: not titled('^%s$' % title))
        self.gone(title)
        return before, self.state()

    def open(self, name, expected):
        self.ask('ctrl+o', OPEN)
        self.type_path(name)
        key('key', 'Return')
        self.gone(OPEN)
        return wait_for(expected, lambda: titled(expected) or [n for n in names() if expected in n])

    def save(self, keys, title, name):
        self.ask(keys, title)
        self.type_path(name)
        key('key', 'Return')


def open_files(desk, seen):
    seen['cancelled-empty'] = desk.cancel('ctrl+o', OPEN)
    seen['cancelled-name'] = desk.cancel('ctrl+o', OPEN, 'mtr.json')
    desk.open('mtr.json', '^Route to 198.18.255.1$')
    seen['cancelled-route'] = desk.cancel('ctrl+o', OPEN, 'linux-v6.txt')
    # Another in the same window, where nothing is lost.
    desk.open('linux-v6.txt', '^Route to 2001:db8:ffff::1$')
    seen['n-windows'] = len(titled('^Route to|^Hopmap$'))
    desk.open('poem.txt', 'Über allen Gipfeln')
    seen['poem'] = [name for name in names() if 'Über allen Gipfeln' in name]
    seen['poem-title'] = bool(titled('^Route to 2001:db8:ffff::1$'))


def save_files(desk, seen):
    saved, other = desk.folder / 'saved.traceroute.json', desk.folder / 'other.traceroute.json'
    seen['cancelled-save'] = desk.cancel('ctrl+s', SAVE, saved.name)
    desk.save('ctrl+s', SAVE, saved.name)
    desk.gone(SAVE)
    wait_for('the saved trace', saved.exists)
    seen['saved'] = saved.read_text()

    # The dialog asks before it names a file that is there.
    other.write_text('old')
    before = desk.state()
    desk.save('ctrl+shift+s', SAVE, other.name)
    wait_for('the question', lambda: question(other.name))
    key('key', 'Escape')
    wait_for('the end of the question', lambda: not question(other.name))
    focus('^%s$' % SAVE)
    key('key', 'Escape')
    desk.gone(SAVE)
    seen['cancelled-replace'] = (before, desk.state())
    seen['kept'] = other.read_text()

    desk.save('ctrl+shift+s', SAVE, other.name)
    wait_for('the question', lambda: question(other.name))
    press_replace()
    desk.gone(SAVE)
    wait_for('another content', lambda: other.read_text() != 'old')
    seen['replaced'] = other.read_text()


def export_files(desk, seen):
    """The form first, then the dialog for the name; who closes either of them has exported nothing."""
    page = desk.folder / 'exported.html'
    before = desk.state()
    desk.ask('ctrl+shift+e', EXPORT)
    key('key', 'Escape')
    desk.gone(EXPORT)
    export(desk)
    key('key', 'Escape')
    desk.gone(EXPORT)
    seen['cancelled-export'] = (before, desk.state())
    export(desk)
    desk.type_path(page.name)
    key('key', 'Return')
    desk.gone(EXPORT)
    wait_for('the page', lambda: page.exists())
    seen['exported'] = page.read_text()


def export(desk):
    """From the form to the dialog, which has the same title."""
    desk.ask('ctrl+shift+e', EXPORT)
    form = titled('^%s$' % EXPORT)
    key('key', 'Return')
    wait_for('the question for a name', lambda: (
        found := titled('^%s$' % EXPORT)) and found[0] not in form)
    focus('^%s$' % EXPORT)


def main(path, folder):
    seen = {}
    process = begin(path)
    desk = Desk(folder)
    open_files(desk, seen)
    save_files(desk, seen)
    export_files(desk, seen)
    # Left with both kinds of dialog open.
    desk.ask('ctrl+shift+s', SAVE)
    program = Actions(PATH)
    program.activate('new-window')
    wait_for('another window', lambda: titled('^Hopmap$'))
    program.activate('open')
    wait_for('the dialog ' + OPEN, lambda: titled('^%s$' % OPEN))
    program.activate('quit')
    wait_end(process, seen)
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

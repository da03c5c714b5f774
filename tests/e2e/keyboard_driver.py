# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through the whole window by the Tab key: empty, with a route as a list and as a table, and
all about a hop. Prints what it met as JSON; test-window-keyboard.py judges it.

usage: keyboard_driver.py PROGRAM HOST N-HOPS"""
import json
import re
import sys
import time

import pyatspi
from gi.repository import GLib

from window_driver import full_rows, has_role, key, names, type_host, wait_for, walk, window
from window_parts import begin, end, key_until, press, say

MANY = 90

# The paned, as GTK 4.8 and GTK 4.18 call it, what scrolls, and the list of an untitled group.
PASSED_OVER = (('filler', 'GtkPaned'), ('panel', ''), ('scroll pane', ''), ('list', ''))

# What GTK 4.8 says in place of a name is the name of a class.
NAMELESS = re.compile(r'^((Gtk|Adw|Hopmap|Shumate)[A-Z]\w*)?$')


def has(node, state):
    return node.getState().contains(state)


def nameless(stops):
    """What can have the focus, and says nothing to who does not see it. The paned has a handle for
    the mouse and F8 alone; the Tab key passes it over, as what is only around others, or it would be
    among the stops."""
    shown = [(node.getRoleName(), node.name) for node in walk(window())
             if has(node, pyatspi.STATE_FOCUSABLE) and has(node, pyatspi.STATE_SHOWING)]
    return [pair for pair in shown + [('stop', stop) for stop in stops]
            if NAMELESS.match(pair[1]) and pair not in PASSED_OVER]


def listen():
    """The names of what gets the focus, as it gets it: looking for it again and again takes long."""
    met = []
    pyatspi.Registry.registerEventListener(
        lambda event: event.detail1 and met.append(event.source.name),
        'object:state-changed:focused')
    return met


def hear(met, n, patience):
    """Waits until more than n names were met."""
    deadline = time.monotonic() + patience
    while len(met) <= n and time.monotonic() < deadline:
        if not GLib.MainContext.default().iteration(False):
            time.sleep(0.01)
    return len(met) > n


def walk_through(met):
    """Every stop from the host entry and back to it. A row with an entry of libadwaita 1.2 does not
    say that it has the focus, and is passed over."""
    key('key', 'ctrl+l')
    # No event comes where the entry has the focus already.
    hear(met, len(met), 5)
    del met[:]
    for _ in range(MANY):
        key('key', 'Tab')
        hear(met, len(met), 2)
        if met and met[-1] == 'Host to trace':
            return list(met)
    raise AssertionError('the Tab key does not come back: %s' % met)


def look(seen, what, met):
    stops = walk_through(met)
    seen[what] = {'nameless': nameless(stops), 'stops': stops}


def main(program, host, n_hops):
    seen = {}
    process = begin(program)
    met = listen()
    look(seen, 'empty', met)
    type_host(host)
    wait_for('%s rows' % n_hops, lambda: full_rows(int(n_hops)))
    say('Reached.')
    look(seen, 'list', met)
    key_until('alt+Down', 'a chosen hop', lambda: any(
        has(node, pyatspi.STATE_SELECTED) for node in walk(window())))
    key_until('alt+Return', 'details', lambda: 'Back to All Hops' in names())
    # Of the first one, which is at home, some buttons cannot be pressed: no trap for the focus.
    look(seen, 'at-home', met)
    key_until('alt+Down', 'the next hop', lambda: 'Hop 2' in names())
    look(seen, 'details', met)
    # Escape is a key of the details, and the focus is back in the entry.
    press('Back to All Hops')
    wait_for('the list', lambda: full_rows(int(n_hops)))
    key('key', 'ctrl+t')
    wait_for('the table', lambda: any(
        has_role(node, pyatspi.ROLE_TABLE_ROW) for node in walk(window())))
    look(seen, 'table', met)
    end(process, seen)
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

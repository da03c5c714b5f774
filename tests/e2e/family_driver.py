# SPDX-License-Identifier: GPL-3.0-or-later
"""Chooses by the menu which addresses of a host are traced: first with a file open, then of a host that
was traced. Prints what it saw as JSON; test-window-family.py judges it.

usage: family_driver.py PROGRAM FILE HOST N-HOPS"""
import json
import sys
import time

import pyatspi
from gi.repository import GLib

from bus_window import BusWindow
from window_driver import full_rows, has_role, key, rows, titled, wait_for, walk, window
from window_parts import begin, focus, until_still, wait_end

# Which ones of the shown items these are, where GTK 4.18 tells of no item what it is called.
PLACES = {'Addresses': 5, 'IPv6': -1}
ITEMS = (pyatspi.ROLE_MENU_ITEM, pyatspi.ROLE_CHECK_MENU_ITEM, pyatspi.ROLE_RADIO_MENU_ITEM)


def is_there(item):
    """Whether this item of the open menu has the focus."""
    def focused(node):
        return node.getState().contains(pyatspi.STATE_FOCUSED)

    nodes = list(walk(window()))
    if any(node.name == item and focused(node) for node in nodes):
        return True
    items = [node for node in nodes if has_role(node, *ITEMS)
             and node.getState().contains(pyatspi.STATE_SHOWING)]
    return bool(items) and not any(node.name for node in items) and focused(items[PLACES[item]])


def step_to(item):
    """From item to item of an open menu; before it is there, no item has the focus."""
    def look():
        if is_there(item):
            return True
        key('key', 'Down')
        time.sleep(0.2)
        return None

    wait_for('the item ' + item, look)


def choose(bus, label, name):
    key('key', 'F10')
    step_to('Addresses')
    key('key', 'Return')
    step_to(label)
    key('key', 'Return')
    wait_for('the choice of ' + label, lambda: bus.window.state('family') == name)
    wait_for('the end of the menu', lambda: not is_there(label))


def main(program, file, host, n_hops):
    n_hops = int(n_hops)
    seen = {}
    process = begin(program, '-n')
    bus = BusWindow()

    # A file with a trace of somebody else to this host.
    bus.open('file://' + file)
    wait_for('the file', lambda: titled('^Route to %s$' % host))
    seen['file'] = until_still(rows)
    focus('^Route to')
    choose(bus, 'IPv6', 'ipv6')
    seen['file-idle'] = bus.is_idle()
    seen['file-after'] = until_still(rows)

    # What was chosen holds from here on. Nobody manages windows here, so nobody gives the keyboard
    # back to this one after its menu.
    bus.trace(host)
    seen['traced'] = wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))

    # What was traced is traced again.
    bus.window.activate('family', GLib.Variant('s', 'ipv4'))
    seen['traced-again'] = wait_for('other rows', lambda: (
        found := full_rows(n_hops)) != seen['traced'] and found)
    wait_for('the end of the trace', bus.is_idle)

    bus.app.activate('quit')
    wait_end(process, seen)
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at the hops of a trace: chooses them on the map and by the keyboard, as a list, as a table and
one by one. Prints what it saw as JSON; test-window-hops.py judges it.

usage: hops_driver.py PROGRAM HOST N-HOPS"""
import json
import sys

import pyatspi

from window_driver import full_rows, has_role, key, names, type_host, wait_for, walk, window
from window_parts import begin, end, hops_table, key_until, press, say, texts, until_still


def heading():
    """Which hop the details are of, if they are open."""
    return next((name for name in names() if name.startswith('Hop ') and ',' not in name), None)


def wait_heading(wanted):
    return wait_for('details of ' + wanted, lambda: heading() == wanted and wanted)


def menu_items():
    """What is to be read while the menu of a row is open. GTK 4.18 tells of no menu what its items are
    called, so there each is an empty name."""
    if 'Copy All' in names():
        return names()
    items = [node for node in walk(window()) if has_role(node, pyatspi.ROLE_MENU_ITEM)
             and node.getState().contains(pyatspi.STATE_SHOWING)]
    return [item.name for item in items] if items and not any(i.name for i in items) else None


def table_texts():
    """Every text of the table, row by row."""
    table = hops_table()
    return texts(table) if table else []


def main(program, host, n_hops):
    n_hops = int(n_hops)
    seen = {}
    process = begin(program)
    type_host(host)
    wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))
    say('Reached.')

    # On the map, then all about it.
    badge = next(node.name for node in walk(window())
                 if has_role(node, pyatspi.ROLE_PUSH_BUTTON) and node.name.startswith('Hop 4,'))
    press(badge)
    # GTK lets a button that is pressed this way look pressed for a while before anything happens.
    seen['details-of'] = key_until('alt+Return', 'details of Hop 4',
                                   lambda: heading() == 'Hop 4' and heading())
    seen['details'] = names()

    # By the keyboard to the next one and back; then to the list.
    key('key', 'alt+Down')
    seen['next'] = wait_heading('Hop 5')
    key('key', 'alt+Up')
    seen['previous'] = wait_heading('Hop 4')
    press('Back to All Hops')
    wait_for('the list', lambda: heading() is None)

    key('key', 'alt+Return')
    wait_heading('Hop 4')
    key('key', 'Escape')
    seen['escaped'] = bool(wait_for('the list', lambda: heading() is None))

    # The menu of the row that has the focus; its first item opens the details again.
    seen['menu'] = key_until('Menu', 'the menu of the row', menu_items)
    key('key', 'Return')
    seen['details-by-menu'] = bool(wait_heading('Hop 4'))
    key('key', 'Escape')
    wait_for('the list', lambda: heading() is None)

    # As a table, sorted by its heads, without a column, and as a list again.
    key('key', 'ctrl+t')
    seen['table'] = wait_for('the table', lambda: until_still(table_texts))
    press('Show Hops as Table')
    seen['list-again'] = wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))

    end(process, seen)
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

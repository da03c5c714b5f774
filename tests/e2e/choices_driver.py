# SPDX-License-Identifier: GPL-3.0-or-later
"""Chooses in the real window how is traced: stops a first trace, takes another protocol, and turns a
preference off. Prints what it saw as JSON; test-window-choices.py judges it.

usage: choices_driver.py PROGRAM HOST N-HOPS SILENT-ADDRESS"""
import json
import sys

import pyatspi

from window_driver import full_rows, has_role, key, names, titled, type_host, wait_for, walk
from window_parts import begin, end, focus, frames, key_until, press, say

# What GTK says that a switch is: 4.8, later ones, and those that know a role of its own, "switch".
SWITCHES = (pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_TOGGLE_BUTTON, 130)


def method():
    """What the chip says of the probes."""
    return next((name for name in names() if name.split(',')[0] in ('ICMP', 'UDP', 'TCP')), None)


def ended(n_hops):
    """The rows, once all have a time and the button starts a trace again."""
    wait_for('the end of the trace', lambda: 'Trace' in names() and 'Stop' not in names())
    return wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))


def preferences():
    return next((frame for frame in frames() if frame.name == 'Preferences'), None)


def switch(name):
    return next(node for node in walk(preferences()) if node.name == name
                and has_role(node, *SWITCHES))


def is_on(node):
    return node.getState().contains(pyatspi.STATE_CHECKED)


def turn_off(name):
    """A switch of the preferences, by the keyboard."""
    key('key', 'ctrl+comma')
    wait_for('the preferences', lambda: titled('^Preferences$'))
    focus('^Preferences$')
    was_on = wait_for('the switch ' + name, lambda: [is_on(switch(name))])[0]
    assert switch(name).queryAction().doAction(0), name
    wait_for('the switch being off', lambda: not is_on(switch(name)))
    key_until('Escape', 'the main window alone', lambda: not titled('^Preferences$'))
    focus('^Route to')
    return was_on


def main(program, host, n_hops, silent):
    n_hops = int(n_hops)
    seen = {}
    process = begin(program, '-w', '10')

    # Stopped while it waits for answers that do not come; what came is kept.
    type_host(silent)
    wait_for('a trace under way', lambda: 'Stop' in names())
    focus('^Route to')
    seen['stopped'] = key_until('Escape', 'the end of the trace', lambda: next(
        (name for name in names() if name.startswith('Stopped')), None))
    wait_for('the button of before', lambda: 'Trace' in names() and 'Stop' not in names())

    type_host(host)
    seen['named'] = ended(n_hops)
    seen['first-method'] = method()

    # By the chip that says how the probes were sent.
    press(seen['first-method'])
    press('TCP')
    seen['second-method'] = wait_for('another method', lambda: (
        found := method()) != seen['first-method'] and found)
    ended(n_hops)
    seen['verdict'] = say('Reached.')

    seen['was-on'] = turn_off('Look up router names')
    key('key', 'F5')
    seen['unnamed'] = wait_for('rows without names', lambda: (
        rows := full_rows(n_hops)) and not any('example' in row for row in rows[:-1]) and rows)
    seen['third-method'] = method()

    end(process, seen)
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

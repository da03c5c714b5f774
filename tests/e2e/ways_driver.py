# SPDX-License-Identifier: GPL-3.0-or-later
"""Traces again and again in one window: with another protocol, watched, stopped; changes preferences,
and quits during a trace. Prints what it saw as JSON; test-window-ways.py judges it.

usage: ways_driver.py PROGRAM HOST N-HOPS SILENT-ADDRESS"""
import json
import pathlib
import sys

import pyatspi

from window_driver import full_rows, key, names, titled, type_host, wait_for
from window_parts import begin, end, frames, key_until, press, say


def method():
    """What the chip says of the probes."""
    return next((name for name in names() if name.split(',')[0] in ('ICMP', 'UDP', 'TCP')), None)


def preferences():
    return next((frame for frame in frames() if frame.name == 'Preferences'), None)


def main(program, host, n_hops, silent):
    n_hops = int(n_hops)
    seen = {}
    process = begin(program)
    type_host(host)
    wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))
    say('Reached.')
    seen['first-method'] = method()

    # Round after round, until Escape.
    key('key', 'ctrl+shift+m')
    seen['watching'] = say('Watching.')
    seen['stopped'] = key_until('Escape', 'the end of the watch', lambda: next(
        (name for name in names() if name.startswith(('Stopped', 'Reached.'))), None))

    # A watch is stopped by the button as well, which is the one that started the trace.
    key('key', 'ctrl+shift+m')
    say('Watching.')
    press('Stop')
    wait_for('the button of before', lambda: 'Trace' in names() and 'Stop' not in names())

    # A host that is not there.
    type_host(silent)
    seen['not-there'] = say('Not reached', 'Nobody', 'The last answer', 'Stopped', 'No answer')

    # Preferences are a window of their own; they close by Escape.
    key('key', 'ctrl+comma')
    seen['preferences'] = wait_for('the preferences', lambda: titled('^Preferences$'))
    key('search', '--sync', '--onlyvisible', '--name', '^Preferences$', 'windowfocus', '--sync')
    key_until('Escape', 'the main window alone', lambda: not titled('^Preferences$'))
    key('search', '--sync', '--onlyvisible', '--name', 'Route to', 'windowfocus', '--sync')

    # What was traced is remembered, the silent one as well: its name was known.
    history = pathlib.Path.home() / 'data/hopmap/history'
    seen['history'] = wait_for('a history of two', lambda: (
        lines := history.read_text().split()) and len(lines) == 2 and lines)

    # Gone in the middle of a trace.
    type_host(host)
    wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))
    key('key', 'ctrl+shift+m')
    wait_for('a trace under way', lambda: 'Stop' in names())
    end(process, seen)
    seen['left'] = [a.name for a in pyatspi.Registry.getDesktop(0) if a is not None]
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

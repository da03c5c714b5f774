# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches a route while the clock of the computer is set, two days on and then a week back. Prints what it
saw as JSON; test-window-clock.py judges it.

usage: clock_driver.py PROGRAM HOST N-HOPS PRELOADED CLOCK"""
import json
import os
import pathlib
import sys

from bus_window import BusWindow
from window_driver import full_rows, key, names, type_host, wait_for
from window_parts import begin, end, focus, say

DAY = 86400


def n_sent():
    """The most probes that a row of the table counts; but for those of the hops, other numbers there
    have a unit."""
    return max((int(name) for name in names() if name.isdigit()), default=0)


def look():
    """What the window says, once it goes on."""
    before = wait_for('the number of probes', n_sent)
    wait_for('more rounds', lambda: n_sent() >= before + 3)
    return wait_for('words', names)


def main(program, host, n_hops, preloaded, clock):
    n_hops = int(n_hops)
    seen = {}
    clock = pathlib.Path(clock)
    clock.write_text('0')
    os.environ.update(LD_PRELOAD=preloaded, HOPMAP_TEST_CLOCK=str(clock))
    process = begin(program)
    del os.environ['LD_PRELOAD']
    key('key', 'ctrl+shift+m')
    wait_for('the watch', lambda: 'Watch Continuously' in names())
    type_host(host)
    focus('^Route to')
    wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))
    key('key', 'ctrl+t')
    say('Watching.')
    seen['usual'] = look()
    clock.write_text(str(2 * DAY))
    seen['later'] = look()
    clock.write_text(str(-7 * DAY))
    seen['earlier'] = look()

    bus = BusWindow()
    bus.window.activate('stop')
    wait_for('the end of the trace', bus.is_idle)
    seen['verdict'] = say('Stopped', 'Reached')
    end(process, seen)
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

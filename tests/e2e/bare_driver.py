# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the window where something is missing around it: traces, looks into the preferences, leaves. Prints
what it saw as JSON; test-window-bare.py judges it.

usage: bare_driver.py PROGRAM HOST N-HOPS [NAME=VALUE…]

The values are put into the environment of the program alone. N-HOPS is 0 where no trace can be."""
import json
import os
import sys

from window_driver import full_rows, key, names, titled, type_host, wait_for
from window_parts import begin, end, focus, frames, key_until, texts


def preferences():
    return next((frame for frame in frames() if frame.name == 'Preferences'), None)


def main(program, host, n_hops, *values):
    n_hops = int(n_hops)
    seen = {}
    os.environ.update(value.split('=', 1) for value in values)
    process = begin(program)
    seen['before'] = wait_for('words', names)
    type_host(host)
    focus('^Route to')
    if n_hops:
        seen['rows'] = wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))
        wait_for('the end of the trace', lambda: 'Stop' not in names())
    else:
        seen['error'] = wait_for('an error', lambda: [
            name for name in names() if 'network' in name.lower() and name.endswith('.')])
    seen['after'] = wait_for('words', names)

    key('key', 'ctrl+comma')
    wait_for('the preferences', lambda: titled('^Preferences$'))
    seen['preferences'] = wait_for('words in the preferences', lambda: texts(preferences()))
    focus('^Preferences$')
    key_until('Escape', 'the main window alone', lambda: not titled('^Preferences$'))
    focus('^Route to')
    end(process, seen)
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

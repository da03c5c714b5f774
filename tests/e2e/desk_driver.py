# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the program as a desktop does: over D-Bus, by a second start, by a link; with several windows.
Prints what it saw as JSON; test-window-desk.py judges it.

usage: desk_driver.py PROGRAM HOST N-HOPS OTHER-HOST"""
import json
import subprocess
import sys

from window_driver import full_rows, key, titled, type_host, wait_for
from window_parts import begin, end

NAME, PATH = 'io.github.hopmap.Hopmap', '/io/github/hopmap/Hopmap'


def activate(action, parameters='[]'):
    subprocess.run(['gdbus', 'call', '--session', '--dest', NAME, '--object-path', PATH, '--method',
                    'org.gtk.Actions.Activate', action, parameters, '{}'], check=True,
                   stdout=subprocess.DEVNULL)


def main(program, host, n_hops, other):
    n_hops = int(n_hops)
    seen = {}
    process = begin(program)
    type_host(host)
    wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))

    # The other family of the same host, in a window of its own.
    activate('compare-families')
    seen['compared'] = len(wait_for('two windows of one host', lambda: (
        found := titled('^Route to %s$' % host)) and len(found) == 2 and found))

    # Another program asks for a window, and for a trace in it.
    activate('new-window')
    wait_for('an empty window', lambda: titled('^Hopmap$'))
    activate('trace-to', "[<'%s'>]" % other)
    seen['traced'] = len(wait_for('a trace by D-Bus', lambda: titled('^Route to %s$' % other)))
    seen['empty-used'] = not titled('^Hopmap$')

    # A second start goes to the first; what it asks for opens there.
    second = subprocess.run([program, host], timeout=60, check=False)
    seen['second-status'] = second.returncode
    seen['third'] = len(wait_for('three windows of one host', lambda: (
        found := titled('^Route to %s$' % host)) and len(found) == 3 and found))

    # A link is shown and waits.
    subprocess.run([program, 'traceroute:%s' % other], timeout=60, check=True)
    seen['link'] = len(wait_for('a window for a link', lambda: titled('^Hopmap$')))
    key('search', '--sync', '--onlyvisible', '--name', '^Hopmap$', 'windowfocus', '--sync')

    end(process, seen)
    seen['left'] = titled('Hopmap|Route to')
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

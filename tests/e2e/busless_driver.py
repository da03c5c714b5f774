# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the window without a session bus, and so without its accessibility tree: by the keyboard, the titles
of windows and a file that is saved. Prints what it saw as JSON; test-window-bare.py judges it.

usage: busless_driver.py PROGRAM HOST HOP-NAME…"""
import json
import os
import pathlib
import subprocess
import sys

from window_driver import key, titled, type_host, wait_for
from window_parts import focus, key_until, wait_end

SAVE = '^Save Google Maps Page$'


def save(number):
    path = pathlib.Path(os.environ['HOME'], 'page-%d.html' % number)
    key('key', 'ctrl+e')
    wait_for('the dialog', lambda: titled(SAVE))
    focus(SAVE)
    key('key', 'ctrl+a')
    key('type', '--delay', '15', str(path))
    key('key', 'Return')
    wait_for('the page', path.exists)
    wait_for('the end of the dialog', lambda: not titled(SAVE))
    focus('^Route to')
    return path.read_text()


def main(program, host, *hops):
    seen = {}
    process = subprocess.Popen([program], stderr=subprocess.PIPE, text=True, env={
        **os.environ, 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent/bus',
        # GTK 4.8 cannot have one of the two buses without the other.
        'GTK_A11Y': 'none'})
    wait_for('a window', lambda: titled('^Hopmap$'))
    focus('^Hopmap$')
    type_host(host)
    wait_for('a trace', lambda: titled('^Route to %s$' % host))
    focus('^Route to')
    # A page is that of the moment, and the trace may be under way.
    pages = (save(number) for number in range(20))
    assert any(all(hop in page for hop in hops) for page in pages), 'hops are missing'

    key('key', 'ctrl+comma')
    wait_for('the preferences', lambda: titled('^Preferences$'))
    focus('^Preferences$')
    key_until('Escape', 'the main window alone', lambda: not titled('^Preferences$'))
    focus('^Route to')
    key('key', 'ctrl+q')
    wait_end(process, seen)
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens, traces, watches, reads a file and closes in the real window of a build with sanitizers, which
ends with an error where it leaks or does what C leaves undefined. Traces this computer only.

  xvfb-run … dbus-run-session -- sanitized.py PROGRAM SHARE TRACE

SHARE is the folder with the settings' schema. Part of slow-legs.sh."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from bus_window import BusWindow, wait_for

# A window that is watched for every access on a busy machine is slow.
PATIENCE_S = 120
ROUNDS_S = 3
WINDOWS = 'Hopmap|Route to|Preferences|About'


def titled(pattern):
    return subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', pattern], text=True,
                          capture_output=True).stdout.split()


def use(trace):
    window = BusWindow(PATIENCE_S)
    wait_for('the window on the screen', lambda: titled('^Hopmap$'), PATIENCE_S)
    for host in ('127.0.0.1', '::1', 'localhost'):
        window.trace(host)
        wait_for('its route', lambda host=host: titled('^Route to %s$' % host), PATIENCE_S)

    # Round after round for a while.
    window.window.activate('watch')
    wait_for('a watch', lambda: not window.is_idle(), PATIENCE_S)
    time.sleep(ROUNDS_S)
    window.window.activate('stop')
    wait_for('the end of the watch', window.is_idle, PATIENCE_S)

    window.open(pathlib.Path(trace).resolve().as_uri())
    wait_for('the trace of a file', lambda: titled('^Route to www.auckland'), PATIENCE_S)
    for action, title in (('new-window', '^Hopmap$'), ('preferences', '^Preferences$'),
                          ('about', 'About')):
        window.app.activate(action)
        wait_for(title, lambda title=title: titled(title), PATIENCE_S)
    window.app.activate('quit')


def main(program, share, trace):
    with tempfile.TemporaryDirectory() as home:
        values = dict(os.environ, HOME=home, XDG_STATE_HOME=home, XDG_DATA_HOME=home,
                      XDG_CACHE_HOME=home, XDG_CONFIG_HOME=home, GSETTINGS_BACKEND='memory',
                      GDK_BACKEND='x11', GSK_RENDERER='cairo', ADW_DISABLE_PORTAL='1',
                      GTK_USE_PORTAL='0', G_DEBUG='fatal-criticals', LC_ALL='C.UTF-8',
                      XDG_DATA_DIRS='%s:/usr/share' % share)
        child = subprocess.Popen([program], env=values)
        try:
            use(trace)
        except Exception:
            subprocess.run(['import', '-window', 'root', 'sanitized.png'], check=False)
            child.terminate()
            raise
        status = child.wait(timeout=PATIENCE_S)
    print('ended with status %d' % status)
    return 1 if status != 0 else 0


sys.exit(main(*sys.argv[1:]))

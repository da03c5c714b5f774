#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traces 500 times in one window of the real program, one trace after the other as fast as they end, and
prints what it then has of memory, open files and children: flat after the 50th is wanted. As root
(for the namespace):

  tests/bench/window/traces.py PREFIX BUILD [--traces=N]"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
NETSIM = HERE.parents[1] / 'netsim'
HOSTS = ('130.216.159.127', '2404:138::1', '139.130.4.5', '203.181.249.1')
NAME, PATH = 'io.github.hopmap.Hopmap', '/io/github/hopmap/Hopmap/window/1'
WARM = 50
PATIENCE_S = 60


class Window:
    """The actions of the one window, over D-Bus as another program would use them."""

    def __init__(self):
        from gi.repository import Gio, GLib
        self.variant = GLib.Variant
        self.error = GLib.Error
        self.proxy = Gio.DBusProxy.new_for_bus_sync(
            Gio.BusType.SESSION, Gio.DBusProxyFlags.DO_NOT_LOAD_PROPERTIES, None, NAME, PATH,
            'org.gtk.Actions', None)
        # The program has its name before it has a window.
        self.wait('a window', self.is_there)

    def call(self, method, types, *arguments):
        return self.proxy.call_sync(method, self.variant(types, arguments), 0, -1, None)

    def activate(self, action, *parameter):
        self.call('Activate', '(sava{sv})', action, list(parameter), {})

    def is_there(self):
        try:
            return self.call('Describe', '(s)', 'stop') is not None
        except self.error:
            return False

    def is_idle(self):
        return not self.call('Describe', '(s)', 'stop')[0][0]

    @staticmethod
    def wait(what, look):
        deadline = time.monotonic() + PATIENCE_S
        while not look():
            assert time.monotonic() < deadline, 'waited in vain for ' + what
            time.sleep(0.02)

    def trace(self, host):
        """From its start, which is over when the call is answered, to its end."""
        self.activate('trace', self.variant('s', host))
        self.wait('the end of a trace to ' + host, self.is_idle)


def usage(pid):
    folder = pathlib.Path('/proc', str(pid))
    own = {}
    for line in (folder / 'smaps_rollup').read_text().splitlines()[1:]:
        name, size = line.split(':')
        own[name] = int(size.split()[0]) / 1024
    children = (folder / 'task' / str(pid) / 'children').read_text().split()
    return own['Private_Dirty'], own['Pss'], len(os.listdir(folder / 'fd')), len(children)


def inside(options):
    with tempfile.TemporaryDirectory() as home:
        values = dict(os.environ, HOME=home, XDG_STATE_HOME=home, XDG_DATA_HOME=home,
                      XDG_CACHE_HOME=home, GSETTINGS_BACKEND='memory', GDK_BACKEND='x11',
                      GSK_RENDERER='cairo', ADW_DISABLE_PORTAL='1', GTK_USE_PORTAL='0',
                      XDG_DATA_DIRS='%s/share:/usr/share' % options.prefix)
        child = subprocess.Popen([options.prefix + '/bin/hopmap'], env=values)
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', '60', NAME], check=True)
        window = Window()
        print('%-14s %14s %10s %6s %9s' % ('', 'own MB', 'PSS MB', 'files', 'children'))
        warm = None
        for number in range(1, options.traces + 1):
            window.trace(HOSTS[number % len(HOSTS)])
            if number in (1, 10, WARM) or number % 50 == 0 or number == options.traces:
                # What is freed when the loop has nothing else to do is to be free.
                time.sleep(1)
                own, pss, files, children = usage(child.pid)
                print('after %4d     %14.1f %10.1f %6d %9d' % (number, own, pss, files, children),
                      flush=True)
                warm = own if number == WARM else warm
        print('growth after the %dth: %.1f MB' % (WARM, own - (warm or own)))
        child.terminate()
        child.wait(timeout=60)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('prefix')
    parser.add_argument('build', type=os.path.abspath)
    parser.add_argument('--traces', type=int, default=500)
    parser.add_argument('--inside', action='store_true', help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return inside(options)

    netsim = options.build + '/tests/netsim/hopmap-netsim'
    return sys.exit(subprocess.run(
        [NETSIM / 'in-netsim', '--summary', HERE / 'four-hosts.scenario', '--', 'xvfb-run', '-a',
         '-s', '-screen 0 1280x900x24 -noreset', 'dbus-run-session', '--', '/usr/bin/python3',
         __file__, *sys.argv[1:], '--inside'],
        env=dict(os.environ, HOPMAP_NETSIM=netsim)).returncode)


main()

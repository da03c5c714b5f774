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
sys.path.insert(0, str(HERE.parents[1] / 'e2e'))
NETSIM = HERE.parents[1] / 'netsim'
HOSTS = ('130.216.159.127', '2404:138::1', '139.130.4.5', '203.181.249.1')
WARM = 50


def look(pid):
    folder = pathlib.Path('/proc', str(pid))
    own = {}
    for line in (folder / 'smaps_rollup').read_text().splitlines()[1:]:
        name, size = line.split(':')
        own[name] = int(size.split()[0]) / 1024
    children = (folder / 'task' / str(pid) / 'children').read_text().split()
    return own['Private_Dirty'], own['Pss'], len(os.listdir(folder / 'fd')), len(children)


def usage(pid):
    """The least of some looks, since what is freed when the loop has nothing else to do is to be free,
    and what is only being drawn is not kept."""
    looks = []
    for _ in range(6):
        time.sleep(0.5)
        looks.append(look(pid))
    return min(looks)


def inside(options):
    from bus_window import BusWindow
    with tempfile.TemporaryDirectory() as home:
        values = dict(os.environ, HOME=home, XDG_STATE_HOME=home, XDG_DATA_HOME=home,
                      XDG_CACHE_HOME=home, GSETTINGS_BACKEND='memory', GDK_BACKEND='x11',
                      GSK_RENDERER='cairo', ADW_DISABLE_PORTAL='1', GTK_USE_PORTAL='0',
                      XDG_DATA_DIRS='%s/share:/usr/share' % options.prefix)
        child = subprocess.Popen([options.prefix + '/bin/hopmap'], env=values)
        window = BusWindow()
        print('%-14s %14s %10s %6s %9s' % ('', 'own MB', 'PSS MB', 'files', 'children'))
        warm = None
        for number in range(1, options.traces + 1):
            window.trace(HOSTS[number % len(HOSTS)])
            if number in (1, 10, WARM) or number % 50 == 0 or number == options.traces:
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

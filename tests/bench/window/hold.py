#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the main loop is held while four windows trace four hosts continuously, and what their
frames cost beside those of four bare windows of libshumate. As root (for the namespace):

  tests/bench/window/hold.py PREFIX BUILD [--seconds=N] [--gl]

First: ninja -C BUILD tests/bench/window/libloop-watch.so tests/bench/window/bare-maps. Apart from
frames, the loop shall never be held for more than 16 ms; see loop-watch.c for what is counted."""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
NETSIM = HERE.parents[1] / 'netsim'
HOSTS = ('130.216.159.127', '2404:138::1', '139.130.4.5', '203.181.249.1')
LIMIT_MS = 16
SETTLE_S = 8


def environment(options, home, modules, report, renderer):
    return dict(os.environ, HOME=home, XDG_STATE_HOME=home, XDG_DATA_HOME=home, XDG_CACHE_HOME=home,
                GSETTINGS_BACKEND='memory', GDK_BACKEND='x11', GSK_RENDERER=renderer,
                ADW_DISABLE_PORTAL='1', GTK_USE_PORTAL='0',
                XDG_DATA_DIRS='%s/share:/usr/share' % options.prefix,
                GIO_EXTRA_MODULES=str(modules), LOOP_WATCH=str(report),
                LOOP_WATCH_SPAN='%d %d' % (SETTLE_S, options.seconds))


def activate(action):
    name, path = 'io.github.hopmap.Hopmap', '/io/github/hopmap/Hopmap'
    subprocess.run(['gdbus', 'call', '--session', '--dest', name, '--object-path', path, '--method',
                    'org.gtk.Actions.Activate', action, '[]', '{}'], check=True,
                   stdout=subprocess.DEVNULL)


def picture(path):
    if path:
        subprocess.run(['import', '-window', 'root', path], check=False)


def trace(prefix, values, seconds, shot):
    # With a child of its own between, nobody sees when the program has ended.
    child = subprocess.Popen([prefix + '/bin/hopmap', '-c', '0', *HOSTS], env=values)
    time.sleep(SETTLE_S + seconds + 4)
    picture(shot)
    activate('quit')
    if child.wait(timeout=60) != 0:
        raise SystemExit('the program ended with status %d' % child.returncode)


def bare(build, values, seconds):
    subprocess.run([build + '/tests/bench/window/bare-maps', str(SETTLE_S + seconds + 4)], env=values,
                   check=True)


def read(report):
    found = {'hold': [], 'frame': []}
    for line in report.read_text().splitlines():
        kind, *numbers = line.split()
        found[kind].append([float(number) for number in numbers])
    return found


def row(what, numbers):
    ordered = sorted(numbers)
    if not ordered:
        return print('%-34s %8d' % (what, 0))
    at = lambda part: ordered[min(len(ordered) - 1, int(len(ordered) * part))]  # noqa: E731
    print('%-34s %8d %8.2f %8.2f %8.2f %8.2f %8d' % (
        what, len(ordered), statistics.median(ordered), at(0.99), at(0.999), ordered[-1],
        sum(number > LIMIT_MS for number in ordered)))


def inside(options):
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        modules = home / 'modules'
        modules.mkdir()
        shutil.copy(options.build + '/tests/bench/window/libloop-watch.so', modules)
        renderer = 'gl' if options.gl else 'cairo'
        values = environment(options, folder, modules, home / 'ours', renderer)
        trace(options.prefix, values, options.seconds, options.picture)
        values['LOOP_WATCH'] = str(home / 'bare')
        bare(options.build, values, options.seconds)
        ours, theirs = read(home / 'ours'), read(home / 'bare')
    print('%-34s %8s %8s %8s %8s %8s %8s' % ('milliseconds, %d s, %s' % (options.seconds, renderer),
                                             'number', 'median', 'p99', 'p99.9', 'most', '> 16'))
    row('hold, processor time', [hold[0] for hold in ours['hold']])
    row('hold, and what it waited for', [hold[1] for hold in ours['hold']])
    row('frame, four windows tracing', [frame[0] for frame in ours['frame']])
    row('frame, four bare libshumate maps', [frame[0] for frame in theirs['frame']])


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('prefix')
    parser.add_argument('build', type=os.path.abspath)
    parser.add_argument('--seconds', type=int, default=60)
    parser.add_argument('--gl', action='store_true')
    parser.add_argument('--picture')
    parser.add_argument('--inside', action='store_true', help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return inside(options)

    netsim = options.build + '/tests/netsim/hopmap-netsim'
    return sys.exit(subprocess.run(
        [NETSIM / 'in-netsim', '--summary', HERE / 'four-hosts.scenario', '--', 'xvfb-run', '-a',
         '-s', '-screen 0 1280x900x24 -noreset', 'dbus-run-session', '--', sys.executable, __file__,
         *sys.argv[1:], '--inside'], env=dict(os.environ, HOPMAP_NETSIM=netsim)).returncode)


main()

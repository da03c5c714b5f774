#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes from the start to a window on the screen, and how much memory a traced route
needs, against a peer that is started in turns with Hopmap. Needs a display and a session bus:

  xvfb-run -a -s '-screen 0 1280x900x24 -noreset' dbus-run-session -- \
      tests/bench/window/start.py PREFIX TRACE [PEER [RUNS]]

Without -noreset the display server starts anew when its last client has gone, and ends those that
come just then.

Prints medians and ratios; the limits are 1.3 for the start and 1.5 for memory (PSS, so that what both
share with others counts in part)."""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

SETTLE_S = 8


def environment(prefix, home):
    return dict(os.environ, HOME=home, XDG_STATE_HOME=home, XDG_DATA_HOME=home, XDG_CACHE_HOME=home,
                GSETTINGS_BACKEND='memory', GDK_BACKEND='x11', GSK_RENDERER='cairo', GTK_A11Y='none',
                ADW_DISABLE_PORTAL='1', XDG_DATA_DIRS='%s/share:/usr/share' % prefix)


def pss_mb(pid):
    for line in pathlib.Path('/proc/%d/smaps_rollup' % pid).read_text().splitlines():
        if line.startswith('Pss:'):
            return int(line.split()[1]) / 1024
    return 0.0


def end_if_gone(child):
    """What a program that has ended used is not known any more, and would be no measure."""
    if child.poll() is not None:
        sys.exit('%s ended by itself, with status %d' % (child.args[0], child.returncode))


def wait_for_window(child, deadline):
    """Looks often: with --sync, xdotool would look twice a second."""
    look = ['xdotool', 'search', '--onlyvisible', '--pid', str(child.pid)]
    while subprocess.run(look, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                         check=False).returncode != 0:
        end_if_gone(child)
        if time.monotonic() > deadline:
            sys.exit('%s shows no window' % child.args[0])
        time.sleep(0.01)


def run(words, values, settle):
    """Milliseconds to the window, CPU milliseconds by then, and megabytes after a while."""
    started = time.monotonic()
    child = subprocess.Popen(words, env=values, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    wait_for_window(child, started + 60)
    shown = (time.monotonic() - started) * 1000
    ticks = pathlib.Path('/proc/%d/stat' % child.pid).read_text().rsplit(')', 1)[1].split()
    cpu = (int(ticks[11]) + int(ticks[12])) * 1000 / os.sysconf('SC_CLK_TCK')
    time.sleep(settle)
    end_if_gone(child)
    memory = pss_mb(child.pid)
    child.terminate()
    child.wait(timeout=30)
    return shown, cpu, memory


def main(prefix, trace, peer='gtk4-widget-factory', runs='7'):
    program = prefix + '/bin/hopmap'
    seen = {'hopmap': [], peer: []}
    with tempfile.TemporaryDirectory() as home:
        values = environment(prefix, home)
        for _ in range(int(runs) + 1):
            seen['hopmap'].append(run([program], values, 0.5))
            seen[peer].append(run([peer], values, 0.5))
        route = run([program, '-i', trace], values, SETTLE_S)[2]
        empty = run([peer], values, SETTLE_S)[2]

    print('%-22s %10s %10s' % ('', 'shown ms', 'CPU ms'))
    medians = {}
    for name, results in seen.items():
        warm = results[1:]
        medians[name] = [statistics.median(column) for column in list(zip(*warm))[:2]]
        print('%-22s %10.0f %10.0f' % (name, *medians[name]))
    print('%-22s %10.2f %10.2f' % ('ratio', *(ours / theirs for ours, theirs in
                                             zip(medians['hopmap'], medians[peer]))))
    print('memory: %.0f MB with a route, %.0f MB for %s, ratio %.2f'
          % (route, empty, peer, route / empty))


main(*sys.argv[1:])

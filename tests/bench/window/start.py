#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes from the start to a window on the screen, and how much memory a traced route
needs, against a peer that is started in turns with Hopmap. Needs a display and a session bus:

  xvfb-run -a -s '-screen 0 1280x900x24 -noreset' dbus-run-session -- \
      tests/bench/window/start.py PREFIX TRACE [PEER [RUNS]]

Without -noreset the display server starts anew when its last client has gone, and ends those that
come just then.

Prints medians and ratios; the limits are 1.3 for the start and 1.5 for memory (PSS of both side by
side, so that what they share with each other and with others counts in part)."""
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


def memory_mb(pid):
    """PSS, and of that what is the process's own."""
    sizes = {}
    for line in pathlib.Path('/proc/%d/smaps_rollup' % pid).read_text().splitlines()[1:]:
        name, size = line.split(':')
        sizes[name] = int(size.split()[0]) / 1024
    return sizes['Pss'], sizes['Private_Clean'] + sizes['Private_Dirty']


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


def start(words, values):
    return subprocess.Popen(words, env=values, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


def end(child):
    end_if_gone(child)
    child.terminate()
    child.wait(timeout=30)


def run(words, values):
    """Milliseconds to the window, and CPU milliseconds by then."""
    started = time.monotonic()
    child = start(words, values)
    wait_for_window(child, started + 60)
    shown = (time.monotonic() - started) * 1000
    ticks = pathlib.Path('/proc/%d/stat' % child.pid).read_text().rsplit(')', 1)[1].split()
    cpu = (int(ticks[11]) + int(ticks[12])) * 1000 / os.sysconf('SC_CLK_TCK')
    time.sleep(0.5)
    end(child)
    return shown, cpu


def remember(commands, values):
    """The memory of all, read in one moment: what they share counts the same for each of them, and
    no matter what else runs and shares it, too."""
    children = [start(words, values) for words in commands]
    for child in children:
        wait_for_window(child, time.monotonic() + 60)
    time.sleep(SETTLE_S)
    sizes = [memory_mb(child.pid) for child in children]
    for child in children:
        end(child)
    return sizes


def main(prefix, trace, peer='gtk4-widget-factory', runs='7'):
    program = prefix + '/bin/hopmap'
    seen = {'hopmap': [], peer: []}
    with tempfile.TemporaryDirectory() as home:
        values = environment(prefix, home)
        for _ in range(int(runs) + 1):
            seen['hopmap'].append(run([program], values))
            seen[peer].append(run([peer], values))
        route, empty = remember([[program, '-i', trace], [peer]], values)

    print('%-22s %10s %10s' % ('', 'shown ms', 'CPU ms'))
    medians = {}
    for name, results in seen.items():
        warm = results[1:]
        medians[name] = [statistics.median(column) for column in zip(*warm)]
        print('%-22s %10.0f %10.0f' % (name, *medians[name]))
    print('%-22s %10.2f %10.2f' % ('ratio', *(ours / theirs for ours, theirs in
                                             zip(medians['hopmap'], medians[peer]))))
    for what, ours, theirs in zip(('memory', 'of that its own'), route, empty):
        print('%s: %.0f MB with a route, %.0f MB for %s, ratio %.2f'
              % (what, ours, theirs, peer, ours / theirs))


main(*sys.argv[1:])

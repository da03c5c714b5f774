# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a script that drives the real window: as the ordinary user, inside the namespace, with a
display and a session bus of its own. The script prints what it saw as JSON in its last line."""
import json
import os
import pathlib
import shutil
import subprocess

from installed import Installed
from network import Network
import tap

HERE = pathlib.Path(__file__).parent
NEEDED = ('xvfb-run', 'dbus-run-session', 'xdotool', 'import')


def why_not():
    missing = [program for program in NEEDED if shutil.which(program) is None]
    return 'missing: ' + ', '.join(missing) if missing else None


def drive(installed, network, script, *arguments, timeout=280):
    """The source may lie where the ordinary user cannot go, so copies are run."""
    home = pathlib.Path(installed.home.name)
    for name in ('window_driver.py', 'window_parts.py', 'bus_window.py', script):
        copy = shutil.copy(HERE / name, home)
        os.chmod(copy, 0o755)
    words = installed.words()
    program = words.pop()
    done = subprocess.run(
        network.inside(*words, 'GDK_BACKEND=x11', 'GSK_RENDERER=cairo', 'ADW_DISABLE_PORTAL=1',
                       'GTK_USE_PORTAL=0', 'xvfb-run', '-a', '-s', '-screen 0 1280x900x24 -noreset',
                       'dbus-run-session', '--', '/usr/bin/python3', str(home / script), program,
                       *map(str, arguments)),
        text=True, capture_output=True, timeout=timeout, cwd=home)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def run(look, names):
    """Runs `look` as the first case, and the methods of what it returned as the others."""
    seen = []
    cases = tap.Cases()
    cases.add('the window is driven', lambda: seen.append(look()))
    for name in names:
        cases.add(name, lambda name=name: getattr(seen[0], name)())
    return cases.run()


def main(prefix, hops, look, names):
    """A whole test, with the routers `hops` to trace: see run()."""
    installed = Installed(prefix)
    reason = installed.why_not() or Network.why_not() or why_not()
    if reason:
        tap.skip(reason)

    with installed, Network(hops) as network:
        installed.privilege('setuid')
        return run(lambda: look(installed, network), names)


def noise(log):
    """GTK's file dialog also looks at mounts of others, such as that of a document portal, and may not."""
    return [line for line in log.splitlines() if ('WARNING' in line or 'CRITICAL' in line)
            and 'Failed to measure available space' not in line]

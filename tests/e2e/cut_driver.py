# SPDX-License-Identifier: GPL-3.0-or-later
"""Traces in the real window where a family of addresses, or every way out, is missing, or somebody
ends the probe program in mid-trace. Prints what it saw as JSON; test-window-cut.py judges it.

usage: cut_driver.py PROGRAM family|offline|killed HOST N-HOPS"""
import json
import os
import pathlib
import signal
import sys

from window_driver import full_rows, key, names, rows, start, type_host, wait_for
from window_parts import begin, end, press, say


def over_ipv6(program, host, n_hops, seen):
    """Asked for IPv6, which leads nowhere; one press takes the other family."""
    process, _ = start([program, '-6', host])
    say('Could Not Trace')
    seen['failure'] = wait_for('another family', lambda: 'Trace over IPv4' in names() and names())
    press('Trace over IPv4')
    seen['rows'] = wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))
    key('search', '--sync', '--onlyvisible', '--name', 'Route to', 'windowfocus', '--sync')
    return process


def offline(program, host, n_hops, seen):
    """What is near can be traced all the same."""
    process = begin(program)
    seen['bar'] = say('You are offline.')
    type_host(host)
    seen['rows'] = wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))
    return process


def find_helper(pid):
    """The child of the program that is the probe program."""
    children = pathlib.Path('/proc/%d/task/%d/children' % (pid, pid)).read_text().split()
    return next((int(child) for child in children
                 if b'hopmap-probe' in pathlib.Path('/proc', child, 'cmdline').read_bytes()), None)


def killed(program, host, n_hops, seen):
    """A watched route stays when what sends the probes is gone."""
    process, _ = start([program, '-c', '0', host])
    wait_for('%d rows' % n_hops, lambda: full_rows(n_hops))
    os.kill(wait_for('the probe program', lambda: find_helper(process.pid)), signal.SIGKILL)
    seen['sentence'] = say('The probe program')
    seen['rows'] = rows()
    seen['names'] = names()
    key('search', '--sync', '--onlyvisible', '--name', 'Route to', 'windowfocus', '--sync')
    return process


LOOKS = {'family': over_ipv6, 'offline': offline, 'killed': killed}


def main(program, what, host, n_hops):
    seen = {}
    look = LOOKS[what]
    end(look(program, host, int(n_hops), seen), seen)
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

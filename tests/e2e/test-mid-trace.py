#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What befalls a computer in the middle of a trace: its link, its address or its way out goes, it
sleeps and wakes, a part of the program is stopped or killed. The trace goes on or ends with a
sentence, and never hangs.

   test-mid-trace.py PREFIX NETSIM

Each case runs in a namespace of its own behind the simulator. The clock of the computer is everybody's
and is left alone; times are taken from one that nobody sets."""
import concurrent.futures
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import tap
from installed import USER, Installed

HERE = pathlib.Path(__file__).resolve().parent
NETSIM = HERE.parent / 'netsim'
TARGET, HOPS = '198.18.255.1', 14
DEVICE, SOURCE, OTHER = 'netsim0', '192.168.178.20', '192.168.178.77'
ROUNDS = 6
REACHED, TROUBLE = 0, 3
PING = '--ping-group-range=0-2147483647'


# In the namespace.

def ip(*words):
    subprocess.run(('ip', *words), check=True)


def set_way_out(source=SOURCE):
    ip('route', 'replace', 'default', 'dev', DEVICE, 'src', source)


def change_address():
    ip('addr', 'del', SOURCE + '/24', 'dev', DEVICE)
    ip('addr', 'add', OTHER + '/24', 'dev', DEVICE)
    set_way_out(OTHER)


def link_up():
    ip('link', 'set', DEVICE, 'up')
    set_way_out()


def nothing(*_):
    pass


def processes(name):
    """Of this namespace only: others may trace at the same time."""
    mine = os.readlink('/proc/self/ns/net')
    found = []
    for folder in pathlib.Path('/proc').glob('[0-9]*'):
        try:
            words = (folder / 'cmdline').read_bytes().split(b'\0')
            if words[0] == name.encode() and os.readlink(folder / 'ns/net') == mine:
                found.append(int(folder.name))
        except OSError:
            pass
    return found


def send(name, number):
    found = processes(name)
    assert found, 'nobody runs ' + name
    for pid in found:
        os.kill(pid, number)


# What happens, and how it is made good after a while: given the program and its helper.
EVENTS = {
    'link down': (lambda *_: ip('link', 'set', DEVICE, 'down'), nothing),
    'link down and up': (lambda *_: ip('link', 'set', DEVICE, 'down'), lambda *_: link_up()),
    'way out gone': (lambda *_: ip('route', 'del', 'default'), nothing),
    'way out gone and back': (lambda *_: ip('route', 'del', 'default'), lambda *_: set_way_out()),
    'address changed': (lambda *_: change_address(), nothing),
    'helper sleeps': (lambda _, helper: send(helper, signal.SIGSTOP),
                      lambda _, helper: send(helper, signal.SIGCONT)),
    'computer sleeps': (lambda program, helper: (send(helper, signal.SIGSTOP),
                                                 send(program, signal.SIGSTOP)),
                        lambda program, helper: (send(program, signal.SIGCONT),
                                                 send(helper, signal.SIGCONT))),
    'helper killed': (lambda _, helper: send(helper, signal.SIGKILL), nothing),
}


def run_inside(event, program, helper, *words):
    """Prints what became of the program as JSON."""
    happens, made_good = EVENTS[event]
    started = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not processes(helper):
        assert process.poll() is None and time.monotonic() < started + 20, 'no helper'
        time.sleep(0.05)
    time.sleep(1.5)
    happens(program, helper)
    time.sleep(1.5)
    made_good(program, helper)
    try:
        output, errors = process.communicate(timeout=40)
    except subprocess.TimeoutExpired:
        process.kill()
        output, errors = process.communicate()
        errors += 'HANGS'
    print(json.dumps({'status': process.returncode, 'output': output, 'errors': errors}))


# The test.

def befall(installed, netsim, event, expected, *options):
    words = installed.words('-n', '--no-places', '-f', 'json', '-c', str(ROUNDS), *options, TARGET)
    # runuser stops when what it runs is stopped, and goes on by hand only.
    words[:words.index('--') + 1] = ['setpriv', '--reuid=' + USER, '--regid=' + USER,
                                     '--clear-groups']
    done = subprocess.run(
        [NETSIM / 'in-netsim', PING, 'clean', '--', sys.executable, __file__, '--inside', event,
         installed.program, installed.helper, *words],
        capture_output=True, text=True, timeout=120, env=dict(os.environ, HOPMAP_NETSIM=netsim))
    assert done.returncode == 0, done.stderr
    expected(json.loads(done.stdout))


def sentences(result, word):
    lines = result['errors'].splitlines()
    assert len(lines) <= 1 and all(line.endswith('.') for line in lines), result['errors']
    assert word is None or (lines and word in lines[0]), result['errors']
    assert word is not None or not lines, result['errors']


def answered(result):
    """The fewest answers of a hop, of a trace that reached its destination."""
    tap.equal(result['status'], REACHED, result['errors'])
    trace = json.loads(result['output'])['traces'][0]
    tap.equal(trace['stopReason'], 'destination')
    tap.equal(len(trace['hops']), HOPS)
    for hop in trace['hops']:
        for probe in hop['probes']:
            # A sleeping helper cannot make a round trip longer: the kernel stamps it.
            assert (probe.get('rttMs') or 0) < 1000, probe
    return min(sum(probe.get('rttMs') is not None for probe in hop['probes'])
               for hop in trace['hops'])


def ends_with_a_word(result):
    sentences(result, 'network connection')
    assert 1 <= answered(result) < ROUNDS


def goes_on(result):
    sentences(result, 'network connection')
    assert answered(result) >= 3


def goes_on_quietly(result):
    sentences(result, None)
    assert answered(result) >= 3


def goes_on_somehow(result):
    """A probe may meet the moment without an address."""
    sentences(result, 'network connection' if result['errors'] else None)
    assert answered(result) >= 3


def keeps_what_it_has(result):
    tap.equal(result['status'], TROUBLE, result['errors'])
    sentences(result, 'hopmap-probe')
    trace = json.loads(result['output'])['traces'][0]
    tap.equal(trace['stopReason'], 'failed')
    assert 'hopmap-probe' in trace['failure'], trace['failure']
    tap.equal(len(trace['hops']), HOPS)
    for hop in trace['hops']:
        assert any(probe.get('rttMs') is not None for probe in hop['probes']), hop


EXPECTED = {
    'link down': ends_with_a_word,
    'link down and up': goes_on,
    'way out gone': ends_with_a_word,
    'way out gone and back': goes_on,
    'address changed': goes_on_somehow,
    'helper sleeps': goes_on_quietly,
    'computer sleeps': goes_on_quietly,
    'helper killed': keeps_what_it_has,
}
WAYS = [('caps', ['-p', 'icmp']), ('none', ['-p', 'icmp']), ('none', ['-p', 'udp'])]


def main(prefix, netsim):
    installed = Installed(prefix)
    reason = installed.why_not()
    if reason is None and os.geteuid() != 0:
        reason = 'giving the helper privilege and starting it as another user needs root'
    if reason is None:
        tried = subprocess.run([NETSIM / 'in-netsim', 'clean', '--', 'true'], text=True,
                               capture_output=True, env=dict(os.environ, HOPMAP_NETSIM=netsim))
        reason = tried.stderr.strip() if tried.returncode == 77 else None
    if reason:
        tap.skip(reason)

    with installed, concurrent.futures.ThreadPoolExecutor(4) as pool:
        cases = tap.Cases()
        for privilege, options in WAYS:
            cases.add(privilege, installed.privilege, privilege)
            cases.add_parallel(pool, [
                ('%s, %s: %s' % (privilege, options[-1], event), befall, installed, netsim, event,
                 expected, *options) for event, expected in EXPECTED.items()])
        return cases.run()


if sys.argv[1] == '--inside':
    run_inside(*sys.argv[2:])
else:
    sys.exit(main(sys.argv[1], os.path.abspath(sys.argv[2])))

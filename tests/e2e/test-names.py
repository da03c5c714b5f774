#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From names to addresses and back, with the simulator's name server: names beyond ASCII, the family
that there is a way for, names that are none, a name server that keeps quiet.

   test-names.py PREFIX NETSIM"""
import json
import os
import pathlib
import subprocess
import sys

import tap
from installed import USER, Installed

NETSIM = pathlib.Path(__file__).resolve().parents[1] / 'netsim'
NAME, ADDRESS4, ADDRESS6 = 'www.auckland.example', '198.18.255.1', '2001:db8:ffff::1'
REACHED, NOT_REACHED, TROUBLE = 0, 2, 3


def behind(netsim, scenario, *words):
    return subprocess.run([NETSIM / 'in-netsim', scenario, '--', *words], capture_output=True,
                          text=True, timeout=120, env=dict(os.environ, HOPMAP_NETSIM=netsim))


def trace(installed, netsim, scenario, *arguments, before='true'):
    done = behind(netsim, scenario, 'sh', '-c', before + '; exec "$@"', 'sh',
                  *installed.words('-f', 'json', '--no-places', *arguments))
    return done, (json.loads(done.stdout) if done.stdout else None)


def names_of(document):
    found = {}
    for hop in document['traces'][0]['hops']:
        for probe in hop.get('probes', []):
            if 'address' in probe:
                found[hop['ttl']] = document['hosts'].get(probe['address'], {}).get('name')
    return found


def beyond_ascii(installed, netsim):
    done, document = trace(installed, netsim, 'idn', 'bücher.example')
    tap.equal(done.returncode, REACHED, done.stderr)
    tap.equal(document['traces'][0]['target']['address'], ADDRESS4)
    tap.equal(names_of(document)[3], 'xn--bcher-kva.example')


def hostile(installed, netsim):
    """Names with bytes that no name has are none, and nobody sees them."""
    done, document = trace(installed, netsim, 'names', NAME)
    tap.equal(done.returncode, REACHED, done.stderr)
    tap.equal(names_of(document),
              {1: 'fritz.example', 2: 'frankfurt.example', 3: None, 4: None, 5: None,
               6: 'tokyo.example', 7: NAME})
    assert 'evil' not in done.stdout + done.stderr and '\033' not in done.stdout + done.stderr


# What is taken away, and the address that the name leads to then.
WAYS = [('ip -6 route del default', ADDRESS4), ('ip route del default', ADDRESS6),
        ('ip addr flush dev netsim0 scope global; '
         'ip addr add 192.168.178.20/24 dev netsim0; ip route add default dev netsim0', ADDRESS4)]


def family(installed, netsim, before, address):
    # Who has no way to a name server of one family asks the other one.
    done, document = trace(installed, netsim, 'names', '-n', NAME, before=before)
    tap.equal(done.returncode, REACHED, done.stderr)
    tap.equal(document['traces'][0]['target']['address'], address)


def no_way(installed, netsim):
    # With the name server still in reach: the name is known, and there is no way.
    before = 'ip route del default; ip -6 route del default; ip route add 198.51.100.53 dev netsim0'
    done, document = trace(installed, netsim, 'names', '-n', NAME, before=before)
    tap.equal(done.returncode, TROUBLE, done.stderr)
    tap.equal(document, None)
    assert NAME in done.stderr and done.stderr.count('\n') == 1, done.stderr


def silent_server(installed, netsim):
    """Routers stay nameless, and nobody waits for ever."""
    done, document = trace(installed, netsim, 'names-silent', ADDRESS4)
    tap.equal(done.returncode, REACHED, done.stderr)
    assert not any(names_of(document).values()), names_of(document)


# In the namespace: a server that keeps quiet for longer than anybody waits here.
INTERRUPT = '''
import pathlib, signal, subprocess, sys, time
pathlib.Path('/etc/resolv.conf').write_text(
    'nameserver 198.51.100.53\\noptions timeout:29 attempts:1\\n')
process = subprocess.Popen(sys.argv[1:])
time.sleep(2)
process.send_signal(signal.SIGINT)
sys.exit(process.wait(timeout=20))
'''


def cancelled(installed, netsim):
    words = installed.words('-f', 'json', '--no-places', 'slow.example')
    words[:words.index('--') + 1] = ['setpriv', '--reuid=' + USER, '--regid=' + USER,
                                     '--clear-groups']
    done = behind(netsim, 'names-silent', sys.executable, '-c', INTERRUPT, *words)
    tap.equal(done.returncode, NOT_REACHED, done.stderr)
    tap.equal(json.loads(done.stdout)['traces'][0]['stopReason'], 'user')


def main(prefix, netsim):
    installed = Installed(prefix)
    reason = installed.why_not()
    if reason is None and os.geteuid() != 0:
        reason = 'giving the helper privilege and starting it as another user needs root'
    if reason is None:
        tried = behind(netsim, 'names', 'true')
        reason = tried.stderr.strip() if tried.returncode == 77 else None
    if reason:
        tap.skip(reason)

    with installed:
        installed.privilege('caps')
        cases = tap.Cases()
        cases.add('a name beyond ASCII', beyond_ascii, installed, netsim)
        cases.add('names that are none', hostile, installed, netsim)
        for before, address in WAYS:
            cases.add(before, family, installed, netsim, before, address)
        cases.add('no way at all', no_way, installed, netsim)
        cases.add('a silent name server', silent_server, installed, netsim)
        cases.add('cancelled', cancelled, installed, netsim)
        return cases.run()


sys.exit(main(sys.argv[1], os.path.abspath(sys.argv[2])))

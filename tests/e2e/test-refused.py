#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be traced is refused in one sentence, and not one probe is sent: the simulator counts.

   test-refused.py PREFIX NETSIM"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import tap
from installed import Installed

NETSIM = pathlib.Path(__file__).resolve().parents[1] / 'netsim'
TARGET = '198.18.255.1'
REACHED, USAGE, TROUBLE = 0, 1, 3

# Words after “hopmap -f text”, and a word of the sentence.
HOSTS = ['', ' ', 'a b', 'a\tb', '<b>bold</b>', '<script>alert(1)</script>', 'x' * 300, 'x' * 100000,
         'a' * 64 + '.example', '.', '..', 'a..b', '-a.example', 'a-.example', '$(id)', '%s%n',
         'a\x01b', 'a\x1b[31mb', 'a\u202eb.example', '1.2.3.4.5', '256.1.1.1', '[::1', ':::',
         '1.2.3.4:99999', '1.2.3.4, 5.6.7.8', '1.2.3.4 5.6.7.8', 'user@']
USAGES = [
    ([TARGET, '198.18.255.2'], 'one host'),
    (['-6', TARGET], 'IPv6'),
    (['-4', '2001:db8:ffff::1'], 'IPv4'),
    (['--first-ttl=5', '--max-ttl=3', TARGET], '--first-ttl'),
    (['--first-ttl=31', TARGET], '--first-ttl'),
    (['--first-ttl=0', TARGET], '--first-ttl'),
    (['--first-ttl=-1', TARGET], '--first-ttl'),
    (['-m', '0', TARGET], '--max-ttl'),
    (['-m', '65', TARGET], '--max-ttl'),
    (['-m', '99999999999999999999', TARGET], '99999'),
    (['-m', 'ten', TARGET], 'ten'),
    (['-p', 'udp', '--port=65536', TARGET], '--port'),
    (['-p', 'tcp', '--port=-1', TARGET], '--port'),
    (['-w', '-1', TARGET], '--wait'),
    (['-w', '10.5', TARGET], '--wait'),
    (['-w', 'nan', TARGET], '--wait'),
    (['-w', 'inf', TARGET], '--wait'),
    (['-q', '0', TARGET], '--queries'),
    (['-q', '11', TARGET], '--queries'),
    (['-c', '-1', TARGET], '--rounds'),
    (['-c', '2', '--interval=0', TARGET], '--interval'),
    (['-c', '2', '--interval=99999', TARGET], '--interval'),
    (['-p', 'sctp', TARGET], 'sctp'),
    (['--source=here', TARGET], 'here'),
    (['--source=\x1b[31m', TARGET], 'probe from'),
    (['-p', '\x1b[31m', TARGET], '31m'),
]
# Right words, but nobody can do it.
TROUBLES = [
    (['--source=198.18.1.1', TARGET], 'address to probe from'),
    (['224.0.0.1'], '224.0.0.1'),
    (['0.0.0.0'], '0.0.0.0'),
    (['255.255.255.255'], '255.255.255.255'),
    (['ff02::1'], 'ff02::1'),
    (['fe80::1'], 'fe80::1%eth0'),
]


def refused(installed, netsim, words, hint, status):
    with tempfile.TemporaryDirectory(prefix='hopmap-refused-') as folder:
        report = os.path.join(folder, 'report.json')
        done = subprocess.run(
            [NETSIM / 'in-netsim', '--summary', '--report=' + report, 'near', '--',
             *installed.words('-f', 'text', *words)],
            capture_output=True, text=True, timeout=60,
            env=dict(os.environ, HOPMAP_NETSIM=netsim))
        summary = json.loads(pathlib.Path(report).read_text())['summary']
    tap.equal(done.returncode, status, done.stderr[:500])
    tap.equal(done.stdout, '')
    lines = done.stderr.splitlines()
    tap.equal(len(lines), 1, done.stderr[:500])
    assert lines[0].startswith('hopmap: ') and lines[0].rstrip(')”.') != lines[0], lines[0]
    assert len(lines[0]) < 300, '%d characters' % len(lines[0])
    assert all(character.isprintable() for character in lines[0]), ascii(lines[0])
    assert hint in lines[0], lines[0]
    tap.equal(summary['probes'], 0, 'probes')


def main(prefix, netsim):
    installed = Installed(prefix)
    reason = installed.why_not()
    if reason is None and os.geteuid() != 0:
        reason = 'starting the program as another user needs root'
    if reason is None:
        tried = subprocess.run([NETSIM / 'in-netsim', 'near', '--', 'true'], text=True,
                               capture_output=True, env=dict(os.environ, HOPMAP_NETSIM=netsim))
        reason = tried.stderr.strip() if tried.returncode == 77 else None
    if reason:
        tap.skip(reason)

    with installed, concurrent.futures.ThreadPoolExecutor(4) as pool:
        installed.privilege('caps')
        cases = tap.Cases()
        rows = [(['--', host], '', USAGE) for host in HOSTS]
        rows += [(words, hint, USAGE) for words, hint in USAGES]
        rows += [(words, hint, TROUBLE) for words, hint in TROUBLES]
        cases.add_parallel(pool, [(ascii(' '.join(words))[:60], refused, installed, netsim, words,
                                   hint, status) for words, hint, status in rows])
        return cases.run()


sys.exit(main(sys.argv[1], os.path.abspath(sys.argv[2])))

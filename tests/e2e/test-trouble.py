#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that goes wrong: one clear sentence, the right exit status, nothing half-written."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from hops import HOPS
from installed import Installed
from network import Network, sh
import tap

NAME, ADDRESS4, ADDRESS6 = HOPS[-1][:3]

REACHED, USAGE, NOT_REACHED, TROUBLE, REFUSED, NOT_UNDERSTOOD = range(6)


def one_sentence(done, *words):
    """Standard error holds one line, a sentence of the program, with all the words in it."""
    lines = [line for line in done.stderr.splitlines() if line]
    tap.equal(len(lines), 1, done.stderr)
    assert lines[0].startswith('hopmap: ') and lines[0].endswith('.'), lines[0]
    for word in words:
        assert word in lines[0], lines[0]


def wrong_usage(installed, network, words, hint):
    done = installed.run(network, *words)
    tap.equal(done.returncode, USAGE, done.stderr)
    tap.equal(done.stdout, '')
    one_sentence(done, hint)


@contextlib.contextmanager
def replaced(path, content):
    """A file of the installation replaced (None: taken away), and put back at the end."""
    kept = path.with_suffix('.kept')
    path.rename(kept)
    try:
        if content is not None:
            path.write_bytes(content)
            path.chmod(0o755)
        yield
    finally:
        path.unlink(missing_ok=True)
        kept.rename(path)


def unknown_host(installed, network):
    done = installed.run(network, '-f', 'text', 'no-such-host.example')
    tap.equal(done.returncode, TROUBLE, done.stderr)
    tap.equal(done.stdout, '')
    one_sentence(done, 'no-such-host.example')


def no_route(installed, network):
    lonely = network.prefix + '-lonely'
    sh('ip', 'netns', 'add', lonely)
    try:
        for address in (ADDRESS4, ADDRESS6):
            words = ['ip', 'netns', 'exec', lonely, *installed.words('-f', 'text', address)]
            done = subprocess.run(words, text=True, capture_output=True, timeout=60)
            tap.equal(done.returncode, TROUBLE, done.stdout + done.stderr)
            one_sentence(done, 'network')
    finally:
        sh('ip', 'netns', 'delete', lonely)


def other_family(installed, network):
    done = installed.run(network, '-f', 'text', '-6', ADDRESS4)
    tap.equal(done.returncode, USAGE, done.stderr)
    one_sentence(done, 'IPv6')


def multicast(installed, network):
    for address in ('224.0.0.1', 'ff02::1', '0.0.0.0', '::', '255.255.255.255'):
        done = installed.run(network, '-f', 'text', address)
        tap.equal(done.returncode, TROUBLE, '%s: %s' % (address, done.stderr))
        one_sentence(done, address)


def no_helper(installed, network):
    with replaced(installed.helper, None):
        done = installed.run(network, '-f', 'text', NAME)
    tap.equal(done.returncode, TROUBLE, done.stderr)
    one_sentence(done, 'hopmap-probe')


def helper_not_ours(installed, network):
    """A helper that ends at once, one that talks nonsense, and one that may not be run."""
    for content in (b'#!/bin/sh\nexit 3\n', b'#!/bin/sh\nhead -c 4096 /dev/zero\nexec cat\n'):
        with replaced(installed.helper, content):
            done = installed.run(network, '-f', 'text', NAME)
        tap.equal(done.returncode, TROUBLE, done.stderr)
        one_sentence(done)
    installed.helper.chmod(0o600)
    try:
        done = installed.run(network, '-f', 'text', NAME)
    finally:
        installed.privilege('none')
    tap.equal(done.returncode, TROUBLE, done.stderr)
    one_sentence(done, 'hopmap-probe')


def database_missing(installed, network):
    with replaced(installed.database, None):
        done, document = installed.trace(network, '-4', NAME)
    tap.equal(done.returncode, REACHED, done.stderr)
    one_sentence(done, 'places.mmdb')
    assert 'latitude' not in document['hosts'][ADDRESS4].get('place', {})


def database_broken(installed, network):
    good = installed.database.read_bytes()
    middle = bytearray(good)
    middle[1000:len(good) // 2] = os.urandom(len(good) // 2 - 1000)
    for content in (b'', b'not a database', good[:len(good) // 2], bytes(middle)):
        with replaced(installed.database, content):
            done, document = installed.trace(network, '-4', NAME)
        tap.equal(done.returncode, REACHED, done.stderr)
        tap.equal(len(document['traces'][0]['hops']), len(HOPS))
        one_sentence(done, 'places.mmdb')


def not_writable(installed, network):
    home = pathlib.Path(installed.home.name)
    closed = home / 'closed'
    closed.mkdir()
    closed.chmod(0o755)
    (closed / 'old.html').write_text('old')
    try:
        for name in ('new.html', 'old.html'):
            done = installed.run(network, '-o', str(closed / name), NAME)
            tap.equal(done.returncode, TROUBLE, done.stderr)
            one_sentence(done, 'closed')
        done = installed.run(network, '-o', str(home / 'no/such/folder.html'), NAME)
        tap.equal(done.returncode, TROUBLE, done.stderr)
        one_sentence(done, 'no/such')
        tap.equal(sorted(p.name for p in closed.iterdir()), ['old.html'])
        tap.equal((closed / 'old.html').read_text(), 'old')
    finally:
        shutil.rmtree(closed)


def nothing_half_written(installed, network):
    """A disk that fills up in the middle leaves the old file as it was, and nothing beside it."""
    disk = pathlib.Path(installed.home.name, 'disk')
    disk.mkdir()
    sh('mount', '-t', 'tmpfs', '-o', 'size=16k,mode=777', 'tmpfs', str(disk))
    try:
        (disk / 'route.html').write_text('old')
        (disk / 'route.html').chmod(0o666)
        done = installed.run(network, '-o', str(disk / 'route.html'), NAME)
        tap.equal(done.returncode, TROUBLE, done.stderr)
        one_sentence(done, 'disk')
        tap.equal([p.name for p in disk.iterdir()], ['route.html'])
        tap.equal((disk / 'route.html').read_text(), 'old')
    finally:
        sh('umount', str(disk))
        disk.rmdir()


PRINTING = (['-f', 'text', '-n', NAME], ['--locate', '--offline'], ['--version'])


def full_pipe(installed, network):
    for words in PRINTING:
        with open('/dev/full', 'w') as full:
            done = subprocess.run(network.inside(*installed.words(*words)), text=True, stdout=full,
                                  stderr=subprocess.PIPE, input=ADDRESS4, timeout=60)
        tap.equal(done.returncode, TROUBLE, done.stderr)
        one_sentence(done)


def closed_streams(installed, network):
    """What is written must not end up in whatever file got the number of a closed stream."""
    for words in PRINTING:
        done = subprocess.run(network.inside('sh', '-c', 'exec "$@" >&-', 'sh',
                                             *installed.words(*words)),
                              text=True, stderr=subprocess.PIPE, input=ADDRESS4, timeout=60)
        tap.equal(done.returncode, TROUBLE, done.stderr)
        one_sentence(done, 'Bad file descriptor')
    done = subprocess.run(network.inside('sh', '-c', 'exec "$@" <&- 2>&-', 'sh',
                                         *installed.words('-f', 'text', '-n', '-4', NAME)),
                          text=True, stdout=subprocess.PIPE, timeout=60)
    tap.equal(done.returncode, REACHED)
    assert ADDRESS4 in done.stdout, done.stdout


def bad_input(installed, network):
    home = pathlib.Path(installed.home.name)
    newer = '{"format":"traceroute-document","version":99,"traces":[]}'
    for content in ('', '{', 'no trace', '[' * 200000, newer, '{"format":"x"}', '\0' * 10):
        done = installed.run(None, '-i', '-', '-f', 'text', input=content)
        tap.equal(done.returncode, NOT_UNDERSTOOD, content[:20] + ': ' + done.stderr)
        tap.equal(done.stdout, '')
        one_sentence(done)
    done = installed.run(None, '-i', str(home / 'none.json'), '-f', 'text')
    tap.equal(done.returncode, TROUBLE, done.stderr)
    one_sentence(done, 'none.json')


def interrupt_programs(installed):
    for pid in subprocess.run(['pgrep', '-f', '^%s ' % installed.program], text=True,
                              capture_output=True).stdout.split():
        os.kill(int(pid), signal.SIGINT)


def interrupt_while_waiting(installed, network, *arguments):
    """Runs a trace that waits ten seconds for answers, and interrupts it once it has its helper.
    Gives the process, its output and its errors."""
    words = network.inside(*installed.words(*arguments, '-n', '-w', '10', ADDRESS4))
    program = subprocess.Popen(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 10
    found = []
    while not found and time.monotonic() < deadline:
        found = subprocess.run(['pgrep', '-f', '^%s$' % installed.helper], text=True,
                               capture_output=True).stdout.split()
    assert found, 'no helper was seen running'
    interrupt_programs(installed)
    return program, *program.communicate(timeout=20)


def interrupted(installed, network):
    """Ctrl+C keeps what was measured."""
    network.silence(len(HOPS))
    try:
        program, output, errors = interrupt_while_waiting(installed, network, '-f', 'json')
    finally:
        network.unsilence(len(HOPS))
    tap.equal(program.returncode, NOT_REACHED, errors)
    trace = json.loads(output)['traces'][0]
    tap.equal(trace['stopReason'], 'user')
    assert len(trace['hops']) <= len(HOPS), trace


def interrupted_with_nothing(installed, network):
    """Ctrl+C before the first answer does not put nothing in the place of an older route."""
    old = pathlib.Path(installed.home.name, 'old.html')
    old.write_text('old')
    for number in range(1, len(HOPS) + 1):
        network.silence(number)
    try:
        program, _, errors = interrupt_while_waiting(installed, network, '-o', str(old))
    finally:
        for number in range(1, len(HOPS) + 1):
            network.unsilence(number)
    tap.equal(program.returncode, NOT_REACHED, errors)
    assert 'old.html' in errors and errors.count('\n') == 1, errors
    tap.equal(old.read_text(), 'old')


def packets_sent(network):
    link = sh('ip', '-n', network.source, '-s', '-j', 'link', 'show', 'onward').stdout
    return json.loads(link)[0]['stats64']['tx']['packets']


def interrupted_rounds(installed, network):
    """Rounds for ever end in no other way; the destination was reached long before."""
    before = packets_sent(network)
    words = network.inside(*installed.words('-f', 'json', '-n', '-c', '0', '-4', NAME))
    program = subprocess.Popen(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while packets_sent(network) < before + 3 * len(HOPS):
        assert program.poll() is None, program.stderr.read()
        time.sleep(0.05)
    interrupt_programs(installed)
    output, errors = program.communicate(timeout=20)
    tap.equal(program.returncode, REACHED, errors)
    trace = json.loads(output)['traces'][0]
    tap.equal(trace['stopReason'], 'destination')
    tap.equal(len(trace['hops']), len(HOPS))


def no_display(installed, network):
    done = installed.run(network, NAME)
    tap.equal(done.returncode, TROUBLE, done.stderr)
    one_sentence(done, 'display')


def no_window_program(installed, network):
    """A package may leave the window out, as for a server: the rest works, and says what is missing."""
    for content in (None, b'no program'):
        with replaced(installed.window, content):
            done = installed.run(network, NAME, environment={'DISPLAY': ':77'})
            tap.equal(done.returncode, TROUBLE, done.stderr)
            tap.equal(done.stdout, '')
            one_sentence(done, str(installed.window), '-f text')
            done = installed.run(network, '-f', 'text', '-n', ADDRESS4)
            tap.equal(done.returncode, REACHED, done.stderr)


def needs_no_window_system(installed, network):
    """A terminal's trace is not to wait until GTK is linked."""
    done = subprocess.run(['ldd', installed.program], text=True, capture_output=True, check=True)
    libraries = [line.split()[0] for line in done.stdout.splitlines()]
    assert any('libgio' in name for name in libraries), libraries
    tap.equal([name for name in libraries if 'gtk' in name or 'adwaita' in name or 'shumate' in name],
              [])


def help_and_version(installed, network):
    done = installed.run(None, '--version')
    tap.equal(done.returncode, REACHED)
    assert done.stdout.startswith('hopmap '), done.stdout
    done = installed.run(None, '--help')
    tap.equal(done.returncode, REACHED)
    tap.equal(done.stdout.split()[:2], ['Usage:', 'hopmap'])
    for option in ('--output', '--format', '--input', '--locate', '--max-ttl', '--offline'):
        assert option in done.stdout, done.stdout


def locate(installed, network):
    lines = '%s\n192.168.1.1\n\nnot-an-address\n' % HOPS[2][1]
    done = installed.run(None, '--locate', '--offline', input=lines)
    tap.equal(done.returncode, NOT_UNDERSTOOD, done.stderr)
    rows = done.stdout.splitlines()
    tap.equal(len(rows), 3, done.stdout)
    address, latitude, longitude = rows[0].split(' ')
    tap.equal(address, HOPS[2][1])
    assert -90 <= float(latitude) <= 90 and -180 <= float(longitude) <= 180
    assert 'bogon' in rows[1] and rows[2].startswith('not-an-address '), rows

    # Every line has its answer, or there is none at all.
    done = installed.run(None, '--locate', '--offline', input='x' * 300 + '\n' + HOPS[2][1])
    tap.equal(done.returncode, NOT_UNDERSTOOD, done.stderr)
    tap.equal(len(done.stdout.splitlines()), 2, done.stdout)
    done = installed.run(None, '--locate', '--offline', input='192.0.2.1\n' * 100001)
    tap.equal(done.returncode, NOT_UNDERSTOOD, done.stderr)
    tap.equal(done.stdout, '')
    one_sentence(done, '100000')


USAGES = [
    (['-f', 'text', ''], 'host'),
    (['-f', 'text', 'exa mple'], 'exa mple'),
    (['-f', 'text'], 'host'),
    (['-f', 'text', 'a.example', 'b.example'], 'one host'),
    (['-f', 'doc', 'a.example'], 'google-maps'),
    (['-o', 'route.xyz', 'a.example'], 'route.xyz'),
    (['-4', '-6', '-f', 'text', 'a.example'], '-4'),
    (['-m', '0', '-f', 'text', 'a.example'], '--max-ttl'),
    (['-m', '65', '-f', 'text', 'a.example'], '--max-ttl'),
    (['--first-ttl', '9', '-m', '5', '-f', 'text', 'a.example'], '--first-ttl'),
    (['-q', '11', '-f', 'text', 'a.example'], '--queries'),
    (['-w', '11', '-f', 'text', 'a.example'], '--wait'),
    (['-w', 'nan', '-f', 'text', 'a.example'], 'wait'),
    (['-p', 'sctp', '-f', 'text', 'a.example'], 'sctp'),
    (['--source', 'here', '-f', 'text', 'a.example'], 'here'),
    (['--no-such-option'], 'no-such-option'),
    (['-i', 'x.json', '-f', 'text', 'a.example'], 'not both'),
]


def main(prefix):
    installed = Installed(prefix)
    reason = installed.why_not() or Network.why_not()
    if reason:
        tap.skip(reason)

    with installed, Network(HOPS) as network:
        installed.privilege('none')
        cases = tap.Cases()
        for words, hint in USAGES:
            cases.add('usage: ' + ' '.join(words), wrong_usage, installed, network, words, hint)
        for case in (unknown_host, no_route, other_family, multicast, no_helper, helper_not_ours,
                     database_missing, database_broken, not_writable, nothing_half_written,
                     full_pipe, closed_streams, bad_input, interrupted,
                     interrupted_with_nothing, interrupted_rounds,
                     no_display, no_window_program, needs_no_window_system, help_and_version,
                     locate):
            cases.add(case.__name__.replace('_', ' '), case, installed, network)
        return cases.run()


sys.exit(main(sys.argv[1]))

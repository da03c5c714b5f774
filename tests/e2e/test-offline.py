#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the computer besides the probes themselves, seen by strace: nothing with --offline,
nothing for an opened file, and nothing but what the README names otherwise."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from hops import HOPS, PLACED
from installed import Installed
from network import Network
import tap

NAME, ADDRESS4, ADDRESS6 = HOPS[-1][:3]

# With a key there would be somebody to ask.
KEY = {'HOPMAP_IPGEOLOCATION_KEY': 'secret'}

NAME_SERVER = '127.0.0.1:53'

INET = re.compile(r'sa_family=AF_INET, sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)')
INET6 = re.compile(r'sa_family=AF_INET6, sin6_port=htons\((\d+)\).*?'
                   r'inet_pton\(AF_INET6, "([^"]+)"')
OTHER = re.compile(r'sa_family=(AF_\w+|0x\w+)')
# Those that stay on this computer.
LOCAL = ('AF_UNIX', 'AF_NETLINK', 'AF_UNSPEC')
SENDING = re.compile(r'(connect|sendto|sendmsg|sendmmsg)\(')


def destinations(line):
    """Where a call leads off this computer; a call without an address goes where an earlier
    connect() led."""
    found = ['%s:%s' % (host, port) for port, host in INET.findall(line)]
    found += ['[%s]:%s' % (host, port) for port, host in INET6.findall(line)]
    found += [family for family in OTHER.findall(line)
              if family not in LOCAL + ('AF_INET', 'AF_INET6')]
    return found


class Watched:
    """A run under strace: how it ended, where the helper sent to, where all the rest of the program
    connected or sent to, and what the latter said."""

    def __init__(self, installed, network, *arguments, environment=None, **options):
        with tempfile.TemporaryDirectory(prefix='hopmap-strace-') as folder:
            words = ['strace', '-ff', '-qq', '-s', '512', '-o', folder + '/log',
                     '-e', 'trace=network,execve', '-e', 'signal=none',
                     *installed.words(*arguments, environment=environment)]
            self.done = subprocess.run(network.inside(*words), text=True, capture_output=True,
                                       cwd=installed.home.name, timeout=120, **options)
            self.helper, self.others, self.said = [], [], []
            for log in sorted(pathlib.Path(folder).iterdir()):
                self._read(log.read_text(errors='replace').splitlines(), str(installed.helper))

    def _read(self, lines, helper):
        is_helper = any(line.startswith('execve("%s"' % helper) and line.endswith('= 0')
                        for line in lines)
        for line in lines:
            if not SENDING.match(line):
                continue
            (self.helper if is_helper else self.others).extend(destinations(line))
            if not is_helper:
                self.said.append(line)


def nothing_but_probes(watched, target):
    tap.equal(watched.done.returncode, 0, watched.done.stderr)
    tap.equal(watched.others, [], 'the program itself reached')
    hosts = {where.rpartition(':')[0].strip('[]') for where in watched.helper}
    assert target in hosts, watched.helper
    # Unprivileged sockets ask the kernel for a way by connecting; that sends nothing.
    assert hosts <= {target, '0.0.0.0', '::'}, hosts


def loopback(installed, network, privilege, address):
    installed.privilege(privilege)
    watched = Watched(installed, network, '--offline', '-f', 'text', address, environment=KEY)
    nothing_but_probes(watched, address)
    assert address in watched.done.stdout, watched.done.stdout


def chain(installed, network, privilege, address):
    """Routers that a service would know, and that have names."""
    installed.privilege(privilege)
    watched = Watched(installed, network, '--offline', '-f', 'text', address, environment=KEY)
    nothing_but_probes(watched, address)
    # The installed database needs no network.
    if address == ADDRESS4:
        assert PLACED[ADDRESS4] in watched.done.stdout, watched.done.stdout


def neither_key_nor_names(installed, network):
    """Without --offline, too: nobody is asked whom the person did not choose."""
    watched = Watched(installed, network, '-n', '-f', 'text', ADDRESS4)
    nothing_but_probes(watched, ADDRESS4)


def names_without_key(installed, network):
    """Names of routers come from the system's resolver; here the hosts file knows some only."""
    stranger = '198.18.0.78'
    network.ip(network.source, 'addr', 'add', stranger + '/32', 'dev', 'lo')
    try:
        watched = Watched(installed, network, '-f', 'text', stranger)
    finally:
        network.ip(network.source, 'addr', 'del', stranger + '/32', 'dev', 'lo')
    tap.equal(watched.done.returncode, 0, watched.done.stderr)
    tap.equal(set(watched.others), {NAME_SERVER}, 'the program itself reached')
    # Which shows, too, that what is not there in the other cases would be seen.
    assert any('in-addr' in line for line in watched.said), watched.said


def with_key(installed, network):
    """The service that the key is for is looked for, and for public addresses alone."""
    watched = Watched(installed, network, '-n', '-f', 'text', ADDRESS4, environment=KEY)
    tap.equal(watched.done.returncode, 0, watched.done.stderr)
    tap.equal(set(watched.others), {NAME_SERVER}, 'the program itself reached')
    assert any('ipgeolocation' in line for line in watched.said), watched.said
    assert not any('secret' in line for line in watched.said), watched.said


def private_with_key(installed, network):
    """A router of the home network is nobody's business."""
    watched = Watched(installed, network, '-n', '-f', 'text', HOPS[0][1], environment=KEY)
    nothing_but_probes(watched, HOPS[0][1])


def opened_file(installed, network):
    done = installed.run(network, '-n', '-f', 'json', ADDRESS4)
    tap.equal(done.returncode, 0, done.stderr)
    for wanted in ('text', 'json', 'google-maps'):
        watched = Watched(installed, network, '-i', '-', '-f', wanted, environment=KEY,
                          input=done.stdout)
        tap.equal(watched.done.returncode, 0, watched.done.stderr)
        tap.equal(watched.others + watched.helper, [], wanted)


def located(installed, network):
    watched = Watched(installed, network, '--locate', '--offline', environment=KEY,
                      input='%s\n%s\n' % (HOPS[0][1], ADDRESS4))
    tap.equal(len(watched.done.stdout.splitlines()), 2, watched.done.stderr)
    tap.equal(watched.others + watched.helper, [])


def main(prefix):
    installed = Installed(prefix)
    reason = installed.why_not() or Network.why_not()
    if not reason and not shutil.which('strace'):
        reason = 'strace is not installed'
    if reason:
        tap.skip(reason)

    with installed, Network(HOPS) as network:
        cases = tap.Cases()
        for privilege in ('caps', 'setuid', 'none'):
            for address in ('127.0.0.1', '::1'):
                cases.add('offline to %s, helper: %s' % (address, privilege),
                          loopback, installed, network, privilege, address)
            for address in (ADDRESS4, ADDRESS6):
                cases.add('offline to %s, helper: %s' % (address, privilege),
                          chain, installed, network, privilege, address)
        for case in (neither_key_nor_names, names_without_key, with_key, private_with_key,
                     opened_file, located):
            cases.add(case.__name__.replace('_', ' '), case, installed, network)
        return cases.run()


sys.exit(main(sys.argv[1]))

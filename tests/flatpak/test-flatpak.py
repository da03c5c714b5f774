#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak, run by an ordinary user behind real routers: what it is allowed, how it
traces from inside, and that a page is saved through the portal. Needs root.

usage: test-flatpak.py USER [PICTURE-FOLDER]    USER has io.github.hopmap.Hopmap installed"""
import json
import os
import pathlib
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'e2e'))

from hops import HOPS
from installed import hop_addresses
from network import Network
import tap

NAME = 'io.github.hopmap.Hopmap'
DRIVER = pathlib.Path(__file__).with_name('window_driver.py')

# What the manifest explains, and nothing else.
PERMISSIONS = {'shared': {'network', 'ipc'}, 'sockets': {'wayland', 'fallback-x11'}, 'devices': {'dri'}}


class Flatpak:
    def __init__(self, user):
        entry = pwd.getpwnam(user)
        self.user, self.home = user, entry.pw_dir
        self.folder = tempfile.TemporaryDirectory(prefix='hopmap-flatpak-', dir='/var/tmp')
        os.chown(self.folder.name, entry.pw_uid, entry.pw_gid)
        # Files of the document portal have this name inside the sandbox, whatever it is outside.
        self.runtime = '/run/user/%d' % entry.pw_uid
        if not os.path.isdir(self.runtime):
            os.makedirs(self.runtime, 0o700)
            os.chown(self.runtime, entry.pw_uid, entry.pw_gid)

    def words(self, *words):
        return ['runuser', '-u', self.user, '--', 'env', '-i', 'HOME=' + self.home, 'PATH=/usr/bin:/bin',
                'LC_ALL=C.UTF-8', 'XDG_RUNTIME_DIR=' + self.runtime, 'XDG_CURRENT_DESKTOP=GNOME',
                'GDK_BACKEND=x11', *words]

    def trace(self, network, *arguments):
        words = network.inside(*self.words('dbus-run-session', '--', 'flatpak', 'run', '--user', NAME,
                                           '-f', 'json', *arguments))
        done = subprocess.run(words, text=True, capture_output=True, timeout=120, cwd=self.folder.name)
        tap.equal(done.returncode, 0, 'exit status, with ' + done.stderr)
        return json.loads(done.stdout)


def permissions(flatpak):
    done = subprocess.run(flatpak.words('flatpak', 'info', '--user', '--show-permissions', NAME), text=True,
                          capture_output=True, check=True)
    print('# ' + done.stdout.strip().replace('\n', '\n# '))
    found = dict(line.split('=') for line in done.stdout.splitlines() if '=' in line)
    found = {key: set(filter(None, value.split(';'))) for key, value in found.items()}
    # The fallback is written as both.
    found['sockets'].discard('x11')
    tap.equal(found, PERMISSIONS)


def no_privilege(flatpak):
    """Nothing in the sandbox could have any."""
    folder = pathlib.Path(flatpak.home, '.local/share/flatpak/app', NAME, 'current/active/files')
    helper = folder / 'libexec/hopmap-probe'
    mode = helper.stat().st_mode
    assert not mode & (stat.S_ISUID | stat.S_ISGID), oct(mode)
    assert 'security.capability' not in os.listxattr(helper), os.listxattr(helper)


def route(flatpak, network, protocol, family):
    document = flatpak.trace(network, '-p', protocol, '-%d' % family, HOPS[-1][0])
    tap.equal(hop_addresses(document), [[hop[1 if family == 4 else 2]] for hop in HOPS], 'hops')
    method = document['traces'][0]['method']
    tap.equal((method['protocol'], method['access']),
              (protocol, 'ping-socket' if protocol == 'icmp' else 'error-queue'))


def ping_socket(flatpak, network, family):
    network.sysctl(network.source, 'net.ipv4.ping_group_range', '0 2147483647')
    try:
        route(flatpak, network, 'icmp', family)
    finally:
        network.sysctl(network.source, 'net.ipv4.ping_group_range', '1 0')


def window(flatpak, network, pictures):
    """The document portal hands files over by FUSE."""
    fuse = pathlib.Path('/dev/fuse')
    mode = stat.S_IMODE(fuse.stat().st_mode)
    fuse.chmod(0o666)
    page = flatpak.folder.name + '/route.html'
    picture = flatpak.folder.name + '/window.png'
    driver = shutil.copy(DRIVER, flatpak.folder.name)
    os.chmod(driver, 0o755)
    try:
        done = subprocess.run(
            network.inside(*flatpak.words('xvfb-run', '-a', '-s', '-screen 0 1280x900x24 -noreset', 'dbus-run-session',
                                          '--', '/usr/bin/python3', driver, NAME, HOPS[-1][0],
                                          str(len(HOPS)), page, picture)),
            text=True, capture_output=True, timeout=400, cwd=flatpak.folder.name)
    finally:
        fuse.chmod(mode)
        for path in pathlib.Path(flatpak.folder.name).glob('*.png') if pictures else []:
            shutil.copy(path, pictures)
    tap.equal(done.returncode, 0, done.stdout + done.stderr)
    html = pathlib.Path(page).read_text()
    assert html.lstrip().lower().startswith('<!doctype html>') and HOPS[-1][0] in html, html[:200]
    seen = json.loads(done.stdout.splitlines()[-1])
    print('# ' + '\n# '.join(seen['rows'] + seen['saved'] + seen['log'].splitlines()))
    assert 'CRITICAL' not in seen['log'], seen['log']


def main(user, pictures=None):
    reason = Network.why_not()
    if reason:
        tap.skip(reason)
    flatpak = Flatpak(user)
    with flatpak.folder, Network(HOPS) as network:
        cases = tap.Cases()
        cases.add('permissions', permissions, flatpak)
        cases.add('no privilege', no_privilege, flatpak)
        for family in (4, 6):
            for protocol in ('udp', 'tcp'):
                cases.add('%s, IPv%d' % (protocol, family), route, flatpak, network, protocol, family)
            cases.add('icmp where it is open, IPv%d' % family, ping_socket, flatpak, network, family)
        cases.add('window, and a page saved through the portal', window, flatpak, network, pictures)
        return cases.run()


sys.exit(main(*sys.argv[1:]))

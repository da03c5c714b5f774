#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window where something is missing around it, or wrong: no session bus, no icons, no network,
no tiles, settings of somebody else. It can be used; what the person needs to know is said once."""
import os
import pathlib
import pwd
import shutil
import sys

from hops import HOPS
from installed import USER, Installed
from network import Network
import tap
import window_run

HOST = HOPS[-1][0]

# Out of range, of another type, unknown, and of a version to come.
SETTINGS = '''[io/github/hopmap/Hopmap]
window-width=-5
window-height=999999
panel-width='wide'
map-part=7.5
protocol='sctp'
family='ipx'
max-ttl=4000
queries=-1
watch-interval=1e300
mask-hops=99
map-tiles='mars'
map-colours=@ay []
place-sources=['nobody', '', 'ipmap', 'ipmap']
origin='north of the moon'
database-path='/nonexistent/places.mmdb'
table-columns=['host', 'host', 'horoscope']
a-setting-of-2031=(1, 'two', @mv nothing)
show-table=maybe
'''
TILES = '''[io/github/hopmap/Hopmap]
map-tiles='own'
map-tiles-address='http://127.0.0.1:9/{z}/{x}/{y}.png'
'''


class Nowhere:
    @staticmethod
    def inside(*words):
        return ['unshare', '-n', *words]


class Bare:
    def __init__(self, installed, network):
        self.installed = installed
        self.network = network

    def use(self, *values, network=None, n_hops=len(HOPS)):
        seen = window_run.drive(self.installed, network or self.network, 'bare_driver.py',
                                HOST if n_hops else HOPS[-1][1], n_hops, *values)
        tap.equal(seen['status'], 0, seen['log'])
        tap.equal([line for line in seen['log'].splitlines() if 'CRITICAL' in line], [], 'log')
        return seen

    def settle(self, text):
        path = pathlib.Path(self.installed.home.name, 'config/glib-2.0/settings/keyfile')
        shutil.rmtree(path.parents[2], ignore_errors=True)
        path.parent.mkdir(parents=True)
        path.write_text(text)
        entry = pwd.getpwnam(USER)
        for each in (path, *path.parents[:3]):
            os.chown(each, entry.pw_uid, entry.pw_gid)

    def no_bus(self):
        """Without it GTK tells nobody what is in the window; what was traced is in what it saves."""
        seen = window_run.drive(self.installed, self.network, 'busless_driver.py', HOST,
                                *(hop[0] for hop in HOPS))
        tap.equal(seen['status'], 0, seen['log'])
        tap.equal([line for line in window_run.noise(seen['log'])
                   if 'Unable to acquire session bus' not in line], [], 'log')

    def no_icons(self):
        """Buttons that show nothing still say what they are for."""
        seen = self.use('XDG_DATA_DIRS=%s' % (self.installed.prefix / 'share'))
        for name in ('Main Menu', 'Save as Google Maps Page', 'Zoom in'):
            assert name in seen['before'], name

    def no_network(self):
        seen = self.use(network=Nowhere, n_hops=0)
        tap.equal(len([name for name in seen['before'] if 'offline' in name]), 1, seen['before'])
        tap.equal(len(set(seen['error'])), 1, seen['error'])
        tap.equal(window_run.noise(seen['log']), [], 'log')

    def no_tiles(self):
        """The world that is built in stays, and the sentence stands there once, not for each tile."""
        self.settle(TILES)
        seen = self.use()
        tap.equal(seen['after'].count('Map tiles unavailable'), 1, seen['after'])
        tap.equal(window_run.noise(seen['log']), [], 'log')

    def bad_settings(self):
        self.settle(SETTINGS)
        seen = self.use()
        found = [name for name in seen['after'] if '/nonexistent/places.mmdb' in name]
        tap.equal(len(found), 1, seen['after'])


def main(prefix):
    installed = Installed(prefix)
    reason = installed.why_not() or Network.why_not() or window_run.why_not()
    if reason:
        tap.skip(reason)

    with installed, Network(HOPS) as network:
        installed.privilege('setuid')
        bare = Bare(installed, network)
        cases = tap.Cases()
        for name in ('no_bus', 'no_icons', 'no_network', 'no_tiles', 'bad_settings'):
            cases.add(name.replace('_', ' '), getattr(bare, name))
        return cases.run()


sys.exit(main(sys.argv[1]))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The button of the preferences for this computer's location: what it says where no desktop knows it, and
what it fills in where one does."""
import os
import pathlib
import shutil
import sys

from installed import USER, Installed
from network import Nowhere
import tap
import window_run

HERE = pathlib.Path(__file__).resolve().parent
PLACE = ('52.52', '13.405')
# Found before the one of this machine, which may have a desktop that knows more than is wanted here.
NO_PORTAL = '''[D-BUS Service]
Name=org.freedesktop.portal.Desktop
Exec=/bin/false
'''


class Seen:
    def __init__(self, installed):
        stand_in = shutil.copy(HERE / 'location_portal.py', installed.home.name)
        os.chmod(stand_in, 0o755)
        self.home = pathlib.Path(installed.home.name)
        services = self.home / 'data/dbus-1/services'
        services.mkdir(parents=True)
        (services / 'org.freedesktop.portal.Desktop.service').write_text(NO_PORTAL)
        shutil.chown(self.home / 'data', USER, USER)
        self.seen = window_run.drive(installed, Nowhere, 'location_driver.py', stand_in, *PLACE)

    def unknown(self):
        """Said once, in front of who asked, and nothing is changed."""
        tap.equal(self.seen['unknown'], [
            'The desktop does not know where you are. Type a town.'])
        tap.equal((self.seen['before'], self.seen['after-unknown']), ('', ''))

    def known(self):
        for number in PLACE:
            assert number in self.seen['known'], self.seen['known']
        settings = (self.home / 'config/glib-2.0/settings/keyfile').read_text()
        assert self.seen['known'] in settings, settings

    def quiet(self):
        tap.equal(self.seen['status'], 0, self.seen['log'])
        tap.equal(window_run.noise(self.seen['log']), [], 'log')


def main(prefix):
    installed = Installed(prefix)
    reason = installed.why_not() or Nowhere.why_not() or window_run.why_not()
    if reason:
        tap.skip(reason)

    with installed:
        return window_run.run(lambda: Seen(installed), ('unknown', 'known', 'quiet'))


sys.exit(main(sys.argv[1]))

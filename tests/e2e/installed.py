# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program, run as an ordinary user, with its helper under each privilege."""
import json
import os
import pathlib
import pwd
import subprocess
import tempfile

USER = 'hopmap-test'

INSTALL_PRIVILEGE = pathlib.Path(__file__).parents[2] / 'data/install-helper-privilege.sh'

# What the helper says of itself and of how probes reach the network, for each way of installing it.
ACCESS = {'setuid': 'raw', 'caps': 'raw', 'none': 'error-queue'}


class Installed:
    def __init__(self, prefix):
        self.prefix = pathlib.Path(prefix)
        self.program = self.prefix / 'bin/hopmap'
        self.window = self.prefix / 'libexec/hopmap-window'
        self.helper = self.prefix / 'libexec/hopmap-probe'
        self.database = self.prefix / 'share/hopmap/places.mmdb'
        self.home = None

    def why_not(self):
        if not os.access(self.program, os.X_OK):
            return 'the program is not installed in %s' % self.prefix
        return None

    def __enter__(self):
        try:
            pwd.getpwnam(USER)
        except KeyError:
            subprocess.run(['useradd', '--system', '--no-create-home', USER], check=True)
        self.home = tempfile.TemporaryDirectory(prefix='hopmap-home-', dir='/var/tmp')
        entry = pwd.getpwnam(USER)
        os.chown(self.home.name, entry.pw_uid, entry.pw_gid)
        return self

    def __exit__(self, *_):
        self.privilege('none')
        self.home.cleanup()

    def privilege(self, kind):
        """Gives the helper its privilege as an install does: 'none', 'caps' or 'setuid'."""
        os.chown(self.helper, 0, 0)
        os.chmod(self.helper, 0o755)
        subprocess.run(['setcap', '-r', self.helper], capture_output=True)
        subprocess.run(['sh', INSTALL_PRIVILEGE, kind, self.helper], check=True,
                       capture_output=True)

    def words(self, *arguments, environment=None):
        """The words that run the program as the ordinary user, in the caller's namespace."""
        home = self.home.name
        values = {'HOME': home, 'XDG_RUNTIME_DIR': home, 'XDG_CACHE_HOME': home + '/cache',
                  'XDG_CONFIG_HOME': home + '/config', 'XDG_DATA_HOME': home + '/data',
                  'XDG_DATA_DIRS': '%s:/usr/share' % (self.prefix / 'share'),
                  'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'G_DEBUG': 'fatal-criticals',
                  'GSETTINGS_BACKEND': 'keyfile'}
        values.update(environment or {})
        return ['runuser', '-u', USER, '--', 'env', '-i',
                *('%s=%s' % pair for pair in values.items()), str(self.program), *arguments]

    def run(self, network, *arguments, environment=None, timeout=60, **options):
        words = self.words(*arguments, environment=environment)
        if network is not None:
            words = network.inside(*words)
        return subprocess.run(words, text=True, capture_output=True, timeout=timeout,
                              stdin=options.pop('stdin', subprocess.DEVNULL)
                              if 'input' not in options else None,
                              cwd=self.home.name, **options)

    def trace(self, network, *arguments, **options):
        """Runs a trace as JSON; returns the process and the one trace of the document."""
        done = self.run(network, '-f', 'json', *arguments, **options)
        return done, (json.loads(done.stdout) if done.stdout else None)


def hop_addresses(document):
    """For each hop the addresses that answered, in order of distance."""
    found = []
    for hop in document['traces'][0]['hops']:
        seen = []
        for probe in hop.get('probes', []):
            if 'address' in probe and probe['address'] not in seen:
                seen.append(probe['address'])
        found.append(seen)
    return found


def hop_times(document):
    return [[p['rttMs'] for p in hop.get('probes', []) if p.get('rttMs') is not None]
            for hop in document['traces'][0]['hops']]

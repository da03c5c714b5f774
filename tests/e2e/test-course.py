#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The course exercise from end to end by our own commands, as the README shows it: trace, take the
addresses, locate them, draw the map, show it to a browser."""
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import sys

from hops import HOPS, PLACED
from installed import Installed
from network import Network
import tap

# The exercise has one digit at the end, and so cuts addresses off.
ADDRESS = re.compile(r'[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+')


class Exercise:
    def __init__(self, installed, network):
        self.installed, self.network = installed, network
        self.folder = pathlib.Path(installed.home.name)

    def trace(self):
        done = self.installed.run(self.network, '-f', 'text', HOPS[-1][0])
        tap.equal(done.returncode, 0, done.stderr)
        rows = [line for line in done.stdout.splitlines() if re.match(r' *[0-9]+  ', line)]
        self.addresses = [ADDRESS.search(row).group(0) for row in rows]
        tap.equal(self.addresses, [hop[1] for hop in HOPS])

    def locate(self):
        done = self.installed.run(self.network, '--locate',
                                  input=''.join(a + '\n' for a in self.addresses))
        tap.equal(done.returncode, 0, done.stderr)
        self.locations = done.stdout
        lines = [line.split() for line in self.locations.splitlines()]
        tap.equal([line[0] for line in lines], self.addresses)
        for line in lines:
            if line[0] in PLACED:
                assert -90 <= float(line[1]) <= 90 and -180 <= float(line[2]) <= 180, line
        assert all('bogon,' in line for line in lines if line[0] not in PLACED), lines

    def draw(self):
        """With the lines of bogons, and without them as the exercise has it."""
        for text in (self.locations, ''.join(line for line in self.locations.splitlines(True)
                                             if 'bogon' not in line)):
            (self.folder / 'locations.txt').write_text(text)
            (self.folder / 'locations.txt').chmod(0o644)
            done = self.installed.run(self.network, '-i', 'locations.txt', '-o', 'map.html')
            tap.equal(done.returncode, 0, done.stderr)
            page = (self.folder / 'map.html').read_text()
            data = json.loads(re.search(r'<script nonce="[0-9a-f]+" type="application/json" '
                                        r'id="route">(.*?)</script>', page, re.S).group(1))
            drawn = [(round(hop['latitude'], 3), round(hop['longitude'], 3)) for hop in data['hops']]
            wanted = [(round(float(line.split()[1]), 3), round(float(line.split()[2]), 3))
                      for line in text.splitlines() if line.split()[0] in PLACED]
            tap.equal(drawn, wanted)

    def serve(self):
        """The page that was written, and a page straight from the list."""
        page = (self.folder / 'map.html').read_bytes()
        for name, same in (('map.html', True), ('locations.txt', False)):
            words = self.installed.words('-i', name, '--serve=0')
            process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, cwd=self.folder,
                                       start_new_session=True)
            try:
                said = next(line for line in process.stderr if 'http://' in line)
                host, port = re.search(r'http://([0-9.]+):([0-9]+)/', said).groups()
                connection = http.client.HTTPConnection(host, int(port), timeout=60)
                connection.request('GET', '/')
                answer = connection.getresponse()
                body = answer.read()
                tap.equal(answer.status, 200)
                tap.equal(body == page, same, name)
                assert self.addresses[-1].encode() in body
                # As a terminal does it: to all that run in it.
                os.killpg(process.pid, signal.SIGINT)
                _, rest = process.communicate(timeout=60)
                assert 'no longer shown' in rest, rest
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)


def main(prefix):
    installed = Installed(prefix)
    reason = installed.why_not() or Network.why_not()
    if reason:
        tap.skip(reason)

    with installed, Network(HOPS) as network:
        installed.privilege('setuid')
        exercise = Exercise(installed, network)
        cases = tap.Cases()
        for name in ('trace', 'locate', 'draw', 'serve'):
            cases.add(name, getattr(exercise, name))
        return cases.run()


sys.exit(main(sys.argv[1]))

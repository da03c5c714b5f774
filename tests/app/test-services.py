#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program in front of services on this computer, seen by strace: whom it asks for places, how
often, with what, and when it does not.

    test-services.py HOPMAP SCHEMAS
"""
import collections
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
import tap  # noqa: E402

PROGRAM, SCHEMAS = sys.argv[1:3]
APPLICATION = 'io/github/hopmap/Hopmap'
INTERNET = re.compile(r'^(?:\d+\s+)?(connect|sendto|sendmsg|sendmmsg)\(.*sa_family=AF_INET6?, (.*)')
KEY = 'a s3cret of a test'

PRIVATE = ['10.0.0.1', '192.168.7.7', '172.16.0.1', '100.64.0.1', '127.0.0.1', '169.254.1.1', 'fe80::1',
           'fd00::1', '::1', '224.0.0.1', '192.0.2.1', '198.18.0.1', '2001:db8::1',
           '64:ff9b::10.0.0.1', '::ffff:10.0.0.1', '2002:a00:1::1']
PUBLIC = ['62.154.1.%d' % i for i in range(1, 31)]


class Services:
    """IPmap and ipgeolocation.io, as far as their documentation goes."""

    def __init__(self):
        self.asked = []
        self.refuses = False
        services = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_GET(self):
                services.asked.append(self.path)
                self.answer(services.answer(self.path))

            def do_POST(self):
                length = int(self.headers['Content-Length'])
                services.asked.append(self.path + ' ' + self.rfile.read(length).decode())
                self.send_response(401)
                self.send_header('Content-Length', '0')
                self.end_headers()

            def answer(self, document):
                body = json.dumps(document).encode()
                if services.refuses:
                    self.send_response(429)
                    self.send_header('Retry-After', '3600')
                    body = b''
                else:
                    self.send_response(200)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.port = self.server.server_address[1]
        self.url = 'http://127.0.0.1:%d' % self.port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @staticmethod
    def answer(path):
        place = {'cityName': 'Bonn', 'type': 'city', 'countryCodeAlpha2': 'DE', 'latitude': 50.7,
                 'longitude': '7.1', 'contributions': {'reverse-dns': {}}}
        found = re.search(r'resources=([^&]*)', path)
        if found:
            return {'data': {address: place for address in found.group(1).split(',')}}
        address = re.search(r'ip=([^&]*)', path).group(1)
        return {'ip': address, 'location': {'city': 'Ulm', 'country_code2': 'DE', 'latitude': '48.4',
                                            'longitude': '10.0'}}


Run = collections.namedtuple('Run', 'code out err reached')


class Home:
    """A person's settings and files."""

    def __init__(self, services, **settings):
        self.folder = tempfile.TemporaryDirectory(prefix='hopmap-services-')
        self.path = pathlib.Path(self.folder.name)
        self.services = services
        keyfile = self.path / 'config/glib-2.0/settings/keyfile'
        keyfile.parent.mkdir(parents=True)
        urls = '{%s}' % ', '.join("'%s': '%s'" % (name, services.url)
                                  for name in ('ipmap', 'ipgeolocation'))
        settings.setdefault('place-sources', "['ipmap']")
        settings['place-source-urls'] = urls
        keyfile.write_text('[%s]\n' % APPLICATION
                           + ''.join('%s=%s\n' % pair for pair in settings.items()))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def locate(self, addresses, *words, **environment):
        """Returns how it ended, what it said, and where it connected to."""
        log = self.path / 'strace'
        values = {'HOME': self.path, 'XDG_CONFIG_HOME': self.path / 'config',
                  'XDG_CACHE_HOME': self.path / 'cache', 'XDG_DATA_HOME': self.path / 'data',
                  'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'GSETTINGS_BACKEND': 'keyfile',
                  'GSETTINGS_SCHEMA_DIR': SCHEMAS, 'G_DEBUG': 'fatal-criticals',
                  'G_MESSAGES_DEBUG': 'all', 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent',
                  **environment}
        done = subprocess.run(['strace', '-f', '-qq', '-o', log, '-e', 'trace=network',
                               '-e', 'signal=none', PROGRAM, '--locate', *words],
                              input='\n'.join(addresses), text=True, capture_output=True,
                              env={name: str(value) for name, value in values.items()}, timeout=60)
        reached = [found.group(2) for line in log.read_text().splitlines()
                   for found in [INTERNET.match(line)] if found]
        assert 's3cret' not in done.stdout + done.stderr, 'the key is said'
        return Run(done.returncode, done.stdout, done.stderr, reached)

    def files(self):
        return [path for path in self.path.rglob('*') if path.is_file() and path.name != 'strace']


def nothing(run):
    tap.equal(run.reached, [], 'reached')


def only_here(run, services):
    assert run.reached, 'nothing was reached'
    for where in run.reached:
        assert 'htons(%d)' % services.port in where and '127.0.0.1' in where, where


def not_before_consent(services):
    for consent in ("'ask'", "'no'"):
        with Home(services, **{'web-places': consent}) as home:
            nothing(home.locate(PUBLIC + PRIVATE))
            assert not (home.path / 'cache').exists(), home.files()
    tap.equal(services.asked, [], 'asked')


def offline(services):
    with Home(services, **{'web-places': "'yes'"}) as home:
        nothing(home.locate(PUBLIC + PRIVATE, '--offline', HOPMAP_IPGEOLOCATION_KEY=KEY))
    with Home(services, **{'web-places': "'yes'", 'offline': 'true'}) as home:
        nothing(home.locate(PUBLIC + PRIVATE, HOPMAP_IPGEOLOCATION_KEY=KEY))
    tap.equal(services.asked, [], 'asked')


def private(services):
    with Home(services, **{'web-places': "'yes'",
                           'place-sources': "['ipmap', 'ipgeolocation']"}) as home:
        nothing(home.locate(PRIVATE, HOPMAP_IPGEOLOCATION_KEY=KEY))
    tap.equal(services.asked, [], 'asked')


def one_question(services):
    with Home(services, **{'web-places': "'yes'"}) as home:
        run = home.locate(PUBLIC + PRIVATE + PUBLIC)
        only_here(run, services)
        tap.equal(run.code, 0, run.err)
        tap.equal(run.out.count(' 50.70000 7.10000'), 60, 'located')
        tap.equal(len(services.asked), 1, 'questions')
        for address in PRIVATE:
            assert address not in services.asked[0], address
        for address in PUBLIC:
            tap.equal(len(re.findall(r'[=,]%s[,&]' % re.escape(address), services.asked[0])), 1, address)

        # Another day; the answers lie here, and only the person can read them.
        again = home.locate(PUBLIC)
        nothing(again)
        tap.equal(again.out.count(' 50.70000 7.10000'), 30, 'kept')
        for path in home.files():
            if 'cache' in str(path):
                tap.equal(path.stat().st_mode & 0o077, 0, path)
        tap.equal(home.locate(PUBLIC, '--offline').out.count(' 50.70000 7.10000'), 30, 'offline')
        tap.equal(len(services.asked), 1, 'questions')

        only_here(home.locate(PUBLIC[:1], '--no-cache'), services)
        tap.equal(len(services.asked), 2, 'questions')


def nothing_kept(services):
    with Home(services, **{'web-places': "'yes'", 'keep-places': 'false'}) as home:
        only_here(home.locate(PUBLIC[:2]), services)
        only_here(home.locate(PUBLIC[:2]), services)
        for path in home.files():
            assert b'Bonn' not in path.read_bytes(), path


def long_lists(services):
    with Home(services, **{'web-places': "'yes'"}) as home:
        nothing(home.locate(['62.%d.%d.1' % (i // 200, i % 200) for i in range(1001)]))


def key(services):
    with Home(services, **{'place-sources': "['ipgeolocation']"}) as home:
        run = home.locate(PUBLIC[:3] + PRIVATE, HOPMAP_IPGEOLOCATION_KEY=KEY)
        only_here(run, services)
        tap.equal(run.out.count(' 48.40000 10.00000'), 3, run.out)
        # The plan has no batches: one in vain, then one by one.
        tap.equal(len(services.asked), 4, 'questions')
        assert all('apiKey=a%20s3cret%20of%20a%20test' in asked for asked in services.asked)
        for path in home.files():
            assert b's3cret' not in path.read_bytes(), path


def left_alone(services):
    """A service that refuses is not asked by the next program either."""
    services.refuses = True
    try:
        with Home(services, **{'web-places': "'yes'"}) as home:
            run = home.locate(PUBLIC)
            only_here(run, services)
            tap.equal(run.code, 4, run.err)
            assert 'RIPE IPmap' in run.err, run.err
            nothing(home.locate(PUBLIC))
            nothing(home.locate(PUBLIC, '--no-cache'))
    finally:
        services.refuses = False
    tap.equal(len(services.asked), 1, 'questions')


def own_network(_):
    """Routers beside this computer would tell where it is."""
    done = subprocess.run(['unshare', '-n', sys.executable, __file__, PROGRAM, SCHEMAS, 'inside'],
                          text=True, capture_output=True)
    tap.equal(done.returncode, 0, done.stderr)


def inside():
    """Within a network of its own, in which this computer has public addresses."""
    for words in ('link set lo up', 'addr add 62.154.9.9/32 dev lo', 'addr add 2a00:1:2::9/128 dev lo'):
        subprocess.run(['ip', *words.split()], check=True)
    services = Services()
    with Home(services, **{'web-places': "'yes'"}) as home:
        home.locate(['62.154.9.1', '62.154.8.1', '2a00:1:2:3::1', '2a00:1:3::1'])
    tap.equal(len(services.asked), 1, services.asked)
    assert '62.154.8.1' in services.asked[0] and '2a00:1:3::1' in services.asked[0], services.asked
    assert '62.154.9.1' not in services.asked[0], services.asked
    assert '2a00:1:2' not in services.asked[0], services.asked


def main():
    if shutil.which('strace') is None:
        tap.skip('strace is not installed')
    if subprocess.run(['strace', '-qq', '-o', '/dev/null', 'true'], capture_output=True).returncode:
        tap.skip('strace may not be used here')

    services = Services()

    def fresh(case):
        services.asked.clear()
        case(services)

    cases = tap.Cases()
    for name, case in [
            ('nobody is asked before consent', not_before_consent),
            ('nobody is asked offline', offline),
            ("private addresses are nobody's business", private),
            ('a route of thirty hops is one question, and none the next day', one_question),
            ('nothing is kept where the person does not want it', nothing_kept),
            ('long lists are not for services', long_lists),
            ('the key goes to its service and nowhere else', key),
            ('who refuses is left alone, by the next program as well', left_alone)]:
        cases.add(name, fresh, case)
    if os.geteuid() == 0 and shutil.which('unshare') and shutil.which('ip'):
        cases.add("routers beside this computer are nobody's business", fresh, own_network)
    return cases.run()


if sys.argv[3:] == ['inside']:
    inside()
else:
    sys.exit(main())

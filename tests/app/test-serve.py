#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What "hopmap --serve" shows, and what it does not: it is asked as browsers ask, and as people do
who mean harm.

    test-serve.py HOPMAP DOCUMENT
"""
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
import tap  # noqa: E402

PROGRAM, DOCUMENT = sys.argv[1:3]
PATIENCE_S = 60


class Served:
    """The program while it shows a page."""

    def __init__(self, *words, port='0', home=None):
        environment = dict(os.environ, LC_ALL='C.UTF-8', XDG_CACHE_HOME='/nonexistent')
        self.process = subprocess.Popen([PROGRAM, '--serve=' + port, *words], text=True,
                                        stderr=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env=environment)
        self.said = []
        self.uri = None
        for line in self.process.stderr:
            self.said.append(line)
            found = re.search(r'http://(\S+?):(\d+)/', line)
            if found:
                self.host, self.port = found.group(1).strip('[]'), int(found.group(2))
                self.uri = found.group(0)
                break

    def __enter__(self):
        assert self.uri, self.said
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def ask(self, method='GET', path='/', **options):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE_S)
        try:
            connection.request(method, path, **options)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def send(self, data):
        """Bytes as they are; returns what comes back until the other side closes."""
        with socket.create_connection((self.host, self.port), timeout=PATIENCE_S) as peer:
            try:
                peer.sendall(data)
            except OSError:
                pass
            answer = b''
            try:
                while len(answer) < 1 << 20:
                    part = peer.recv(65536)
                    if not part:
                        break
                    answer += part
            except OSError:
                pass
            return answer

    def alive(self):
        answer, body = self.ask()
        tap.equal(answer.status, 200)
        assert body.startswith(b'<!DOCTYPE html>'), body[:40]
        assert self.process.poll() is None

    def peak_kib(self):
        with open('/proc/%d/status' % self.process.pid) as status:
            return int(re.search(r'VmHWM:\s+(\d+)', status.read()).group(1))


def the_page():
    with Served('-i', DOCUMENT) as served:
        answer, body = served.ask()
        tap.equal(answer.status, 200)
        tap.equal(answer.getheader('Content-Type'), 'text/html;charset=utf-8')
        for name, value in (('X-Content-Type-Options', 'nosniff'), ('X-Frame-Options', 'DENY'),
                            ('Cache-Control', 'no-store'),
                            ('Content-Security-Policy', "frame-ancestors 'none'"),
                            ('Cross-Origin-Resource-Policy', 'same-origin'),
                            ('Cross-Origin-Opener-Policy', 'same-origin'),
                            ('Referrer-Policy', 'strict-origin'), ('Server', None),
                            ('Access-Control-Allow-Origin', None)):
            tap.equal(answer.getheader(name), value, name)
        again, same = served.ask(path='/?from=anywhere')
        tap.equal((again.status, same), (200, body))
        head, nothing = served.ask('HEAD')
        tap.equal((head.status, nothing), (200, b''))
        tap.equal(head.getheader('Content-Length'), str(len(body)))


def the_file():
    """What is written is what is shown, also by the name of the file, and again from the file."""
    with tempfile.TemporaryDirectory() as folder:
        page = os.path.join(folder, 'my map.html')
        with Served('-i', DOCUMENT, '-o', page) as served:
            with open(page, 'rb') as file:
                written = file.read()
            tap.equal(served.ask()[1], written)
            tap.equal(served.ask(path='/my%20map.html')[1], written)
        with Served(page) as served:
            tap.equal(served.ask()[1], written)
        with Served('-f', 'html', '-i', DOCUMENT) as served:
            assert b'maps.googleapis.com' not in served.ask()[1]


def nothing_else():
    with Served('-i', DOCUMENT) as served:
        for path in ('/favicon.ico', '/index.html', '/../../etc/passwd', '/%2e%2e/etc/passwd',
                     '//etc/passwd', '/./../etc/passwd', '/%00', '/proc/self/environ', '/' + 'a' * 8000,
                     '/%2f', '/\\..\\x'):
            answer, body = served.ask(path=path)
            assert answer.status in (400, 404), (path, answer.status)
            assert len(body) < 200 and b'root:' not in body, body
            tap.equal(answer.getheader('Location'), None)
        served.alive()


def other_methods():
    with Served('-i', DOCUMENT) as served:
        for method in ('POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND', 'BREW'):
            answer, _ = served.ask(method)
            tap.equal(answer.status, 405, method)
            tap.equal(answer.getheader('Allow'), 'GET, HEAD')
        assert b'200' not in served.send(b'CONNECT example.org:443 HTTP/1.1\r\n'
                                         b'Host: example.org:443\r\n\r\n')[:15]
        served.alive()


def other_names():
    """A page on the web whose name was made to stand for this computer."""
    with Served('-i', DOCUMENT) as served:
        for host in ('evil.example', 'evil.example:%d' % served.port, 'localhost.evil.example',
                     '192.0.2.1', '127.0.0.1.evil.example'):
            answer, body = served.ask(headers={'Host': host})
            tap.equal(answer.status, 421, host)
            assert b'<' not in body
        for host in ('localhost', 'LOCALHOST:%d' % served.port, '127.0.0.1', '[::1]:1'):
            tap.equal(served.ask(headers={'Host': host})[0].status, 200, host)
        assert b' 200 ' not in served.send(b'GET / HTTP/1.1\r\n\r\n')[:20]
        served.alive()


def garbage():
    with Served('-i', DOCUMENT) as served:
        before = served.peak_kib()
        for data in (b'\r\n' * 1000, b'\0' * 4000, b'\x16\x03\x01\x02\x00\x01' * 100, b'GET',
                     b'GET / HTTP/9.9\r\n\r\n', b'GET http:// HTTP/1.1\r\n\r\n',
                     b'GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n',
                     b'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n',
                     b'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
                     b'GET / HTTP/1.1\r\n' + b'X: ' + b'a' * (8 << 20),
                     b'GET / HTTP/1.1\r\n' + b'X: y\r\n' * (1 << 20)):
            with socket.create_connection((served.host, served.port), timeout=PATIENCE_S) as peer:
                try:
                    peer.sendall(data)
                    peer.shutdown(socket.SHUT_WR)
                    peer.recv(65536)
                except OSError:
                    pass
            served.alive()
        answer, _ = served.ask('POST', body=(b'x' * 65536 for _ in range(800)),
                               headers={'Content-Length': str(800 * 65536)})
        tap.equal(answer.status, 405)
        # 50 MiB of body and 14 MiB of headers: nothing of that is kept.
        print('# peak before %d KiB, after %d KiB' % (before, served.peak_kib()))
        assert served.peak_kib() < before + 16 * 1024, (before, served.peak_kib())


def lengths():
    """Of bodies that cannot be. More than there may be connections, so that none of them stays."""
    with Served('-i', DOCUMENT) as served:
        for method in ('GET', 'POST'):
            for length in ('-5', '-9223372036854775808', '18446744073709551615', '9' * 40) * 20:
                served.send(('%s / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %s\r\n\r\n12345'
                             % (method, length)).encode())
        served.alive()


def many():
    """More silent connections than anybody needs; they end by themselves."""
    with Served('-i', DOCUMENT) as served:
        peers = [socket.create_connection((served.host, served.port), timeout=PATIENCE_S)
                 for _ in range(300)]
        held = len(os.listdir('/proc/%d/fd' % served.process.pid))
        assert held < 120, held
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                served.alive()
                break
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < deadline
                time.sleep(0.5)
        for peer in peers:
            peer.close()
        for _ in range(200):
            served.alive()


def where():
    """On loopback only, unless told otherwise; a port that is taken is told."""
    def listening(pid, port):
        found = []
        for table in ('tcp', 'tcp6'):
            with open('/proc/%d/net/%s' % (pid, table)) as lines:
                for line in lines:
                    words = line.split()
                    if words[1].endswith(':%04X' % port) and words[3] == '0A':
                        found.append(words[1].split(':')[0])
        return found

    with Served('-i', DOCUMENT) as served:
        tap.equal(listening(served.process.pid, served.port), ['0100007F'])
        done = subprocess.run([PROGRAM, '-i', DOCUMENT, '--serve=%d' % served.port],
                              capture_output=True, text=True, timeout=PATIENCE_S)
        tap.equal(done.returncode, 3)
        assert 'in use' in done.stderr, done.stderr
    with Served('-i', DOCUMENT, '--serve-address=0.0.0.0') as served:
        tap.equal(listening(served.process.pid, served.port), ['00000000'])
        assert 'everybody' in ''.join(served.said), served.said
        # What it said is this computer's name, for others: not every computer finds itself by that.
        served.host = '127.0.0.1'
        tap.equal(served.ask(headers={'Host': 'myhost.example'})[0].status, 200)
    done = subprocess.run([PROGRAM, '-i', DOCUMENT, '--serve=0', '--serve-address=192.0.2.77'],
                          capture_output=True, text=True, timeout=PATIENCE_S)
    tap.equal(done.returncode, 3)
    assert '192.0.2.77' in done.stderr, done.stderr


def end():
    for number in (signal.SIGINT, signal.SIGTERM):
        with Served('-i', DOCUMENT) as served:
            served.process.send_signal(number)
            out, err = served.process.communicate(timeout=PATIENCE_S)
            tap.equal(served.process.returncode, 0)
            assert 'no longer shown' in err, err
            tap.equal(out, '')


def no_page():
    for words, status in ((('-i', '/nonexistent'), 3), (('-i', '/dev/null'), 5)):
        done = subprocess.run([PROGRAM, '--serve=0', *words], capture_output=True, text=True,
                              timeout=PATIENCE_S)
        tap.equal(done.returncode, status, words)


CASES = tap.Cases()
for name in (the_page, the_file, nothing_else, other_methods, other_names, garbage, lengths, many,
             where, end, no_page):
    CASES.add(name.__name__.replace('_', ' '), name)
sys.exit(CASES.run())

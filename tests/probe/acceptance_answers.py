# SPDX-License-Identifier: GPL-3.0-or-later
"""What the helper makes of errors where it has no privilege, and what the program says about that:
items 28 and 29."""

import helper_frames as frames
import acceptance_wire as wire
from acceptance_helper import Helper, PR_SET_NO_NEW_PRIVS, call, is_real_root
from acceptance_others import Results
from acceptance_report import Skipped, command, demand, item

TARGET = {4: '198.51.100.7', 6: '2001:db8:7::7'}
ROUTER = {4: '203.0.113.1', 6: '2001:db8:a::1'}
UNREACHABLE_TYPE = {4: 3, 6: 1}
CODES = {4: range(16), 6: range(9)}
PORT_CODE = {4: 3, 6: 4}
PROTOCOLS = (frames.ICMP, frames.UDP, frames.TCP)
MTU = 1280
# To a connection that is being made, Linux keeps this one for its own path MTU discovery.
KEPT = (4, frames.TCP, 4)


class Router:
    """Answers each probe with the error that is set."""

    def __init__(self):
        self.kind = self.code = self.word = 0

    def __call__(self, packet):
        if not wire.is_probe(packet):
            return []
        return [wire.error(packet, ROUTER[packet.family], self.kind, self.code, self.word)]


def expected_kind(family, code):
    if family == 4 and code == 4:
        return frames.TOO_BIG
    return frames.PORT_UNREACHABLE if code == PORT_CODE[family] else frames.UNREACHABLE


def check_code(helper, router, family, protocol, code):
    name = '%s over IPv%d, code %d' % (frames.PROTOCOLS[protocol], family, code)
    router.kind, router.code = UNREACHABLE_TYPE[family], code
    router.word = MTU if (family, code) == (4, 4) else 0
    token = code | protocol << 8 | family << 16
    helper.send(frames.send(token, TARGET[family], protocol, port=0 if protocol == frames.ICMP else 443,
                            timeout_ms=900))
    helper.expect(frames.SENT)
    event = helper.next()
    if (family, protocol, code) == KEPT and helper.hello['tcp4'][0] == frames.ERROR_QUEUE:
        demand(event.type == frames.EXPIRED, '%s: event %s' % (name, event))
        return
    demand(event.type == frames.REPLY and event.token == token, '%s: event %s' % (name, event))
    got = {key: event.fields[key] for key in ('kind', 'type', 'code', 'from', 'mtu')}
    wanted = {'kind': expected_kind(family, code), 'type': UNREACHABLE_TYPE[family], 'code': code,
              'from': ROUTER[family], 'mtu': router.word}
    demand(got == wanted, '%s: %s instead of %s' % (name, got, wanted))


@item(28, budget=120)
def unreachable_codes(context):
    """Without privilege each code of destination unreachable is reported as itself, with its sender, for
    every protocol; and the helper goes on."""
    router = Router()
    wire.Wire(router)
    count = 0
    for start in context.copies.starts('none', *(('caps',) if is_real_root() else ())):
        helper = Helper(start)
        modes = {p: frames.MODES[helper.hello[frames.PROTOCOLS[p].lower() + '4'][0]] for p in PROTOCOLS}
        demand(start.name != 'none' or helper.hello['icmp4'][0] == frames.PING, 'no ping socket: %s' % modes)
        for family in (4, 6):
            for protocol in PROTOCOLS:
                for code in CODES[family]:
                    check_code(helper, router, family, protocol, code)
                    count += 1
        demand(helper.process.poll() is None, 'the helper is gone')
        helper.close()
    return ('IPv4 codes 0 to 15 and IPv6 codes 0 to 8 × ping socket, UDP and TCP by error queue, and the same '
            'by raw sockets: %d events as they should be, the helper lives (code 4 for an unprivileged connect() '
            'is kept by the kernel: EXPIRED)' % count)


HOPS = 4


def road(packet):
    """A road of four hops and a destination that answers everything."""
    if not wire.is_probe(packet):
        return []
    if packet.ttl <= HOPS:
        router = '203.0.113.%d' % packet.ttl if packet.family == 4 else '2001:db8:a::%d' % packet.ttl
        return [wire.error(packet, router, 11 if packet.family == 4 else 3, 0)]
    if packet.protocol == 17:
        return [wire.error(packet, packet.destination, UNREACHABLE_TYPE[packet.family],
                           PORT_CODE[packet.family])]
    return [wire.echo_reply(packet)] if packet.protocol != 6 else []


@item(29, budget=120)
def without_ping_sockets(context):
    """Where new privileges are forbidden and ping sockets are closed, UDP works all the same, and the
    program says that it probed without privilege."""
    wire.Wire(road, ping_group_range='1 0')
    forbid = lambda: call('prctl', PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)    # noqa: E731
    starts = context.copies.starts(*(('caps', 'setuid') if is_real_root() else ('none',)))
    for start in starts:
        helper = Helper(start, extra=forbid)
        demand(helper.hello['start'] == 1, start.name + ': privilege arrived')
        for family in '46':
            demand(helper.hello['icmp' + family][0] == frames.NONE, 'there is a ping socket')
            demand(helper.hello['icmp' + family][2] != 0, 'HELLO does not say why there is none')
            demand(helper.hello['udp' + family][0] == frames.ERROR_QUEUE, 'UDP does not work')
        for ttl in range(1, HOPS + 2):
            helper.send(frames.send(ttl, TARGET[4], frames.UDP, ttl=ttl))
            reply = helper.reply()
            demand(reply['kind'] == (frames.TIME_EXCEEDED if ttl <= HOPS else frames.PORT_UNREACHABLE),
                   'hop %d: %s' % (ttl, reply))
        helper.close()
    fact = 'helper (%s) with NNP and ping_group_range 1 0: all %d hops by UDP' % (
        '/'.join(s.name for s in starts), HOPS + 1)
    program = context.prefix / 'bin/hopmap' if context.prefix else None
    if not program or not program.exists():
        return Skipped(fact + '; but what the program says cannot be seen, because none is installed')
    return '%s; %s; the words of the window: %s' % (
        fact, what_program_says(program, context.copies.start('none'), forbid),
        Results(context, 'ui-closures'))


def what_program_says(program, nobody, forbid):
    def become_nobody():
        nobody.enter()
        forbid()
    done = command(program, '-n', '--no-places', '-f', 'text', TARGET[4], preexec_fn=become_nobody,
                   env={'HOME': '/nonexistent'})
    demand(done.returncode == 0, 'hopmap: %s' % (done.stderr or done.stdout).strip()[-200:])
    text = done.stdout
    for hop in range(1, HOPS + 1):
        demand('203.0.113.%d' % hop in text, 'hop %d is missing in: %s' % (hop, text))
    said = [line.strip() for line in text.splitlines()
            if 'ordinary sockets' in line or 'without privilege' in line]
    demand(said, 'hopmap does not say that it has no privilege: ' + text[:300])
    return 'hopmap -f text: “%s”' % said[0]

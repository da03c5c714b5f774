# SPDX-License-Identifier: GPL-3.0-or-later
"""The frames of src/wire/probe-frame.h, in Python. Written anew from that header, so that a fault in
the helper's own codec does not hide itself; knows the layout and no rules."""
import collections
import ipaddress
import struct

VERSION = 3
SIZE = 128
MARK = 0x4d48

SEND, FORGET = 1, 2
HELLO, SENT, REPLY, EXPIRED, FAILED, ERROR = 65, 66, 67, 68, 69, 70
ICMP, UDP, TCP = 1, 2, 3
PROTOCOLS = {ICMP: 'ICMP', UDP: 'UDP', TCP: 'TCP'}
NONE, RAW, PING, ERROR_QUEUE = 0, 1, 2, 3
MODES = ['none', 'raw', 'ping socket', 'error queue']
(TIME_EXCEEDED, ECHO, UNREACHABLE, PORT_UNREACHABLE, TOO_BIG, PARAMETER, SYN_ACK, RESET,
 DATAGRAM) = range(1, 10)
BAD_DESTINATION, BAD_SOURCE = 2, 3
DUPLICATE, LATE, NAT_SEEN, QUOTED_KNOWN = 1, 2, 4, 8

HEADER = struct.Struct('<HBBHH')
SEND_BODY = struct.Struct('<I7BHHHIII16s16s')
ABILITY = struct.Struct('<BBI')
HELLO_TAIL = struct.Struct('<5BHHH')
REPLY_BODY = struct.Struct('<I10BHHIQQ16s')

Event = collections.namedtuple('Event', 'type token fields')


def packed(address):
    """The sixteen bytes of an address in a frame."""
    return ipaddress.ip_address(address).packed.ljust(16, b'\0')


def frame(kind, body):
    return (HEADER.pack(MARK, VERSION, kind, SIZE, 0) + body).ljust(SIZE, b'\0')


def send(token, destination, protocol=ICMP, **more):
    """A SEND with usual values; `more` replaces them, also by values that are not legal."""
    family = 6 if ':' in destination else 4
    value = {'family': family, 'protocol': protocol, 'spacing': 1, 'ttl': 64, 'tos': 0,
             'port': 0 if protocol == ICMP else 33434, 'flow': 0, 'size': 0, 'gap_us': 0,
             'timeout_ms': 10000, 'scope': 0, 'source': None, 'unhurried': False}
    value.update(more)
    source = value['source']
    return frame(SEND, SEND_BODY.pack(
        token, value['family'], value['protocol'], value['spacing'], value['unhurried'],
        source is not None, value['ttl'], value['tos'], value['port'], value['flow'],
        value['size'], value['gap_us'], value['timeout_ms'], value['scope'], packed(destination),
        packed(source) if source else bytes(16)))


def forget_all():
    return frame(FORGET, struct.pack('<IB', 0, 2))


def _hello(body):
    ability = {}
    for number in range(6):
        name = ('icmp', 'udp', 'tcp')[number % 3] + ('4' if number < 3 else '6')
        ability[name] = ABILITY.unpack_from(body, number * ABILITY.size)
    tail = HELLO_TAIL.unpack_from(body, 6 * ABILITY.size)
    return dict(ability, start=tail[0], seccomp=tail[1], no_new_privileges=tail[2],
                capabilities_empty=tail[3], landlock=tail[4], in_flight=tail[5], rate=tail[6],
                burst=tail[7])


def _reply(body):
    value = REPLY_BODY.unpack_from(body)
    names = ('token', 'family', 'protocol', 'kind', 'stamp', 'type', 'code', 'ttl', 'tos',
             'quoted_ttl', 'quoted_tos', 'flags', 'mtu', 'scope', 'rtt_ns', 'received_ns', 'from')
    fields = dict(zip(names, value))
    raw = fields['from'][:4] if fields['family'] == 4 else fields['from']
    fields['from'] = str(ipaddress.ip_address(raw))
    entries = struct.unpack_from('<%dI' % body[REPLY_BODY.size], body, REPLY_BODY.size + 1)
    fields['labels'] = ['%d:%d:%d:%d' % (entry >> 12, entry >> 9 & 7, entry >> 8 & 1, entry & 255)
                        for entry in entries]
    return fields


def read(data):
    """An Event of one frame; its fields are what that type has."""
    mark, version, kind, size, zero = HEADER.unpack_from(data)
    if (mark, version, size, zero) != (MARK, VERSION, SIZE, 0):
        raise ValueError('no frame of version %d: %s' % (VERSION, data[:8].hex()))
    body = data[HEADER.size:]
    if kind == HELLO:
        return Event(kind, None, _hello(body))
    if kind == ERROR:
        return Event(kind, None, dict(zip(('reason', 'exit_status'), body)))
    token, = struct.unpack_from('<I', body)
    if kind == SENT:
        return Event(kind, token, dict(zip(('stamp', 'sent_ns'), struct.unpack_from('<BQ', body, 4))))
    if kind == REPLY:
        return Event(kind, token, _reply(body))
    if kind == FAILED:
        return Event(kind, token, dict(zip(('reason', 'error'), struct.unpack_from('<BI', body, 4))))
    return Event(kind, token, {})

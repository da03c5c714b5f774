# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole probe packets sent and whole answers read with raw sockets, for the simulator's own test.

It shares no code with the simulator, so that the two check each other."""
import select
import socket
import struct
import time

SOURCE = {4: '192.168.178.20', 6: 'fd00:178::20'}
DESTINATION = {4: '198.18.255.1', 6: '2001:db8:ffff::1'}
FAMILY = {4: socket.AF_INET, 6: socket.AF_INET6}
ICMP = {4: socket.IPPROTO_ICMP, 6: socket.IPPROTO_ICMPV6}
PORT, TOKEN = 4711, 0x1234


def checksum(data):
    data += b'\0' * (len(data) % 2)
    total = sum(struct.unpack('!%dH' % (len(data) // 2), data))
    while total > 0xffff:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def packed(family, text):
    return socket.inet_pton(FAMILY[family], text)


def pseudo(family, source, destination, protocol, size):
    if family == 4:
        return source + destination + struct.pack('!BBH', 0, protocol, size)
    return source + destination + struct.pack('!II', size, protocol)


def transport(family, protocol, payload):
    """The transport header, where its checksum is, and its protocol number."""
    if protocol == 'icmp':
        return struct.pack('!BBHHH', {4: 8, 6: 128}[family], 0, 0, PORT, TOKEN) + payload, 2, ICMP[family]
    if protocol == 'udp':
        return struct.pack('!HHHH', PORT, 33434, 8 + len(payload), 0) + payload, 6, socket.IPPROTO_UDP
    return struct.pack('!HHIIBBHHH', PORT, 443, TOKEN, 0, 5 << 4, 2, 64240, 0, 0), 16, socket.IPPROTO_TCP


def build(family, protocol, ttl, payload=b'0123456789abcdef'):
    source, destination = packed(family, SOURCE[family]), packed(family, DESTINATION[family])
    body, at, number = transport(family, protocol, payload)
    covered = body if number == socket.IPPROTO_ICMP else \
        pseudo(family, source, destination, number, len(body)) + body
    body = body[:at] + struct.pack('!H', checksum(covered)) + body[at + 2:]
    if family == 4:
        # The kernel fills in the IP header's own checksum.
        return struct.pack('!BBHHHBBH', 0x45, 0, 20 + len(body), TOKEN, 0x4000, ttl, number, 0) \
            + source + destination + body
    return struct.pack('!IHBB', 6 << 28, len(body), number, ttl) + source + destination + body


class Wire:
    """Sends packets of one family and hears what comes back: ICMP and TCP."""

    def __init__(self, family):
        self.family = family
        self.out = socket.socket(FAMILY[family], socket.SOCK_RAW, socket.IPPROTO_RAW)
        self.ears = [socket.socket(FAMILY[family], socket.SOCK_RAW, number)
                     for number in (ICMP[family], socket.IPPROTO_TCP)]

    def send(self, protocol, ttl, **options):
        packet = build(self.family, protocol, ttl, **options)
        self.out.sendto(packet, (DESTINATION[self.family], 0))
        return packet

    def hear(self, seconds=10):
        """The next answer as (who, its IP header or nothing, the rest); None: silence."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            for ear in select.select(self.ears, [], [], left)[0]:
                data, who = ear.recvfrom(65535)
                if self.family == 6:
                    return who[0], b'', data
                size = (data[0] & 15) * 4
                return who[0], data[:size], data[size:]
        return None

    def ask(self, protocol, ttl, **options):
        """One probe and its answer: (the probe, who, the outer header, the message)."""
        packet = self.send(protocol, ttl, **options)
        heard = self.hear()
        if heard is None:
            raise AssertionError('no answer to %s with TTL %d' % (protocol, ttl))
        return packet, *heard

# SPDX-License-Identifier: GPL-3.0-or-later
"""A network of one's own that ends in a TUN device: what the helper sends can be read there, packet
by packet, and answered. Loopback too can be watched, with the kernel's stamps."""
import collections
import fcntl
import ipaddress
import os
import select
import socket
import struct
import threading
import time

from acceptance_helper import enter_network, is_real_root, sysctl
from acceptance_report import Forbidden, must

OWN = {4: ('192.0.2.1', '192.0.2.2'), 6: ('2001:db8::1', '2001:db8::2')}
DEVICE = 'wire0'
ICMP_NUMBER = {4: 1, 6: 58}

Packet = collections.namedtuple('Packet', 'family source destination ttl protocol body data at')


def checksum(data):
    if len(data) % 2:
        data += b'\0'
    total = sum(struct.unpack('!%dH' % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def parse(data, at=0):
    """A Packet, or None for what is not a whole one. Times are nanoseconds."""
    if len(data) >= 20 and data[0] >> 4 == 4:
        head = (data[0] & 15) * 4
        return Packet(4, str(ipaddress.ip_address(data[12:16])), str(ipaddress.ip_address(data[16:20])),
                      data[8], data[9], data[head:], data, at)
    if len(data) >= 40 and data[0] >> 4 == 6:
        return Packet(6, str(ipaddress.ip_address(data[8:24])), str(ipaddress.ip_address(data[24:40])),
                      data[7], data[6], data[40:], data, at)
    return None


def is_probe(packet):
    """Whether it is something that the helper sends, and not the system's own talk on a link."""
    if packet.protocol in (6, 17):
        return True
    return packet.protocol == ICMP_NUMBER[packet.family] and packet.body[:1] in (b'\x08', b'\x80')


def ip(family, source, destination, protocol, body, ttl=60):
    source, destination = (ipaddress.ip_address(a).packed for a in (source, destination))
    if family == 4:
        head = struct.pack('!BBHHHBBH', 0x45, 0, 20 + len(body), 0, 0, ttl, protocol, 0)
        head = head[:10] + struct.pack('!H', checksum(head + source + destination))
        return head + source + destination + body
    return struct.pack('!IHBB', 6 << 28, len(body), protocol, ttl) + source + destination + body


def icmp(family, source, destination, kind, code, rest, word=0):
    """An ICMP packet of either family, with the right checksum; `word` is the second half of its head."""
    body = struct.pack('!BBHI', kind, code, 0, word) + rest
    pseudo = b''
    if family == 6:
        pseudo = (ipaddress.ip_address(source).packed + ipaddress.ip_address(destination).packed
                  + struct.pack('!II', len(body), 58))
    body = body[:2] + struct.pack('!H', checksum(pseudo + body)) + body[4:]
    return ip(family, source, destination, ICMP_NUMBER[family], body)


def error(packet, router, kind, code, word=0):
    """What a router says about a packet: RFC 792 and 4443, with as much of it as may be quoted."""
    quote = packet.data[:500] if packet.family == 4 else packet.data[:1000]
    return icmp(packet.family, router, packet.source, kind, code, quote, word)


def echo_reply(packet):
    kind = 0 if packet.family == 4 else 129
    word, = struct.unpack('!I', packet.body[4:8])
    return icmp(packet.family, packet.destination, packet.source, kind, 0, packet.body[8:], word)


def tcp(family, source, destination, sport, dport, seq, ack, flags):
    body = struct.pack('!HHIIBBHHH', sport, dport, seq, ack, 5 << 4, flags, 65535, 0, 0)
    pseudo = (ipaddress.ip_address(source).packed + ipaddress.ip_address(destination).packed
              + struct.pack('!II', len(body), 6))
    body = body[:16] + struct.pack('!H', checksum(pseudo + body)) + body[18:]
    return ip(family, source, destination, 6, body)


class Wire:
    """Enters a network of its own, in which everything goes out by one device; reads what goes there.
    `answer` gets each packet in a thread and returns the packets that come back. Without `keep` packets
    are not remembered, and another process answers, undisturbed by what this one does."""

    def __init__(self, answer=lambda packet: [], ping_group_range='0 2147483647', keep=True):
        enter_network()
        self.packets = []
        self.keep = keep
        self.answer = answer
        try:
            self.fd = os.open('/dev/net/tun', os.O_RDWR)
            fcntl.ioctl(self.fd, 0x400454ca, struct.pack('16sH22x', DEVICE.encode(), 0x1001))
        except OSError as error_:
            raise Forbidden('TUN devices (%s).' % error_.strerror)
        for which in ('all', 'default'):
            for key, value in (('accept_dad', 0), ('dad_transmits', 0), ('router_solicitations', 0),
                               ('accept_ra', 0), ('addr_gen_mode', 1)):
                sysctl('net.ipv6.conf.%s.%s' % (which, key), value)
        self._ip('link', 'set', DEVICE, 'up')
        for address in OWN[4]:
            self._ip('addr', 'add', address + '/24', 'dev', DEVICE)
        for address in OWN[6]:
            self._ip('-6', 'addr', 'add', address + '/64', 'dev', DEVICE, 'nodad')
        self._ip('route', 'add', 'default', 'dev', DEVICE)
        self._ip('-6', 'route', 'add', 'default', 'dev', DEVICE)
        # A new network has them closed, "1 0"; a user's own namespace knows no group but 0.
        if ping_group_range != '1 0':
            sysctl('net.ipv4.ping_group_range', ping_group_range if is_real_root() else '0 0')
        # A reader who is held up for a moment shall lose nothing.
        self._ip('link', 'set', DEVICE, 'txqueuelen', '20000')
        if keep:
            threading.Thread(target=self._serve, daemon=True).start()
        elif os.fork() == 0:
            self._serve()

    @staticmethod
    def _ip(*words):
        must('ip', *words)

    def _serve(self):
        while True:
            packet = parse(os.read(self.fd, 65536), time.monotonic_ns())
            if packet is None:
                continue
            for reply in self.answer(packet):
                os.write(self.fd, reply)
            if self.keep:
                self.packets.append(packet)

    @staticmethod
    def lost():
        """Packets that nobody has read in time."""
        line = next(line for line in open('/proc/thread-self/net/dev') if DEVICE in line)
        return int(line.split(':')[1].split()[11])

    def put(self, data):
        os.write(self.fd, data)

    def probes(self):
        return [p for p in self.packets if is_probe(p)]

    def wait_for(self, count, seconds=5):
        end = time.monotonic() + seconds
        while len(self.probes()) < count and time.monotonic() < end:
            time.sleep(0.005)
        return self.probes()

    def settle(self):
        """Until everything that was on its way has been read, for which a packet of our own tells."""
        marker = os.urandom(8)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            out.sendto(marker, ('198.51.100.253', 9))
        end = time.monotonic() + 5
        while time.monotonic() < end:
            if any(p.body[8:] == marker for p in self.packets):
                self.packets = [p for p in self.packets if p.body[8:] != marker]
                return
            time.sleep(0.002)


class Watch:
    """The packets that leave by a device, with the kernel's own stamps."""

    def __init__(self, device):
        try:
            self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
        except OSError as error_:
            raise Forbidden('watching a device (%s).' % error_.strerror)
        self.socket.bind((device, 3))
        try:
            self.socket.setsockopt(socket.SOL_SOCKET, 33, 1 << 26)    # SO_RCVBUFFORCE
        except PermissionError:
            pass    # only for root of the machine; then whoever watches must look more often
        self.socket.setsockopt(socket.SOL_SOCKET, 35, 1)          # SO_TIMESTAMPNS

    def packets(self):
        found = []
        while select.select([self.socket], [], [], 0)[0]:
            data, control, _, address = self.socket.recvmsg(2048, 256)
            if address[2] != socket.PACKET_OUTGOING:
                continue
            seconds, nanoseconds = struct.unpack('qq', control[0][2][:16])
            packet = parse(data, seconds * 1000000000 + nanoseconds)
            if packet:
                found.append(packet)
        return found

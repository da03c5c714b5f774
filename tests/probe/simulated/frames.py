# SPDX-License-Identifier: GPL-3.0-or-later
"""The frames of src/wire/probe-frame.h for tests that talk to hopmap-probe by hand."""
import collections
import ipaddress
import os
import select
import struct
import subprocess
import time

SIZE, MARK, VERSION = 128, 0x4d48, 2
SEND, FORGET = 1, 2
EVENTS = {65: 'hello', 66: 'sent', 67: 'reply', 68: 'expired', 69: 'failed', 70: 'error'}
PROTOCOLS = {'icmp': 1, 'udp': 2, 'tcp': 3}
PORTS = {'icmp': 0, 'udp': 33434, 'tcp': 443}
MODES = {0: 'none', 1: 'raw', 2: 'ping', 3: 'queue'}
KINDS = {1: 'time-exceeded', 2: 'echo-reply', 3: 'unreachable', 4: 'unreachable', 5: 'too-big',
         6: 'parameter-problem', 7: 'syn-ack', 8: 'rst', 9: 'datagram'}
DUPLICATE, LATE, NAT_SEEN, QUOTED_KNOWN, OTHER_SOURCE = 1, 2, 4, 8, 16
KERNEL_STAMP = 1

Reply = collections.namedtuple('Reply', 'event token family protocol kind_number stamp icmp_type '
                               'code reply_ttl reply_tos quoted_ttl quoted_tos flags mtu scope '
                               'rtt_ns received_ns origin labels')


def frame(kind, body):
    header = struct.pack('<HBBHH', MARK, VERSION, kind, SIZE, 0)
    return (header + body).ljust(SIZE, b'\0')


def send(token, address, protocol='icmp', ttl=64, port=None, timeout=1000, gap=0, flow=0, size=0,
         tos=0, from_now=False, source=None, scope=0):
    address = ipaddress.ip_address(address)
    source = ipaddress.ip_address(source).packed if source else b''
    return frame(SEND, struct.pack(
        '<IBBBBBBHHHIII', token, address.version, PROTOCOLS[protocol], int(from_now), bool(source),
        ttl, tos, PORTS[protocol] if port is None else port, flow, size, gap, timeout, scope)
        + address.packed.ljust(16, b'\0') + source.ljust(16, b'\0'))


def read_reply(body):
    values = struct.unpack_from('<IBBBBBBBBBBHHIQQ', body)
    address, count = body[38:54], body[54]
    words = struct.unpack_from('<%dI' % count, body, 55)
    labels = ['%d:%d:%d:%d' % (word >> 12, word >> 9 & 7, word >> 8 & 1, word & 255)
              for word in words]
    origin = ipaddress.ip_address(address if values[1] == 6 else address[:4])
    return Reply('reply', *values, str(origin), labels)


def read_hello(body):
    abilities = [struct.unpack_from('<BBI', body, 6 * i) for i in range(6)]
    names = [protocol + family for family in '46' for protocol in PROTOCOLS]
    return {name: {'mode': MODES[mode], 'constant_flow': bool(constant), 'error': error}
            for name, (mode, constant, error) in zip(names, abilities)}


def decode(bytes_):
    mark, version, kind, size, zero = struct.unpack_from('<HBBHH', bytes_)
    assert (mark, version, size, zero) == (MARK, VERSION, SIZE, 0), bytes_[:8]
    body, event = bytes_[8:], EVENTS[kind]
    if event == 'hello':
        return (event, read_hello(body))
    if event == 'reply':
        return read_reply(body)
    return (event, *struct.unpack_from({'sent': '<IBQ', 'expired': '<I', 'failed': '<IBI',
                                        'error': '<BB'}[event], body))


class Helper:
    """A running hopmap-probe."""

    def __init__(self, program, **options):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        **options)
        self.bytes = b''
        event, self.hello = self.read(10)
        assert event == 'hello', event

    def write(self, *frames):
        self.process.stdin.write(b''.join(frames))
        self.process.stdin.flush()

    def read(self, patience):
        """The next event, or None if there is none for that many seconds or ever."""
        end = time.monotonic() + patience
        while len(self.bytes) < SIZE:
            wait = max(0, end - time.monotonic())
            if not select.select([self.process.stdout], [], [], wait)[0]:
                return None
            more = os.read(self.process.stdout.fileno(), 1 << 16)
            if not more:
                return None
            self.bytes += more
        bytes_, self.bytes = self.bytes[:SIZE], self.bytes[SIZE:]
        return decode(bytes_)

    def close(self):
        self.process.stdin.close()
        return self.process.wait(10)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes over the wire and what must never: items 23, 25, 26 and 27."""
import os
import pathlib
import random
import signal
import socket
import struct
import time

import helper_frames as frames
import acceptance_wire as wire
from acceptance_helper import Helper, is_real_root, wait_until
from acceptance_report import demand, item

REFUSED = {
    '0.0.0.0': 'unspecified', '0.1.2.3': 'this network', '224.0.0.1': 'multicast',
    '239.255.255.250': 'multicast', '240.0.0.1': 'reserved', '255.255.255.255': 'broadcast',
    '::': 'unspecified', 'ff02::1': 'multicast', 'ff0e::1': 'multicast',
    '::ffff:192.0.2.9': 'IPv4 in IPv6', 'fe80::1': 'link-local without interface',
}
GOOD = {4: '198.51.100.7', 6: '2001:db8:7::7'}
FOREIGN = {4: '203.0.113.5', 6: '2001:db8:bad::5'}
PROTOCOLS = (frames.ICMP, frames.UDP, frames.TCP)
BURST, RATE, ONE_RATE = 64, 500, 100
# Between the helper's clock and the stamp of a packet a busy machine may do something else.
HELD_UP_S = 0.05


def all_starts(context):
    """In the network of this process."""
    return context.copies.starts('none', 'caps', 'setuid', 'root') if is_real_root() \
        else context.copies.starts('none', 'namespace')


def family_of(address):
    return 6 if ':' in address else 4


@item(23, budget=120)
def refused_destinations(context):
    """A destination that is no host's, or everybody's, is refused by every protocol with every privilege,
    and nothing leaves, although there is a way for it."""
    net = wire.Wire()
    n = 0
    starts = all_starts(context)
    for start in starts:
        helper = Helper(start)
        for protocol in PROTOCOLS:
            for address, kind in REFUSED.items():
                helper.send(frames.send(n, address, protocol))
                event = helper.expect(frames.FAILED)
                demand(event.token == n and event.fields['reason'] == frames.BAD_DESTINATION,
                       '%s %s: reason %d' % (kind, address, event.fields['reason']))
                n += 1
        net.settle()
        demand(not net.probes(), '%s: a packet left for %s' % (
            start.name, net.probes() and net.probes()[0].destination))
        # The same way shows a packet when there is one.
        for address in GOOD.values():
            helper.send(frames.send(n + family_of(address), address, frames.UDP))
            helper.expect(frames.SENT)
        demand(len(net.wait_for(2)) == 2, 'packets that do leave are not seen')
        net.packets.clear()
        helper.close()
    return '%d destinations (%s) × 3 protocols × %s: %d FAILED frames, 0 packets' % (
        len(REFUSED), ', '.join(sorted(set(REFUSED.values()))), '/'.join(s.name for s in starts),
        n)


def overdraft(times_ns, rate):
    """By how many packets the worst stretch of time exceeds what the rate alone allows."""
    worst, lowest = 0, None
    for number, at in enumerate(times_ns):
        level = number - rate * at / 1e9
        lowest = level if lowest is None else min(lowest, level)
        worst = max(worst, level - lowest + 1)
    return worst


@item(25, budget=120, long_budget=2400)
def flood(context):
    """However fast commands come, probes leave at no more than 500 a second after a burst of 64, and at no
    more than 100 a second to one destination."""
    count = 100000 if context.long else 3000
    net = wire.Wire()
    watch = wire.Watch(wire.DEVICE)
    facts = []
    start = context.copies.starts('caps', 'namespace' if not is_real_root() else 'none')[0]
    for name, hosts, rate, total in (('one destination', 1, ONE_RATE, max(count // 10, 264)),
                                     ('40 destinations', 40, RATE, count)):
        helper = Helper(start)
        got, times = 0, []
        writer = os.fork()
        if writer == 0:
            for token in range(total):
                os.write(helper.to, frames.send(token, '198.51.100.%d' % (1 + token % hosts),
                                                (frames.ICMP, frames.UDP)[token // hosts % 2],
                                                timeout_ms=100))
            os._exit(0)
        began = time.monotonic()
        while got < 2 * total:
            event = helper.next()
            demand(event.type in (frames.SENT, frames.EXPIRED), 'event %d: %s' % (event.type, event.fields))
            got += 1
            if got % 100 == 0:
                times += [p.at for p in watch.packets() if wire.is_probe(p)]
                net.packets.clear()
        seconds = time.monotonic() - began
        os.waitpid(writer, 0)
        time.sleep(0.1)
        times += [p.at for p in watch.packets() if wire.is_probe(p)]
        helper.close()
        demand(len(times) == total, '%d packets on the wire for %d commands' % (len(times), total))
        over = overdraft(sorted(times), rate)
        demand(over <= BURST + 1 + rate * HELD_UP_S, '%s: %.1f packets more than %d a second allow' % (name, over, rate))
        facts.append('%s to %s in %.1f s: %.1f a second, never more than %d/s + %.0f' % (
            format(total, ','), name, seconds, total / seconds, rate, over))
    return '; '.join(facts)


@item(26, budget=120)
def own_source(context):
    """Every packet on the wire has an address of this machine as its source, whatever source was asked
    for."""
    net = wire.Wire()
    refused = sent = 0
    starts = all_starts(context)
    for start in starts:
        helper = Helper(start)
        for family in (4, 6):
            for protocol in PROTOCOLS:
                if helper.hello['%s%d' % (frames.PROTOCOLS[protocol].lower(), family)][0] == frames.NONE:
                    continue
                for source in (None, *wire.OWN[family], FOREIGN[family], GOOD[family]):
                    helper.send(frames.send(sent + refused, GOOD[family], protocol, source=source))
                    event = helper.next()
                    if source in (FOREIGN[family], GOOD[family]):
                        demand(event.type == frames.FAILED
                               and event.fields['reason'] == frames.BAD_SOURCE,
                               '%s from %s: %s' % (start.name, source, event))
                        refused += 1
                    else:
                        demand(event.type == frames.SENT, '%s from %s: %s' % (start.name, source, event))
                        sent += 1
        net.settle()
        helper.close()
    # What ends connections may follow the probes, so at least as many.
    seen = net.wait_for(sent)
    sources = sorted({p.source for p in seen})
    demand(len(seen) >= sent, 'only %d of %d packets seen' % (len(seen), sent))
    demand(set(sources) <= set(wire.OWN[4] + wire.OWN[6]), 'packets from ' + ', '.join(sources))
    demand(len(sources) == 4, 'not all own sources were used: ' + ', '.join(sources))
    return '%d packets, all from %s; %d foreign sources refused (%s)' % (
        len(seen), ', '.join(sources), refused, '/'.join(s.name for s in starts))


def raw_table():
    """Protocol, queued bytes and inode of each raw socket of this network."""
    found = {}
    for name in ('raw', 'raw6'):
        for line in pathlib.Path('/proc/thread-self/net/' + name).read_text().splitlines()[1:]:
            field = line.split()
            found[int(field[9])] = (name, int(field[1].rsplit(':', 1)[1], 16),
                                    int(field[4].split(':')[1], 16))
    return found


def foreign_answers(family, helper_id, helper_probe):
    """What comes in for others: answers to another ping to the same destination, errors about it, and
    forgeries that know the helper's identifier but not its mark."""
    for number in range(40):
        other = (0x7777, helper_id)[number % 2]
        word = other << 16 | number
        ping = wire.parse(wire.icmp(family, helper_probe.source, helper_probe.destination,
                                    8 if family == 4 else 128, 0, os.urandom(36), word))
        yield wire.echo_reply(ping)
        yield wire.error(ping, FOREIGN[family], 11 if family == 4 else 3, 0)
    # With the helper's identifier and sequence number, but another mark.
    same, = struct.unpack('!I', helper_probe.body[4:8])
    for rest in (bytes(36), os.urandom(36), os.urandom(500)):
        forged = wire.parse(wire.icmp(family, helper_probe.source, helper_probe.destination,
                                      8 if family == 4 else 128, 0, rest, same))
        yield wire.echo_reply(forged)
        # A quote that goes on with zeros is one that was cut and padded, which routers do.
        if any(rest):
            yield wire.error(forged, FOREIGN[family], 11 if family == 4 else 3, 0)


def first_probe(net, family, protocol):
    """The next packet of this kind; others may still be on their way, such as the system's resets."""
    def chosen():
        return [p for p in net.probes() if p.family == family and p.protocol == protocol
                and (protocol != 6 or p.body[13] == 2)]    # SYN and nothing else
    wait_until(chosen, 'a probe was seen')
    return chosen()[0]


def check_strangers(net, helper, family):
    """Nothing of what is not ours is reported, our own is; gives how many foreign answers there were."""
    net.packets.clear()
    helper.send(frames.send(family, GOOD[family], frames.ICMP))
    helper.expect(frames.SENT)
    own = first_probe(net, family, wire.ICMP_NUMBER[family])
    count = 0
    for data in foreign_answers(family, struct.unpack('!H', own.body[4:6])[0], own):
        net.put(data)
        count += 1
    demand(not helper.has_event(0.3), 'the answer to a stranger is reported')
    net.put(wire.echo_reply(own))
    reply = helper.expect(frames.REPLY)
    demand(reply.token == family and reply.fields['kind'] == frames.ECHO, 'the own answer is not')
    return count


def check_tcp_filter(net, helper, family):
    """With the helper stopped, what it would get stays in its raw socket: nothing for other ports."""
    net.packets.clear()
    helper.send(frames.send(10 + family, GOOD[family], frames.TCP, port=443))
    helper.expect(frames.SENT)
    syn = first_probe(net, family, 6)
    port, _, sequence = struct.unpack('!HHI', syn.body[:8])
    os.kill(helper.pid, signal.SIGSTOP)
    wait_until(lambda: helper.status()['State'].startswith('T'), 'the helper was stopped')
    name = 'raw' if family == 4 else 'raw6'

    def queued():
        return sum(size for table, protocol, size in raw_table().values()
                   if table == name and protocol == 6)

    luck = random.Random(family)
    others = [p for p in luck.sample(range(1, 65536), 500) if p != port]
    for other in others:
        net.put(wire.tcp(family, GOOD[family], syn.source, 443, other, 1, sequence + 1, 0x12))
    net.settle()
    demand(queued() == 0, 'packets for other ports wait in the raw TCP socket')
    net.put(wire.tcp(family, GOOD[family], syn.source, 443, port, 1, sequence + 1, 0x12))
    wait_until(lambda: queued() > 0, 'a packet for the own port came')
    os.kill(helper.pid, signal.SIGCONT)
    demand(helper.expect(frames.REPLY).fields['kind'] == frames.SYN_ACK, 'SYN-ACK is not reported')
    return len(others)


@item(27, budget=120)
def strangers(context):
    """Of what the raw sockets could see of others nothing is reported; there are only the ICMP, ICMPv6 and
    TCP sockets; and packets for other TCP ports do not reach them."""
    net = wire.Wire()
    before = set(raw_table())
    start = context.copies.starts(*(('caps',) if is_real_root() else ()), 'namespace'
                                  if not is_real_root() else 'root')[0]
    helper = Helper(start)
    table = {inode: value for inode, value in raw_table().items() if inode not in before}
    have = sorted('%s:%d' % value[:2] for value in table.values())
    demand(have == ['raw6:58', 'raw6:6', 'raw:1', 'raw:6'], 'raw sockets: ' + ', '.join(have))
    if is_real_root():
        demand(set(table) <= set(helper.sockets().values()), 'raw sockets of somebody else')
    foreign = sum(check_strangers(net, helper, family) for family in (4, 6))
    ports = sum(check_tcp_filter(net, helper, family) for family in (4, 6))
    helper.close()
    return ('%d answers to another ping or with a wrong mark: none reported, the own ones are; /proc/net/raw has '
            'ICMP and TCP, raw6 ICMPv6 and TCP; of packets to %d other TCP ports none reaches the raw socket' %
            (foreign, ports))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends one probe for each TTL with each protocol and family, and prints what hopmap-probe says.

   probe-route.py HELPER IPV4 IPV6 TTL-MAX ROUNDS LINGER [SETTING=VALUE...]

Runs inside the simulator. One round asks with everything at the same time; several go one after
the other. LINGER is how many seconds to wait for what comes after the verdicts. Settings are those
of helper_frames.send(), with 4 or 6 behind the name for one family only.
"""
import json
import sys

import helper_frames as frames
from talk import Helper

STEP = 1000  # between the tokens of two routes


class Traces:
    def __init__(self, helper, longest, settings):
        self.helper, self.longest, self.settings = helper, longest, settings
        self.events, self.open = {}, set()

    def send(self, address, protocol):
        """Returns the token that comes before those of the new probes."""
        first = STEP * (1 + len(self.events) // self.longest)
        settings = {name.rstrip('46'): value for name, value in self.settings.items()
                    if not name.endswith('4' if ':' in address else '6')}
        if protocol == 'tcp':
            settings.pop('size', None)
        tokens = range(first + 1, first + self.longest + 1)
        self.events.update((token, []) for token in tokens)
        self.open.update(tokens)
        settings.setdefault('port', {'icmp': 0, 'udp': 33434, 'tcp': 443}[protocol])
        settings.setdefault('timeout_ms', 1000)
        self.helper.write(*(
            frames.send(token, address, getattr(frames, protocol.upper()), ttl=token - first,
                        gap_us=2000, spacing=int(token == first + 1), **settings)
            for token in tokens))
        return first

    def take(self, event):
        if event.type in (frames.REPLY, frames.EXPIRED, frames.FAILED):
            assert event.token in self.events, event
            self.events[event.token].append(event.fields if event.type == frames.REPLY
                                            else [event.type, event.fields])
            self.open.discard(event.token)

    def wait(self, linger):
        while self.open:
            event = self.helper.read(15)
            assert event is not None, 'no verdict for %s' % self.open
            self.take(event)
        while linger > 0 and (event := self.helper.read(linger)) is not None:
            self.take(event)

    def route(self, first):
        return {ttl: self.events[first + ttl] for ttl in range(1, self.longest + 1)}


def main():
    program, ipv4, ipv6, longest, rounds, linger = sys.argv[1:7]
    settings = dict(word.split('=') for word in sys.argv[7:])
    helper = Helper(program)
    traces = Traces(helper, int(longest), {name: int(value) for name, value in settings.items()})
    names = [name for name, ability in helper.abilities.items() if ability['mode'] != 'none']
    firsts = {name: [] for name in names}
    for _ in range(int(rounds)):
        for name in names:
            firsts[name].append(traces.send(ipv4 if name[-1] == '4' else ipv6, name[:-1]))
            if int(rounds) > 1:
                traces.wait(0)
    traces.wait(float(linger))
    status = helper.close()
    assert status == 0, 'the helper ended with status %d' % status
    json.dump({'hello': helper.abilities,
               'routes': {name: [traces.route(first) for first in firsts[name]]
                          for name in names}}, sys.stdout)


main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""A hopmap-probe that is running, for tests that need no more than to write and to read."""
import os
import select
import subprocess
import time

import helper_frames as frames

MODES = {frames.NONE: 'none', frames.RAW: 'raw', frames.PING: 'ping', frames.ERROR_QUEUE: 'queue'}


class Helper:
    def __init__(self, program, **options):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        **options)
        self.bytes = b''
        hello = self.read(10)
        assert hello.type == frames.HELLO, hello
        self.abilities = {
            name: {'mode': MODES[hello.fields[name][0]], 'constant_flow': bool(hello.fields[name][1])}
            for name in ('icmp4', 'udp4', 'tcp4', 'icmp6', 'udp6', 'tcp6')}

    def write(self, *words):
        self.process.stdin.write(b''.join(words))
        self.process.stdin.flush()

    def read(self, patience):
        """The next event, or None if there is none for that many seconds or ever."""
        end = time.monotonic() + patience
        while len(self.bytes) < frames.SIZE:
            wait = max(0, end - time.monotonic())
            if not select.select([self.process.stdout], [], [], wait)[0]:
                return None
            more = os.read(self.process.stdout.fileno(), 1 << 16)
            if not more:
                return None
            self.bytes += more
        whole, self.bytes = self.bytes[:frames.SIZE], self.bytes[frames.SIZE:]
        return frames.read(whole)

    def close(self):
        self.process.stdin.close()
        return self.process.wait(10)

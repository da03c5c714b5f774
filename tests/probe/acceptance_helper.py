# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a real hopmap-probe as everybody who may start it, and talks with it."""
import ctypes
import errno
import fcntl
import os
import pathlib
import select
import shutil
import socket
import struct
import subprocess
import tempfile
import time

import helper_frames as frames
from acceptance_report import Fault, Forbidden, demand

libc = ctypes.CDLL(None, use_errno=True)

NEWUSER, NEWNET = 0x10000000, 0x40000000
NOBODY_SPECIAL = 4711
PR_SET_NO_NEW_PRIVS, PR_SET_CHILD_SUBREAPER = 38, 36
PATIENCE = 20


def call(name, *arguments):
    """A function of libc by its name; errors are OSError."""
    result = getattr(libc, name)(*arguments)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), name)
    return result


def system_call(number, *arguments):
    """Returns the result, or the errno as a negative number."""
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in arguments])
    return result if result >= 0 else -ctypes.get_errno()


def write(path, text):
    fd = os.open(path, os.O_WRONLY)
    try:
        os.write(fd, text.encode())
    finally:
        os.close(fd)


def sysctl(key, value):
    write('/proc/sys/' + key.replace('.', '/'), str(value))


def bring_up(device):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ask:
        fcntl.ioctl(ask, 0x8914, struct.pack('16sh22x', device.encode(), 0x41))    # up, running


def enter_user_namespace(inner, network):
    uid, gid = os.geteuid(), os.getegid()
    call('unshare', NEWUSER | (NEWNET if network else 0))
    write('/proc/self/setgroups', 'deny')
    write('/proc/self/uid_map', '%d %d 1' % (inner, uid))
    write('/proc/self/gid_map', '%d %d 1' % (inner, gid))


def enter_network():
    """Gives this process a network of its own, with loopback; as root of a user namespace if need be."""
    try:
        if os.geteuid() == 0:
            call('unshare', NEWNET)
        else:
            enter_user_namespace(0, True)
    except OSError as error:
        raise Forbidden('network namespaces (%s).' % error.strerror)
    bring_up('lo')


def is_real_root():
    """Root of the machine, not of a namespace."""
    text = pathlib.Path('/proc/self/uid_map').read_text().split()
    return os.geteuid() == 0 and text[:2] == ['0', '0'] and int(text[2]) > 1


class Start:
    """One way of being started."""

    def __init__(self, name, program, enter=None):
        self.name, self.program, self.enter = name, program, enter


class Copies:
    """Copies of the helper with the privilege that an install may give."""

    def __init__(self, program):
        self.folder = tempfile.mkdtemp(prefix='hopmap-acceptance-', dir='/var/tmp')
        os.chmod(self.folder, 0o755)
        self.paths = {name: os.path.join(self.folder, name, 'hopmap-probe')
                      for name in ('bare', 'caps', 'setuid')}
        for path in self.paths.values():
            os.mkdir(os.path.dirname(path))
            shutil.copyfile(program, path)
            os.chmod(path, 0o755)
        self.why_none = None if is_real_root() else 'giving privilege to a file, which needs root.'
        if self.why_none is None and os.statvfs(self.folder).f_flag & os.ST_NOSUID:
            self.why_none = 'privilege of files in /var/tmp (nosuid).'
        if self.why_none is None:
            # What setcap(8) writes for cap_net_raw=p, without its need to be installed.
            os.setxattr(self.paths['caps'], 'security.capability',
                        struct.pack('<IIIII', 0x02000000, 1 << 13, 0, 0, 0))
            os.chmod(self.paths['setuid'], 0o4755)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, name):
        """none, caps, setuid, root or namespace; Forbidden where that cannot be made."""
        if name == 'namespace':
            return Start(name, self.paths['bare'], self._namespace)
        if name == 'none':
            return Start(name, self.paths['bare'], self._nobody_special)
        if name == 'root':
            if not is_real_root():
                raise Forbidden('a start as root of the machine.')
            return Start(name, self.paths['bare'])
        if self.why_none:
            raise Forbidden(self.why_none)
        return Start(name, self.paths[name], self._nobody_special)

    def starts(self, *names):
        """Those of the names that can be had here."""
        found = []
        for name in names or ('none', 'caps', 'setuid', 'root', 'namespace'):
            try:
                found.append(self.start(name))
            except Forbidden:
                pass
        return found

    @staticmethod
    def _nobody_special():
        if is_real_root():
            os.setgroups([])
            os.setresgid(*[NOBODY_SPECIAL] * 3)
            os.setresuid(*[NOBODY_SPECIAL] * 3)
        elif os.geteuid() == 0:
            enter_user_namespace(NOBODY_SPECIAL, False)

    @staticmethod
    def _namespace():
        if is_real_root() or os.geteuid() != 0:
            enter_user_namespace(0, True)
            bring_up('lo')


def is_ready(fd, seconds):
    """Whether there is something to read within this time; for descriptors of any number."""
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(1000 * seconds))


class Helper:
    """A running helper with a pipe each way."""

    def __init__(self, start, extra=None, small_output=False):
        theirs_in, self.to = os.pipe()
        self.source, theirs_out = os.pipe()
        if small_output:
            fcntl.fcntl(self.source, 1031, 4096)    # F_SETPIPE_SZ

        def enter():
            if start.enter:
                start.enter()
            if extra:
                extra()
        self.process = subprocess.Popen([start.program], stdin=theirs_in, stdout=theirs_out,
                                        stderr=subprocess.DEVNULL, preexec_fn=enter)
        os.close(theirs_in)
        os.close(theirs_out)
        self.pid = self.process.pid
        self.handle = os.pidfd_open(self.pid)
        self.data = bytearray()
        self.hello = self.expect(frames.HELLO).fields

    def send(self, *data):
        os.write(self.to, b''.join(data))

    def has_event(self, seconds=0):
        return len(self.data) >= frames.SIZE or is_ready(self.source, seconds)

    def next(self, seconds=PATIENCE):
        while len(self.data) < frames.SIZE:
            demand(self.has_event(seconds), 'the helper says nothing for %d s' % seconds)
            data = os.read(self.source, 65536)
            if not data:
                raise Fault('the helper has gone with status %s' % self.process.wait())
            self.data += data
        event = frames.read(bytes(self.data[:frames.SIZE]))
        del self.data[:frames.SIZE]
        return event

    def expect(self, kind):
        event = self.next()
        demand(event.type == kind, 'event %d instead of %d: %s' % (event.type, kind, event.fields))
        return event

    def reply(self):
        """The REPLY after its SENT."""
        self.expect(frames.SENT)
        return self.expect(frames.REPLY).fields

    def wait(self, seconds=PATIENCE):
        """Waits for the end; gives its status, negative for a signal."""
        demand(is_ready(self.handle, seconds), 'the helper is still there after %d s' % seconds)
        return self.process.wait()

    def hang_up(self):
        """Closes its input; gives its status and how many seconds it took to go."""
        began = time.monotonic()
        os.close(self.to)
        demand(is_ready(self.handle, PATIENCE), 'the helper does not end')
        seconds = time.monotonic() - began
        os.close(self.source)
        os.close(self.handle)
        return self.process.wait(), seconds

    def close(self):
        """Ends a conversation that went well."""
        status, _ = self.hang_up()
        demand(status == 0, 'the helper ended with status %d' % status)

    def status(self):
        """/proc/PID/status as a dictionary."""
        text = pathlib.Path('/proc/%d/status' % self.pid).read_text()
        return dict(line.split(':\t', 1) for line in text.splitlines() if ':\t' in line)

    def memory(self, name='VmRSS'):
        return int(self.status()[name].split()[0])

    def sockets(self):
        """Descriptor and inode of each socket; only root may look."""
        found = {}
        folder = '/proc/%d/fd' % self.pid
        for name in os.listdir(folder):
            target = os.readlink(os.path.join(folder, name))
            if target.startswith('socket:['):
                found[int(name)] = int(target[8:-1])
        return found

    def untaken(self):
        """Bytes of commands that it has not read yet."""
        return struct.unpack('i', fcntl.ioctl(self.to, 0x541b, b'\0' * 4))[0]    # FIONREAD


def wait_until(condition, sentence, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while not condition():
        demand(time.monotonic() < end, 'waited in vain until ' + sentence)
        time.sleep(0.002)

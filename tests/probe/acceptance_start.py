# SPDX-License-Identifier: GPL-3.0-or-later
"""How the helper starts, what is left of its privilege, and what an enemy can do to it: items 9
to 19."""
import collections
import ctypes
import errno
import os
import pathlib
import re
import subprocess
import time

from acceptance_helper import (Helper, NOBODY_SPECIAL, enter_network, is_real_root, libc,
                               sysctl, system_call)
from acceptance_report import Fault, Forbidden, command, demand, item

CAPABILITIES = ('CapInh', 'CapPrm', 'CapEff', 'CapAmb')
PTRACE_ATTACH, PTRACE_SEIZE, PTRACE_DETACH = 16, 0x4206, 17
PIDFD_OPEN, PIDFD_GETFD = 434, 438    # the same on all architectures


@item(9, 10, 11)
def privilege_left(context):
    """In the running helper, for each way of being started: no capability in any set, no way to gain
    new ones, system calls filtered, all four ids of user and group the same."""
    enter_network()
    facts = {9: [], 10: [], 11: []}
    for start in context.copies.starts():
        helper = Helper(start)
        status = helper.status()
        for name in CAPABILITIES:
            demand(int(status[name], 16) == 0, '%s: %s is %s' % (start.name, name, status[name]))
        bounding = int(status['CapBnd'], 16)
        if start.name in ('root', 'setuid', 'namespace'):
            demand(bounding == 0, '%s: CapBnd is %s' % (start.name, status['CapBnd']))
        facts[9].append('%s%s' % (start.name, '' if bounding == 0 else ' (CapBnd stays, moot)'))
        demand(status['NoNewPrivs'] == '1' and status['Seccomp'] == '2',
               '%s: NoNewPrivs %s, Seccomp %s' % (start.name, status['NoNewPrivs'], status['Seccomp']))
        facts[10].append(start.name)
        ids = [status[name].split('\t') for name in ('Uid', 'Gid')]
        demand(all(len(set(four)) == 1 for four in ids), '%s: %s' % (start.name, ids))
        demand(start.name == 'namespace' or '0' not in ids[0] or not is_real_root(),
               start.name + ' stays root')
        demand(start.name != 'root' or not status['Groups'].strip(), 'root keeps groups')
        facts[11].append('%s %s/%s' % (start.name, ids[0][0], ids[1][0]))
        helper.close()
    missing = '' if len(facts[9]) == 5 else '; this machine forbids the other starts'
    return {9: 'CapInh, CapPrm, CapEff, CapAmb are 0 for ' + ', '.join(facts[9]) + missing,
            10: 'NoNewPrivs 1, Seccomp 2 for ' + ', '.join(facts[10]) + missing,
            11: 'uid/gid, four times each: ' + ', '.join(facts[11]) + missing}


def pry(pid):
    """Everything that a process of the same user can do to steal from another; names what worked."""
    got = []
    for name, request in (('ptrace attach', PTRACE_ATTACH), ('ptrace seize', PTRACE_SEIZE)):
        libc.ptrace.restype = ctypes.c_long
        if libc.ptrace(ctypes.c_long(request), ctypes.c_long(pid), None, None) == 0:
            got.append(name)
            os.waitpid(pid, 0x40000000 | os.WNOHANG)
            libc.ptrace(ctypes.c_long(PTRACE_DETACH), ctypes.c_long(pid), None, None)
        elif ctypes.get_errno() not in (errno.EPERM, errno.EACCES):
            got.append('%s with %s' % (name, errno.errorcode[ctypes.get_errno()]))
    handle = system_call(PIDFD_OPEN, pid, 0)
    for fd in range(16):
        result = system_call(PIDFD_GETFD, handle, fd, 0)
        if result not in (-errno.EPERM, -errno.EACCES):
            got.append('pidfd_getfd %d' % fd)
            break
    for name, flags in (('mem', os.O_RDONLY), ('mem', os.O_RDWR), ('environ', os.O_RDONLY),
                        ('maps', os.O_RDONLY), ('auxv', os.O_RDONLY), ('syscall', os.O_RDONLY)):
        try:
            os.close(os.open('/proc/%d/%s' % (pid, name), flags))
            got.append(name)
        except PermissionError:
            pass
    try:
        os.listdir('/proc/%d/fd' % pid)
        os.readlink('/proc/%d/fd/0' % pid)
        got.append('fd')
    except PermissionError:
        pass
    buffer = ctypes.create_string_buffer(8)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
    if libc.process_vm_readv(pid, vector, ctypes.c_ulong(1), vector, ctypes.c_ulong(1), ctypes.c_ulong(0)) > 0 \
            or ctypes.get_errno() not in (errno.EPERM, errno.EACCES):
        got.append('process_vm_readv')
    return got


def pry_as(user, pid):
    """pry() in a child of that user."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
            os.write(theirs, (', '.join(pry(pid)) or 'nothing').encode())
        finally:
            os._exit(0)
    os.close(theirs)
    text = b''.join(iter(lambda: os.read(ours, 4096), b'')).decode()
    os.close(ours)
    os.waitpid(child, 0)
    demand(text, 'the prying process broke')
    return text


@item(12)
def closed_to_its_user(context):
    """A process of the same user can neither trace the helper nor take its sockets nor read its memory,
    whatever the system says about dumps of programs with privilege."""
    if not is_real_root():
        raise Forbidden('changing fs.suid_dumpable, which needs root.')
    before = pathlib.Path('/proc/sys/fs/suid_dumpable').read_text().strip()
    facts = []
    try:
        for value in (0, 1, 2):
            sysctl('fs.suid_dumpable', value)
            for start in context.copies.starts('setuid', 'caps', 'none', 'root'):
                helper = Helper(start)
                got = pry_as(int(helper.status()['Uid'].split()[0]), helper.pid)
                demand(got == 'nothing', 'suid_dumpable %d, %s: %s' % (value, start.name, got))
                helper.close()
                facts.append(start.name)
    finally:
        sysctl('fs.suid_dumpable', before)
    victim = subprocess.Popen(['sleep', '60'], user=NOBODY_SPECIAL, group=NOBODY_SPECIAL,
                              extra_groups=[])
    control = pry_as(NOBODY_SPECIAL, victim.pid)
    victim.kill()
    victim.wait()
    demand(control.count(',') >= 4, 'the same attempts find only %s at an ordinary process' % control)
    return ('%s with fs.suid_dumpable 0, 1, 2: EPERM or EACCES each time (at an ordinary process the '
            'same attempts get %d things)' % (', '.join(sorted(set(facts))), control.count(',') + 1))


class Tap:
    """Results of a test program by the path of the test."""

    def __init__(self, program, *arguments, env=None):
        if not program.exists():
            raise Fault('no such test: ' + program.name)
        done = command(program, *arguments, env=dict(env or {}, G_DEBUG='fatal-criticals'))
        self.results = collections.OrderedDict()
        self.notes = re.findall(r'^# (.*)$', done.stdout, re.M)
        for result, path, skip in re.findall(r'^(not ok|ok) \d+ (\S+)(.*SKIP.*)?$', done.stdout, re.M):
            self.results[path] = 'skip' if skip else result
        self.last = (done.stdout + done.stderr).strip().splitlines()[-1:] or ['']
        if done.returncode != 0:
            raise Fault('%s: %s' % (program.name, self.last[0][:200]))
        demand(self.results, program.name + ' prints no results')

    def count(self, *names):
        """How many paths with one of these last names there are, all of them well."""
        chosen = [r for path, r in self.results.items() if path.rsplit('/', 1)[-1] in names]
        demand(chosen and 'not ok' not in chosen, 'failed or missing: ' + ', '.join(names))
        return chosen.count('ok'), chosen.count('skip')


@item(13)
def escape(context):
    """The helper's own parts with another loop: each forbidden thing ends it by SIGSYS; and before the
    sandbox, the filter of a raw socket can neither be replaced nor taken off."""
    tap = Tap(context.build / 'tests/probe/test-escape')
    forbidden = [p for p in tap.results if '/forbidden/' in p]
    if all(r == 'skip' for r in tap.results.values()):
        raise Forbidden('user and network namespaces.')
    for wanted in ('option-hdrincl', 'socket-raw', 'execve', 'openat', 'ptrace', 'mmap-exec'):
        demand(any(p.endswith('/' + wanted) for p in forbidden), 'not tried: ' + wanted)
    return ('%d attempts, raw and unprivileged, end in SIGSYS (%s …); what the loop needs lives; a second '
            'filter and SO_DETACH_FILTER: EPERM on all four raw sockets'
            % (len(forbidden), ', '.join(p.rsplit('/', 1)[-1] for p in forbidden[:6])))


def state_fact(taps, names, text):
    ok = skipped = 0
    for tap in taps:
        done = tap.count(*names)
        ok, skipped = ok + done[0], skipped + done[1]
    if ok == 0:
        return Forbidden('all starts that this needs.')
    return text % ok + (' (%d starts skipped)' % skipped if skipped else '')


ODD = ['', '-', '--', '-h', '--help', '-v', '--versionn', '--version=1', '-1', '%s%n', '\n', '/dev/stdin',
       '\N{SNOWMAN}', 'a' * 100000]


def odd_arguments(context):
    """Arguments that no other test has, alone and after --version."""
    ends = os.pipe()
    tried = 0
    for arguments in [[a] for a in ODD] + [['--version', a] for a in ODD] + [['x'] * 10000]:
        done = subprocess.run([context.helper, *arguments], stdin=ends[0], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, timeout=20)
        demand(done.returncode == 64 and not done.stdout,
               'exit %d with %.40r' % (done.returncode, arguments))
        tried += 1
    return 'exit 64 with %d odd argument lists, and in %%d starts with an empty or a second one' % tried


@item(14, 15, 16, 17, 18, 19, budget=200)
def hostile_start(context):
    """Closed standard descriptors, thousands of inherited ones, tiny limits, blocked signals and armed
    timers, files and terminals instead of pipes, arguments: the helper works or says why not."""
    env = {'HOPMAP_TEST_PROBE': str(context.helper)}
    program = context.build / 'tests/probe/test-hostile-start'
    taps = [Tap(program, env=env), Tap(program, 'privileged', env=env)]
    notes = taps[0].notes + taps[1].notes
    files = [int(n.split()[0]) for n in notes if n.endswith(' open files')]
    starts = 'as it is, namespace, root, none, caps, setuid'
    return {
        14: state_fact(taps, ('nothing', 'closed', 'closed-too', 'closed-stderr'),
                       'standard descriptors closed in 8 ways for ' + starts + ' (%d groups of starts): '
                       'exit 64, or works with no socket below 3'),
        15: state_fact(taps, ('descriptors',),
                       '2,000 inherited descriptors, %%d starts: works, at most %d open files (limit 12)'
                       % max(files, default=0)),
        16: state_fact(taps, ('no-files',),
                       'RLIMIT_NOFILE 0 to 8, %d starts: works or a documented status, less than 0.1 s '
                       'of processor time'),
        17: state_fact(taps, ('signals', 'timer'),
                       'all signals blocked or ignored, and an armed timer, %d cases: unaffected'),
        18: state_fact(taps, ('terminal-input', 'file-input', 'file-output'),
                       'terminal or file instead of a pipe, %d cases: exit 64'),
        19: state_fact(taps, ('empty-argument', 'two-arguments'), odd_arguments(context)),
    }

# SPDX-License-Identifier: GPL-3.0-or-later
"""Fuzzing, coverage and the long run: items 30, 31 and 32."""
import json
import os
import pathlib
import re
import select
import shutil
import statistics
import subprocess
import tempfile
import time

import helper_frames as frames
import acceptance_wire as wire
from acceptance_answers import HOPS, road
from acceptance_helper import Helper, PATIENCE, is_real_root
from acceptance_report import Fault, Forbidden, Skipped, command, demand, item, must

EXECUTIONS = 10 ** 8    # of each target, for a release
TARGETS = 4


def read_fuzz_log(path):
    """Executions of each target, from what slow-legs.sh printed."""
    counts, name = {}, None
    text = path.read_text(errors='replace')
    for line in text.splitlines():
        start = re.match(r'fuzzing: (\S+?),', line)
        stat = re.match(r'stat::number_of_executed_units:\s*(\d+)', line)
        name = start.group(1) if start else name
        if stat and name:
            counts[name] = counts.get(name, 0) + int(stat.group(1))
    crash = re.search(r'^(==\d+==\s*ERROR.*|SUMMARY: .*|.*runtime error.*)$', text, re.M)
    demand(not crash, 'the log tells of a crash: ' + (crash.group(1) if crash else ''))
    return counts


def run_fuzz_targets(context, targets, seconds):
    counts = {}
    for target in targets:
        known = context.source / 'tests/fuzz/corpus' / target.name.replace('fuzz-', '')
        with tempfile.TemporaryDirectory(prefix='hopmap-acceptance-') as found:
            done = command(target, '-max_total_time=%d' % seconds, '-max_len=1600',
                           '-print_final_stats=1', found, *([known] if known.is_dir() else []),
                           timeout=seconds + 60, cwd=found)
        demand(done.returncode == 0, '%s: %s' % (target.name, done.stderr[-200:]))
        counts[target.name] = int(re.search(r'number_of_executed_units:\s*(\d+)', done.stderr).group(1))
    return counts


@item(30, budget=60, long_budget=900)
def fuzzing(context):
    """The targets for commands and for what comes from the network survive what the fuzzer makes up."""
    if context.fuzz_log:
        counts = read_fuzz_log(context.fuzz_log)
        needed = EXECUTIONS
    else:
        targets = [p for p in sorted(context.build.glob('tests/**/fuzz-*'))
                   if p.is_file() and os.access(p, os.X_OK)]
        if not targets:
            raise Skipped('this build has no fuzz targets (they need clang and -Dfuzzers=true), and no log of '
                          'them was given with --fuzz-log')
        counts = run_fuzz_targets(context, targets, 120 if context.long else 3)
        needed = 1
    fact = ', '.join('%s %s' % (name, format(count, ',')) for name, count in counts.items())
    demand(len(counts) >= TARGETS, 'fewer than %d targets: %s' % (TARGETS, fact))
    demand(min(counts.values()) >= needed, 'fewer than %s executions: %s' % (format(needed, ','), fact))
    return 'executions without a finding: ' + fact


# Parser, matcher, codec and policy, and the tests that are theirs.
COVERED = {
    'parser': ('src/probe/reply-parse.c', 'src/probe/ip-header.c', 'src/probe/icmp-extensions.c'),
    'matcher': ('src/probe/probe-table.c', 'src/probe/flight.c'),
    'codec': ('src/wire/probe-frame.c', 'src/probe/probe-build.c'),
    'policy': ('src/probe/pace.c',),
}
LINES, BRANCHES = 95, 90


def unit_tests(build):
    """The tests of the helper's parts, from the build's own list."""
    tests = json.loads(must('meson', 'introspect', build, '--tests'))
    return [test for test in tests
            if {suite.split(':')[-1] for suite in test['suite']} & {'probe-unit', 'wire'}]


def read_coverage(build):
    """Per source: lines, lines run, branches, branches taken; the best of all objects."""
    found = {}
    for data in build.glob('src/*/*.p/*.gcda'):
        done = subprocess.run(['gcov', '--json-format', '--branch-probabilities', '--stdout', data.name],
                              cwd=data.parent, capture_output=True)
        for entry in json.loads(done.stdout or b'{"files": []}')['files']:
            source = re.search(r'src/(probe|wire)/[^/]+\.c$', entry['file'])
            if not source:
                continue
            lines = {}
            branches = {}
            for line in entry['lines']:
                number = line['line_number']
                lines[number] = max(lines.get(number, 0), line['count'])
                for k, branch in enumerate(line['branches']):
                    branches[number, k] = max(branches.get((number, k), 0), branch['count'])
            found[source.group(0)] = (len(lines), sum(map(bool, lines.values())),
                                      len(branches), sum(map(bool, branches.values())))
    return found


@item(31, budget=300)
def coverage(context):
    """The tests of the parser, the matcher, the codec and the policy run nearly all of their lines and
    branches."""
    if not shutil.which('gcov'):
        raise Forbidden('measuring coverage: there is no gcov.')
    folder = pathlib.Path(tempfile.mkdtemp(prefix='hopmap-acceptance-', dir='/var/tmp'))
    try:
        build = folder / 'build'
        must('meson', 'setup', build, context.source, '-Db_coverage=true', '-Dbuildtype=debug')
        tests = unit_tests(build)
        targets = sorted({os.path.relpath(test['cmd'][0], build) for test in tests})
        must('ninja', '-C', build, *targets, timeout=290)
        for test in tests:
            must(*test['cmd'], env=test['env'], timeout=120)
        found = read_coverage(build)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    facts, low = [], []
    for name, sources in COVERED.items():
        missing = [s for s in sources if s not in found]
        demand(not missing, 'nothing is known about ' + ', '.join(missing))
        lines, run, branches, taken = (sum(found[s][i] for s in sources) for i in range(4))
        percent = 100 * run / lines, 100 * taken / max(branches, 1)
        fact = '%s %.1f %% of %d lines, %.1f %% of %d branches' % (
            name, percent[0], lines, percent[1], branches)
        facts.append(fact)
        if percent[0] < LINES or percent[1] < BRANCHES:
            low.append(fact)
    if low:
        raise Fault('below %d/%d %%: %s (all: %s)' % (LINES, BRANCHES, '; '.join(low), '; '.join(facts)))
    return '; '.join(facts)


# 450 a second: at 500, which is all that the helper allows, it could never catch up with a schedule
# that the machine has held up.
GAP_US = 2222
MIX = (frames.ICMP, frames.UDP, frames.ICMP, frames.UDP, frames.TCP, frames.UDP)
HOSTS = 8        # in each family; 100 a second are for one of them


def soak_command(number):
    family = 4 if number % 2 else 6
    host = 1 + number // 2 % HOSTS
    address = '198.51.100.%d' % host if family == 4 else '2001:db8:7::%d' % host
    protocol = MIX[number // 2 % len(MIX)]
    # A connection gets its answers from routers only, as nobody is at the end of this road.
    ttl = 1 + number % HOPS if protocol == frames.TCP else 1 + number % (HOPS + 2)
    return frames.send(number, address, protocol, spacing=number == 0,
                       port=0 if protocol == frames.ICMP else 443,
                       gap_us=0 if number == 0 else GAP_US, ttl=ttl)


class Soak:
    """One helper, its schedule, and what has become of each probe."""

    def __init__(self, start, total):
        self.helper, self.total = Helper(start), total
        self.name = start.name
        self.state = bytearray(total)
        self.done = 0
        self.first_ns = None
        self.late = []       # microseconds behind the schedule, of each SENT
        self.expired = 0
        self.memory = []
        self.writer = os.fork()
        if self.writer == 0:
            for number in range(total):
                os.write(self.helper.to, soak_command(number))
            os._exit(0)

    def take(self):
        """All events that are there."""
        while self.helper.has_event():
            event = self.helper.next()
            token = event.token
            if event.type == frames.SENT:
                demand(self.state[token] == 0, '%s: SENT twice for %d' % (self.name, token))
                self.state[token] = 1
                sent = event.fields['sent_ns']
                self.first_ns = self.first_ns or sent
                self.late.append((sent - self.first_ns) // 1000 - token * GAP_US)
            elif event.type == frames.REPLY and event.fields['flags'] & frames.LATE:
                demand(self.state[token] == 3, '%s: %d is late without having expired' % (self.name, token))
            elif event.type in (frames.REPLY, frames.EXPIRED):
                demand(self.state[token] == 1, '%s: a second verdict for %d' % (self.name, token))
                # An answer that this process gives too late is no fault of the helper.
                self.state[token] = 3 if event.type == frames.EXPIRED else 2
                self.expired += event.type == frames.EXPIRED
                self.done += 1
            else:
                raise Fault('%s: probe %d: %s' % (self.name, token, event))

    def sample(self):
        files = len(os.listdir('/proc/%d/fd' % self.helper.pid)) if is_real_root() else 0
        self.memory.append((self.helper.memory(), files))

    def drift_us(self):
        tenth = max(1, len(self.late) // 10)
        return statistics.median(self.late[-tenth:]) - statistics.median(self.late[:tenth])


def soak_fact(soak, long, lost):
    late = sorted(soak.late)
    # What the sockets of single probes add comes and goes; it must not add up.
    settled = soak.memory[len(soak.memory) // 4:]
    memory = sorted({m for m, _ in settled})
    files = sorted(f for _, f in settled)
    drift = soak.drift_us()
    fact = ('%s: %s probes, each with one verdict (%d expired, %d lost on the way); RSS %s kB, %d to %d files, schedule off by %+.0f µs at the '
            'end, 99 %% of probes at most %.2f ms late' % (
                soak.name, format(soak.total, ','), soak.expired, lost, '/'.join(map(str, memory)), files[0], files[-1],
                drift, late[len(late) * 99 // 100] / 1000))
    # A short run on a busy machine shows how busy that is, and no more about time.
    demand(soak.expired <= lost + soak.total // (1000 if long else 20), 'too many without an answer: ' + fact)
    demand(len(memory) == 1, 'RSS grows: ' + fact)
    half = len(settled) // 2
    demand(statistics.median(f for _, f in settled[half:]) <= max(f for _, f in settled[:half] or settled),
           'more and more files: ' + fact)
    # Less late at the end than at the beginning is no drift: the machine was busier then.
    demand(drift < (1000 if long else 1000000), 'the schedule drifts: ' + fact)
    return fact


@item(32, budget=120, long_budget=3600)
def soak(context):
    """Probe after probe at the highest rate, with privilege and without: every probe has its answer, memory and
    files stay as they are after a while, and the schedule does not slip."""
    total = 10 ** 6 if context.long else 10000
    net = wire.Wire(road, keep=False)
    names = ('caps', 'none') if is_real_root() else ('namespace', 'none')
    soaks = [Soak(start, total) for start in context.copies.starts(*names)]
    sources = {soak.helper.source: soak for soak in soaks}
    interval = 10 if context.long else 1
    sampled = time.monotonic()
    while any(s.done < total for s in soaks):
        ready = select.select(list(sources), [], [], PATIENCE)[0]
        demand(ready, 'no answers any more: %s' % [s.done for s in soaks])
        for source in ready:
            sources[source].take()
        if time.monotonic() > sampled + interval:
            sampled += interval
            for soak in soaks:
                soak.sample()
        time.sleep(0.01)
    for soak in soaks:
        os.waitpid(soak.writer, 0)
        soak.helper.close()
    return '; '.join(soak_fact(soak, context.long, net.lost()) for soak in soaks)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""hopmap-probe under a flood of garbage, by hand: what it still finds, and what that costs.

   flood.py BUILD [RATE [SECONDS]]

RATE (100000) packets a second come in beside the answers, for SECONDS (60), while every protocol asks
in both families for every hop, twice a second. Exits with 1 if an answer was made up, if one of a
hundred answers that the device took was not reported, if the helper took more than a core, or more
than 3 MB of memory. How fast the flood really was is printed: the simulator sends no faster than it can.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import helper_frames as frames  # noqa: E402
from talk import Helper  # noqa: E402

NETSIM = HERE.parent.parent / 'netsim'
ROUND = 0.5    # seconds
MEMORY_KB = 3072
ANSWERS = {1: 'time-exceeded', 2: 'echo-reply', 3: 'unreachable', 4: 'unreachable', 7: 'syn-ack', 8: 'rst'}


def cost(pid):
    """Seconds of processor, and kilobytes of memory at most until now."""
    ticks = pathlib.Path('/proc/%d/stat' % pid).read_text().rsplit(')', 1)[1].split()[11:13]
    status = pathlib.Path('/proc/%d/status' % pid).read_text()
    return (sum(map(int, ticks)) / os.sysconf('SC_CLK_TCK'),
            int(status.split('VmHWM:')[1].split()[0]))


def ask(program, hosts, longest, seconds):
    """Within the simulator: rounds of probes, and what came of each."""
    helper = Helper(program)
    names = [name for name, ability in helper.abilities.items() if ability['mode'] != 'none']
    probes, found, costs = {}, {}, []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        for name in names:
            batch = []
            for ttl in range(1, longest + 1):
                token = len(probes)
                probes[token] = (name, ttl)
                port = {'icmp': 0, 'udp': 33434, 'tcp': 443}[name[:-1]]
                batch.append(frames.send(token, hosts[name[-1]], getattr(frames, name[:-1].upper()), ttl=ttl,
                                         port=port, gap_us=1000, spacing=int(ttl == 1), timeout_ms=2000))
            helper.write(*batch)
        while (left := began + ROUND - time.monotonic()) > 0:
            take(helper.read(left), found)
        costs.append(cost(helper.process.pid))
    while len(found) < len(probes):
        event = helper.read(5)
        assert event is not None, '%d verdicts are missing' % (len(probes) - len(found))
        take(event, found)
    processor = cost(helper.process.pid)[0] - costs[0][0]
    assert helper.close() == 0
    return {'events': [(*probes[token], fields) for token, fields in found.items()],
            'processor': processor / (seconds - ROUND),
            'memory': costs[-1][1]}


def take(event, found):
    if event is not None and event.type in (frames.REPLY, frames.EXPIRED, frames.FAILED):
        assert event.type != frames.FAILED, event
        found.setdefault(event.token, event.fields if event.type == frames.REPLY else None)


def run(build, rate, seconds):
    scenario = (NETSIM / 'scenarios/flood.scenario').read_text().replace('garbage=5000', 'garbage=%d' % rate)
    netsim = build / 'tests/netsim/hopmap-netsim'
    with tempfile.TemporaryDirectory(prefix='hopmap-flood-') as folder:
        path, report = pathlib.Path(folder, 'flood.scenario'), pathlib.Path(folder, 'report')
        path.write_text(scenario)
        truth = json.loads(subprocess.check_output([netsim, '--print-truth', path]))
        longest = max(answer['destination_ttl'] for answer in truth['answers'].values())
        said = subprocess.run(
            [NETSIM / 'in-netsim', '--report=%s' % report, path, '--', sys.executable, __file__, '--within',
             build / 'src/probe/hopmap-probe', truth['destination']['ipv4'], truth['destination']['ipv6'],
             str(longest), str(seconds)],
            env={**os.environ, 'HOPMAP_NETSIM': str(netsim)}, check=True, stdout=subprocess.PIPE).stdout
        return truth, json.loads(said), json.loads(report.read_text())


def judge(truth, said, report, seconds):
    made_up = []
    for name, ttl, fields in said['events']:
        true = [route[min(ttl, len(route)) - 1] for route in truth['answers'][name]['routes']]
        if fields is not None and not any(
                one['from'] == fields['from'] and one['answer'] == ANSWERS.get(fields['kind']) for one in true):
            made_up.append((name, ttl, fields))
    replies = sum(fields is not None for _, _, fields in said['events'])
    answers = sum(not answer['kind'].startswith('forged') for answer in report['answers'])
    lost = 1 - replies / answers
    print('%d packets of garbage a second; %d probes, %d answers, %d reported (%.2f %% lost), %d made up; '
          '%.0f %% of a core; memory at most %d kB'
          % (report['summary']['flood'] / seconds, len(said['events']), answers, replies, 100 * lost,
             len(made_up), 100 * said['processor'], said['memory']))
    for one in made_up[:5]:
        print('made up: %s, TTL %d: %s' % one)
    return not made_up and lost < 0.01 and said['processor'] < 1 and said['memory'] <= MEMORY_KB


def main():
    if sys.argv[1] == '--within':
        program, ipv4, ipv6, longest, seconds = sys.argv[2:]
        json.dump(ask(program, {'4': ipv4, '6': ipv6}, int(longest), int(seconds)), sys.stdout)
        return 0
    rate, seconds = (int(word) for word in (sys.argv[2:4] + ['100000', '60'][len(sys.argv) - 2:]))
    return 0 if judge(*run(pathlib.Path(sys.argv[1]).resolve(), rate, seconds), seconds) else 1


sys.exit(main())

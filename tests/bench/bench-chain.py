#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a whole trace takes, process start to exit, beside traceroute and mtr in the same run.

Seven hops of namespaces on one machine, where a round trip takes some 0.05 ms: what is measured is
waiting that nobody asked for. With a silent router in the middle that is the wait for its answer.
Each program runs in turn, so that a slow moment of the machine hits them all alike.

usage (root): bench-chain.py PREFIX [RUNS]"""
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'e2e'))
from hops import HOPS  # noqa: E402
from installed import Installed  # noqa: E402
from network import Network  # noqa: E402

ADDRESS = HOPS[-1][1]
PEERS = {
    'traceroute -n -I -q 1 -N 32 -w 1': ['traceroute', '-n', '-I', '-q', '1', '-N', '32', '-w', '1'],
    'traceroute -n -I': ['traceroute', '-n', '-I'],
    'mtr -n -r -c 1': ['mtr', '-n', '-r', '-c', '1'],
}


def wall(words):
    started = time.monotonic()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - started


def compare(title, network, programs, runs):
    times = {name: [] for name in programs}
    for _ in range(runs):
        for name, words in programs.items():
            times[name].append(wall(network.inside(*words)))
    own = statistics.median(times['hopmap'])
    print('%s, %d runs each' % (title, runs))
    for name, values in times.items():
        median = statistics.median(values)
        print('  %-36s %7.3f s median (%.3f to %.3f)  hopmap/this %.2f'
              % (name, median, min(values), max(values), own / median))


def main(prefix, runs=5):
    reason = Installed(prefix).why_not() or Network.why_not()
    if reason:
        sys.exit(reason)
    with Installed(prefix) as installed, Network(HOPS) as network:
        installed.privilege('caps')
        programs = {'hopmap': installed.words('-f', 'text', '-n', '--no-places', ADDRESS)}
        programs.update({name: [shutil.which(words[0]), *words[1:], ADDRESS]
                         for name, words in PEERS.items() if shutil.which(words[0])})
        compare('every router answers', network, programs, runs)
        network.silence(4)
        compare('router 4 is silent', network, programs, runs)
        network.silence(len(HOPS))
        compare('router 4 and the destination are silent', network,
                {name: ['sh', '-c', '"$@" || :', '-', *words] for name, words in programs.items()},
                runs)


main(sys.argv[1], *map(int, sys.argv[2:]))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs cases one after the other and prints their results as TAP."""
import sys
import traceback


class Cases:
    def __init__(self):
        self.cases = []

    def add(self, name, function, *arguments):
        self.cases.append((name, function, arguments))

    def add_parallel(self, pool, cases):
        """Cases that do not disturb each other and begin together, in the threads of `pool`, when
        the first of them has its turn."""
        begun = {}

        def take(number):
            for i, (_, function, *arguments) in enumerate(cases if not begun else []):
                begun[i] = pool.submit(function, *arguments)
            begun[number].result()

        for number, (name, *_) in enumerate(cases):
            self.add(name, take, number)

    def run(self):
        failed = 0
        print('1..%d' % len(self.cases), flush=True)
        for number, (name, function, arguments) in enumerate(self.cases, 1):
            try:
                function(*arguments)
                print('ok %d - %s' % (number, name), flush=True)
            except Exception:
                failed += 1
                # What runs many tests shows of a failed one only what it said here.
                traceback.print_exc()
                print('not ok %d - %s' % (number, name), flush=True)
        return 1 if failed else 0


def skip(reason):
    print('1..0 # SKIP ' + reason)
    sys.exit(0)


def equal(got, wanted, what=''):
    if got != wanted:
        raise AssertionError('%s: got %r, wanted %r' % (what, got, wanted))

# SPDX-License-Identifier: GPL-3.0-or-later
"""The items, how they are found by number, and how each ends: with a fact, a fault, or the sentence
that says what this machine forbids. Every function runs in a process of its own, where it may enter
namespaces and change limits as it likes."""
import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback

HOLDS, FAULT, SKIPPED = 'holds', 'does not hold', 'skipped'


class Fault(Exception):
    """What should hold does not."""


class Forbidden(Exception):
    """This machine does not let the test look; the text goes on after "this machine forbids"."""


class Skipped(Exception):
    """There is nothing to look at here."""


CHECKS = []    # (numbers, function, budget in seconds)


def item(*numbers, budget=100, long_budget=None):
    """Marks a function that shows these items. It gets the context and returns a fact, or for
    several items a dictionary of facts or exceptions by number."""
    def mark(function):
        CHECKS.append((numbers, function, budget, long_budget or budget))
        return function
    return mark


def demand(condition, sentence):
    if not condition:
        raise Fault(sentence)


def guarded(function):
    """What a function returns, or why it did not: one of several facts of a check."""
    try:
        return function()
    except Exception as error:
        return error


def _verdict(result):
    if isinstance(result, Fault):
        return FAULT, str(result)
    if isinstance(result, Forbidden):
        return SKIPPED, 'this machine forbids ' + str(result)
    if isinstance(result, Skipped):
        return SKIPPED, str(result)
    if isinstance(result, BaseException):
        where = traceback.extract_tb(result.__traceback__)[-1]
        return FAULT, '%s: %s (%s:%d)' % (type(result).__name__, result,
                                          os.path.basename(where.filename), where.lineno)
    return HOLDS, str(result)


def _in_child(numbers, function, context, answer):
    os.setpgid(0, 0)
    began = time.monotonic()
    try:
        result = function(context)
    except BaseException as error:
        if os.environ.get('ACCEPTANCE_TRACE'):
            traceback.print_exc()
        result = error
    if os.environ.get('ACCEPTANCE_TRACE'):
        print('%s: %.1f s' % (numbers, time.monotonic() - began), file=sys.stderr)
    if not isinstance(result, dict):
        result = dict.fromkeys(numbers, result)
    verdicts = {n: _verdict(result.get(n, Fault('was not looked at'))) for n in numbers}
    os.write(answer, json.dumps(verdicts).encode())
    os._exit(0)


class Running:
    """One check in its process."""

    def __init__(self, check, context):
        self.numbers, function, budget, long_budget = check
        self.seconds = long_budget if context.long else budget
        self.end = time.monotonic() + self.seconds
        self.answer, theirs = os.pipe()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.answer)
            _in_child(self.numbers, function, context, theirs)
        os.close(theirs)

    def _signal(self, number):
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            pass

    def finish(self):
        """Verdicts by number."""
        late = not select.select([self.answer], [], [], max(0, self.end - time.monotonic()))[0]
        if late:
            # Other tests that it runs have namespaces and privilege to give back.
            self._signal(signal.SIGINT)
            end = time.monotonic() + 10
            while os.waitpid(self.pid, os.WNOHANG)[0] == 0 and time.monotonic() < end:
                time.sleep(0.1)
        else:
            os.waitpid(self.pid, 0)
        self._signal(signal.SIGKILL)    # whatever is left behind, which may hold the pipe open
        data = b'' if late else b''.join(iter(lambda: os.read(self.answer, 65536), b''))
        os.close(self.answer)
        if not data:
            why = 'no result after %d s' % self.seconds if late else 'the check itself broke'
            return {number: (FAULT, why) for number in self.numbers}
        return {int(number): tuple(verdict) for number, verdict in json.loads(data).items()}


def run(context, chosen, at_once):
    """Runs the checks of the chosen items; yields number, verdict, text as soon as there is one."""
    waiting = [check for check in CHECKS if chosen is None or chosen & set(check[0])]
    waiting.sort(key=lambda check: -check[2])    # so that the end is not one long check alone
    running = []
    while waiting or running:
        while waiting and len(running) < at_once:
            running.append(Running(waiting.pop(0), context))
        ready = select.select([r.answer for r in running], [], [],
                              max(0, min(r.end for r in running) - time.monotonic()))[0]
        for one in list(running):
            if one.answer in ready or time.monotonic() >= one.end:
                running.remove(one)
                for number, (verdict, text) in sorted(one.finish().items()):
                    if chosen is None or number in chosen:
                        yield number, verdict, text


def command(*words, env=None, user=None, timeout=120, **options):
    """Runs a command to its end; its output is text."""
    if user is not None:
        options.update(user=user, group=user, extra_groups=[])
    # What tools say is read, so it had better be English.
    env = dict(os.environ, LC_ALL='C.UTF-8', **{k: v for k, v in (env or {}).items() if k != 'LC_ALL'})
    return subprocess.run([str(word) for word in words], text=True, capture_output=True, env=env,
                          stdin=subprocess.DEVNULL, timeout=timeout, **options)


def must(*words, **options):
    done = command(*words, **options)
    if done.returncode != 0:
        raise Fault('%s: %s' % (' '.join(map(str, words)), (done.stderr or done.stdout).strip()[-300:]))
    return done.stdout

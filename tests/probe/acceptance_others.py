# SPDX-License-Identifier: GPL-3.0-or-later
"""What other tests show: items 33 to 39 by their results; and item 40."""
import json
import os
import re
import shutil

from acceptance_install import check_forbidden
from acceptance_report import Fault, Skipped, command, demand, guarded, item, must

HOSTILE_CASES = 25


class Results:
    """How a test of the build went: its cases that went well and those that were skipped."""

    def __init__(self, context, name):
        self.name = name
        output, status = from_this_run(context, name) or run_test(context, name)
        plan = re.search(r'^1\.\.0\s*#\s*SKIP\s*(.*)$', output, re.M | re.I)
        self.good = re.findall(r'^ok \d+ (?:- )?(.*)$', output, re.M)
        self.skipped = [case for case in self.good if re.search(r'# SKIP', case)]
        self.notes = re.findall(r'^# (.*)$', output, re.M)
        bad = re.findall(r'^(?:not ok \d+ (?:- )?|Bail out! ?)(.*)$', output, re.M)
        if plan or status == 77:
            raise Skipped('%s: %s' % (name, plan.group(1) if plan else 'skips'))
        if self.good and len(self.skipped) == len(self.good):
            raise Skipped('%s: %s' % (name, self.skipped[0].split('# SKIP', 1)[1].strip()))
        demand(status == 0 and not bad, '%s fails: %s' % (
            name, '; '.join(bad)[:200] or output.strip()[-200:]))

    def __str__(self):
        skipped = ', %d skipped' % len(self.skipped) if self.skipped else ''
        return '%s: %d cases green%s' % (self.name, len(self.good) - len(self.skipped), skipped)


def from_this_run(context, name):
    """What the run of the whole suite that this one is a part of has noted, if it is one: in the log of meson
    test, or in those that HOPMAP_TEST_LOGS names."""
    if not context.within_suite:
        return None
    for base in os.environ.get('HOPMAP_TEST_LOGS', 'testlog').split():
        log = context.build / 'meson-logs' / (base + '.json')
        for text in log.read_text(errors='replace').splitlines() if log.exists() else []:
            try:
                entry = json.loads(text)
            except ValueError:
                continue    # not all of it is written yet
            if entry['name'].split(' / ')[-1] == name and entry.get('returncode') is not None:
                return entry.get('stdout', ''), entry['returncode']
    return None


def run_test(context, name):
    tests = json.loads(must('meson', 'introspect', context.build, '--tests'))
    chosen = [test for test in tests if test['name'] == name]
    demand(chosen, 'no such test: ' + name)
    test = chosen[0]
    words = test['cmd']
    if not os.path.exists(words[0]) and shutil.which(words[0]) is None:
        raise Fault('%s is not built' % name)
    # Everybody but root is told that it needs root, without a display.
    if (name.startswith('e2e-') and os.geteuid() == 0 and 'DISPLAY' not in os.environ
            and shutil.which('xvfb-run')):
        words = ['xvfb-run', '-a', '-s', '-screen 0 1280x900x24 -noreset',
                 'dbus-run-session', '--', *words]
    done = command(*words, env=test['env'], cwd=test['workdir'] or context.build, timeout=test['timeout'])
    return done.stdout + ('' if done.returncode == 0 else done.stderr), done.returncode


def all_of(context, *names):
    return '; '.join(str(Results(context, name)) for name in names)


@item(33, budget=200)
def hostile_server(context):
    """A web service that misbehaves in every way costs no crash, no memory, no time and no trust."""
    results = Results(context, 'geo-hostile-server')
    demand(len(results.good) >= HOSTILE_CASES, 'only %d cases' % len(results.good))
    return str(results)


@item(34, budget=200)
def hostile_json(context):
    """Answers and files of JSON that are too deep, of wrong types or impossible numbers make neither a crash
    nor a place."""
    return all_of(context, 'geo-hostile-json', 'geo-ipgeolocation-reader', 'document-hostile-json')


@item(35, budget=200)
def hostile_words(context):
    """Names of routers and networks that are code, markup or formulas elsewhere come out harmless in labels
    and in every file."""
    return all_of(context, 'geo-clean-text', 'document-hostile-words')


@item(36)
def web_rules(context):
    """The sources take no certificate that the system does not take and no answer without a limit; the rooms that
    ask the network, geo for places and map for tiles, which do not know each other, have one session each and
    follow no redirect."""
    texts = {path: path.read_text() for path in (context.source / 'src').rglob('*.c')}
    sessions = [p for p, t in texts.items() if re.search(r'\bsoup_session_new', t)]
    rooms = sorted(p.parent.name for p in sessions)
    demand(rooms in (['geo'], ['geo', 'map']),
           'sessions are made in ' + ', '.join('%s/%s' % (p.parent.name, p.name) for p in sessions))
    # Whoever makes messages says so to each.
    makers = [p for p, t in texts.items() if re.search(r'\bsoup_message_new', t)]
    no_redirect = [p.name for p in makers if 'SOUP_MESSAGE_NO_REDIRECT' in texts[p]]
    demand(makers and len(no_redirect) == len(makers),
           'redirects are followed by messages of ' + ', '.join(p.name for p in makers if p.name not in no_redirect))
    for word in ('accept-certificate', 'send_and_read'):
        found = [p.name for p, t in texts.items() if word in re.sub(r'/\*.*?\*/', '', t, flags=re.S)]
        demand(not found, '%s in %s' % (word, ', '.join(found)))
    return '%s; one session a room (%s), NO_REDIRECT in %s' % (
        check_forbidden(context), ', '.join(p.name for p in sessions), ', '.join(no_redirect))


@item(37, budget=200)
def killed_save(context):
    """A program that is killed while it saves leaves the old file or the new one."""
    results = Results(context, 'document-kill-save')
    source = (context.source / 'tests/document/test-kill-save.c').read_text()
    kills = int(re.search(r'#define N_KILLS\s+(\d+)', source).group(1))
    demand(kills >= 200, 'only %d kills' % kills)
    return '%s, %d kills' % (results, kills)


def recovery(context):
    results = Results(context, 'e2e-recovery')
    lost = [float(x) for note in results.notes for x in re.findall(r'([\d.]+) s lost', note)]
    return '%s; at most %.1f s lost' % (results, max(lost, default=0))


@item(38, 39, budget=240, long_budget=600)
def installed_program(context):
    """A trace that a crash cut short is offered again but for its last seconds; and offline, nothing of the
    program but its helper talks to the network. Both work on the same installed files, so in turn."""
    checks = {38: lambda: recovery(context), 39: lambda: all_of(context, 'e2e-offline')}
    return {number: guarded(check) for number, check in checks.items()
            if context.chosen is None or number in context.chosen}


@item(40)
def security_text(context):
    """SECURITY.md says whom the program does not trust, how the helper ends, and where to report holes."""
    path = context.source / 'SECURITY.md'
    demand(path.exists(), 'there is no SECURITY.md')
    text = path.read_text()
    found = {'model': re.search(r'does not trust', text) and re.search(r'protected', text)}
    codes = re.findall(r'(?m)^\s*HOPMAP_EXIT_\w+ = (\d+)',
                       (context.source / 'src/probe/exit-status.h').read_text())
    for code in codes:
        found['exit status ' + code] = re.search(r'(?m)^\|\s*%s\s*\|' % code, text)
    found['SIGSYS'] = 'SYS' in text
    found['contact'] = re.search(r'(?i)report', text) and re.search(r'https://|@', text)
    missing = [name for name, value in found.items() if not value]
    demand(not missing, 'does not say: ' + ', '.join(missing))
    return 'names the model, exit statuses %s and SIGSYS, and the contact' % ', '.join(codes)

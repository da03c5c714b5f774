#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the results in Meson test logs: a TAP test by its cases, any other as one."""
import fileinput
import json
import re
import sys

passed = failed = skipped = 0
for line in fileinput.input():
    test = json.loads(line)
    output = test.get('stdout', '')
    cases = re.findall(r'^\s*(not ok|ok)\b[^#\n]*(# *skip)?', output, re.M | re.I)
    if test['result'] == 'SKIP' or (not cases and test['result'] == 'EXPECTEDFAIL'):
        skipped += 1
        print('skipped: %s: %s' % (test['name'], output.strip().splitlines()[-1:] or ''))
    elif not cases:
        good = test['result'] == 'OK'
        passed, failed = passed + good, failed + (not good)
    else:
        bad = sum(case[0].lower() == 'not ok' for case in cases)
        skip = sum(case[0].lower() == 'ok' and case[1] != '' for case in cases)
        # A test that died after its last case failed all the same.
        bad = max(bad, test['result'] != 'OK')
        failed, skipped = failed + bad, skipped + skip
        passed += max(0, len(cases) - bad - skip)
        for case in re.findall(r'^\s*ok\b.*# *skip.*', output, re.M | re.I):
            print('skipped: %s: %s' % (test['name'], case.strip()))

print('%d passed, %d failed%s' % (passed, failed, ', %d skipped' % skipped if skipped else ''))
sys.exit(1 if failed or passed == 0 else 0)

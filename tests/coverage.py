#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Adds up what gcov counted for the given files of a build with b_coverage, prints a table, and fails
# below 95 % of all lines or 90 % of all branches in any of them.
#
#   coverage.py BUILD FILE…
import json
import pathlib
import subprocess
import sys

LINES, BRANCHES = 95.0, 90.0


def counted(notes):
    """The lines and branches of one object file, each with how often it was reached."""
    text = subprocess.run(['gcov', '--json-format', '--stdout', '--branch-probabilities', str(notes)],
                          cwd=notes.parent, check=True, capture_output=True, text=True).stdout
    for result in text.splitlines():
        for file in json.loads(result)['files']:
            name = pathlib.PurePath(file['file']).name
            lines = [line['count'] for line in file['lines']]
            branches = [branch['count'] for line in file['lines'] for branch in line['branches']]
            missed = [str(line['line_number']) for line in file['lines'] if line['count'] == 0]
            yield name, lines, branches, missed


def percent(counts):
    return 100.0 * sum(count > 0 for count in counts) / len(counts) if counts else 100.0


def main():
    build, names = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    total_lines, total_branches, status = [], [], 0
    print(f'{"file":20} {"lines":>6} {"":>7} {"branches":>9} {"":>7}')
    for name in names:
        found = [row for notes in build.glob(f'src/**/{name}.gcda') for row in counted(notes)
                 if row[0] == name]
        if len(found) != 1:
            sys.exit(f'{name}: expected one set of counts, found {len(found)}')
        _, lines, branches, missed = found[0]
        total_lines += lines
        total_branches += branches
        is_low = percent(lines) < LINES or percent(branches) < BRANCHES
        status |= is_low
        print(f'{name:20} {len(lines):6} {percent(lines):6.1f}% {len(branches):9} '
              f'{percent(branches):6.1f}%' + (f'  too low; lines {", ".join(missed)}' if is_low else ''))
    print(f'{"all":20} {len(total_lines):6} {percent(total_lines):6.1f}% {len(total_branches):9} '
          f'{percent(total_branches):6.1f}%')
    return int(status)


sys.exit(main())

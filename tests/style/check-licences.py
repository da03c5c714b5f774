#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on a file of which nobody says under what licence it is: neither an SPDX line of its own nor
an entry of REUSE.toml; on one that says two different things; and on a licence without its text.

usage: check-licences.py SOURCE"""
import os
import pathlib
import re
import subprocess
import sys
import tomllib

# Licences themselves are under no licence.
EXEMPT = re.compile(r'COPYING$|LICENSES/')
SPDX = re.compile(rb'SPDX-License-Identifier:[ \t]*([\w.+-]+(?:[ \t]+(?:AND|OR|WITH)[ \t]+[\w.+-]+)*)')


def pattern(glob):
    """A glob of REUSE.toml: ** crosses folders, * does not."""
    out = ''
    for part in re.split(r'(\*\*/?|\*)', glob):
        out += {'**': '.*', '**/': '(?:.*/)?', '*': '[^/]*'}.get(part, re.escape(part))
    return re.compile(out + r'\Z')


def files(source):
    """What belongs to the source: what git knows, or in a tarball everything but build folders."""
    done = subprocess.run(['git', '-C', source, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
                          capture_output=True)
    if done.returncode == 0 and done.stdout:
        return sorted(name for name in done.stdout.decode().split('\0')
                      if name and os.path.lexists(os.path.join(source, name)))
    found = []
    for folder, folders, names in os.walk(source):
        folders[:] = [f for f in folders if not re.match(r'_?build|\.git$|node_modules|obj-|debian$|\.pc$', f)
                      or folder.endswith('/data')]
        found += [os.path.relpath(os.path.join(folder, name), source) for name in names]
    return sorted(found)


def main(source):
    entries = tomllib.loads(pathlib.Path(source, 'REUSE.toml').read_text())['annotations']
    rules = [(pattern(glob), entry['SPDX-License-Identifier'])
             for entry in entries
             for glob in (entry['path'] if isinstance(entry['path'], list) else [entry['path']])]
    faults, used, own = [], set(), 0
    names = [name for name in files(source) if not EXEMPT.match(name)]
    for name in names:
        said = SPDX.search(pathlib.Path(source, name).read_bytes()[:4096])
        if said:
            own += 1
            used.add(said.group(1).decode())
            continue
        found = {licence for rule, licence in rules if rule.match(name)}
        if not found:
            faults.append('%s: nobody says under what licence it is; see REUSE.toml' % name)
        elif len(found) > 1:
            faults.append('%s: %s' % (name, ' or '.join(sorted(found))))
        used |= found
    texts = {path.stem for path in pathlib.Path(source, 'LICENSES').iterdir()}
    for licence in used:
        faults += ['%s: no text in LICENSES' % one for one in re.split(r' (?:AND|OR|WITH) ', licence)
                   if one not in texts]
    faults += ['LICENSES/%s.txt: nothing is under it' % text for text in sorted(texts - used)]
    for fault in faults:
        print('fault: ' + fault)
    print('%d files, %d with a line of their own; %s' % (len(names), own, ', '.join(sorted(used))))
    return 1 if faults or not names else 0


sys.exit(main(sys.argv[1]))

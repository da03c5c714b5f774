#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints which room of src/ includes which, as the includes stand in the files, and fails on an
arrow that the architecture does not have, on a library in a room that may not use it, and on a
room that src/meson.build lists before one that it needs."""
import pathlib
import re
import sys

ALLOWED = {
    'wire': (),
    'probe': ('wire',),
    'model': (),
    'trace': ('wire', 'model'),
    'geo': ('model',),
    'atlas': ('model',),
    'document': ('model', 'atlas'),
    'map': ('model', 'atlas'),
    'ui': ('model', 'document', 'map'),
    'app': ('wire', 'model', 'trace', 'geo', 'atlas', 'document', 'map', 'ui'),
}

# A library, by how its headers are named, and the rooms that may use it.
LIBRARIES = {
    r'(glib|gio|gmodule|glib-object|glib-unix)(/.*)?\.h':
        ('model', 'trace', 'geo', 'atlas', 'document', 'map', 'ui', 'app'),
    r'(gtk|gdk|gsk)/.*': ('map', 'ui', 'app'),
    r'adwaita\.h': ('ui', 'app'),
    r'shumate/.*': ('map',),
    r'libsoup/.*': ('geo', 'map', 'app'),
    r'json-glib/.*': ('geo', 'document'),
    r'maxminddb\.h': ('geo',),
    r'seccomp\.h': ('probe',),
    r'(cairo|pango/.*|cairo.*)\.h': ('atlas', 'document', 'map'),
}


def main(source):
    src = pathlib.Path(source) / 'src'
    owner = {p.name: p.parent.name for p in src.glob('*/*.h')}
    listed = re.findall(r"^subdir\('([^']+)'\)", (src / 'meson.build').read_text(), re.M)
    faults = []
    arrows = {room: {} for room in ALLOWED}

    found = {p.name for p in src.iterdir() if p.is_dir()}
    if found != set(ALLOWED):
        faults.append('rooms are %s, the architecture has %s' % (sorted(found), sorted(ALLOWED)))
    for number, room in enumerate(listed):
        for needed in ALLOWED.get(room, ()):
            if needed not in listed[:number]:
                faults.append('src/meson.build lists %s before %s' % (room, needed))

    for path in sorted(src.glob('*/*.[ch]')):
        room = path.parent.name
        for line, text in enumerate(path.read_text().splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', text)
            if not match:
                continue
            name = match.group(2)
            where = '%s:%d' % (path.relative_to(source), line)
            other = owner.get(name)
            if other is not None and other != room:
                arrows[room].setdefault(other, set()).add(name)
                if other not in ALLOWED.get(room, ()):
                    faults.append('%s: %s may not include %s (%s)' % (where, room, other, name))
            for pattern, rooms in LIBRARIES.items():
                if match.group(1) == '<' and re.fullmatch(pattern, name) and room not in rooms:
                    faults.append('%s: %s may not use <%s>' % (where, room, name))

    for room in listed:
        print('%-9s -> %s' % (room, ', '.join('%s (%d)' % (other, len(names)) for other, names in
                                             sorted(arrows.get(room, {}).items())) or '-'))
    for fault in faults:
        print('fault: ' + fault)
    return 1 if faults else 0


sys.exit(main(sys.argv[1]))

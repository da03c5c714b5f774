#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop takes our documents for, by name and by content, once our file is installed.

    check-mime.py MIME-FILE EXAMPLE DESKTOP-FILE
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
import tap  # noqa: E402

MIME_FILE, EXAMPLE, DESKTOP_FILE = sys.argv[1:4]
TYPE = 'application/vnd.io.github.hopmap.Hopmap.traceroute+json'


def content_type(path, data):
    environment = dict(os.environ, XDG_DATA_HOME=str(data), LC_ALL='C.UTF-8')
    done = subprocess.run(['gio', 'info', '-a', 'standard::content-type', str(path)], text=True,
                          capture_output=True, env=environment, check=True)
    return next(line.split()[-1] for line in done.stdout.splitlines() if 'content-type:' in line)


def main():
    for program in ('update-mime-database', 'gio'):
        if shutil.which(program) is None:
            tap.skip(program + ' is not installed (apt: shared-mime-info, libglib2.0-bin)')
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        packages = folder / 'data/mime/packages'
        packages.mkdir(parents=True)
        shutil.copy(MIME_FILE, packages)
        subprocess.run(['update-mime-database', folder / 'data/mime'], check=True)
        named = folder / 'route.traceroute.json'
        shutil.copy(EXAMPLE, named)
        bare = folder / 'route'
        shutil.copy(EXAMPLE, bare)
        empty = folder / 'empty.traceroute.json'
        empty.write_text('{}')
        other = folder / 'other.json'
        other.write_text('{"format": "something"}')

        cases = tap.Cases()
        cases.add('by its name', lambda: tap.equal(content_type(named, folder / 'data'), TYPE))
        cases.add('by its name alone', lambda: tap.equal(content_type(empty, folder / 'data'), TYPE))
        cases.add('by its content', lambda: tap.equal(content_type(bare, folder / 'data'), TYPE))
        cases.add('other JSON stays that', lambda: tap.equal(
            content_type(other, folder / 'data'), 'application/json'))
        cases.add('the desktop file names it', lambda: tap.equal(
            [line for line in pathlib.Path(DESKTOP_FILE).read_text().splitlines()
             if line.startswith('MimeType=') and TYPE + ';' in line] != [], True))
        return cases.run()


sys.exit(main())

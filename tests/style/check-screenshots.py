#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where the metainfo or the README shows a picture that is not here, or that software centres
would not show: their addresses are of the release's tag, so nobody would see it before the release.

usage: check-screenshots.py SOURCE METAINFO VERSION"""
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree

# What Flathub asks of pictures of windows.
MAX_WIDTH, MAX_HEIGHT = 1000, 750

source, metainfo, version = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
address = re.compile(r'https://raw\.githubusercontent\.com/[^/]+/[^/]+/v%s/(data/\S+\.png)$'
                     % re.escape(version))
faults = []


def check(where, path):
    try:
        head = (source / path).read_bytes()[:24]
    except OSError as error:
        faults.append('%s: %s' % (where, error))
        return
    if head[:8] != b'\x89PNG\r\n\x1a\n':
        faults.append('%s: %s is no PNG' % (where, path))
        return
    width, height = struct.unpack('>II', head[16:24])
    if width > MAX_WIDTH or height > MAX_HEIGHT:
        faults.append('%s: %s is larger than %dx%d' % (where, path, MAX_WIDTH, MAX_HEIGHT))


shown = xml.etree.ElementTree.parse(metainfo).findall('./screenshots/screenshot')
for screenshot in shown:
    link = screenshot.findtext('image') or ''
    found = address.match(link)
    if not screenshot.findtext('caption'):
        faults.append('metainfo: %s has no caption' % link)
    if found:
        check('metainfo', found.group(1))
    else:
        faults.append('metainfo: "%s" is no picture of release %s' % (link, version))
if not 3 <= len(shown) <= 6:
    faults.append('metainfo: %d pictures; three to six are shown' % len(shown))
for path in re.findall(r'!\[[^]]*\]\(([^)]+)\)', (source / 'README.md').read_text()):
    check('README.md', path)

print('\n'.join(faults) or '%d pictures' % len(shown))
sys.exit(bool(faults))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a picture of the window in every state, wide and narrow, light and dark, in German and Arabic,
and with large text, to be looked at. PREFIX, for the translations, is where BUILD is installed.

  xvfb-run -a -s '-screen 0 1280x900x24 -noreset' dbus-run-session -- \\
      tests/ui/pictures.py BUILD PREFIX FOLDER [NAME…]

Needs the locales de_DE.UTF-8 and ar_EG.UTF-8. Names are those of the files, without the ending."""
import os
import pathlib
import subprocess
import sys

STATES = {
    'empty': [], 'tracing': [], 'watched': [], 'done': [], 'error': [], 'local': [], 'silent': [],
    'cut': [], 'table': ['--state=watched', '--table'],
    'details': ['--state=watched', '--select=6', '--details'],
    'wrong': ['--state=empty', '--say=wrong'], 'offline': ['--state=empty', '--say=offline'],
    'offer': ['--state=empty', '--say=offer'], 'opened': ['--state=done', '--say=opened'],
    'question': ['--state=tracing', '--say=question'], 'no-places': ['--state=silent', '--notice'],
    'toast': ['--state=done', '--say=done'], 'export': ['--state=done', '--open=export'],
    'preferences': ['--state=done', '--open=preferences'],
}
LOOKS = {
    'wide': ([], {}), 'dark': (['--dark'], {}),
    'narrow': (['--width=360', '--height=640'], {}),
    'short': (['--width=360', '--height=294'], {}),
    'german': ([], {'LC_ALL': 'de_DE.UTF-8'}),
    'arabic': (['--right-to-left'], {'LC_ALL': 'ar_EG.UTF-8'}),
    'large': (['--large-text'], {}),
    'contrast': ([], {'ADW_DEBUG_HIGH_CONTRAST': '1'}),
    'german-narrow-large': (['--large-text', '--width=360', '--height=640'],
                            {'LC_ALL': 'de_DE.UTF-8'}),
}


def main(build, prefix, folder, *wanted):
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    failed = 0
    for look, (options, values) in LOOKS.items():
        for state, words in STATES.items():
            name = '%s-%s' % (state, look)
            if wanted and name not in wanted and state not in wanted and look not in wanted:
                continue
            path = pathlib.Path(folder, name + '.png')
            path.unlink(missing_ok=True)
            done = subprocess.run(
                [build + '/tests/ui/window-demo', *(words or ['--state=' + state]), *options,
                 '--picture=%s' % path], timeout=120, check=False,
                env=dict(os.environ, LC_ALL='C.UTF-8', GDK_BACKEND='x11', GSK_RENDERER='cairo',
                         GSETTINGS_BACKEND='memory', ADW_DISABLE_PORTAL='1', GTK_USE_PORTAL='0',
                         GTK_A11Y='none', XDG_DATA_DIRS=prefix + '/share:/usr/share') | values)
            if done.returncode != 0 or not path.exists():
                failed += 1
                print('no picture: ' + name)
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))

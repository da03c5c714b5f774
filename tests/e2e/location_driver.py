# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks in the preferences for this computer's location, first where no desktop knows it, and then where one
does. Prints what it saw as JSON; test-window-location.py judges it.

usage: location_driver.py PROGRAM STAND-IN LATITUDE LONGITUDE"""
import json
import subprocess
import sys
import time

from window_driver import key, titled, wait_for, walk
from window_parts import begin, end, focus, frames, key_until, texts

from gi.repository import Atspi

BUTTON, ENTRY = 'Use This Computer’s Location', 'Where you are: a town, or degrees north, east'


def preferences():
    return next((frame for frame in frames() if frame.name == 'Preferences'), None)


def named(role, name):
    """Its page may still be on its way."""
    return wait_for(name, lambda: next(
        (node for node in walk(preferences())
         if node.get_role() == role and node.name == name), None))


def show_places():
    """The page; what is on one that was never shown cannot be pressed."""
    tab = wait_for('the page of places', lambda: next(
        (node for node in walk(preferences())
         if node.name == 'Places' and 'Action' in node.get_interfaces()), None))
    assert tab.queryAction().doAction(0)


def ask_until(what, look):
    """A press that came too early did nothing."""
    def press():
        if is_ready():
            assert named(Atspi.Role.PUSH_BUTTON, BUTTON).queryAction().doAction(0)
        for _ in range(20):
            found = look()
            if found:
                return found
            time.sleep(0.1)
        return None

    return wait_for(what, press)


def is_ready():
    return named(Atspi.Role.PUSH_BUTTON, BUTTON).getState().contains(Atspi.StateType.SENSITIVE)


def sentences():
    return [text for text in texts(preferences()) if 'does not know where you are' in text]


def origin():
    text = named(Atspi.Role.TEXT, ENTRY).queryText()
    return text.getText(0, text.characterCount)


def main(program, stand_in, *place):
    seen = {}
    process = begin(program)
    key('key', 'ctrl+comma')
    wait_for('the preferences', lambda: titled('^Preferences$'))
    focus('^Preferences$')
    show_places()
    seen['before'] = origin()
    seen['unknown'] = ask_until('a sentence', sentences)
    seen['after-unknown'] = origin()

    desktop = subprocess.Popen([sys.executable, stand_in, *place])
    subprocess.run(['gdbus', 'wait', '--session', '--timeout', '40',
                    'org.freedesktop.portal.Desktop'], check=True)
    seen['known'] = ask_until('a place', origin)
    desktop.kill()

    key_until('Escape', 'the main window alone', lambda: not titled('^Preferences$'))
    focus('^Hopmap$')
    end(process, seen)
    print(json.dumps(seen))


if __name__ == '__main__':
    main(*sys.argv[1:])

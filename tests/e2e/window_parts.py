# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person finds in the window and does with it, for scripts that drive it beside
window_driver.py."""
import re
import subprocess
import time

import pyatspi

from window_driver import (PATIENCE_S, has_role, is_window, key, names, start, wait_for, walk,
                           window)

PRESSED = (pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_MENU_ITEM,
           pyatspi.ROLE_RADIO_MENU_ITEM, pyatspi.ROLE_CHECK_MENU_ITEM)


def begin(program, *words):
    """The program, started, with its window in front of the keyboard."""
    process, _ = start([program, *words])
    wait_for('the empty state', names)
    key('search', '--sync', '--onlyvisible', '--name', 'Hopmap', 'windowfocus', '--sync')
    return process


def end(process, seen):
    """Quits by the keyboard, and notes how that went."""
    key('key', 'ctrl+q')
    wait_end(process, seen)


def wait_end(process, seen):
    try:
        seen['status'] = process.wait(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        seen['status'] = 'did not quit'
    seen['log'] = process.stderr.read()


def frames():
    """All windows that the accessibility tree knows, asked anew."""
    desktop = pyatspi.Registry.getDesktop(0)
    desktop.clear_cache()
    return [frame for application in desktop for frame in application or []
            if is_window(frame)]


def press(name, root=window):
    """Presses a button, or the item of a menu."""
    node = wait_for('the button “%s”' % name, lambda: next(
        (node for node in walk(root()) if node.name == name and has_role(node, *PRESSED)
         and node.queryAction().nActions), None))
    assert node.queryAction().doAction(0), name


def focus(title):
    """Keys that come before the window knows that it has the focus are lost."""
    def is_focused():
        key('search', '--onlyvisible', '--name', title, 'windowfocus')
        time.sleep(0.3)
        return re.match(title, subprocess.run(['xdotool', 'getwindowfocus', 'getwindowname'],
                                              text=True, capture_output=True).stdout.strip())

    wait_for('the focus of ' + title, is_focused)


def key_until(keys, what, look):
    """Gives a key that may come too early again and again, until its effect is seen."""
    def again():
        key('key', keys)
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline:
            found = look()
            if found:
                return found
        return None

    return wait_for(what, again)


def say(*starts):
    """What the window says, once it says something that begins with one of these words."""
    return wait_for('one of %s' % (starts,), lambda: next(
        (name for name in names() if name.startswith(starts)), None))


def texts(root):
    return [node.name for node in walk(root) if has_role(node, pyatspi.ROLE_LABEL) and node.name]


def hops_table():
    return next((node for node in walk(window()) if node.name == 'Hops'
                 and not has_role(node, pyatspi.ROLE_LIST)), None)


def until_still(look):
    """What look() returns, once it returns the same twice, a moment apart."""
    last = look()
    for _ in range(100):
        time.sleep(0.2)
        now = look()
        if now == last:
            return now
        last = now
    return last

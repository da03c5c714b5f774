# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions of the program and of its first window, over D-Bus as another program would use them."""
import time

from gi.repository import Gio, GLib

NAME, PATH = 'io.github.hopmap.Hopmap', '/io/github/hopmap/Hopmap'
PATIENCE_S = 60


def wait_for(what, look, patience=PATIENCE_S):
    deadline = time.monotonic() + patience
    while not look():
        if time.monotonic() > deadline:
            raise TimeoutError('waited in vain for ' + what)
        time.sleep(0.02)


class Actions:
    def __init__(self, path):
        self.proxy = Gio.DBusProxy.new_for_bus_sync(
            Gio.BusType.SESSION, Gio.DBusProxyFlags.DO_NOT_LOAD_PROPERTIES, None, NAME, path,
            'org.gtk.Actions', None)

    def call(self, method, types, *arguments):
        return self.proxy.call_sync(method, GLib.Variant(types, arguments), 0, -1, None)

    def activate(self, action, *parameter):
        self.call('Activate', '(sava{sv})', action, list(parameter), {})

    def is_enabled(self, action):
        return self.call('Describe', '(s)', action)[0][0]

    def state(self, action):
        return self.call('Describe', '(s)', action)[0][2][0]

    def has(self, action):
        try:
            return self.call('Describe', '(s)', action) is not None
        except GLib.Error:
            return False


class BusWindow:
    """Made when the program has been started; waits until there is a window."""

    def __init__(self, patience=PATIENCE_S):
        self.patience = patience
        self.app = Actions(PATH)
        self.window = Actions(PATH + '/window/1')
        wait_for('a window', lambda: self.window.has('stop'), patience)

    def is_idle(self):
        return not self.window.is_enabled('stop')

    def trace(self, host):
        """From its start, which is over when the call is answered, to its end."""
        self.window.activate('trace', GLib.Variant('s', host))
        wait_for('the end of a trace to ' + host, self.is_idle, self.patience)

    def open(self, uri):
        self.app.activate('open-file', GLib.Variant('s', uri))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the desktop that shows notifications: writes each that comes, or goes, to a file as a
line of JSON.

usage: notifications.py FILE"""
import json
import sys

from gi.repository import Gio, GLib

NAME, PATH = 'org.freedesktop.Notifications', '/org/freedesktop/Notifications'
INTERFACE = '''
<node><interface name='org.freedesktop.Notifications'>
  <method name='Notify'>
    <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
    <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>
    <arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/>
  </method>
  <method name='CloseNotification'><arg type='u' direction='in'/></method>
  <method name='GetCapabilities'><arg type='as' direction='out'/></method>
</interface></node>'''


def main(path):
    shown = 0
    file = open(path, 'w', buffering=1)

    def call(_bus, _sender, _path, _interface, method, arguments, invocation):
        nonlocal shown
        values = arguments.unpack()
        if method == 'Notify':
            shown = values[1] or shown + 1
            file.write(json.dumps({'shown': shown, 'title': values[3], 'body': values[4]}) + '\n')
            invocation.return_value(GLib.Variant('(u)', (shown,)))
        elif method == 'CloseNotification':
            file.write(json.dumps({'gone': values[0]}) + '\n')
            invocation.return_value(None)
        else:
            invocation.return_value(GLib.Variant('(as)', (['body'],)))

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], call)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE)
    GLib.MainLoop().run()


main(sys.argv[1])

# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the desktop that knows where this computer is, and asks nobody for leave.

usage: location_portal.py LATITUDE LONGITUDE"""
import sys

from gi.repository import Gio, GLib

NAME, PATH = 'org.freedesktop.portal.Desktop', '/org/freedesktop/portal/desktop'
LOCATION = 'org.freedesktop.portal.Location'
INTERFACES = '''
<node><interface name='org.freedesktop.portal.Location'>
  <method name='CreateSession'><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
  <method name='Start'><arg type='o' direction='in'/><arg type='s' direction='in'/>
    <arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
</interface></node>'''


def main(latitude, longitude):
    place = {'Latitude': GLib.Variant('d', float(latitude)),
             'Longitude': GLib.Variant('d', float(longitude)), 'Accuracy': GLib.Variant('d', 5000.0)}

    def call(bus, sender, _path, _interface, method, arguments, invocation):
        who = sender[1:].replace('.', '_')
        if method == 'CreateSession':
            token = arguments.unpack()[0]['session_handle_token']
            invocation.return_value(GLib.Variant('(o)', ('%s/session/%s/%s' % (PATH, who, token),)))
            return
        session, _, options = arguments.unpack()
        request = '%s/request/%s/%s' % (PATH, who, options['handle_token'])
        invocation.return_value(GLib.Variant('(o)', (request,)))
        bus.emit_signal(sender, request, 'org.freedesktop.portal.Request', 'Response',
                        GLib.Variant('(ua{sv})', (0, {})))
        bus.emit_signal(sender, PATH, LOCATION, 'LocationUpdated',
                        GLib.Variant('(oa{sv})', (session, place)))

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces[0], call)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE)
    GLib.MainLoop().run()


main(*sys.argv[1:])

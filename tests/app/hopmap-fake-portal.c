/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A Location portal for tests: see the header. It sends its signals before it answers the call, as a quick
 * desktop may.
 */
#include "hopmap-fake-portal.h"

#define OBJECT_PATH "/org/freedesktop/portal/desktop"

static const char interfaces[] =
    "<node><interface name='org.freedesktop.portal.Location'>"
    "<method name='CreateSession'><arg type='a{sv}' direction='in'/>"
    "<arg type='o' direction='out'/></method>"
    "<method name='Start'><arg type='o' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
    "</interface><interface name='org.freedesktop.portal.Session'><method name='Close'/>"
    "</interface></node>";

static char *
dup_path (const char *kind, const char *sender, GVariant *options, const char *token_name)
{
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;

  g_assert_true (g_variant_lookup (options, token_name, "&s", &token));
  return g_strconcat (OBJECT_PATH "/", kind, "/", name, "/", token, NULL);
}

static void
send_place (HopmapFakePortal *portal, GDBusConnection *bus, const char *session)
{
  GVariantBuilder place = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&place, "{sv}", "Latitude", g_variant_new_double (portal->latitude));
  g_variant_builder_add (&place, "{sv}", "Longitude", g_variant_new_double (portal->longitude));
  if (portal->accuracy_m >= 0.0)
    g_variant_builder_add (&place, "{sv}", "Accuracy", g_variant_new_double (portal->accuracy_m));
  g_dbus_connection_emit_signal (bus, NULL, OBJECT_PATH, "org.freedesktop.portal.Location",
                                 "LocationUpdated", g_variant_new ("(oa{sv})", session, &place),
                                 NULL);
}

static void
start (HopmapFakePortal *portal,
       GDBusConnection *bus,
       const char *sender,
       GVariant *parameters,
       GDBusMethodInvocation *invocation)
{
  const char *session;
  g_autoptr (GVariant) options = NULL;
  g_autofree char *request = NULL;

  portal->n_started++;
  g_variant_get (parameters, "(&o&s@a{sv})", &session, NULL, &options);
  request = dup_path ("request", sender, options, "handle_token");
  if (!portal->is_silent)
    g_dbus_connection_emit_signal (bus, NULL, request, "org.freedesktop.portal.Request", "Response",
                                   g_variant_new ("(ua{sv})", portal->response, NULL), NULL);
  if (!portal->is_silent && portal->response == 0)
    {
      send_place (portal, bus, OBJECT_PATH "/session/somebody/else");
      send_place (portal, bus, session);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
}

static void call_cb (GDBusConnection *bus,
                     const char *sender,
                     const char *path,
                     const char *interface,
                     const char *method,
                     GVariant *parameters,
                     GDBusMethodInvocation *invocation,
                     gpointer user_data);

static const GDBusInterfaceVTable functions = { .method_call = call_cb };

static void
serve (HopmapFakePortal *portal, GDBusConnection *bus, const char *path, guint interface)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interfaces, NULL);
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (bus, path, node->interfaces[interface], &functions, portal,
                                     NULL, &error);
  g_assert_no_error (error);
}

static void
call_cb (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  HopmapFakePortal *portal = user_data;

  if (g_str_equal (method, "CreateSession"))
    {
      g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 0);
      g_autofree char *session = dup_path ("session", sender, options, "session_handle_token");

      portal->n_sessions++;
      serve (portal, bus, session, 1);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", session));
    }
  else if (g_str_equal (method, "Start"))
    {
      start (portal, bus, sender, parameters, invocation);
    }
  else
    {
      portal->n_closed++;
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

/* From now on @portal, which has to live as long as @bus, is the desktop's. */
void
hopmap_fake_portal_serve (HopmapFakePortal *portal, GDBusConnection *bus)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  serve (portal, bus, OBJECT_PATH, 0);
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 4),
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

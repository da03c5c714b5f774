/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A network monitor for tests: see the header. GIO takes the implementation of the highest priority.
 */
#include "hopmap-fake-monitor.h"

#define HOPMAP_TYPE_FAKE_MONITOR (hopmap_fake_monitor_get_type ())

G_DECLARE_FINAL_TYPE (HopmapFakeMonitor, hopmap_fake_monitor, HOPMAP, FAKE_MONITOR, GObject)

struct _HopmapFakeMonitor
{
  GObject parent_instance;

  gboolean available;
};

enum
{
  PROP_NETWORK_AVAILABLE = 1,
  PROP_NETWORK_METERED,
  PROP_CONNECTIVITY,
};

static gboolean
initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
initable_iface_init (GInitableIface *iface)
{
  iface->init = initable_init;
}

static gboolean
can_reach (GNetworkMonitor *monitor,
           GSocketConnectable *connectable,
           GCancellable *cancellable,
           GError **error)
{
  return HOPMAP_FAKE_MONITOR (monitor)->available;
}

static void
monitor_iface_init (GNetworkMonitorInterface *iface)
{
  iface->can_reach = can_reach;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapFakeMonitor,
                               hopmap_fake_monitor,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          monitor_iface_init))

static void
hopmap_fake_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const gboolean available = HOPMAP_FAKE_MONITOR (object)->available;

  switch (id)
    {
    case PROP_NETWORK_AVAILABLE:
      g_value_set_boolean (value, available);
      break;
    case PROP_NETWORK_METERED:
      g_value_set_boolean (value, FALSE);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value,
                        available ? G_NETWORK_CONNECTIVITY_FULL : G_NETWORK_CONNECTIVITY_LOCAL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_fake_monitor_class_init (HopmapFakeMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_fake_monitor_get_property;
  g_object_class_override_property (object_class, PROP_NETWORK_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_NETWORK_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
hopmap_fake_monitor_init (HopmapFakeMonitor *self)
{
}

/* Before anybody has asked for the network; there is none at first. */
void
hopmap_fake_monitor_install (void)
{
  GIOExtensionPoint *point = g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);

  g_io_extension_point_set_required_type (point, G_TYPE_NETWORK_MONITOR);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, HOPMAP_TYPE_FAKE_MONITOR,
                                  "hopmap-fake", 1000);
  g_assert_true (HOPMAP_IS_FAKE_MONITOR (g_network_monitor_get_default ()));
}

/* Says so as the real ones do, whether it has changed or not. */
void
hopmap_fake_monitor_set_available (gboolean available)
{
  HopmapFakeMonitor *self = HOPMAP_FAKE_MONITOR (g_network_monitor_get_default ());

  self->available = available;
  g_object_notify (G_OBJECT (self), "network-available");
  g_signal_emit_by_name (self, "network-changed", available);
}

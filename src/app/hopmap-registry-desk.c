/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-registry-desk.h"

#include "hopmap-registry-lookup.h"

#define URLS_SETTING    "place-source-urls"
#define OFFLINE_SETTING "offline"
#define ID              "rdap"

/* One server in place of all registries: for a proxy or a test. */
static void
follow_urls (HopmapRegistryLookup *registry, GSettings *settings)
{
  g_autoptr (GVariant) urls = g_settings_get_value (settings, URLS_SETTING);
  const char *one[] = { NULL, NULL };

  if (g_variant_lookup (urls, ID, "&s", &one[0]))
    hopmap_registry_lookup_set_servers (registry, one);
}

/**
 * hopmap_registry_desk_attach:
 * @window: a window
 * @settings: (nullable): the person's settings
 * @offline: whether nobody is asked, whatever the settings say
 *
 * Nothing is asked before the person does so in the window.
 */
void
hopmap_registry_desk_attach (HopmapWindow *window, GSettings *settings, gboolean offline)
{
  g_autoptr (HopmapWebClient) client = hopmap_web_client_new ();
  g_autoptr (HopmapRegistryLookup) registry = hopmap_registry_lookup_new (client);

  g_object_set (registry, "offline", offline, NULL);
  if (settings != NULL)
    follow_urls (registry, settings);
  if (settings != NULL && !offline)
    g_settings_bind (settings, OFFLINE_SETTING, registry, "offline", G_SETTINGS_BIND_GET);
  hopmap_window_set_registry (window, HOPMAP_REGISTRY (registry));
}

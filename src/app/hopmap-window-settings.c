/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-window-settings.h"

/*
 * A new window opens as the last one was left; what becomes of one does not move the others. Where
 * nothing can be written (a home that is read-only, a locked key), GSettings would by default make
 * the whole window insensitive.
 */
static void
remember_geometry (GSettings *settings, HopmapWindow *window)
{
  static const struct
  {
    const char *key;
    const char *property;
  } kept[] = {
    { "window-width", "default-width" },  { "window-height", "default-height" },
    { "window-maximized", "maximized" },  { "panel-width", "panel-width" },
    { "map-part", "map-part" },           { "show-table", "show-table" },
    { "table-columns", "table-columns" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_settings_bind (settings, kept[i].key, window, kept[i].property,
                     G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES
                         | G_SETTINGS_BIND_NO_SENSITIVITY);
  /* This one at once, and in all of them. */
  g_settings_bind (settings, "mask-hops", window, "mask-hops", G_SETTINGS_BIND_GET);
}

/* What a person chose for the map; a trace that may ask nobody has no tiles either. */
static void
remember_map (GSettings *settings, HopmapWindow *window, gboolean offline)
{
  static const struct
  {
    const char *key;
    const char *property;
  } kept[] = {
    { "map-tiles", "tiles" },
    { "map-tiles-address", "tiles-address" },
    { "map-tiles-credit", "tiles-credit" },
    { "map-colours", "colours" },
  };
  GtkWidget *map = hopmap_window_get_map (window);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_settings_bind (settings, kept[i].key, map, kept[i].property,
                     G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  if (!offline)
    g_settings_bind (settings, "offline", map, "offline",
                     G_SETTINGS_BIND_GET | G_SETTINGS_BIND_NO_SENSITIVITY);
}

/**
 * hopmap_window_settings_bind:
 * @settings: the person's
 * @window: a new window
 * @offline: whether its traces may ask nobody, whatever the settings say
 *
 * Binds them for as long as the window lives.
 */
void
hopmap_window_settings_bind (GSettings *settings, HopmapWindow *window, gboolean offline)
{
  remember_map (settings, window, offline);
  remember_geometry (settings, window);
}

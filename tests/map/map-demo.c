/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows one of the map's cases, to look at it, or paints it into a file and ends:
 *
 *   map-demo [--dark] [--width=N] [--height=N] [--select=TTL] [--tiles=PATTERN] [--shot=FILE.png] CASE
 */
#include "map-cases.h"

#include <hopmap-map-view.h>

static gboolean dark;
static int width = 1100;
static int height = 720;
static int select_ttl;
static char *shot;
static char *tiles;

static const GOptionEntry options[] = {
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "Dark style", NULL },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "Width of the map", "N" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "Height of the map", "N" },
  { "select", 0, 0, G_OPTION_ARG_INT, &select_ttl, "Choose a hop", "TTL" },
  { "tiles", 0, 0, G_OPTION_ARG_STRING, &tiles, "Address of tiles", "PATTERN" },
  { "shot", 0, 0, G_OPTION_ARG_FILENAME, &shot, "Save a picture and end", "FILE" },
  { NULL },
};

static void
take_picture (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  gdk_texture_save_to_png (texture, shot);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("CASE");
  g_autoptr (GtkSingleSelection) selection = NULL;
  g_autoptr (HopmapRoute) route = NULL;
  g_autoptr (GListStore) companions = g_list_store_new (HOPMAP_TYPE_ROUTE);
  g_autoptr (GError) error = NULL;
  GtkWidget *window, *view;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "Usage: map-demo [OPTION...] CASE");
      return 1;
    }

  gtk_init ();
  if (shot != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  route = map_case_new (argv[1], 0);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (route)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_selected (selection, select_ttl > 0 ? (guint) select_ttl - 1
                                                               : GTK_INVALID_LIST_POSITION);
  window = gtk_window_new ();
  view = hopmap_map_view_new ();
  g_object_set (view, "dark", dark, NULL);
  hopmap_map_view_set_attribution (HOPMAP_MAP_VIEW (view), "Natural Earth");
  if (tiles != NULL)
    g_object_set (view, "tiles-address", tiles, "tiles", HOPMAP_TILES_OWN, NULL);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), view);
  hopmap_map_view_set_route (HOPMAP_MAP_VIEW (view), route);
  for (guint i = 1; i < map_case_n_routes (argv[1]); i++)
    {
      g_autoptr (HopmapRoute) companion = map_case_new (argv[1], i);

      g_list_store_append (companions, companion);
    }
  hopmap_map_view_set_companions (HOPMAP_MAP_VIEW (view), G_LIST_MODEL (companions));
  hopmap_map_view_set_selection (HOPMAP_MAP_VIEW (view), selection);
  gtk_window_present (GTK_WINDOW (window));

  while (shot == NULL || !hopmap_map_view_is_idle (HOPMAP_MAP_VIEW (view)))
    g_main_context_iteration (NULL, TRUE);
  take_picture (window);
  return 0;
}

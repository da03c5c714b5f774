/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Four windows, each with nothing but a map of libshumate: plain tiles, a path and 14 markers, drawn
 * anew four times a second. What hold.py holds Hopmap's frames against.
 *
 *   bare-maps SECONDS
 */
#include <shumate/shumate.h>
#include <stdlib.h>

#define N_WINDOWS 4
#define N_MARKERS 14
#define TILE      256
#define ZOOM      2.0
#define PERIOD_MS 250

/* Hands out tiles as libshumate has them: a texture with red, green and blue, as PNG files give. */
#define PLAIN_TYPE_SOURCE (plain_source_get_type ())
G_DECLARE_FINAL_TYPE (PlainSource, plain_source, PLAIN, SOURCE, ShumateMapSource)

struct _PlainSource
{
  ShumateMapSource parent_instance;
};

G_DEFINE_FINAL_TYPE (PlainSource, plain_source, SHUMATE_TYPE_MAP_SOURCE)

static void
fill_tile_async (ShumateMapSource *source,
                 ShumateTile *tile,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  const gsize size = (gsize) TILE * TILE * 3;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (GdkTexture)
      texture = gdk_memory_texture_new (TILE, TILE, GDK_MEMORY_R8G8B8, bytes, (gsize) TILE * 3);

  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_paintable (tile, GDK_PAINTABLE (texture));
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (task, TRUE);
}

static gboolean
fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
plain_source_class_init (PlainSourceClass *klass)
{
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_async = fill_tile_async;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_finish = fill_tile_finish;
}

static void
plain_source_init (PlainSource *self)
{
}

static void
add_route (ShumateMap *map, ShumateViewport *viewport)
{
  ShumatePathLayer *path = shumate_path_layer_new (viewport);
  ShumateMarkerLayer *markers = shumate_marker_layer_new (viewport);

  for (guint i = 0; i < N_MARKERS; i++)
    {
      ShumateMarker *marker = shumate_point_new ();

      shumate_location_set_location (SHUMATE_LOCATION (marker), 55.0 - 6.0 * i, 12.0 * i);
      shumate_marker_layer_add_marker (markers, marker);
      shumate_path_layer_add_node (path, SHUMATE_LOCATION (marker));
    }
  shumate_map_add_layer (map, SHUMATE_LAYER (path));
  shumate_map_add_layer (map, SHUMATE_LAYER (markers));
}

static GtkWidget *
map_new (void)
{
  ShumateMap *map = shumate_map_new ();
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  g_autoptr (ShumateMapSource) source = g_object_new (
      PLAIN_TYPE_SOURCE, "id", "plain", "tile-size", TILE, "min-zoom-level", 0, "max-zoom-level", 9,
      "projection", SHUMATE_MAP_PROJECTION_MERCATOR, NULL);

  shumate_viewport_set_reference_map_source (viewport, source);
  shumate_viewport_set_zoom_level (viewport, ZOOM);
  shumate_map_add_layer (map, SHUMATE_LAYER (shumate_map_layer_new (source, viewport)));
  add_route (map, viewport);
  return GTK_WIDGET (map);
}

static gboolean
draw_cb (gpointer map)
{
  for (GtkWidget *layer = gtk_widget_get_first_child (map); layer != NULL;
       layer = gtk_widget_get_next_sibling (layer))
    gtk_widget_queue_draw (layer);
  return G_SOURCE_CONTINUE;
}

static gboolean
end_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

int
main (int argc, char *argv[])
{
  gboolean over = FALSE;

  gtk_init ();
  for (guint i = 0; i < N_WINDOWS; i++)
    {
      GtkWidget *window = gtk_window_new ();
      GtkWidget *map = map_new ();

      gtk_window_set_default_size (GTK_WINDOW (window), 1100, 720);
      gtk_window_set_child (GTK_WINDOW (window), map);
      gtk_window_present (GTK_WINDOW (window));
      g_timeout_add (PERIOD_MS, draw_cb, map);
    }
  g_timeout_add_seconds (argc > 1 ? (guint) atoi (argv[1]) : 10, end_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}

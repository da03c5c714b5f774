/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a route costs while the map is panned: main-thread CPU time of a frame at 1100×720, median and
 * 99th percentile, beside a libshumate map without and with plain tiles of the same size and with its
 * own path and marker layers on them, in one run; then what the route adds to the same map without,
 * and the ratio to libshumate's map with tiles. CASE, 0 to 6, is one line of the table alone. Prints a
 * table; nothing passes or fails.
 *
 *   xvfb-run -a -s '-screen 0 1280x900x24' env GSK_RENDERER=cairo bench-map [FRAMES [CASE]]
 *   xvfb-run -a -s '-screen 0 1280x900x24' env GSK_RENDERER=gl bench-map [FRAMES [CASE]]
 */
#include "made-up-route.h"

#include <hopmap-map-view.h>
#include <hopmap-mercator.h>
#include <shumate/shumate.h>
#include <stdlib.h>
#include <time.h>

#define WIDTH  1100
#define HEIGHT 720
#define ZOOM   3.0
#define TILE   256
#define STEP   0.05 /* degrees a frame */

typedef enum
{
  BARE,
  SHUMATE_TILES,
  SHUMATE_30,
  SHUMATE_10000,
  HOPMAP_WORLD,
  HOPMAP_30,
  HOPMAP_10000,
  N_CASES,
} Case;

static const char *const names[] = {
  "libshumate, no tiles",
  "libshumate, plain tiles",
  "libshumate, path and 30 markers",
  "libshumate, path and 10,000 markers",
  "Hopmap, no route",
  "Hopmap, 30 hops",
  "Hopmap, 10,000 hops in 500 routes",
};

typedef struct
{
  ShumateViewport *viewport;
  GtkWidget *map;
  GArray *times; /* double, ms */
  guint n_frames;
  guint n_warm;
  gint64 started_ns;
  double longitude;
} Run;

static gint64
cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

static void
before_paint_cb (GdkFrameClock *clock, Run *run)
{
  run->started_ns = cpu_ns ();
  run->longitude += STEP;
  shumate_location_set_location (SHUMATE_LOCATION (run->viewport), 30.0,
                                 run->longitude > 180.0 ? run->longitude - 360.0 : run->longitude);
  /* libshumate's layers look at the view in an idle, which never comes while frames are all there is. */
  for (GtkWidget *layer = gtk_widget_get_first_child (run->map); layer != NULL;
       layer = gtk_widget_get_next_sibling (layer))
    gtk_widget_queue_allocate (layer);
}

static void
after_paint_cb (GdkFrameClock *clock, Run *run)
{
  const double ms = (double) (cpu_ns () - run->started_ns) / 1e6;

  if (run->n_warm > 0)
    run->n_warm--;
  else
    g_array_append_val (run->times, ms);
}

static int
by_size (gconstpointer a, gconstpointer b)
{
  const double difference = *(const double *) a - *(const double *) b;

  return difference > 0.0 ? 1 : difference < 0.0 ? -1 : 0;
}

static HopmapRoute *
random_route (GRand *random, guint n_hops)
{
  g_autofree MadeUpHop *hops = g_new0 (MadeUpHop, n_hops);
  double latitude = g_rand_double_range (random, -40.0, 60.0);
  double longitude = g_rand_double_range (random, -170.0, 170.0);

  for (guint i = 0; i < n_hops; i++)
    {
      latitude = CLAMP (latitude + g_rand_double_range (random, -14.0, 14.0), -55.0, 65.0);
      longitude = CLAMP (longitude + g_rand_double_range (random, -20.0, 20.0), -179.0, 179.0);
      hops[i] = (MadeUpHop){ "Town", "Land", latitude, longitude, 5.0 + i * 6.0, 20.0 };
    }
  return made_up_route_new (hops, n_hops);
}

/* Hands out tiles as libshumate has them: a texture with red, green and blue, as PNG files give. */
#define BENCH_TYPE_SOURCE (bench_source_get_type ())
G_DECLARE_FINAL_TYPE (BenchSource, bench_source, BENCH, SOURCE, ShumateMapSource)

struct _BenchSource
{
  ShumateMapSource parent_instance;
};

G_DEFINE_FINAL_TYPE (BenchSource, bench_source, SHUMATE_TYPE_MAP_SOURCE)

static void
bench_source_fill_tile_async (ShumateMapSource *source,
                              ShumateTile *tile,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  const gsize stride = TILE * 3;
  guint8 *pixels = g_malloc (stride * TILE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, stride * TILE);
  g_autoptr (GdkTexture) texture = NULL;

  for (gsize i = 0; i < stride * TILE; i++)
    pixels[i] = (guint8) (200 + i % 40);
  texture = gdk_memory_texture_new (TILE, TILE, GDK_MEMORY_R8G8B8, bytes, stride);
  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_paintable (tile, GDK_PAINTABLE (texture));
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (task, TRUE);
}

static gboolean
bench_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
bench_source_class_init (BenchSourceClass *klass)
{
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_async = bench_source_fill_tile_async;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_finish = bench_source_fill_tile_finish;
}

static void
bench_source_init (BenchSource *self)
{
}

static GtkWidget *
shumate_new (gboolean tiles, guint n_markers, ShumateViewport **viewport)
{
  GRand *random = g_rand_new_with_seed (7);
  GtkWidget *map = GTK_WIDGET (shumate_map_new ());
  g_autoptr (ShumateMapSource) source = g_object_new (
      BENCH_TYPE_SOURCE, "id", "bench", "tile-size", TILE, "min-zoom-level", 0, "max-zoom-level", 9,
      "projection", SHUMATE_MAP_PROJECTION_MERCATOR, NULL);

  *viewport = shumate_map_get_viewport (SHUMATE_MAP (map));
  shumate_viewport_set_reference_map_source (*viewport, source);
  if (tiles)
    shumate_map_add_layer (SHUMATE_MAP (map),
                           SHUMATE_LAYER (shumate_map_layer_new (source, *viewport)));
  if (n_markers > 0)
    {
      ShumatePathLayer *path = shumate_path_layer_new (*viewport);
      ShumateMarkerLayer *markers = shumate_marker_layer_new (*viewport);

      for (guint i = 0; i < n_markers; i++)
        {
          ShumateMarker *marker = shumate_point_new ();

          shumate_location_set_location (SHUMATE_LOCATION (marker),
                                         g_rand_double_range (random, -40.0, 60.0),
                                         g_rand_double_range (random, -170.0, 170.0));
          shumate_marker_layer_add_marker (markers, marker);
          if (i < 30)
            shumate_path_layer_add_node (path, SHUMATE_LOCATION (marker));
        }
      shumate_map_add_layer (SHUMATE_MAP (map), SHUMATE_LAYER (path));
      shumate_map_add_layer (SHUMATE_MAP (map), SHUMATE_LAYER (markers));
    }
  g_rand_free (random);
  return map;
}

static ShumateMap *
find_map (GtkWidget *root)
{
  ShumateMap *found = SHUMATE_IS_MAP (root) ? SHUMATE_MAP (root) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_map (child);
  return found;
}

static GtkWidget *
hopmap_new (guint n_hops, guint n_routes, ShumateViewport **viewport)
{
  GRand *random = g_rand_new_with_seed (7);
  GtkWidget *view = hopmap_map_view_new ();
  g_autoptr (GListStore) companions = g_list_store_new (HOPMAP_TYPE_ROUTE);

  for (guint i = 0; i < n_routes; i++)
    {
      g_autoptr (HopmapRoute) route = random_route (random, n_hops);

      if (i == 0)
        hopmap_map_view_set_route (HOPMAP_MAP_VIEW (view), route);
      else
        g_list_store_append (companions, route);
    }
  hopmap_map_view_set_companions (HOPMAP_MAP_VIEW (view), G_LIST_MODEL (companions));
  *viewport = shumate_map_get_viewport (find_map (view));
  g_rand_free (random);
  return view;
}

static GtkWidget *
case_new (Case which, ShumateViewport **viewport)
{
  switch (which)
    {
    case SHUMATE_30:
      return shumate_new (TRUE, 30, viewport);
    case SHUMATE_10000:
      return shumate_new (TRUE, 10000, viewport);
    case HOPMAP_WORLD:
      return hopmap_new (0, 0, viewport);
    case HOPMAP_30:
      return hopmap_new (30, 1, viewport);
    case HOPMAP_10000:
      return hopmap_new (20, 500, viewport);
    case BARE:
    case SHUMATE_TILES:
    case N_CASES:
    default:
      return shumate_new (which == SHUMATE_TILES, 0, viewport);
    }
}

/* Until tiles are there, and sharp where they are sharpened. */
static void
let_rest (void)
{
  for (gint64 end = g_get_monotonic_time () + 2 * G_TIME_SPAN_SECOND;
       g_get_monotonic_time () < end;)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static double
measure (Case which, guint n_frames, double without, double tiles)
{
  Run run = { .times = g_array_new (FALSE, FALSE, sizeof (double)), .n_warm = 20 };
  GtkWidget *window = gtk_window_new ();
  GdkFrameClock *clock;
  double median;

  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), case_new (which, &run.viewport));
  run.map = GTK_WIDGET (find_map (window));
  gtk_window_present (GTK_WINDOW (window));
  let_rest ();
  shumate_viewport_set_zoom_level (run.viewport, ZOOM);
  let_rest ();

  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &run);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &run);
  gdk_frame_clock_begin_updating (clock);
  while (run.times->len < n_frames)
    g_main_context_iteration (NULL, TRUE);
  gdk_frame_clock_end_updating (clock);
  g_signal_handlers_disconnect_by_data (clock, &run);

  g_array_sort (run.times, by_size);
  median = g_array_index (run.times, double, run.times->len / 2);
  g_print ("%-36s %8.2f %8.2f", names[which], median,
           g_array_index (run.times, double, run.times->len * 99 / 100));
  if (without > 0.0)
    g_print (" %+8.2f", median - without);
  if (tiles > 0.0)
    g_print ("%*s %8.2f", without > 0.0 ? 0 : 9, "", median / tiles);
  g_print ("\n");
  gtk_window_destroy (GTK_WINDOW (window));
  g_array_unref (run.times);
  return median;
}

int
main (int argc, char **argv)
{
  const int n_frames = argc > 1 ? atoi (argv[1]) : 300;
  double without = 0.0;
  double tiles = 0.0;

  gtk_init ();
  g_print ("%-36s %8s %8s %8s %8s\n", "CPU ms of a frame while panning", "median", "p99", "adds",
           "of tiles");
  for (guint i = 0; i < N_CASES; i++)
    {
      if (argc > 2 && (int) i != atoi (argv[2]))
        continue;
      const double median = measure (i, (guint) MAX (n_frames, 10), without, tiles);

      if (i == SHUMATE_TILES)
        tiles = median;
      if (i == SHUMATE_TILES || i == HOPMAP_WORLD)
        without = median;
      else if (i == SHUMATE_10000)
        without = 0.0;
    }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a route costs while the map is panned: main-thread CPU time of a frame at 1100×720, median and
 * 99th percentile, each beside a bare libshumate map and beside its own path and marker layers, in one
 * run. CASE, 0 to 5, is one line of the table alone. Prints a table; nothing passes or fails.
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
#define STEP   0.05 /* degrees a frame */

typedef enum
{
  BARE,
  SHUMATE_30,
  HOPMAP_WORLD,
  HOPMAP_30,
  SHUMATE_10000,
  HOPMAP_10000,
  N_CASES,
} Case;

static const char *const names[] = {
  "libshumate, bare", "libshumate, path and 30 markers", "Hopmap, no route",
  "Hopmap, 30 hops",  "libshumate, 10,000 markers",      "Hopmap, 10,000 hops in 500 routes"
};

typedef struct
{
  ShumateViewport *viewport;
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

static GtkWidget *
shumate_new (guint n_markers, ShumateViewport **viewport)
{
  GRand *random = g_rand_new_with_seed (7);
  GtkWidget *map = GTK_WIDGET (shumate_map_new ());
  g_autoptr (ShumateMapSource)
      source = SHUMATE_MAP_SOURCE (shumate_raster_renderer_new_full_from_url (
          "bench", "bench", "", "", 0, 9, 256, SHUMATE_MAP_PROJECTION_MERCATOR,
          "http://127.0.0.1:1/{z}/{x}/{y}"));

  *viewport = shumate_map_get_viewport (SHUMATE_MAP (map));
  shumate_viewport_set_reference_map_source (*viewport, source);
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
      return shumate_new (30, viewport);
    case SHUMATE_10000:
      return shumate_new (10000, viewport);
    case HOPMAP_WORLD:
      return hopmap_new (0, 0, viewport);
    case HOPMAP_30:
      return hopmap_new (30, 1, viewport);
    case HOPMAP_10000:
      return hopmap_new (20, 500, viewport);
    case BARE:
    case N_CASES:
    default:
      return shumate_new (0, viewport);
    }
}

static double
measure (Case which, guint n_frames, double bare)
{
  Run run = { .times = g_array_new (FALSE, FALSE, sizeof (double)), .n_warm = 20 };
  GtkWidget *window = gtk_window_new ();
  GdkFrameClock *clock;
  double median;

  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), case_new (which, &run.viewport));
  gtk_window_present (GTK_WINDOW (window));
  for (gint64 end = g_get_monotonic_time () + 3 * G_TIME_SPAN_SECOND;
       g_get_monotonic_time () < end;)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  shumate_viewport_set_zoom_level (run.viewport, ZOOM);

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
  g_print ("%-36s %8.2f %8.2f %+8.2f\n", names[which], median,
           g_array_index (run.times, double, run.times->len * 99 / 100), median - bare);
  gtk_window_destroy (GTK_WINDOW (window));
  g_array_unref (run.times);
  return median;
}

int
main (int argc, char **argv)
{
  const int n_frames = argc > 1 ? atoi (argv[1]) : 300;
  double bare = 0.0;

  gtk_init ();
  g_print ("%-36s %8s %8s %8s\n", "CPU ms of a frame while panning", "median", "p99", "more");
  for (guint i = 0; i < N_CASES; i++)
    {
      if (argc > 2 && (int) i != atoi (argv[2]))
        continue;
      const double median = measure (i, (guint) MAX (n_frames, 10), bare);

      if (i == BARE || i == HOPMAP_WORLD)
        bare = median;
    }
  return 0;
}

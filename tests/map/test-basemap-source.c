/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source of tiles: paints, joins equal requests, gives up what nobody wants, sharpens. */
#include <hopmap-basemap-source.h>
#include <hopmap-tile-paintable.h>

typedef struct
{
  guint n_done;
  guint n_failed;
} Tally;

static HopmapBasemapSource *
source_new (void)
{
  g_autoptr (HopmapBasemap) world = hopmap_basemap_load (NULL);

  return hopmap_basemap_source_new (world, hopmap_palette_get (HOPMAP_PALETTE_DARK), 1.0);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tally *tally = user_data;

  if (shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, NULL))
    tally->n_done++;
  else
    tally->n_failed++;
}

static void
fill (HopmapBasemapSource *source, ShumateTile *tile, GCancellable *cancellable, Tally *tally)
{
  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (source), tile, cancellable, filled_cb,
                                      tally);
}

static void
wait_for (const Tally *tally, guint n)
{
  while (tally->n_done + tally->n_failed < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_paints (void)
{
  g_autoptr (HopmapBasemapSource) source = source_new ();
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (2, 1, 256, 2);
  Tally tally = { 0 };

  fill (source, tile, NULL, &tally);
  g_assert_cmpuint (hopmap_basemap_source_get_pending (source), ==, 1);
  wait_for (&tally, 1);
  g_assert_cmpuint (tally.n_done, ==, 1);
  g_assert_cmpuint (hopmap_basemap_source_get_pending (source), ==, 0);
  g_assert_cmpint (shumate_tile_get_state (tile), ==, SHUMATE_STATE_DONE);
  g_assert_true (HOPMAP_IS_TILE_PAINTABLE (shumate_tile_get_paintable (tile)));
}

static void
test_joins_equal_requests (void)
{
  g_autoptr (HopmapBasemapSource) source = source_new ();
  g_autoptr (ShumateTile) a = shumate_tile_new_full (1, 1, 256, 2);
  g_autoptr (ShumateTile) b = shumate_tile_new_full (1, 1, 256, 2);
  g_autoptr (ShumateTile) other = shumate_tile_new_full (1, 2, 256, 2);
  Tally tally = { 0 };

  fill (source, a, NULL, &tally);
  fill (source, b, NULL, &tally);
  fill (source, other, NULL, &tally);
  g_assert_cmpuint (hopmap_basemap_source_get_pending (source), ==, 2);
  wait_for (&tally, 3);
  g_assert_cmpuint (tally.n_done, ==, 3);
  g_assert_true (shumate_tile_get_paintable (a) == shumate_tile_get_paintable (b));
  g_assert_true (shumate_tile_get_paintable (a) != shumate_tile_get_paintable (other));
}

static void
test_cancel (void)
{
  g_autoptr (HopmapBasemapSource) source = source_new ();
  g_autoptr (ShumateTile) a = shumate_tile_new_full (0, 0, 256, 0);
  g_autoptr (ShumateTile) b = shumate_tile_new_full (0, 0, 256, 0);
  g_autoptr (ShumateTile) again = shumate_tile_new_full (0, 0, 256, 0);
  g_autoptr (GCancellable) cancel_a = g_cancellable_new ();
  g_autoptr (GCancellable) cancel_b = g_cancellable_new ();
  g_autoptr (GCancellable) late = g_cancellable_new ();
  Tally tally = { 0 };

  fill (source, a, cancel_a, &tally);
  fill (source, b, cancel_b, &tally);
  g_cancellable_cancel (cancel_a);
  g_cancellable_cancel (cancel_b);
  /* Nobody wants the first job any more; this is a new one for the same tile. */
  fill (source, again, NULL, &tally);
  wait_for (&tally, 3);
  g_assert_cmpuint (tally.n_failed, ==, 2);
  g_assert_cmpuint (tally.n_done, ==, 1);
  g_assert_nonnull (shumate_tile_get_paintable (again));
  g_assert_cmpuint (hopmap_basemap_source_get_pending (source), ==, 0);

  g_cancellable_cancel (late);
  fill (source, a, late, &tally);
  wait_for (&tally, 4);
  g_assert_cmpuint (tally.n_failed, ==, 3);
}

/* One of two requests is given up: the other still gets its tile. */
static void
test_cancel_one_of_two (void)
{
  g_autoptr (HopmapBasemapSource) source = source_new ();
  g_autoptr (ShumateTile) a = shumate_tile_new_full (3, 3, 256, 3);
  g_autoptr (ShumateTile) b = shumate_tile_new_full (3, 3, 256, 3);
  g_autoptr (GCancellable) cancel_a = g_cancellable_new ();
  Tally tally = { 0 };

  fill (source, a, cancel_a, &tally);
  fill (source, b, NULL, &tally);
  g_cancellable_cancel (cancel_a);
  wait_for (&tally, 2);
  g_assert_cmpuint (tally.n_done, ==, 1);
  g_assert_nonnull (shumate_tile_get_paintable (b));
}

static void
test_without_a_world (void)
{
  g_autoptr (HopmapBasemapSource)
      source = hopmap_basemap_source_new (NULL, hopmap_palette_get (HOPMAP_PALETTE_LIGHT), 1.0);
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (0, 0, 256, 0);
  Tally tally = { 0 };

  fill (source, tile, NULL, &tally);
  wait_for (&tally, 1);
  g_assert_cmpuint (tally.n_failed, ==, 1);
}

static void
test_sharpen (void)
{
  g_autoptr (HopmapBasemapSource) source = source_new ();
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (2, 1, 256, 2);
  const HopmapMapRect view = { 0.5, 0.25, 0.7, 0.45 };
  const HopmapMapRect next_world = { -0.5, 0.25, -0.3, 0.45 };
  const HopmapMapRect elsewhere = { 0.0, 0.8, 0.1, 0.9 };
  Tally tally = { 0 };
  HopmapTilePaintable *paintable;

  fill (source, tile, NULL, &tally);
  wait_for (&tally, 1);
  paintable = HOPMAP_TILE_PAINTABLE (shumate_tile_get_paintable (tile));
  g_assert_cmpint (hopmap_tile_paintable_get_size (paintable), ==, 256);

  g_assert_true (hopmap_basemap_source_covers (source, &view, 2.0));
  g_assert_true (hopmap_basemap_source_covers (source, &next_world, 2.9));
  g_assert_false (hopmap_basemap_source_covers (source, &elsewhere, 2.0));
  g_assert_false (hopmap_basemap_source_covers (source, &view, 3.0));
  g_assert_false (hopmap_basemap_source_sharpen (source, &view, 2.0));
  g_assert_false (hopmap_basemap_source_sharpen (source, &elsewhere, 2.5));
  g_assert_true (hopmap_basemap_source_sharpen (source, &view, 2.5));
  while (hopmap_basemap_source_get_pending (source) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (hopmap_tile_paintable_get_size (paintable), ==, 362);
  g_assert_false (hopmap_basemap_source_sharpen (source, &view, 2.5));
}

/* The layer of libshumate holds a hundred tiles; here the test does. */
typedef struct
{
  HopmapBasemapSource *source;
  GPtrArray *tiles;
} Holder;

static void
holder_fill (Holder *holder, guint zoom, const HopmapMapRect *view)
{
  const int n = 1 << zoom;
  Tally tally = { 0 };
  guint n_asked = 0;

  for (int x = (int) (view->min_x * n); x < view->max_x * n; x++)
    for (int y = (int) (view->min_y * n); y < view->max_y * n; y++)
      {
        ShumateTile *tile = shumate_tile_new_full ((guint) x, (guint) y, 256, zoom);

        g_ptr_array_add (holder->tiles, tile);
        fill (holder->source, tile, NULL, &tally);
        n_asked++;
      }
  wait_for (&tally, n_asked);
  g_assert_cmpuint (tally.n_failed, ==, 0);
}

static guint
count_painted (const Holder *holder)
{
  guint n = 0;

  for (guint i = 0; i < holder->tiles->len; i++)
    {
      ShumateTile *tile = g_ptr_array_index (holder->tiles, i);
      GdkPaintable *paintable = shumate_tile_get_paintable (tile);

      if (hopmap_tile_paintable_get_size (HOPMAP_TILE_PAINTABLE (paintable)) > 0)
        n++;
    }
  return n;
}

/* Tiles that a glide to another level has only passed keep no texture. */
static void
test_rest_drops_what_was_passed (void)
{
  g_autoptr (HopmapBasemapSource) source = source_new ();
  g_autoptr (GPtrArray) tiles = g_ptr_array_new_with_free_func (g_object_unref);
  Holder holder = { source, tiles };
  const HopmapMapRect world = { 0.0, 0.0, 1.0, 1.0 };
  const HopmapMapRect first = { 0.0, 0.0, 0.5, 0.375 }; /* of level 3: 12 tiles */

  holder_fill (&holder, 2, &world);
  holder_fill (&holder, 3, &first);
  hopmap_basemap_source_rest (source, &first, 3.0);
  g_assert_cmpuint (count_painted (&holder), ==, 12);
  g_assert_true (hopmap_basemap_source_covers (source, &first, 3.0));
  g_assert_false (hopmap_basemap_source_covers (source, &first, 2.0));
}

/* Nobody asks for a tile that is held: what was emptied comes back by this. */
static void
go_to (HopmapBasemapSource *source, const HopmapMapRect *view)
{
  hopmap_basemap_source_refill (source, view, 3.0);
  while (hopmap_basemap_source_get_pending (source) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (hopmap_basemap_source_covers (source, view, 3.0));
  hopmap_basemap_source_rest (source, view, 3.0);
}

/* Wherever the map has been, the tiles in sight and as many others keep their texture; what was in sight
 * last is among them. */
static void
test_rest_keeps_what_was_seen (void)
{
  g_autoptr (HopmapBasemapSource) source = source_new ();
  g_autoptr (GPtrArray) tiles = g_ptr_array_new_with_free_func (g_object_unref);
  Holder holder = { source, tiles };
  const HopmapMapRect world = { 0.0, 0.0, 1.0, 1.0 };
  const HopmapMapRect first = { 0.0, 0.0, 0.5, 0.375 };
  const HopmapMapRect second = { 0.5, 0.5, 1.0, 0.875 };
  const HopmapMapRect between = { 0.0, 0.5, 0.5, 0.875 };

  holder_fill (&holder, 3, &world);
  go_to (source, &first);
  g_assert_cmpuint (count_painted (&holder), ==, 24);
  go_to (source, &between);
  go_to (source, &second);
  g_assert_cmpuint (count_painted (&holder), ==, 24);
  g_assert_true (hopmap_basemap_source_covers (source, &between, 3.0));
  g_assert_false (hopmap_basemap_source_covers (source, &first, 3.0));

  /* There and back again: nothing is to paint. */
  hopmap_basemap_source_refill (source, &between, 3.0);
  g_assert_cmpuint (hopmap_basemap_source_get_pending (source), ==, 0);
}

/* A source that is dropped while it paints goes when it has painted. */
static void
test_dropped_while_painting (void)
{
  HopmapBasemapSource *source = source_new ();
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (0, 0, 256, 0);
  Tally tally = { 0 };

  fill (source, tile, NULL, &tally);
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  wait_for (&tally, 1);
  while (source != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (tally.n_done, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/basemap-source/paints", test_paints);
  g_test_add_func ("/basemap-source/joins-equal-requests", test_joins_equal_requests);
  g_test_add_func ("/basemap-source/cancel", test_cancel);
  g_test_add_func ("/basemap-source/cancel-one-of-two", test_cancel_one_of_two);
  g_test_add_func ("/basemap-source/without-a-world", test_without_a_world);
  g_test_add_func ("/basemap-source/sharpen", test_sharpen);
  g_test_add_func ("/basemap-source/rest-drops-what-was-passed", test_rest_drops_what_was_passed);
  g_test_add_func ("/basemap-source/rest-keeps-what-was-seen", test_rest_keeps_what_was_seen);
  g_test_add_func ("/basemap-source/dropped-while-painting", test_dropped_while_painting);
  return g_test_run ();
}

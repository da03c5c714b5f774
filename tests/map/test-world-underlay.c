/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coarse world: there where tiles are missing, on every visible world, and away otherwise. */
#include <hopmap-basemap-source.h>
#include <hopmap-world-underlay.h>

#define WIDTH  1280
#define HEIGHT 600

typedef struct
{
  HopmapBasemap *world;
  HopmapBasemapSource *source;
  ShumateViewport *viewport;
  GtkWidget *underlay;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const HopmapPalette *palette = hopmap_palette_get (HOPMAP_PALETTE_LIGHT);

  fixture->world = hopmap_basemap_load (NULL);
  fixture->source = hopmap_basemap_source_new (fixture->world, palette, 1.0);
  fixture->viewport = shumate_viewport_new ();
  shumate_viewport_set_reference_map_source (fixture->viewport,
                                             SHUMATE_MAP_SOURCE (fixture->source));
  shumate_viewport_set_zoom_level (fixture->viewport, 2.0);
  fixture->underlay = g_object_ref_sink (
      GTK_WIDGET (hopmap_world_underlay_new (fixture->viewport)));
  hopmap_world_underlay_set_source (HOPMAP_WORLD_UNDERLAY (fixture->underlay), fixture->source);
  hopmap_world_underlay_set_world (HOPMAP_WORLD_UNDERLAY (fixture->underlay), fixture->world,
                                   palette);
  gtk_widget_measure (fixture->underlay, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (fixture->underlay, WIDTH, HEIGHT, -1, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->underlay);
  g_object_unref (fixture->viewport);
  g_object_unref (fixture->source);
  hopmap_basemap_unref (fixture->world);
}

static GskRenderNode *
drawn (Fixture *fixture)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (fixture->underlay)->snapshot (fixture->underlay, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static GskRenderNode *
wait_until_drawn (Fixture *fixture)
{
  GskRenderNode *node;

  while ((node = drawn (fixture)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return node;
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_left = user_data;

  g_assert_true (shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, NULL));
  (*n_left)--;
}

/* The view is wider than the world, so there are at least two of it, side by side. */
static void
test_covers_the_view (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GskRenderNode) node = wait_until_drawn (fixture);
  GskRenderNode *inside;
  graphene_rect_t bounds;

  gsk_render_node_get_bounds (node, &bounds);
  g_assert_cmpfloat (bounds.origin.x, <=, 0.0f);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, >=, WIDTH);
  g_assert_cmpfloat (bounds.size.height, ==, HEIGHT);
  g_assert_cmpint (gsk_render_node_get_node_type (node), ==, GSK_CLIP_NODE);
  inside = gsk_clip_node_get_child (node);
  g_assert_cmpint (gsk_render_node_get_node_type (inside), ==, GSK_CONTAINER_NODE);
  g_assert_cmpuint (gsk_container_node_get_n_children (inside), >=, 2);
}

static void
test_away_when_tiles_are_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tiles = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_left = 16;

  gsk_render_node_unref (wait_until_drawn (fixture));
  for (guint i = 0; i < 16; i++)
    {
      ShumateTile *tile = g_object_ref_sink (shumate_tile_new_full (i % 4, i / 4, 256, 2));

      g_ptr_array_add (tiles, tile);
      shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (fixture->source), tile, NULL,
                                          filled_cb, &n_left);
    }
  while (n_left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (drawn (fixture));

  /* Closer there are no tiles yet. */
  shumate_viewport_set_zoom_level (fixture->viewport, 3.0);
  gsk_render_node_unref (wait_until_drawn (fixture));
}

/* While other colours are painted, the former ones stay. */
static void
test_no_gap_between_palettes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GskRenderNode) before = wait_until_drawn (fixture);
  g_autoptr (GskRenderNode) meanwhile = NULL;

  hopmap_world_underlay_set_world (HOPMAP_WORLD_UNDERLAY (fixture->underlay), fixture->world,
                                   hopmap_palette_get (HOPMAP_PALETTE_DARK));
  meanwhile = drawn (fixture);
  g_assert_nonnull (meanwhile);
}

#define ADD(name, func) g_test_add ("/world-underlay/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP the map needs a display, and there is none\n");
      return 77;
    }
  g_test_init (&argc, &argv, NULL);
  ADD ("covers-the-view", test_covers_the_view);
  ADD ("away-when-tiles-are-there", test_away_when_tiles_are_there);
  ADD ("no-gap-between-palettes", test_no_gap_between_palettes);
  return g_test_run ();
}

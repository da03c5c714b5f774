/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written is read again, to the step. */
#include <hopmap-world-file.h>
#include <hopmap-world-writer.h>
#include <math.h>

/* Far apart, across 180°, beyond a pole, and nearer to each other than a step. */
static const HopmapMapPoint sample[] = {
  { 0.0, 0.0 },         { 1.0, 1.0 },          { 1.75, -0.25 }, { 0.25, 1.4 },
  { 0.987654321, 0.5 }, { 1.0123456789, 0.5 }, { 0.3, 0.3 },    { 0.300000001, 0.3 },
};

static HopmapBasemap *
sample_world (void)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (HopmapMapPoint));
  GArray *paths[HOPMAP_BASEMAP_N_KINDS];

  g_array_append_vals (points, sample, G_N_ELEMENTS (sample));
  for (guint kind = 0; kind < HOPMAP_BASEMAP_N_KINDS; kind++)
    {
      paths[kind] = g_array_new (FALSE, FALSE, sizeof (HopmapBasemapPath));
      /* One path of land, none of the coast, two borders, three lakes. */
      for (guint i = 0; i < (kind == HOPMAP_BASEMAP_LAND    ? 1
                             : kind == HOPMAP_BASEMAP_COAST ? 0
                                                            : kind);
           i++)
        {
          const HopmapBasemapPath path = { (const HopmapMapPoint *) (void *) points->data + 2 * i,
                                           G_N_ELEMENTS (sample) - 2 * i, HOPMAP_MAP_RECT_EMPTY };

          g_array_append_val (paths[kind], path);
        }
    }
  return hopmap_basemap_new_take (points, paths);
}

static void
assert_same_path (const HopmapBasemapPath *is, const HopmapBasemapPath *should)
{
  HopmapMapRect bounds = HOPMAP_MAP_RECT_EMPTY;

  g_assert_cmpuint (is->n_points, ==, should->n_points);
  for (guint i = 0; i < is->n_points; i++)
    {
      g_assert_cmpfloat_with_epsilon (is->points[i].x, should->points[i].x,
                                      0.5001 / HOPMAP_WORLD_FILE_STEPS);
      g_assert_cmpfloat_with_epsilon (is->points[i].y, should->points[i].y,
                                      0.5001 / HOPMAP_WORLD_FILE_STEPS);
      hopmap_map_rect_include (&bounds, is->points[i].x, is->points[i].y);
    }
  g_assert_cmpmem (&is->bounds, sizeof bounds, &bounds, sizeof bounds);
}

static void
test_round_trip (void)
{
  g_autoptr (HopmapBasemap) world = sample_world ();
  g_autoptr (GBytes) bytes = hopmap_world_write (world);
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapBasemap) again = hopmap_world_file_read (bytes, &error);

  g_assert_no_error (error);
  for (guint kind = 0; kind < HOPMAP_BASEMAP_N_KINDS; kind++)
    {
      guint n_paths, n_again;
      const HopmapBasemapPath *should = hopmap_basemap_get_paths (world, kind, &n_paths);
      const HopmapBasemapPath *is = hopmap_basemap_get_paths (again, kind, &n_again);

      g_assert_cmpuint (n_again, ==, n_paths);
      for (guint i = 0; i < n_paths; i++)
        assert_same_path (&is[i], &should[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/world-writer/round-trip", test_round_trip);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped world's format: a tiny file that is right, and a lot that is wrong. */
#include <hopmap-world-file.h>

/* A border from (0, 0) by (+64, −1) steps, and nothing else. */
static const guint8 one_border[] = {
  'h', 'o', 'p', 'w', 'o', 'r', 'l', 'd', 2, 0, 0, 1, 2, 0, 0, 0x80, 0x01, 1, 0,
};

static HopmapBasemap *
read_bytes (const guint8 *data, gsize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return hopmap_world_file_read (bytes, error);
}

static void
test_one_border (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapBasemap) world = read_bytes (one_border, sizeof one_border, &error);
  const HopmapBasemapPath *path;
  guint n_paths;

  g_assert_no_error (error);
  hopmap_basemap_get_paths (world, HOPMAP_BASEMAP_LAND, &n_paths);
  g_assert_cmpuint (n_paths, ==, 0);
  path = hopmap_basemap_get_paths (world, HOPMAP_BASEMAP_BORDER, &n_paths);
  g_assert_cmpuint (n_paths, ==, 1);
  g_assert_cmpuint (path->n_points, ==, 2);
  g_assert_cmpfloat (path->points[0].x, ==, 0.0);
  g_assert_cmpfloat (path->points[1].x, ==, 64.0 / HOPMAP_WORLD_FILE_STEPS);
  g_assert_cmpfloat (path->points[1].y, ==, -1.0 / HOPMAP_WORLD_FILE_STEPS);
  g_assert_cmpfloat (path->bounds.max_x, ==, path->points[1].x);
  g_assert_cmpfloat (path->bounds.min_y, ==, path->points[1].y);
}

static void
assert_malformed (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapBasemap) world = read_bytes (data, size, &error);

  g_assert_error (error, HOPMAP_ATLAS_ERROR, HOPMAP_ATLAS_ERROR_MALFORMED);
  g_assert_null (world);
}

static void
test_cut_off (void)
{
  for (gsize size = 0; size < sizeof one_border; size++)
    assert_malformed (one_border, size);
}

static void
test_too_long (void)
{
  guint8 longer[sizeof one_border + 1] = { 0 };

  memcpy (longer, one_border, sizeof one_border);
  assert_malformed (longer, sizeof longer);
}

/* A point that is announced and not there, a path of one point, a step out of all worlds. */
static void
test_wrong_numbers (void)
{
  static const guint8 points_missing[] = { 'h', 'o', 'p', 'w', 'o', 'r', 'l', 'd', 2, 0, 0, 0, 0 };
  static const guint8 short_path[] = { 'h', 'o', 'p', 'w', 'o', 'r', 'l', 'd',
                                       1,   1,   1,   0,   0,   0,   0,   0 };
  static const guint8 far_away[] = {
    'h', 'o', 'p', 'w', 'o', 'r', 'l', 'd', 2, 1, 2, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x02, 0, 0, 0, 0,
  };
  static const guint8 endless[] = {
    'h',  'o',  'p',  'w',  'o',  'r',  'l',  'd',  0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0,
  };

  assert_malformed (points_missing, sizeof points_missing);
  assert_malformed (short_path, sizeof short_path);
  assert_malformed (far_away, sizeof far_away);
  assert_malformed (endless, sizeof endless);
}

/* Whatever one byte turns into, there is an answer and no crash. */
static void
test_mutations (void)
{
  for (gsize i = 0; i < sizeof one_border; i++)
    for (guint byte = 0; byte < 256; byte++)
      {
        guint8 mutated[sizeof one_border];
        g_autoptr (GError) error = NULL;
        g_autoptr (HopmapBasemap) world = NULL;

        memcpy (mutated, one_border, sizeof mutated);
        mutated[i] = (guint8) byte;
        world = read_bytes (mutated, sizeof mutated, &error);
        g_assert_true ((world == NULL) == (error != NULL));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/world-file/one-border", test_one_border);
  g_test_add_func ("/world-file/cut-off", test_cut_off);
  g_test_add_func ("/world-file/too-long", test_too_long);
  g_test_add_func ("/world-file/wrong-numbers", test_wrong_numbers);
  g_test_add_func ("/world-file/mutations", test_mutations);
  return g_test_run ();
}

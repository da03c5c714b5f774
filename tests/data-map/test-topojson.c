/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TopoJSON: a tiny world that is right, rings across 180° and around a pole, and a lot that is wrong. */
#include <hopmap-topojson.h>
#include <math.h>

static HopmapBasemap *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return hopmap_topojson_read (bytes, NULL, error);
}

/* Two squares that share the arc from (10, 0) to (10, 10). */
static const char two_countries[] =
    "{'type':'Topology','arcs':["
    "[[10,0],[10,10]],[[10,10],[0,10],[0,0],[10,0]],[[10,10],[20,10],[20,0],[10,0]]],"
    "'objects':{'countries':{'type':'GeometryCollection','geometries':["
    "{'type':'Polygon','arcs':[[0,1]]},{'type':'MultiPolygon','arcs':[[[-1,-3]]]}]},"
    "'land':{'type':'GeometryCollection','geometries':["
    "{'type':'Polygon','arcs':[[1,-3]]}]}}}";

static char *
quoted (const char *text)
{
  char *json = g_strdup (text);

  return g_strdelimit (json, "'", '"');
}

static void
test_shared_arc_is_a_border (void)
{
  g_autofree char *json = quoted (two_countries);
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapBasemap) world = read_text (json, &error);
  const HopmapBasemapPath *paths;
  guint n_paths;

  g_assert_no_error (error);
  paths = hopmap_basemap_get_paths (world, HOPMAP_BASEMAP_BORDER, &n_paths);
  g_assert_cmpuint (n_paths, ==, 1);
  g_assert_cmpfloat_with_epsilon (paths[0].bounds.min_x, hopmap_mercator_x (10.0), 1e-9);
  hopmap_basemap_get_paths (world, HOPMAP_BASEMAP_COAST, &n_paths);
  g_assert_cmpuint (n_paths, ==, 2);
  paths = hopmap_basemap_get_paths (world, HOPMAP_BASEMAP_LAND, &n_paths);
  g_assert_cmpuint (n_paths, ==, 1);
  g_assert_cmpfloat_with_epsilon (paths[0].bounds.max_x, hopmap_mercator_x (20.0), 1e-9);
}

static HopmapBasemap *
read_ring (const char *positions)
{
  g_autofree char *json = g_strdup_printf (
      "{\"type\":\"Topology\",\"arcs\":[%s],\"objects\":{\"land\":{\"type\":\"Polygon\","
      "\"arcs\":[[0]]},\"countries\":{\"type\":\"Polygon\",\"arcs\":[[0]]}}}",
      positions);
  g_autoptr (GError) error = NULL;
  HopmapBasemap *world = read_text (json, &error);

  g_assert_no_error (error);
  return world;
}

static void
test_ring_across_the_edge (void)
{
  g_autoptr (HopmapBasemap) world = read_ring ("[[170,0],[-170,0],[-170,10],[170,10],[170,0]]");
  guint n_paths;
  const HopmapBasemapPath *path = hopmap_basemap_get_paths (world, HOPMAP_BASEMAP_LAND, &n_paths);

  g_assert_cmpuint (n_paths, ==, 1);
  g_assert_cmpfloat_with_epsilon (path->bounds.max_x - path->bounds.min_x, 20.0 / 360.0, 1e-9);
  for (guint i = 1; i < path->n_points; i++)
    g_assert_cmpfloat (fabs (path->points[i].x - path->points[i - 1].x), <, 0.5);
}

static void
test_ring_around_the_pole (void)
{
  g_autoptr (HopmapBasemap)
      world = read_ring ("[[-150,-70],[-90,-72],[-30,-70],[30,-72],[90,-70],[150,-72],[-150,-70]]");
  guint n_paths;
  const HopmapBasemapPath *path = hopmap_basemap_get_paths (world, HOPMAP_BASEMAP_LAND, &n_paths);

  g_assert_cmpuint (n_paths, ==, 1);
  /* It fills a whole world and reaches beyond the lower edge. */
  g_assert_cmpfloat (path->bounds.max_x - path->bounds.min_x, >=, 1.0);
  g_assert_cmpfloat (path->bounds.max_y, >, 1.0);
}

static void
test_quantized (void)
{
  const char json[] =
      "{\"type\":\"Topology\",\"transform\":{\"scale\":[2,1],\"translate\":[-10,5]},"
      "\"arcs\":[[[0,0],[5,0],[0,5],[-5,-5]]],\"objects\":{\"land\":{\"type\":"
      "\"Polygon\",\"arcs\":[[0]]},\"countries\":{\"type\":\"Polygon\",\"arcs\":"
      "[[0]]}}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapBasemap) world = read_text (json, &error);
  const HopmapBasemapPath *path;
  guint n_paths;

  g_assert_no_error (error);
  path = hopmap_basemap_get_paths (world, HOPMAP_BASEMAP_COAST, &n_paths);
  g_assert_cmpuint (path->n_points, ==, 4);
  g_assert_cmpfloat_with_epsilon (path->points[1].x, hopmap_mercator_x (0.0), 1e-9);
  g_assert_cmpfloat_with_epsilon (path->points[2].y, hopmap_mercator_y (10.0), 1e-9);
}

/* Each differs from a readable world in one respect. */
static const char *const broken[] = {
  "",
  "no json",
  "[]",
  "null",
  "{}",
  "{'type':'FeatureCollection'}",
  "{'type':'Topology'}",
  "{'type':7}",
  "{'type':'Topology','arcs':7,'objects':{}}",
  "{'type':'Topology','arcs':[7],'objects':{}}",
  "{'type':'Topology','arcs':[[]],'objects':{}}",
  "{'type':'Topology','arcs':[[[0,0]]],'objects':{}}",
  "{'type':'Topology','arcs':[[[0],[1]]],'objects':{}}",
  "{'type':'Topology','arcs':[[['a','b'],[1,1]]],'objects':{}}",
  "{'type':'Topology','arcs':[[[0,0],[1e300,1]]],'objects':{}}",
  "{'type':'Topology','arcs':[[[0,0],[1,1e999]]],'objects':{}}",
  "{'type':'Topology','transform':{},'arcs':[[[0,0],[1,1]]],'objects':{}}",
  "{'type':'Topology','transform':{'scale':[1e308,1],'translate':[0,0]},'arcs':[[[9,0],[1,1]]],"
  "'objects':{}}",
  "{'type':'Topology','arcs':[[[0,0],[1,1]]],'objects':{}}",
  "{'type':'Topology','arcs':[[[0,0],[1,1]]],'objects':{'land':{'arcs':[[1]]},"
  "'countries':{'arcs':[[0]]}}}",
  "{'type':'Topology','arcs':[[[0,0],[1,1]]],'objects':{'land':{'arcs':[[-2]]},"
  "'countries':{'arcs':[[0]]}}}",
  "{'type':'Topology','arcs':[[[0,0],[1,1]]],'objects':{'land':{'arcs':[[1e300]]},"
  "'countries':{'arcs':[[0]]}}}",
  "{'type':'Topology','arcs':[[[0,0],[1,1]]],'objects':{'land':{'arcs':[[]]},"
  "'countries':{'arcs':[[0]]}}}",
  "{'type':'Topology','arcs':[[[0,0],[1,1]]],'objects':{'land':{'arcs':[[0]]}}}",
  "{'type':'Topology','arcs':[[[0,0],[1,1]]],'objects':{'land':{'arcs':"
  "[[[[[[[[[[[[0]]]]]]]]]]]]},'countries':{'arcs':[[0]]}}}",
  "{'type':'Topology','arcs':[[[0,0],[1,1]]],'objects':{'land':{'geometries':[null]},"
  "'countries':{'arcs':[[0]]}}}",
};

static void
test_broken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *json = quoted (broken[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapBasemap) world = read_text (json, &error);

      g_test_message ("%s", broken[i]);
      g_assert_error (error, HOPMAP_ATLAS_ERROR, HOPMAP_ATLAS_ERROR_MALFORMED);
      g_assert_null (world);
    }
}

/* Whatever one byte of a good file turns into, there is an answer and no crash. */
static void
test_mutations (void)
{
  g_autofree char *good = quoted (two_countries);
  static const char bytes[] = "\"[]{},:-9e\\\x01\xff";

  for (gsize i = 0; i < strlen (good); i++)
    for (gsize j = 0; j < sizeof bytes - 1; j++)
      {
        g_autofree char *json = g_strdup (good);
        g_autoptr (GError) error = NULL;
        g_autoptr (HopmapBasemap) world = NULL;

        json[i] = bytes[j];
        world = read_text (json, &error);
        g_assert_true ((world == NULL) == (error != NULL));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/topojson/shared-arc-is-a-border", test_shared_arc_is_a_border);
  g_test_add_func ("/topojson/ring-across-the-edge", test_ring_across_the_edge);
  g_test_add_func ("/topojson/ring-around-the-pole", test_ring_around_the_pole);
  g_test_add_func ("/topojson/quantized", test_quantized);
  g_test_add_func ("/topojson/broken", test_broken);
  g_test_add_func ("/topojson/mutations", test_mutations);
  return g_test_run ();
}

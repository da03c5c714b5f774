/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bundled world as it is painted: land where there is land, nothing that is not there. */
#include <hopmap-basemap-painter.h>
#include <math.h>

#define TILE_PX 256

typedef struct
{
  cairo_surface_t *surface;
  int width;
  int height;
} Picture;

static Picture
paint (const HopmapMapRect *view, int width, int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapBasemap) world = hopmap_basemap_load (&error);
  Picture picture = { cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height), width,
                      height };
  cairo_t *cr = cairo_create (picture.surface);

  g_assert_no_error (error);
  hopmap_basemap_paint (world, cr, hopmap_palette_get (HOPMAP_PALETTE_LIGHT), view, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (picture.surface);
  return picture;
}

static guint32
pixel (const Picture *picture, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (picture->surface)
                      + (gsize) y * (gsize) cairo_image_surface_get_stride (picture->surface);

  return ((const guint32 *) (const void *) row)[x] & 0xffffff;
}

static guint32
colour_pixel (const HopmapColour *colour)
{
  return ((guint32) lround (colour->red * 255.0) << 16)
         | ((guint32) lround (colour->green * 255.0) << 8)
         | (guint32) lround (colour->blue * 255.0);
}

static const HopmapMapRect whole_world = { 0.0, 0.0, 1.0, 1.0 };

static guint32
pixel_at (const Picture *picture, const HopmapMapRect *view, double latitude, double longitude)
{
  const double x = hopmap_mercator_unwrap (hopmap_mercator_x (longitude),
                                           (view->min_x + view->max_x) / 2.0);
  const double y = hopmap_mercator_y (latitude);

  return pixel (picture, (int) ((x - view->min_x) / (view->max_x - view->min_x) * picture->width),
                (int) ((y - view->min_y) / (view->max_y - view->min_y) * picture->height));
}

static void
test_land_and_sea (void)
{
  const guint32 land = colour_pixel (&hopmap_palette_get (HOPMAP_PALETTE_LIGHT)->land);
  const guint32 sea = colour_pixel (&hopmap_palette_get (HOPMAP_PALETTE_LIGHT)->sea);
  Picture picture = paint (&whole_world, 1024, 1024);

  g_assert_cmphex (pixel_at (&picture, &whole_world, 0.0, 25.0), ==, land);    /* Congo */
  g_assert_cmphex (pixel_at (&picture, &whole_world, 62.0, 100.0), ==, land);  /* Siberia */
  g_assert_cmphex (pixel_at (&picture, &whole_world, -25.0, 135.0), ==, land); /* Australia */
  g_assert_cmphex (pixel_at (&picture, &whole_world, -82.0, 0.0), ==, land);   /* Antarctica */
  g_assert_cmphex (pixel_at (&picture, &whole_world, 0.0, -30.0), ==, sea);    /* Atlantic */
  g_assert_cmphex (pixel_at (&picture, &whole_world, 84.0, 0.0), ==, sea);     /* North Pole */
  g_assert_cmphex (pixel_at (&picture, &whole_world, 42.5, 50.5), ==, sea);    /* Caspian */
  cairo_surface_destroy (picture.surface);
}

/* The ring around the south pole is closed at some meridian; no seam may show there. */
static void
test_no_seam_in_antarctica (void)
{
  const guint32 land = colour_pixel (&hopmap_palette_get (HOPMAP_PALETTE_LIGHT)->land);
  const HopmapMapRect south = { 0.0, hopmap_mercator_y (-80.0), 2.0, 1.0 };
  Picture picture = paint (&south, 2048, 200);

  for (double longitude = -10.0; longitude < 150.0; longitude += 0.2)
    g_assert_cmphex (pixel_at (&picture, &south, -83.0, longitude), ==, land);
  for (double longitude = -140.0; longitude < -90.0; longitude += 0.2)
    g_assert_cmphex (pixel_at (&picture, &south, -83.0, longitude), ==, land);
  cairo_surface_destroy (picture.surface);
}

/* Rings that run across 180° must not smear: the open Pacific is free of land from edge to edge. */
static void
test_no_bands_in_the_pacific (void)
{
  const guint32 sea = colour_pixel (&hopmap_palette_get (HOPMAP_PALETTE_LIGHT)->sea);
  Picture picture = paint (&whole_world, 1024, 1024);

  for (double latitude = -62.0; latitude < -58.0; latitude += 0.25)
    {
      guint n_sea = 0;

      for (int x = 0; x < 1024; x++)
        n_sea += pixel (&picture, x, (int) (hopmap_mercator_y (latitude) * 1024.0)) == sea;
      /* The South Shetlands and the Sandwich Islands lie there, and no more. */
      g_assert_cmpuint (n_sea, >, 960);
    }
  cairo_surface_destroy (picture.surface);
}

static void
test_worlds_repeat (void)
{
  const HopmapMapRect here = { 0.8, 0.2, 1.2, 0.4 };
  const HopmapMapRect there = { -2.2, 0.2, -1.8, 0.4 };
  Picture a = paint (&here, 400, 200);
  Picture b = paint (&there, 400, 200);
  guint different = 0;

  for (int y = 0; y < 200; y++)
    for (int x = 0; x < 400; x++)
      different += pixel (&a, x, y) != pixel (&b, x, y);
  /* Rounding may move an edge by a shade here and there. */
  g_assert_cmpuint (different, <, 400 * 200 / 200);
  cairo_surface_destroy (a.surface);
  cairo_surface_destroy (b.surface);
}

static int
difference (guint32 a, guint32 b)
{
  return ABS ((int) ((a >> 16) & 0xff) - (int) ((b >> 16) & 0xff))
         + ABS ((int) ((a >> 8) & 0xff) - (int) ((b >> 8) & 0xff))
         + ABS ((int) (a & 0xff) - (int) (b & 0xff));
}

/* What a tile shows in its last column, its neighbour shows in the column before its first. */
static void
test_tiles_join (void)
{
  const double n = 16.0;
  const HopmapMapRect left = { 8.0 / n, 5.0 / n, 9.0 / n, 6.0 / n };
  const HopmapMapRect both = { 8.0 / n, 5.0 / n, 10.0 / n, 6.0 / n };
  Picture a = paint (&left, TILE_PX, TILE_PX);
  Picture b = paint (&both, 2 * TILE_PX, TILE_PX);
  int sum = 0;

  for (int y = 0; y < TILE_PX; y++)
    sum += difference (pixel (&a, TILE_PX - 1, y), pixel (&b, TILE_PX - 1, y));
  g_assert_cmpint (sum / TILE_PX, <, 4);
  cairo_surface_destroy (a.surface);
  cairo_surface_destroy (b.surface);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  HopmapBasemap **world = user_data;

  *world = hopmap_basemap_load_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_load_async_shares (void)
{
  g_autoptr (HopmapBasemap) sync = hopmap_basemap_load (NULL);
  g_autoptr (HopmapBasemap) async = NULL;

  hopmap_basemap_load_async (NULL, loaded_cb, &async);
  while (async == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (sync == async);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError **error = user_data;

  g_assert_null (hopmap_basemap_load_finish (result, error));
}

static void
test_load_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  hopmap_basemap_load_async (cancellable, cancelled_cb, &error);
  g_cancellable_cancel (cancellable);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/basemap/land-and-sea", test_land_and_sea);
  g_test_add_func ("/basemap/no-seam-in-antarctica", test_no_seam_in_antarctica);
  g_test_add_func ("/basemap/no-bands-in-the-pacific", test_no_bands_in_the_pacific);
  g_test_add_func ("/basemap/worlds-repeat", test_worlds_repeat);
  g_test_add_func ("/basemap/tiles-join", test_tiles_join);
  g_test_add_func ("/basemap/load-async-shares", test_load_async_shares);
  g_test_add_func ("/basemap/load-cancelled", test_load_cancelled);
  return g_test_run ();
}

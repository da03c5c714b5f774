/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cases that a map has to show well, light and dark, against pictures that somebody looked at. Other
 * versions of the drawing library shade the edges of lines differently, and other fonts write the
 * numbers, so badges have widths of this test's own and what is written in them is not compared; a line
 * that is one pixel off is seen. With HOPMAP_WRITE_GOLDEN set the pictures are written anew.
 */
#include "map-cases.h"

#include <cairo.h>
#include <hopmap-badge-painter.h>
#include <hopmap-basemap-painter.h>
#include <hopmap-map-frame.h>
#include <hopmap-route-painter.h>
#include <math.h>
#include <stdlib.h>

#define WIDTH  480
#define HEIGHT 300
#define INSET  40.0

/* Mean difference of the bytes of the worst square of so many pixels. */
#define SQUARE          8
#define TOLERANCE       4.0

#define CHARACTER_WIDTH 7.0
#define BADGE_EDGE      4.0
#define LETTER_RADIUS   6.0

/* A picture, and where something is written in it. */
typedef struct
{
  cairo_surface_t *surface;
  GArray *written; /* HopmapMapRect, pixels */
} Painted;

static void
painted_free (Painted *painted)
{
  cairo_surface_destroy (painted->surface);
  g_array_unref (painted->written);
  g_free (painted);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Painted, painted_free)

static void
note_written (Painted *painted, double x, double y, double half_width, double half_height)
{
  const HopmapMapRect rect = { x - half_width, y - half_height, x + half_width, y + half_height };

  g_array_append_val (painted->written, rect);
}

/* As hopmap_badge_paint_layout(), without asking a font how wide its numbers are. */
static HopmapBadgeBox *
lay_out (const HopmapRouteShape *shape, const HopmapMapRect *view, Painted *painted)
{
  const guint n_stops = hopmap_route_shape_get_n_stops (shape);
  HopmapBadgeBox *boxes = hopmap_badge_paint_layout (shape, view, WIDTH, HEIGHT);

  for (guint i = 0; i < n_stops; i++)
    {
      const char *label = hopmap_route_shape_get_stop (shape, i)->label;

      if (hopmap_route_shape_get_stop (shape, i)->branch)
        boxes[i].width = 24.0;
      else
        boxes[i].width = MAX (CHARACTER_WIDTH * (double) g_utf8_strlen (label, -1) + 14.0, 28.0);
    }
  hopmap_badge_layout (boxes, n_stops);
  for (guint i = 0; i < n_stops; i++)
    note_written (painted, boxes[i].x, boxes[i].y, boxes[i].width / 2.0 - BADGE_EDGE,
                  boxes[i].height / 2.0 - BADGE_EDGE);
  return boxes;
}

static void
paint_companions (const char *name,
                  const HopmapPalette *palette,
                  const HopmapMapRect *view,
                  cairo_t *cr,
                  Painted *painted)
{
  for (guint i = map_case_n_routes (name) - 1; i > 0; i--)
    {
      g_autoptr (HopmapRoute) other = map_case_new (name, i);
      g_autoptr (HopmapRouteShape) beside = hopmap_route_shape_new (other);

      hopmap_route_paint_beside (beside, cr, palette, view, WIDTH, HEIGHT, i - 1);
      for (guint j = 0; j < hopmap_route_shape_get_n_stops (beside); j++)
        {
          const HopmapMapPoint *at = &hopmap_route_shape_get_stop (beside, j)->point;

          note_written (painted, (at->x - view->min_x) / (view->max_x - view->min_x) * WIDTH,
                        (at->y - view->min_y) / (view->max_y - view->min_y) * HEIGHT, LETTER_RADIUS,
                        LETTER_RADIUS);
        }
    }
}

/* The lines as many pixels too far down as @shift_px. */
static Painted *
paint (const char *name, HopmapPaletteStyle style, double shift_px)
{
  const HopmapPalette *palette = hopmap_palette_get (style);
  const HopmapMapFrame frame = { WIDTH, HEIGHT, INSET, INSET, INSET, INSET, 8192.0 };
  g_autoptr (HopmapBasemap) world = hopmap_basemap_load (NULL);
  g_autoptr (HopmapRoute) route = map_case_new (name, 0);
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);
  const HopmapMapRect bounds = hopmap_route_shape_get_bounds (shape);
  const HopmapMapRect view = hopmap_map_frame_view (&frame, &bounds);
  Painted *painted = g_new0 (Painted, 1);
  g_autofree HopmapBadgeBox *boxes = NULL;
  cairo_t *cr;

  painted->written = g_array_new (FALSE, FALSE, sizeof (HopmapMapRect));
  painted->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  boxes = lay_out (shape, &view, painted);
  cr = cairo_create (painted->surface);
  hopmap_basemap_paint (world, cr, palette, &view, WIDTH, HEIGHT);
  paint_companions (name, palette, &view, cr, painted);
  cairo_save (cr);
  cairo_translate (cr, 0.0, shift_px);
  hopmap_route_paint_lines (shape, cr, palette, &view, WIDTH, HEIGHT, 0, G_MAXDOUBLE);
  cairo_restore (cr);
  hopmap_badge_paint (shape, boxes, cr, palette);
  cairo_destroy (cr);
  cairo_surface_flush (painted->surface);
  return painted;
}

/* How much each pixel differs, in all of its three bytes; nothing where something is written. */
static double *
find_differences (const Painted *painted, cairo_surface_t *other)
{
  double *found = g_new0 (double, WIDTH *HEIGHT);

  for (int y = 0; y < HEIGHT; y++)
    {
      const guint8 *row_a = cairo_image_surface_get_data (painted->surface)
                            + (gsize) y * (gsize) cairo_image_surface_get_stride (painted->surface);
      const guint8 *row_b = cairo_image_surface_get_data (other)
                            + (gsize) y * (gsize) cairo_image_surface_get_stride (other);

      for (int x = 0; x < WIDTH; x++)
        for (int i = 0; i < 3; i++)
          found[y * WIDTH + x] += abs (row_a[x * 4 + i] - row_b[x * 4 + i]) / 3.0;
    }
  for (guint i = 0; i < painted->written->len; i++)
    {
      const HopmapMapRect *rect = &g_array_index (painted->written, HopmapMapRect, i);

      for (int y = MAX ((int) floor (rect->min_y), 0); y < MIN (ceil (rect->max_y), HEIGHT); y++)
        for (int x = MAX ((int) floor (rect->min_x), 0); x < MIN (ceil (rect->max_x), WIDTH); x++)
          found[y * WIDTH + x] = 0.0;
    }
  return found;
}

static double
worst_square (const Painted *painted, cairo_surface_t *other)
{
  g_autofree double *found = find_differences (painted, other);
  double worst = 0.0;

  for (int top = 0; top + SQUARE <= HEIGHT; top += SQUARE / 2)
    for (int left = 0; left + SQUARE <= WIDTH; left += SQUARE / 2)
      {
        double sum = 0.0;

        for (int i = 0; i < SQUARE * SQUARE; i++)
          sum += found[(top + i / SQUARE) * WIDTH + left + i % SQUARE];
        worst = MAX (worst, sum / (SQUARE * SQUARE));
      }
  return worst;
}

static void
compare (const char *name, HopmapPaletteStyle style)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, hopmap_palette_get (style)->name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "atlas", "golden", file, NULL);
  g_autoptr (Painted) painted = paint (name, style, 0.0);
  cairo_surface_t *golden;
  double found;

  if (g_getenv ("HOPMAP_WRITE_GOLDEN") != NULL)
    g_assert_cmpint (cairo_surface_write_to_png (painted->surface, path), ==, CAIRO_STATUS_SUCCESS);
  golden = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (golden), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (golden), ==, WIDTH);
  g_assert_cmpint (cairo_image_surface_get_height (golden), ==, HEIGHT);
  found = worst_square (painted, golden);
  g_test_message ("%s: %.3f", file, found);
  g_assert_cmpfloat (found, <, TOLERANCE);
  cairo_surface_destroy (golden);
}

static void
test_case (gconstpointer data)
{
  compare (data, HOPMAP_PALETTE_LIGHT);
  compare (data, HOPMAP_PALETTE_DARK);
}

/* The tolerance is small enough: lines that are one pixel off are outside of it, in every case that
 * has any. */
static void
test_tolerance (void)
{
  static const char *const with_lines[] = { "europe-asia", "pacific",     "doubtful",
                                            "64-hops",     "four-routes", "multipath" };

  for (guint i = 0; i < G_N_ELEMENTS (with_lines); i++)
    for (guint style = 0; style < 2; style++)
      {
        g_autoptr (Painted) right = paint (with_lines[i], style, 0.0);
        g_autoptr (Painted) wrong = paint (with_lines[i], style, 1.0);
        const double found = worst_square (right, wrong->surface);

        g_test_message ("%s, one pixel off: %.3f", with_lines[i], found);
        g_assert_cmpfloat (found, >, 1.5 * TOLERANCE);
      }
}

/* Drawn sensibly or not at all, and without a warning, which would end the test. */
static void
test_odd_places (void)
{
  static const MadeUpHop odd[] = {
    { "Nowhere", "Nowhere", NAN, NAN, 1.0, 20.0 },
    { "North Pole", "Nowhere", 90.0, 0.0, 2.0, 20.0 },
    { "South Pole", "Nowhere", -90.0, 180.0, 3.0, NAN },
    { "Date line", "Nowhere", 0.0, 180.0, 4.0, 20.0 },
    { "Date line", "Nowhere", 0.0, -180.0, 5.0, 20.0 },
    { "Null Island", "Nowhere", 0.0, 0.0, 6.0, 1e9 },
    { "Beyond", "Nowhere", 91.0, 500.0, 7.0, 20.0 },
    { "Here", "Nowhere", 40.0, 20.0, 8.0, 20.0 },
    { "Its antipode", "Nowhere", -40.0, -160.0, 9.0, -5.0 },
    { "Infinity", "Nowhere", INFINITY, -INFINITY, 10.0, INFINITY },
  };
  const HopmapPalette *palette = hopmap_palette_get (HOPMAP_PALETTE_LIGHT);
  g_autoptr (HopmapRoute) route = made_up_route_new (odd, G_N_ELEMENTS (odd));
  g_autoptr (HopmapRouteShape) shape = hopmap_route_shape_new (route);

  g_assert_null (hopmap_route_shape_find_stop (shape, 1));
  g_assert_null (hopmap_route_shape_find_stop (shape, 7));
  g_assert_null (hopmap_route_shape_find_stop (shape, 10));
  for (guint i = 0; i < hopmap_route_shape_get_n_legs (shape); i++)
    {
      const HopmapRouteLeg *leg = hopmap_route_shape_get_leg (shape, i);

      for (guint j = 0; j < leg->n_points; j++)
        g_assert_true (isfinite (leg->points[j].x) && isfinite (leg->points[j].y));
    }

  for (double width = 1.0; width > 1e-6; width /= 20.0)
    {
      const HopmapMapRect view = { 0.5 - width / 2.0, 0.5 - width / 2.0, 0.5 + width / 2.0,
                                   0.5 + width / 2.0 };
      g_autofree HopmapBadgeBox *boxes = hopmap_badge_paint_layout (shape, &view, WIDTH, HEIGHT);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
      cairo_t *cr = cairo_create (surface);

      hopmap_route_paint_lines (shape, cr, palette, &view, WIDTH, HEIGHT, 4, 2.5);
      hopmap_route_paint_beside (shape, cr, palette, &view, WIDTH, HEIGHT, 1);
      hopmap_badge_paint (shape, boxes, cr, palette);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_thousand_alike (void)
{
  g_autofree MadeUpHop *hops = g_new0 (MadeUpHop, 255);
  g_autoptr (HopmapRoute) route = NULL;
  g_autoptr (HopmapRouteShape) shape = NULL;

  for (guint i = 0; i < 255; i++)
    hops[i] = (MadeUpHop){ "Berlin", "Germany", 52.52, 13.40, 3.0, 20.0 };
  route = made_up_route_new (hops, 255);
  shape = hopmap_route_shape_new (route);
  g_assert_cmpuint (hopmap_route_shape_get_n_stops (shape), ==, 1);
  g_assert_cmpuint (hopmap_route_shape_get_n_legs (shape), ==, 0);
  g_assert_cmpstr (hopmap_route_shape_get_stop (shape, 0)->label, ==, "1–255");
}

int
main (int argc, char **argv)
{
  const char *const *names = map_case_names ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/golden/", names[i], NULL);

      g_test_add_data_func (path, names[i], test_case);
    }
  g_test_add_func ("/golden/tolerance", test_tolerance);
  g_test_add_func ("/golden/odd-places", test_odd_places);
  g_test_add_func ("/golden/thousand-alike", test_thousand_alike);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is named at which zoom, and that no name covers another or a badge. */
#include <hopmap-name-layout.h>
#include <hopmap-name-painter.h>
#include <math.h>

#define WIDTH  900.0
#define HEIGHT 600.0

static void
measure_cb (HopmapNameKind kind,
            const char *text,
            double *width,
            double *height,
            gpointer user_data)
{
  *width = 7.0 * (double) g_utf8_strlen (text, -1);
  *height = 14.0;
}

static HopmapMapRect
view_at (double latitude, double longitude, double zoom)
{
  const double scale = 256.0 * exp2 (zoom);
  const double x = hopmap_mercator_x (longitude);
  const double y = hopmap_mercator_y (latitude);

  return (HopmapMapRect){ x - WIDTH / scale / 2.0, y - HEIGHT / scale / 2.0,
                          x + WIDTH / scale / 2.0, y + HEIGHT / scale / 2.0 };
}

static GArray *
lay_out (double latitude, double longitude, double zoom, HopmapNameBrief *more)
{
  g_autoptr (HopmapNameList) names = hopmap_name_list_load ();
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (HopmapPlacedName));
  HopmapNameBrief brief = *more;

  brief.names = names;
  brief.view = view_at (latitude, longitude, zoom);
  brief.width = WIDTH;
  brief.height = HEIGHT;
  brief.measure = measure_cb;
  hopmap_name_layout (&brief, placed);
  return placed;
}

static const HopmapPlacedName *
find (const GArray *placed, const char *text)
{
  for (guint i = 0; i < placed->len; i++)
    if (g_str_equal (g_array_index (placed, HopmapPlacedName, i).text, text))
      return &g_array_index (placed, HopmapPlacedName, i);
  return NULL;
}

static gboolean
rects_overlap (const HopmapPlacedName *a, const HopmapPlacedName *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

static void
test_by_zoom (void)
{
  HopmapNameBrief plain = { 0 };
  g_autoptr (GArray) world = lay_out (20.0, 0.0, 2.0, &plain);
  g_autoptr (GArray) country = lay_out (51.0, 10.0, 6.0, &plain);
  g_autoptr (GArray) town = lay_out (52.5, 13.4, 9.0, &plain);

  g_assert_nonnull (find (world, "Brazil"));
  g_assert_null (find (world, "Luxembourg"));
  g_assert_null (find (world, "Potsdam"));
  g_assert_nonnull (find (country, "Germany"));
  g_assert_nonnull (find (country, "Berlin"));
  g_assert_nonnull (find (town, "Potsdam"));
  g_assert_null (find (town, "Germany"));
}

static void
test_nothing_covers_another (void)
{
  HopmapNameBrief plain = { 0 };

  for (double zoom = 1.3; zoom < 9.0; zoom += 0.7)
    {
      g_autoptr (GArray) placed = lay_out (48.0, 8.0, zoom, &plain);

      g_assert_cmpuint (placed->len, >, 2);
      for (guint i = 0; i < placed->len; i++)
        for (guint j = i + 1; j < placed->len; j++)
          g_assert_false (rects_overlap (&g_array_index (placed, HopmapPlacedName, i),
                                         &g_array_index (placed, HopmapPlacedName, j)));
    }
}

/* The names that are in sight stay where they are while the map is moved by some pixels. */
static void
test_panning (void)
{
  HopmapNameBrief plain = { 0 };
  const double scale = 256.0 * exp2 (4.0);
  g_autoptr (GArray) before = lay_out (48.0, 8.0, 4.0, &plain);
  g_autoptr (GArray) after = lay_out (48.0, 8.0 + 12.0 / scale * 360.0, 4.0, &plain);

  for (guint i = 0; i < before->len; i++)
    {
      const HopmapPlacedName *old = &g_array_index (before, HopmapPlacedName, i);
      const HopmapPlacedName *new = find (after, old->text);

      if (old->x < 20.0)
        continue;
      g_assert_nonnull (new);
      g_assert_cmpfloat_with_epsilon (new->x, old->x - 12.0, 0.1);
      g_assert_cmpfloat_with_epsilon (new->y, old->y, 0.1);
    }
}

static void
test_captions (void)
{
  const HopmapBadgeBox badges[] = {
    { 450.0, 300.0, 40.0, 22.0, 450.0, 300.0 },
    { 500.0, 300.0, 40.0, 22.0, 500.0, 300.0 },
    { 880.0, 300.0, 30.0, 22.0, 880.0, 300.0 },
  };
  const HopmapNameCaption captions[] = { { "Frankfurt am Main", 0 }, { "Edge of the view", 2 } };
  HopmapNameBrief brief = {
    .badges = badges, .n_badges = 3, .captions = captions, .n_captions = 2
  };
  g_autoptr (GArray) placed = lay_out (50.1, 8.7, 5.0, &brief);
  const HopmapPlacedName *first = find (placed, "Frankfurt am Main");
  const HopmapPlacedName *edge = find (placed, "Edge of the view");

  /* To the left, since the other badge is to the right; and whole. */
  g_assert_nonnull (first);
  g_assert_cmpint (first->kind, ==, HOPMAP_NAME_STOP);
  g_assert_cmpfloat (first->x + first->width, <=, 430.0);
  g_assert_nonnull (edge);
  g_assert_cmpfloat (edge->x + edge->width, <=, WIDTH);

  for (guint i = 0; i < placed->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (badges); j++)
      {
        const HopmapPlacedName box = { .x = badges[j].x - badges[j].width / 2.0,
                                       .y = badges[j].y - badges[j].height / 2.0,
                                       .width = badges[j].width,
                                       .height = badges[j].height };

        g_assert_false (rects_overlap (&g_array_index (placed, HopmapPlacedName, i), &box));
      }
}

/* Names go on across 180°, in every copy of the world. */
static void
test_date_line (void)
{
  HopmapNameBrief plain = { 0 };
  g_autoptr (GArray) west = lay_out (-38.0, 179.0, 5.0, &plain);
  g_autoptr (GArray) east = lay_out (-38.0, 179.0 + 360.0, 5.0, &plain);

  g_assert_nonnull (find (west, "Auckland"));
  g_assert_nonnull (find (east, "Auckland"));
}

static void
test_writing (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 120, 30);
  cairo_t *cr = cairo_create (surface);
  const unsigned char *data;
  gsize size, n_written = 0;
  double width, height;

  hopmap_name_measure (HOPMAP_NAME_CITY, "Zürich", &width, &height);
  g_assert_cmpfloat (width, >, 15.0);
  g_assert_cmpfloat (height, >, 8.0);
  hopmap_name_paint (cr, hopmap_palette_get (HOPMAP_PALETTE_DARK), HOPMAP_NAME_STOP, "Zürich", 4.0,
                     4.0);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  size = (gsize) cairo_image_surface_get_stride (surface) * 30;
  for (gsize i = 0; i < size; i++)
    n_written += data[i] != 0;
  g_assert_cmpuint (n_written, >, 400);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name-layout/by-zoom", test_by_zoom);
  g_test_add_func ("/name-layout/nothing-covers-another", test_nothing_covers_another);
  g_test_add_func ("/name-layout/panning", test_panning);
  g_test_add_func ("/name-layout/captions", test_captions);
  g_test_add_func ("/name-layout/date-line", test_date_line);
  g_test_add_func ("/name-layout/writing", test_writing);
  return g_test_run ();
}

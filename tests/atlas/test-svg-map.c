/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SVG fragment: well-formed whatever the names are, small, in the C locale, one group per stop. */
#include "made-up-route.h"

#include <hopmap-line-thinner.h>
#include <hopmap-svg-map.h>
#include <locale.h>
#include <math.h>

#define MAX_BYTES 60000u

typedef struct
{
  guint n_stops;
  guint n_legs;
  guint n_land;
  guint n_foreign; /* elements and attributes that have no business there */
} Count;

static void
start_element (GMarkupParseContext *context,
               const char *name,
               const char **attribute_names,
               const char **attribute_values,
               gpointer user_data,
               GError **error)
{
  static const char *const known[] = { "svg",  "title", "desc",   "rect", "g",
                                       "path", "line",  "circle", "text", NULL };
  Count *count = user_data;

  count->n_foreign += g_strv_contains (known, name) ? 0 : 1;
  for (guint i = 0; attribute_names[i] != NULL; i++)
    {
      const char *value = attribute_values[i];

      if (g_str_has_prefix (attribute_names[i], "on") || g_str_equal (attribute_names[i], "style")
          || g_str_equal (attribute_names[i], "href"))
        count->n_foreign++;
      if (!g_str_equal (attribute_names[i], "class"))
        continue;
      count->n_stops += g_str_has_prefix (value, "hm-stop") ? 1 : 0;
      count->n_legs += g_str_has_prefix (value, "hm-leg ") ? 1 : 0;
      count->n_land += g_str_has_prefix (value, "hm-land") ? 1 : 0;
    }
}

static Count
parse (const GString *svg)
{
  const GMarkupParser parser = { .start_element = start_element };
  Count count = { 0 };
  g_autoptr (GMarkupParseContext)
      context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &count, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, svg->str, (gssize) svg->len, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count.n_foreign, ==, 0);
  return count;
}

static void
test_whole_route (void)
{
  g_autoptr (HopmapRoute) route = made_up_route_to_auckland ();
  g_autoptr (GString) svg = g_string_new (NULL);
  const HopmapSvgMapOptions options = { .title = "A route", .description = "To Auckland" };
  Count count;

  hopmap_svg_map_append (svg, route, &options);
  count = parse (svg);
  g_assert_cmpuint (count.n_stops, ==, 7);
  g_assert_cmpuint (count.n_legs, ==, 6);
  g_assert_cmpuint (count.n_land, >, 0);
  g_assert_cmpuint (svg->len, <, MAX_BYTES);
  g_assert_nonnull (strstr (svg->str, " viewBox=\"0 0 960 "));
  g_assert_nonnull (strstr (svg->str, "data-hops=\"3 4\""));
  g_assert_nonnull (strstr (svg->str, "<desc id=\"hm-desc\">To Auckland</desc>"));
}

/* Where the most coast is, and where there is nothing to crop to. */
static void
test_size (void)
{
  const MadeUpHop far[] = {
    { "Tromsø", "Norway", 69.65, 18.96, 1.0, 10.0 },
    { "Jakarta", "Indonesia", -6.2, 106.8, 2.0, 10.0 },
    { "Vancouver", "Canada", 49.28, -123.12, 3.0, 10.0 },
    { "Ushuaia", "Argentina", -54.8, -68.3, 4.0, 10.0 },
  };

  for (guint n = 0; n <= G_N_ELEMENTS (far); n++)
    {
      g_autoptr (HopmapRoute) route = made_up_route_new (far, n);
      g_autoptr (GString) svg = g_string_new (NULL);

      hopmap_svg_map_append (svg, route, NULL);
      g_assert_cmpuint (parse (svg).n_stops, ==, n);
      g_assert_cmpuint (svg->len, <, MAX_BYTES);
    }
}

static void
test_hostile_names (void)
{
  const MadeUpHop hops[] = {
    { "</title></svg><script>alert(1)</script>", "\"'&<>", 1.0, 1.0, 1.0, 10.0 },
    { "\x01\x02\x1f\x7f", "\xff\xfe broken", 2.0, 20.0, 2.0, 10.0 },
    { "\xe2\x80\xae"
      "evil",
      "]]>", 3.0, 40.0, 3.0, 10.0 },
  };
  g_autoptr (HopmapRoute) route = made_up_route_new (hops, G_N_ELEMENTS (hops));
  g_autoptr (GString) svg = g_string_new (NULL);
  const HopmapSvgMapOptions options = { .title = "<b onload='x'>", .description = "a\x0c<c>&\xc3" };

  hopmap_svg_map_append (svg, route, &options);
  g_assert_cmpuint (parse (svg).n_stops, ==, 3);
  g_assert_true (g_utf8_validate (svg->str, (gssize) svg->len, NULL));
  g_assert_null (strstr (svg->str, "<script"));
  g_assert_null (strstr (svg->str, "]]>"));
  g_assert_null (strstr (svg->str, "\xe2\x80\xae"));
  for (gsize i = 0; i < svg->len; i++)
    g_assert_true (svg->str[i] == '\n' || (guint8) svg->str[i] >= 0x20);
}

/* Titles are for people and may have a comma; nothing else may change with the locale. */
static char *
without_titles (const GString *svg)
{
  g_autoptr (GRegex) title = g_regex_new ("<title>[^<]*</title>", 0, 0, NULL);

  return g_regex_replace_literal (title, svg->str, (gssize) svg->len, 0, "", 0, NULL);
}

static void
test_numbers_in_c_locale (void)
{
  g_autoptr (HopmapRoute) route = made_up_route_to_auckland ();
  g_autoptr (GString) c = g_string_new (NULL);
  g_autoptr (GString) german = g_string_new (NULL);
  g_autofree char *c_text = NULL;
  g_autofree char *german_text = NULL;

  hopmap_svg_map_append (c, route, NULL);
  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the locale de_DE.UTF-8 is not installed");
      return;
    }
  hopmap_svg_map_append (german, route, NULL);
  setlocale (LC_NUMERIC, "C");
  c_text = without_titles (c);
  german_text = without_titles (german);
  g_assert_true (g_str_equal (c_text, german_text));
}

static void
test_style_has_every_class (void)
{
  static const char *const classes[] = { ".hm-map",    ".hm-sea",    ".hm-land",   ".hm-border",
                                         ".hm-casing", ".hm-leg",    ".hm-bridge", ".hm-area",
                                         ".hm-badge",  ".hm-number", ".hm-dot",    ".hm-leader",
                                         ".hm-ring",   ".hm-vague",  ".hm-rtt0",   ".hm-rtt4",
                                         ".hm-rttx" };
  g_autoptr (GString) css = g_string_new (NULL);
  int depth = 0;

  hopmap_svg_map_append_style (css);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    g_assert_nonnull (strstr (css->str, classes[i]));
  g_assert_null (strchr (css->str, '<'));
  for (gsize i = 0; i < css->len; i++)
    {
      depth += css->str[i] == '{' ? 1 : css->str[i] == '}' ? -1 : 0;
      g_assert_cmpint (depth, >=, 0);
    }
  g_assert_cmpint (depth, ==, 0);
}

static void
test_thinning (void)
{
  const HopmapMapPoint line[] = { { 0, 0 }, { 1, 0.01 }, { 2, -0.01 }, { 3, 2 }, { 4, 0 } };
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HopmapMapPoint));

  g_array_append_vals (points, line, G_N_ELEMENTS (line));
  hopmap_line_thin (points, 0.1);
  g_assert_cmpuint (points->len, ==, 4);
  g_assert_cmpfloat (g_array_index (points, HopmapMapPoint, 3).x, ==, 4.0);
}

/* What is cut away may not change which side of the ring a point in sight is on. */
static gboolean
contains (const HopmapMapPoint *ring, guint n, double x, double y)
{
  gboolean inside = FALSE;

  for (guint i = 0, j = n - 1; i < n; j = i++)
    if ((ring[i].y > y) != (ring[j].y > y)
        && x < (ring[j].x - ring[i].x) * (y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
      inside = !inside;
  return inside;
}

static void
test_cutting (void)
{
  const HopmapMapRect clip = { 0.0, 0.0, 1.0, 1.0 };

  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GArray) cut = g_array_new (FALSE, FALSE, sizeof (HopmapMapPoint));
      HopmapMapPoint ring[40];

      for (guint i = 0; i < G_N_ELEMENTS (ring); i++)
        ring[i] = (HopmapMapPoint){ g_rand_double_range (rand, -4.0, 5.0),
                                    g_rand_double_range (rand, -4.0, 5.0) };
      hopmap_line_cut (ring, G_N_ELEMENTS (ring), 0.0, &clip, cut);
      for (guint i = 0; i < 50; i++)
        {
          const double x = g_rand_double (rand);
          const double y = g_rand_double (rand);

          g_assert_cmpint (contains (ring, G_N_ELEMENTS (ring), x, y), ==,
                           contains ((const HopmapMapPoint *) cut->data, cut->len, x, y));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/svg-map/whole-route", test_whole_route);
  g_test_add_func ("/svg-map/size", test_size);
  g_test_add_func ("/svg-map/hostile-names", test_hostile_names);
  g_test_add_func ("/svg-map/numbers-in-c-locale", test_numbers_in_c_locale);
  g_test_add_func ("/svg-map/style-has-every-class", test_style_has_every_class);
  g_test_add_func ("/line/thinning", test_thinning);
  g_test_add_func ("/line/cutting", test_cutting);
  return g_test_run ();
}

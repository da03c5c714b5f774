/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writers of other programs' formats: golden files, masks, unfinished routes, other locales, and
 * pictures. What a second reader makes of the files is asked in check-formats.py.
 */
#include "golden.h"
#include "png-picture.h"
#include "sample-route.h"

#include <hopmap-csv-cell.h>
#include <hopmap-number-text.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static const char *const routes[] = { "plain",   "empty",   "one",     "long",
                                      "private", "pacific", "hostile", "v6" };

/* Text that is the same in every language and locale but for the words. */
static const char *const texts[] = { "csv",      "markdown", "traceroute", "locations",
                                     "mtr-json", "geojson",  "kml",        "gpx" };

static void
test_golden (void)
{
  static const char *const shown[] = { "plain", "v6", "hostile", "pacific", "empty" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          g_autoptr (HopmapRoute) route = sample_route_new_by_name (shown[i]);
          g_autofree char *text = golden_write (route, texts[j]);
          const char *extension = hopmap_format_find (texts[j])->extension;
          g_autofree char *name = g_strdup_printf ("%s.%s", shown[i], extension);

          golden_compare (text, name);
        }
    }
}

static GBytes *
write_masked (const char *format, guint mask_hops)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autoptr (GError) error = NULL;
  HopmapWriteOptions options;
  GBytes *bytes;

  golden_options_init (&options);
  options.mask_hops = mask_hops;
  bytes = hopmap_document_write_bytes (route, hopmap_format_find (format), &options, &error);
  g_assert_no_error (error);
  return bytes;
}

/* The first two hops of the plain route: nothing of them may be left. */
static void
test_mask (void)
{
  static const char *const secrets[] = { "192.168.1.1", "gateway", "198.51.100.1\"", "ber01",
                                         "Berlin",      "64500",   "13.405" };
  static const char *const formats[] = { "csv",      "markdown", "traceroute", "locations",
                                         "mtr-json", "geojson",  "kml",        "gpx",
                                         "html",     "svg" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) bytes = write_masked (formats[i], 2);
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      g_autofree char *text = g_strndup (data, length);

      for (guint j = 0; j < G_N_ELEMENTS (secrets); j++)
        if (strstr (text, secrets[j]) != NULL)
          g_error ("%s gives “%s” away", formats[i], secrets[j]);
      /* The end of the route is still there, in whatever way the format has it. */
      g_assert_true (strstr (text, "203.0.113.80") != NULL
                     || strstr (text, "www.example.org") != NULL);
    }
}

static void
test_unfinished (void)
{
  guint n;
  const HopmapFormat *const *formats = hopmap_format_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
      g_autoptr (HopmapRoute) route = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      HopmapTraceOptions options;

      if (formats[i]->write == NULL)
        continue;

      hopmap_trace_options_init (&options);
      route = hopmap_route_new (target, &options);
      hopmap_route_set_phase (route, HOPMAP_PHASE_TRACING);
      hopmap_hop_add_probe (hopmap_route_ensure_hop (route, 4), HOPMAP_PROTOCOL_ICMP, 0);
      bytes = hopmap_document_write_bytes (route, formats[i], NULL, &error);
      g_assert_no_error (error);
      /* A list of addresses has none; everything else has a head at least. */
      g_assert_cmpint (g_bytes_get_size (bytes) > 0, ==,
                       !g_str_equal (formats[i]->name, "locations"));
    }
}

static void
test_german (void)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the locale de_DE.UTF-8 is not installed");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          g_autoptr (HopmapRoute) route = sample_route_new_by_name (routes[i]);
          g_autofree char *german = golden_write (route, texts[j]);
          g_autofree char *plain = NULL;

          setlocale (LC_ALL, before);
          plain = golden_write (route, texts[j]);
          setlocale (LC_ALL, "de_DE.UTF-8");
          g_assert_cmpstr (german, ==, plain);
        }
    }
  setlocale (LC_ALL, before);
}

/* ---- pictures ---- */

/* How many different colours stand on every tenth line and column. */
static guint
count_colours (cairo_surface_t *picture)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  const int stride = cairo_image_surface_get_stride (picture);
  const guint8 *data = cairo_image_surface_get_data (picture);

  for (int y = 0; y < cairo_image_surface_get_height (picture); y += 10)
    {
      for (int x = 0; x < cairo_image_surface_get_width (picture); x += 10)
        {
          guint32 pixel;

          memcpy (&pixel, data + y * stride + 4 * x, sizeof pixel);
          g_hash_table_add (seen, GUINT_TO_POINTER (pixel | 0xff000000u));
        }
    }

  return g_hash_table_size (seen);
}

static void
test_png (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new_by_name (routes[i]);
      g_autoptr (GBytes)
          bytes = hopmap_document_write_bytes (route, hopmap_format_find ("png"), NULL, NULL);
      cairo_surface_t *picture;

      g_assert_nonnull (bytes);
      picture = png_picture_read (bytes);
      g_assert_cmpint (cairo_image_surface_get_width (picture), ==, 2080);
      g_assert_cmpint (cairo_image_surface_get_height (picture), >, 1000);
      g_assert_cmpuint (count_colours (picture), >, 8);
      cairo_surface_destroy (picture);
    }
}

static void
refuse_foreign (GMarkupParseContext *context,
                const char *name,
                const char **attributes,
                const char **values,
                gpointer user_data,
                GError **error)
{
  static const char *const known[] = { "svg",  "title",  "desc", "rect",  "g", "path",
                                       "line", "circle", "text", "style", NULL };

  g_assert_true (g_strv_contains (known, name));
  for (guint i = 0; attributes[i] != NULL; i++)
    {
      g_assert_false (g_str_has_prefix (attributes[i], "on"));
      g_assert_false (g_str_has_suffix (attributes[i], "href"));
      g_assert_cmpstr (attributes[i], !=, "style");
    }
}

static void
test_svg (void)
{
  const GMarkupParser parser = { .start_element = refuse_foreign };

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new_by_name (routes[i]);
      g_autofree char *svg = golden_write (route, "svg");
      g_autoptr (GError) error = NULL;
      g_autoptr (GMarkupParseContext)
          context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);

      g_markup_parse_context_parse (context, svg, -1, &error);
      g_assert_no_error (error);
      g_markup_parse_context_end_parse (context, &error);
      g_assert_no_error (error);
      g_assert_null (strstr (svg, "url("));
      g_assert_null (strstr (svg, "@import"));
      g_assert_nonnull (strstr (svg, "Natural Earth"));
      g_assert_nonnull (strstr (svg, "Hopmap "));
    }
}

/* What a page that asks nobody for anything may not hold. That nothing is asked for is seen in a
 * browser, by page.test.mjs. */
static void
test_offline_page (void)
{
  static const char *const forbidden[] = { "<img",       "<link",     "<iframe", "src=",
                                           "@import",    "url(",      "fetch(",  "XMLHttpRequest",
                                           "googleapis", "WebSocket", "import(", "sendBeacon" };

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new_by_name (routes[i]);
      g_autofree char *page = golden_write (route, "html");
      const gboolean hostile = g_str_equal (routes[i], "hostile");

      for (guint j = 0; j < G_N_ELEMENTS (forbidden); j++)
        g_assert_true ((hostile && g_str_equal (forbidden[j], "src="))
                       || strstr (page, forbidden[j]) == NULL);
      g_assert_nonnull (strstr (page, "default-src &apos;none&apos;"));
      g_assert_cmpuint (strlen (page), <, 300 * 1000);
    }
}

/* ---- cells and numbers ---- */

static void
test_csv_cell (void)
{
  static const struct
  {
    const char *text;
    const char *cell;
  } table[] = {
    { NULL, "" },
    { "", "" },
    { "Frankfurt am Main", "Frankfurt am Main" },
    { "Washington, D.C.", "\"Washington, D.C.\"" },
    { "the \"big\" one", "\"the \"\"big\"\" one\"" },
    { "a-b+c=d@e", "a-b+c=d@e" },
    { "=1+1", "'=1+1" },
    { "+49", "'+49" },
    { "-1", "'-1" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "  =1+1", "  '=1+1" },
    { "\t=1+1", "\357\277\275'=1+1" },
    { "\r\n=1+1", "\357\277\275\357\277\275'=1+1" },
    { "a;=1+1", "\"a;'=1+1\"" },
    { "a,=1+1", "\"a,'=1+1\"" },
    { "\"=1+1", "\"\"\"'=1+1\"" },
    { "\357\274\2351+1", "'\357\274\2351+1" },
    { "Z\303\274rich", "Z\303\274rich" },
    { "\377", "\357\277\275" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      hopmap_csv_cell_append_text (out, table[i].text);
      g_assert_cmpstr (out->str, ==, table[i].cell);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    double number;
    guint decimals;
    const char *text;
  } table[] = {
    { 0.0, 6, "0" },
    { -0.0, 6, "0" },
    { -0.0000001, 6, "0" },
    { 52.52, 6, "52.52" },
    { 13.4050000004, 6, "13.405" },
    { -179.9999999, 6, "-180" },
    { 100.0, 0, "100" },
    { 1234567.5, 3, "1234567.5" },
    { NAN, 3, "" },
    { INFINITY, 3, "" },
    { 1e300, 3, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      hopmap_number_append (out, table[i].number, table[i].decimals);
      g_assert_cmpstr (out->str, ==, table[i].text);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/other/golden", test_golden);
  g_test_add_func ("/document/other/mask", test_mask);
  g_test_add_func ("/document/other/unfinished", test_unfinished);
  g_test_add_func ("/document/other/german", test_german);
  g_test_add_func ("/document/other/png", test_png);
  g_test_add_func ("/document/other/svg", test_svg);
  g_test_add_func ("/document/other/offline-page", test_offline_page);
  g_test_add_func ("/document/other/csv-cell", test_csv_cell);
  g_test_add_func ("/document/other/numbers", test_numbers);
  return g_test_run ();
}

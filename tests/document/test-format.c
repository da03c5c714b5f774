/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of formats: by name, by file name, complete.
 */
#include <hopmap-document.h>

static void
test_find (void)
{
  g_assert_cmpstr (hopmap_format_find ("text")->name, ==, "text");
  g_assert_cmpstr (hopmap_format_find ("json")->name, ==, "json");
  g_assert_cmpstr (hopmap_format_find ("google-maps")->name, ==, "google-maps");
  g_assert_null (hopmap_format_find ("Text"));
  g_assert_null (hopmap_format_find (""));
  g_assert_null (hopmap_format_find (NULL));
}

static void
test_filename (void)
{
  static const struct
  {
    const char *filename;
    const char *format;
  } table[] = {
    { "route.html", "google-maps" },
    { "ROUTE.HTM", "google-maps" },
    { "/a.txt/b.html", "google-maps" },
    { "route.traceroute.json", "json" },
    { "route.json", "json" },
    { "a b.TXT", "text" },
    { "route.traceroute.txt", "traceroute" },
    { "route.locations.txt", "locations" },
    { "route.offline.html", "html" },
    { "route.mtr.json", "mtr-json" },
    { "route.geojson", "geojson" },
    { "route.geo.json", "geojson" },
    { "route.csv", "csv" },
    { "route.md", "markdown" },
    { "route.kml", "kml" },
    { "route.gpx", "gpx" },
    { "route.svg", "svg" },
    { "route.png", "png" },
    { "route", NULL },
    { "html", NULL },
    { ".html", NULL },
    { "route.html.gz", NULL },
    { "route.xhtml", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const HopmapFormat *format = hopmap_format_for_filename (table[i].filename);

      g_assert_cmpstr (format != NULL ? format->name : NULL, ==, table[i].format);
    }
}

static void
test_list (void)
{
  guint n;
  const HopmapFormat *const *formats = hopmap_format_list (&n);

  g_assert_cmpuint (n, >=, 3);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *filename = g_strconcat ("x.", formats[i]->extension, NULL);

      g_assert_true (hopmap_format_find (formats[i]->name) == formats[i]);
      g_assert_nonnull (formats[i]->title);
      g_assert_nonnull (formats[i]->media_type);
      g_assert_true ((formats[i]->read == NULL) == (formats[i]->recognise == NULL));
      if (formats[i]->write != NULL)
        g_assert_true (hopmap_format_for_filename (filename) == formats[i]);
    }
}

static void
test_unknown (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  g_autoptr (GError) error = NULL;
  HopmapTraceOptions options;
  g_autoptr (HopmapRoute) route = NULL;

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  g_assert_null (hopmap_document_write_bytes (route, NULL, NULL, &error));
  g_assert_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_UNKNOWN_FORMAT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/format/find", test_find);
  g_test_add_func ("/document/format/filename", test_filename);
  g_test_add_func ("/document/format/list", test_list);
  g_test_add_func ("/document/format/unknown", test_unknown);
  return g_test_run ();
}

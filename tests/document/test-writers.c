/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every writer with every made-up route: golden files, masks, other locales, hostile words.
 */
#include "golden.h"
#include "sample-route.h"

#include <hopmap-page-table.h>
#include <locale.h>
#include <string.h>

static const char *const routes[] = { "plain",   "empty",   "one",     "long",
                                      "private", "pacific", "hostile", "v6" };
static const char *const formats[] = { "google-maps", "json", "text" };

static void
test_text (void)
{
  static const char *const shown[] = { "plain", "v6", "hostile", "empty" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new_by_name (shown[i]);
      g_autofree char *text = golden_write (route, "text");
      g_autofree char *name = g_strconcat (shown[i], ".txt", NULL);

      golden_compare (text, name);
    }
}

static void
test_text_statistics (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new_one_hop ();
  HopmapHop *hop = hopmap_route_get_hop (route, 1);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 9; i++)
    {
      guint index = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, -1);
      HopmapSample sample = *hopmap_hop_get_sample (hop, 0);

      sample.rtt_ns = 1000000;
      if (i % 3 == 0)
        hopmap_hop_lose_probe (hop, index);
      else
        hopmap_hop_answer_probe (hop, index, &sample);
    }

  text = golden_write (route, "text");
  g_assert_nonnull (
      strstr (text, "  0.250 ms best  0.893 ms mean  1.000 ms worst  30.0% lost of 10"));
}

static void
test_json (void)
{
  static const char *const shown[] = { "plain", "v6", "empty" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new_by_name (shown[i]);
      g_autofree char *text = golden_write (route, "json");
      g_autofree char *name = g_strconcat (shown[i], ".traceroute.json", NULL);

      golden_compare (text, name);
    }
}

static void
test_page_rows (void)
{
  static const char *const shown[] = { "plain", "hostile" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new_by_name (shown[i]);
      g_autoptr (GString) rows = g_string_new (NULL);
      g_autofree char *name = g_strconcat (shown[i], "-rows.html", NULL);

      hopmap_page_table_append_rows (rows, route);
      golden_compare (rows->str, name);
    }
}

/* What no page may hold, whatever the route: markup of strangers, marks of the template left over. */
static void
test_page_is_clean (void)
{
  static const char *const forbidden[] = {
    "<img",         "<!--",         "alert(1)>",   "{{HEADING", "</script><", "style=\"",
    "\xe2\x80\xae", "\xe2\x80\xa8", "javascript:", "\x1b",      "innerHTML",  "onload="
  };

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new_by_name (routes[i]);
      g_autofree char *page = golden_write (route, "google-maps");

      for (guint j = 0; j < G_N_ELEMENTS (forbidden); j++)
        g_assert_null (strstr (page, forbidden[j]));
      g_assert_true (g_str_has_prefix (page, "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">"));
      g_assert_true (g_str_has_suffix (page, "</html>\n"));
      g_assert_nonnull (strstr (page, "naturalearthdata.com"));
    }
}

static void
test_page_key (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autoptr (GBytes) bytes = NULL;
  HopmapWriteOptions options;
  const char *page;

  golden_options_init (&options);
  options.google_key = "a\"</script>key";
  bytes = hopmap_document_write_bytes (route, hopmap_format_find ("google-maps"), &options, NULL);
  page = g_bytes_get_data (bytes, NULL);
  g_assert_nonnull (strstr (page, "\"key\":\"a\\\"\\u003c/script\\u003ekey\""));
  g_assert_nonnull (strstr (page, "\"start\":\"at-once\""));
  g_assert_nonnull (strstr (page, "href=\"https://db-ip.com\""));
}

/* The first two hops of the plain route: nothing of them may be left, in any format. */
static void
test_mask (void)
{
  static const char *const secrets[] = { "192.168.1.1", "gateway", "198.51.100.1\"", "ber01",
                                         "Berlin",      "52.52",   "64500",          "13.405" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new ();
      g_autoptr (GBytes) bytes = NULL;
      HopmapWriteOptions options;
      g_autofree char *text = NULL;

      golden_options_init (&options);
      options.mask_hops = 2;
      bytes = hopmap_document_write_bytes (route, hopmap_format_find (formats[i]), &options, NULL);
      text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      for (guint j = 0; j < G_N_ELEMENTS (secrets); j++)
        g_assert_null (strstr (text, secrets[j]));
      g_assert_nonnull (strstr (text, "fra-core-1"));
      g_assert_nonnull (strstr (text, "San Francisco"));

      /* The route itself keeps everything. */
      g_assert_cmpstr (hopmap_hop_get_name (hopmap_route_get_hop (route, 1)), ==,
                       "gateway.example");
    }
}

static void
test_unfinished (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
      g_autoptr (HopmapRoute) route = NULL;
      g_autofree char *text = NULL;
      HopmapTraceOptions options;

      hopmap_trace_options_init (&options);
      options.first_ttl = 3;
      route = hopmap_route_new (target, &options);
      hopmap_route_set_phase (route, HOPMAP_PHASE_TRACING);
      hopmap_hop_add_probe (hopmap_route_ensure_hop (route, 4), HOPMAP_PROTOCOL_ICMP, 0);
      text = golden_write (route, formats[i]);
      g_assert_nonnull (strstr (text, "example.org"));
    }
}

static void
test_german (void)
{
  const char *const machine[] = { "json", "text" };
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the locale de_DE.UTF-8 is not installed");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (machine); j++)
        {
          g_autoptr (HopmapRoute) route = sample_route_new_by_name (routes[i]);
          g_autofree char *german = golden_write (route, machine[j]);
          g_autofree char *plain = NULL;

          setlocale (LC_ALL, before);
          plain = golden_write (route, machine[j]);
          setlocale (LC_ALL, "de_DE.UTF-8");
          g_assert_cmpstr (german, ==, plain);
        }
    }

  {
    g_autoptr (HopmapRoute) route = sample_route_new ();
    g_autofree char *page = golden_write (route, "google-maps");

    g_assert_nonnull (strstr (page, "\"latitude\":52.52,\"longitude\":13.405"));
    g_assert_nonnull (strstr (page, "0,51"));
  }

  setlocale (LC_ALL, before);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/text/golden", test_text);
  g_test_add_func ("/document/text/statistics", test_text_statistics);
  g_test_add_func ("/document/json/golden", test_json);
  g_test_add_func ("/document/page/rows", test_page_rows);
  g_test_add_func ("/document/page/clean", test_page_is_clean);
  g_test_add_func ("/document/page/key", test_page_key);
  g_test_add_func ("/document/mask", test_mask);
  g_test_add_func ("/document/unfinished", test_unfinished);
  g_test_add_func ("/document/german", test_german);
  return g_test_run ();
}

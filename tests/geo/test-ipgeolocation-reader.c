/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers of ipgeolocation.io with something wrong at every place: none of them may crash, and none
 * may put a hop where no hop can be.
 */
#include "hopmap-dialect-reading.h"

#include <math.h>
#include <string.h>

#include "hopmap-clean-text.h"

#define GOOD                                                                                       \
  "{\"ip\":\"8.8.8.8\",\"location\":{\"country_code2\":\"US\",\"country_name\":\"United "          \
  "States\",\"state_prov\":\"California\",\"city\":\"Mountain View\",\"latitude\":\"37.4\","       \
  "\"longitude\":-122.1,\"accuracy_radius\":20},\"asn\":{\"as_number\":\"AS15169\","               \
  "\"organization\":\"Google LLC\"}}"

static HopmapAddress asked;

static void
assert_sane (const HopmapGeoAnswer *answer)
{
  const HopmapPlace *place = answer->place;

  g_assert_cmpint (answer->status, !=, HOPMAP_GEO_STATUS_FAILED);
  if (place == NULL)
    return;

  if (place->has_point)
    {
      g_assert_true (isfinite (place->radius_km) && place->radius_km > 0);
      g_assert_true (fabs (place->latitude) <= 90 && fabs (place->longitude) <= 180);
      g_assert_false (place->latitude == 0 && place->longitude == 0);
    }
  if (place->city != NULL)
    {
      g_assert_true (g_utf8_validate (place->city, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (place->city, -1), <=, HOPMAP_CLEAN_TEXT_MAX_CHARS);
    }
  if (place->country_code != NULL)
    g_assert_cmpuint (strlen (place->country_code), ==, 2);
}

static gboolean
try_read (const void *data, gsize length)
{
  g_autoptr (GBytes) body = g_bytes_new_static (data, length);
  g_autoptr (HopmapGeoAnswer)
      answer = hopmap_dialect_reading_new (&hopmap_ipgeolocation_dialect, body, &asked);

  if (answer != NULL)
    assert_sane (answer);
  return answer != NULL;
}

static void
test_good (void)
{
  g_assert_true (try_read (GOOD, strlen (GOOD)));
}

static void
test_truncated (void)
{
  for (gsize length = 0; length < strlen (GOOD); length++)
    g_assert_false (try_read (GOOD, length));
}

static void
test_changed (void)
{
  gsize length = strlen (GOOD);
  guint n_read = 0;

  for (gsize i = 0; i < length; i++)
    {
      for (guint byte = 0; byte < 256; byte++)
        {
          g_autofree char *copy = g_memdup2 (GOOD, length);

          copy[i] = (char) byte;
          n_read += try_read (copy, length);
        }
    }

  g_assert_cmpuint (n_read, >, length);
}

static void
test_shuffled (void)
{
  static const char *const parts[] = { "{",
                                       "}",
                                       "[",
                                       "]",
                                       ",",
                                       ":",
                                       "\"ip\"",
                                       "null",
                                       "\"8.8.8.8\"",
                                       "\"location\"",
                                       "\"latitude\"",
                                       "1e999",
                                       "-0",
                                       "\"asn\"",
                                       "true",
                                       "\"city\"",
                                       "\"\\u0000\"",
                                       "\"\\ud800\"",
                                       "\"\\u202e\"",
                                       "/*\"*/",
                                       "'\"'" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3597);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new ("{\"ip\":\"8.8.8.8\",");
      guint n_parts = (guint) g_rand_int_range (rand, 0, 30);

      for (guint i = 0; i < n_parts; i++)
        g_string_append (text, parts[g_rand_int_range (rand, 0, (gint32) G_N_ELEMENTS (parts))]);
      g_string_append_c (text, '}');
      try_read (text->str, text->len);
    }
}

/* The parser would follow these until its stack is gone. */
static void
test_deep (void)
{
  static const char *const openings[] = { "[", "{\"a\":", "[[[[[{\"b\":" };

  for (gsize i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      while (text->len < 200000)
        g_string_append (text, openings[i]);
      g_assert_false (try_read (text->str, text->len));
    }
}

/* Between two quotes that are none for the parser, nobody would count them. */
static void
test_hidden (void)
{
  static const char *const quotes[] = { "/*\"*/", "'\"'", "#\"\n", "//\"\n" };
  g_autofree char *brackets = g_strnfill (200000, '[');

  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      g_autofree char *text = g_strconcat ("{\"ip\":\"8.8.8.8\",\"x\":", quotes[i], brackets,
                                           quotes[i], "}", NULL);

      g_assert_false (try_read (text, strlen (text)));
    }
}

static void
test_deep_but_closed (void)
{
  for (guint depth = 20; depth <= 40; depth++)
    {
      g_autofree char *open = g_strnfill (depth, '[');
      g_autofree char *close = g_strnfill (depth, ']');
      g_autofree char *text = g_strconcat ("{\"ip\":\"8.8.8.8\",\"x\":", open, close, "}", NULL);

      g_assert_cmpint (try_read (text, strlen (text)), ==, depth < 32);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hopmap_address_parse ("8.8.8.8", &asked);

  g_test_add_func ("/ipgeolocation-reader/good", test_good);
  g_test_add_func ("/ipgeolocation-reader/truncated", test_truncated);
  g_test_add_func ("/ipgeolocation-reader/changed", test_changed);
  g_test_add_func ("/ipgeolocation-reader/shuffled", test_shuffled);
  g_test_add_func ("/ipgeolocation-reader/deep", test_deep);
  g_test_add_func ("/ipgeolocation-reader/hidden", test_hidden);
  g_test_add_func ("/ipgeolocation-reader/deep-but-closed", test_deep_but_closed);

  return g_test_run ();
}

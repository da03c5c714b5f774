/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers of all services in which one value is not what it should be: no crash, and no place but the
 * one that was told.
 */
#include "hopmap-dialect-reading.h"
#include "json-mutants.h"

#include <math.h>
#include <string.h>

#define NAMES "\"country_code2\":\"DE\",\"country_name\":\"Germany\",\"city\":\"Frankfurt\""
#define V1                                                                                         \
  "{\"ip\":\"62.154.1.1\"," NAMES ",\"latitude\":\"50.11552\",\"longitude\":\"8.68417\","          \
  "\"isp\":\"Telekom\",\"asn\":\"AS3320\"}"
#define V3                                                                                         \
  "{\"ip\":\"62.154.1.1\",\"location\":{" NAMES ",\"latitude\":50.11552,"                          \
  "\"longitude\":\"8.68417\",\"accuracy_radius\":12},"                                             \
  "\"asn\":{\"as_number\":\"AS3320\",\"organization\":\"Telekom\"}}"

#define IPMAP                                                                                      \
  "{\"data\":{\"62.154.1.1\":{\"type\":\"city\",\"cityName\":\"Frankfurt\","                       \
  "\"countryCodeAlpha2\":\"DE\",\"stateAnsiCode\":\"HE\",\"latitude\":50.11552,"                   \
  "\"longitude\":\"8.68417\",\"contributions\":{\"latency\":{\"minRtt\":3.5,"                      \
  "\"radius\":{\"maxDistanceMetres\":150000}},\"reverse-dns\":{}}}}}"
#define GEOJS                                                                                      \
  "{\"ip\":\"62.154.1.1\",\"country\":\"Germany\",\"country_code\":\"DE\","                        \
  "\"city\":\"Frankfurt\",\"latitude\":\"50.11552\",\"longitude\":\"8.68417\","                    \
  "\"accuracy\":20,\"asn\":3320,\"organization_name\":\"Telekom\"}"
#define MAXMIND                                                                                    \
  "{\"city\":{\"names\":{\"en\":\"Frankfurt\"}},\"country\":{\"iso_code\":\"DE\","                 \
  "\"names\":{\"en\":\"Germany\"}},\"location\":{\"accuracy_radius\":10,"                          \
  "\"latitude\":50.11552,\"longitude\":8.68417},"                                                  \
  "\"subdivisions\":[{\"names\":{\"en\":\"Hesse\"}}],"                                             \
  "\"traits\":{\"ip_address\":\"62.154.1.1\",\"autonomous_system_number\":3320,"                   \
  "\"is_anycast\":false}}"
#define IP_API                                                                                     \
  "[{\"status\":\"success\",\"query\":\"62.154.1.1\",\"country\":\"Germany\","                     \
  "\"countryCode\":\"DE\",\"regionName\":\"Hesse\",\"city\":\"Frankfurt\",\"lat\":50.11552,"       \
  "\"lon\":8.68417,\"as\":\"AS3320 Telekom\",\"asname\":\"DTAG\"}]"

static HopmapAddress asked;
static const HopmapDialect *dialect = &hopmap_ipgeolocation_dialect;

static HopmapGeoAnswer *
read_answer (const char *text, gsize length)
{
  /* A copy of the exact size, so that a reader that goes too far is caught. */
  g_autoptr (GBytes) body = g_bytes_new (text, length);

  return hopmap_dialect_reading_new (dialect, body, &asked);
}

static void
assert_nothing_made_up (const char *text, const char *value, gpointer user_data)
{
  g_autoptr (HopmapGeoAnswer) answer = read_answer (text, strlen (text));
  guint *n_places = user_data;

  if (answer == NULL || answer->place == NULL || !answer->place->has_point)
    return;

  (*n_places)++;
  g_assert_cmpfloat (answer->place->latitude, ==, 50.11552);
  g_assert_cmpfloat (answer->place->longitude, ==, 8.68417);
  g_assert_true (isfinite (answer->place->radius_km) && answer->place->radius_km > 0);
  g_assert_true (answer->asn == 3320 || answer->asn == 0);
}

static void
test_mutants (void)
{
  const struct
  {
    const HopmapDialect *dialect;
    const char *answer;
  } rows[] = {
    { &hopmap_ipgeolocation_dialect, V1 }, { &hopmap_ipgeolocation_dialect, V3 },
    { &hopmap_ipmap_dialect, IPMAP },      { &hopmap_geojs_dialect, GEOJS },
    { &hopmap_maxmind_dialect, MAXMIND },  { &hopmap_ip_api_dialect, IP_API },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n_places = 0;
      guint n_mutants;

      dialect = rows[i].dialect;
      n_mutants = json_mutants_foreach (rows[i].answer, assert_nothing_made_up, &n_places);
      /* Where the point is left alone it is still there, so that something was looked at. */
      g_assert_cmpuint (n_places, >, n_mutants / 3);
      g_assert_cmpuint (n_places, <, n_mutants);
    }

  dialect = &hopmap_ipgeolocation_dialect;
}

static void
test_no_answer (void)
{
  static const char *const texts[] = { "",
                                       " ",
                                       "null",
                                       "true",
                                       "7",
                                       "\"\"",
                                       "\"x\"",
                                       "[]",
                                       "[" V3 "]",
                                       "{}",
                                       "{} {}",
                                       V3 V3,
                                       V3 "x",
                                       "\xef\xbb\xbf" V3,
                                       "{\"ip\":\"62.154.1.1\\u0000\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (read_answer (texts[i], strlen (texts[i])));
  g_assert_null (read_answer (V3 "\0", sizeof (V3)));
}

/* 100 kB of brackets of each kind, alone and within what would be an answer. */
static void
test_brackets (void)
{
  static const char *const ways[] = { "%s", "{\"ip\":\"62.154.1.1\",\"location\":%s",
                                      "{\"ip\":\"62.154.1.1\",\"location\":{\"latitude\":%s" };
  static const char *const brackets[] = { "[", "{", "{\"a\":", "[{\"a\":" };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (brackets); j++)
        {
          g_autoptr (GString) many = g_string_new (NULL);
          g_auto (GStrv) parts = g_strsplit (ways[i], "%s", 2);
          g_autofree char *text = NULL;

          while (many->len < 100000)
            g_string_append (many, brackets[j]);
          text = g_strconcat (parts[0], many->str, NULL);
          g_assert_null (read_answer (text, strlen (text)));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (hopmap_address_parse ("62.154.1.1", &asked));
  g_test_add_func ("/hostile-json/mutants", test_mutants);
  g_test_add_func ("/hostile-json/no-answer", test_no_answer);
  g_test_add_func ("/hostile-json/brackets", test_brackets);
  return g_test_run ();
}

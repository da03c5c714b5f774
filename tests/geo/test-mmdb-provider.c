/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * City databases of every layout, and files that are none.
 */
#include "hopmap-mmdb-provider.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>

#include "hopmap-sample-file.h"

#define TABLE                                                                                      \
  "8.8.8.0/24\tMountain View\tUS\tUnited States\t37.38600\t-122.08380\t30\t15169\tGoogle LLC\n"    \
  "8.8.9.0/24\t-\tDE\tGermany\t51.3\t9.5\t-\n"                                                     \
  "8.8.10.0/24\tNowhere\tFR\tFrance\t-\t-\t-\n"                                                    \
  "8.8.11.0/24\tNull Island\t-\t-\t0\t0\t-\n"                                                      \
  "8.8.12.0/24\tM\x1b[31m\xe2\x80\xae\xc3\xbcnchen\tde\tGermany\t48.1\t11.6\t20\n"                 \
  "2001:4860::/32\tZürich\tCH\tSwitzerland\t47.3769\t8.5417\t25\t15169\tGoogle LLC\n"

static void
assert_place (HopmapGeoProvider *provider,
              const char *address,
              const char *city,
              const char *code,
              double latitude,
              double longitude)
{
  g_autoptr (HopmapGeoAnswer) answer = hopmap_sample_file_ask (provider, address);

  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_cmpuint (answer->candidates->len, ==, 1);
  g_assert_cmpstr (answer->place->city, ==, city);
  g_assert_cmpstr (answer->place->country_code, ==, code);
  g_assert_true (answer->place->has_point);
  g_assert_cmpfloat (answer->place->latitude, ==, latitude);
  g_assert_cmpfloat (answer->place->longitude, ==, longitude);
}

static void
test_layout (gconstpointer data)
{
  HopmapPlaceLayout layout = GPOINTER_TO_UINT (data);
  char *path = hopmap_sample_file_new (TABLE, layout);
  g_autoptr (HopmapGeoProvider) provider = hopmap_sample_file_open (path);
  g_autoptr (HopmapGeoAnswer) google = hopmap_sample_file_ask (provider, "8.8.8.8");
  g_autoptr (HopmapGeoAnswer) germany = hopmap_sample_file_ask (provider, "8.8.9.1");
  g_autoptr (HopmapGeoAnswer) unknown = hopmap_sample_file_ask (provider, "9.9.9.9");
  g_autoptr (HopmapGeoAnswer) unknown6 = hopmap_sample_file_ask (provider, "2a00::1");

  assert_place (provider, "8.8.8.8", "Mountain View", "US", 37.386, -122.0838);
  assert_place (provider, "2001:4860:4860::8888", "Zürich", "CH", 47.3769, 8.5417);
  assert_place (provider, "8.8.12.1", "M[31münchen", "DE", 48.1, 11.6);

  g_assert_cmpint (google->place->kind, ==, HOPMAP_PLACE_CITY);
  g_assert_cmpint (google->place->evidence, ==, HOPMAP_EVIDENCE_DATABASE);
  g_assert_cmpstr (google->place->source, ==, "Hopmap-Sample 2026-06");
  g_assert_true (hopmap_geo_answer_is_city (google));
  g_assert_null (germany->place->city);
  g_assert_cmpint (germany->place->kind, ==, HOPMAP_PLACE_COUNTRY);
  g_assert_false (hopmap_geo_answer_is_city (germany));
  g_assert_cmpint (unknown->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_cmpint (unknown6->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);

  hopmap_sample_file_free (path);
}

static void
test_nested_facts (void)
{
  char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (HopmapGeoProvider) provider = hopmap_sample_file_open (path);
  g_autoptr (HopmapGeoAnswer) answer = hopmap_sample_file_ask (provider, "8.8.8.8");

  g_assert_cmpstr (answer->place->country, ==, "United States");
  g_assert_cmpfloat (answer->place->radius_km, ==, 30);
  g_assert_cmpuint (answer->asn, ==, 15169);
  g_assert_cmpstr (answer->network, ==, "Google LLC");
  g_assert_true (hopmap_geo_provider_is_local (provider));
  g_assert_cmpstr (hopmap_geo_provider_get_id (provider), ==, "database");
  g_assert_cmpstr (hopmap_geo_provider_get_name (provider), ==, "Hopmap-Sample 2026-06");
  g_assert_null (hopmap_geo_provider_get_attribution (provider));

  hopmap_sample_file_free (path);
}

/* IPinfo writes "AS15169"; the flat layout has no networks. */
static void
test_ipinfo_network (void)
{
  char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_IPINFO);
  g_autoptr (HopmapGeoProvider) provider = hopmap_sample_file_open (path);
  g_autoptr (HopmapGeoAnswer) answer = hopmap_sample_file_ask (provider, "8.8.8.8");

  g_assert_cmpuint (answer->asn, ==, 15169);
  g_assert_cmpstr (answer->network, ==, "Google LLC");

  hopmap_sample_file_free (path);
}

static void
test_no_point (gconstpointer data)
{
  char *path = hopmap_sample_file_new (TABLE, GPOINTER_TO_UINT (data));
  g_autoptr (HopmapGeoProvider) provider = hopmap_sample_file_open (path);
  g_autoptr (HopmapGeoAnswer) country = hopmap_sample_file_ask (provider, "8.8.10.1");
  g_autoptr (HopmapGeoAnswer) nothing = hopmap_sample_file_ask (provider, "8.8.11.1");

  g_assert_false (country->place->has_point);
  g_assert_cmpint (country->place->evidence, ==, HOPMAP_EVIDENCE_COUNTRY);
  g_assert_cmpstr (country->place->country_code, ==, "FR");
  g_assert_cmpint (nothing->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_null (nothing->place);

  hopmap_sample_file_free (path);
}

static void
test_ipv4_alone (void)
{
  char *path = hopmap_sample_file_new_ipv4 ("Cologne", 50.9, 6.9);
  g_autoptr (HopmapGeoProvider) provider = hopmap_sample_file_open (path);
  g_autoptr (HopmapGeoAnswer) v6 = hopmap_sample_file_ask (provider, "2001:4860::1");
  g_autoptr (HopmapGeoAnswer) other = hopmap_sample_file_ask (provider, "8.8.8.8");

  assert_place (provider, "193.0.0.1", "Cologne", NULL, 50.9, 6.9);
  g_assert_cmpint (v6->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_cmpint (other->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_cmpstr (hopmap_geo_provider_get_name (provider), ==, "DB-IP 2026-06");
  g_assert_nonnull (strstr (hopmap_geo_provider_get_attribution (provider), "https://db-ip.com"));

  hopmap_sample_file_free (path);
}

static void
test_anycast (void)
{
  char *path = hopmap_sample_file_new_anycast ();
  g_autoptr (HopmapGeoProvider) provider = hopmap_sample_file_open (path);
  g_autoptr (HopmapGeoAnswer) there = hopmap_sample_file_ask (provider, "193.0.0.1");
  g_autoptr (HopmapGeoAnswer) elsewhere = hopmap_sample_file_ask (provider, "8.8.8.8");

  g_assert_cmpint (there->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_true (there->place->anycast);
  g_assert_false (there->place->has_point);
  g_assert_false (hopmap_geo_answer_is_city (there));
  g_assert_cmpint (elsewhere->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  hopmap_sample_file_free (path);
}

/* Whoever makes a database may write anything into it. */
static void
test_hostile_names (void)
{
  static const HopmapPlaceLayout layouts[] = { HOPMAP_PLACE_LAYOUT_NESTED,
                                               HOPMAP_PLACE_LAYOUT_IPINFO };
  char *path;

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (HopmapMmdbProvider) provider = NULL;
      g_autoptr (HopmapGeoAnswer) answer = NULL;

      path = hopmap_sample_file_new (
          "9.9.9.0/24\t\xe2\x80\xae<b>Ber\x1b[31mlin\xff</b>\tDE\tGer\x07many\t52.5\t"
          "13.4\t40\t64500\tEvil\xe2\x80\xa6\xe2\x81\xa7 <script>\x01 AS\n",
          layouts[i]);
      provider = hopmap_mmdb_provider_new (path, NULL);
      answer = hopmap_sample_file_ask (HOPMAP_GEO_PROVIDER (provider), "9.9.9.9");
      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
      for (guint k = 0; k < 3; k++)
        {
          const char *text = k == 0   ? answer->place->city
                             : k == 1 ? answer->place->country
                                      : answer->network;

          g_assert_nonnull (text);
          g_assert_true (g_utf8_validate (text, -1, NULL));
          g_assert_null (strpbrk (text, "\x01\x07\x1b\n"));
          g_assert_null (strstr (text, "\u202e"));
          g_assert_null (strstr (text, "\u2067"));
        }
      hopmap_sample_file_free (path);
    }
}

/* IPinfo's numbers are strings, with a point whatever the language. */
static void
test_german_numbers (void)
{
  char *path;
  g_autoptr (HopmapGeoProvider) provider = NULL;

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("There is no locale de_DE.UTF-8 here");
      return;
    }

  path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_IPINFO);
  provider = hopmap_sample_file_open (path);
  assert_place (provider, "8.8.8.8", "Mountain View", "US", 37.386, -122.0838);
  hopmap_sample_file_free (path);
  setlocale (LC_ALL, "C");
}

int
main (int argc, char **argv)
{
  static const char *const layouts[] = { "nested", "flat", "ipinfo" };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autofree char *layout_path = g_strconcat ("/mmdb-provider/layout/", layouts[i], NULL);
      g_autofree char *point_path = g_strconcat ("/mmdb-provider/no-point/", layouts[i], NULL);
      HopmapPlaceLayout layout;

      g_assert_true (hopmap_place_layout_parse (layouts[i], &layout));
      g_test_add_data_func (layout_path, GUINT_TO_POINTER (layout), test_layout);
      g_test_add_data_func (point_path, GUINT_TO_POINTER (layout), test_no_point);
    }
  g_test_add_func ("/mmdb-provider/nested-facts", test_nested_facts);
  g_test_add_func ("/mmdb-provider/ipinfo-network", test_ipinfo_network);
  g_test_add_func ("/mmdb-provider/ipv4-alone", test_ipv4_alone);
  g_test_add_func ("/mmdb-provider/anycast", test_anycast);
  g_test_add_func ("/mmdb-provider/hostile-names", test_hostile_names);
  g_test_add_func ("/mmdb-provider/german-numbers", test_german_numbers);

  return g_test_run ();
}

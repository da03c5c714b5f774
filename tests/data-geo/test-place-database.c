/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way from a source to the derived database, with small sources in both layouts. */
#include "hopmap-place-database.h"
#include "hopmap-sample-database.h"
#include "read-back.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define EPOCH 1577836800

static const char places[] = "DE\tBerlin\tBerlin\t52.52\t13.40\t3406000\n"
                             "DE\tPotsdam\tBrandenburg\t52.40\t13.07\t218095\n"
                             "JP\tTokyo\tTokyo\t35.69\t139.75\t35676000\n";
static const char countries[] = "DE\tGermany\nJP\tJapan\nFR\tFrance\n";

static const char source_table[] = "192.0.2.0/25\tBerlin (Mitte)\tDE\tGermany\t52.53\t13.38\n"
                                   "192.0.2.128/25\tPotsdam\tDE\tGermany\t52.40\t13.06\n"
                                   "198.51.100.0/24\tTokyo\tJP\tJapan\t35.7\t139.7\n"
                                   "203.0.113.0/24\t-\tFR\tFrance\t46\t2\n"
                                   "100.64.0.0/16\t-\tDE\n"
                                   "2001:db8::/48\tTokyo\tJP\tJapan\t35.7\t139.7\n"
                                   "2a00::/32\tBerlin\tDE\tGermany\t52.5\t13.4\n"
                                   "2a00:0:100::/48\tTokyo\tJP\tJapan\t35.7\t139.7\n"
                                   "2a00:0:200:1::/64\tTokyo\tJP\tJapan\t35.7\t139.7\n";

static HopmapCitySource *
open_bytes (GBytes *file, GError **error)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (file, &size);
  g_autofree char *path = read_back_write_file (bytes, size);
  HopmapCitySource *source = hopmap_city_source_open (path, error);

  g_unlink (path);
  return source;
}

static GBytes *
derive (GBytes *source_file, double lambda, GError **error)
{
  g_autoptr (GPtrArray)
      sources = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_city_source_close);
  g_autoptr (HopmapGazetteer) gazetteer = hopmap_gazetteer_new (places, countries, error);
  HopmapCitySource *source = open_bytes (source_file, error);

  if (source == NULL)
    return NULL;
  g_ptr_array_add (sources, source);
  return hopmap_place_database_encode (sources, gazetteer, lambda, error);
}

static GBytes *
make_source (HopmapPlaceLayout layout)
{
  g_autoptr (GError) error = NULL;
  GBytes *file = hopmap_sample_database_encode (source_table, layout, EPOCH, &error);

  g_assert_no_error (error);
  return file;
}

static void
assert_place (ReadBack *back, const char *address, const char *city, const char *country_code)
{
  g_autofree char *actual_city = read_back_dup_text (back, address, PATH ("city", "names", "en"));
  g_autofree char *actual_code = read_back_dup_text (back, address, PATH ("country", "iso_code"));

  g_assert_cmpstr (actual_city, ==, city);
  g_assert_cmpstr (actual_code, ==, country_code);
}

static double
get_location (ReadBack *back, const char *address, const char *key)
{
  return read_back_get_number (back, address, PATH ("location", key));
}

static void
test_layout (gconstpointer layout)
{
  g_autoptr (GBytes) source = make_source ((HopmapPlaceLayout) GPOINTER_TO_INT (layout));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = derive (source, 0.0, &error);
  g_auto (ReadBack) back = { 0 };

  g_assert_no_error (error);
  read_back_open (&back, file);
  assert_place (&back, "192.0.2.1", "Berlin", "DE");
  assert_place (&back, "192.0.2.129", "Potsdam", "DE");
  assert_place (&back, "198.51.100.1", "Tokyo", "JP");
  assert_place (&back, "::ffff:198.51.100.1", "Tokyo", "JP");
  assert_place (&back, "2002:c633:6401::1", "Tokyo", "JP");
  assert_place (&back, "2a00::1", "Berlin", "DE");
  g_assert_false (read_back_has (&back, "8.8.8.8"));
  g_assert_false (read_back_has (&back, "2620::1"));
  g_assert_cmpfloat (get_location (&back, "192.0.2.1", "latitude"), ==, 52.52);
  g_assert_cmpfloat (get_location (&back, "192.0.2.1", "longitude"), ==, 13.40);
  g_assert_cmpfloat (get_location (&back, "192.0.2.1", "accuracy_radius"), ==, 25);
}

/* What the source does not know, the derived file does not make up. */
static void
test_country_only (void)
{
  g_autoptr (GBytes) source = make_source (HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = derive (source, 0.0, &error);
  g_auto (ReadBack) back = { 0 };

  g_assert_no_error (error);
  read_back_open (&back, file);
  assert_place (&back, "203.0.113.1", NULL, "FR");
  g_assert_cmpfloat (get_location (&back, "203.0.113.1", "latitude"), ==, 46);
  g_assert_cmpfloat (get_location (&back, "203.0.113.1", "accuracy_radius"), >=, 200);
  assert_place (&back, "100.64.1.1", NULL, "DE");
  g_assert_true (isnan (get_location (&back, "100.64.1.1", "latitude")));
}

/* With a price on nodes the two towns, 25 km apart, become one; Tokyo stays. */
static void
test_merging (void)
{
  g_autoptr (GBytes) source = make_source (HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = derive (source, HOPMAP_PLACE_DATABASE_LAMBDA, &error);
  g_auto (ReadBack) back = { 0 };

  g_assert_no_error (error);
  read_back_open (&back, file);
  assert_place (&back, "192.0.2.1", "Berlin", "DE");
  assert_place (&back, "192.0.2.129", "Berlin", "DE");
  assert_place (&back, "198.51.100.1", "Tokyo", "JP");
  g_assert_cmpuint (read_back_get_netmask (&back, "192.0.2.1"), ==, 96 + 24);
}

/* A /48 is told apart from the block around it, a /64 is not. */
static void
test_ipv6_cut (void)
{
  g_autoptr (GBytes) source = make_source (HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = derive (source, 0.0, &error);
  g_auto (ReadBack) back = { 0 };

  g_assert_no_error (error);
  read_back_open (&back, file);
  assert_place (&back, "2a00:0:100::1", "Tokyo", "JP");
  g_assert_cmpuint (read_back_get_netmask (&back, "2a00:0:100::1"), ==, 48);
  assert_place (&back, "2a00:0:200:1::1", "Berlin", "DE");
}

/* A /48 that a registry has given on its own is worth its nodes, one of a provider's is not, when it is
 * near. */
static void
test_single_prefixes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      source = hopmap_sample_database_encode ("192.0.2.0/24\tBerlin\tDE\tGermany\t52.5\t13.4\n"
                                              "2001:db8::/47\tBerlin\tDE\tGermany\t52.52\t13.4\n"
                                              "2001:db8:1::/48\tTokyo\tJP\tJapan\t35.7\t139.7\n"
                                              "2a00::/47\tBerlin\tDE\tGermany\t52.52\t13.4\n"
                                              "2a00:0:1::/48\tPotsdam\tDE\tGermany\t52.4\t13.07\n",
                                              HOPMAP_PLACE_LAYOUT_NESTED, EPOCH, &error);
  g_autoptr (GBytes) file = derive (source, HOPMAP_PLACE_DATABASE_LAMBDA, &error);
  g_auto (ReadBack) back = { 0 };

  g_assert_no_error (error);
  read_back_open (&back, file);
  assert_place (&back, "2001:db8:0::1", "Berlin", "DE");
  assert_place (&back, "2001:db8:1::1", "Tokyo", "JP");
  assert_place (&back, "2a00:0:1::1", "Berlin", "DE");
}

/* What is left of a range that had to be one: a country when it is wide, nothing when it is anywhere. */
static void
test_wide_ranges (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      source = hopmap_sample_database_encode ("192.0.2.0/24\tBerlin\tDE\tGermany\t52.5\t13.4\n"
                                              "198.51.100.0/24\tBerlin\tDE\tGermany\t46\t13.4\n"
                                              "2a00:0:1::/49\tBerlin\tDE\tGermany\t52.52\t13.4\n"
                                              "2a00:0:1:8000::/49\tTokyo\tJP\tJapan\t35.7\t139.7\n",
                                              HOPMAP_PLACE_LAYOUT_NESTED, EPOCH, &error);
  g_autoptr (GBytes) file = derive (source, 0.0, &error);
  g_auto (ReadBack) back = { 0 };

  g_assert_no_error (error);
  read_back_open (&back, file);
  assert_place (&back, "198.51.100.1", NULL, "DE");
  g_assert_cmpfloat (get_location (&back, "198.51.100.1", "accuracy_radius"), ==, 1000);
  g_assert_false (read_back_has (&back, "2a00:0:1::1"));
}

static void
test_metadata (void)
{
  g_autoptr (GBytes) source = make_source (HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = derive (source, 0.0, &error);
  g_autoptr (GBytes) again = derive (source, 0.0, &error);
  g_auto (ReadBack) back = { 0 };
  const char *description;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (file, again));
  read_back_open (&back, file);
  g_assert_cmpstr (back.mmdb.metadata.database_type, ==, "Hopmap-Places");
  g_assert_cmpuint (back.mmdb.metadata.build_epoch, ==, EPOCH);
  description = back.mmdb.metadata.description.descriptions[0]->description;
  g_assert_nonnull (strstr (description, "2020-01-01"));
  g_assert_nonnull (strstr (description, "IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0"));
}

static void
test_missing_family (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) source = hopmap_sample_database_encode (
      "2a00::/32\tBerlin\tDE\tGermany\t52.5\t13.4\n", HOPMAP_PLACE_LAYOUT_NESTED, EPOCH, &error);

  g_assert_no_error (error);
  g_assert_null (derive (source, 0.0, &error));
  g_assert_cmpstr (error->message, ==, "No source has IPv4 addresses: give one that does");
}

/* Random bytes anywhere before the metadata: a sentence or a file, never a crash. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) source = make_source (HOPMAP_PLACE_LAYOUT_NESTED);
  gsize size = g_bytes_get_size (source);
  guint n_refused = 0;

  for (guint round = 0; round < 300; round++)
    {
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (source, NULL), size);
      g_autoptr (GRand) rand = g_rand_new_with_seed (round);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GBytes) file = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 40; i++)
        bytes[g_rand_int_range (rand, 0, (gint32) size - 300)] = (guint8) g_rand_int (rand);
      damaged = g_bytes_new (bytes, size);
      file = derive (damaged, 0.0, &error);
      g_assert_true ((file == NULL) == (error != NULL));
      n_refused += file == NULL;
    }
  g_assert_cmpuint (n_refused, >, 0);
}

static void
test_no_database (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) source = make_source (HOPMAP_PLACE_LAYOUT_FLAT);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (source, 0, g_bytes_get_size (source) / 2);
  g_autoptr (GError) error = NULL;

  g_assert_null (derive (text, 0.0, &error));
  g_assert_nonnull (strstr (error->message, "is not a usable MMDB file"));
  g_clear_error (&error);
  g_assert_null (derive (cut, 0.0, &error));
  g_assert_nonnull (strstr (error->message, "is not a usable MMDB file"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/place-database/nested", GINT_TO_POINTER (HOPMAP_PLACE_LAYOUT_NESTED),
                        test_layout);
  g_test_add_data_func ("/place-database/flat", GINT_TO_POINTER (HOPMAP_PLACE_LAYOUT_FLAT),
                        test_layout);
  g_test_add_func ("/place-database/country-only", test_country_only);
  g_test_add_func ("/place-database/merging", test_merging);
  g_test_add_func ("/place-database/ipv6-cut", test_ipv6_cut);
  g_test_add_func ("/place-database/single-prefixes", test_single_prefixes);
  g_test_add_func ("/place-database/wide-ranges", test_wide_ranges);
  g_test_add_func ("/place-database/metadata", test_metadata);
  g_test_add_func ("/place-database/missing-family", test_missing_family);
  g_test_add_func ("/place-database/damaged", test_damaged);
  g_test_add_func ("/place-database/no-database", test_no_database);
  return g_test_run ();
}

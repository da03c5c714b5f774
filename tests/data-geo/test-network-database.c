/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database of networks, made of small tables; and the one that is installed. */
#include "hopmap-country-list.h"
#include "hopmap-network-database.h"
#include "hopmap-reach-list.h"
#include "hopmap-sample-database.h"
#include "read-back.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define EPOCH 1577836800

static const char towns[] = "DE\tBerlin\tBerlin\t52.52\t13.40\t3406000\n"
                            "DE\tMunich\tBavaria\t48.13\t11.57\t1275000\n"
                            "FR\tParis\tParis\t48.86\t2.35\t9904000\n";
static const char countries[] = "DE\tGermany\nFR\tFrance\n";
static const char cities[] = "192.0.2.0/25\tBerlin\tDE\tGermany\t52.52\t13.40\n"
                             "192.0.2.128/26\tMunich\tDE\tGermany\t48.13\t11.57\n";
static const char registry[] =
    "192.0.2.0/24\t-\tDE\n198.51.100.0/24\t-\tFR\n203.0.113.0/24\t-\tXX\n"
    "2a00::/32\t-\tFR\n";
static const char ranges4[] = "192.0.2.0,192.0.2.191,64500,\"Carrier, \"\"One\"\" Inc.\"\n"
                              "198.51.100.5,198.51.100.77,64501,Odd - Odd\n"
                              "203.0.113.0,203.0.113.255,64502,\n"
                              "203.0.114.0,203.0.114.255,0,Nobody\n";
static const char ranges6[] =
    "2a00::,2a00:0:7fff:ffff:ffff:ffff:ffff:ffff,64500,Ignored\n"
    "2a00:0:8000::,2a00:0:ffff:ffff:ffff:ffff:ffff:ffff,4200000000,"
    "A name that is so long that no line of the window will ever have room "
    "for it, whatever\n";
static const char anycast[] = "# A comment\n192.0.2.8/29\tSomebody\nAS64502\tAll of it\n"
                              "2a00:0:1::/48\tSomebody\n203.0.115.0/24\tUnannounced\n";

/* The second network is anywhere, the first in the country's neighbourhood, too. */
static const char reach[] = "64501\tFR\t0\n64500\tDE\t2500\n";

static ReadBack installed;

static char *
write_text (const char *text)
{
  return read_back_write_file (text, strlen (text));
}

static GBytes *
make (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path4 = write_text (ranges4);
  g_autofree char *path6 = write_text (ranges6);
  g_autofree char *anycast_path = write_text (anycast);
  g_autofree char *list_path = NULL, *list_text = NULL;
  g_autoptr (HopmapRangeList) ranges = hopmap_range_list_new ();
  g_autoptr (HopmapGazetteer) gazetteer = hopmap_gazetteer_new (towns, countries, &error);
  g_autoptr (HopmapCitySource) places = read_back_new_source (cities);
  g_autoptr (GPtrArray)
      registries = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_city_source_close);
  g_autofree char *reach_path = write_text (reach);
  g_autoptr (HopmapReachList) reach_list = hopmap_reach_list_read (reach_path, &error);
  g_autoptr (GArray) list = NULL;
  HopmapNetworkSources sources = { .ranges = ranges,
                                   .anycast_path = anycast_path,
                                   .places = places,
                                   .countries = registries,
                                   .reach = reach_list,
                                   .gazetteer = gazetteer,
                                   .build_epoch = EPOCH };
  GBytes *file;

  g_ptr_array_add (registries, read_back_new_source (registry));
  list_text = g_strdup (
      "# code, latitude, longitude, km\nDE\t52.5\t13.4\t500\nFR\t48.9\t2.3\t750\n");
  list_path = write_text (list_text);
  sources.country_list = list = hopmap_country_list_read (list_path, &error);
  g_assert_no_error (error);
  g_assert_true (hopmap_range_list_read (ranges, path4, &error));
  g_assert_true (hopmap_range_list_read (ranges, path6, &error));
  file = hopmap_network_database_encode (&sources, &error);
  g_assert_no_error (error);
  g_unlink (path4);
  g_unlink (path6);
  g_unlink (anycast_path);
  g_unlink (list_path);
  g_unlink (reach_path);
  return file;
}

static gboolean
is_anycast (ReadBack *back, const char *address)
{
  int gai, status;
  MMDB_lookup_result_s found = MMDB_lookup_string (&back->mmdb, address, &gai, &status);
  MMDB_entry_data_s value;

  return found.found_entry
         && MMDB_get_value (&found.entry, &value, "traits", "is_anycast", NULL) == MMDB_SUCCESS
         && value.has_data && value.type == MMDB_DATA_TYPE_BOOLEAN && value.boolean;
}

static void
assert_network (ReadBack *back, const char *address, double number, const char *name)
{
  g_autofree char *found = read_back_dup_text (back, address,
                                               PATH ("autonomous_system_organization"));

  g_assert_cmpfloat (read_back_get_number (back, address, PATH ("autonomous_system_number")), ==,
                     number);
  g_assert_cmpstr (found, ==, name);
}

static void
assert_country (ReadBack *back, const char *address, const char *code)
{
  g_autofree char *found = read_back_dup_text (back, address, PATH ("country", "iso_code"));

  g_assert_cmpstr (found, ==, code);
}

static void
test_small (void)
{
  g_autoptr (GBytes) file = make ();
  g_autoptr (GBytes) again = make ();
  g_auto (ReadBack) back = { 0 };
  g_autofree char *name = NULL;

  g_assert_true (g_bytes_equal (file, again));
  read_back_open (&back, file);

  /* Who announces it, to the very address. */
  assert_network (&back, "192.0.2.0", 64500, "Carrier, \"One\" Inc.");
  assert_network (&back, "192.0.2.191", 64500, "Carrier, \"One\" Inc.");
  assert_network (&back, "198.51.100.5", 64501, "Odd");
  assert_network (&back, "198.51.100.77", 64501, "Odd");
  assert_network (&back, "203.0.113.9", 64502, NULL);
  assert_network (&back, "2a00::1", 64500, "Carrier, \"One\" Inc.");
  name = read_back_dup_text (&back, "2a00:0:8000::1", PATH ("autonomous_system_organization"));
  g_assert_cmpint (g_utf8_strlen (name, -1), <=, 60);
  g_assert_true (g_str_has_suffix (name, "…"));
  g_assert_false (read_back_has (&back, "203.0.114.1"));

  /* The country only where the city database knows nothing. */
  assert_country (&back, "192.0.2.1", NULL);
  assert_country (&back, "192.0.2.129", NULL);
  assert_country (&back, "192.0.2.200", "DE");
  assert_country (&back, "198.51.100.1", "FR");
  assert_country (&back, "198.51.100.6", NULL);
  assert_country (&back, "203.0.113.9", NULL);
  assert_country (&back, "2a00::1", "FR");
  g_assert_cmpfloat (
      read_back_get_number (&back, "198.51.100.1", PATH ("location", "accuracy_radius")), ==, 750);
  g_assert_true (
      isnan (read_back_get_number (&back, "198.51.100.6", PATH ("location", "latitude"))));

  /* What is anycast, by prefix and by network, announced or not. */
  g_assert_true (is_anycast (&back, "192.0.2.8"));
  g_assert_true (is_anycast (&back, "192.0.2.15"));
  g_assert_false (is_anycast (&back, "192.0.2.16"));
  g_assert_true (is_anycast (&back, "203.0.113.200"));
  g_assert_true (is_anycast (&back, "203.0.115.1"));
  g_assert_true (is_anycast (&back, "2a00:0:1::5"));
  g_assert_false (is_anycast (&back, "2a00:0:2::5"));
}

static void
test_bad_rows (void)
{
  static const char *const rows[] = {
    "192.0.2.0,192.0.2.255,64500",      "192.0.2.9,192.0.2.1,64500,Turned",
    "192.0.2.0,2001:db8::,64500,Mixed", "x,192.0.2.1,64500,X",
    "192.0.2.0,192.0.2.1,-5,X",         "192.0.2.0,192.0.2.1,99999999999,X"
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HopmapRangeList) ranges = hopmap_range_list_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *path = write_text (rows[i]);

      g_assert_false (hopmap_range_list_read (ranges, path, &error));
      g_assert_nonnull (strstr (error->message, "line 1"));
      g_unlink (path);
    }
}

/* The town in the middle of the addresses, and a radius that has nearly all of them. */
static void
test_countries (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapGazetteer) gazetteer = hopmap_gazetteer_new (towns, countries, &error);
  g_autoptr (HopmapCitySource)
      few = read_back_new_source ("192.0.0.0/16\tBerlin\tDE\tGermany\t52.5\t13.4\n"
                                  "192.1.0.0/24\tMunich\tDE\tGermany\t48.1\t11.6\n");
  g_autoptr (HopmapCitySource)
      many = read_back_new_source ("192.0.0.0/16\tBerlin\tDE\tGermany\t52.5\t13.4\n"
                                   "192.1.0.0/17\tMunich\tDE\tGermany\t48.1\t11.6\n");
  g_autoptr (GArray) near = hopmap_country_list_measure (few, gazetteer, &error);
  g_autoptr (GArray) wide = hopmap_country_list_measure (many, gazetteer, &error);
  g_autofree char *text = hopmap_country_list_format (wide);
  g_autofree char *path = write_text (text);
  g_autoptr (GArray) again = hopmap_country_list_read (path, &error);

  g_unlink (path);
  g_assert_cmpuint (near->len, ==, 1);
  g_assert_cmpuint (g_array_index (near, HopmapCountry, 0).radius_km, ==, 100);
  g_assert_cmpfloat (g_array_index (wide, HopmapCountry, 0).latitude, ==, 52.52);
  g_assert_cmpuint (g_array_index (wide, HopmapCountry, 0).radius_km, >=, 504);
  g_assert_cmpuint (g_array_index (wide, HopmapCountry, 0).radius_km, <=, 600);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpuint (g_array_index (again, HopmapCountry, 0).radius_km, ==,
                    g_array_index (wide, HopmapCountry, 0).radius_km);
}

static void
test_installed (void)
{
  static const char *const at_many_places[] = {
    "1.1.1.1", "8.8.8.8", "9.9.9.9", "193.0.14.129", "2606:4700:4700::1111", "2001:4860:4860::8888"
  };
  static const char *const at_one[] = { "130.149.7.201", "62.154.1.1", "172.68.0.1",
                                        "2001:638:809::1" };
  g_autofree char *dfn = read_back_dup_text (&installed, "130.149.7.201",
                                             PATH ("autonomous_system_organization"));

  g_assert_cmpstr (installed.mmdb.metadata.database_type, ==, "Hopmap-Networks");
  g_assert_nonnull (
      strstr (installed.mmdb.metadata.description.descriptions[0]->description, "CC BY 4.0"));
  g_assert_cmpfloat (
      read_back_get_number (&installed, "62.154.1.1", PATH ("autonomous_system_number")), ==, 3320);
  g_assert_cmpfloat (
      read_back_get_number (&installed, "2001:638:809::1", PATH ("autonomous_system_number")), ==,
      680);
  g_assert_nonnull (dfn);
  for (guint i = 0; i < G_N_ELEMENTS (at_many_places); i++)
    g_assert_true (is_anycast (&installed, at_many_places[i]));
  for (guint i = 0; i < G_N_ELEMENTS (at_one); i++)
    g_assert_false (is_anycast (&installed, at_one[i]));
  g_assert_false (read_back_has (&installed, "10.0.0.1"));
  g_assert_false (read_back_has (&installed, "fe80::1"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  status = MMDB_open (g_getenv ("HOPMAP_NETWORKS_MMDB"), MMDB_MODE_MMAP, &installed.mmdb);
  g_assert_cmpint (status, ==, MMDB_SUCCESS);
  g_test_add_func ("/network-database/small", test_small);
  g_test_add_func ("/network-database/bad-rows", test_bad_rows);
  g_test_add_func ("/network-database/countries", test_countries);
  g_test_add_func ("/network-database/installed", test_installed);
  status = g_test_run ();
  MMDB_close (&installed.mmdb);
  return status;
}

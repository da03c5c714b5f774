/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far networks reach: measured in small tables, written, read and used. */
#include "hopmap-reach-list.h"
#include "hopmap-sample-database.h"
#include "read-back.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* At home, in two countries, on two continents, and nearly at home. */
static const char ranges[] = "192.0.2.0,192.0.2.255,64500,Home\n"
                             "198.51.100.0,198.51.100.255,64501,Neighbour\n"
                             "203.0.113.0,203.0.113.255,64502,Carrier\n"
                             "192.0.3.0,192.0.3.255,64503,Nearly\n"
                             "192.0.4.0,192.0.4.255,64504,Nowhere\n";
static const char cities[] = "192.0.2.0/24\tBerlin\tDE\tGermany\t52.5\t13.4\n"
                             "198.51.100.0/25\tBerlin\tDE\tGermany\t52.5\t13.4\n"
                             "198.51.100.128/25\tLisbon\tPT\tPortugal\t38.7\t-9.1\n"
                             "203.0.113.0/25\tBerlin\tDE\tGermany\t52.5\t13.4\n"
                             "203.0.113.128/25\tTokyo\tJP\tJapan\t35.7\t139.7\n"
                             "192.0.3.0/24\tBerlin\tDE\tGermany\t52.5\t13.4\n"
                             "192.0.3.240/28\tTokyo\tJP\tJapan\t35.7\t139.7\n"
                             "192.0.4.0/24\tTokyo\tJP\tJapan\t35.7\t139.7\n";
static const char registry[] = "192.0.2.0/23\t-\tDE\n198.51.100.0/24\t-\tDE\n"
                               "203.0.113.0/24\t-\tDE\n192.0.4.0/24\t-\tXX\n";

static HopmapCountry germany = { "DE", 52.5, 13.4, 500 };

static HopmapReachList *
measure (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRangeList) list = hopmap_range_list_new ();
  g_autoptr (HopmapCitySource) places = read_back_new_source (cities);
  g_autoptr (HopmapCitySource) countries = read_back_new_source (registry);
  g_autoptr (GArray) country_list = g_array_new (FALSE, FALSE, sizeof (HopmapCountry));
  g_autofree char *path = read_back_write_file (ranges, strlen (ranges));
  HopmapReachList *reach;

  g_array_append_val (country_list, germany);
  g_assert_true (hopmap_range_list_read (list, path, &error));
  g_unlink (path);
  reach = hopmap_reach_list_measure (&(HopmapReachSources){ list, places, countries, country_list },
                                     &error);
  g_assert_no_error (error);
  return reach;
}

static void
assert_radii (HopmapReachList *reach)
{
  g_assert_cmpuint (hopmap_reach_list_get_radius_km (reach, 64500, &germany), ==, 500);
  g_assert_cmpuint (hopmap_reach_list_get_radius_km (reach, 64501, &germany), ==, 2500);
  g_assert_cmpuint (hopmap_reach_list_get_radius_km (reach, 64502, &germany), ==, 0);
  g_assert_cmpuint (hopmap_reach_list_get_radius_km (reach, 64503, &germany), ==, 500);
  g_assert_cmpuint (hopmap_reach_list_get_radius_km (reach, 0, &germany), ==, 500);
}

static void
test_measure (void)
{
  g_autoptr (HopmapReachList) reach = measure ();
  g_autofree char *text = hopmap_reach_list_format (reach);
  g_autofree char *path = read_back_write_file (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapReachList) again = hopmap_reach_list_read (path, &error);

  g_unlink (path);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "\n64501\tDE\t2500\n64502\tDE\t0\n"));
  g_assert_null (strstr (text, "64500"));
  assert_radii (reach);
  assert_radii (again);
}

/* A network that is anywhere has no place, whatever its office's country is. */
static void
test_place (void)
{
  g_autoptr (HopmapReachList) reach = measure ();
  g_autoptr (GArray) country_list = g_array_new (FALSE, FALSE, sizeof (HopmapCountry));
  HopmapCityAnswer near = { "DE" }, far = { "DE" }, unknown = { "XX" };

  g_array_append_val (country_list, germany);
  hopmap_reach_list_place (reach, country_list, 64501, &near);
  hopmap_reach_list_place (reach, country_list, 64502, &far);
  hopmap_reach_list_place (reach, country_list, 64504, &unknown);
  g_assert_cmpfloat (near.latitude, ==, 52.5);
  g_assert_cmpfloat (near.longitude, ==, 13.4);
  g_assert_cmpuint (near.radius_km, ==, 2500);
  g_assert_true (isnan (far.latitude) && isnan (far.longitude));
  g_assert_true (isnan (unknown.latitude) && isnan (unknown.longitude));
}

static void
test_bad_tables (void)
{
  static const char *const rows[] = { "64500\tDE",     "64500\tDEU\t0", "x\tDE\t0",
                                      "64500\tDE\t-1", "0\tDE\t1000",   "64500\tDE\t99999999" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = read_back_write_file (rows[i], strlen (rows[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (hopmap_reach_list_read (path, &error));
      g_assert_nonnull (strstr (error->message, rows[i]));
      g_unlink (path);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reach-list/measure", test_measure);
  g_test_add_func ("/reach-list/place", test_place);
  g_test_add_func ("/reach-list/bad-tables", test_bad_tables);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good the installed databases are: against the places that DB-IP City names for 10,000 random IPv4
 * addresses, and for 200 of each of 17 carriers. data/geo/README.md tells where the sample comes from. */
#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "hopmap-carrier-sample.h"
#include "hopmap-geo-score.h"
#include "hopmap-reach-list.h"
#include "read-back.h"

#define N_COLUMNS 5

/* What is promised. */
#define MEDIAN_KM   8.0
#define NINETIES_KM 100.0
#define COVERED     0.9

typedef struct
{
  HopmapCitySource *places;
  HopmapCitySource *networks;
  GArray *country_list;
  HopmapReachList *reach;
  char *sample;
} Files;

typedef struct
{
  guint8 address[4];
  HopmapCityAnswer truth;
  HopmapCityAnswer registered;
} Row;

static Files files;

/* Whether the line is a row of that set. */
static gboolean
read_row (const char *line, const char *set, Row *row)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", -1);
  g_autoptr (GInetAddress) address = NULL;

  if (g_strcmp0 (columns[0], set) != 0)
    return FALSE;

  g_assert_cmpuint (g_strv_length (columns), ==, N_COLUMNS);
  address = g_inet_address_new_from_string (columns[1]);
  g_assert_cmpuint (g_inet_address_get_native_size (address), ==, sizeof row->address);
  *row = (Row){ .truth = { .latitude = g_ascii_strtod (columns[2], NULL),
                           .longitude = g_ascii_strtod (columns[3], NULL) } };
  memcpy (row->address, g_inet_address_to_bytes (address), sizeof row->address);
  g_strlcpy (row->registered.country_code, columns[4], sizeof row->registered.country_code);
  return TRUE;
}

static void
add_city (const Row *row, HopmapGeoScore *score)
{
  g_autoptr (GError) error = NULL;
  HopmapCityAnswer got;

  hopmap_geo_score_look_up (files.places, HOPMAP_FAMILY_IPV4, row->address, &got, &error);
  g_assert_no_error (error);
  hopmap_geo_score_add (score, &row->truth, &got);
}

/* As if the city database knew nothing of the address. */
static void
add_country (const Row *row, HopmapGeoScore *score)
{
  g_autoptr (GError) error = NULL;
  HopmapCityAnswer got = row->registered;
  guint32 network;

  hopmap_carrier_sample_find_network (files.networks, row->address, &network, &error);
  g_assert_no_error (error);
  hopmap_reach_list_place (files.reach, files.country_list, network, &got);
  hopmap_geo_score_add (score, &row->truth, &got);
}

static void
score_sample (const char *set,
              void (*add) (const Row *row, HopmapGeoScore *score),
              HopmapGeoScore *score)
{
  g_autofree char *text = g_strdup (files.sample);
  char *rest, *line;

  hopmap_geo_score_init (score);
  for (rest = text; (line = strsep (&rest, "\n")) != NULL;)
    {
      Row row;

      if (*line != '\0' && read_row (line, set, &row))
        add (&row, score);
    }
  g_test_message ("%s: of %u, %.1f %% are placed, half within %.0f km, nine tenths within %.0f km, "
                  "%.1f %% within the radius",
                  set, score->errors_km->len + score->n_missing,
                  100 * hopmap_geo_score_get_share_placed (score),
                  hopmap_geo_score_get_error_km (score, 0.5),
                  hopmap_geo_score_get_error_km (score, 0.9),
                  100 * hopmap_geo_score_get_share_within_radius (score));
}

static void
test_cities (gconstpointer set)
{
  g_auto (HopmapGeoScore) score = { 0 };

  score_sample (set, add_city, &score);
  g_assert_cmpuint (score.errors_km->len, >=, 3000);
  g_assert_cmpfloat (hopmap_geo_score_get_share_placed (&score), >=, 0.99);
  g_assert_cmpfloat (hopmap_geo_score_get_error_km (&score, 0.5), <=, MEDIAN_KM);
  g_assert_cmpfloat (hopmap_geo_score_get_error_km (&score, 0.9), <=, NINETIES_KM);
  g_assert_cmpfloat (hopmap_geo_score_get_share_within_radius (&score), >=, COVERED);
}

/* The radius has to be true, and not by leaving most addresses without a place. */
static void
test_countries (gconstpointer set)
{
  g_auto (HopmapGeoScore) score = { 0 };

  score_sample (set, add_country, &score);
  g_assert_cmpfloat (hopmap_geo_score_get_share_within_radius (&score), >=, COVERED);
  g_assert_cmpfloat (hopmap_geo_score_get_share_placed (&score), >=,
                     g_str_equal (set, "random") ? 0.9 : 0.75);
}

static guint32
read_number (MMDB_entry_s *entry)
{
  MMDB_entry_data_s value;

  if (MMDB_get_value (entry, &value, "autonomous_system_number", NULL) != MMDB_SUCCESS
      || !value.has_data)
    return 0;
  return value.uint32;
}

/* What the tables say is what was installed. */
static void
check_record (HopmapCitySide *side, guint *n_checked)
{
  g_autoptr (GError) error = NULL;
  HopmapCityAnswer installed, wanted;

  hopmap_city_source_read_answer (files.networks, &side->entry, &installed, &error);
  g_assert_no_error (error);
  if (isnan (installed.latitude))
    return;

  wanted = installed;
  hopmap_reach_list_place (files.reach, files.country_list, read_number (&side->entry), &wanted);
  g_assert_cmpuint (installed.radius_km, ==, wanted.radius_km);
  g_assert_cmpfloat_with_epsilon (installed.latitude, wanted.latitude, 0.001);
  g_assert_cmpfloat_with_epsilon (installed.longitude, wanted.longitude, 0.001);
  (*n_checked)++;
}

static void
check_side (HopmapCitySide *side, guint *n_checked)
{
  g_autoptr (GError) error = NULL;
  HopmapCitySide sides[2];

  if (side->kind == HOPMAP_SIDE_ENTRY)
    check_record (side, n_checked);
  if (side->kind != HOPMAP_SIDE_NODE)
    return;
  hopmap_city_source_read_node (files.networks, HOPMAP_FAMILY_IPV4, side->node, sides, &error);
  g_assert_no_error (error);
  check_side (&sides[0], n_checked);
  check_side (&sides[1], n_checked);
}

static void
test_installed (void)
{
  HopmapCitySide root;
  guint n_checked = 0;

  g_assert_true (hopmap_city_source_get_root (files.networks, HOPMAP_FAMILY_IPV4, &root));
  check_side (&root, &n_checked);
  g_test_message ("%u ranges have a country", n_checked);
  g_assert_cmpuint (n_checked, >, 100);
}

static char *
build_table_path (const char *name)
{
  return g_build_filename (g_getenv ("HOPMAP_DATA_GEO"), name, NULL);
}

static void
open_files (void)
{
  g_autofree char *countries = build_table_path ("country-places.tsv");
  g_autofree char *reach = build_table_path ("network-reach.tsv");
  g_autoptr (GError) error = NULL;

  if ((files.places = hopmap_city_source_open (g_getenv ("HOPMAP_PLACES_MMDB"), &error)) != NULL
      && (files.networks = hopmap_city_source_open (g_getenv ("HOPMAP_NETWORKS_MMDB"), &error))
             != NULL
      && (files.country_list = hopmap_country_list_read (countries, &error)) != NULL
      && (files.reach = hopmap_reach_list_read (reach, &error)) != NULL)
    g_file_get_contents (g_getenv ("HOPMAP_ACCURACY_SAMPLE"), &files.sample, NULL, &error);
  g_assert_no_error (error);
}

static void
close_files (void)
{
  hopmap_city_source_close (files.places);
  hopmap_city_source_close (files.networks);
  g_array_unref (files.country_list);
  hopmap_reach_list_free (files.reach);
  g_free (files.sample);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  open_files ();
  g_test_add_data_func ("/accuracy/cities/random", "random", test_cities);
  g_test_add_data_func ("/accuracy/cities/carriers", "carriers", test_cities);
  g_test_add_data_func ("/accuracy/countries/random", "random", test_countries);
  g_test_add_data_func ("/accuracy/countries/carriers", "carriers", test_countries);
  g_test_add_func ("/accuracy/countries/installed", test_installed);
  status = g_test_run ();
  close_files ();
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nearest town, across borders and across 180°, and the tables that are in the tree. */
#include "hopmap-gazetteer.h"

#define PLACES                                                                                     \
  "# a comment\n"                                                                                  \
  "CH\tBasel\tBasel-Stadt\t47.56\t7.59\t164937\n"                                                  \
  "FR\tMulhouse\tAlsace\t47.75\t7.34\t215454\n"                                                    \
  "FR\tBasse-Terre\t\t16.00\t-61.72\t307\n"                                                        \
  "FJ\tSuva\t\t-18.13\t178.44\t175399\n"

static HopmapGazetteer *
make_gazetteer (void)
{
  g_autoptr (GError) error = NULL;
  HopmapGazetteer *gazetteer = hopmap_gazetteer_new (PLACES, "CH\tSwitzerland\nFR\tFrance\n",
                                                     &error);

  g_assert_no_error (error);
  return gazetteer;
}

static const char *
find (HopmapGazetteer *gazetteer, double latitude, double longitude, const char *country_code)
{
  guint town = hopmap_gazetteer_find_nearest (
      gazetteer, hopmap_direction_from_degrees (latitude, longitude), country_code);

  return hopmap_gazetteer_get_town (gazetteer, town)->name;
}

static void
test_nearest (void)
{
  g_autoptr (HopmapGazetteer) gazetteer = make_gazetteer ();

  g_assert_cmpstr (find (gazetteer, 47.57, 7.58, "CH"), ==, "Basel");
  /* Saint-Louis, on the French side of Basel, stays in France. */
  g_assert_cmpstr (find (gazetteer, 47.59, 7.56, "FR"), ==, "Mulhouse");
  /* Guadeloupe has a code of its own; the table counts its towns as French. */
  g_assert_cmpstr (find (gazetteer, 16.2, -61.5, "GP"), ==, "Basse-Terre");
  /* The only town of the country is an ocean away: then the nearest one counts. */
  g_assert_cmpstr (find (gazetteer, 16.2, -61.5, "CH"), ==, "Basse-Terre");
  g_assert_cmpstr (find (gazetteer, -17.0, -179.9, "FJ"), ==, "Suva");
}

static void
test_distance (void)
{
  HopmapDirection berlin = hopmap_direction_from_degrees (52.52, 13.405);
  HopmapDirection paris = hopmap_direction_from_degrees (48.8566, 2.3522);
  HopmapDirection east = hopmap_direction_from_degrees (0, 179);
  HopmapDirection west = hopmap_direction_from_degrees (0, -179);

  g_assert_cmpfloat_with_epsilon (hopmap_direction_distance_km (berlin, paris), 877.5, 1.0);
  g_assert_cmpfloat_with_epsilon (hopmap_direction_distance_km (east, west), 222.4, 0.1);
  g_assert_cmpfloat (hopmap_direction_distance_km (paris, paris), ==, 0.0);
}

static void
test_countries (void)
{
  g_autoptr (HopmapGazetteer) gazetteer = make_gazetteer ();
  HopmapDirection mulhouse = hopmap_direction_from_degrees (47.75, 7.34);

  g_assert_cmpstr (hopmap_gazetteer_get_country (gazetteer, "CH"), ==, "Switzerland");
  g_assert_null (hopmap_gazetteer_get_country (gazetteer, "DE"));
  g_assert_cmpfloat (hopmap_gazetteer_get_country_extent_km (gazetteer, mulhouse, "FR"), >, 6000);
  g_assert_cmpfloat (hopmap_gazetteer_get_country_extent_km (gazetteer, mulhouse, "DE"), ==, 0);
}

static void
test_bad_tables (void)
{
  static const char *const bad[] = { "", "# nothing\n", "DE\tBerlin\n", "de\tBerlin\t\t1\t2\t3\n",
                                     "DE\tBerlin\t\tx\t2\t3\n" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hopmap_gazetteer_new (bad[i], "DE\tGermany\n", &error));
      g_assert_nonnull (error);
    }
}

/* Every country of the table of places has a name, and the usual gaps are filled. */
static void
test_shipped_tables (void)
{
  g_autofree char *places_path = g_build_filename (g_getenv ("HOPMAP_DATA_GEO"), "places.tsv",
                                                   NULL);
  g_autofree char *countries_path = g_build_filename (g_getenv ("HOPMAP_DATA_GEO"), "countries.tsv",
                                                      NULL);
  g_autofree char *places = NULL, *countries = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapGazetteer) gazetteer = NULL;

  g_file_get_contents (places_path, &places, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (countries_path, &countries, NULL, &error);
  g_assert_no_error (error);
  gazetteer = hopmap_gazetteer_new (places, countries, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hopmap_gazetteer_get_n_towns (gazetteer), >, 7000);
  for (guint i = 0; i < hopmap_gazetteer_get_n_towns (gazetteer); i++)
    g_assert_nonnull (hopmap_gazetteer_get_country (
        gazetteer, hopmap_gazetteer_get_town (gazetteer, i)->country_code));
  g_assert_cmpstr (find (gazetteer, 42.66, 21.17, "XK"), ==, "Pristina");
  g_assert_cmpstr (find (gazetteer, 14.7, -17.4, "SN"), ==, "Dakar");
  g_assert_cmpstr (find (gazetteer, 50.1, 8.7, "DE"), ==, "Frankfurt");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gazetteer/nearest", test_nearest);
  g_test_add_func ("/gazetteer/distance", test_distance);
  g_test_add_func ("/gazetteer/countries", test_countries);
  g_test_add_func ("/gazetteer/bad-tables", test_bad_tables);
  g_test_add_func ("/gazetteer/shipped-tables", test_shipped_tables);
  return g_test_run ();
}

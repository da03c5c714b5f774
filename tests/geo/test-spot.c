/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places as people write them, and the table of towns behind them.
 */
#include "hopmap-spot.h"

#include <locale.h>
#include <math.h>

#include "hopmap-geo-error.h"
#include "hopmap-town-table.h"

static void
test_towns (void)
{
  static const struct
  {
    const char *text;
    const char *city;
    const char *code;
  } towns[] = {
    { "Lisbon", "Lisbon", "PT" },         { "  lisbon ", "Lisbon", "PT" },
    { "SÃO PAULO", NULL, "BR" },          { "sao paulo, brazil", NULL, "BR" },
    { "Portland", "Portland", "US" },     { "Copenhagen", NULL, "DK" },
    { "München", "Munich", "DE" },        { "Washington DC", NULL, "US" },
    { "ashburn", "Ashburn", "US" },       { "Paris", "Paris", "FR" },
    { "london, US", "London", "US" },     { "London, kentucky, united states", "London", "US" },
    { "London, Canada", "London", "CA" }, { "London", "London", "GB" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (towns); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapPlace) place = hopmap_spot_parse (towns[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (place->country_code, ==, towns[i].code);
      if (towns[i].city != NULL)
        g_assert_cmpstr (place->city, ==, towns[i].city);
      g_assert_cmpint (place->kind, ==, HOPMAP_PLACE_CITY);
      g_assert_cmpint (place->evidence, ==, HOPMAP_EVIDENCE_PERSON);
      g_assert_cmpfloat (place->radius_km, >, 0.0);
    }
}

static void
test_points (void)
{
  g_autoptr (HopmapPlace) berlin = hopmap_spot_parse ("52.52,13.40", NULL);
  g_autoptr (HopmapPlace) wide = hopmap_spot_parse (" 52.52 , 13.40 ,250 ", NULL);
  g_autoptr (HopmapPlace) ocean = hopmap_spot_parse ("-40,-120", NULL);
  g_autofree char *text = hopmap_spot_format (wide);
  g_autoptr (HopmapPlace) again = hopmap_spot_parse (text, NULL);

  g_assert_cmpstr (berlin->city, ==, "Berlin");
  g_assert_cmpfloat (berlin->latitude, ==, 52.52);
  g_assert_cmpfloat (berlin->longitude, ==, 13.40);
  g_assert_cmpfloat (wide->radius_km, ==, 250.0);
  g_assert_null (ocean->city);
  g_assert_null (ocean->country_code);
  g_assert_true (ocean->has_point);
  g_assert_cmpstr (text, ==, "52.52000,13.40000,250.0");
  g_assert_true (hopmap_place_equal (wide, again));
}

static void
test_nonsense (void)
{
  static const char *const texts[] = {
    "",           " ",        ",",         "Nowhere At All", "91,0",           "0,0",
    "10,181",     "nan,1",    "inf,1",     "1e999,2",        "52.5",           "52.5,",
    "52,5,13,40", "1,2,-3",   "1,2,99999", "1,2,3,4",        "1,2x",           "\xff\xfe",
    "52.5 13.4",  "<b>x</b>", "0x10,",     "--1,2",          "Berlin, US, FR",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapPlace) place = hopmap_spot_parse (texts[i], &error);

      g_test_message ("“%s”", texts[i]);
      g_assert_null (place);
      g_assert_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_nearest (void)
{
  g_assert_cmpstr (hopmap_town_table_find_nearest (-33.87, 151.2)->name, ==, "Sydney");
  g_assert_cmpstr (hopmap_town_table_find_in ("Sydney", "AU")->name, ==, "Sydney");
  g_assert_null (hopmap_town_table_find_in ("Sydney", "DE"));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/spot/towns", test_towns);
  g_test_add_func ("/geo/spot/points", test_points);
  g_test_add_func ("/geo/spot/nonsense", test_nonsense);
  g_test_add_func ("/geo/spot/nearest", test_nearest);
  return g_test_run ();
}

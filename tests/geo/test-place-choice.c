/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How places are graded and which of several is believed.
 */
#include "hopmap-place-choice.h"

#include <math.h>

static void
test_grades (void)
{
  static const struct
  {
    const char *city, *region, *code;
    double radius_km;
    HopmapPlaceKind kind;
    HopmapEvidence evidence;
    double expected_km;
  } rows[] = {
    { "Oslo", NULL, "NO", 25, HOPMAP_PLACE_CITY, HOPMAP_EVIDENCE_DATABASE, 25 },
    { "Oslo", NULL, "NO", 0, HOPMAP_PLACE_CITY, HOPMAP_EVIDENCE_DATABASE, 50 },
    { "Oslo", NULL, "NO", NAN, HOPMAP_PLACE_CITY, HOPMAP_EVIDENCE_DATABASE, 50 },
    { "Oslo", NULL, "NO", 500, HOPMAP_PLACE_CITY, HOPMAP_EVIDENCE_WIDE, 500 },
    { NULL, "Viken", "NO", 0, HOPMAP_PLACE_CITY, HOPMAP_EVIDENCE_WIDE, 250 },
    { "", "", "NO", 0, HOPMAP_PLACE_COUNTRY, HOPMAP_EVIDENCE_COUNTRY, 1000 },
    { NULL, NULL, "NO", 20, HOPMAP_PLACE_CITY, HOPMAP_EVIDENCE_WIDE, 20 },
    { NULL, NULL, NULL, 0, HOPMAP_PLACE_CITY, HOPMAP_EVIDENCE_WIDE, 1000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HopmapPlace fields = {
        .has_point = TRUE,
        .latitude = 59.9,
        .longitude = 10.7,
        .radius_km = rows[i].radius_km,
        .city = (char *) rows[i].city,
        .region = (char *) rows[i].region,
        .country_code = (char *) rows[i].code,
      };
      g_autoptr (HopmapPlace) place = hopmap_place_new_graded (&fields);

      g_assert_cmpint (place->kind, ==, rows[i].kind);
      g_assert_cmpint (place->evidence, ==, rows[i].evidence);
      g_assert_cmpfloat (place->radius_km, ==, rows[i].expected_km);
    }
}

static void
test_no_point (void)
{
  static const double points[][2] = { { 0, 0 }, { NAN, 3 }, { 3, NAN }, { 91, 0 }, { 3, -181 } };

  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      HopmapPlace fields = {
        .has_point = TRUE,
        .latitude = points[i][0],
        .longitude = points[i][1],
        .city = (char *) "Nowhere",
        .country_code = (char *) "NO",
      };
      g_autoptr (HopmapPlace) country = hopmap_place_new_graded (&fields);

      g_assert_false (country->has_point);
      g_assert_cmpint (country->kind, ==, HOPMAP_PLACE_COUNTRY);
      g_assert_cmpint (country->evidence, ==, HOPMAP_EVIDENCE_COUNTRY);

      fields.country_code = NULL;
      g_assert_null (hopmap_place_new_graded (&fields));
    }
}

/* That an address is at many places is worth knowing though none of them is named. */
static void
test_anycast (void)
{
  g_autoptr (HopmapPlace) nowhere = hopmap_place_new_graded (&(HopmapPlace){ .anycast = TRUE });
  g_autoptr (GPtrArray)
      places = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  g_autoptr (GPtrArray) ranked = NULL;

  g_assert_cmpint (nowhere->kind, ==, HOPMAP_PLACE_UNKNOWN);
  g_assert_true (nowhere->anycast);

  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (places, hopmap_place_new_graded (
                                 &(HopmapPlace){ .has_point = TRUE,
                                                 .latitude = 37.4,
                                                 .longitude = -122.1,
                                                 .city = (char *) "Mountain View",
                                                 .source = (char *) (i == 0 ? "one" : "other"),
                                                 .anycast = i == 0 }));
  ranked = hopmap_place_rank (places);
  g_assert_cmpint (((HopmapPlace *) ranked->pdata[0])->evidence, ==, HOPMAP_EVIDENCE_DATABASE);
  g_assert_cmpint (((HopmapPlace *) ranked->pdata[1])->evidence, ==, HOPMAP_EVIDENCE_DATABASE);
}

static HopmapPlace *
new_place (const char *source, HopmapEvidence evidence, double latitude)
{
  return hopmap_place_new (&(HopmapPlace){
      .kind = HOPMAP_PLACE_CITY,
      .evidence = evidence,
      .has_point = TRUE,
      .latitude = latitude,
      .longitude = 8.0,
      .source = (char *) source,
  });
}

static GPtrArray *
new_places (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
}

static void
assert_source (GPtrArray *places, guint index, const char *source, HopmapEvidence evidence)
{
  const HopmapPlace *place = places->pdata[index];

  g_assert_cmpstr (place->source, ==, source);
  g_assert_cmpint (place->evidence, ==, evidence);
}

static void
test_stronger_first (void)
{
  g_autoptr (GPtrArray) places = new_places ();
  g_autoptr (GPtrArray) ranked = NULL;

  g_ptr_array_add (places, new_place ("country", HOPMAP_EVIDENCE_COUNTRY, 50));
  g_ptr_array_add (places, new_place ("near", HOPMAP_EVIDENCE_DATABASE, 50));
  g_ptr_array_add (places, new_place ("wide", HOPMAP_EVIDENCE_WIDE, 10));
  g_ptr_array_add (places, new_place ("far", HOPMAP_EVIDENCE_DATABASE, 20));
  ranked = hopmap_place_rank (places);

  g_assert_cmpuint (ranked->len, ==, 4);
  assert_source (ranked, 0, "near", HOPMAP_EVIDENCE_DATABASE);
  assert_source (ranked, 1, "far", HOPMAP_EVIDENCE_DATABASE);
  assert_source (ranked, 2, "wide", HOPMAP_EVIDENCE_WIDE);
  assert_source (ranked, 3, "country", HOPMAP_EVIDENCE_COUNTRY);
}

/* Two that agree outvote a third, though it was preferred. 1 degree of latitude is 111 km. */
static void
test_agreement (void)
{
  g_autoptr (GPtrArray) places = new_places ();
  g_autoptr (GPtrArray) ranked = NULL;

  g_ptr_array_add (places, new_place ("alone", HOPMAP_EVIDENCE_DATABASE, 20));
  g_ptr_array_add (places, new_place ("one", HOPMAP_EVIDENCE_DATABASE, 50));
  g_ptr_array_add (places, new_place ("other", HOPMAP_EVIDENCE_DATABASE, 50.8));
  ranked = hopmap_place_rank (places);

  assert_source (ranked, 0, "one", HOPMAP_EVIDENCE_AGREED);
  assert_source (ranked, 1, "other", HOPMAP_EVIDENCE_AGREED);
  assert_source (ranked, 2, "alone", HOPMAP_EVIDENCE_DATABASE);
}

static void
test_no_agreement (void)
{
  g_autoptr (GPtrArray) places = new_places ();
  g_autoptr (GPtrArray) ranked = NULL;

  g_ptr_array_add (places, new_place ("one", HOPMAP_EVIDENCE_DATABASE, 50));
  g_ptr_array_add (places, new_place ("one", HOPMAP_EVIDENCE_DATABASE, 50.1));
  g_ptr_array_add (places, new_place ("other", HOPMAP_EVIDENCE_DATABASE, 51));
  g_ptr_array_add (places, new_place ("wide", HOPMAP_EVIDENCE_WIDE, 51));
  ranked = hopmap_place_rank (places);

  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (((HopmapPlace *) ranked->pdata[i])->evidence, ==, HOPMAP_EVIDENCE_DATABASE);
  assert_source (ranked, 3, "wide", HOPMAP_EVIDENCE_WIDE);
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) places = new_places ();
  g_autoptr (GPtrArray) ranked = hopmap_place_rank (places);

  g_assert_cmpuint (ranked->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/place-choice/grades", test_grades);
  g_test_add_func ("/place-choice/no-point", test_no_point);
  g_test_add_func ("/place-choice/anycast", test_anycast);
  g_test_add_func ("/place-choice/stronger-first", test_stronger_first);
  g_test_add_func ("/place-choice/agreement", test_agreement);
  g_test_add_func ("/place-choice/no-agreement", test_no_agreement);
  g_test_add_func ("/place-choice/nothing", test_nothing);

  return g_test_run ();
}

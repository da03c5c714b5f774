/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places: no point is made up, and none that is no point is kept. */
#include "hopmap-place.h"

#include <math.h>

static void
test_no_point (void)
{
  static const struct
  {
    double latitude;
    double longitude;
  } rows[] = { { 0, 0 },      { NAN, 10 },        { 10, NAN },  { INFINITY, 0 }, { 91, 0 },
               { -90.01, 5 }, { 10, 180.000001 }, { 999, 999 }, { 5, -1e300 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HopmapPlace) place = hopmap_place_new (&(HopmapPlace){
          .kind = HOPMAP_PLACE_CITY,
          .has_point = TRUE,
          .latitude = rows[i].latitude,
          .longitude = rows[i].longitude,
          .country_code = (char *) "DE",
      });

      g_assert_false (place->has_point);
      g_assert_cmpint (place->kind, ==, HOPMAP_PLACE_COUNTRY);
    }
}

static void
test_text (void)
{
  g_autoptr (HopmapPlace) city = hopmap_place_new (&(HopmapPlace){
      .kind = HOPMAP_PLACE_CITY,
      .has_point = TRUE,
      .latitude = 52.5,
      .longitude = 13.4,
      .radius_km = -3,
      .city = (char *) "Berlin",
      .country = (char *) "Germany",
      .country_code = (char *) "DE",
  });
  g_autoptr (HopmapPlace) special = hopmap_place_new (
      &(HopmapPlace){ .kind = HOPMAP_PLACE_SPECIAL, .label = (char *) "Private network" });
  g_autoptr (HopmapPlace)
      nothing = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_CITY, .city = (char *) "" });
  g_autofree char *city_text = hopmap_place_dup_text (city);
  g_autofree char *special_text = hopmap_place_dup_text (special);

  g_assert_cmpstr (city_text, ==, "Berlin, Germany");
  g_assert_cmpstr (special_text, ==, "Private network");
  g_assert_cmpfloat (city->radius_km, ==, 0.0);
  g_assert_cmpint (nothing->kind, ==, HOPMAP_PLACE_UNKNOWN);
  g_assert_null (hopmap_place_dup_text (nothing));
  g_assert_null (hopmap_place_dup_text (NULL));
  g_assert_false (hopmap_place_equal (city, special));
  g_assert_true (hopmap_place_equal (city, city));
  g_assert_false (hopmap_place_equal (city, NULL));
}

/* What speaks against a place is a part of it, and copied like the rest. */
static void
test_refutation (void)
{
  char witness[] = "Berlin";
  HopmapPlace fields = {
    .kind = HOPMAP_PLACE_CITY,
    .has_point = TRUE,
    .latitude = 40.71,
    .longitude = -74.01,
    .city = (char *) "New York",
    .refutation = { .kind = HOPMAP_REFUTATION_OUTVOTED,
                    .needed_ns = 64000000,
                    .answered_ns = 11300000,
                    .answered_ttl = 3,
                    .witness = witness,
                    .witness_ttl = 2 },
  };
  g_autoptr (HopmapPlace) refuted = hopmap_place_new (&fields);
  g_autoptr (HopmapPlace) same = hopmap_place_new (refuted);
  g_autoptr (HopmapPlace) other = NULL;
  g_autofree char *reason = hopmap_place_dup_reason (refuted, 3);

  g_assert_cmpstr (reason, ==,
                   "New York cannot be right together with Berlin (hop 2): that needs at least "
                   "64 ms; the answer came in 11 ms");
  witness[0] = 'M';
  g_assert_true (hopmap_place_equal (refuted, same));
  other = hopmap_place_new (&fields);
  g_assert_false (hopmap_place_equal (refuted, other));
  fields.refutation = (HopmapRefutation){ 0 };
  hopmap_place_unref (other);
  other = hopmap_place_new (&fields);
  g_assert_false (hopmap_place_equal (refuted, other));
  g_assert_null (hopmap_place_dup_reason (other, 3));
  g_assert_null (hopmap_place_dup_reason (NULL, 3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/no-point", test_no_point);
  g_test_add_func ("/place/text", test_text);
  g_test_add_func ("/place/refutation", test_refutation);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places: no point is made up, and none that is no point is kept. */
#include "hopmap-place.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>
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

/* A catalogue of country names, as the package iso-codes has them. */
static void
write_catalogue (const char *folder, const char *domain)
{
  const char *argv[] = { "msgfmt", "-o", NULL, NULL, NULL };
  g_autofree char *words = g_build_filename (folder, "de.po", NULL);
  g_autofree char *deep = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *name = g_strconcat (domain, ".mo", NULL);
  g_autofree char *catalogue = g_build_filename (deep, name, NULL);
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_file_set_contents (words,
                       "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                       "msgid \"Austria\"\nmsgstr \"Österreich\"\n",
                       -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  argv[2] = catalogue;
  argv[3] = words;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  bindtextdomain (domain, folder);
  bind_textdomain_codeset (domain, "UTF-8");
  g_unlink (words);
}

/* Alone in a process: which language a domain has is settled at its first word. */
static void
test_country_names (void)
{
  g_autofree char *folder = NULL;
  g_autoptr (HopmapPlace) city = hopmap_place_new (&(HopmapPlace){
      .kind = HOPMAP_PLACE_CITY,
      .city = (char *) "Linz",
      .country = (char *) "Austria",
      .country_code = (char *) "AT",
  });
  g_autoptr (HopmapPlace)
      elsewhere = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_COUNTRY,
                                                    .country = (char *) "Atlantis",
                                                    .country_code = (char *) "XX" });
  g_autofree char *english = hopmap_place_dup_text (city);
  g_autofree char *german = NULL;

  g_assert_cmpstr (english, ==, "Linz, Austria");
  if (!g_test_subprocess ())
    {
      g_autofree char *kept = g_strdup (setlocale (LC_ALL, NULL));

      if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
        {
          g_test_skip ("the locale de_DE.UTF-8 is not installed");
          return;
        }
      setlocale (LC_ALL, kept);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  g_unsetenv ("LANGUAGE");
  g_assert_nonnull (setlocale (LC_ALL, "de_DE.UTF-8"));
  folder = g_dir_make_tmp ("hopmap-countries-XXXXXX", NULL);
  write_catalogue (folder, "hopmap-test-countries");
  hopmap_place_set_country_domain ("hopmap-test-countries");
  german = hopmap_place_dup_text (city);
  g_assert_cmpstr (german, ==, "Linz, Österreich");
  /* A name that no list has stays as it is, and what goes into files is never translated. */
  g_assert_cmpstr (hopmap_place_get_country_text (elsewhere), ==, "Atlantis");
  g_assert_cmpstr (city->country, ==, "Austria");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/no-point", test_no_point);
  g_test_add_func ("/place/text", test_text);
  g_test_add_func ("/place/refutation", test_refutation);
  g_test_add_func ("/place/country-names", test_country_names);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person has put right: it holds at once and over all sources, outlives the program, and can
 * be taken back.
 */
#include "hopmap-corrections.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "hopmap-fake-provider.h"
#include "hopmap-route-locator.h"
#include "hopmap-test-folder.h"

#define ROUTER "62.154.1.1"

static void
set_up (HopmapTestFolder *fixture, gconstpointer data)
{
  hopmap_test_folder_init (fixture, "new", "corrections.ini");
}

static void
tear_down (HopmapTestFolder *fixture, gconstpointer data)
{
  hopmap_test_folder_clear (fixture);
}

static HopmapPlace *
new_place (const char *city, double latitude, double longitude)
{
  return hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_CITY,
                                           .has_point = TRUE,
                                           .latitude = latitude,
                                           .longitude = longitude,
                                           .radius_km = 7.5,
                                           .city = (char *) city,
                                           .country = (char *) "Germany",
                                           .country_code = (char *) "DE" });
}

static void
correct (HopmapCorrections *corrections, const char *address, const char *city)
{
  const HopmapAddress parsed = hopmap_test_address (address);
  g_autoptr (HopmapPlace) place = new_place (city, 50.11, 8.68);
  g_autoptr (GError) error = NULL;

  g_assert_true (hopmap_corrections_set (corrections, &parsed, place, &error));
  g_assert_no_error (error);
}

static void
assert_city (HopmapCorrections *corrections, const char *address, const char *city)
{
  const HopmapAddress parsed = hopmap_test_address (address);
  g_autoptr (HopmapGeoAnswer)
      answer = hopmap_geo_provider_lookup (HOPMAP_GEO_PROVIDER (corrections), &parsed);

  if (city == NULL)
    {
      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
      return;
    }
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_cmpstr (answer->place->city, ==, city);
  g_assert_cmpint (answer->place->evidence, ==, HOPMAP_EVIDENCE_PERSON);
  g_assert_cmpfloat (answer->place->latitude, ==, 50.11);
  g_assert_cmpfloat (answer->place->radius_km, ==, 7.5);
}

static void
test_kept (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autoptr (HopmapCorrections) corrections = hopmap_corrections_new (fixture->path);
  g_autoptr (HopmapCorrections) again = NULL, last = NULL;
  const HopmapAddress router = hopmap_test_address (ROUTER),
                      mapped = hopmap_test_address ("::ffff:" ROUTER);

  correct (corrections, ROUTER, "Old");
  correct (corrections, ROUTER, "Frankfurt");
  correct (corrections, "2001:470::1", "Berlin");
  correct (corrections, "::ffff:9.9.9.9", "Zürich \"[x]\"\n=;#");
  assert_city (corrections, ROUTER, "Frankfurt");
  g_assert_true (hopmap_corrections_has (corrections, &mapped));
  hopmap_corrections_flush (corrections);

  again = hopmap_corrections_new (fixture->path);
  assert_city (again, ROUTER, "Frankfurt");
  assert_city (again, "2001:470::1", "Berlin");
  g_assert_true (hopmap_corrections_has (again, &(HopmapAddress){ 4, { 9, 9, 9, 9 } }));

  hopmap_corrections_forget (again, &router);
  assert_city (again, ROUTER, NULL);
  hopmap_corrections_flush (again);
  last = hopmap_corrections_new (fixture->path);
  assert_city (last, ROUTER, NULL);
  assert_city (last, "2001:470::1", "Berlin");
}

/* Two programs write in turn, and neither loses what the other has written. */
static void
test_two_programs (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autoptr (HopmapCorrections) one = hopmap_corrections_new (fixture->path);
  g_autoptr (HopmapCorrections) other = hopmap_corrections_new (fixture->path);
  g_autoptr (HopmapCorrections) third = NULL;

  correct (one, "9.0.0.1", "One");
  hopmap_corrections_flush (one);
  correct (other, "9.0.0.2", "Other");
  hopmap_corrections_flush (other);

  third = hopmap_corrections_new (fixture->path);
  assert_city (third, "9.0.0.1", "One");
  assert_city (third, "9.0.0.2", "Other");
}

static void
test_no_place_of_its_own (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autoptr (HopmapCorrections) corrections = hopmap_corrections_new (fixture->path);
  g_autoptr (HopmapPlace) place = new_place ("Home", 50.0, 8.0);
  g_autoptr (HopmapPlace) nowhere = new_place ("Nowhere", 0.0, 0.0);
  const HopmapAddress home = hopmap_test_address ("192.168.1.1"),
                      router = hopmap_test_address (ROUTER);
  g_autoptr (GError) error = NULL;

  g_assert_false (hopmap_corrections_set (corrections, &home, place, &error));
  g_assert_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING);
  g_clear_error (&error);
  g_assert_false (hopmap_corrections_set (corrections, &router, nowhere, &error));
  g_assert_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_hostile_file (HopmapTestFolder *fixture, gconstpointer data)
{
  static const char text[] = "[1.2.3.4]\nLatitude=1e999\nLongitude=5\n"
                             "[1.2.3.5]\nLatitude=nan\nLongitude=nan\n"
                             "[1.2.3.6]\nLatitude=50.11\nLongitude=8.68\nRadius=x\n"
                             "[not an address]\nLatitude=50.11\nLongitude=8.68\n"
                             "[1.2.3.7]\nLatitude=0\nLongitude=0\n"
                             "[1.2.3.8]\nLatitude=50.11\n"
                             "[1.2.3.9]\nLatitude=50.11\nLongitude=8.68\nRadius=7.5\n"
                             "City=Frank\xe2\x80\xae"
                             "furt\\n\nCountryCode=<b>\n";
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (HopmapCorrections) corrections = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  corrections = hopmap_corrections_new (fixture->path);
  for (guint i = 4; i < 9; i++)
    {
      g_autofree char *address = g_strdup_printf ("1.2.3.%u", i);

      assert_city (corrections, address, NULL);
    }
  assert_city (corrections, "1.2.3.9", "Frankfurt");
}

static void
failed_cb (HopmapCorrections *corrections, const char *sentence, char **said)
{
  g_free (*said);
  *said = g_strdup (sentence);
}

static void
wait_for (char **said)
{
  while (*said == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* It holds all the same, is said, and what was there is left as it was. */
static void
test_damaged_file (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *said = NULL, *left = NULL;
  g_autoptr (HopmapCorrections) corrections = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, "no key file", -1, NULL));
  corrections = hopmap_corrections_new (fixture->path);
  g_signal_connect (corrections, "save-failed", G_CALLBACK (failed_cb), &said);

  correct (corrections, ROUTER, "Frankfurt");
  assert_city (corrections, ROUTER, "Frankfurt");
  wait_for (&said);
  g_assert_nonnull (strstr (said, fixture->path));
  g_assert_true (g_file_get_contents (fixture->path, &left, NULL, NULL));
  g_assert_cmpstr (left, ==, "no key file");
}

static HopmapHop *
answer (HopmapRoute *route, guint ttl, const char *address)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
  HopmapSample sample = { .rtt_ns = 90000000, .answer = HOPMAP_ANSWER_TIME_EXCEEDED };

  sample.address = hopmap_test_address (address);
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0), &sample);
  return hop;
}

static const char *
get_city (HopmapHop *hop)
{
  return hopmap_hop_get_place (hop) != NULL ? hopmap_hop_get_place (hop)->city : NULL;
}

static HopmapRoute *
new_route (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  return hopmap_route_new (target, &options);
}

static HopmapLocator *
new_locator (HopmapCorrections *corrections, HopmapFakeProvider *fake)
{
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();

  g_ptr_array_add (providers, corrections);
  g_ptr_array_add (providers, fake);
  return hopmap_locator_new_for_providers (providers);
}

static void
settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (hopmap_route_locator_settle_finish (HOPMAP_ROUTE_LOCATOR (object), result, NULL));
  g_main_loop_quit (user_data);
}

static void
settle (HopmapRouteLocator *route_locator)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  hopmap_route_locator_settle_async (route_locator, NULL, settled_cb, loop);
  g_main_loop_run (loop);
}

/* Every hop of that address changes at once, and back. */
static void
test_on_a_route (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autoptr (HopmapCorrections) corrections = hopmap_corrections_new (NULL);
  g_autoptr (HopmapFakeProvider) fake = hopmap_fake_provider_new ("fake", 50);
  g_autoptr (HopmapLocator) locator = NULL;
  g_autoptr (HopmapRoute) route = new_route ();
  g_autoptr (HopmapRouteLocator) route_locator = NULL;
  const HopmapAddress router = hopmap_test_address (ROUTER);
  HopmapHop *hop, *later;

  hopmap_fake_provider_tell_city (fake, ROUTER, "Bonn", 50.7, 7.1);
  locator = new_locator (corrections, fake);
  route_locator = hopmap_route_locator_new (route, locator);
  hop = answer (route, 1, ROUTER);
  settle (route_locator);
  g_assert_cmpstr (get_city (hop), ==, "Bonn");

  correct (corrections, ROUTER, "Frankfurt");
  g_assert_cmpstr (get_city (hop), ==, "Frankfurt");
  g_assert_cmpint (hopmap_hop_get_place (hop)->evidence, ==, HOPMAP_EVIDENCE_PERSON);
  later = answer (route, 2, ROUTER);
  g_assert_cmpstr (get_city (later), ==, "Frankfurt");

  hopmap_corrections_forget (corrections, &router);
  settle (route_locator);
  g_assert_cmpstr (get_city (hop), ==, "Bonn");
  g_assert_cmpstr (get_city (later), ==, "Bonn");
}

/* A file's place gives way to the person's, and comes back. */
static void
test_on_a_file (HopmapTestFolder *fixture, gconstpointer data)
{
  g_autoptr (HopmapCorrections) corrections = hopmap_corrections_new (NULL);
  g_autoptr (HopmapFakeProvider) fake = hopmap_fake_provider_new ("fake", 50);
  g_autoptr (HopmapLocator) locator = new_locator (corrections, fake);
  g_autoptr (HopmapRoute) route = new_route ();
  g_autoptr (HopmapRouteLocator) route_locator = NULL;
  g_autoptr (HopmapPlace) noted = new_place ("Noted", 48.0, 9.0);
  const HopmapAddress router = hopmap_test_address (ROUTER);
  HopmapHop *hop = answer (route, 1, ROUTER);

  hopmap_hop_set_place (hop, noted, NULL);
  route_locator = hopmap_route_locator_new (route, locator);
  hopmap_route_locator_use_recording (route_locator, route);
  g_assert_cmpstr (get_city (hop), ==, "Noted");

  correct (corrections, ROUTER, "Frankfurt");
  g_assert_cmpstr (get_city (hop), ==, "Frankfurt");
  hopmap_corrections_forget (corrections, &router);
  g_assert_cmpstr (get_city (hop), ==, "Noted");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, HopmapTestFolder, NULL, set_up, function, tear_down)
  ADD ("/geo/corrections/kept", test_kept);
  ADD ("/geo/corrections/two-programs", test_two_programs);
  ADD ("/geo/corrections/no-place-of-its-own", test_no_place_of_its_own);
  ADD ("/geo/corrections/hostile-file", test_hostile_file);
  ADD ("/geo/corrections/damaged-file", test_damaged_file);
  ADD ("/geo/corrections/on-a-route", test_on_a_route);
  ADD ("/geo/corrections/on-a-file", test_on_a_file);
  return g_test_run ();
}

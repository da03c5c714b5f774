/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What sources said of a hop, and why it is not believed, survives a save and an open; and what a
 * file says of that is not taken on trust.
 */
#include "golden.h"
#include "sample-route.h"

#include <hopmap-masked-route.h>

#include <locale.h>
#include <string.h>

static HopmapPlace *
new_place (const char *city, const HopmapRefutation *refutation)
{
  return hopmap_place_new (&(HopmapPlace){
      .kind = HOPMAP_PLACE_CITY,
      .evidence = HOPMAP_EVIDENCE_NAMED,
      .has_point = TRUE,
      .latitude = 40.71,
      .longitude = -74.01,
      .radius_km = 25,
      .city = (char *) city,
      .source = (char *) "A database",
      .anycast = refutation == NULL,
      .refutation = refutation != NULL ? *refutation : (HopmapRefutation){ 0 },
  });
}

static HopmapRoute *
new_route (void)
{
  static const HopmapRefutation light = { .kind = HOPMAP_REFUTATION_LIGHT,
                                          .needed_ns = 62512345,
                                          .answered_ns = 11300000,
                                          .answered_ttl = 6 };
  static const HopmapRefutation outvoted = { .kind = HOPMAP_REFUTATION_OUTVOTED,
                                             .needed_ns = 63000000,
                                             .answered_ns = 12000000,
                                             .witness = (char *) "Berlin",
                                             .witness_ttl = 2 };
  HopmapRoute *route = sample_route_new ();
  g_autoptr (HopmapPlace) unknown = hopmap_place_new (&(HopmapPlace){ .anycast = TRUE });
  g_autoptr (GPtrArray)
      candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);

  g_ptr_array_add (candidates, new_place ("Ulm", NULL));
  g_ptr_array_add (candidates, new_place ("New York", &light));
  g_ptr_array_add (candidates, new_place ("Boston", &outvoted));
  hopmap_hop_set_place (hopmap_route_get_hop (route, 5), unknown, candidates);
  return route;
}

static void
test_round_trip (void)
{
  g_autoptr (HopmapRoute) route = new_route ();
  g_autofree char *text = golden_write (route, "json");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) again = hopmap_document_read (bytes, &error);
  g_autofree char *second = NULL;
  HopmapHop *before = hopmap_route_get_hop (route, 5);
  HopmapHop *after;

  g_assert_no_error (error);
  after = hopmap_route_get_hop (again, 5);
  g_assert_true (hopmap_place_equal (hopmap_hop_get_place (before), hopmap_hop_get_place (after)));
  g_assert_cmpuint (hopmap_hop_get_candidates (after)->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_true (hopmap_place_equal (hopmap_hop_get_candidates (before)->pdata[i],
                                       hopmap_hop_get_candidates (after)->pdata[i]));
  second = golden_write (again, "json");
  g_assert_cmpstr (second, ==, text);
}

/* Whoever named a network is credited in what is made of the file, too. */
static void
test_network_attribution (void)
{
  static const char line[] = "Names by Somebody (https://names.example)";
  g_autoptr (HopmapRoute) route = new_route ();
  g_autofree char *text = NULL, *page = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) again = NULL;

  hopmap_hop_set_network (hopmap_route_get_hop (route, 5), 64500, "Example");
  hopmap_hop_set_network_attribution (hopmap_route_get_hop (route, 5), line);
  text = golden_write (route, "json");
  bytes = g_bytes_new (text, strlen (text));
  again = hopmap_document_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hopmap_hop_get_network_attribution (hopmap_route_get_hop (again, 5)), ==, line);
  g_assert_null (hopmap_hop_get_network_attribution (hopmap_route_get_hop (again, 1)));
  page = golden_write (again, "html");
  g_assert_nonnull (strstr (page, "Names by Somebody"));
}

/* A reason must not tell what is withheld: a hop's town, or how far something is from the origin. */
static void
test_masked (void)
{
  static const guint kept[] = { 3, 2, 1 };

  for (guint mask_hops = 0; mask_hops < G_N_ELEMENTS (kept); mask_hops++)
    {
      g_autoptr (HopmapRoute) route = new_route ();
      g_autoptr (HopmapRoute)
          masked = hopmap_masked_route_new (route, &(HopmapWriteOptions){ .mask_hops = mask_hops });
      HopmapHop *hop = hopmap_route_get_hop (masked, 5);
      const HopmapPlace *first = g_ptr_array_index (hopmap_hop_get_candidates (hop), 0);

      g_assert_cmpuint (hopmap_hop_get_candidates (hop)->len, ==, kept[mask_hops]);
      g_assert_cmpstr (first->city, ==, "Ulm");
    }
}

/* In a locale with a decimal comma, too. */
static void
test_german (void)
{
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the locale de_DE.UTF-8 is not installed");
      return;
    }

  test_round_trip ();
  setlocale (LC_ALL, "C");
}

static void
test_hostile (void)
{
  static const char *const refutations[] = {
    "7",
    "[]",
    "{}",
    "{\"neededMs\":62}",
    "{\"answeredMs\":11}",
    "{\"neededMs\":\"62\",\"answeredMs\":\"11\"}",
    "{\"neededMs\":-1,\"answeredMs\":11}",
    "{\"neededMs\":1e300,\"answeredMs\":11}",
    "{\"neededMs\":null,\"answeredMs\":null}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refutations); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"format\":\"traceroute-document\",\"version\":1,\"traces\":[{\"target\":{"
          "\"input\":\"example.org\",\"address\":\"203.0.113.9\"},\"hops\":[{\"ttl\":1,"
          "\"probes\":[{\"address\":\"192.0.2.1\",\"rttMs\":1}]}]}],\"hosts\":{\"192.0.2.1\":{"
          "\"place\":{\"kind\":\"unknown\"},\"candidates\":[{\"latitude\":50,\"longitude\":8,"
          "\"anycast\":\"yes\",\"refutation\":%s}]}}}",
          refutations[i]);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapRoute) route = hopmap_document_read (bytes, &error);
      const HopmapPlace *place;

      g_assert_no_error (error);
      place = hopmap_hop_get_candidates (hopmap_route_get_hop (route, 1))->pdata[0];
      g_assert_cmpint (place->refutation.kind, ==, HOPMAP_REFUTATION_NONE);
      g_assert_false (place->anycast);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/candidates/round-trip", test_round_trip);
  g_test_add_func ("/document/candidates/network-attribution", test_network_attribution);
  g_test_add_func ("/document/candidates/masked", test_masked);
  g_test_add_func ("/document/candidates/german", test_german);
  g_test_add_func ("/document/candidates/hostile", test_hostile);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom About credits: those whose places are shown, and nobody else.
 */
#include <hopmap-used-sources.h>
#include <hopmap-web-source-list.h>
#include <hopmap-route.h>

#define OWN "IP address data is powered by IPinfo (https://ipinfo.io)"

static HopmapRoute *
new_route (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  return hopmap_route_new (target, &options);
}

static HopmapPlace *
new_place (HopmapPlaceSource *source)
{
  return hopmap_place_new (&(HopmapPlace){
      .kind = HOPMAP_PLACE_CITY,
      .has_point = TRUE,
      .latitude = 48.4,
      .longitude = 10.0,
      .city = (char *) "Ulm",
      .source = (char *) (source != NULL ? hopmap_place_source_get_name (source) : "IPinfo"),
      .attribution = (char *) (source != NULL ? hopmap_place_source_get_attribution (source) : OWN),
  });
}

static void
assert_lines (GStrv lines, const char *expected)
{
  g_autofree char *joined = g_strjoinv ("|", lines);

  g_assert_cmpstr (joined, ==, expected);
}

/* Consent and a key make nobody a source. */
static void
test_none (void)
{
  g_autoptr (HopmapPlaceSources) sources = hopmap_web_source_list_new ();
  g_autoptr (HopmapRoute) route = new_route ();
  g_autoptr (GPtrArray) routes = g_ptr_array_new ();
  g_auto (GStrv) services = NULL;
  g_auto (GStrv) others = NULL;

  hopmap_place_sources_set_consent (sources, HOPMAP_CONSENT_YES);
  hopmap_route_ensure_hop (route, 3);
  g_ptr_array_add (routes, route);
  services = hopmap_used_sources_dup_services (routes, sources);
  others = hopmap_used_sources_dup_others (routes, sources);
  assert_lines (services, "");
  assert_lines (others, "");
}

/* A place that is not believed is shown all the same; a service without a line goes by its name. */
static void
test_used (void)
{
  g_autoptr (HopmapPlaceSources) sources = hopmap_web_source_list_new ();
  HopmapPlaceSource *geojs = hopmap_place_sources_find (sources, "geojs");
  HopmapPlaceSource *nameless = hopmap_place_sources_find (sources, "ipgeolocation");
  g_autoptr (HopmapRoute) first = new_route ();
  g_autoptr (HopmapRoute) second = new_route ();
  g_autoptr (GPtrArray) routes = g_ptr_array_new ();
  g_autoptr (GPtrArray)
      candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  g_autoptr (HopmapPlace) own = new_place (NULL);
  g_autoptr (HopmapPlace) place = new_place (nameless);
  g_autofree char *expected = NULL;
  g_auto (GStrv) services = NULL;
  g_auto (GStrv) others = NULL;

  g_ptr_array_add (candidates, hopmap_place_ref (own));
  g_ptr_array_add (candidates, new_place (geojs));
  hopmap_hop_set_place (hopmap_route_ensure_hop (first, 2), own, candidates);
  hopmap_hop_set_place (hopmap_route_ensure_hop (second, 1), place, NULL);
  hopmap_hop_set_network (hopmap_route_get_hop (second, 1), 64500, "Example");
  hopmap_hop_set_network_attribution (hopmap_route_get_hop (second, 1),
                                      "Networks by RouteViews, NRO and DB-IP");
  g_ptr_array_add (routes, first);
  g_ptr_array_add (routes, second);

  g_assert_null (hopmap_place_source_get_attribution (nameless));
  expected = g_strconcat (hopmap_place_source_get_name (nameless), "|",
                          hopmap_place_source_get_attribution (geojs), NULL);
  services = hopmap_used_sources_dup_services (routes, sources);
  others = hopmap_used_sources_dup_others (routes, sources);
  assert_lines (services, expected);
  assert_lines (others, OWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/used-sources/none", test_none);
  g_test_add_func ("/used-sources/used", test_used);

  return g_test_run ();
}

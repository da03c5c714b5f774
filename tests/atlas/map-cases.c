/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of hops. Times and places are made up, and possible.
 */
#include "map-cases.h"

#include <math.h>

static const MadeUpHop europe_asia[] = {
  { NULL, NULL, 0.0, 0.0, 0.9, 0.0 },
  { "Zurich", "Switzerland", 47.38, 8.54, 4.0, 20.0 },
  { "Frankfurt am Main", "Germany", 50.11, 8.68, 11.0, 20.0 },
  { "Marseille", "France", 43.30, 5.37, 22.0, 20.0 },
  { NULL, NULL, 0.0, 0.0, -1.0, 0.0 },
  { "Cairo", "Egypt", 30.05, 31.25, 61.0, 50.0 },
  { "Mumbai", "India", 19.08, 72.88, 118.0, 20.0 },
  { "Singapore", "Singapore", 1.35, 103.82, 165.0, 20.0 },
  { NULL, NULL, 0.0, 0.0, -1.0, 0.0 },
  { NULL, NULL, 0.0, 0.0, -1.0, 0.0 },
  { "Tokyo", "Japan", 35.68, 139.69, 231.0, 20.0 },
  { "Tokyo", "Japan", 35.68, 139.69, 232.0, 20.0 },
};

static const MadeUpHop pacific[] = {
  { "Tokyo", "Japan", 35.68, 139.69, 2.0, 20.0 },
  { "Osaka", "Japan", 34.69, 135.50, 9.0, 20.0 },
  { "San Francisco", "United States", 37.77, -122.42, 108.0, 20.0 },
  { "San Jose", "United States", 37.34, -121.89, 109.0, 20.0 },
};

static const MadeUpHop one_city[] = {
  { "Berlin", "Germany", 52.52, 13.40, 1.0, 10.0 },
  { "Berlin", "Germany", 52.52, 13.40, 1.5, 10.0 },
  { "Berlin", "Germany", 52.53, 13.41, 2.0, 10.0 },
  { "Berlin", "Germany", 52.52, 13.40, 2.0, 10.0 },
  { "Berlin", "Germany", 52.52, 13.40, 2.5, 10.0 },
  { "Berlin", "Germany", 52.51, 13.38, 3.0, 10.0 },
  { "Berlin", "Germany", 52.52, 13.40, 3.0, 10.0 },
  { "Berlin", "Germany", 52.52, 13.40, 3.5, 10.0 },
  { "Berlin", "Germany", 52.52, 13.40, 4.0, 10.0 },
  { "Berlin", "Germany", 52.52, 13.40, 4.5, 10.0 },
};

static const MadeUpHop private_hops[] = {
  { NULL, NULL, 0.0, 0.0, 0.8, 0.0 },
  { NULL, NULL, 0.0, 0.0, 1.2, 0.0 },
  { NULL, NULL, 0.0, 0.0, 2.0, 0.0 },
};

static const MadeUpHop one_hop[] = { { "Lisbon", "Portugal", 38.72, -9.14, 5.0, 20.0 } };

static const MadeUpHop doubtful[] = {
  { "Berlin", "Germany", 52.52, 13.40, 6.0, 20.0 },
  { "Poland", "Poland", 52.0, 19.3, 14.0, 300.0, MADE_UP_COUNTRY },
  { "Kyiv", "Ukraine", 50.45, 30.52, 28.0, 400.0 },
  { "New York", "United States", 40.71, -74.01, 12.0, 20.0, MADE_UP_REFUTED },
  { "Istanbul", "Turkey", 41.01, 28.96, 44.0, 30.0 },
  { "Dubai", "United Arab Emirates", 25.20, 55.27, 97.0, 30.0, MADE_UP_ANYCAST },
};

static const MadeUpHop four_routes[][5] = {
  { { "London", "United Kingdom", 51.51, -0.13, 2.0, 20.0 },
    { "New York", "United States", 40.71, -74.01, 70.0, 20.0 },
    { "Chicago", "United States", 41.88, -87.63, 90.0, 20.0 },
    { "Denver", "United States", 39.74, -104.99, 112.0, 20.0 },
    { "Los Angeles", "United States", 34.05, -118.24, 135.0, 20.0 } },
  { { "London", "United Kingdom", 51.51, -0.13, 2.0, 20.0 },
    { "Amsterdam", "Netherlands", 52.37, 4.90, 9.0, 20.0 },
    { "Montreal", "Canada", 45.50, -73.57, 84.0, 20.0 },
    { "Seattle", "United States", 47.61, -122.33, 140.0, 20.0 },
    { "Los Angeles", "United States", 34.05, -118.24, 162.0, 20.0 } },
  { { "London", "United Kingdom", 51.51, -0.13, 2.0, 20.0 },
    { "Madrid", "Spain", 40.42, -3.70, 28.0, 20.0 },
    { "Miami", "United States", 25.76, -80.19, 110.0, 20.0 },
    { "Dallas", "United States", 32.78, -96.80, 138.0, 20.0 },
    { "Los Angeles", "United States", 34.05, -118.24, 166.0, 20.0 } },
  { { "London", "United Kingdom", 51.51, -0.13, 2.0, 20.0 },
    { "Lisbon", "Portugal", 38.72, -9.14, 31.0, 20.0 },
    { "Fortaleza", "Brazil", -3.72, -38.54, 105.0, 20.0 },
    { "Panama City", "Panama", 8.98, -79.52, 160.0, 20.0 },
    { "Los Angeles", "United States", 34.05, -118.24, 228.0, 20.0 } },
};

static const MadeUpHop balanced[] = {
  { "Madrid", "Spain", 40.42, -3.70, 3.0, 20.0 },
  { "Paris", "France", 48.86, 2.35, 24.0, 20.0 },
  { "Frankfurt am Main", "Germany", 50.11, 8.68, 33.0, 20.0 },
  { "Warsaw", "Poland", 52.23, 21.01, 52.0, 20.0 },
  { "Helsinki", "Finland", 60.17, 24.94, 68.0, 20.0 },
};

/* Load balancers: two ways from Paris, three from Frankfurt. */
static HopmapRoute *
multipath_route (void)
{
  HopmapRoute *route = made_up_route_new (balanced, G_N_ELEMENTS (balanced));

  made_up_route_add_other (route, 3, 1,
                           &(MadeUpHop){ "London", "United Kingdom", 51.51, -0.13, 31.0, 20.0 });
  made_up_route_add_other (route, 4, 1,
                           &(MadeUpHop){ "Vienna", "Austria", 48.21, 16.37, 47.0, 20.0 });
  made_up_route_add_other (route, 4, 2,
                           &(MadeUpHop){ "Stockholm", "Sweden", 59.33, 18.07, 55.0, 20.0 });
  return route;
}

/* As many hops as a trace can have, in a spiral around the northern half of the world. */
static HopmapRoute *
long_route (void)
{
  MadeUpHop hops[64];

  for (guint i = 0; i < G_N_ELEMENTS (hops); i++)
    {
      const double turn = i / 63.0 * 4.0 * G_PI;

      hops[i] = (MadeUpHop){
        "Somewhere",      "Anyland",     25.0 + 30.0 * sin (turn * 0.9) * (i / 63.0),
        -100.0 + i * 3.9, 1.0 + i * 4.0, 20.0
      };
    }
  return made_up_route_new (hops, G_N_ELEMENTS (hops));
}

static const struct
{
  const char *name;
  const MadeUpHop *hops;
  guint n_hops;
} cases[] = {
  { "europe-asia", europe_asia, G_N_ELEMENTS (europe_asia) },
  { "pacific", pacific, G_N_ELEMENTS (pacific) },
  { "one-city", one_city, G_N_ELEMENTS (one_city) },
  { "private", private_hops, G_N_ELEMENTS (private_hops) },
  { "one-hop", one_hop, G_N_ELEMENTS (one_hop) },
  { "doubtful", doubtful, G_N_ELEMENTS (doubtful) },
};

/**
 * map_case_names:
 *
 * Returns: (transfer none): the names, %NULL at the end
 */
const char *const *
map_case_names (void)
{
  static const char *const names[] = { "europe-asia", "pacific",  "one-city", "private",
                                       "one-hop",     "doubtful", "64-hops",  "four-routes",
                                       "multipath",   NULL };

  return names;
}

/**
 * map_case_n_routes:
 * @name: one of the names
 *
 * Returns: how many routes are to be shown at once
 */
guint
map_case_n_routes (const char *name)
{
  return g_str_equal (name, "four-routes") ? (guint) G_N_ELEMENTS (four_routes) : 1;
}

/**
 * map_case_new:
 * @name: one of the names
 * @number: which of its routes, from 0
 *
 * Returns: (transfer full): the route
 */
HopmapRoute *
map_case_new (const char *name, guint number)
{
  if (g_str_equal (name, "64-hops"))
    return long_route ();
  if (g_str_equal (name, "multipath"))
    return multipath_route ();
  if (g_str_equal (name, "four-routes"))
    return made_up_route_new (four_routes[number], G_N_ELEMENTS (four_routes[number]));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_str_equal (name, cases[i].name))
      return made_up_route_new (cases[i].hops, cases[i].n_hops);
  g_error ("There is no case \"%s\"", name);
}

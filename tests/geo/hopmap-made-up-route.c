/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up routes: see the header. Nothing here is shared with what is tested but the length of a
 * great circle and the speed of light.
 */
#include "hopmap-made-up-route.h"

#include "hopmap-sphere.h"

#define NS_PER_MS 1e6

static const struct
{
  const char *name;
  double latitude, longitude;
} towns[] = {
  { "Amsterdam", 52.37, 4.9 },
  { "Athens", 37.98, 23.73 },
  { "Atlanta", 33.75, -84.39 },
  { "Auckland", -36.85, 174.76 },
  { "Bangkok", 13.76, 100.5 },
  { "Berlin", 52.52, 13.41 },
  { "Bogotá", 4.71, -74.07 },
  { "Brussels", 50.85, 4.35 },
  { "Buenos Aires", -34.6, -58.38 },
  { "Cairo", 30.04, 31.24 },
  { "Cape Town", -33.92, 18.42 },
  { "Chennai", 13.08, 80.27 },
  { "Chicago", 41.88, -87.63 },
  { "Dallas", 32.78, -96.8 },
  { "Dubai", 25.2, 55.27 },
  { "Dublin", 53.35, -6.26 },
  { "Frankfurt", 50.11, 8.68 },
  { "Hamburg", 53.55, 9.99 },
  { "Hanoi", 21.03, 105.85 },
  { "Helsinki", 60.17, 24.94 },
  { "Hong Kong", 22.32, 114.17 },
  { "Honolulu", 21.31, -157.86 },
  { "Istanbul", 41.01, 28.98 },
  { "Jakarta", -6.21, 106.85 },
  { "Johannesburg", -26.2, 28.05 },
  { "Kyiv", 50.45, 30.52 },
  { "Lagos", 6.52, 3.38 },
  { "Lima", -12.05, -77.04 },
  { "Lisbon", 38.72, -9.14 },
  { "London", 51.51, -0.13 },
  { "Los Angeles", 34.05, -118.24 },
  { "Madrid", 40.42, -3.7 },
  { "Marseille", 43.3, 5.37 },
  { "Melbourne", -37.81, 144.96 },
  { "Mexico City", 19.43, -99.13 },
  { "Miami", 25.76, -80.19 },
  { "Milan", 45.46, 9.19 },
  { "Montréal", 45.5, -73.57 },
  { "Moscow", 55.76, 37.62 },
  { "Mumbai", 19.08, 72.88 },
  { "Munich", 48.14, 11.58 },
  { "Nairobi", -1.29, 36.82 },
  { "New York", 40.71, -74.01 },
  { "Osaka", 34.69, 135.5 },
  { "Oslo", 59.91, 10.75 },
  { "Paris", 48.86, 2.35 },
  { "Perth", -31.95, 115.86 },
  { "Prague", 50.08, 14.44 },
  { "Reykjavík", 64.15, -21.94 },
  { "Rome", 41.9, 12.5 },
  { "San Francisco", 37.77, -122.42 },
  { "Santiago", -33.45, -70.67 },
  { "São Paulo", -23.55, -46.63 },
  { "Seattle", 47.61, -122.33 },
  { "Seoul", 37.57, 126.98 },
  { "Singapore", 1.35, 103.82 },
  { "Stockholm", 59.33, 18.07 },
  { "Sydney", -33.87, 151.21 },
  { "Taipei", 25.03, 121.57 },
  { "Tokyo", 35.68, 139.69 },
  { "Toronto", 43.65, -79.38 },
  { "Vienna", 48.21, 16.37 },
  { "Warsaw", 52.23, 21.01 },
  { "Zürich", 47.37, 8.54 },
};

static const char *const sources[] = { "Alpha", "Beta", "Gamma" };

/* Somewhere on earth, no farther from the town than its radius says. */
static void
scatter (GRand *rand, guint town, double radius_km, double *latitude, double *longitude)
{
  const double km = g_rand_double (rand) * radius_km * 0.99;
  const double fraction = km / HOPMAP_EARTH_HALF_TURN_KM;
  const double side = g_rand_double_range (rand, -60.0, 60.0);

  /* Towards a point that is nearly half a turn away, in any direction. */
  hopmap_sphere_interpolate (towns[town].latitude, towns[town].longitude,
                             CLAMP (-towns[town].latitude + side, -89.0, 89.0),
                             towns[town].longitude > 0 ? towns[town].longitude - 170.0
                                                       : towns[town].longitude + 170.0,
                             fraction, latitude, longitude);
}

static HopmapPlace *
new_place (guint town, double radius_km, HopmapEvidence evidence, guint source)
{
  return hopmap_place_new (&(HopmapPlace){
      .kind = HOPMAP_PLACE_CITY,
      .evidence = evidence,
      .has_point = TRUE,
      .latitude = towns[town].latitude,
      .longitude = towns[town].longitude,
      .radius_km = radius_km,
      .city = (char *) towns[town].name,
      .source = (char *) sources[source],
      .source_rank = source,
  });
}

static double
distance_km (double latitude, double longitude, const HopmapMadeUpHop *hop)
{
  return hopmap_sphere_distance_km (latitude, longitude, hop->latitude, hop->longitude);
}

/* Fibre is seldom laid straight, and sometimes it is. */
static double
bend (GRand *rand)
{
  return g_rand_int_range (rand, 0, 5) == 0 ? 1.0 : g_rand_double_range (rand, 1.0, 1.8);
}

/* Most routers answer at once, some when they find the time. */
static double
dawdle_ns (GRand *rand)
{
  return g_rand_int_range (rand, 0, 6) == 0 ? g_rand_double_range (rand, 0.0, 80.0) * NS_PER_MS
                                            : g_rand_double_range (rand, 0.0, 0.5) * NS_PER_MS;
}

static double
light_ns (double km)
{
  return km / HOPMAP_FIBRE_KM_PER_MS * NS_PER_MS;
}

/* The way on is mostly to a town not far from the last, and now and then over an ocean. */
static guint
next_town (GRand *rand, const HopmapMadeUpHop *from)
{
  const double reach_km = g_rand_int_range (rand, 0, 4) == 0 ? 12000.0 : 1500.0;

  for (guint tries = 0; tries < 200; tries++)
    {
      const guint town = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (towns));

      if (distance_km (towns[town].latitude, towns[town].longitude, from) < reach_km)
        return town;
    }

  return (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (towns));
}

static void
add_candidates (GRand *rand, HopmapMadeUpHop *hop, guint town, double radius_km, double wrong_part)
{
  const guint n = (guint) g_rand_int_range (rand, 1, G_N_ELEMENTS (sources) + 1);

  hop->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  for (guint source = 0; source < n; source++)
    {
      guint said = town;
      double said_km = radius_km;

      if (g_rand_double (rand) < wrong_part)
        {
          said = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (towns));
          said_km = said == town ? radius_km : g_rand_double_range (rand, 5.0, 150.0);
        }
      g_ptr_array_add (hop->candidates,
                       new_place (said, said_km, HOPMAP_EVIDENCE_DATABASE, source));
    }
}

/* One tool in ten drops what is behind the point, and writes 0 where nothing is before it. */
static gint64
choose_unit_ns (GRand *rand)
{
  static const gint64 units[] = { 1000, 100000, 1000000 };

  return g_rand_int_range (rand, 0, 10) == 0 ? units[g_rand_int_range (rand, 0, 3)] : 1;
}

static void
note_time (HopmapMadeUpRoute *route, guint hop, HopmapProtocol protocol, double ns, gint64 unit_ns)
{
  const gint64 noted_ns = (gint64) ns / unit_ns * unit_ns;

  route->times[hop].rtt_ns[protocol] = noted_ns;
  route->hops[hop].true_ns = MIN (route->hops[hop].true_ns, ns);
  if (noted_ns > 0)
    route->hops[hop].noted_ns = MIN (route->hops[hop].noted_ns, (double) (noted_ns + unit_ns));
}

/* The probes to a hop have passed those before it, up to one where a second router was seen. */
static void
bound_nearer_hops (HopmapMadeUpRoute *route)
{
  for (guint i = route->n_hops - 1; i > 0; i--)
    {
      HopmapMadeUpHop *nearer = &route->hops[i - 1];

      if (route->times[i].split || route->times[i - 1].split)
        continue;

      nearer->true_ns = MIN (nearer->true_ns, route->hops[i].true_ns);
      /* What was noted as nothing was not noted. */
      if (route->times[i - 1].rtt_ns[HOPMAP_PROTOCOL_ICMP] > 0)
        nearer->noted_ns = MIN (nearer->noted_ns, route->hops[i].noted_ns);
    }
}

/*
 * Probes of one protocol pass all the hops. Now and then a hop near the end answers another
 * protocol, too, whose probes come another, quicker way and pass none of the others; and at some
 * distances a second router was seen, so that nobody knows whom the probes to the hops behind it
 * have passed.
 */
static void
measure (GRand *rand, HopmapMadeUpRoute *route, double origin_latitude, double origin_longitude)
{
  const gint64 unit_ns = choose_unit_ns (rand);
  const guint n = route->n_hops;
  const guint split = g_rand_int_range (rand, 0, 4) == 0 ? (guint) g_rand_int_range (rand, 0, n)
                                                         : n;
  const guint other = (guint) g_rand_int_range (rand, n / 2, 2 * n);
  double latitude = origin_latitude, longitude = origin_longitude;
  double forth_ns = 0.0;

  for (guint i = 0; i < n; i++)
    {
      HopmapMadeUpHop *hop = &route->hops[i];
      const double back_ns = light_ns (distance_km (origin_latitude, origin_longitude, hop));

      forth_ns += light_ns (distance_km (latitude, longitude, hop)) * bend (rand);
      latitude = hop->latitude;
      longitude = hop->longitude;

      hopmap_hop_times_init (&route->times[i], i + 1);
      route->times[i].split = i == split;
      hop->true_ns = hop->noted_ns = G_MAXDOUBLE;
      note_time (route, i, HOPMAP_PROTOCOL_ICMP,
                 forth_ns + back_ns * bend (rand) + dawdle_ns (rand), unit_ns);
    }

  bound_nearer_hops (route);
  if (other < n)
    note_time (route, other, HOPMAP_PROTOCOL_TCP,
               2.0 * light_ns (distance_km (origin_latitude, origin_longitude, &route->hops[other]))
                   + dawdle_ns (rand),
               unit_ns);
}

/**
 * hopmap_made_up_route_new:
 * @rand: where chance comes from
 * @wrong_part: how many of what sources say is wrong, 0 to 1
 *
 * Returns: (transfer full): a route
 */
HopmapMadeUpRoute *
hopmap_made_up_route_new (GRand *rand, double wrong_part)
{
  HopmapMadeUpRoute *route = g_new0 (HopmapMadeUpRoute, 1);
  const guint home = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (towns));
  const double home_km = g_rand_double_range (rand, 1.0, 60.0);
  double latitude, longitude;
  HopmapMadeUpHop last;

  route->origin = new_place (home, home_km, HOPMAP_EVIDENCE_PERSON, 0);
  scatter (rand, home, home_km, &latitude, &longitude);
  last = (HopmapMadeUpHop){ .latitude = latitude, .longitude = longitude };

  route->n_hops = (guint) g_rand_int_range (rand, 3, MADE_UP_MAX_HOPS + 1);
  for (guint i = 0; i < route->n_hops; i++)
    {
      const guint town = i == 0 ? home : next_town (rand, &last);
      const double radius_km = g_rand_double_range (rand, 5.0, 80.0);

      scatter (rand, town, radius_km, &route->hops[i].latitude, &route->hops[i].longitude);
      last = route->hops[i];
      if (g_rand_int_range (rand, 0, 5) != 0)
        add_candidates (rand, &route->hops[i], town, radius_km, wrong_part);
      route->candidates[i] = route->hops[i].candidates;
    }
  measure (rand, route, latitude, longitude);
  return route;
}

/**
 * hopmap_made_up_route_put_in_office:
 * @route: a route
 * @rand: where chance comes from
 *
 * Lets every source put the routers of one carrier, two to six hops in a row, where its office is.
 */
void
hopmap_made_up_route_put_in_office (HopmapMadeUpRoute *route, GRand *rand)
{
  const guint town = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (towns));
  const guint first = (guint) g_rand_int_range (rand, 0, (gint32) route->n_hops);
  const guint end = first + (guint) g_rand_int_range (rand, 2, 7);

  for (guint i = first; i < MIN (end, route->n_hops); i++)
    {
      if (route->candidates[i] == NULL)
        continue;

      g_ptr_array_set_size (route->candidates[i], 0);
      g_ptr_array_add (route->candidates[i], new_place (town, 50.0, HOPMAP_EVIDENCE_AGREED, 0));
    }
}

/**
 * hopmap_made_up_route_free:
 * @route: (transfer full): a route
 */
void
hopmap_made_up_route_free (HopmapMadeUpRoute *route)
{
  for (guint i = 0; i < route->n_hops; i++)
    g_clear_pointer (&route->hops[i].candidates, g_ptr_array_unref);
  hopmap_place_unref (route->origin);
  g_free (route);
}

/**
 * hopmap_made_up_route_is_true:
 * @route: a route
 * @hop: index of a hop
 * @place: what is said of it
 *
 * Returns: whether the hop is within the radius of @place
 */
gboolean
hopmap_made_up_route_is_true (const HopmapMadeUpRoute *route, guint hop, const HopmapPlace *place)
{
  return distance_km (place->latitude, place->longitude, &route->hops[hop]) <= place->radius_km;
}

/**
 * hopmap_made_up_route_is_within:
 * @route: a route
 * @place: what is said of a hop
 * @ns: nanoseconds
 *
 * Returns: whether light gets from some point of the origin to some point of @place and back in @ns
 */
gboolean
hopmap_made_up_route_is_within (const HopmapMadeUpRoute *route, const HopmapPlace *place, double ns)
{
  const HopmapPlace *origin = route->origin;
  const double km = hopmap_sphere_distance_km (origin->latitude, origin->longitude, place->latitude,
                                               place->longitude);

  return 2.0 * light_ns (km - origin->radius_km - place->radius_km) <= ns;
}

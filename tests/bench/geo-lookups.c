/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * geo-lookups PLACES.mmdb [NETWORKS.mmdb]: how many random IPv4 addresses a second the databases on this
 * computer place, on one core. The peer is libmaxminddb's own look-up in the same file, without reading
 * what it finds. Time is that of the processor, so that a busy computer does not matter much.
 */
#include <maxminddb.h>
#include <netinet/in.h>
#include <string.h>
#include <time.h>

#include "hopmap-locator.h"
#include "hopmap-mmdb-provider.h"
#include "hopmap-route-locator.h"
#include "hopmap-router-name.h"

#define N_ADDRESSES 1000000
#define N_ROUNDS    3
#define SEED        20260605

static double
now_s (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
report (const char *what, guint n, double seconds)
{
  g_print ("%-44s %10.0f a second %9.0f ns each\n", what, n / seconds, seconds * 1e9 / n);
}

static HopmapAddress *
new_addresses (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  HopmapAddress *addresses = g_new0 (HopmapAddress, N_ADDRESSES);

  for (guint i = 0; i < N_ADDRESSES; i++)
    {
      const guint32 ipv4 = g_htonl ((guint32) g_rand_int_range (rand, 0x01000000, 0x7fffffff));

      hopmap_address_init_from_bytes (&addresses[i], 4, (const guint8 *) &ipv4);
    }

  return addresses;
}

static void
time_library (const char *path, const HopmapAddress *addresses)
{
  MMDB_s mmdb;
  double start;
  guint found = 0;

  if (MMDB_open (path, MMDB_MODE_MMAP, &mmdb) != MMDB_SUCCESS)
    return;

  start = now_s ();
  for (guint i = 0; i < N_ADDRESSES; i++)
    {
      struct sockaddr_in in = { .sin_family = AF_INET };
      int status;

      memcpy (&in.sin_addr, addresses[i].bytes, sizeof in.sin_addr);
      found += MMDB_lookup_sockaddr (&mmdb, (const struct sockaddr *) &in, &status).found_entry;
    }
  report ("libmaxminddb, finding alone", N_ADDRESSES, now_s () - start);
  g_print ("%-44s %10u\n", "  found", found);
  MMDB_close (&mmdb);
}

static void
time_provider (const char *path, const HopmapAddress *addresses)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapMmdbProvider) provider = hopmap_mmdb_provider_new (path, &error);

  if (provider == NULL)
    {
      g_printerr ("%s\n", error->message);
      return;
    }

  for (guint round = 1; round <= N_ROUNDS; round++)
    {
      g_autofree char *what = g_strdup_printf ("provider, round %u", round);
      const double start = now_s ();

      for (guint i = 0; i < N_ADDRESSES; i++)
        hopmap_geo_answer_unref (
            hopmap_geo_provider_lookup (HOPMAP_GEO_PROVIDER (provider), &addresses[i]));
      report (what, N_ADDRESSES, now_s () - start);
    }
}

static void
nothing_cb (HopmapGeoAnswer *answer, gboolean complete, gpointer user_data)
{
}

/* What the window does: everything from the address to the place to be shown. */
static void
time_locator (const char *places, const char *networks, const HopmapAddress *addresses)
{
  const guint n = 15000;
  g_autoptr (HopmapLocator) locator = NULL;
  double start = now_s (), most = 0.0;

  locator = hopmap_locator_new (&(HopmapLocatorOptions){
      .database_path = places, .networks_path = networks, .offline = TRUE });
  hopmap_locator_watch (locator, &addresses[n], nothing_cb, NULL);
  report ("locator: opening, and the first address", 1, now_s () - start);

  start = now_s ();
  for (guint i = 0; i < n; i++)
    {
      const double begun = now_s ();

      hopmap_locator_watch (locator, &addresses[i], nothing_cb, NULL);
      most = MAX (most, now_s () - begun);
    }
  report ("locator: an address never asked before", n, now_s () - start);
  report ("locator: the slowest of them", 1, most);
}

static HopmapRoute *
new_route (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  return hopmap_route_new (target, &options);
}

static void
placed_cb (gboolean *is_placed)
{
  *is_placed = TRUE;
}

/* From the moment in which a router answers to the moment in which its hop has a place, or is known to
 * have none; whoever shows it is told by the same notification. */
static void
time_hop (HopmapRoute *route, guint ttl, const HopmapAddress *address)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
  HopmapSample sample = { .rtt_ns = 1000000 * (guint64) ttl,
                          .answer = HOPMAP_ANSWER_TIME_EXCEEDED,
                          .address = *address };
  guint probe = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0);
  gboolean is_placed = FALSE;
  gulong handler = g_signal_connect_swapped (hop, "notify::place", G_CALLBACK (placed_cb),
                                             &is_placed);

  hopmap_hop_answer_probe (hop, probe, &sample);
  while (!is_placed)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (hop, handler);
}

/* Whole routes, at the limit of 1 ms for each hop. */
static void
time_routes (const char *places, const char *networks, const HopmapAddress *addresses)
{
  const guint n_routes = 100, n_hops = 30;
  g_autoptr (HopmapLocator) locator = hopmap_locator_new (&(HopmapLocatorOptions){
      .database_path = places, .networks_path = networks, .offline = TRUE });
  double most = 0.0, most_by_clock = 0.0, sum = 0.0;
  guint n_late = 0;

  for (guint i = 0; i < n_routes; i++)
    {
      g_autoptr (HopmapRoute) route = new_route ();
      g_autoptr (HopmapRouteLocator) route_locator = hopmap_route_locator_new (route, locator);

      for (guint ttl = 1; ttl <= n_hops; ttl++)
        {
          const gint64 clock = g_get_monotonic_time ();
          const double begun = now_s ();
          double spent;

          time_hop (route, ttl, &addresses[i * n_hops + ttl]);
          spent = now_s () - begun;
          sum += spent;
          most = MAX (most, spent);
          most_by_clock = MAX (most_by_clock, (double) (g_get_monotonic_time () - clock) / 1e6);
          n_late += spent > 0.001;
        }
    }
  report ("route: a hop's place, from the answer on", n_routes * n_hops, sum);
  report ("route: the slowest of them", 1, most);
  report ("route: the slowest of them, by the clock", 1, most_by_clock);
  g_print ("%-44s %10u\n", "  beyond 1 ms", n_late);
}

static void
time_names (void)
{
  static const char *const names[] = { "ae-1.r20.frnkge13.de.bb.gin.ntt.net",
                                       "be2779.ccr41.ham01.atlas.cogentco.com",
                                       "static.example.net", "ffm-bb2-link.ip.twelve99.net" };
  const guint n = 100000;
  double start = now_s ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GPtrArray) places = hopmap_router_name_read (names[i]);
    }
  report ("router names: the tables and four names", 1, now_s () - start);

  start = now_s ();
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) places = hopmap_router_name_read (names[i % G_N_ELEMENTS (names)]);
    }
  report ("router names", n, now_s () - start);
}

int
main (int argc, char **argv)
{
  g_autofree HopmapAddress *addresses = new_addresses ();

  if (argc < 2)
    {
      g_printerr ("Usage: geo-lookups PLACES.mmdb [NETWORKS.mmdb]\n");
      return 1;
    }
  time_library (argv[1], addresses);
  time_provider (argv[1], addresses);
  time_locator (argv[1], argc > 2 ? argv[2] : NULL, addresses);
  time_routes (argv[1], argc > 2 ? argv[2] : NULL, addresses);
  time_names ();
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hopmap-geodb-compare: how far a derived city database is from its source, on random addresses that
 * the source knows. Not installed. */
#include <gio/gio.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "hopmap-city-source.h"
#include "hopmap-gazetteer.h"

#define N_SAMPLES 10000
#define SEED      20260605

typedef struct
{
  GArray *errors_km;
  guint n_missing;
  guint n_same_country;
  guint n_within_radius;
} Score;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
judge (Score *score, const HopmapCityAnswer *wanted, const HopmapCityAnswer *got)
{
  double error_km = hopmap_direction_distance_km (
      hopmap_direction_from_degrees (wanted->latitude, wanted->longitude),
      hopmap_direction_from_degrees (got->latitude, got->longitude));

  g_array_append_val (score->errors_km, error_km);
  score->n_same_country += g_str_equal (wanted->country_code, got->country_code);
  score->n_within_radius += error_km <= got->radius_km;
}

/* IPv4 addresses are equally likely. In IPv6 a random address would be in one of the few largest
 * blocks, so that there at every fork both ways are equally likely, as far as /48. */
static gboolean
choose_address (HopmapCitySource *source,
                HopmapFamily family,
                GRand *rand,
                guint8 address[16],
                GError **error)
{
  HopmapCitySide side, sides[2];

  for (guint i = 0; i < 16; i++)
    address[i] = (guint8) g_rand_int_range (rand, 0, 256);
  if (family == HOPMAP_FAMILY_IPV4 || !hopmap_city_source_get_root (source, family, &side))
    return TRUE;
  for (guint bit = 0; bit < 128 && side.kind == HOPMAP_SIDE_NODE; bit++)
    {
      guint chosen = (address[bit / 8] >> (7 - bit % 8)) & 1;

      if (!hopmap_city_source_read_node (source, family, side.node, sides, error))
        return FALSE;
      if (sides[chosen].kind == HOPMAP_SIDE_NOTHING)
        {
          chosen = 1 - chosen;
          address[bit / 8] ^= (guint8) (0x80 >> bit % 8);
        }
      side = sides[chosen];
    }
  return TRUE;
}

static gboolean
look_up (HopmapCitySource *source,
         HopmapFamily family,
         const guint8 *address,
         HopmapCityAnswer *answer,
         GError **error)
{
  HopmapCitySide found;

  answer->latitude = NAN;
  return hopmap_city_source_find (source, family, address, &found, error)
         && (found.kind != HOPMAP_SIDE_ENTRY
             || hopmap_city_source_read_answer (source, &found.entry, answer, error));
}

static gboolean
sample (HopmapCitySource *derived,
        HopmapCitySource *source,
        HopmapFamily family,
        Score *score,
        GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint n = 0, tries = 0; n < N_SAMPLES && tries < 20 * N_SAMPLES; tries++)
    {
      guint8 address[16];
      HopmapCityAnswer wanted, got;

      if (!choose_address (source, family, rand, address, error)
          || !look_up (source, family, address, &wanted, error)
          || !look_up (derived, family, address, &got, error))
        return FALSE;
      if (isnan (wanted.latitude))
        continue;
      n++;
      if (isnan (got.latitude))
        score->n_missing++;
      else
        judge (score, &wanted, &got);
    }
  return TRUE;
}

static void
print (const char *family, const Score *score)
{
  guint n = score->errors_km->len, within = 0;
  static const double quantiles[] = { 0.5, 0.75, 0.9, 0.99 };

  g_print ("%s: %u addresses, %u more are missing\n", family, n, score->n_missing);
  if (n == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (quantiles); i++)
    g_print ("  %2.0f %% are at most %.0f km off\n", 100.0 * quantiles[i],
             g_array_index (score->errors_km, double, (guint) (quantiles[i] * (n - 1))));
  while (within < n && g_array_index (score->errors_km, double, within) <= 100.0)
    within++;
  g_print ("  %.1f %% within 100 km, %.1f %% within the stated radius, %.1f %% in the same "
           "country\n",
           100.0 * within / n, 100.0 * score->n_within_radius / n,
           100.0 * score->n_same_country / n);
}

static gboolean
compare (HopmapCitySource *derived, const char *path, GError **error)
{
  static const char *const names[] = { "IPv4", "IPv6" };
  g_autoptr (HopmapCitySource) source = hopmap_city_source_open (path, error);

  if (source == NULL)
    return FALSE;
  for (HopmapFamily family = HOPMAP_FAMILY_IPV4; family <= HOPMAP_FAMILY_IPV6; family++)
    {
      g_autoptr (GArray) errors_km = g_array_new (FALSE, FALSE, sizeof (double));
      Score score = { errors_km, 0, 0, 0 };
      HopmapCitySide root;

      if (!hopmap_city_source_get_root (source, family, &root))
        continue;
      if (!sample (derived, source, family, &score, error))
        return FALSE;
      g_array_sort (errors_km, compare_doubles);
      print (names[family], &score);
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (HopmapCitySource) derived = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc < 3)
    {
      g_printerr ("Usage: hopmap-geodb-compare DERIVED.mmdb SOURCE.mmdb…\n");
      return 1;
    }
  derived = hopmap_city_source_open (argv[1], &error);
  for (int i = 2; i < argc && error == NULL; i++)
    compare (derived, argv[i], &error);
  if (error == NULL)
    return 0;
  g_printerr ("hopmap-geodb-compare: %s\n", error->message);
  return 5;
}

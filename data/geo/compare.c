/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hopmap-geodb-compare: how far a derived city database is from its source, on random addresses that
 * the source knows. Not installed. */
#include <gio/gio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

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

/* A drawing of addresses. */
typedef struct
{
  GRand *rand;
  GArray *addresses; /* 16 bytes each */
  guint n_seen;
  guint8 address[16]; /* the one at hand */
} Draw;

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

/* Reservoir sampling: keeps each of the ranges seen so far with the same probability. */
static void
draw_range (Draw *draw)
{
  guint place = draw->n_seen++;

  if (place < N_SAMPLES)
    g_array_append_val (draw->addresses, draw->address);
  else if ((place = (guint) g_rand_int_range (draw->rand, 0, (gint32) draw->n_seen)) < N_SAMPLES)
    memcpy (draw->addresses->data + 16 * place, draw->address, sizeof draw->address);
}

/* Gives every range of the source that is at most a provider's, /20, and at least a customer's, /48,
 * the same chance to be one of the N_SAMPLES: random IPv6 addresses would all be in a few blocks. */
static gboolean
collect_ranges (HopmapCitySource *source,
                HopmapCitySide *side,
                guint depth,
                Draw *draw,
                GError **error)
{
  HopmapCitySide sides[2];

  if (side->kind == HOPMAP_SIDE_NOTHING || depth > 48)
    return TRUE;
  if (side->kind == HOPMAP_SIDE_ENTRY)
    {
      if (depth >= 20)
        draw_range (draw);
      return TRUE;
    }
  if (!hopmap_city_source_read_node (source, HOPMAP_FAMILY_IPV6, side->node, sides, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      guint8 bit = (guint8) (0x80 >> depth % 8);

      draw->address[depth / 8] = (guint8) ((draw->address[depth / 8] & ~bit) | (i != 0 ? bit : 0));
      if (!collect_ranges (source, &sides[i], depth + 1, draw, error))
        return FALSE;
      draw->address[depth / 8] &= (guint8) ~bit;
    }
  return TRUE;
}

static gboolean
choose_addresses (HopmapCitySource *source, HopmapFamily family, GArray *addresses, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  Draw draw = { rand, addresses, 0, { 0 } };
  HopmapCitySide root;

  if (!hopmap_city_source_get_root (source, family, &root))
    return TRUE;
  if (family == HOPMAP_FAMILY_IPV6)
    return collect_ranges (source, &root, 0, &draw, error);
  while (addresses->len < N_SAMPLES)
    {
      guint32 ipv4 = g_rand_int (rand);
      HopmapCitySide found;

      memcpy (draw.address, &ipv4, sizeof ipv4);
      if (!hopmap_city_source_find (source, family, draw.address, &found, error))
        return FALSE;
      if (found.kind == HOPMAP_SIDE_ENTRY)
        g_array_append_val (addresses, draw.address);
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
  g_autoptr (GArray) addresses = g_array_new (FALSE, FALSE, 16);

  if (!choose_addresses (source, family, addresses, error))
    return FALSE;
  for (guint i = 0; i < addresses->len; i++)
    {
      const guint8 *address = (const guint8 *) addresses->data + 16 * i;
      HopmapCityAnswer wanted, got;

      if (!look_up (source, family, address, &wanted, error)
          || !look_up (derived, family, address, &got, error))
        return FALSE;
      if (isnan (wanted.latitude))
        continue;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores of answers: see the header. */
#include "hopmap-geo-score.h"

#include <math.h>

#include "hopmap-gazetteer.h"

#define NEAR_KM 100.0

void
hopmap_geo_score_init (HopmapGeoScore *score)
{
  *score = (HopmapGeoScore){ .errors_km = g_array_new (FALSE, FALSE, sizeof (double)) };
}

void
hopmap_geo_score_clear (HopmapGeoScore *score)
{
  g_clear_pointer (&score->errors_km, g_array_unref);
}

/**
 * hopmap_geo_score_add:
 * @wanted: what is taken for the truth; without a position it does not count
 * @got: what is judged; without a position it is missing
 */
void
hopmap_geo_score_add (HopmapGeoScore *score,
                      const HopmapCityAnswer *wanted,
                      const HopmapCityAnswer *got)
{
  double error_km;

  if (isnan (wanted->latitude))
    return;
  if (isnan (got->latitude))
    {
      score->n_missing++;
      return;
    }
  error_km = hopmap_direction_distance_km (
      hopmap_direction_from_degrees (wanted->latitude, wanted->longitude),
      hopmap_direction_from_degrees (got->latitude, got->longitude));
  g_array_append_val (score->errors_km, error_km);
  score->n_same_country += g_str_equal (wanted->country_code, got->country_code);
  score->n_within_radius += error_km <= got->radius_km;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

/**
 * hopmap_geo_score_get_error_km:
 * @quantile: between 0 and 1
 *
 * Returns: how far so large a share of the answers is off at most; NaN where there are none
 */
double
hopmap_geo_score_get_error_km (HopmapGeoScore *score, double quantile)
{
  guint n = score->errors_km->len;

  if (n == 0)
    return NAN;
  g_array_sort (score->errors_km, compare_doubles);
  return g_array_index (score->errors_km, double, (guint) (quantile * (n - 1)));
}

/**
 * hopmap_geo_score_get_share_within_radius:
 *
 * Returns: the share of the answers within whose own radius the truth is; 0 where there are none
 */
double
hopmap_geo_score_get_share_within_radius (const HopmapGeoScore *score)
{
  return score->errors_km->len > 0 ? (double) score->n_within_radius / score->errors_km->len : 0.0;
}

/**
 * hopmap_geo_score_get_share_placed:
 *
 * Returns: the share of the addresses that have an answer at all
 */
double
hopmap_geo_score_get_share_placed (const HopmapGeoScore *score)
{
  const guint n = score->errors_km->len + score->n_missing;

  return n > 0 ? (double) score->errors_km->len / n : 0.0;
}

void
hopmap_geo_score_print (HopmapGeoScore *score, const char *what)
{
  static const double quantiles[] = { 0.5, 0.75, 0.9, 0.99 };
  guint n = score->errors_km->len, within = 0;

  g_print ("%s: %u addresses, %u more are missing\n", what, n, score->n_missing);
  if (n == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (quantiles); i++)
    g_print ("  %2.0f %% are at most %.0f km off\n", 100.0 * quantiles[i],
             hopmap_geo_score_get_error_km (score, quantiles[i]));
  while (within < n && g_array_index (score->errors_km, double, within) <= NEAR_KM)
    within++;
  g_print ("  %.1f %% within 100 km, %.1f %% within the stated radius, %.1f %% in the same "
           "country\n",
           100.0 * within / n, 100.0 * hopmap_geo_score_get_share_within_radius (score),
           100.0 * score->n_same_country / n);
}

/**
 * hopmap_geo_score_look_up:
 * @address: as many bytes as the family has
 * @answer: (out caller-allocates): without a position where @source knows none
 *
 * Returns: FALSE with an error when the file is damaged
 */
gboolean
hopmap_geo_score_look_up (HopmapCitySource *source,
                          HopmapFamily family,
                          const guint8 *address,
                          HopmapCityAnswer *answer,
                          GError **error)
{
  HopmapCitySide found;

  *answer = (HopmapCityAnswer){ .latitude = NAN, .longitude = NAN };
  return hopmap_city_source_find (source, family, address, &found, error)
         && (found.kind != HOPMAP_SIDE_ENTRY
             || hopmap_city_source_read_answer (source, &found.entry, answer, error));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grading and choosing places: see the header.
 */
#include "hopmap-place-choice.h"

#include "hopmap-sphere.h"

/* What is said where a source gives a point and keeps its radius for itself, kilometres. */
#define CITY_RADIUS_KM    50.0
#define REGION_RADIUS_KM  250.0
#define COUNTRY_RADIUS_KM 1000.0

/* Beyond this a point says no more than a part of a country, and within this two sources agree. */
#define WIDE_KM   200.0
#define AGREED_KM 100.0

static void
grade_point (HopmapPlace *fields)
{
  gboolean has_country = fields->country != NULL || fields->country_code != NULL;

  if (fields->radius_km <= 0.0)
    fields->radius_km = fields->city != NULL     ? CITY_RADIUS_KM
                        : fields->region != NULL ? REGION_RADIUS_KM
                                                 : COUNTRY_RADIUS_KM;

  fields->kind = HOPMAP_PLACE_CITY;
  fields->evidence = HOPMAP_EVIDENCE_WIDE;
  if (fields->city != NULL && fields->radius_km <= WIDE_KM)
    {
      fields->evidence = HOPMAP_EVIDENCE_DATABASE;
    }
  else if (fields->city == NULL && fields->region == NULL && has_country
           && fields->radius_km > WIDE_KM)
    {
      fields->kind = HOPMAP_PLACE_COUNTRY;
      fields->evidence = HOPMAP_EVIDENCE_COUNTRY;
    }
}

/**
 * hopmap_place_new_graded:
 * @fields: what a database says; its kind and evidence are not looked at, a radius of 0 or less is
 *   an unknown one
 *
 * Returns: (transfer full) (nullable): a place with its kind, evidence and radius, or %NULL where
 *   @fields name neither a point nor a country, nor say that the address is anycast
 */
HopmapPlace *
hopmap_place_new_graded (const HopmapPlace *fields)
{
  /* A place drops points that are none and strings that are empty; grade what is left of it. */
  g_autoptr (HopmapPlace) sifted = hopmap_place_new (fields);
  HopmapPlace graded = *sifted;

  if (sifted->has_point)
    {
      grade_point (&graded);
    }
  else if (sifted->country != NULL || sifted->country_code != NULL)
    {
      graded.kind = HOPMAP_PLACE_COUNTRY;
      graded.evidence = HOPMAP_EVIDENCE_COUNTRY;
    }
  else if (sifted->anycast)
    {
      graded.kind = HOPMAP_PLACE_UNKNOWN;
      graded.evidence = HOPMAP_EVIDENCE_NONE;
    }
  else
    {
      return NULL;
    }

  return hopmap_place_new (&graded);
}

static gboolean
may_agree (const HopmapPlace *place)
{
  return place->has_point && place->evidence == HOPMAP_EVIDENCE_DATABASE && !place->anycast;
}

static gboolean
agree (const HopmapPlace *a, const HopmapPlace *b)
{
  return may_agree (a) && may_agree (b) && g_strcmp0 (a->source, b->source) != 0
         && hopmap_sphere_distance_km (a->latitude, a->longitude, b->latitude, b->longitude)
                <= AGREED_KM;
}

static HopmapPlace *
new_ranked (HopmapPlace *place, GPtrArray *places, guint rank)
{
  HopmapPlace ranked = *place;

  ranked.source_rank = rank;
  for (guint i = 0; i < places->len; i++)
    if (agree (place, places->pdata[i]))
      ranked.evidence = HOPMAP_EVIDENCE_AGREED;

  return ranked.source_rank == place->source_rank && ranked.evidence == place->evidence
             ? hopmap_place_ref (place)
             : hopmap_place_new (&ranked);
}

static int
compare_numbers (double a, double b)
{
  return (a > b) - (a < b);
}

/**
 * hopmap_place_compare:
 * @a: (type HopmapPlace): pointer to a pointer to a place
 * @b: (type HopmapPlace): pointer to a pointer to another
 *
 * Sorts places of one address from the best known to the worst, in the same way whatever order they
 * come in: by evidence, by how much their source is preferred, by radius, and then by anything that
 * differs. Fits g_ptr_array_sort().
 *
 * Returns: less than 0 where @a comes first, more where @b does, 0 where they are alike
 */
int
hopmap_place_compare (gconstpointer a, gconstpointer b)
{
  const HopmapPlace *one = *(HopmapPlace *const *) a;
  const HopmapPlace *other = *(HopmapPlace *const *) b;
  const int orders[] = {
    (int) other->evidence - (int) one->evidence,
    compare_numbers (one->source_rank, other->source_rank),
    compare_numbers (one->radius_km, other->radius_km),
    g_strcmp0 (one->source, other->source),
    g_strcmp0 (one->city, other->city),
    compare_numbers (one->latitude, other->latitude),
    compare_numbers (one->longitude, other->longitude),
    g_strcmp0 (one->country_code, other->country_code),
    (int) one->kind - (int) other->kind,
    one->anycast - other->anycast,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i] != 0)
      return orders[i];

  return 0;
}

/**
 * hopmap_place_rank:
 * @places: (element-type HopmapPlace): places of one address, the preferred source's first
 *
 * Two sources that agree on a city within 100 km make stronger evidence than one. Among places of
 * equal evidence the order of @places stays, and they keep it as their rank.
 *
 * Returns: (transfer full) (element-type HopmapPlace): the same places, the best known one first
 */
GPtrArray *
hopmap_place_rank (GPtrArray *places)
{
  GPtrArray *ranked = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);

  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (ranked, new_ranked (places->pdata[i], places, i));

  g_ptr_array_sort (ranked, hopmap_place_compare);
  return ranked;
}

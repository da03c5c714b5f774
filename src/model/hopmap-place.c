/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPlace: see the header. A point that is no point (not finite, out of range, or 0° 0°,
 * where careless databases put what they do not know) is dropped on creation.
 */
#include "hopmap-place.h"

#include "hopmap-rtt.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (HopmapPlace, hopmap_place, hopmap_place_ref, hopmap_place_unref)

static gboolean
is_point (double latitude, double longitude)
{
  return isfinite (latitude) && isfinite (longitude) && fabs (latitude) <= 90.0
         && fabs (longitude) <= 180.0 && !(latitude == 0.0 && longitude == 0.0);
}

static char *
dup_or_null (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static void
place_clear (HopmapPlace *self)
{
  g_free (self->city);
  g_free (self->region);
  g_free (self->country);
  g_free (self->country_code);
  g_free (self->label);
  g_free (self->source);
  g_free (self->attribution);
  g_free (self->refutation.witness);
}

/**
 * hopmap_place_new:
 * @fields: what is known; its strings are copied, empty ones count as unknown
 *
 * A @fields whose point is not on earth, or at 0° 0°, becomes a place without a point; without a
 * point and a country it becomes %HOPMAP_PLACE_UNKNOWN, unless it is special.
 *
 * Returns: (transfer full): a new place
 */
HopmapPlace *
hopmap_place_new (const HopmapPlace *fields)
{
  HopmapPlace *self = g_atomic_rc_box_new0 (HopmapPlace);

  self->kind = fields->kind;
  self->evidence = fields->evidence;
  self->city = dup_or_null (fields->city);
  self->region = dup_or_null (fields->region);
  self->country = dup_or_null (fields->country);
  self->country_code = dup_or_null (fields->country_code);
  self->label = dup_or_null (fields->label);
  self->source = dup_or_null (fields->source);
  self->attribution = dup_or_null (fields->attribution);
  self->source_rank = fields->source_rank;
  self->anycast = fields->anycast;
  self->refutation = fields->refutation;
  self->refutation.witness = dup_or_null (fields->refutation.witness);

  self->has_point = fields->has_point && is_point (fields->latitude, fields->longitude);
  if (self->has_point)
    {
      self->latitude = fields->latitude;
      self->longitude = fields->longitude;
      self->radius_km = isfinite (fields->radius_km) ? CLAMP (fields->radius_km, 0.0, 20038.0)
                                                     : 0.0;
    }
  else if (self->kind == HOPMAP_PLACE_CITY || self->kind == HOPMAP_PLACE_COUNTRY)
    {
      self->kind = self->country != NULL || self->country_code != NULL ? HOPMAP_PLACE_COUNTRY
                                                                       : HOPMAP_PLACE_UNKNOWN;
    }

  return self;
}

/**
 * hopmap_place_ref:
 * @place: a place
 *
 * Returns: (transfer full): @place
 */
HopmapPlace *
hopmap_place_ref (HopmapPlace *place)
{
  return g_atomic_rc_box_acquire (place);
}

/**
 * hopmap_place_unref:
 * @place: (transfer full): a place
 */
void
hopmap_place_unref (HopmapPlace *place)
{
  g_atomic_rc_box_release_full (place, (GDestroyNotify) place_clear);
}

static gboolean
refutation_equal (const HopmapRefutation *a, const HopmapRefutation *b)
{
  return a->kind == b->kind && a->needed_ns == b->needed_ns && a->answered_ns == b->answered_ns
         && a->answered_ttl == b->answered_ttl && a->witness_ttl == b->witness_ttl
         && g_strcmp0 (a->witness, b->witness) == 0;
}

/**
 * hopmap_place_equal:
 * @a: (nullable): a place
 * @b: (nullable): a place
 *
 * Returns: whether both say the same of the same spot
 */
gboolean
hopmap_place_equal (const HopmapPlace *a, const HopmapPlace *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;

  return a->kind == b->kind && a->evidence == b->evidence && a->has_point == b->has_point
         && a->latitude == b->latitude && a->longitude == b->longitude
         && a->radius_km == b->radius_km && g_strcmp0 (a->city, b->city) == 0
         && g_strcmp0 (a->region, b->region) == 0 && g_strcmp0 (a->country, b->country) == 0
         && g_strcmp0 (a->country_code, b->country_code) == 0 && g_strcmp0 (a->label, b->label) == 0
         && g_strcmp0 (a->source, b->source) == 0 && a->anycast == b->anycast
         && refutation_equal (&a->refutation, &b->refutation);
}

static const char *country_domain;

/**
 * hopmap_place_set_country_domain:
 * @domain: (nullable): the gettext domain that has the names of countries, such as "iso_3166"; it
 *   must live as long as the program. %NULL for English names.
 */
void
hopmap_place_set_country_domain (const char *domain)
{
  country_domain = domain;
}

/**
 * hopmap_place_get_country_text:
 * @place: a place
 *
 * Returns: (nullable): the name of its country in the person's language where it is known, else in
 *   English, else its code
 */
const char *
hopmap_place_get_country_text (const HopmapPlace *place)
{
  if (place->country == NULL)
    return place->country_code;

  return country_domain != NULL ? g_dgettext (country_domain, place->country) : place->country;
}

/**
 * hopmap_place_dup_text:
 * @place: (nullable): a place
 *
 * Returns: (transfer full) (nullable): "City, Country", the country, or the label of a special
 *   address; %NULL where nothing is known
 */
char *
hopmap_place_dup_text (const HopmapPlace *place)
{
  const char *country;

  if (place == NULL)
    return NULL;
  if (place->kind == HOPMAP_PLACE_SPECIAL)
    return g_strdup (place->label);

  country = hopmap_place_get_country_text (place);
  /* A city that is its own country is named once: Singapore, Monaco. */
  if (place->city != NULL && country != NULL && g_strcmp0 (place->city, place->country) != 0)
    return g_strdup_printf ("%s, %s", place->city, country);

  return g_strdup (place->city != NULL ? place->city : country);
}

/**
 * hopmap_place_dup_reason:
 * @place: (nullable): a place that was named for a hop
 * @ttl: that hop
 *
 * Returns: (transfer full) (nullable): why nobody believes in it, a translated sentence without its
 *   stop; %NULL where nothing speaks against it
 */
char *
hopmap_place_dup_reason (const HopmapPlace *place, guint ttl)
{
  const HopmapRefutation *refutation = place != NULL ? &place->refutation : NULL;
  g_autofree char *text = NULL, *needed = NULL, *answered = NULL;
  const char *name;

  if (refutation == NULL || refutation->kind == HOPMAP_REFUTATION_NONE)
    return NULL;

  text = hopmap_place_dup_text (place);
  name = place->city != NULL ? place->city : text != NULL ? text : _ ("This place");
  needed = hopmap_rtt_dup_text (refutation->needed_ns);
  answered = hopmap_rtt_dup_text (refutation->answered_ns);
  if (refutation->witness != NULL && refutation->answered_ttl == 0)
    return g_strdup_printf (
        /* Translators: a city, another city and its hop number, and two times ("62 ms") */
        _ ("%s cannot be right together with %s (hop %u): that needs at least %s; both answers "
           "together took %s"),
        name, refutation->witness, refutation->witness_ttl, needed, answered);
  if (refutation->witness != NULL)
    return g_strdup_printf (
        /* Translators: a city, another city and its hop number, and two times ("62 ms") */
        _ ("%s cannot be right together with %s (hop %u): that needs at least %s; the answer came "
           "in %s"),
        name, refutation->witness, refutation->witness_ttl, needed, answered);
  if (refutation->answered_ttl != ttl)
    return g_strdup_printf (
        /* Translators: a city, a time ("62 ms"), a hop number, a time */
        _ ("%s needs at least %s; hop %u, farther on, answered in %s"), name, needed,
        refutation->answered_ttl, answered);

  /* Translators: a city and two times ("62 ms") */
  return g_strdup_printf (_ ("%s needs at least %s; it answered in %s"), name, needed, answered);
}

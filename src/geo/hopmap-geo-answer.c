/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapGeoAnswer: see the header. Which of several places to believe is not decided here but in
 * hopmap-place-choice.
 */
#include "hopmap-geo-answer.h"

#include "hopmap-place-choice.h"

G_DEFINE_BOXED_TYPE (HopmapGeoAnswer,
                     hopmap_geo_answer,
                     hopmap_geo_answer_ref,
                     hopmap_geo_answer_unref)

static void
answer_clear (HopmapGeoAnswer *self)
{
  g_clear_pointer (&self->place, hopmap_place_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->network, g_free);
  g_clear_pointer (&self->network_attribution, g_free);
  g_clear_error (&self->error);
}

static void
take_candidates (HopmapGeoAnswer *self, GPtrArray *candidates)
{
  self->candidates = candidates;
  if (candidates->len > 0)
    self->place = hopmap_place_ref (candidates->pdata[0]);
}

static void
set_network (HopmapGeoAnswer *self, guint asn, const char *network)
{
  self->asn = asn;
  self->network = network != NULL && *network != '\0' ? g_strdup (network) : NULL;
}

/**
 * hopmap_geo_answer_new_found:
 * @place: (transfer full) (nullable): where the address is
 * @asn: number of its autonomous system, or 0
 * @network: (nullable): that system's name
 *
 * Returns: (transfer full): an answer; "not found" where all three are missing
 */
HopmapGeoAnswer *
hopmap_geo_answer_new_found (HopmapPlace *place, guint asn, const char *network)
{
  HopmapGeoAnswer *self = hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);
  GPtrArray *candidates;

  set_network (self, asn, network);
  if (place != NULL)
    {
      candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
      g_ptr_array_add (candidates, place);
      take_candidates (self, candidates);
    }
  if (place != NULL || asn != 0 || self->network != NULL)
    self->status = HOPMAP_GEO_STATUS_FOUND;

  return self;
}

/**
 * hopmap_geo_answer_new_special:
 * @label: what the address is, translated
 *
 * Returns: (transfer full): the answer to an address that has no place on earth
 */
HopmapGeoAnswer *
hopmap_geo_answer_new_special (const char *label)
{
  HopmapPlace fields = { .kind = HOPMAP_PLACE_SPECIAL, .label = (char *) label };

  return hopmap_geo_answer_new_found (hopmap_place_new (&fields), 0, NULL);
}

/**
 * hopmap_geo_answer_new_recorded:
 * @hop: a hop from a file, with a place: what was believed when the record was made
 *
 * Returns: (transfer full): the same answer again, not chosen anew; candidates are shared, not copied
 */
HopmapGeoAnswer *
hopmap_geo_answer_new_recorded (HopmapHop *hop)
{
  GPtrArray *candidates = hopmap_hop_get_candidates (hop);
  HopmapGeoAnswer *self = hopmap_geo_answer_new_found (
      hopmap_place_ref (hopmap_hop_get_place (hop)), hopmap_hop_get_asn (hop),
      hopmap_hop_get_network (hop));

  self->network_attribution = g_strdup (hopmap_hop_get_network_attribution (hop));
  if (candidates != NULL && candidates->len > 0)
    {
      g_ptr_array_unref (self->candidates);
      self->candidates = g_ptr_array_ref (candidates);
    }

  return self;
}

/**
 * hopmap_geo_answer_new_empty:
 * @status: "not found" or "reserved"
 *
 * Returns: (transfer full): an answer that names no place
 */
HopmapGeoAnswer *
hopmap_geo_answer_new_empty (HopmapGeoStatus status)
{
  HopmapGeoAnswer *self = g_atomic_rc_box_new0 (HopmapGeoAnswer);

  self->status = status;
  return self;
}

/**
 * hopmap_geo_answer_new_failed:
 * @error: why there is no answer; copied
 *
 * Returns: (transfer full): the lack of an answer
 */
HopmapGeoAnswer *
hopmap_geo_answer_new_failed (const GError *error)
{
  HopmapGeoAnswer *self = hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_FAILED);

  self->error = g_error_copy (error);
  return self;
}

/* A database gives an anycast address one of its many places; who measured or knows may give the one
 * that answers here. */
static void
doubt_anycast (HopmapGeoAnswer *self)
{
  gboolean anycast = FALSE;

  for (guint i = 0; i < self->candidates->len; i++)
    anycast |= ((const HopmapPlace *) self->candidates->pdata[i])->anycast;
  if (!anycast || self->place->evidence >= HOPMAP_EVIDENCE_NAMED)
    return;

  hopmap_place_unref (self->place);
  self->place = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_UNKNOWN, .anycast = TRUE });
}

/**
 * hopmap_geo_answer_merge:
 * @answers: (element-type HopmapGeoAnswer): what the providers said, the preferred one first
 * @error: (nullable): what kept another provider from answering
 *
 * Returns: (transfer full): all of it together, with the candidates in order of belief; the network
 *   is that of the first answer that knows one
 */
HopmapGeoAnswer *
hopmap_geo_answer_merge (GPtrArray *answers, const GError *error)
{
  HopmapGeoAnswer *self = hopmap_geo_answer_new_empty (
      answers->len == 0 && error != NULL ? HOPMAP_GEO_STATUS_FAILED : HOPMAP_GEO_STATUS_NOT_FOUND);
  g_autoptr (GPtrArray) places = g_ptr_array_new ();

  for (guint i = 0; i < answers->len; i++)
    {
      const HopmapGeoAnswer *answer = answers->pdata[i];

      self->status = MAX (self->status, answer->status);
      if (answer->candidates != NULL)
        g_ptr_array_extend (places, answer->candidates, NULL, NULL);
      if (self->asn == 0 && self->network == NULL)
        {
          set_network (self, answer->asn, answer->network);
          self->network_attribution = g_strdup (answer->network_attribution);
        }
    }

  take_candidates (self, hopmap_place_rank (places));
  doubt_anycast (self);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  return self;
}

/**
 * hopmap_geo_answer_ref:
 * @answer: an answer
 *
 * Returns: (transfer full): @answer
 */
HopmapGeoAnswer *
hopmap_geo_answer_ref (HopmapGeoAnswer *answer)
{
  return g_atomic_rc_box_acquire (answer);
}

/**
 * hopmap_geo_answer_unref:
 * @answer: (transfer full): an answer
 */
void
hopmap_geo_answer_unref (HopmapGeoAnswer *answer)
{
  g_atomic_rc_box_release_full (answer, (GDestroyNotify) answer_clear);
}

/**
 * hopmap_geo_answer_is_city:
 * @answer: an answer
 *
 * Returns: whether its place is known as well as a city, so that no further source need be asked
 */
gboolean
hopmap_geo_answer_is_city (const HopmapGeoAnswer *answer)
{
  const HopmapPlace *place = answer->place;

  return place != NULL && place->evidence >= HOPMAP_EVIDENCE_DATABASE
         && (!place->anycast || place->evidence >= HOPMAP_EVIDENCE_NAMED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHopEvidence: see the header.
 */
#include "hopmap-hop-evidence.h"

#include "hopmap-place-choice.h"
#include "hopmap-recorded-provider.h"
#include "hopmap-router-name.h"

/**
 * hopmap_hop_evidence_note_brought:
 * @self: a record, zeroed at first
 * @hop: the hop it is about
 *
 * Keeps the place with which @hop came, as long as nobody has been asked for another.
 */
void
hopmap_hop_evidence_note_brought (HopmapHopEvidence *self, HopmapHop *hop)
{
  if (self->brought == NULL && self->answer == NULL && hopmap_recorded_provider_knows (hop))
    self->brought = hopmap_geo_answer_new_recorded (
        hopmap_hop_get_place (hop), hopmap_hop_get_candidates (hop), hopmap_hop_get_asn (hop),
        hopmap_hop_get_network (hop));
}

/**
 * hopmap_hop_evidence_clear:
 * @self: a record
 */
void
hopmap_hop_evidence_clear (HopmapHopEvidence *self)
{
  g_clear_pointer (&self->brought, hopmap_geo_answer_unref);
  g_clear_pointer (&self->answer, hopmap_geo_answer_unref);
  g_clear_pointer (&self->hints, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);
}

/**
 * hopmap_hop_evidence_set_answer:
 * @self: a record
 * @answer: what sources say by now
 * @complete: whether that is their last word
 */
void
hopmap_hop_evidence_set_answer (HopmapHopEvidence *self, HopmapGeoAnswer *answer, gboolean complete)
{
  hopmap_geo_answer_ref (answer);
  g_clear_pointer (&self->answer, hopmap_geo_answer_unref);
  self->answer = answer;
  self->complete = complete;
}

/**
 * hopmap_hop_evidence_set_name:
 * @self: a record
 * @name: (nullable): the router's name, as its owner wrote it
 *
 * Returns: whether it says anything else of the place than the name before
 */
gboolean
hopmap_hop_evidence_set_name (HopmapHopEvidence *self, const char *name)
{
  const gboolean had_hints = self->hints != NULL;

  if (g_strcmp0 (self->name, name) == 0)
    return FALSE;

  g_free (self->name);
  self->name = g_strdup (name);
  g_clear_pointer (&self->hints, g_ptr_array_unref);
  if (name != NULL)
    self->hints = hopmap_router_name_read (name);
  return had_hints || self->hints != NULL;
}

/**
 * hopmap_hop_evidence_doubt_person:
 * @self: a record
 *
 * Forgets what the file says where that was a person's word: a person here has just said otherwise,
 * or has taken it back.
 */
void
hopmap_hop_evidence_doubt_person (HopmapHopEvidence *self)
{
  if (self->brought != NULL && self->brought->place->evidence == HOPMAP_EVIDENCE_PERSON)
    g_clear_pointer (&self->brought, hopmap_geo_answer_unref);
}

/**
 * hopmap_hop_evidence_dup_candidates:
 * @self: a record
 *
 * Returns: (transfer full) (nullable) (element-type HopmapPlace): every place that is named for the
 *   hop, the best known first; %NULL where there is none
 */
GPtrArray *
hopmap_hop_evidence_dup_candidates (const HopmapHopEvidence *self)
{
  g_autoptr (GPtrArray) all = NULL;

  if (self->hints == NULL)
    return self->answer != NULL && self->answer->place != NULL
               ? g_ptr_array_ref (self->answer->candidates)
               : NULL;

  all = g_ptr_array_new ();
  if (self->answer != NULL && self->answer->candidates != NULL)
    g_ptr_array_extend (all, self->answer->candidates, NULL, NULL);
  g_ptr_array_extend (all, self->hints, NULL, NULL);
  return hopmap_place_rank (all);
}

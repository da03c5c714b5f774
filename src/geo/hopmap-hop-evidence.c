/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHopEvidence: see the header.
 */
#include "hopmap-hop-evidence.h"

#include "hopmap-place-choice.h"
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
    self->brought = hopmap_geo_answer_new_recorded (hop);
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

/* Every place that is named for the hop, the best known first; NULL where there is none. */
static GPtrArray *
dup_candidates (const HopmapHopEvidence *self)
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

static void
set_network (HopmapHop *hop, const HopmapGeoAnswer *answer)
{
  if (answer->asn != 0 || answer->network != NULL)
    {
      hopmap_hop_set_network (hop, answer->asn, answer->network);
      hopmap_hop_set_network_attribution (hop, answer->network_attribution);
    }
}

/**
 * hopmap_hop_evidence_find_recorded:
 * @self: a record
 * @recorded: (nullable): another file, which goes before the one with which the hop came
 * @address: the hop's address
 *
 * Returns: (transfer full) (nullable): what a file says; %NULL where none says anything
 */
HopmapGeoAnswer *
hopmap_hop_evidence_find_recorded (const HopmapHopEvidence *self,
                                   HopmapRecordedProvider *recorded,
                                   const HopmapAddress *address)
{
  g_autoptr (HopmapGeoAnswer) answer = NULL;

  if (recorded != NULL)
    answer = hopmap_geo_provider_lookup (HOPMAP_GEO_PROVIDER (recorded), address);
  if (answer != NULL && answer->status == HOPMAP_GEO_STATUS_FOUND)
    return g_steal_pointer (&answer);

  return self->brought != NULL ? hopmap_geo_answer_ref (self->brought) : NULL;
}

/**
 * hopmap_hop_evidence_apply:
 * @self: a record with an answer; may go away meanwhile, when somebody hears of the new place
 * @hop: its hop
 * @fusion: weighs places on earth; that an address has none, or that nobody knows, needs no weighing
 */
void
hopmap_hop_evidence_apply (const HopmapHopEvidence *self, HopmapHop *hop, HopmapRouteFusion *fusion)
{
  g_autoptr (HopmapGeoAnswer) answer = hopmap_geo_answer_ref (self->answer);
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (HopmapPlace) unknown = NULL;

  set_network (hop, answer);
  if (answer->place != NULL && answer->place->kind == HOPMAP_PLACE_SPECIAL)
    {
      hopmap_hop_set_place (hop, answer->place, answer->candidates);
    }
  else if ((candidates = dup_candidates (self)) != NULL)
    {
      hopmap_route_fusion_set_candidates (fusion, hop, candidates);
    }
  else if (self->complete)
    {
      unknown = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_UNKNOWN });
      hopmap_hop_set_place (hop, unknown, answer->candidates);
    }
}

/**
 * hopmap_hop_evidence_apply_recorded:
 * @recorded: what a file says
 * @hop: the hop it says it of
 * @fusion: loses its say: whoever made the record has weighed it
 */
void
hopmap_hop_evidence_apply_recorded (const HopmapGeoAnswer *recorded,
                                    HopmapHop *hop,
                                    HopmapRouteFusion *fusion)
{
  hopmap_route_fusion_set_candidates (fusion, hop, NULL);
  if (recorded->place != NULL)
    hopmap_hop_set_place (hop, recorded->place, recorded->candidates);
  set_network (hop, recorded);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that is known of one hop's place before it is weighed: what the file said with which it came,
 * what sources answered, and what the router's own name says. A plain record of the route locator's.
 */
#pragma once

#include "hopmap-geo-answer.h"
#include "hopmap-hop.h"
#include "hopmap-recorded-provider.h"
#include "hopmap-route-fusion.h"

G_BEGIN_DECLS

/**
 * HopmapHopEvidence:
 * @brought: (nullable): what a file says of it
 * @answer: (nullable): what sources answered last
 * @complete: whether @answer is their last word
 * @hints: (nullable) (element-type HopmapPlace): what its name says
 * @name: (nullable): that name
 */
typedef struct
{
  HopmapGeoAnswer *brought;
  HopmapGeoAnswer *answer;
  gboolean complete;
  GPtrArray *hints;
  char *name;
} HopmapHopEvidence;

void hopmap_hop_evidence_note_brought (HopmapHopEvidence *self, HopmapHop *hop);
void hopmap_hop_evidence_clear (HopmapHopEvidence *self);
void hopmap_hop_evidence_set_answer (HopmapHopEvidence *self,
                                     HopmapGeoAnswer *answer,
                                     gboolean complete);
gboolean hopmap_hop_evidence_set_name (HopmapHopEvidence *self, const char *name);
void hopmap_hop_evidence_doubt_person (HopmapHopEvidence *self);
HopmapGeoAnswer *hopmap_hop_evidence_find_recorded (const HopmapHopEvidence *self,
                                                    HopmapRecordedProvider *recorded,
                                                    const HopmapAddress *address);
void hopmap_hop_evidence_apply (const HopmapHopEvidence *self,
                                HopmapHop *hop,
                                HopmapRouteFusion *fusion);
void hopmap_hop_evidence_apply_recorded (const HopmapGeoAnswer *recorded,
                                         HopmapHop *hop,
                                         HopmapRouteFusion *fusion);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What sources claim about the hops of one route, and which claims light refutes. Working material
 * of the fusion of places; nothing is shown or kept of it.
 */
#pragma once

#include "hopmap-hop-times.h"
#include "hopmap-place.h"

G_BEGIN_DECLS

/**
 * HopmapClaim:
 * @place: what a source says
 * @hop: index of the hop of which it says so
 * @votes: whether it is good enough to speak against what others say of other hops
 * @refutation: what speaks against it; the witness is borrowed
 */
typedef struct
{
  const HopmapPlace *place;
  guint hop;
  gboolean votes;
  HopmapRefutation refutation;
} HopmapClaim;

/**
 * HopmapClaimSet:
 * @times: per hop its times
 * @bounds: what they say together
 * @origin: (nullable): where the probes come from
 * @n_hops: how many hops there are
 * @n_claims: how many claims
 * @claims: by hop, and those of a hop by how well they are known
 * @first: per hop, and once more at the end, the index of its first claim
 */
typedef struct
{
  const HopmapHopTimes *times;
  HopmapTimeBounds *bounds;
  const HopmapPlace *origin;
  guint n_hops;
  guint n_claims;
  HopmapClaim *claims;
  guint *first;
} HopmapClaimSet;

HopmapClaimSet *hopmap_claim_set_new (const HopmapHopTimes *times,
                                      GPtrArray *const *candidates,
                                      guint n_hops,
                                      const HopmapPlace *origin);
void hopmap_claim_set_free (HopmapClaimSet *self);
gboolean hopmap_claim_stands (const HopmapClaim *claim);
gboolean hopmap_claim_set_are_at_odds (const HopmapClaimSet *self,
                                       const HopmapClaim *a,
                                       const HopmapClaim *b,
                                       HopmapRefutation *refutation);
void hopmap_claim_set_refute_by_light (HopmapClaimSet *self);
void hopmap_claim_set_vote (HopmapClaimSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapClaimSet, hopmap_claim_set_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vote on claims that cannot all be right. That one of two is wrong is certain, which one is
 * not: so a claim is set aside only where hops in several towns are at odds with it, and few others
 * are at odds with them. Where that is not clear all of them stay.
 */
#include "hopmap-claim-set.h"

#include <string.h>

#include "hopmap-sphere.h"

/* Hops as near to each other as this are one voice: that of one source about one town, as when all
 * of a carrier's network is put where its office is. */
#define VOICE_KM 100.0

/* It takes so many voices, and more than so many times those against any of them. */
#define MIN_VOICES 2
#define MAJORITY   2

typedef struct
{
  HopmapClaimSet *set;
  guint8 *odds;   /* n × n: whether two claims cannot both be right */
  guint *against; /* per claim: how many voices are at odds with it */
} Vote;

static const guint8 *
get_odds (const Vote *vote, guint claim)
{
  return vote->odds + (gsize) claim * vote->set->n_claims;
}

static gboolean
may_be_at_odds (const HopmapClaimSet *set, guint a, guint b)
{
  const HopmapClaim *one = &set->claims[a];
  const HopmapClaim *other = &set->claims[b];

  return hopmap_claim_stands (one) && hopmap_claim_stands (other) && (one->votes || other->votes);
}

/* Returns whether there are any. */
static gboolean
find_odds (Vote *vote)
{
  const HopmapClaimSet *set = vote->set;
  const gsize n = set->n_claims;
  gboolean any = FALSE;

  for (guint a = 0; a < n; a++)
    for (guint b = set->first[set->claims[a].hop + 1]; b < n; b++)
      {
        HopmapRefutation ignored;

        if (may_be_at_odds (set, a, b)
            && hopmap_claim_set_are_at_odds (set, &set->claims[a], &set->claims[b], &ignored))
          {
            vote->odds[a * n + b] = vote->odds[b * n + a] = TRUE;
            any = TRUE;
          }
      }

  return any;
}

/*
 * The best claim of a hop, if all of them are at odds with a claim, else NULL: a hop that may be
 * elsewhere speaks against nobody. Returns an index into the claims, or their number for none.
 */
static guint
find_opponent (const Vote *vote, guint claim, guint hop)
{
  const HopmapClaimSet *set = vote->set;
  guint best = set->n_claims;

  for (guint i = set->first[hop]; i < set->first[hop + 1]; i++)
    {
      if (!hopmap_claim_stands (&set->claims[i]) || !set->claims[i].votes)
        continue;
      if (!get_odds (vote, claim)[i])
        return set->n_claims;

      best = MIN (best, i);
    }

  return best;
}

static gboolean
is_same_voice (const HopmapPlace *a, const HopmapPlace *b)
{
  return hopmap_sphere_distance_km (a->latitude, a->longitude, b->latitude, b->longitude)
         <= VOICE_KM;
}

static void
add_voice (const Vote *vote, GArray *voices, guint claim)
{
  const HopmapClaim *claims = vote->set->claims;

  for (guint i = 0; i < voices->len; i++)
    if (is_same_voice (claims[g_array_index (voices, guint, i)].place, claims[claim].place))
      return;

  g_array_append_val (voices, claim);
}

/* The claims that speak against one, no two from one town. */
static GArray *
find_voices (const Vote *vote, guint claim)
{
  GArray *voices = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint n = vote->set->n_claims;

  if (!hopmap_claim_stands (&vote->set->claims[claim])
      || memchr (get_odds (vote, claim), TRUE, n) == NULL)
    return voices;

  for (guint hop = 0; hop < vote->set->n_hops; hop++)
    {
      const guint opponent = find_opponent (vote, claim, hop);

      if (opponent < n)
        add_voice (vote, voices, opponent);
    }

  return voices;
}

static gboolean
is_outvoted (const Vote *vote, guint claim, GArray *voices)
{
  /* That two databases agree may mean that one has copied from the other. */
  HopmapEvidence strongest = HOPMAP_EVIDENCE_AGREED;
  guint most_against = 0;

  for (guint i = 0; i < voices->len; i++)
    {
      const guint voice = g_array_index (voices, guint, i);

      strongest = MAX (strongest, vote->set->claims[voice].place->evidence);
      most_against = MAX (most_against, vote->against[voice]);
    }

  return voices->len >= MIN_VOICES && voices->len > MAJORITY * most_against
         && vote->set->claims[claim].place->evidence <= strongest;
}

static void
set_aside (Vote *vote, guint claim, guint witness)
{
  HopmapClaimSet *set = vote->set;
  HopmapRefutation *refutation = &set->claims[claim].refutation;

  hopmap_claim_set_are_at_odds (set, &set->claims[claim], &set->claims[witness], refutation);
  refutation->kind = HOPMAP_REFUTATION_OUTVOTED;
}

/* Sets the one claim aside with which most are at odds, and returns whether there was such a one. */
static gboolean
take_a_vote (Vote *vote)
{
  const guint n = vote->set->n_claims;
  g_autoptr (GArray) worst_voices = NULL;
  guint worst = n;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) voices = find_voices (vote, i);

      vote->against[i] = voices->len;
    }

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) voices = NULL;

      if (vote->against[i] < MIN_VOICES || (worst < n && vote->against[i] <= vote->against[worst]))
        continue;

      voices = find_voices (vote, i);
      if (is_outvoted (vote, i, voices))
        {
          g_clear_pointer (&worst_voices, g_array_unref);
          worst_voices = g_steal_pointer (&voices);
          worst = i;
        }
    }

  if (worst < n)
    set_aside (vote, worst, g_array_index (worst_voices, guint, 0));

  return worst < n;
}

/**
 * hopmap_claim_set_vote:
 * @self: claims, after light has had its say
 *
 * Sets aside what cannot be right together with what most other hops say.
 */
void
hopmap_claim_set_vote (HopmapClaimSet *self)
{
  const gsize n = self->n_claims;
  Vote vote = { .set = self };

  vote.odds = g_malloc0_n (n, n);
  vote.against = g_new (guint, n);
  if (find_odds (&vote))
    while (take_a_vote (&vote))
      ;
  g_free (vote.odds);
  g_free (vote.against);
}

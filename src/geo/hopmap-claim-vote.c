/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vote on claims that cannot all be right. That one of two is wrong is certain, which one is
 * not: so a claim is set aside only where hops in several towns are at odds with it, or one of which
 * more is known than a database says, and few others are at odds with them. Where that is not clear all of them stay.
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

/* So much more does it weigh what a router's name says, or who has measured, than what databases say:
 * one such hop is enough to tell about where we are, and from there about the others. */
#define STRONG_WEIGHT 3

/* A route of more claims than any router and its sources make is a hoax, and not worth the time. */
#define MAX_CLAIMS 300

typedef enum
{
  AT_ODDS = 1 << 0,    /* the two claims cannot both be right */
  SAME_VOICE = 1 << 1, /* they name one town */
} Relation;

typedef struct
{
  HopmapClaimSet *set;
  guint8 *relations;  /* n × n: what two claims are to each other */
  gboolean *involved; /* per claim: whether any other is at odds with it */
  guint *against;     /* per claim: how much the voices weigh that speak against it */
} Vote;

static gboolean
are (const Vote *vote, guint a, guint b, Relation relation)
{
  return (vote->relations[(gsize) a * vote->set->n_claims + b] & relation) != 0;
}

static void
relate (Vote *vote, guint a, guint b, Relation relation)
{
  vote->relations[(gsize) a * vote->set->n_claims + b] |= relation;
  vote->relations[(gsize) b * vote->set->n_claims + a] |= relation;
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
  gboolean any = FALSE;

  for (guint a = 0; a < set->n_claims; a++)
    for (guint b = set->first[set->claims[a].hop + 1]; b < set->n_claims; b++)
      {
        HopmapRefutation ignored;

        if (!may_be_at_odds (set, a, b)
            || !hopmap_claim_set_are_at_odds (set, &set->claims[a], &set->claims[b], &ignored))
          continue;

        relate (vote, a, b, AT_ODDS);
        vote->involved[a] = vote->involved[b] = any = TRUE;
      }

  return any;
}

static void
find_voters_of_one_town (Vote *vote)
{
  const HopmapClaimSet *set = vote->set;

  for (guint a = 0; a < set->n_claims; a++)
    for (guint b = a; b < set->n_claims; b++)
      {
        const HopmapPlace *one = set->claims[a].place;
        const HopmapPlace *other = set->claims[b].place;

        if (vote->involved[a] && vote->involved[b] && set->claims[a].votes && set->claims[b].votes
            && hopmap_sphere_distance_km (one->latitude, one->longitude, other->latitude,
                                          other->longitude)
                   <= VOICE_KM)
          relate (vote, a, b, SAME_VOICE);
      }
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
      if (!are (vote, claim, i, AT_ODDS))
        return set->n_claims;

      best = MIN (best, i);
    }

  return best;
}

static void
add_voice (const Vote *vote, GArray *voices, guint claim)
{
  for (guint i = 0; i < voices->len; i++)
    if (are (vote, g_array_index (voices, guint, i), claim, SAME_VOICE))
      return;

  g_array_append_val (voices, claim);
}

/* The claims that speak against one, no two from one town. */
static GArray *
find_voices (const Vote *vote, guint claim)
{
  GArray *voices = g_array_new (FALSE, FALSE, sizeof (guint));

  if (!vote->involved[claim] || !hopmap_claim_stands (&vote->set->claims[claim]))
    return voices;

  for (guint hop = 0; hop < vote->set->n_hops; hop++)
    {
      const guint opponent = find_opponent (vote, claim, hop);

      if (opponent < vote->set->n_claims)
        add_voice (vote, voices, opponent);
    }

  return voices;
}

static guint
weigh (const Vote *vote, guint claim, GArray *voices)
{
  const gboolean strong = vote->set->claims[claim].place->evidence >= HOPMAP_EVIDENCE_NAMED;
  guint weight = 0;

  for (guint i = 0; i < voices->len; i++)
    {
      const HopmapClaim *voice = &vote->set->claims[g_array_index (voices, guint, i)];

      weight += !strong && voice->place->evidence >= HOPMAP_EVIDENCE_NAMED ? STRONG_WEIGHT : 1;
    }

  return weight;
}

static gboolean
is_outvoted (const Vote *vote, guint claim, GArray *voices)
{
  /* That two databases agree may mean that one has copied from the other. */
  HopmapEvidence strongest = HOPMAP_EVIDENCE_AGREED;
  const guint weight = weigh (vote, claim, voices);
  guint most_against = 0;

  for (guint i = 0; i < voices->len; i++)
    {
      const guint voice = g_array_index (voices, guint, i);

      strongest = MAX (strongest, vote->set->claims[voice].place->evidence);
      most_against = MAX (most_against, vote->against[voice]);
    }

  return weight >= MIN_VOICES && weight > MAJORITY * most_against
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

      vote->against[i] = weigh (vote, i, voices);
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

  if (n > MAX_CLAIMS)
    return;

  vote.relations = g_malloc0_n (n, n);
  vote.involved = g_new0 (gboolean, n);
  vote.against = g_new0 (guint, n);
  if (find_odds (&vote))
    {
      find_voters_of_one_town (&vote);
      while (take_a_vote (&vote))
        ;
    }
  g_free (vote.relations);
  g_free (vote.involved);
  g_free (vote.against);
}

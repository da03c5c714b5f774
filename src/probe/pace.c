/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Token buckets, one for all and one per destination, and the list of destinations that are no
 * business of a traceroute. Manners, for root and everybody else alike.
 */
#include "pace.h"

#include <string.h>

#define SECOND UINT64_C (1000000000)
#define MINUTE (60 * SECOND)

typedef struct
{
  uint64_t cost_ns;
  uint64_t full_ns;
} BucketRule;

static const BucketRule all_rule = { SECOND / HOPMAP_PACE_RATE,
                                     HOPMAP_PACE_BURST *SECOND / HOPMAP_PACE_RATE };
static const BucketRule destination_rule = { SECOND / HOPMAP_PACE_DESTINATION_RATE,
                                             HOPMAP_PACE_DESTINATION_BURST *SECOND
                                                 / HOPMAP_PACE_DESTINATION_RATE };
static const BucketRule arrival_rule = { MINUTE / HOPMAP_PACE_NEW_PER_MINUTE, MINUTE };

static void
fill (HopmapBucket *bucket, const BucketRule *rule, uint64_t now_ns)
{
  bucket->credit_ns = rule->full_ns;
  bucket->updated_ns = now_ns;
}

static uint64_t
delay (HopmapBucket *bucket, const BucketRule *rule, uint64_t now_ns)
{
  uint64_t passed = now_ns > bucket->updated_ns ? now_ns - bucket->updated_ns : 0;

  bucket->updated_ns += passed;
  if (passed > rule->full_ns - bucket->credit_ns)
    passed = rule->full_ns - bucket->credit_ns;
  bucket->credit_ns += passed;
  return bucket->credit_ns >= rule->cost_ns ? 0 : rule->cost_ns - bucket->credit_ns;
}

static void
spend (HopmapBucket *bucket, const BucketRule *rule)
{
  bucket->credit_ns -= bucket->credit_ns < rule->cost_ns ? bucket->credit_ns : rule->cost_ns;
}

void
hopmap_pace_init (HopmapPace *pace, uint64_t now_ns)
{
  memset (pace, 0, sizeof *pace);
  fill (&pace->all, &all_rule, now_ns);
  fill (&pace->arrivals, &arrival_rule, now_ns);
}

static bool
is_of (const HopmapBudget *budget, HopmapFrameFamily family, const HopmapFrameAddress *destination)
{
  return budget->family == family
         && memcmp (&budget->address, destination, sizeof *destination) == 0;
}

/* The budget of the destination, else an unused one, else the one that has rested longest: its
 * bucket is the fullest, so that coming back under a new number gains least. */
static HopmapBudget *
find_budget (HopmapPace *pace, HopmapFrameFamily family, const HopmapFrameAddress *destination)
{
  HopmapBudget *best = NULL;

  for (size_t i = 0; i < HOPMAP_PACE_DESTINATIONS; i++)
    {
      HopmapBudget *budget = &pace->budgets[i];

      if (is_of (budget, family, destination))
        return budget;
      if (budget->n_probes == 0
          && (best == NULL || budget->bucket.updated_ns < best->bucket.updated_ns))
        best = budget;
    }
  return best;
}

uint8_t
hopmap_pace_enter (HopmapPace *pace,
                   HopmapFrameFamily family,
                   const HopmapFrameAddress *destination,
                   uint64_t now_ns)
{
  HopmapBudget *budget = find_budget (pace, family, destination);

  if (budget == NULL)
    return HOPMAP_PACE_NONE;
  if (!is_of (budget, family, destination))
    {
      if (delay (&pace->arrivals, &arrival_rule, now_ns) > 0)
        return HOPMAP_PACE_NONE;
      spend (&pace->arrivals, &arrival_rule);
      budget->family = family;
      budget->address = *destination;
      fill (&budget->bucket, &destination_rule, now_ns);
    }
  budget->n_probes++;
  return (uint8_t) (budget - pace->budgets);
}

void
hopmap_pace_leave (HopmapPace *pace, uint8_t budget)
{
  if (budget < HOPMAP_PACE_DESTINATIONS && pace->budgets[budget].n_probes > 0)
    pace->budgets[budget].n_probes--;
}

uint64_t
hopmap_pace_delay (HopmapPace *pace, uint8_t budget, uint64_t now_ns)
{
  uint64_t common = delay (&pace->all, &all_rule, now_ns);
  uint64_t own = delay (&pace->budgets[budget].bucket, &destination_rule, now_ns);

  return common > own ? common : own;
}

void
hopmap_pace_spend (HopmapPace *pace, uint8_t budget)
{
  spend (&pace->all, &all_rule);
  spend (&pace->budgets[budget].bucket, &destination_rule);
}

bool
hopmap_pace_refuses (HopmapFrameFamily family,
                     const HopmapFrameAddress *destination,
                     uint32_t scope_id)
{
  static const uint8_t zeros[16];
  static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
  const uint8_t *bytes = destination->bytes;

  if (family == HOPMAP_FRAME_IPV4)
    return bytes[0] == 0 || bytes[0] >= 224; /* this network; multicast, reserved, broadcast */

  if (memcmp (bytes, zeros, sizeof zeros) == 0 || memcmp (bytes, mapped, sizeof mapped) == 0
      || bytes[0] == 0xff)
    return true;
  return bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80 && scope_id == 0;
}

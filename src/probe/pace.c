/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Token buckets, one for all and one per destination, and the list of destinations that are no
 * business of a traceroute. Manners, for root and everybody else alike.
 */
#include "pace.h"

#include <string.h>

#define SECOND UINT64_C (1000000000)
#define MINUTE (60 * SECOND)

/* What one costs, and how many may be saved up. */
typedef struct
{
  uint64_t cost_ns;
  uint64_t burst;
} BucketRule;

static const BucketRule all_rule = { SECOND / HOPMAP_PACE_RATE, HOPMAP_PACE_BURST };
static const BucketRule destination_rule = { SECOND / HOPMAP_PACE_DESTINATION_RATE,
                                             HOPMAP_PACE_DESTINATION_BURST };
static const BucketRule arrival_rule = { MINUTE / HOPMAP_PACE_NEW_PER_MINUTE,
                                         HOPMAP_PACE_NEW_PER_MINUTE };

/* The bucket fills up by the clock; 0 says that there is enough for one in it. */
static uint64_t
delay (HopmapBucket *bucket, const BucketRule *rule, uint64_t now_ns)
{
  uint64_t missing;

  if (*bucket < now_ns)
    *bucket = now_ns;
  missing = *bucket - now_ns + rule->cost_ns;
  return missing > rule->cost_ns * rule->burst ? missing - rule->cost_ns * rule->burst : 0;
}

void
hopmap_pace_init (HopmapPace *pace, uint64_t now_ns)
{
  *pace = (HopmapPace){ .all = now_ns, .arrivals = now_ns };
}

/* The budget of the destination, else an unused one, else the one that has rested longest: its
 * bucket is the fullest, so that coming back under a new number gains least. */
uint8_t
hopmap_pace_enter (HopmapPace *pace, const HopmapFrameSend *send, uint64_t now_ns)
{
  HopmapBudget *best = NULL;

  for (uint8_t i = 0; i < HOPMAP_PACE_DESTINATIONS; i++)
    {
      HopmapBudget *budget = &pace->budgets[i];

      if (budget->family == send->family
          && memcmp (&budget->address, &send->destination, sizeof budget->address) == 0)
        {
          budget->n_probes++;
          return i;
        }
      if (budget->n_probes == 0 && (best == NULL || budget->bucket < best->bucket))
        best = budget;
    }
  if (best == NULL || delay (&pace->arrivals, &arrival_rule, now_ns) > 0)
    return HOPMAP_PACE_NONE;
  pace->arrivals += arrival_rule.cost_ns;
  *best = (HopmapBudget){ send->destination, send->family, 1, now_ns };
  return (uint8_t) (best - pace->budgets);
}

void
hopmap_pace_leave (HopmapPace *pace, uint8_t budget)
{
  if (budget < HOPMAP_PACE_DESTINATIONS && pace->budgets[budget].n_probes > 0)
    pace->budgets[budget].n_probes--;
}

uint64_t
hopmap_pace_when (HopmapPace *pace, uint8_t budget, uint64_t now_ns)
{
  uint64_t common = delay (&pace->all, &all_rule, now_ns);
  uint64_t own = delay (&pace->budgets[budget].bucket, &destination_rule, now_ns);

  return now_ns + (common > own ? common : own);
}

void
hopmap_pace_spend (HopmapPace *pace, uint8_t budget)
{
  pace->all += all_rule.cost_ns;
  pace->budgets[budget].bucket += destination_rule.cost_ns;
}

bool
hopmap_pace_refuses (const HopmapFrameSend *send)
{
  static const uint8_t zeros[16];
  static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
  const uint8_t *bytes = send->destination.bytes;

  if (send->family == HOPMAP_FRAME_IPV4)
    return bytes[0] == 0 || bytes[0] >= 224; /* this network; multicast, reserved, broadcast */

  return memcmp (bytes, zeros, sizeof zeros) == 0 || memcmp (bytes, mapped, sizeof mapped) == 0
         || bytes[0] == 0xff
         || (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80 && send->scope_id == 0);
}

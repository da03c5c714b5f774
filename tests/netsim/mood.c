/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See mood.h. */
#include "mood.h"

void
netsim_mood_init (NetsimMood *mood, const NetsimScenario *scenario)
{
  *mood = (NetsimMood){
    .scenario = scenario,
    .chance = g_rand_new_with_seed (scenario->seed),
    .hops = g_new0 (NetsimHopMood, scenario->n_identities),
  };
}

void
netsim_mood_clear (NetsimMood *mood)
{
  g_clear_pointer (&mood->chance, g_rand_free);
  g_clear_pointer (&mood->hops, g_free);
}

guint32
netsim_mood_choose (NetsimMood *mood, const NetsimPacket *packet, gint64 now_ns)
{
  const NetsimScenario *scenario = mood->scenario;
  gint64 period;

  if (mood->first_ns == 0)
    mood->first_ns = now_ns;
  switch (scenario->balance)
    {
    case NETSIM_BALANCE_PACKET:
      return g_rand_int (mood->chance) >> 8;
    case NETSIM_BALANCE_TIME:
      period = (now_ns - mood->first_ns) / MAX (1, scenario->balance_period_ns);
      return (guint32) MIN (period, NETSIM_MAX_BRANCHES - 1);
    case NETSIM_BALANCE_FLOW:
    default:
      return netsim_packet_flow (packet);
    }
}

static gboolean
happens (NetsimMood *mood, double share)
{
  return share > 0 && g_rand_double (mood->chance) < share;
}

gboolean
netsim_mood_drops (const NetsimHop *hop, gpointer user_data)
{
  return happens (user_data, hop->forward_loss);
}

gboolean
netsim_mood_keeps (NetsimMood *mood, const NetsimHop *hop)
{
  return !happens (mood, hop->loss);
}

static gboolean
is_error (NetsimAnswerKind kind)
{
  return kind == NETSIM_ANSWER_TIME_EXCEEDED || kind == NETSIM_ANSWER_UNREACHABLE
         || kind == NETSIM_ANSWER_TOO_BIG;
}

gboolean
netsim_mood_permits (NetsimMood *mood, const NetsimVerdict *verdict, gint64 now_ns)
{
  const NetsimHop *hop = verdict->hop;
  NetsimHopMood *own = &mood->hops[hop->id];
  guint which = is_error (verdict->kind) ? 0 : 1;
  const NetsimLimit *limit = which == 0 ? &hop->limit : &hop->echo_limit;

  if (limit->burst == 0)
    return TRUE;
  if (!own->begun)
    {
      own->begun = TRUE;
      own->tokens[0] = hop->limit.burst;
      own->tokens[1] = hop->echo_limit.burst;
      own->filled_ns[0] = own->filled_ns[1] = now_ns;
    }
  own->tokens[which] += (double) (now_ns - own->filled_ns[which]) / 1e9 * limit->per_second;
  own->tokens[which] = MIN (own->tokens[which], limit->burst);
  own->filled_ns[which] = now_ns;
  if (own->tokens[which] < 1)
    return FALSE;
  own->tokens[which] -= 1;
  return TRUE;
}

gint64
netsim_mood_delay (NetsimMood *mood, const NetsimVerdict *verdict)
{
  const NetsimHop *hop = verdict->hop;
  gint64 delay = verdict->rtt_ns;
  guint answers = mood->hops[hop->id].answers++;

  if (answers == 0)
    delay += hop->first_late_ns;
  if (hop->jitter_ns > 0)
    delay += (gint64) (g_rand_double (mood->chance) * (double) hop->jitter_ns);
  if (hop->late_every > 0 && (answers + 1) % hop->late_every == 0)
    delay += hop->late_ns;
  return delay;
}

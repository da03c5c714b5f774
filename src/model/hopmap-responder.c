/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapResponder: see the header.
 */
#include "hopmap-responder.h"

static HopmapResponder *
find_responder (GArray *responders, const HopmapAddress *address)
{
  for (guint i = 0; i < responders->len; i++)
    {
      HopmapResponder *responder = &g_array_index (responders, HopmapResponder, i);

      if (hopmap_address_equal (&responder->address, address))
        return responder;
    }

  return NULL;
}

/**
 * hopmap_responders_note:
 * @responders: (element-type HopmapResponder): in the order of their first answers
 * @answer: one more answer; a late one says who is there, and nothing about times
 */
void
hopmap_responders_note (GArray *responders, const HopmapSample *answer)
{
  HopmapResponder *responder;

  if (!hopmap_address_is_set (&answer->address))
    return;

  responder = find_responder (responders, &answer->address);
  if (responder == NULL && responders->len < HOPMAP_MAX_RESPONDERS)
    {
      HopmapResponder fresh = { .address = answer->address, .first_ns = answer->sent_ns };

      g_array_append_val (responders, fresh);
      responder = &g_array_index (responders, HopmapResponder, responders->len - 1);
    }
  if (responder == NULL)
    return;

  responder->last_ns = MAX (responder->last_ns, answer->sent_ns);
  hopmap_running_stats_add_sent (&responder->stats);
  if (!answer->late)
    hopmap_running_stats_add_reply (&responder->stats, answer->rtt_ns);
  else
    responder->stats.late++;
}

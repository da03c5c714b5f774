/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decides which answer belongs to which probe; sends and reports nothing.
 */
#include "probe-table.h"

#include <string.h>

/* A UDP checksum of 0 means that there is none, and is sent as 0xffff instead; so no number is
 * either. Twice as many slots as active probes, so this ends. */
static uint16_t
next_sequence (HopmapProbeTable *table)
{
  uint16_t sequence;

  do
    sequence = ++table->cursor ^ table->scramble;
  while (sequence == 0 || sequence == UINT16_MAX
         || hopmap_probe_is_active (&table->slots[table->cursor % HOPMAP_TABLE_SLOTS]));
  return sequence;
}

uint16_t
hopmap_probe_table_add (HopmapProbeTable *table, const HopmapFrameSend *send, uint64_t due_ns)
{
  uint16_t sequence = next_sequence (table);
  uint16_t index = table->cursor % HOPMAP_TABLE_SLOTS;
  HopmapProbe *probe = &table->slots[index];

  *probe = (HopmapProbe){ .state = HOPMAP_PROBE_WAITING, .send = *send, .at_ns = due_ns };
  probe->mark.sequence = sequence;
  memcpy (probe->mark.cookie, table->cookies[index], HOPMAP_COOKIE_SIZE);
  table->n_active++;
  return index;
}

/* Not through all slots: together they are more than a processor keeps at hand. */
uint16_t
hopmap_probe_table_find_token (const HopmapProbeTable *table, uint32_t token)
{
  for (uint16_t i = 0, n_left = table->n_active; i < HOPMAP_TABLE_SLOTS && n_left > 0; i++)
    {
      uint16_t index = (uint16_t) ((table->oldest + i) % HOPMAP_TABLE_SLOTS);
      bool is_active = hopmap_probe_is_active (&table->slots[index]);

      if (is_active && table->slots[index].send.token == token)
        return index;
      n_left = (uint16_t) (n_left - is_active);
    }
  return HOPMAP_PROBE_NONE;
}

bool
hopmap_probe_table_finish (HopmapProbeTable *table, uint16_t index, HopmapProbeState state)
{
  bool was_active = hopmap_probe_is_active (&table->slots[index]);

  table->n_active = (uint16_t) (table->n_active - was_active);
  table->slots[index].state = state;
  return was_active;
}

/* A router may quote less than all, and RFC 4884 has it fill up with zeros. So a cookie may break
 * off anywhere, but what is there before the zeros must be ours. */
static bool
cookie_fits (const HopmapProbe *probe, const HopmapAnswer *answer, bool *is_whole)
{
  size_t size = answer->reply.protocol == HOPMAP_FRAME_TCP ? HOPMAP_COOKIE_SIZE_TCP
                                                           : HOPMAP_COOKIE_SIZE;
  size_t there = answer->n_cookie;

  *is_whole = probe->has_cookie && there == size
              && memcmp (answer->cookie, probe->mark.cookie, size) == 0;
  if (*is_whole || !probe->has_cookie)
    return true;
  while (there > 0 && answer->cookie[there - 1] == 0)
    there--;
  /* An echo reply returns everything, RFC 792, and TCP the sequence number. */
  return answer->is_quote && memcmp (answer->cookie, probe->mark.cookie, there) == 0;
}

bool
hopmap_probe_table_fits (const HopmapProbeTable *table, uint16_t index, const HopmapAnswer *answer)
{
  const HopmapProbe *probe = &table->slots[index];
  const HopmapFrameSend *send = &probe->send;
  bool is_known = probe->state != HOPMAP_PROBE_FREE && probe->state != HOPMAP_PROBE_WAITING;
  bool is_whole = false;

  if (!is_known || send->protocol != answer->reply.protocol || send->family != answer->reply.family
      || (send->protocol != HOPMAP_FRAME_ICMP && send->port != answer->port))
    return false;
  if (answer->reply.kind != HOPMAP_REPLY_DATAGRAM && !cookie_fits (probe, answer, &is_whole))
    return false;
  if (answer->has_id && answer->id != probe->mark.id && !is_whole)
    return false;
  /* An echo reply from another address is odd but happens; it knows the cookie. */
  return memcmp (&answer->destination, &send->destination, sizeof send->destination) == 0
         || (answer->reply.kind == HOPMAP_REPLY_ECHO && is_whole);
}

uint16_t
hopmap_probe_table_match (const HopmapProbeTable *table, const HopmapAnswer *answer)
{
  for (size_t i = 0; i < 2; i++)
    {
      uint16_t sequence = answer->sequences[i];
      uint16_t index = (uint16_t) ((sequence ^ table->scramble) % HOPMAP_TABLE_SLOTS);

      if (sequence != 0 && table->slots[index].mark.sequence == sequence
          && hopmap_probe_table_fits (table, index, answer))
        return index;
    }
  return HOPMAP_PROBE_NONE;
}

uint16_t
hopmap_probe_table_guess (const HopmapProbeTable *table, const HopmapAnswer *answer, uint16_t id)
{
  uint16_t best = HOPMAP_PROBE_NONE;

  for (uint16_t i = 0; i < HOPMAP_TABLE_SLOTS; i++)
    if (table->slots[i].state == HOPMAP_PROBE_IN_FLIGHT && table->slots[i].mark.id == id
        && hopmap_probe_table_fits (table, i, answer)
        && (best == HOPMAP_PROBE_NONE || table->slots[i].send.ttl > table->slots[best].send.ttl))
      best = i;
  return best;
}

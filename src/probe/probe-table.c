/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slots in a ring, so that a probe's memory lasts as long as possible, with two sorted lists
 * through them. Decides which answer belongs to which probe; sends and reports nothing.
 */
#include "probe-table.h"

#include <string.h>

#define NONE HOPMAP_PROBE_NONE

void
hopmap_probe_table_init (HopmapProbeTable *table,
                         const uint64_t key[2],
                         uint16_t scramble,
                         uint16_t id_ipv4,
                         uint16_t id_ipv6)
{
  memset (table, 0, sizeof *table);
  table->waiting = NONE;
  table->in_flight = NONE;
  table->scramble = scramble;
  table->id_ipv4 = id_ipv4;
  table->id_ipv6 = id_ipv6;
  table->key[0] = key[0];
  table->key[1] = key[1];
}

static bool
is_active (const HopmapProbe *probe)
{
  return probe->state == HOPMAP_PROBE_WAITING || probe->state == HOPMAP_PROBE_IN_FLIGHT;
}

static uint16_t *
head_of (HopmapProbeTable *table, HopmapProbeState state)
{
  return state == HOPMAP_PROBE_WAITING ? &table->waiting : &table->in_flight;
}

/* Sorted insertion from the end, where nearly every new time belongs; equals keep their order. */
static void
link_probe (HopmapProbeTable *table, uint16_t index)
{
  HopmapProbe *probe = &table->slots[index];
  uint16_t *head = head_of (table, probe->state);
  uint16_t after;

  if (*head == NONE)
    {
      probe->next = probe->previous = index;
      *head = index;
      return;
    }

  after = table->slots[*head].previous;
  while (table->slots[after].at_ns > probe->at_ns && after != *head)
    after = table->slots[after].previous;
  if (table->slots[after].at_ns > probe->at_ns)
    {
      /* Before the first one, which in a ring is behind the last one. */
      after = table->slots[after].previous;
      *head = index;
    }
  probe->previous = after;
  probe->next = table->slots[after].next;
  table->slots[probe->next].previous = index;
  table->slots[after].next = index;
}

static void
unlink_probe (HopmapProbeTable *table, uint16_t index)
{
  HopmapProbe *probe = &table->slots[index];
  uint16_t *head = head_of (table, probe->state);

  table->slots[probe->previous].next = probe->next;
  table->slots[probe->next].previous = probe->previous;
  if (*head == index)
    *head = probe->next == index ? NONE : probe->next;
}

/* Twice as many slots as active probes, so this ends. */
static uint16_t
free_slot (HopmapProbeTable *table)
{
  uint16_t index;

  do
    {
      index = table->cursor++;
      if (table->cursor == HOPMAP_TABLE_SLOTS)
        {
          table->cursor = 0;
          table->round++;
        }
    }
  while (is_active (&table->slots[index]));
  return index;
}

uint16_t
hopmap_probe_table_add (HopmapProbeTable *table, const HopmapFrameSend *send, uint64_t due_ns)
{
  HopmapProbe *probe;
  uint16_t index;

  if (table->n_active >= HOPMAP_TABLE_ACTIVE_MAX)
    return NONE;

  index = free_slot (table);
  probe = &table->slots[index];
  memset (probe, 0, sizeof *probe);
  probe->state = HOPMAP_PROBE_WAITING;
  probe->send = *send;
  probe->sequence = (uint16_t) ((index + table->round * HOPMAP_TABLE_SLOTS) ^ table->scramble);
  probe->cookie = hopmap_cookie (table->key, table->serial++, send->token);
  probe->socket = -1;
  probe->at_ns = due_ns;
  link_probe (table, index);
  table->n_active++;
  return index;
}

static uint16_t
find_in_list (const HopmapProbeTable *table, uint16_t index, uint32_t token)
{
  for (; index != NONE; index = hopmap_probe_table_next (table, index))
    if (table->slots[index].send.token == token)
      return index;
  return NONE;
}

uint16_t
hopmap_probe_table_find_token (const HopmapProbeTable *table, uint32_t token)
{
  uint16_t index = find_in_list (table, table->in_flight, token);

  return index != NONE ? index : find_in_list (table, table->waiting, token);
}

void
hopmap_probe_table_launch (HopmapProbeTable *table, uint16_t index, uint64_t sent_ns)
{
  HopmapProbe *probe = &table->slots[index];

  unlink_probe (table, index);
  probe->state = HOPMAP_PROBE_IN_FLIGHT;
  probe->sent_ns = sent_ns;
  probe->at_ns = sent_ns + (uint64_t) probe->send.timeout_ms * 1000000;
  link_probe (table, index);
}

bool
hopmap_probe_table_finish (HopmapProbeTable *table, uint16_t index, HopmapProbeState state)
{
  HopmapProbe *probe = &table->slots[index];
  bool was_active = is_active (probe);

  if (was_active)
    {
      unlink_probe (table, index);
      table->n_active--;
    }
  probe->state = state;
  return was_active;
}

uint16_t
hopmap_probe_table_first_waiting (const HopmapProbeTable *table)
{
  return table->waiting;
}

uint16_t
hopmap_probe_table_first_in_flight (const HopmapProbeTable *table)
{
  return table->in_flight;
}

uint16_t
hopmap_probe_table_next (const HopmapProbeTable *table, uint16_t index)
{
  const HopmapProbe *probe = &table->slots[index];
  uint16_t head = probe->state == HOPMAP_PROBE_WAITING ? table->waiting : table->in_flight;

  return probe->next == head ? NONE : probe->next;
}

/* A router may quote less than all, and RFC 4884 has it fill up with zeros. So a cookie may break
 * off anywhere, but what is there before the zeros must be ours. */
static bool
cookie_fits (const HopmapProbe *probe, const HopmapAnswer *answer)
{
  size_t same = 0;

  if (!probe->has_cookie)
    return true;
  while (same < answer->n_cookie && answer->cookie[same] == (uint8_t) (probe->cookie >> (8 * same)))
    same++;
  if (!answer->is_quote)
    return same == HOPMAP_COOKIE_SIZE; /* an echo reply returns everything, RFC 792 */
  for (size_t i = same; i < answer->n_cookie; i++)
    if (answer->cookie[i] != 0)
      return false;
  return true;
}

static bool
is_known (const HopmapProbe *probe)
{
  return probe->state == HOPMAP_PROBE_IN_FLIGHT || probe->state == HOPMAP_PROBE_ANSWERED
         || probe->state == HOPMAP_PROBE_EXPIRED;
}

static bool
same_address (const HopmapFrameAddress *a, const HopmapFrameAddress *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

uint16_t
hopmap_probe_table_match_echo (const HopmapProbeTable *table, const HopmapAnswer *answer)
{
  bool is_ipv4 = answer->reply.family == HOPMAP_FRAME_IPV4;
  uint16_t index = (uint16_t) ((answer->sequence ^ table->scramble) % HOPMAP_TABLE_SLOTS);
  const HopmapProbe *probe = &table->slots[index];

  if (answer->reply.protocol != HOPMAP_FRAME_ICMP
      || answer->id != (is_ipv4 ? table->id_ipv4 : table->id_ipv6))
    return NONE;
  if (!is_known (probe) || probe->sequence != answer->sequence
      || probe->send.protocol != HOPMAP_FRAME_ICMP || probe->send.family != answer->reply.family
      || !cookie_fits (probe, answer))
    return NONE;

  if (answer->is_quote)
    return same_address (&answer->destination, &probe->send.destination) ? index : NONE;
  /* Another sender is odd but happens (anycast, loopback); it must at least know the cookie. */
  if (!probe->has_cookie && !same_address (&answer->reply.from, &probe->send.destination))
    return NONE;
  return index;
}

bool
hopmap_probe_table_match_udp (const HopmapProbeTable *table,
                              uint16_t index,
                              const HopmapAnswer *answer)
{
  const HopmapProbe *probe = &table->slots[index];

  return is_known (probe) && probe->send.protocol == HOPMAP_FRAME_UDP
         && answer->reply.protocol == HOPMAP_FRAME_UDP && probe->send.family == answer->reply.family
         && probe->send.port == answer->sequence
         && same_address (&answer->destination, &probe->send.destination)
         && cookie_fits (probe, answer);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one table that a test has.
 */
#include "made-table.h"

#include <glib.h>
#include <string.h>

HopmapProbeTable table;

const HopmapFrameAddress target = { { 198, 51, 100, 7 } };

void
reset (uint16_t scramble)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (scramble);

  memset (&table, 0, sizeof table);
  table.scramble = scramble;
  for (size_t i = 0; i < HOPMAP_TABLE_SLOTS; i++)
    for (size_t at = 0; at < HOPMAP_COOKIE_SIZE; at++)
      table.cookies[i][at] = (uint8_t) g_rand_int (random);
}

uint16_t
add (uint32_t token, HopmapFrameProtocol protocol)
{
  HopmapFrameSend send = {
    .token = token,
    .family = HOPMAP_FRAME_IPV4,
    .protocol = protocol,
    .destination = target,
    .port = protocol == HOPMAP_FRAME_ICMP ? 0 : MADE_PORT,
    .ttl = 1,
    .timeout_ms = 1000,
  };

  return hopmap_probe_table_add (&table, &send, 70);
}

uint16_t
add_flying (uint32_t token, HopmapFrameProtocol protocol)
{
  uint16_t index = add (token, protocol);

  table.slots[index].has_cookie = true;
  table.slots[index].mark.id = MADE_ID;
  table.slots[index].sent_ns = 1000;
  table.slots[index].state = HOPMAP_PROBE_IN_FLIGHT;
  return index;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLadder: see the header.
 */
#include "hopmap-ladder.h"

/* Where a firewall lets nothing else pass it lets these pass: web servers, with and without TLS. */
#define SECOND_PORT_TCP 80

static void
add_rung (HopmapLadder *self, HopmapProtocol protocol, guint port)
{
  self->rungs[self->n++] = (HopmapRung){ .protocol = protocol, .port = port };
}

static guint
get_port (const HopmapTraceOptions *options, HopmapProtocol protocol)
{
  if (protocol == HOPMAP_PROTOCOL_ICMP)
    return 0;
  if (options->port != 0)
    return MIN (options->port, G_MAXUINT16);

  return protocol == HOPMAP_PROTOCOL_TCP ? HOPMAP_DEFAULT_PORT_TCP : HOPMAP_DEFAULT_PORT_UDP;
}

/**
 * hopmap_ladder_init:
 * @self: (out caller-allocates): set to the ways that @options ask for
 * @options: a protocol that the person chose is the only one, whatever comes of it
 * @available: what the source can send; what it cannot is passed over
 *
 * A port that the person chose is one where they know a service, and TCP's is asked in its place.
 */
void
hopmap_ladder_init (HopmapLadder *self,
                    const HopmapTraceOptions *options,
                    HopmapProtocols available)
{
  static const HopmapProtocol order[] = { HOPMAP_PROTOCOL_ICMP, HOPMAP_PROTOCOL_UDP,
                                          HOPMAP_PROTOCOL_TCP };

  *self = (HopmapLadder){ .n = 0 };
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (options->protocol != HOPMAP_PROTOCOL_AUTO
              ? options->protocol != order[i]
              : (available & HOPMAP_PROTOCOLS_OF (order[i])) == 0)
        continue;

      if (options->protocol == HOPMAP_PROTOCOL_AUTO && order[i] == HOPMAP_PROTOCOL_UDP)
        add_rung (self, order[i], HOPMAP_DEFAULT_PORT_UDP);
      else
        add_rung (self, order[i], get_port (options, order[i]));
    }
  if (options->protocol == HOPMAP_PROTOCOL_AUTO && options->port == 0
      && (available & HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_TCP)) != 0)
    add_rung (self, HOPMAP_PROTOCOL_TCP, SECOND_PORT_TCP);
  if (self->n == 0)
    add_rung (self, HOPMAP_PROTOCOL_ICMP, 0);
}

/**
 * hopmap_ladder_is_second_port:
 * @self: a ladder
 * @rung: below @n
 *
 * Returns: whether it differs from the one before by its port only, which means something to the
 *   destination and nothing to routers
 */
gboolean
hopmap_ladder_is_second_port (const HopmapLadder *self, guint rung)
{
  return rung > 0 && self->rungs[rung].protocol == self->rungs[rung - 1].protocol;
}

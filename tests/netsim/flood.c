/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The streams of forge.h: garbage, and somebody else's pings. */
#include "forge.h"

#include <string.h>

#include "answer.h"

/* A stream that fell behind by more than this goes on from now, not all at once. */
#define LAG_NS 50000000

void
netsim_flood_init (NetsimFlood *flood, guint per_second)
{
  *flood = (NetsimFlood){ .period_ns = per_second > 0 ? 1000000000 / per_second : 0 };
}

gint64
netsim_flood_next (const NetsimFlood *flood)
{
  return flood->period_ns > 0 ? flood->next_ns : G_MAXINT64;
}

gboolean
netsim_flood_is_due (NetsimFlood *flood, gint64 now_ns)
{
  if (flood->period_ns == 0 || flood->next_ns > now_ns)
    return FALSE;
  if (flood->next_ns < now_ns - LAG_NS)
    flood->next_ns = now_ns;
  flood->next_ns += flood->period_ns;
  flood->count++;
  return TRUE;
}

static NetsimEnvelope
envelope_to_source (const NetsimAddress *from)
{
  NetsimEnvelope envelope = { .source = *from, .ttl = 50 };

  netsim_address_parse (from->family == 4 ? NETSIM_SOURCE4 : NETSIM_SOURCE6, from->family,
                        &envelope.destination);
  return envelope;
}

GByteArray *
netsim_forge_ping (const NetsimScenario *scenario, guint number)
{
  const NetsimAddress *from = &scenario->destination.hop.address[number % NETSIM_FAMILIES];
  NetsimEnvelope envelope = envelope_to_source (from);
  gboolean ipv4 = from->family == 4;
  guint8 reply[64] = { ipv4 ? 0 : 129 };

  netsim_put16 (reply + 4, 0x4242);
  netsim_put16 (reply + 6, number & 0xffff);
  return netsim_answer_wrap (&envelope, ipv4 ? NETSIM_IP_ICMP : NETSIM_IP_ICMP6, reply,
                             sizeof reply, 2);
}

static void
fill (guint8 *bytes, gsize size, GRand *chance)
{
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) g_rand_int (chance);
}

/* The start of an IP packet from the source to the destination, as an error would quote it. */
static void
put_likely_quote (guint8 *quote, const NetsimEnvelope *envelope, GRand *chance)
{
  static const guint8 protocols[] = { NETSIM_IP_ICMP, NETSIM_IP_UDP, NETSIM_IP_TCP,
                                      NETSIM_IP_ICMP6 };
  guint8 protocol = protocols[g_rand_int_range (chance, 0, G_N_ELEMENTS (protocols))];

  if (envelope->source.family == 4)
    {
      quote[0] = 0x45;
      quote[9] = protocol;
      memcpy (quote + 12, envelope->destination.bytes, 4);
      memcpy (quote + 16, envelope->source.bytes, 4);
      return;
    }
  quote[0] = 0x60;
  quote[6] = protocol;
  memcpy (quote + 8, envelope->destination.bytes, 16);
  memcpy (quote + 24, envelope->source.bytes, 16);
}

static void
make_likely_error (guint8 *body, const NetsimEnvelope *envelope, GRand *chance)
{
  static const guint8 types[NETSIM_FAMILIES][2] = { { 3, 11 }, { 1, 3 } };
  guint family = netsim_family_index (envelope->source.family);

  body[0] = types[family][g_rand_int (chance) & 1];
  put_likely_quote (body + 8, envelope, chance);
}

GByteArray *
netsim_forge_garbage (const NetsimScenario *scenario, GRand *chance)
{
  const NetsimAddress *from =
      &scenario->destination.hop.address[g_rand_int (chance) % NETSIM_FAMILIES];
  NetsimEnvelope envelope = envelope_to_source (from);
  guint8 icmp = from->family == 4 ? NETSIM_IP_ICMP : NETSIM_IP_ICMP6;
  guint8 body[256];
  gsize size = (gsize) g_rand_int_range (chance, 64, sizeof body);

  fill (body, sizeof body, chance);
  switch (g_rand_int_range (chance, 0, 5))
    {
    case 0:
      return netsim_answer_wrap (&envelope, icmp, body, size, 2);
    case 1:
      make_likely_error (body, &envelope, chance);
      return netsim_answer_wrap (&envelope, icmp, body, size, 2);
    case 2:
      return netsim_answer_wrap (&envelope, NETSIM_IP_UDP, body, size, 6);
    case 3:
      body[12] = 5 << 4;
      return netsim_answer_wrap (&envelope, NETSIM_IP_TCP, body, size, 16);
    default:
      body[0] = (guint8) (from->family << 4 | (body[0] & 15));
      return g_byte_array_append (g_byte_array_new (), body, (guint) size);
    }
}

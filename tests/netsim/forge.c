/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lies of forge.h about one probe. */
#include "forge.h"

#include <string.h>

#include "answer.h"

/* What is quoted of a probe, at most. */
#define LONGEST_QUOTE 500

typedef struct
{
  const NetsimScenario *scenario;
  NetsimRelease *release;
  const NetsimProbe *probe;
  NetsimParcel parcel;
} Forgery;

static void
add (Forgery *forgery, GByteArray *bytes, const char *kind)
{
  forgery->parcel.bytes = bytes;
  forgery->parcel.kind = kind;
  netsim_release_add (forgery->release, &forgery->parcel);
}

/* From the forger, or (NULL) from the destination itself. */
static NetsimEnvelope
envelope_for (const NetsimPacket *packet, const NetsimForger *forger)
{
  return (NetsimEnvelope){
    .source = forger != NULL ? forger->from[netsim_family_index (packet->family)]
                             : packet->destination,
    .destination = packet->source,
    .ttl = 60,
  };
}

/* Time exceeded from the forger, about the probe COPY. */
static GByteArray *
quote_back (const Forgery *forgery, guint8 *copy)
{
  const NetsimPacket *packet = &forgery->probe->packet;
  NetsimEnvelope envelope = envelope_for (packet, &forgery->scenario->forger);

  if (packet->family == 4)
    {
      copy[8] = 1;
      netsim_put16 (copy + 10, 0);
      netsim_put16 (copy + 10, netsim_checksum (copy, packet->header_size, 0));
    }
  else
    copy[7] = 1;
  return netsim_answer_error (&envelope, packet->family == 4 ? 11 : 3, 0, 0, copy,
                              MIN (packet->size, LONGEST_QUOTE));
}

/* What the destination would answer to the echo request COPY. */
static GByteArray *
reply_to (const Forgery *forgery, guint8 *copy)
{
  const NetsimPacket *packet = &forgery->probe->packet;
  NetsimEnvelope envelope = envelope_for (packet, NULL);
  guint8 *message = copy + packet->header_size;

  message[0] = packet->family == 4 ? 0 : 129;
  return netsim_answer_wrap (&envelope, packet->protocol, message,
                             packet->size - packet->header_size, 2);
}

static void
flip16 (guint8 *bytes)
{
  netsim_put16 (bytes, netsim_get16 (bytes) ^ 0x4001U);
}

/* Where the number is that tells this probe from the sender's others. */
static guint8 *
token_of (guint8 *copy, const NetsimPacket *packet)
{
  guint8 *transport = copy + packet->header_size;

  return transport + (packet->kind == NETSIM_PACKET_TCP_SYN ? 4 : 6);
}

/* Where the number is that tells this sender from others: the ICMP id, or the source port. */
static guint8 *
identity_of (guint8 *copy, const NetsimPacket *packet)
{
  return copy + packet->header_size + (packet->kind == NETSIM_PACKET_ECHO ? 4 : 0);
}

static guint8 *
destination_of (guint8 *copy, const NetsimPacket *packet)
{
  return copy + (packet->family == 4 ? 18 : 38);
}

/* Nobody else knows what a sender put behind the numbers: payload, or the rest of the sequence. */
static void
make_foreign (guint8 *copy, const NetsimPacket *packet)
{
  if (packet->kind == NETSIM_PACKET_TCP_SYN)
    flip16 (copy + packet->header_size + 6);
  else
    for (gsize i = packet->header_size + 8; i < packet->size; i++)
      copy[i] ^= 0xa5;
}

/* Adds a quote of the probe, and for an echo request also a reply, after SPOIL changed a copy. */
static void
add_spoilt (Forgery *forgery,
            const guint8 *bytes,
            guint8 *(*spoil) (guint8 *copy, const NetsimPacket *packet),
            gboolean reply_too,
            const char *kind)
{
  const NetsimPacket *packet = &forgery->probe->packet;
  g_autofree guint8 *copy = g_memdup2 (bytes, packet->size);

  flip16 (spoil (copy, packet));
  if (spoil != destination_of)
    make_foreign (copy, packet);
  add (forgery, quote_back (forgery, copy), kind);
  if (reply_too && packet->kind == NETSIM_PACKET_ECHO)
    add (forgery, reply_to (forgery, copy), kind);
}

static void
add_bad_checksums (Forgery *forgery, const guint8 *bytes)
{
  const NetsimPacket *packet = &forgery->probe->packet;
  g_autofree guint8 *copy = g_memdup2 (bytes, packet->size);
  gsize header_size = packet->family == 4 ? 20 : 40;
  GByteArray *lie = quote_back (forgery, copy);

  flip16 (lie->data + header_size + 2);
  add (forgery, lie, "forged-bad-checksum");
  if (packet->kind != NETSIM_PACKET_ECHO)
    return;
  lie = reply_to (forgery, copy);
  flip16 (lie->data + header_size + 2);
  add (forgery, lie, "forged-bad-checksum");
}

/* The right id and sequence, but not the payload that was sent. */
static void
add_wrong_cookie (Forgery *forgery, const guint8 *bytes)
{
  const NetsimPacket *packet = &forgery->probe->packet;
  g_autofree guint8 *copy = g_memdup2 (bytes, packet->size);

  if (packet->kind != NETSIM_PACKET_ECHO || packet->size <= packet->header_size + 8)
    return;
  for (gsize i = packet->header_size + 8; i < packet->size; i++)
    copy[i] ^= 0xa5;
  add (forgery, reply_to (forgery, copy), "forged-wrong-cookie");
}

static GByteArray *
make_segment (const NetsimPacket *packet, guint8 flags, guint16 to_port, guint32 acknowledged)
{
  NetsimEnvelope envelope = envelope_for (packet, NULL);
  guint8 segment[20] = { 0 };

  netsim_put16 (segment, packet->destination_port);
  netsim_put16 (segment + 2, to_port);
  netsim_put32 (segment + 4, 1);
  netsim_put32 (segment + 8, acknowledged);
  segment[12] = 5 << 4;
  segment[13] = flags;
  netsim_put16 (segment + 14, 1024);
  return netsim_answer_wrap (&envelope, NETSIM_IP_TCP, segment, sizeof segment, 16);
}

static void
add_segments (Forgery *forgery, guint kinds)
{
  static const guint8 flags[] = { NETSIM_TCP_SYN | NETSIM_TCP_ACK,
                                  NETSIM_TCP_RST | NETSIM_TCP_ACK };
  const NetsimPacket *packet = &forgery->probe->packet;

  if (packet->kind != NETSIM_PACKET_TCP_SYN)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      if ((kinds & NETSIM_FORGE_TCP_WRONG_ACK) != 0)
        add (forgery,
             make_segment (packet, flags[i], packet->source_port, packet->tcp_sequence + 1001),
             "forged-tcp-wrong-ack");
      if ((kinds & NETSIM_FORGE_TCP_OTHER_PORT) != 0)
        add (
            forgery,
            make_segment (packet, flags[i], packet->source_port ^ 0x0101, packet->tcp_sequence + 1),
            "forged-tcp-other-port");
    }
}

void
netsim_forge_for (const NetsimScenario *scenario,
                  NetsimRelease *release,
                  const guint8 *bytes,
                  const NetsimProbe *probe,
                  guint number)
{
  guint kinds = scenario->forger.kinds;
  Forgery forgery = {
    .scenario = scenario,
    .release = release,
    .probe = probe,
    .parcel = { .due_ns = probe->at_ns + scenario->forger.delay_ns,
                .since_ns = probe->at_ns,
                .probe = number },
  };

  if (probe->packet.kind == NETSIM_PACKET_TCP_RST || probe->packet.kind == NETSIM_PACKET_TCP_OTHER)
    return;
  if ((kinds & NETSIM_FORGE_BAD_CHECKSUM) != 0)
    add_bad_checksums (&forgery, bytes);
  if ((kinds & NETSIM_FORGE_FOREIGN_ID) != 0)
    add_spoilt (&forgery, bytes, identity_of, TRUE, "forged-foreign-id");
  if ((kinds & NETSIM_FORGE_FOREIGN_DESTINATION) != 0)
    add_spoilt (&forgery, bytes, destination_of, FALSE, "forged-foreign-destination");
  if ((kinds & NETSIM_FORGE_WRONG_TOKEN) != 0)
    add_spoilt (&forgery, bytes, token_of, TRUE, "forged-wrong-token");
  if ((kinds & NETSIM_FORGE_WRONG_COOKIE) != 0)
    add_wrong_cookie (&forgery, bytes);
  add_segments (&forgery, kinds);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Encodes and decodes the frames of probe-frame.h. Each type of frame is described by one function
 * that walks its fields; the cursor decides whether the walk reads or writes, so that the two
 * directions cannot come apart. No I/O, no allocation, libc only.
 */
#include "probe-frame.h"

#include <string.h>

#define FRAME_MARK 0x4d48u /* "HM" */

typedef enum
{
  WALK_READ,
  WALK_WRITE,
} WalkDirection;

typedef struct
{
  WalkDirection direction;
  uint8_t *bytes;
  size_t at;
  bool ok; /* false once any value was out of its range */
} Walk;

/* Moves a number of @width bytes; returns what the field holds afterwards. Once the walk has
 * failed, values stay what they are and nothing is written. */
static uint64_t
number (Walk *walk, size_t width, uint64_t value, uint64_t min, uint64_t max)
{
  if (!walk->ok || walk->at + width > HOPMAP_FRAME_SIZE)
    {
      walk->ok = false;
      return value;
    }

  if (walk->direction == WALK_READ)
    {
      value = 0;
      for (size_t i = 0; i < width; i++)
        value |= (uint64_t) walk->bytes[walk->at + i] << (8 * i);
    }

  if (value < min || value > max)
    {
      walk->ok = false;
      return value;
    }

  if (walk->direction == WALK_WRITE)
    for (size_t i = 0; i < width; i++)
      walk->bytes[walk->at + i] = (uint8_t) (value >> (8 * i));

  walk->at += width;
  return value;
}

static uint8_t
number8 (Walk *walk, uint8_t value, uint8_t min, uint8_t max)
{
  return (uint8_t) number (walk, 1, value, min, max);
}

static uint16_t
number16 (Walk *walk, uint16_t value, uint16_t min, uint16_t max)
{
  return (uint16_t) number (walk, 2, value, min, max);
}

static uint32_t
number32 (Walk *walk, uint32_t value, uint32_t min, uint32_t max)
{
  return (uint32_t) number (walk, 4, value, min, max);
}

/* A wider type than the enumerations have, so that a wild value is seen before it is cut. */
static unsigned int
choice (Walk *walk, unsigned int value, unsigned int min, unsigned int max)
{
  return (unsigned int) number (walk, 1, value, min, max);
}

static bool
truth (Walk *walk, bool value)
{
  return number (walk, 1, value ? 1 : 0, 0, 1) == 1;
}

static void
require (Walk *walk, bool condition)
{
  if (!condition)
    walk->ok = false;
}

static HopmapFrameFamily
family_field (Walk *walk, HopmapFrameFamily family)
{
  family = (HopmapFrameFamily) choice (walk, (unsigned int) family, HOPMAP_FRAME_IPV4,
                                       HOPMAP_FRAME_IPV6);
  require (walk, family == HOPMAP_FRAME_IPV4 || family == HOPMAP_FRAME_IPV6);
  return family;
}

static void
address_field (Walk *walk, HopmapFrameAddress *address, HopmapFrameFamily family)
{
  for (size_t i = 0; i < sizeof address->bytes; i++)
    {
      uint8_t max = family == HOPMAP_FRAME_IPV4 && i >= 4 ? 0 : UINT8_MAX;

      address->bytes[i] = number8 (walk, address->bytes[i], 0, max);
    }
}

static bool
address_is_zero (const HopmapFrameAddress *address)
{
  static const HopmapFrameAddress zero;

  return memcmp (address, &zero, sizeof zero) == 0;
}

static void
send_fields (Walk *walk, HopmapFrameSend *send)
{
  uint16_t smallest;

  send->token = number32 (walk, send->token, 0, UINT32_MAX);
  send->family = family_field (walk, send->family);
  send->protocol = (HopmapFrameProtocol) choice (walk, send->protocol, HOPMAP_FRAME_ICMP,
                                                 HOPMAP_FRAME_TCP);
  send->spacing = (HopmapFrameSpacing) choice (walk, send->spacing, 0, HOPMAP_SPACING_FROM_NOW);
  send->unhurried = truth (walk, send->unhurried);
  send->has_source = truth (walk, send->has_source);
  send->ttl = number8 (walk, send->ttl, 1, HOPMAP_FRAME_TTL_MAX);
  send->tos = number8 (walk, send->tos, 0, UINT8_MAX);
  send->port = number16 (walk, send->port, 0, UINT16_MAX);
  send->flow = number16 (walk, send->flow, 0, UINT16_MAX);
  send->packet_size = number16 (walk, send->packet_size, 0, HOPMAP_FRAME_PACKET_MAX);
  send->gap_us = number32 (walk, send->gap_us, 0, HOPMAP_FRAME_GAP_MAX_US);
  send->timeout_ms = number32 (walk, send->timeout_ms, HOPMAP_FRAME_TIMEOUT_MIN_MS,
                               HOPMAP_FRAME_TIMEOUT_MAX_MS);
  send->scope_id = number32 (walk, send->scope_id, 0, INT32_MAX);
  address_field (walk, &send->destination, send->family);
  address_field (walk, &send->source, send->family);

  smallest = send->family == HOPMAP_FRAME_IPV4 ? HOPMAP_FRAME_PACKET_MIN_IPV4
                                               : HOPMAP_FRAME_PACKET_MIN_IPV6;
  if (send->protocol == HOPMAP_FRAME_UDP)
    smallest += HOPMAP_FRAME_PACKET_MORE_UDP;
  require (walk, send->packet_size == 0
                     || (send->packet_size >= smallest && send->protocol != HOPMAP_FRAME_TCP));
  require (walk, send->flow == 0 || send->protocol != HOPMAP_FRAME_TCP);
  require (walk, send->port != 0 || send->protocol == HOPMAP_FRAME_ICMP);
  require (walk, send->scope_id == 0 || send->family == HOPMAP_FRAME_IPV6);
  require (walk, !send->unhurried || send->timeout_ms >= HOPMAP_FRAME_UNHURRIED_MS);
  require (walk, send->has_source || address_is_zero (&send->source));
}

static void
forget_fields (Walk *walk, HopmapFrameForget *forget)
{
  forget->token = number32 (walk, forget->token, 0, UINT32_MAX);
  forget->scope = (HopmapForgetScope) choice (walk, forget->scope, HOPMAP_FORGET_ONE,
                                              HOPMAP_FORGET_ALL);
  require (walk, forget->scope == HOPMAP_FORGET_ONE || forget->token == 0);
}

static void
ability_field (Walk *walk, HopmapFrameAbility *ability)
{
  ability->mode = (HopmapProbeMode) choice (walk, ability->mode, HOPMAP_MODE_NONE,
                                            HOPMAP_MODE_ERROR_QUEUE);
  ability->constant_flow = truth (walk, ability->constant_flow);
  ability->error = number32 (walk, ability->error, 0, INT32_MAX);
  require (walk, (ability->mode == HOPMAP_MODE_RAW) == (ability->error == 0));
  require (walk, ability->mode != HOPMAP_MODE_NONE || !ability->constant_flow);
}

static void
ability_fields (Walk *walk, HopmapFrameAbilities *abilities)
{
  ability_field (walk, &abilities->icmp);
  ability_field (walk, &abilities->udp);
  ability_field (walk, &abilities->tcp);
  require (walk, abilities->udp.mode != HOPMAP_MODE_ICMP_DATAGRAM);
  require (walk, abilities->tcp.mode != HOPMAP_MODE_ICMP_DATAGRAM);
  require (walk, abilities->icmp.mode != HOPMAP_MODE_ERROR_QUEUE);
}

static void
hello_fields (Walk *walk, HopmapFrameHello *hello)
{
  ability_fields (walk, &hello->ipv4);
  ability_fields (walk, &hello->ipv6);
  hello->start = (HopmapProbeStart) choice (walk, hello->start, HOPMAP_START_PLAIN,
                                            HOPMAP_START_NAMESPACE_ROOT);
  hello->seccomp = truth (walk, hello->seccomp);
  hello->no_new_privileges = truth (walk, hello->no_new_privileges);
  hello->capabilities_empty = truth (walk, hello->capabilities_empty);
  hello->landlock_abi = number8 (walk, hello->landlock_abi, 0, UINT8_MAX);
  hello->in_flight_max = number16 (walk, hello->in_flight_max, 1, UINT16_MAX);
  hello->rate = number16 (walk, hello->rate, 1, UINT16_MAX);
  hello->burst = number16 (walk, hello->burst, 1, UINT16_MAX);
}

static void
sent_fields (Walk *walk, HopmapFrameSent *sent)
{
  sent->token = number32 (walk, sent->token, 0, UINT32_MAX);
  sent->stamp = (HopmapStampSource) choice (walk, sent->stamp, HOPMAP_STAMP_KERNEL,
                                            HOPMAP_STAMP_USER);
  sent->sent_ns = number (walk, 8, sent->sent_ns, 0, INT64_MAX);
}

static void
reply_fields (Walk *walk, HopmapFrameReply *reply)
{
  reply->token = number32 (walk, reply->token, 0, UINT32_MAX);
  reply->family = family_field (walk, reply->family);
  reply->protocol = (HopmapFrameProtocol) choice (walk, reply->protocol, HOPMAP_FRAME_ICMP,
                                                  HOPMAP_FRAME_TCP);
  reply->kind = (HopmapReplyKind) choice (walk, reply->kind, HOPMAP_REPLY_TIME_EXCEEDED,
                                          HOPMAP_REPLY_DATAGRAM);
  reply->stamp = (HopmapStampSource) choice (walk, reply->stamp, HOPMAP_STAMP_KERNEL,
                                             HOPMAP_STAMP_USER);
  reply->icmp_type = number8 (walk, reply->icmp_type, 0, UINT8_MAX);
  reply->icmp_code = number8 (walk, reply->icmp_code, 0, UINT8_MAX);
  reply->reply_ttl = number8 (walk, reply->reply_ttl, 0, UINT8_MAX);
  reply->reply_tos = number8 (walk, reply->reply_tos, 0, UINT8_MAX);
  reply->quoted_ttl = number8 (walk, reply->quoted_ttl, 0, UINT8_MAX);
  reply->quoted_tos = number8 (walk, reply->quoted_tos, 0, UINT8_MAX);
  reply->flags = number16 (walk, reply->flags, 0, HOPMAP_REPLY_FLAGS_ALL);
  reply->mtu = number16 (walk, reply->mtu, 0, UINT16_MAX);
  reply->scope_id = number32 (walk, reply->scope_id, 0, INT32_MAX);
  reply->rtt_ns = number (walk, 8, reply->rtt_ns, 0, INT64_MAX);
  reply->received_ns = number (walk, 8, reply->received_ns, reply->rtt_ns, INT64_MAX);
  address_field (walk, &reply->from, reply->family);
  reply->n_labels = number8 (walk, reply->n_labels, 0, HOPMAP_FRAME_LABELS_MAX);
  for (size_t i = 0; walk->ok && i < reply->n_labels; i++)
    reply->labels[i] = number32 (walk, reply->labels[i], 0, UINT32_MAX);
}

static void
failed_fields (Walk *walk, HopmapFrameFailed *failed)
{
  failed->token = number32 (walk, failed->token, 0, UINT32_MAX);
  failed->reason = (HopmapFailedReason) choice (walk, failed->reason, HOPMAP_FAILED_SEND,
                                                HOPMAP_FAILED_LIMIT);
  failed->error = number32 (walk, failed->error, 1, INT32_MAX);
}

static void
error_fields (Walk *walk, HopmapFrameError *error)
{
  error->reason = (HopmapErrorReason) choice (walk, error->reason, HOPMAP_ERROR_HEADER,
                                              HOPMAP_ERROR_CUT);
  error->exit_status = number8 (walk, error->exit_status, 1, UINT8_MAX);
}

static bool
is_known_type (unsigned int type)
{
  return (type >= HOPMAP_FRAME_SEND && type <= HOPMAP_FRAME_FORGET)
         || (type >= HOPMAP_FRAME_HELLO && type <= HOPMAP_FRAME_ERROR);
}

static void
header_fields (Walk *walk, HopmapFrame *frame)
{
  number (walk, 2, FRAME_MARK, FRAME_MARK, FRAME_MARK);
  number (walk, 1, HOPMAP_FRAME_VERSION, HOPMAP_FRAME_VERSION, HOPMAP_FRAME_VERSION);
  frame->type = (HopmapFrameType) choice (walk, (unsigned int) frame->type, 0, UINT8_MAX);
  number (walk, 2, HOPMAP_FRAME_SIZE, HOPMAP_FRAME_SIZE, HOPMAP_FRAME_SIZE);
  number (walk, 2, 0, 0, 0);
  require (walk, is_known_type ((unsigned int) frame->type));
}

static void
body_fields (Walk *walk, HopmapFrame *frame)
{
  switch (frame->type)
    {
    case HOPMAP_FRAME_SEND:
      send_fields (walk, &frame->send);
      break;
    case HOPMAP_FRAME_FORGET:
      forget_fields (walk, &frame->forget);
      break;
    case HOPMAP_FRAME_HELLO:
      hello_fields (walk, &frame->hello);
      break;
    case HOPMAP_FRAME_SENT:
      sent_fields (walk, &frame->sent);
      break;
    case HOPMAP_FRAME_REPLY:
      reply_fields (walk, &frame->reply);
      break;
    case HOPMAP_FRAME_EXPIRED:
      frame->expired.token = number32 (walk, frame->expired.token, 0, UINT32_MAX);
      break;
    case HOPMAP_FRAME_FAILED:
      failed_fields (walk, &frame->failed);
      break;
    case HOPMAP_FRAME_ERROR:
      error_fields (walk, &frame->error);
      break;
    default:
      walk->ok = false;
      break;
    }
}

bool
hopmap_frame_encode (const HopmapFrame *frame, uint8_t buffer[HOPMAP_FRAME_SIZE])
{
  HopmapFrame copy = *frame;
  Walk walk = { .direction = WALK_WRITE, .bytes = buffer, .ok = true };

  memset (buffer, 0, HOPMAP_FRAME_SIZE);
  header_fields (&walk, &copy);
  body_fields (&walk, &copy);
  if (!walk.ok)
    memset (buffer, 0, HOPMAP_FRAME_SIZE);
  return walk.ok;
}

HopmapDecodeResult
hopmap_frame_decode (const uint8_t *buffer, size_t length, HopmapFrame *frame)
{
  uint8_t bytes[HOPMAP_FRAME_SIZE];
  Walk walk = { .direction = WALK_READ, .bytes = bytes, .ok = true };

  memset (frame, 0, sizeof *frame);
  if (length < HOPMAP_FRAME_SIZE)
    return HOPMAP_DECODE_SHORT;
  memcpy (bytes, buffer, sizeof bytes);

  header_fields (&walk, frame);
  if (!walk.ok)
    {
      memset (frame, 0, sizeof *frame);
      return HOPMAP_DECODE_BAD_HEADER;
    }

  body_fields (&walk, frame);
  for (size_t i = walk.at; i < sizeof bytes; i++)
    require (&walk, bytes[i] == 0);
  if (!walk.ok)
    {
      memset (frame, 0, sizeof *frame);
      return HOPMAP_DECODE_BAD_FIELD;
    }
  return HOPMAP_DECODE_OK;
}

const HopmapFrameAbility *
hopmap_frame_ability (const HopmapFrameHello *hello,
                      HopmapFrameFamily family,
                      HopmapFrameProtocol protocol)
{
  const HopmapFrameAbilities *abilities = family == HOPMAP_FRAME_IPV4 ? &hello->ipv4 : &hello->ipv6;

  if (protocol == HOPMAP_FRAME_UDP)
    return &abilities->udp;
  return protocol == HOPMAP_FRAME_TCP ? &abilities->tcp : &abilities->icmp;
}

bool
hopmap_frame_is_command (HopmapFrameType type)
{
  return type == HOPMAP_FRAME_SEND || type == HOPMAP_FRAME_FORGET;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames and the model; see the header.
 */
#include "hopmap-frame-translation.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "hopmap-trace-error.h"

/* RFC 792 and RFC 4443: the unreachables that only the end system itself can send. */
#define ICMP4_PROTOCOL_UNREACHABLE 2
#define ICMP6_UNREACHABLE          1
#define ICMP6_PARAMETER_PROBLEM    4
#define ICMP6_UNKNOWN_NEXT_HEADER  1

static const HopmapProtocol auto_order[] = { HOPMAP_PROTOCOL_ICMP, HOPMAP_PROTOCOL_UDP,
                                             HOPMAP_PROTOCOL_TCP };

/**
 * hopmap_frame_set_address:
 * @frame: (out caller-allocates): the bytes as frames carry them
 * @address: an address
 */
void
hopmap_frame_set_address (HopmapFrameAddress *frame, const HopmapAddress *address)
{
  G_STATIC_ASSERT (sizeof frame->bytes == sizeof address->bytes);

  memcpy (frame->bytes, address->bytes, sizeof frame->bytes);
}

static void
read_address (const HopmapFrameReply *reply, HopmapAddress *address)
{
  hopmap_address_init_from_bytes (address, reply->family == HOPMAP_FRAME_IPV6 ? 6 : 4,
                                  reply->from.bytes);
  address->scope_id = reply->scope_id;
}

/* Scopes are left out: a sender on the link has one, a destination need not have it. */
static gboolean
is_from (const HopmapFrameReply *reply, const HopmapAddress *destination)
{
  return (guint) reply->family == destination->family
         && memcmp (reply->from.bytes, destination->bytes, sizeof reply->from.bytes) == 0;
}

static gboolean
says_protocol_unreachable (const HopmapFrameReply *reply)
{
  if (reply->family == HOPMAP_FRAME_IPV6)
    return reply->icmp_type == ICMP6_PARAMETER_PROBLEM
           && reply->icmp_code == ICMP6_UNKNOWN_NEXT_HEADER;

  return reply->kind == HOPMAP_REPLY_UNREACHABLE && reply->icmp_code == ICMP4_PROTOCOL_UNREACHABLE;
}

/**
 * hopmap_frame_reply_get_answer:
 * @reply: what came back
 * @destination: where the probe went
 *
 * An echo reply and an answer of TCP or of a service come from the host that the probe was meant
 * for, whatever address they bear. A port or protocol is unreachable (RFC 1122, 3.2.2.1) only if the
 * destination itself says so, since packet filters use the same words; who says so to a UDP probe
 * from another address may be either, which only the hops behind can tell. Time exceeded is a
 * router, even one with the destination's address.
 *
 * Returns: what it means
 */
HopmapAnswer
hopmap_frame_reply_get_answer (const HopmapFrameReply *reply, const HopmapAddress *destination)
{
  switch (reply->kind)
    {
    case HOPMAP_REPLY_TIME_EXCEEDED:
      return HOPMAP_ANSWER_TIME_EXCEEDED;
    case HOPMAP_REPLY_ECHO:
    case HOPMAP_REPLY_TCP_SYN_ACK:
    case HOPMAP_REPLY_TCP_RESET:
    case HOPMAP_REPLY_DATAGRAM:
      return HOPMAP_ANSWER_DESTINATION;
    case HOPMAP_REPLY_PORT_UNREACHABLE:
      return is_from (reply, destination) ? HOPMAP_ANSWER_DESTINATION : HOPMAP_ANSWER_UNREACHABLE;
    case HOPMAP_REPLY_UNREACHABLE:
    case HOPMAP_REPLY_PARAMETER_PROBLEM:
      if (says_protocol_unreachable (reply) && is_from (reply, destination))
        return HOPMAP_ANSWER_DESTINATION;
      return HOPMAP_ANSWER_UNREACHABLE;
    case HOPMAP_REPLY_PACKET_TOO_BIG:
    default:
      return HOPMAP_ANSWER_UNREACHABLE;
    }
}

static HopmapProtocol
read_protocol (HopmapFrameProtocol protocol)
{
  switch (protocol)
    {
    case HOPMAP_FRAME_UDP:
      return HOPMAP_PROTOCOL_UDP;
    case HOPMAP_FRAME_TCP:
      return HOPMAP_PROTOCOL_TCP;
    case HOPMAP_FRAME_ICMP:
    default:
      return HOPMAP_PROTOCOL_ICMP;
    }
}

/**
 * hopmap_frame_reply_to_sample:
 * @reply: what came back
 * @destination: where the probe went
 * @sample: (out caller-allocates): the same as an answer to hopmap_hop_answer_probe()
 */
void
hopmap_frame_reply_to_sample (const HopmapFrameReply *reply,
                              const HopmapAddress *destination,
                              HopmapSample *sample)
{
  const guint n_labels = MIN (reply->n_labels, HOPMAP_MAX_LABELS);

  *sample = (HopmapSample){
    .sent_ns = -1,
    .rtt_ns = (gint64) MIN (reply->rtt_ns, (guint64) G_MAXINT64),
    .answer = hopmap_frame_reply_get_answer (reply, destination),
    .protocol = read_protocol (reply->protocol),
    .icmp_type = reply->icmp_type,
    .icmp_code = reply->icmp_code,
    .reply_ttl = reply->reply_ttl,
    .quoted_ttl = (reply->flags & HOPMAP_REPLY_QUOTED_KNOWN) != 0 ? reply->quoted_ttl : 0,
    .mtu = reply->mtu,
    .n_labels = (guint8) n_labels,
  };
  read_address (reply, &sample->address);
  for (guint i = 0; i < n_labels; i++)
    sample->labels[i] = (HopmapMplsLabel){ .label = reply->labels[i] >> 12,
                                           .traffic_class = (guint8) (reply->labels[i] >> 9 & 7),
                                           .bottom = (reply->labels[i] & 1u << 8) != 0,
                                           .ttl = (guint8) (reply->labels[i] & 0xff) };
}

/**
 * hopmap_frame_from_protocol:
 * @protocol: what to probe with, not auto
 *
 * Returns: the same in frames
 */
HopmapFrameProtocol
hopmap_frame_from_protocol (HopmapProtocol protocol)
{
  if (protocol == HOPMAP_PROTOCOL_TCP)
    return HOPMAP_FRAME_TCP;

  return protocol == HOPMAP_PROTOCOL_UDP ? HOPMAP_FRAME_UDP : HOPMAP_FRAME_ICMP;
}

static GError *
choice_error (HopmapProtocol wanted)
{
  const char *message;

  switch (wanted)
    {
    case HOPMAP_PROTOCOL_ICMP:
      message = _ ("This computer does not let the probe program send ICMP probes; give the "
                   "program its privilege, or try UDP.");
      break;
    case HOPMAP_PROTOCOL_UDP:
      message = _ ("This computer does not let the probe program send UDP probes; give the "
                   "program its privilege, or try ICMP.");
      break;
    case HOPMAP_PROTOCOL_TCP:
      message = _ ("The probe program cannot send TCP probes here; give the program its "
                   "privilege, or try ICMP or UDP.");
      break;
    case HOPMAP_PROTOCOL_AUTO:
    default:
      message = _ ("This computer does not let the probe program send any probes; give the "
                   "program its privilege.");
      break;
    }

  return g_error_new_literal (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_PERMISSION, message);
}

static HopmapAccess
read_mode (HopmapProbeMode mode)
{
  if (mode == HOPMAP_MODE_RAW)
    return HOPMAP_ACCESS_RAW;

  return mode == HOPMAP_MODE_ICMP_DATAGRAM ? HOPMAP_ACCESS_PING_SOCKET : HOPMAP_ACCESS_ERROR_QUEUE;
}

/**
 * hopmap_frame_hello_choose:
 * @hello: what the helper can do
 * @family: 4 or 6
 * @wanted: what the person wants; auto is ICMP, then UDP, then TCP
 * @protocol: (out): what to probe with
 * @access: (out): how it reaches the network
 * @error: return location for %HOPMAP_TRACE_ERROR_PERMISSION
 *
 * Returns: whether the helper can do it
 */
gboolean
hopmap_frame_hello_choose (const HopmapFrameHello *hello,
                           guint family,
                           HopmapProtocol wanted,
                           HopmapProtocol *protocol,
                           HopmapAccess *access,
                           GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (auto_order); i++)
    {
      const HopmapFrameAbility *ability = hopmap_frame_ability (
          hello, (HopmapFrameFamily) family, hopmap_frame_from_protocol (auto_order[i]));

      if ((wanted != HOPMAP_PROTOCOL_AUTO && wanted != auto_order[i])
          || ability->mode == HOPMAP_MODE_NONE)
        continue;

      *protocol = auto_order[i];
      *access = read_mode (ability->mode);
      return TRUE;
    }

  g_propagate_error (error, choice_error (wanted));
  return FALSE;
}

/**
 * hopmap_frame_hello_get_protocols:
 * @hello: what the helper can do
 * @family: 4 or 6
 *
 * Returns: everything that it can send in that family
 */
HopmapProtocols
hopmap_frame_hello_get_protocols (const HopmapFrameHello *hello, guint family)
{
  HopmapProtocols protocols = 0;

  for (guint i = 0; i < G_N_ELEMENTS (auto_order); i++)
    {
      const HopmapFrameAbility *ability = hopmap_frame_ability (
          hello, (HopmapFrameFamily) family, hopmap_frame_from_protocol (auto_order[i]));

      if (ability->mode != HOPMAP_MODE_NONE)
        protocols |= HOPMAP_PROTOCOLS_OF (auto_order[i]);
    }

  return protocols;
}

static GError *
send_error (guint error, const char *where)
{
  switch (error)
    {
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
      return g_error_new (
          HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NETWORK,
          _ ("There is no way from this computer to %s; check the network connection."), where);
    case EPERM:
    case EACCES:
      return g_error_new (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_PERMISSION,
                          _ ("This computer does not let probes to %s out; look at the rules of "
                             "its firewall, or try another protocol."),
                          where);
    default:
      return g_error_new (
          HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_FAILED,
          _ ("A probe to %s could not be sent (%s); try again, or try another protocol."), where,
          g_strerror ((int) error));
    }
}

/* RFC 4007: every network has a link-local part of its own. */
static gboolean
lacks_interface (const HopmapAddress *address)
{
  return address->family == 6 && address->scope_id == 0 && address->bytes[0] == 0xfe
         && (address->bytes[1] & 0xc0) == 0x80;
}

/**
 * hopmap_frame_failed_to_error:
 * @failed: why a probe was not sent
 * @destination: where it should have gone
 *
 * Returns: (transfer full): a %HOPMAP_TRACE_ERROR that says it in a sentence
 */
GError *
hopmap_frame_failed_to_error (const HopmapFrameFailed *failed, const HopmapAddress *destination)
{
  g_autofree char *where = hopmap_address_to_string (destination);

  switch (failed->reason)
    {
    case HOPMAP_FAILED_DESTINATION:
      if (lacks_interface (destination))
        return g_error_new (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_REFUSED,
                            /* Translators: %1$s is an address such as fe80::1 */
                            _ ("%1$s may be on any network of this computer; name the interface "
                               "too, as in “%1$s%%eth0”."),
                            where);
      return g_error_new (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_REFUSED,
                          _ ("%s cannot be traced, since it is not the address of a single host; "
                             "choose another one."),
                          where);
    case HOPMAP_FAILED_SOURCE:
      return g_error_new_literal (
          HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_REFUSED,
          _ ("The address to probe from does not belong to this computer, or "
             "no route leads from it; choose another one, or leave it "
             "out."));
    case HOPMAP_FAILED_UNSUPPORTED:
      return g_error_new_literal (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_PERMISSION,
                                  _ ("This computer does not let the probe program send such "
                                     "probes; try another protocol."));
    case HOPMAP_FAILED_TOKEN:
    case HOPMAP_FAILED_LIMIT:
      return g_error_new_literal (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_FAILED,
                                  _ ("The probe program has too much to do; try again later."));
    case HOPMAP_FAILED_SEND:
    default:
      return send_error (failed->error, where);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joins table, pace, sockets and outbox. Each probe that is taken in gets exactly one verdict
 * unless it is forgotten; probe-frame.h has the promise.
 */
#include "flight.h"

#include <errno.h>
#include <string.h>

#include "transmit.h"

#define SENDS_AT_A_TIME  16
#define RECEIPTS_AT_ONCE 64

void
hopmap_flight_init (HopmapFlight *flight,
                    const HopmapSockets *sockets,
                    const HopmapSecrets *secrets,
                    uint64_t now_ns)
{
  flight->sockets = sockets;
  hopmap_probe_table_init (&flight->table, secrets->key, secrets->scramble, sockets->ipv4.icmp_id,
                           sockets->ipv6.icmp_id);
  hopmap_udp_pool_init (&flight->udp_ipv4, HOPMAP_FRAME_IPV4, &sockets->ipv4);
  hopmap_udp_pool_init (&flight->udp_ipv6, HOPMAP_FRAME_IPV6, &sockets->ipv6);
  hopmap_pace_init (&flight->pace, now_ns);
}

static const HopmapSocketFamily *
family_of (const HopmapFlight *flight, HopmapFrameFamily family)
{
  return family == HOPMAP_FRAME_IPV4 ? &flight->sockets->ipv4 : &flight->sockets->ipv6;
}

static HopmapUdpPool *
pool_of (HopmapFlight *flight, HopmapFrameFamily family)
{
  return family == HOPMAP_FRAME_IPV4 ? &flight->udp_ipv4 : &flight->udp_ipv6;
}

/* Each active probe can still have two events. */
static size_t
spare_room (const HopmapFlight *flight)
{
  size_t promised = 2 * (size_t) flight->table.n_active;
  size_t room = hopmap_outbox_room (&flight->outbox);

  return room > promised ? room - promised : 0;
}

bool
hopmap_flight_has_room (const HopmapFlight *flight)
{
  return flight->table.n_active < HOPMAP_TABLE_ACTIVE_MAX && spare_room (flight) >= 2;
}

static void
report_failed (HopmapFlight *flight, uint32_t token, HopmapFailedReason reason, int error)
{
  HopmapFrame frame = {
    .type = HOPMAP_FRAME_FAILED,
    .failed = { .token = token, .reason = reason, .error = error > 0 ? (uint32_t) error : EIO },
  };

  hopmap_outbox_push (&flight->outbox, &frame);
}

/* Lets go of what an active probe held: its budget, and its socket after a while. */
static void
finish (HopmapFlight *flight, uint16_t index, HopmapProbeState state, uint64_t now_ns)
{
  HopmapProbe *probe = &flight->table.slots[index];

  if (!hopmap_probe_table_finish (&flight->table, index, state))
    return;
  if (probe->socket >= 0 && state != HOPMAP_PROBE_EXPIRED)
    hopmap_udp_pool_release (pool_of (flight, probe->send.family), probe->socket, now_ns);
  hopmap_pace_leave (&flight->pace, probe->budget);
}

/* Says why a command is not carried out, in the words that the system has for it. */
static void
refuse (HopmapFlight *flight, uint32_t token, HopmapFailedReason reason)
{
  static const int errors[] = {
    [HOPMAP_FAILED_UNSUPPORTED] = EPROTONOSUPPORT,
    [HOPMAP_FAILED_DESTINATION] = EADDRNOTAVAIL,
    [HOPMAP_FAILED_TOKEN] = EEXIST,
    [HOPMAP_FAILED_LIMIT] = EDQUOT,
  };

  report_failed (flight, token, reason, errors[reason]);
}

static void
accept_send (HopmapFlight *flight, const HopmapFrameSend *send, uint64_t due_ns, uint64_t now_ns)
{
  const HopmapFrameAbilities *abilities = &family_of (flight, send->family)->abilities;
  uint8_t budget;
  uint16_t index;

  if (hopmap_frame_ability (abilities, send->protocol)->mode == HOPMAP_MODE_NONE)
    return refuse (flight, send->token, HOPMAP_FAILED_UNSUPPORTED);
  if (hopmap_pace_refuses (send->family, &send->destination, send->scope_id))
    return refuse (flight, send->token, HOPMAP_FAILED_DESTINATION);
  if (hopmap_probe_table_find_token (&flight->table, send->token) != HOPMAP_PROBE_NONE)
    return refuse (flight, send->token, HOPMAP_FAILED_TOKEN);
  budget = hopmap_pace_enter (&flight->pace, send->family, &send->destination, now_ns);
  if (budget == HOPMAP_PACE_NONE)
    return refuse (flight, send->token, HOPMAP_FAILED_LIMIT);

  index = hopmap_probe_table_add (&flight->table, send, due_ns);
  flight->table.slots[index].budget = budget;
}

static void
command_send (HopmapFlight *flight, const HopmapFrameSend *send, uint64_t now_ns)
{
  uint64_t base_ns = now_ns;

  if (send->spacing == HOPMAP_SPACING_AFTER_PREVIOUS && flight->has_previous)
    base_ns = flight->previous_due_ns;
  flight->has_previous = true;
  flight->previous_due_ns = base_ns + (uint64_t) send->gap_us * 1000;
  accept_send (flight, send, flight->previous_due_ns, now_ns);
}

/* Also those that have had their verdict, so that no late answer comes any more. */
static void
command_forget (HopmapFlight *flight, const HopmapFrameForget *forget, uint64_t now_ns)
{
  for (uint16_t i = 0; i < HOPMAP_TABLE_SLOTS; i++)
    if (forget->scope == HOPMAP_FORGET_ALL || flight->table.slots[i].send.token == forget->token)
      finish (flight, i, HOPMAP_PROBE_FREE, now_ns);
}

void
hopmap_flight_command (HopmapFlight *flight, const HopmapFrame *command, uint64_t now_ns)
{
  if (command->type == HOPMAP_FRAME_SEND)
    command_send (flight, &command->send, now_ns);
  else if (command->type == HOPMAP_FRAME_FORGET)
    command_forget (flight, &command->forget, now_ns);
}

static int
socket_for (HopmapFlight *flight, uint16_t index)
{
  HopmapProbe *probe = &flight->table.slots[index];
  const HopmapSocketFamily *family = family_of (flight, probe->send.family);

  return probe->socket >= 0 ? family->udp_fd[probe->socket] : family->icmp_fd;
}

/* What the kernel says to a foreign source; the last in IPv4, as if there were no way. */
static HopmapFailedReason
reason_for (const HopmapFrameSend *send, int error)
{
  if (send->has_source && (error == EINVAL || error == EADDRNOTAVAIL || error == ENETUNREACH))
    return HOPMAP_FAILED_SOURCE;
  return HOPMAP_FAILED_SEND;
}

static void
send_probe (HopmapFlight *flight, uint16_t index, uint64_t now_ns)
{
  HopmapProbe *probe = &flight->table.slots[index];
  const HopmapSocketFamily *family = family_of (flight, probe->send.family);
  HopmapFrame sent = { .type = HOPMAP_FRAME_SENT,
                       .sent = { .token = probe->send.token, .stamp = HOPMAP_STAMP_USER } };
  bool is_raw = probe->socket < 0 && family->abilities.icmp.mode == HOPMAP_MODE_RAW;
  HopmapProbePacket packet;
  int error;

  hopmap_probe_build (&packet, &probe->send, family->icmp_id, probe->sequence, probe->cookie);
  probe->has_cookie = packet.has_cookie;
  probe->checksum = packet.checksum;
  hopmap_pace_spend (&flight->pace, probe->budget);
  error = hopmap_transmit (socket_for (flight, index), &probe->send, &packet, !is_raw,
                           &sent.sent.sent_ns);
  if (error != 0)
    {
      report_failed (flight, probe->send.token, reason_for (&probe->send, error), error);
      finish (flight, index, HOPMAP_PROBE_FREE, now_ns);
      return;
    }

  /* Nothing is received between sending and this, so no answer can come too early. */
  hopmap_probe_table_launch (&flight->table, index, sent.sent.sent_ns);
  if (probe->socket >= 0)
    hopmap_udp_pool_hold (pool_of (flight, probe->send.family), probe->socket, index, probe->at_ns);
  hopmap_outbox_push (&flight->outbox, &sent);
}

/* Whether the probe can go now; else @wake_ns becomes at latest the time to ask again. */
static bool
may_send (HopmapFlight *flight, uint16_t index, uint64_t now_ns, uint64_t *wake_ns)
{
  HopmapProbe *probe = &flight->table.slots[index];
  uint64_t free_ns = now_ns + hopmap_pace_delay (&flight->pace, probe->budget, now_ns);

  if (free_ns <= now_ns && probe->send.protocol == HOPMAP_FRAME_UDP)
    free_ns = hopmap_udp_pool_take (pool_of (flight, probe->send.family), now_ns, &probe->socket);
  if (free_ns <= now_ns)
    return true;
  if (free_ns < *wake_ns)
    *wake_ns = free_ns;
  return false;
}

uint64_t
hopmap_flight_send (HopmapFlight *flight, uint64_t now_ns)
{
  uint16_t index = hopmap_probe_table_first_waiting (&flight->table);
  uint64_t wake_ns = HOPMAP_NEVER;
  int n_sent = 0;

  while (index != HOPMAP_PROBE_NONE)
    {
      uint16_t next = hopmap_probe_table_next (&flight->table, index);
      const HopmapProbe *probe = &flight->table.slots[index];

      if (probe->at_ns > now_ns)
        return probe->at_ns < wake_ns ? probe->at_ns : wake_ns;
      if (n_sent == SENDS_AT_A_TIME)
        return now_ns;
      if (may_send (flight, index, now_ns, &wake_ns))
        {
          send_probe (flight, index, now_ns);
          n_sent++;
        }
      index = next;
    }
  return wake_ns;
}

uint64_t
hopmap_flight_expire (HopmapFlight *flight, uint64_t now_ns)
{
  uint16_t index;

  while ((index = hopmap_probe_table_first_in_flight (&flight->table)) != HOPMAP_PROBE_NONE)
    {
      const HopmapProbe *probe = &flight->table.slots[index];
      HopmapFrame frame = { .type = HOPMAP_FRAME_EXPIRED,
                            .expired = { .token = probe->send.token } };

      if (probe->at_ns > now_ns)
        return probe->at_ns;
      hopmap_outbox_push (&flight->outbox, &frame);
      finish (flight, index, HOPMAP_PROBE_EXPIRED, now_ns);
    }
  return HOPMAP_NEVER;
}

/* A stamp from before the probe was sent, or from the future, is not believed. */
static void
note_times (HopmapFrameReply *reply, const HopmapProbe *probe, const HopmapReceipt *receipt)
{
  uint64_t received_ns = receipt->received_ns;

  reply->stamp = receipt->stamp;
  if (received_ns < probe->sent_ns || received_ns > receipt->now_ns)
    {
      reply->stamp = HOPMAP_STAMP_USER;
      received_ns = receipt->now_ns > probe->sent_ns ? receipt->now_ns : probe->sent_ns;
    }
  reply->received_ns = received_ns;
  reply->rtt_ns = received_ns - probe->sent_ns;
}

static void
report_answer (HopmapFlight *flight, uint16_t index, const HopmapReceipt *receipt)
{
  const HopmapAnswer *answer = &receipt->answer;
  HopmapProbe *probe = &flight->table.slots[index];
  HopmapFrame frame = { .type = HOPMAP_FRAME_REPLY, .reply = answer->reply };
  bool is_verdict = probe->state == HOPMAP_PROBE_IN_FLIGHT;

  if (!is_verdict && (probe->extra == HOPMAP_TABLE_EXTRA_MAX || spare_room (flight) == 0))
    return;
  if (probe->state == HOPMAP_PROBE_EXPIRED)
    frame.reply.flags |= HOPMAP_REPLY_LATE;
  if (probe->state == HOPMAP_PROBE_ANSWERED
      || (probe->state == HOPMAP_PROBE_EXPIRED && probe->extra > 0))
    frame.reply.flags |= HOPMAP_REPLY_DUPLICATE;
  if (answer->has_checksum && probe->send.family == HOPMAP_FRAME_IPV4
      && answer->checksum != probe->checksum)
    frame.reply.flags |= HOPMAP_REPLY_NAT_SEEN;
  if (frame.reply.kind == HOPMAP_REPLY_ECHO
      && memcmp (&frame.reply.from, &probe->send.destination, sizeof frame.reply.from) != 0)
    frame.reply.flags |= HOPMAP_REPLY_OTHER_SOURCE;

  frame.reply.token = probe->send.token;
  frame.reply.protocol = probe->send.protocol;
  note_times (&frame.reply, probe, receipt);
  hopmap_outbox_push (&flight->outbox, &frame);
  if (is_verdict)
    finish (flight, index, HOPMAP_PROBE_ANSWERED, receipt->now_ns);
  else
    probe->extra++;
}

void
hopmap_flight_answer (HopmapFlight *flight, const HopmapReceipt *receipt, int udp)
{
  uint16_t index = HOPMAP_PROBE_NONE;

  if (udp < 0)
    index = hopmap_probe_table_match_echo (&flight->table, &receipt->answer);
  else
    {
      uint16_t user = pool_of (flight, receipt->answer.reply.family)->uses[udp].probe;

      if (flight->table.slots[user].socket == udp
          && hopmap_probe_table_match_udp (&flight->table, user, &receipt->answer))
        index = user;
    }
  if (index != HOPMAP_PROBE_NONE)
    report_answer (flight, index, receipt);
}

static size_t
poll_family (HopmapFlight *flight,
             HopmapFrameFamily family,
             struct pollfd *entries,
             uint64_t now_ns)
{
  const HopmapSocketFamily *sockets = family_of (flight, family);
  size_t n = 0;

  if (sockets->icmp_fd >= 0)
    entries[n++] = (struct pollfd){ .fd = sockets->icmp_fd, .events = POLLIN };
  return n + hopmap_udp_pool_poll (pool_of (flight, family), entries + n, now_ns);
}

size_t
hopmap_flight_poll (HopmapFlight *flight, struct pollfd *entries, uint64_t now_ns)
{
  size_t n = poll_family (flight, HOPMAP_FRAME_IPV4, entries, now_ns);

  return n + poll_family (flight, HOPMAP_FRAME_IPV6, entries + n, now_ns);
}

/* Bounded, so that a flood on one socket leaves time for everything else. */
static void
receive_all (HopmapFlight *flight, int fd, HopmapChannel channel, HopmapFrameFamily family, int udp)
{
  HopmapReceipt receipt;
  HopmapReceived received;

  if (channel != HOPMAP_CHANNEL_RAW)
    for (int i = 0; i < RECEIPTS_AT_ONCE; i++)
      {
        received = hopmap_receive_error (fd, channel, family, &receipt);
        if (received == HOPMAP_RECEIVED_NOTHING)
          break;
        if (received == HOPMAP_RECEIVED_ANSWER)
          hopmap_flight_answer (flight, &receipt, udp);
      }
  for (int i = 0; i < RECEIPTS_AT_ONCE; i++)
    {
      received = hopmap_receive (fd, channel, family, &receipt);
      if (received == HOPMAP_RECEIVED_NOTHING)
        break;
      if (received == HOPMAP_RECEIVED_ANSWER)
        hopmap_flight_answer (flight, &receipt, udp);
    }
}

static bool
receive_family (HopmapFlight *flight, HopmapFrameFamily family, int fd)
{
  const HopmapSocketFamily *sockets = family_of (flight, family);

  if (fd == sockets->icmp_fd)
    {
      bool is_raw = sockets->abilities.icmp.mode == HOPMAP_MODE_RAW;

      receive_all (flight, fd, is_raw ? HOPMAP_CHANNEL_RAW : HOPMAP_CHANNEL_PING, family, -1);
      return true;
    }
  for (size_t i = 0; i < sockets->n_udp; i++)
    if (fd == sockets->udp_fd[i])
      {
        receive_all (flight, fd, HOPMAP_CHANNEL_UDP, family, (int) i);
        return true;
      }
  return false;
}

void
hopmap_flight_receive (HopmapFlight *flight, const struct pollfd *entries, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (entries[i].revents != 0 && !receive_family (flight, HOPMAP_FRAME_IPV4, entries[i].fd))
      receive_family (flight, HOPMAP_FRAME_IPV6, entries[i].fd);
}

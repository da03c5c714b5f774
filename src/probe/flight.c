/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joins table, pace, sockets and outbox. Each probe that is taken in gets exactly one verdict
 * unless it is forgotten; probe-frame.h has the promise.
 */
#include "flight.h"

#include <errno.h>
#include <string.h>
#include <sys/param.h>

#include "transmit.h"

#define SENDS_AT_A_TIME  16
#define RECEIPTS_AT_ONCE 64

/* A second after the first one the system sends a SYN again, and an answer would then belong to
 * either: RFC 6298 2.1. */
#define CONNECT_TIMEOUT_MS 950

void
hopmap_flight_init (HopmapFlight *flight, HopmapSockets *sockets, uint64_t now_ns)
{
  flight->sockets = sockets;
  flight->previous_due_ns = now_ns;
  hopmap_pace_init (&flight->pace, now_ns);
}

/* Each active probe can still have two events, for which there is room. One that has left has only
 * its verdict to come, so what is kept free for all of them may be more than there is. */
static size_t
spare_room (const HopmapFlight *flight)
{
  size_t room = hopmap_outbox_room (&flight->outbox);
  size_t kept = 2 * (size_t) flight->table.n_active;

  return room > kept ? room - kept : 0;
}

bool
hopmap_flight_has_room (const HopmapFlight *flight)
{
  return flight->table.n_active < HOPMAP_TABLE_ACTIVE_MAX && spare_room (flight) >= 2;
}

static void
report_failed (HopmapFlight *flight, uint32_t token, HopmapFailedReason reason, int error)
{
  hopmap_outbox_push (
      &flight->outbox,
      &(HopmapFrame){ .type = HOPMAP_FRAME_FAILED, .failed = { token, reason, (uint32_t) error } });
}

/* Lets go of what an active probe held: its budget and its socket. */
static void
finish (HopmapFlight *flight, uint16_t index, HopmapProbeState state)
{
  HopmapProbe *probe = &flight->table.slots[index];

  if (probe->state == HOPMAP_PROBE_IN_FLIGHT)
    hopmap_sockets_release (&flight->sockets->channels[probe->channel]);
  if (hopmap_probe_table_finish (&flight->table, index, state))
    hopmap_pace_leave (&flight->pace, probe->budget);
}

static void
accept_send (HopmapFlight *flight, const HopmapFrameSend *send, uint64_t now_ns)
{
  const HopmapFrameHello *hello = &flight->sockets->hello;
  uint8_t budget;
  uint16_t index;

  if (send->spacing == HOPMAP_SPACING_FROM_NOW)
    flight->previous_due_ns = now_ns;
  flight->previous_due_ns += (uint64_t) send->gap_us * 1000;

  if (hopmap_frame_ability (hello, send->family, send->protocol)->mode == HOPMAP_MODE_NONE)
    return report_failed (flight, send->token, HOPMAP_FAILED_UNSUPPORTED, EPROTONOSUPPORT);
  if (hopmap_pace_refuses (send))
    return report_failed (flight, send->token, HOPMAP_FAILED_DESTINATION, EADDRNOTAVAIL);
  if (hopmap_probe_table_find_token (&flight->table, send->token) != HOPMAP_PROBE_NONE)
    return report_failed (flight, send->token, HOPMAP_FAILED_TOKEN, EEXIST);
  budget = hopmap_pace_enter (&flight->pace, send, now_ns);
  if (budget == HOPMAP_PACE_NONE)
    return report_failed (flight, send->token, HOPMAP_FAILED_LIMIT, EDQUOT);

  index = hopmap_probe_table_add (&flight->table, send, flight->previous_due_ns);
  flight->table.slots[index].budget = budget;
}

void
hopmap_flight_command (HopmapFlight *flight, const HopmapFrame *command, uint64_t now_ns)
{
  bool is_all = command->forget.scope == HOPMAP_FORGET_ALL;

  if (command->type == HOPMAP_FRAME_SEND)
    return accept_send (flight, &command->send, now_ns);
  /* Also those that have had their verdict, so that no late answer comes any more. */
  for (uint16_t i = 0; i < HOPMAP_TABLE_SLOTS; i++)
    if (is_all || flight->table.slots[i].send.token == command->forget.token)
      finish (flight, i, HOPMAP_PROBE_FREE);
}

/* Before anything else is said about the probe, which now waits for its own time. */
static void
announce (HopmapFlight *flight, HopmapProbe *probe)
{
  if (!probe->is_announced)
    hopmap_outbox_push (&flight->outbox, &(HopmapFrame){ .type = HOPMAP_FRAME_SENT,
                                                         .sent = { probe->send.token, probe->stamp,
                                                                   probe->sent_ns } });
  probe->is_announced = true;
  probe->at_ns = probe->sent_ns + UINT64_C (1000000) * probe->send.timeout_ms;
}

/* Returns whether there was anything. Bounded, so that a flood on one socket leaves time for
 * everything else. */
static bool
take_all (HopmapFlight *flight, HopmapChannel *channel, HopmapQueue queue)
{
  HopmapReceipt receipt;
  int n_taken = 0;

  for (; n_taken < RECEIPTS_AT_ONCE && channel->fd >= 0; n_taken++)
    {
      HopmapReceived received = hopmap_receive (channel, queue, &receipt);

      if (received == HOPMAP_RECEIVED_NOTHING)
        break;
      if (received == HOPMAP_RECEIVED_ANSWER)
        hopmap_flight_take (flight, channel, &receipt);
      if (received == HOPMAP_RECEIVED_DEPARTURE)
        hopmap_flight_note (flight, channel, &receipt);
    }
  return n_taken > 0;
}

/* Into flight before anything is received, so that no answer comes too early. False with an
 * errno of the system. Most devices stamp a departure before the call that sends returns. */
static bool
launch (HopmapFlight *flight, HopmapChannel *channel, uint16_t index)
{
  HopmapProbe *probe = &flight->table.slots[index];
  bool is_connection = channel->kind == HOPMAP_CHANNEL_TCP_PROBE;
  uint32_t most_ms = is_connection ? CONNECT_TIMEOUT_MS : HOPMAP_FRAME_TIMEOUT_MAX_MS;

  probe->state = HOPMAP_PROBE_IN_FLIGHT;
  probe->channel = (uint8_t) (channel - flight->sockets->channels);
  channel->probe = index;
  channel->n_flying++;
  hopmap_pace_spend (&flight->pace, probe->budget);
  if (!hopmap_transmit (channel, probe))
    return false;

  probe->send.timeout_ms = MIN (probe->send.timeout_ms, most_ms);
  probe->at_ns = probe->sent_ns + UINT64_C (1000000) * HOPMAP_FRAME_UNHURRIED_MS;
  probe->stamp = HOPMAP_STAMP_USER;
  channel->used_ns = probe->sent_ns;
  channel->departures[channel->n_sent++ % HOPMAP_CHANNEL_DEPARTURES] = index;
  if (!is_connection)
    take_all (flight, channel, HOPMAP_QUEUE_ERRORS);
  if (!probe->send.unhurried)
    announce (flight, probe);
  return true;
}

/* Whether there was anything to send it with; what the system refuses counts as sent. */
static bool
try_to_send (HopmapFlight *flight, uint16_t index)
{
  const HopmapFrameSend *send = &flight->table.slots[index].send;
  HopmapChannel *channel = hopmap_sockets_take (flight->sockets, send);
  HopmapFailedReason reason = HOPMAP_FAILED_SEND;

  if ((channel != NULL && launch (flight, channel, index)) || errno == 0)
    return channel != NULL;
  if (send->has_source && (errno == EADDRNOTAVAIL || errno == EINVAL))
    reason = HOPMAP_FAILED_SOURCE;
  report_failed (flight, send->token, reason, errno);
  finish (flight, index, HOPMAP_PROBE_FREE);
  return true;
}

static void
expire (HopmapFlight *flight, uint16_t index)
{
  uint32_t token = flight->table.slots[index].send.token;

  hopmap_outbox_push (&flight->outbox,
                      &(HopmapFrame){ .type = HOPMAP_FRAME_EXPIRED, .expired = { token } });
  finish (flight, index, HOPMAP_PROBE_EXPIRED);
}

/* From the oldest on, so that what is due at the same time leaves in the order of commands. */
uint64_t
hopmap_flight_turn (HopmapFlight *flight, uint64_t now_ns)
{
  uint16_t n_left = flight->table.n_active;
  uint16_t oldest = flight->table.oldest;
  uint64_t wake_ns = HOPMAP_NEVER;
  int n_sent = 0;

  for (uint16_t i = 0; i < HOPMAP_TABLE_SLOTS && n_left > 0; i++)
    {
      uint16_t index = (uint16_t) ((oldest + i) % HOPMAP_TABLE_SLOTS);
      HopmapProbe *probe = &flight->table.slots[index];
      uint64_t next_ns = HOPMAP_NEVER;

      if (!hopmap_probe_is_active (probe))
        continue;
      /* As many as there are: it is the first of them. */
      if (n_left-- == flight->table.n_active)
        flight->table.oldest = index;
      if (probe->state == HOPMAP_PROBE_IN_FLIGHT && !probe->is_announced && probe->at_ns <= now_ns)
        announce (flight, probe);
      if (probe->at_ns > now_ns)
        next_ns = probe->at_ns;
      else if (probe->state == HOPMAP_PROBE_IN_FLIGHT)
        expire (flight, index);
      else if (n_sent == SENDS_AT_A_TIME)
        next_ns = now_ns;
      else if ((next_ns = hopmap_pace_when (&flight->pace, probe->budget, now_ns)) <= now_ns)
        {
          n_sent += try_to_send (flight, index);
          /* Where all sockets are busy, the next verdict makes one free. */
          next_ns = probe->at_ns > now_ns ? probe->at_ns : HOPMAP_NEVER;
        }
      wake_ns = MIN (wake_ns, next_ns);
    }
  return wake_ns;
}

/* A stamp from before the probe was sent is not believed. */
static void
note_times (HopmapFrameReply *reply, const HopmapProbe *probe, const HopmapReceipt *receipt)
{
  bool is_believed = receipt->event_ns >= probe->sent_ns;

  reply->received_ns = is_believed ? receipt->event_ns : MAX (receipt->now_ns, probe->sent_ns);
  reply->rtt_ns = reply->received_ns - probe->sent_ns;
  reply->stamp = is_believed && receipt->stamp == HOPMAP_STAMP_KERNEL ? probe->stamp
                                                                      : HOPMAP_STAMP_USER;
}

static void
note_flags (HopmapFrameReply *reply, const HopmapProbe *probe, const HopmapAnswer *answer)
{
  bool is_late = probe->state == HOPMAP_PROBE_EXPIRED;
  bool is_other_id = answer->has_id && answer->id != probe->mark.id;
  bool is_other_sum = answer->has_checksum && answer->checksum != probe->checksum;

  if (is_late)
    reply->flags |= HOPMAP_REPLY_LATE;
  if (probe->state == HOPMAP_PROBE_ANSWERED || (is_late && probe->extra > 0))
    reply->flags |= HOPMAP_REPLY_DUPLICATE;
  if (answer->is_quote && (is_other_id || is_other_sum))
    reply->flags |= HOPMAP_REPLY_NAT_SEEN;
  if (reply->kind == HOPMAP_REPLY_ECHO
      && memcmp (&reply->from, &probe->send.destination, sizeof reply->from) != 0)
    reply->flags |= HOPMAP_REPLY_OTHER_SOURCE;
}

static void
report_answer (HopmapFlight *flight, uint16_t index, const HopmapReceipt *receipt)
{
  HopmapProbe *probe = &flight->table.slots[index];
  HopmapFrame frame = { .type = HOPMAP_FRAME_REPLY, .reply = receipt->answer.reply };
  bool is_verdict = probe->state == HOPMAP_PROBE_IN_FLIGHT;

  if (!is_verdict && (probe->extra == HOPMAP_TABLE_EXTRA_MAX || spare_room (flight) == 0))
    return;
  if (is_verdict)
    announce (flight, probe);
  frame.reply.token = probe->send.token;
  note_flags (&frame.reply, probe, &receipt->answer);
  note_times (&frame.reply, probe, receipt);
  hopmap_outbox_push (&flight->outbox, &frame);
  if (is_verdict)
    finish (flight, index, HOPMAP_PROBE_ANSWERED);
  else
    probe->extra++;
}

/* The kernel counts what a socket sends, on some systems also what it then refused to send. So the
 * stamp is believed only if it lies where the probe's departure can. */
void
hopmap_flight_note (HopmapFlight *flight, HopmapChannel *channel, const HopmapReceipt *receipt)
{
  uint16_t *slot = &channel->departures[receipt->departure % HOPMAP_CHANNEL_DEPARTURES];
  HopmapProbe *probe;

  if (channel->n_sent == 0)
    return;
  if (receipt->departure >= channel->n_sent)
    {
      *slot = channel->probe;
      channel->n_sent = receipt->departure + 1;
    }
  probe = &flight->table.slots[*slot];
  if (channel->n_sent - receipt->departure > HOPMAP_CHANNEL_DEPARTURES
      || probe->state != HOPMAP_PROBE_IN_FLIGHT || probe->stamp == HOPMAP_STAMP_KERNEL
      || receipt->stamp != HOPMAP_STAMP_KERNEL || receipt->event_ns < probe->sent_ns)
    return;
  probe->sent_ns = receipt->event_ns;
  probe->stamp = HOPMAP_STAMP_KERNEL;
}

/* A single socket's place may have gone to another probe since. */
void
hopmap_flight_take (HopmapFlight *flight, HopmapChannel *channel, const HopmapReceipt *receipt)
{
  const HopmapProbeTable *table = &flight->table;
  const HopmapAnswer *answer = &receipt->answer;
  uint16_t index = channel->probe;

  if (!hopmap_channel_is_single (channel))
    index = answer->reply.kind == HOPMAP_REPLY_DATAGRAM
                ? hopmap_probe_table_guess (table, answer, channel->id)
                : hopmap_probe_table_match (table, answer);
  else if (table->slots[index].channel != channel - flight->sockets->channels
           || !hopmap_probe_table_fits (table, index, answer))
    return;
  if (index != HOPMAP_PROBE_NONE)
    report_answer (flight, index, receipt);
}

size_t
hopmap_flight_poll (const HopmapFlight *flight, struct pollfd *entries)
{
  size_t n = 0;

  for (size_t i = 0; i < flight->sockets->n_channels; i++)
    {
      const HopmapChannel *channel = &flight->sockets->channels[i];
      bool is_connection = channel->kind == HOPMAP_CHANNEL_TCP_PROBE;

      entries[i] = (struct pollfd){ channel->fd, is_connection ? POLLOUT : POLLIN, 0 };
      n = channel->fd >= 0 ? i + 1 : n;
    }
  return n;
}

static void
take_connection (HopmapFlight *flight, HopmapChannel *channel, short ready)
{
  const HopmapFrameSend *send = &flight->table.slots[channel->probe].send;
  bool had_error = take_all (flight, channel, HOPMAP_QUEUE_ERRORS);
  HopmapReceipt receipt;

  if (channel->fd < 0)
    return;
  if (!had_error
      && hopmap_receive_connection (channel, ready, send, &receipt) == HOPMAP_RECEIVED_ANSWER)
    return hopmap_flight_take (flight, channel, &receipt);
  /* It is over in a way that tells nothing, and would go on being ready to say so. */
  hopmap_sockets_close (channel);
}

void
hopmap_flight_receive (HopmapFlight *flight, const struct pollfd *entries)
{
  for (size_t i = 0; i < flight->sockets->n_channels; i++)
    {
      HopmapChannel *channel = &flight->sockets->channels[i];

      if (entries[i].revents != 0 && channel->kind == HOPMAP_CHANNEL_TCP_PROBE)
        take_connection (flight, channel, entries[i].revents);
      else if (entries[i].revents != 0)
        {
          if ((entries[i].revents & POLLERR) != 0)
            take_all (flight, channel, HOPMAP_QUEUE_ERRORS);
          /* In any case, since this takes the errno of a socket. */
          take_all (flight, channel, HOPMAP_QUEUE_DATA);
        }
    }
}

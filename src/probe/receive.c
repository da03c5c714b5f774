/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recvmsg() with its control messages. An errno of the socket says something about some earlier
 * probe and is never a reason to stop.
 */
#include "receive.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "transmit.h"

#define PACKET_SIZE   2048
#define CONTROL_SIZE  512
#define STAMP_MAX_AGE UINT64_C (10000000000)

/* A packet with everything that was said about it. */
typedef struct
{
  Span packet; /* until the next one is received */
  HopmapArrival arrival;
  struct timespec stamp; /* CLOCK_REALTIME; all zero is none */
} Message;

static bool
read_value (const struct cmsghdr *control, void *value, size_t size)
{
  if (control->cmsg_len < CMSG_LEN (size))
    return false;
  memcpy (value, CMSG_DATA (control), size);
  return true;
}

/* A time to live or type of service; IP_TOS comes as one byte. */
static bool
read_byte (const struct cmsghdr *control, uint8_t *value)
{
  int wide;

  if (!read_value (control, &wide, sizeof wide))
    return read_value (control, value, sizeof *value);
  *value = (uint8_t) (wide & 0xff);
  return true;
}

static void
read_control (Message *message, const struct cmsghdr *control)
{
  HopmapArrival *arrival = &message->arrival;
  const HopmapFamily *its = hopmap_family (arrival->family);
  HopmapQueuedError *queued = &arrival->queued;
  int type = control->cmsg_type;

  if (control->cmsg_level == SOL_SOCKET && type == SCM_TIMESTAMPNS)
    read_value (control, &message->stamp, sizeof message->stamp);
  else if (control->cmsg_level != its->socket.level)
    return;
  else if (type == its->socket.ttl)
    read_byte (control, &arrival->ttl);
  else if (type == its->socket.tos)
    arrival->has_tos = read_byte (control, &arrival->tos);
  else if (type == its->socket.error
           && !read_value (control, queued, sizeof queued->error + its->name.end))
    read_value (control, &queued->error, sizeof queued->error); /* and nobody is the offender */
  else if (type == IPV6_PKTINFO && arrival->family == HOPMAP_FRAME_IPV6)
    arrival->has_to = read_value (control, &arrival->to, sizeof arrival->to);
}

/* Returns false with an errno. */
static bool
take_message (const HopmapChannel *channel, int flags, Message *message)
{
  static uint8_t bytes[PACKET_SIZE];
  _Alignas(struct cmsghdr) uint8_t control[CONTROL_SIZE];
  struct iovec data = { .iov_base = bytes, .iov_len = sizeof bytes };
  HopmapName name = { 0 };
  struct msghdr header = { .msg_name = &name,
                           .msg_namelen = sizeof name,
                           .msg_iov = &data,
                           .msg_iovlen = 1,
                           .msg_control = control,
                           .msg_controllen = sizeof control };
  ssize_t length = recvmsg (channel->fd, &header, flags | MSG_DONTWAIT);

  if (length < 0)
    return false;
  message->packet = (Span){ bytes, (size_t) length };
  message->arrival.family = channel->family;
  message->arrival.protocol = channel->protocol;
  hopmap_name_read (&name, channel->family, &message->arrival.from);
  for (struct cmsghdr *at = CMSG_FIRSTHDR (&header); at != NULL; at = CMSG_NXTHDR (&header, at))
    read_control (message, at);
  return true;
}

/* Brings the kernel's stamp of the wall clock onto the monotonic one by its age, so that a step of
 * the wall clock spoils at most the packets of that moment; those then have a stamp of ours, and so
 * has what has none: numbers without a sign make a stamp from the future older than any. */
static void
stamp_receipt (HopmapReceipt *receipt, const struct timespec *stamp)
{
  uint64_t now_ns = hopmap_clock (CLOCK_MONOTONIC);
  uint64_t stamp_ns = (uint64_t) stamp->tv_sec * 1000000000 + (uint64_t) stamp->tv_nsec;
  uint64_t age_ns = hopmap_clock (CLOCK_REALTIME) - stamp_ns;
  bool is_believed = age_ns <= STAMP_MAX_AGE && age_ns <= now_ns;

  receipt->now_ns = now_ns;
  receipt->stamp = is_believed ? HOPMAP_STAMP_KERNEL : HOPMAP_STAMP_USER;
  receipt->event_ns = is_believed ? now_ns - age_ns : now_ns;
}

HopmapReceived
hopmap_receive (const HopmapChannel *channel, HopmapQueue queue, HopmapReceipt *receipt)
{
  bool has_ip_header = channel->family == HOPMAP_FRAME_IPV4 && hopmap_channel_is_raw (channel);
  bool is_error = queue == HOPMAP_QUEUE_ERRORS;
  Message message = { 0 };
  HopmapArrival *arrival = &message.arrival;
  bool ok;

  if (!take_message (channel, is_error ? MSG_ERRQUEUE : 0, &message))
    return errno == EAGAIN || errno == ENOTCONN ? HOPMAP_RECEIVED_NOTHING : HOPMAP_RECEIVED_NOISE;
  stamp_receipt (receipt, &message.stamp);
  receipt->departure = arrival->queued.error.ee_data;
  if (is_error && arrival->queued.error.ee_origin == SO_EE_ORIGIN_TIMESTAMPING)
    return HOPMAP_RECEIVED_DEPARTURE;
  ok = is_error ? hopmap_answer_parse_queued (&receipt->answer, message.packet, arrival)
                : (!has_ip_header || hopmap_strip_ipv4 (&message.packet, arrival))
                      && hopmap_answer_parse (&receipt->answer, message.packet, arrival);
  return ok ? HOPMAP_RECEIVED_ANSWER : HOPMAP_RECEIVED_NOISE;
}

HopmapReceived
hopmap_receive_connection (const HopmapChannel *channel,
                           short ready,
                           const HopmapFrameSend *send,
                           HopmapReceipt *receipt)
{
  HopmapArrival arrival = { .family = send->family,
                            .protocol = HOPMAP_FRAME_TCP,
                            .from = { send->destination, send->port, send->scope_id } };
  int error = 0;
  socklen_t size = sizeof error;
  bool is_reset;

  if (getsockopt (channel->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0
      || (error != 0 && error != ECONNREFUSED))
    return HOPMAP_RECEIVED_NOISE;
  stamp_receipt (receipt, &(struct timespec){ 0 });
  is_reset = error != 0 || (ready & POLLHUP) != 0;
  hopmap_answer_start (&receipt->answer,
                       is_reset ? HOPMAP_REPLY_TCP_RESET : HOPMAP_REPLY_TCP_SYN_ACK, &arrival);
  return HOPMAP_RECEIVED_ANSWER;
}

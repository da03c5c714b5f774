/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recvmsg() with its control messages. An errno of the socket says something about some earlier
 * probe and is never a reason to stop.
 */
#include "receive.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>

#include "name.h"
#include "transmit.h"

#define PACKET_SIZE   2048
#define CONTROL_SIZE  512
#define STAMP_MAX_AGE INT64_C (10000000000)

/* A packet with everything that was said about it. */
typedef struct
{
  uint8_t bytes[PACKET_SIZE];
  Span packet;
  HopmapArrival arrival;
  struct timespec stamp; /* CLOCK_REALTIME; all zero is none */
  HopmapQueuedError error;
} Message;

static bool
read_value (const struct cmsghdr *control, void *value, size_t size)
{
  if (control->cmsg_len < CMSG_LEN (size))
    return false;
  memcpy (value, CMSG_DATA (control), size);
  return true;
}

static void
read_queued_error (Message *message, const struct cmsghdr *control)
{
  HopmapQueuedError *error = &message->error;
  size_t size = control->cmsg_len - CMSG_LEN (0);
  HopmapName offender = { 0 };

  if (!read_value (control, &error->error, sizeof error->error))
    return;
  size -= sizeof error->error;
  if (size > sizeof offender)
    size = sizeof offender;
  memcpy (&offender, CMSG_DATA (control) + sizeof error->error, size);
  error->has_offender = hopmap_name_read (&offender, (socklen_t) size, message->arrival.family,
                                          &error->offender);
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
  bool is_ipv4 = control->cmsg_level == IPPROTO_IP;
  int type = control->cmsg_type;

  if (control->cmsg_level == SOL_SOCKET && type == SCM_TIMESTAMPNS)
    read_value (control, &message->stamp, sizeof message->stamp);
  else if (!is_ipv4 && control->cmsg_level != IPPROTO_IPV6)
    return;
  else if (type == (is_ipv4 ? IP_TTL : IPV6_HOPLIMIT))
    read_byte (control, &arrival->ttl);
  else if (type == (is_ipv4 ? IP_TOS : IPV6_TCLASS))
    arrival->has_tos = read_byte (control, &arrival->tos);
  else if (type == (is_ipv4 ? IP_RECVERR : IPV6_RECVERR))
    read_queued_error (message, control);
  else if (!is_ipv4 && type == IPV6_PKTINFO) /* which begins with the address */
    arrival->has_to = read_value (control, &arrival->to, sizeof arrival->to);
}

/* Returns 0 or the errno. */
static int
take_message (const HopmapChannel *channel, int flags, Message *message)
{
  _Alignas(struct cmsghdr) uint8_t control[CONTROL_SIZE];
  struct iovec data = { .iov_base = message->bytes, .iov_len = sizeof message->bytes };
  HopmapName name = { 0 };
  struct msghdr header = { .msg_name = &name,
                           .msg_namelen = sizeof name,
                           .msg_iov = &data,
                           .msg_iovlen = 1,
                           .msg_control = control,
                           .msg_controllen = sizeof control };
  ssize_t length = recvmsg (channel->fd, &header, flags | MSG_DONTWAIT);

  if (length < 0)
    return errno;
  message->packet = (Span){ message->bytes, (size_t) length };
  message->arrival.family = channel->family;
  message->arrival.protocol = channel->protocol;
  hopmap_name_read (&name, header.msg_namelen, channel->family, &message->arrival.from);
  for (struct cmsghdr *at = CMSG_FIRSTHDR (&header); at != NULL; at = CMSG_NXTHDR (&header, at))
    read_control (message, at);
  return 0;
}

/* Brings the kernel's stamp of the wall clock onto the monotonic one by its age, so that a step of
 * the wall clock spoils at most the packets of that moment; those then have a stamp of ours. */
static void
stamp_receipt (HopmapReceipt *receipt, const struct timespec *stamp)
{
  struct timespec wall = { 0 };
  int64_t age;

  receipt->now_ns = hopmap_clock ();
  clock_gettime (CLOCK_REALTIME, &wall);
  receipt->stamp = HOPMAP_STAMP_USER;
  receipt->event_ns = receipt->now_ns;

  if (stamp->tv_sec <= wall.tv_sec - 20 || stamp->tv_sec > wall.tv_sec)
    return;
  age = (int64_t) (wall.tv_sec - stamp->tv_sec) * 1000000000 + (wall.tv_nsec - stamp->tv_nsec);
  if (age < 0 || age > STAMP_MAX_AGE || (uint64_t) age > receipt->now_ns)
    return;
  receipt->stamp = HOPMAP_STAMP_KERNEL;
  receipt->event_ns -= (uint64_t) age;
}

HopmapReceived
hopmap_receive (const HopmapChannel *channel, HopmapQueue queue, HopmapReceipt *receipt)
{
  bool has_ip_header = channel->family == HOPMAP_FRAME_IPV4
                       && (channel->kind == HOPMAP_CHANNEL_RAW_ICMP
                           || channel->kind == HOPMAP_CHANNEL_RAW_TCP);
  bool is_error = queue == HOPMAP_QUEUE_ERRORS;
  Message message = { 0 };
  HopmapArrival *arrival = &message.arrival;
  int error = take_message (channel, is_error ? MSG_ERRQUEUE : 0, &message);
  bool ok;

  if (error != 0)
    return error == EAGAIN || error == ENOTCONN ? HOPMAP_RECEIVED_NOTHING : HOPMAP_RECEIVED_NOISE;
  stamp_receipt (receipt, &message.stamp);
  receipt->departure = message.error.error.ee_data;
  if (is_error && message.error.error.ee_origin == SO_EE_ORIGIN_TIMESTAMPING)
    return HOPMAP_RECEIVED_DEPARTURE;
  if (is_error)
    ok = hopmap_answer_parse_queued (&receipt->answer, &message.error, message.packet, arrival);
  else
    ok = (!has_ip_header || hopmap_strip_ipv4 (&message.packet, arrival))
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

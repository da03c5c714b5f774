/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recvmsg() with its control messages. An errno of the socket says something about some earlier
 * probe and is never a reason to stop.
 */
#include "receive.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "transmit.h"

#define PACKET_SIZE   2048
#define CONTROL_SIZE  512
#define STAMP_MAX_AGE INT64_C (10000000000)

typedef union
{
  struct sockaddr any;
  struct sockaddr_in ipv4;
  struct sockaddr_in6 ipv6;
} Name;

/* A packet with everything that was said about it. */
typedef struct
{
  uint8_t bytes[PACKET_SIZE];
  size_t length;
  Name name;
  socklen_t name_size;
  HopmapArrival arrival;
  struct timespec stamp; /* CLOCK_REALTIME; all zero is none */
  HopmapQueuedError error;
  uint32_t offender_scope;
} Message;

/* False for a name of another family, or none. */
static bool
read_name (const Name *name,
           socklen_t size,
           HopmapFrameFamily family,
           HopmapFrameAddress *address,
           uint16_t *port,
           uint32_t *scope)
{
  memset (address, 0, sizeof *address);
  *scope = 0;
  if (family == HOPMAP_FRAME_IPV4 && size >= sizeof name->ipv4 && name->any.sa_family == AF_INET)
    {
      memcpy (address->bytes, &name->ipv4.sin_addr, sizeof name->ipv4.sin_addr);
      *port = ntohs (name->ipv4.sin_port);
      return true;
    }
  if (family == HOPMAP_FRAME_IPV6 && size >= sizeof name->ipv6 && name->any.sa_family == AF_INET6)
    {
      memcpy (address->bytes, &name->ipv6.sin6_addr, sizeof name->ipv6.sin6_addr);
      *port = ntohs (name->ipv6.sin6_port);
      *scope = name->ipv6.sin6_scope_id & INT32_MAX;
      return true;
    }
  return false;
}

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
  Name offender = { 0 };
  uint16_t port;

  if (!read_value (control, &error->error, sizeof error->error))
    return;
  size -= sizeof error->error;
  if (size > sizeof offender)
    size = sizeof offender;
  memcpy (&offender, CMSG_DATA (control) + sizeof error->error, size);
  error->has_offender = read_name (&offender, (socklen_t) size, error->family, &error->offender,
                                   &port, &message->offender_scope);
}

static void
read_small_int (const struct cmsghdr *control, bool *known, uint8_t *value)
{
  int wide;
  uint8_t narrow;

  if (read_value (control, &wide, sizeof wide))
    *value = (uint8_t) (wide & 0xff);
  else if (read_value (control, &narrow, sizeof narrow)) /* IP_TOS comes as one byte */
    *value = narrow;
  else
    return;
  *known = true;
}

static void
read_control (Message *message, const struct cmsghdr *control)
{
  HopmapArrival *arrival = &message->arrival;
  struct in6_pktinfo info;
  bool has_ttl;

  if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_TIMESTAMPNS)
    read_value (control, &message->stamp, sizeof message->stamp);
  else if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_TTL)
    read_small_int (control, &has_ttl, &arrival->ttl);
  else if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_TOS)
    read_small_int (control, &arrival->has_tos, &arrival->tos);
  else if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_RECVERR)
    read_queued_error (message, control);
  else if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_HOPLIMIT)
    read_small_int (control, &has_ttl, &arrival->ttl);
  else if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_TCLASS)
    read_small_int (control, &arrival->has_tos, &arrival->tos);
  else if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_RECVERR)
    read_queued_error (message, control);
  else if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO
           && read_value (control, &info, sizeof info))
    {
      arrival->has_to = true;
      memcpy (arrival->to.bytes, &info.ipi6_addr, sizeof info.ipi6_addr);
    }
}

/* Returns 0 or the errno. */
static int
take_message (int fd, int flags, HopmapFrameFamily family, Message *message)
{
  _Alignas(struct cmsghdr) uint8_t control[CONTROL_SIZE];
  struct iovec data = { .iov_base = message->bytes, .iov_len = sizeof message->bytes };
  struct msghdr header = {
    .msg_name = &message->name,
    .msg_namelen = sizeof message->name,
    .msg_iov = &data,
    .msg_iovlen = 1,
    .msg_control = control,
    .msg_controllen = sizeof control,
  };
  ssize_t length;

  memset (message, 0, sizeof *message);
  message->error.family = family;
  length = recvmsg (fd, &header, flags | MSG_DONTWAIT);
  if (length < 0)
    return errno;
  message->length = (size_t) length;
  message->name_size = header.msg_namelen;
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
  receipt->received_ns = receipt->now_ns;

  if (stamp->tv_sec <= wall.tv_sec - 20 || stamp->tv_sec > wall.tv_sec)
    return;
  age = (int64_t) (wall.tv_sec - stamp->tv_sec) * 1000000000 + (wall.tv_nsec - stamp->tv_nsec);
  if (age < 0 || age > STAMP_MAX_AGE || (uint64_t) age > receipt->now_ns)
    return;
  receipt->stamp = HOPMAP_STAMP_KERNEL;
  receipt->received_ns -= (uint64_t) age;
}

/* A service behind the probed port has answered in its own words, which do not matter. */
static bool
read_datagram (HopmapAnswer *answer,
               HopmapFrameFamily family,
               const HopmapFrameAddress *from,
               uint16_t port,
               const HopmapArrival *arrival)
{
  memset (answer, 0, sizeof *answer);
  answer->reply.family = family;
  answer->reply.protocol = HOPMAP_FRAME_UDP;
  answer->reply.kind = HOPMAP_REPLY_DATAGRAM;
  answer->reply.from = *from;
  answer->reply.reply_ttl = arrival->ttl;
  answer->reply.reply_tos = arrival->tos;
  answer->reply.flags = arrival->has_tos ? HOPMAP_REPLY_REPLY_TOS_KNOWN : 0;
  answer->is_quote = true; /* there is no cookie to insist on */
  answer->destination = *from;
  answer->sequence = port;
  return true;
}

HopmapReceived
hopmap_receive (int fd, HopmapChannel channel, HopmapFrameFamily family, HopmapReceipt *receipt)
{
  HopmapAnswer *answer = &receipt->answer;
  HopmapFrameAddress from;
  Message message;
  uint16_t port;
  uint32_t scope;
  bool ok;
  int error = take_message (fd, 0, family, &message);

  if (error != 0)
    return error == EAGAIN ? HOPMAP_RECEIVED_NOTHING : HOPMAP_RECEIVED_NOISE;
  stamp_receipt (receipt, &message.stamp);
  if (!read_name (&message.name, message.name_size, family, &from, &port, &scope))
    return HOPMAP_RECEIVED_NOISE;

  if (channel == HOPMAP_CHANNEL_UDP)
    ok = read_datagram (answer, family, &from, port, &message.arrival);
  else if (family == HOPMAP_FRAME_IPV6)
    ok = hopmap_answer_parse_ipv6 (answer, message.bytes, message.length, &from, &message.arrival);
  else if (channel == HOPMAP_CHANNEL_PING)
    ok = hopmap_answer_parse_echo_ipv4 (answer, message.bytes, message.length, &from,
                                        &message.arrival);
  else
    ok = hopmap_answer_parse_ipv4 (answer, message.bytes, message.length);

  answer->reply.scope_id = scope;
  return ok ? HOPMAP_RECEIVED_ANSWER : HOPMAP_RECEIVED_NOISE;
}

HopmapReceived
hopmap_receive_error (int fd,
                      HopmapChannel channel,
                      HopmapFrameFamily family,
                      HopmapReceipt *receipt)
{
  Message message;
  uint32_t scope;
  int error = take_message (fd, MSG_ERRQUEUE, family, &message);

  if (error != 0)
    return error == EAGAIN ? HOPMAP_RECEIVED_NOTHING : HOPMAP_RECEIVED_NOISE;
  stamp_receipt (receipt, &message.stamp);
  message.error.protocol = channel == HOPMAP_CHANNEL_UDP ? HOPMAP_FRAME_UDP : HOPMAP_FRAME_ICMP;
  if (!read_name (&message.name, message.name_size, family, &message.error.destination,
                  &message.error.port, &scope)
      || !hopmap_answer_parse_queued (&receipt->answer, &message.error, message.bytes,
                                      message.length, &message.arrival))
    return HOPMAP_RECEIVED_NOISE;
  receipt->answer.reply.scope_id = message.offender_scope;
  return HOPMAP_RECEIVED_ANSWER;
}

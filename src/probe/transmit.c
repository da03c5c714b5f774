/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sendmsg() with control messages, and connect(). No source is forged: the kernel refuses one that
 * is not an address of this machine.
 */
#include "transmit.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "name.h"

#define ATTEMPTS 16

uint64_t
hopmap_clock (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (uint64_t) now.tv_sec * 1000000000 + (uint64_t) now.tv_nsec;
}

static socklen_t
make_destination (HopmapName *name, const HopmapFrameSend *send, uint16_t port)
{
  HopmapEndpoint destination = { send->destination, port, send->scope_id };

  return hopmap_name_make (name, send->family, destination);
}

static bool
bind_source (int fd, const HopmapFrameSend *send)
{
  HopmapEndpoint source = { send->source, 0, send->scope_id };

  return hopmap_name_bind (fd, send->family, source);
}

/* Connecting a datagram socket asks for a route and sends nothing. */
int
hopmap_find_source (HopmapFrameSend *send)
{
  HopmapEndpoint source;
  HopmapName name;
  socklen_t size = make_destination (&name, send, send->port != 0 ? send->port : 1);
  int fd = socket (name.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_UDP);
  int error = 0;

  if (fd < 0)
    return errno;
  if ((send->has_source && !bind_source (fd, send)) || connect (fd, &name.any, size) != 0
      || !hopmap_name_find (fd, send->family, &source))
    error = errno;
  else
    send->source = source.address;
  close (fd);
  return error;
}

static void
add_control (struct msghdr *message, int level, int type, const void *value, size_t size)
{
  struct cmsghdr header = { .cmsg_len = CMSG_LEN (size), .cmsg_level = level, .cmsg_type = type };
  uint8_t *end = (uint8_t *) message->msg_control + message->msg_controllen;

  memcpy (end, &header, sizeof header);
  memcpy (end + CMSG_LEN (0), value, size);
  message->msg_controllen += CMSG_SPACE (size);
}

static void
add_controls (struct msghdr *message, const HopmapFrameSend *send)
{
  struct in6_pktinfo info6 = { .ipi6_ifindex = send->scope_id };
  struct in_pktinfo info = { 0 };
  int ttl = send->ttl;
  int tos = send->tos;

  if (send->family == HOPMAP_FRAME_IPV4)
    {
      memcpy (&info.ipi_spec_dst, &send->source, sizeof info.ipi_spec_dst);
      add_control (message, IPPROTO_IP, IP_TTL, &ttl, sizeof ttl);
      add_control (message, IPPROTO_IP, IP_TOS, &tos, sizeof tos);
      add_control (message, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
      return;
    }
  memcpy (&info6.ipi6_addr, &send->source, sizeof info6.ipi6_addr);
  add_control (message, IPPROTO_IPV6, IPV6_HOPLIMIT, &ttl, sizeof ttl);
  add_control (message, IPPROTO_IPV6, IPV6_TCLASS, &tos, sizeof tos);
  add_control (message, IPPROTO_IPV6, IPV6_PKTINFO, &info6, sizeof info6);
}

static int
connect_probe (int fd, const HopmapFrameSend *send, uint64_t *sent_ns)
{
  bool is_ipv4 = send->family == HOPMAP_FRAME_IPV4;
  int level = is_ipv4 ? IPPROTO_IP : (int) IPPROTO_IPV6;
  int ttl = send->ttl;
  int tos = send->tos;
  HopmapName name;
  socklen_t size = make_destination (&name, send, send->port);

  if (setsockopt (fd, level, is_ipv4 ? IP_TTL : IPV6_UNICAST_HOPS, &ttl, sizeof ttl) != 0
      || setsockopt (fd, level, is_ipv4 ? IP_TOS : IPV6_TCLASS, &tos, sizeof tos) != 0
      || !bind_source (fd, send))
    return errno;
  *sent_ns = hopmap_clock ();
  /* Refused at once is an answer too, which the socket goes on showing. */
  if (connect (fd, &name.any, size) == 0 || errno == EINPROGRESS || errno == ECONNREFUSED)
    return 0;
  return errno;
}

int
hopmap_transmit (const HopmapChannel *channel,
                 const HopmapFrameSend *send,
                 const HopmapProbePacket *packet,
                 uint64_t *sent_ns)
{
  bool is_raw = channel->kind == HOPMAP_CHANNEL_RAW_ICMP || channel->kind == HOPMAP_CHANNEL_RAW_TCP;
  int attempts = is_raw ? 1 : ATTEMPTS;
  /* For a raw IPv6 socket a port would be a protocol. */
  uint16_t port = send->protocol == HOPMAP_FRAME_UDP ? send->port : 0;
  struct iovec data = { (void *) packet->bytes, packet->length }; /* which is only read */
  _Alignas(struct cmsghdr) uint8_t control[256] = { 0 };
  HopmapName name;
  struct msghdr message = { .msg_name = &name,
                            .msg_namelen = make_destination (&name, send, port),
                            .msg_iov = &data,
                            .msg_iovlen = 1,
                            .msg_control = control };

  if (channel->kind == HOPMAP_CHANNEL_TCP_PROBE)
    return connect_probe (channel->fd, send, sent_ns);
  add_controls (&message, send);

  /* Where there is an error queue, each error that arrived makes one call fail that has nothing to
   * do with it, and its packet is not sent. */
  do
    *sent_ns = hopmap_clock ();
  while (sendmsg (channel->fd, &message, MSG_DONTWAIT) < 0 && --attempts > 0);
  return attempts > 0 ? 0 : errno;
}

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

typedef struct
{
  _Alignas(struct cmsghdr) uint8_t bytes[256];
  size_t length;
} Control;

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
  return hopmap_name_make (name, send->family, &send->destination, port, send->scope_id);
}

static int
bind_source (int fd, const HopmapFrameSend *send)
{
  HopmapName name;
  socklen_t size = hopmap_name_make (&name, send->family, &send->source, 0, send->scope_id);

  return bind (fd, &name.any, size);
}

/* Connecting a datagram socket asks for a route and sends nothing. */
int
hopmap_find_source (HopmapFrameSend *send)
{
  int fd = socket (hopmap_name_domain (send->family), SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
                   IPPROTO_UDP);
  HopmapName name;
  socklen_t size = make_destination (&name, send, send->port != 0 ? send->port : 1);
  uint16_t port;
  uint32_t scope;
  int error = 0;

  if (fd < 0)
    return errno;
  if ((send->has_source && bind_source (fd, send) != 0) || connect (fd, &name.any, size) != 0
      || getsockname (fd, &name.any, &size) != 0)
    error = errno;
  else if (!hopmap_name_read (&name, size, send->family, &send->source, &port, &scope))
    error = EAFNOSUPPORT;
  close (fd);
  return error;
}

static void
add_control (Control *control, int level, int type, const void *value, size_t size)
{
  struct cmsghdr header = { .cmsg_len = CMSG_LEN (size), .cmsg_level = level, .cmsg_type = type };

  memcpy (control->bytes + control->length, &header, sizeof header);
  memcpy (control->bytes + control->length + CMSG_LEN (0), value, size);
  control->length += CMSG_SPACE (size);
}

static void
add_controls (Control *control, const HopmapFrameSend *send)
{
  bool is_ipv4 = send->family == HOPMAP_FRAME_IPV4;
  int level = is_ipv4 ? IPPROTO_IP : (int) IPPROTO_IPV6;
  struct in6_pktinfo info6 = { .ipi6_ifindex = send->scope_id };
  struct in_pktinfo info = { 0 };
  int ttl = send->ttl;
  int tos = send->tos;

  add_control (control, level, is_ipv4 ? IP_TTL : IPV6_HOPLIMIT, &ttl, sizeof ttl);
  add_control (control, level, is_ipv4 ? IP_TOS : IPV6_TCLASS, &tos, sizeof tos);
  memcpy (&info.ipi_spec_dst, send->source.bytes, sizeof info.ipi_spec_dst);
  memcpy (&info6.ipi6_addr, send->source.bytes, sizeof info6.ipi6_addr);
  if (is_ipv4)
    add_control (control, level, IP_PKTINFO, &info, sizeof info);
  else
    add_control (control, level, IPV6_PKTINFO, &info6, sizeof info6);
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
      || bind_source (fd, send) != 0)
    return errno;
  *sent_ns = hopmap_clock ();
  /* Refused at once is an answer too, which the socket goes on showing. */
  return connect (fd, &name.any, size) == 0 || errno == EINPROGRESS || errno == ECONNREFUSED
             ? 0
             : errno;
}

int
hopmap_transmit (const HopmapChannel *channel,
                 const HopmapFrameSend *send,
                 const HopmapProbePacket *packet,
                 uint64_t *sent_ns)
{
  HopmapProbePacket copy = *packet; /* sendmsg() wants it writable */
  struct iovec data = { .iov_base = copy.bytes, .iov_len = copy.length };
  Control control = { 0 };
  HopmapName name;
  struct msghdr message = { .msg_name = &name, .msg_iov = &data, .msg_iovlen = 1 };
  bool is_udp = send->protocol == HOPMAP_FRAME_UDP;
  int error = 0;

  if (channel->kind == HOPMAP_CHANNEL_TCP_PROBE)
    return connect_probe (channel->fd, send, sent_ns);

  /* For a raw IPv6 socket a port would be a protocol. */
  message.msg_namelen = make_destination (&name, send, is_udp ? send->port : 0);
  add_controls (&control, send);
  message.msg_control = control.bytes;
  message.msg_controllen = control.length;

  /* Where there is an error queue, each error that arrived makes one call fail that has nothing to
   * do with it, and its packet is not sent. */
  for (int attempt = 0; attempt < ATTEMPTS; attempt++)
    {
      *sent_ns = hopmap_clock ();
      if (sendmsg (channel->fd, &message, MSG_DONTWAIT) >= 0)
        return 0;
      error = errno;
      if (channel->kind == HOPMAP_CHANNEL_RAW_ICMP || channel->kind == HOPMAP_CHANNEL_RAW_TCP)
        return error;
    }
  return error;
}

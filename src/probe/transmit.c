/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sendmsg() with control messages. The source of a probe goes the same way and the kernel itself
 * refuses one that is not an address of this machine.
 */
#include "transmit.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define ATTEMPTS 16

typedef union
{
  struct sockaddr any;
  struct sockaddr_in ipv4;
  struct sockaddr_in6 ipv6;
} Name;

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

static void
add_control (Control *control, int level, int type, const void *value, size_t size)
{
  struct cmsghdr header = { .cmsg_len = CMSG_LEN (size), .cmsg_level = level, .cmsg_type = type };

  memcpy (control->bytes + control->length, &header, sizeof header);
  memcpy (control->bytes + control->length + CMSG_LEN (0), value, size);
  control->length += CMSG_SPACE (size);
}

static socklen_t
name_ipv4 (const HopmapFrameSend *send, Name *name, Control *control)
{
  int ttl = send->ttl;
  int tos = send->tos;

  name->ipv4.sin_family = AF_INET;
  name->ipv4.sin_port = htons (send->protocol == HOPMAP_FRAME_ICMP ? 0 : send->port);
  memcpy (&name->ipv4.sin_addr, send->destination.bytes, sizeof name->ipv4.sin_addr);

  add_control (control, IPPROTO_IP, IP_TTL, &ttl, sizeof ttl);
  if (tos != 0)
    add_control (control, IPPROTO_IP, IP_TOS, &tos, sizeof tos);
  if (send->has_source)
    {
      struct in_pktinfo info = { 0 };

      memcpy (&info.ipi_spec_dst, send->source.bytes, sizeof info.ipi_spec_dst);
      add_control (control, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
    }
  return sizeof name->ipv4;
}

static socklen_t
name_ipv6 (const HopmapFrameSend *send, Name *name, Control *control)
{
  int hop_limit = send->ttl;
  int traffic_class = send->tos;

  name->ipv6.sin6_family = AF_INET6;
  name->ipv6.sin6_port = htons (send->protocol == HOPMAP_FRAME_ICMP ? 0 : send->port);
  name->ipv6.sin6_scope_id = send->scope_id;
  memcpy (&name->ipv6.sin6_addr, send->destination.bytes, sizeof name->ipv6.sin6_addr);

  add_control (control, IPPROTO_IPV6, IPV6_HOPLIMIT, &hop_limit, sizeof hop_limit);
  if (traffic_class != 0)
    add_control (control, IPPROTO_IPV6, IPV6_TCLASS, &traffic_class, sizeof traffic_class);
  if (send->has_source)
    {
      struct in6_pktinfo info = { .ipi6_ifindex = send->scope_id };

      memcpy (&info.ipi6_addr, send->source.bytes, sizeof info.ipi6_addr);
      add_control (control, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
    }
  return sizeof name->ipv6;
}

int
hopmap_transmit (int fd,
                 const HopmapFrameSend *send,
                 const HopmapProbePacket *packet,
                 bool has_error_queue,
                 uint64_t *sent_ns)
{
  Name name = { 0 };
  Control control = { 0 };
  HopmapProbePacket copy = *packet; /* sendmsg() wants it writable */
  struct iovec data = { .iov_base = copy.bytes, .iov_len = copy.length };
  struct msghdr message = { .msg_name = &name, .msg_iov = &data, .msg_iovlen = 1 };
  int error = 0;

  message.msg_namelen = send->family == HOPMAP_FRAME_IPV4 ? name_ipv4 (send, &name, &control)
                                                          : name_ipv6 (send, &name, &control);
  message.msg_control = control.bytes;
  message.msg_controllen = control.length;

  /* On a socket with an error queue, each error that arrived makes one call fail that has nothing
   * to do with it, and its packet is not sent. */
  for (int attempt = 0; attempt < (has_error_queue ? ATTEMPTS : 1); attempt++)
    {
      *sent_ns = hopmap_clock ();
      if (sendmsg (fd, &message, MSG_DONTWAIT) >= 0)
        return 0;
      error = errno;
    }
  return error;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sendmsg() with control messages, and connect(). No source is forged: the kernel refuses one that
 * is not an address of this machine.
 */
#include "transmit.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "family.h"

#define ATTEMPTS 16
#define KNOWN_NS UINT64_C (250000000)

uint64_t
hopmap_clock (clockid_t clock)
{
  struct timespec now = { 0 };

  clock_gettime (clock, &now);
  return (uint64_t) now.tv_sec * 1000000000 + (uint64_t) now.tv_nsec;
}

static socklen_t
name_destination (HopmapName *name, const HopmapFrameSend *send, uint16_t port)
{
  HopmapEndpoint destination = { send->destination, port, send->scope_id };

  return hopmap_name_make (name, send->family, destination);
}

/* Connecting a datagram socket asks for a route and sends nothing. One that is not given is any. */
static bool
ask_for_source (HopmapFrameSend *send, const HopmapName *to, socklen_t size)
{
  HopmapEndpoint source = { send->source, 0, send->scope_id };
  int fd = socket (to->any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_UDP);
  bool is_found = fd >= 0 && hopmap_name_bind (fd, send->family, source)
                  && connect (fd, &to->any, size) == 0
                  && hopmap_name_find (fd, send->family, &source);

  if (fd >= 0)
    close (fd); /* which leaves errno alone */
  send->source = source.address;
  return is_found;
}

/* Asking takes as long as all the rest, so what the system chose a moment ago is believed. */
static bool
find_source (HopmapFrameSend *send)
{
  static HopmapName known;
  static HopmapFrameAddress its_source;
  static uint64_t known_until_ns;
  uint64_t now_ns = hopmap_clock (CLOCK_MONOTONIC);
  HopmapName name;
  socklen_t size = name_destination (&name, send, send->port != 0 ? send->port : 1);

  if (send->has_source || now_ns >= known_until_ns || memcmp (&name, &known, sizeof name) != 0)
    {
      if (!ask_for_source (send, &name, size))
        return false;
      known = name;
      its_source = send->source;
      known_until_ns = send->has_source ? now_ns : now_ns + KNOWN_NS;
    }
  send->source = its_source;
  return true;
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
  const HopmapFamily *its = hopmap_family (send->family);
  struct in6_pktinfo info6 = { .ipi6_ifindex = send->scope_id };
  struct in_pktinfo info = { 0 };
  int ttl = send->ttl;
  int tos = send->tos;

  memcpy (&info.ipi_spec_dst, &send->source, sizeof info.ipi_spec_dst);
  memcpy (&info6.ipi6_addr, &send->source, sizeof info6.ipi6_addr);
  add_control (message, its->socket.level, its->socket.ttl, &ttl, sizeof ttl);
  add_control (message, its->socket.level, its->socket.tos, &tos, sizeof tos);
  if (send->family == HOPMAP_FRAME_IPV4)
    add_control (message, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
  else
    add_control (message, IPPROTO_IPV6, IPV6_PKTINFO, &info6, sizeof info6);
}

/* Where there is an error queue, each error that arrived makes one call fail that has nothing to do
 * with it, and its packet is not sent. */
static bool
send_packet (const HopmapChannel *channel, HopmapProbe *probe, HopmapProbePacket *packet)
{
  int attempts = hopmap_channel_is_raw (channel) ? 1 : ATTEMPTS;
  /* For a raw IPv6 socket a port would be a protocol. */
  uint16_t port = probe->send.protocol == HOPMAP_FRAME_UDP ? probe->send.port : 0;
  struct iovec data = { packet->bytes, packet->length };
  _Alignas(struct cmsghdr) uint8_t control[256] = { 0 };
  HopmapName name;
  struct msghdr message = { .msg_name = &name,
                            .msg_namelen = name_destination (&name, &probe->send, port),
                            .msg_iov = &data,
                            .msg_iovlen = 1,
                            .msg_control = control };

  add_controls (&message, &probe->send);
  do
    probe->sent_ns = hopmap_clock (CLOCK_MONOTONIC);
  while (sendmsg (channel->fd, &message, MSG_DONTWAIT) < 0 && --attempts > 0);
  return attempts > 0;
}

/* Refused at once is an answer too, which the socket goes on showing. */
static bool
connect_probe (int fd, HopmapProbe *probe)
{
  const HopmapFrameSend *send = &probe->send;
  const HopmapFamily *its = hopmap_family (send->family);
  int ttl = send->ttl;
  int tos = send->tos;
  HopmapName name;
  socklen_t size = name_destination (&name, send, send->port);

  if (setsockopt (fd, its->socket.level, its->socket.connection_ttl, &ttl, sizeof ttl) != 0
      || setsockopt (fd, its->socket.level, its->socket.tos, &tos, sizeof tos) != 0
      || !hopmap_name_bind (fd, send->family, (HopmapEndpoint){ send->source, 0, send->scope_id }))
    return false;
  probe->sent_ns = hopmap_clock (CLOCK_MONOTONIC);
  return connect (fd, &name.any, size) == 0 || errno == EINPROGRESS || errno == ECONNREFUSED;
}

bool
hopmap_transmit (const HopmapChannel *channel, HopmapProbe *probe)
{
  bool is_connection = channel->kind == HOPMAP_CHANNEL_TCP_PROBE;
  HopmapProbePacket packet;

  /* The checksum of an echo request does not cover it, or is the kernel's. */
  if ((probe->send.has_source || probe->send.protocol != HOPMAP_FRAME_ICMP)
      && !find_source (&probe->send))
    return false;
  probe->mark.id = channel->id;
  hopmap_probe_build (&packet, &probe->send, &probe->mark);
  probe->checksum = packet.checksum;
  /* The system numbers its own connections. */
  probe->has_cookie = packet.has_cookie && !is_connection;
  return is_connection ? connect_probe (channel->fd, probe) : send_packet (channel, probe, &packet);
}

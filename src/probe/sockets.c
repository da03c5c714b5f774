/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens and prepares sockets of all kinds. Order counts for those that need privilege: reserve,
 * open, filter, lock; see main.c.
 */
#include "sockets.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include <linux/net_tstamp.h>

#include "exit-status.h"
#include "filter.h"
#include "name.h"

#define RECEIVE_BUFFER (1 << 20)

/* The channels that stay, each for IPv4 and then IPv6. */
enum
{
  ICMP_CHANNEL = 0,
  TCP_CHANNEL = 2,
  N_LASTING = 4,
};

static const HopmapFrameAddress any_address;

static bool
set (int fd, int level, int name, int value)
{
  return setsockopt (fd, level, name, &value, sizeof value) == 0;
}

static int
open_socket (HopmapFrameFamily family, int type, int protocol)
{
  return socket (hopmap_name_domain (family), type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
}

/* Arrival and departure stamps and header facts of what comes back; DF set and no fragments ever,
 * one flow label for all. What is not demanded shows as unknown in the events. */
static bool
prepare (int fd, HopmapFrameFamily family, bool with_error_queue)
{
  bool ok = set (fd, SOL_SOCKET, SO_TIMESTAMPNS, 1);

  set (fd, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER);
  set (fd, SOL_SOCKET, SO_TIMESTAMPING,
       SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY);
  if (family == HOPMAP_FRAME_IPV4)
    {
      set (fd, IPPROTO_IP, IP_RECVTOS, 1);
      if (with_error_queue)
        set (fd, IPPROTO_IP, IP_RECVERR_RFC4884, 1);
      return ok && set (fd, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE)
             && set (fd, IPPROTO_IP, IP_RECVTTL, 1)
             && (!with_error_queue || set (fd, IPPROTO_IP, IP_RECVERR, 1));
    }
  set (fd, IPPROTO_IPV6, IPV6_RECVTCLASS, 1);
  set (fd, IPPROTO_IPV6, IPV6_AUTOFLOWLABEL, 0);
  if (with_error_queue)
    set (fd, IPPROTO_IPV6, IPV6_RECVERR_RFC4884, 1);
  return ok && set (fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPV6_PMTUDISC_PROBE)
         && set (fd, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1)
         && set (fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
         && (!with_error_queue || set (fd, IPPROTO_IPV6, IPV6_RECVERR, 1));
}

/* Asks for @id as port (a ping socket's identifier is one), takes any if that is not free. */
static bool
bind_port (int fd, HopmapFrameFamily family, uint16_t *id)
{
  HopmapFrameAddress ignored;
  HopmapName name;
  socklen_t size = hopmap_name_make (&name, family, &any_address, *id, 0);
  uint32_t scope;

  if (bind (fd, &name.any, size) != 0)
    {
      size = hopmap_name_make (&name, family, &any_address, 0, 0);
      if (bind (fd, &name.any, size) != 0)
        return false;
    }
  return getsockname (fd, &name.any, &size) == 0
         && hopmap_name_read (&name, size, family, &ignored, id, &scope);
}

static HopmapFrameAbilities *
abilities_of (HopmapSockets *sockets, HopmapFrameFamily family)
{
  return family == HOPMAP_FRAME_IPV4 ? &sockets->ipv4 : &sockets->ipv6;
}

static HopmapChannel *
lasting_channel (HopmapSockets *sockets, int which, HopmapFrameFamily family)
{
  return &sockets->channels[which + (family == HOPMAP_FRAME_IPV6)];
}

static void
open_icmp (HopmapSockets *sockets, HopmapFrameFamily family, uint16_t id)
{
  HopmapFrameAbility *ability = &abilities_of (sockets, family)->icmp;
  HopmapChannel *channel = lasting_channel (sockets, ICMP_CHANNEL, family);
  int protocol = family == HOPMAP_FRAME_IPV4 ? IPPROTO_ICMP : (int) IPPROTO_ICMPV6;
  int fd = open_socket (family, SOCK_RAW, protocol);

  channel->kind = HOPMAP_CHANNEL_RAW_ICMP;
  channel->family = family;
  channel->protocol = HOPMAP_FRAME_ICMP;
  if (fd >= 0)
    {
      if (!hopmap_filter_icmp (fd, family, id) || !prepare (fd, family, false))
        hopmap_give_up (HOPMAP_EXIT_FILTER, "a raw socket cannot be filtered and locked.");
      ability->mode = HOPMAP_MODE_RAW;
    }
  else
    {
      ability->error = (uint32_t) errno;
      fd = open_socket (family, SOCK_DGRAM, protocol);
      if (fd < 0)
        return;
      if (!prepare (fd, family, true) || !bind_port (fd, family, &id))
        {
          close (fd);
          return;
        }
      channel->kind = HOPMAP_CHANNEL_PING;
      ability->mode = HOPMAP_MODE_ICMP_DATAGRAM;
    }
  ability->constant_flow = true;
  channel->fd = fd;
  channel->id = id;
}

/* The bound socket makes the port ours: the system gives it to nobody else, and answers what comes
 * to it with a reset, since nobody listens. */
static void
open_tcp (HopmapSockets *sockets, HopmapFrameFamily family)
{
  HopmapFrameAbilities *abilities = abilities_of (sockets, family);
  HopmapChannel *channel = lasting_channel (sockets, TCP_CHANNEL, family);
  int fd, keeper;

  /* What routers answer comes by the other socket, so one alone is of no use. */
  abilities->tcp.error = abilities->icmp.error;
  if (abilities->icmp.mode != HOPMAP_MODE_RAW)
    return;
  fd = open_socket (family, SOCK_RAW, IPPROTO_TCP);
  if (fd < 0)
    {
      abilities->tcp.error = (uint32_t) errno;
      return;
    }
  channel->id = 0;
  keeper = open_socket (family, SOCK_STREAM, IPPROTO_TCP);
  if (keeper < 0 || !bind_port (keeper, family, &channel->id)
      || !hopmap_filter_tcp (fd, family, channel->id) || !prepare (fd, family, false))
    hopmap_give_up (HOPMAP_EXIT_FILTER, "a raw socket cannot be filtered and locked.");
  channel->fd = fd;
  channel->kind = HOPMAP_CHANNEL_RAW_TCP;
  channel->family = family;
  channel->protocol = HOPMAP_FRAME_TCP;
  abilities->tcp.mode = HOPMAP_MODE_RAW;
  abilities->tcp.constant_flow = true;
}

/* What ordinary sockets will do, which anybody may open; if there is such a family at all. */
static void
find_ordinary (HopmapFrameAbilities *abilities, HopmapFrameFamily family)
{
  int fd = open_socket (family, SOCK_DGRAM, IPPROTO_UDP);
  bool is_raw = abilities->icmp.mode == HOPMAP_MODE_RAW;

  abilities->udp.error = is_raw ? 0 : abilities->icmp.error;
  if (fd < 0)
    {
      abilities->udp.error = (uint32_t) errno;
      return;
    }
  close (fd);
  abilities->udp.mode = is_raw ? HOPMAP_MODE_RAW : HOPMAP_MODE_ERROR_QUEUE;
  /* ICMPv6 quotes as much as fits, RFC 4443 2.4, and so the payload can tell the probes apart. */
  abilities->udp.constant_flow = is_raw || family == HOPMAP_FRAME_IPV6;
  if (abilities->tcp.mode == HOPMAP_MODE_NONE)
    abilities->tcp.mode = HOPMAP_MODE_ERROR_QUEUE;
}

void
hopmap_sockets_open (HopmapSockets *sockets, uint16_t icmp_id)
{
  memset (sockets, 0, sizeof *sockets);
  for (size_t i = 0; i < HOPMAP_CHANNELS; i++)
    sockets->channels[i].fd = -1;
  open_icmp (sockets, HOPMAP_FRAME_IPV4, icmp_id);
  open_icmp (sockets, HOPMAP_FRAME_IPV6, icmp_id);
  open_tcp (sockets, HOPMAP_FRAME_IPV4);
  open_tcp (sockets, HOPMAP_FRAME_IPV6);
  find_ordinary (&sockets->ipv4, HOPMAP_FRAME_IPV4);
  find_ordinary (&sockets->ipv6, HOPMAP_FRAME_IPV6);
}

bool
hopmap_sockets_connect (const HopmapSockets *sockets)
{
  return sockets->ipv4.tcp.mode == HOPMAP_MODE_ERROR_QUEUE
         || sockets->ipv6.tcp.mode == HOPMAP_MODE_ERROR_QUEUE;
}

static void
close_channel (HopmapChannel *channel)
{
  close (channel->fd);
  channel->fd = -1;
}

void
hopmap_sockets_release (HopmapChannel *channel)
{
  channel->n_flying--;
  /* An open connection is of no use to anybody. Others stay for what comes late. */
  if (channel->kind == HOPMAP_CHANNEL_TCP_PROBE)
    close_channel (channel);
}

/* The one without probes in flight that has rested longest; NULL is none. */
static HopmapChannel *
find_idle (HopmapSockets *sockets)
{
  HopmapChannel *best = NULL;

  for (size_t i = N_LASTING; i < HOPMAP_CHANNELS; i++)
    {
      HopmapChannel *channel = &sockets->channels[i];

      if (channel->fd >= 0 && channel->n_flying == 0
          && (best == NULL || channel->used_ns < best->used_ns))
        best = channel;
    }
  return best;
}

static HopmapChannel *
find_closed (HopmapSockets *sockets)
{
  for (size_t i = N_LASTING; i < HOPMAP_CHANNELS; i++)
    if (sockets->channels[i].fd < 0)
      return &sockets->channels[i];
  return NULL;
}

static bool
prepare_ordinary (HopmapChannel *channel, bool with_error_queue)
{
  static const struct linger reset = { .l_onoff = 1, .l_linger = 0 };
  int fd = channel->fd;

  if (!prepare (fd, channel->family, with_error_queue))
    return false;
  if (channel->kind == HOPMAP_CHANNEL_TCP_PROBE)
    return set (fd, IPPROTO_TCP, TCP_SYNCNT, 1)
           && setsockopt (fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset) == 0;
  return bind_port (fd, channel->family, &channel->id);
}

/* A caller may have set a limit of open files that leaves few of them, so one that is open without
 * need is closed for one that is needed. */
static HopmapChannel *
open_ordinary (HopmapSockets *sockets,
               const HopmapFrameSend *send,
               HopmapChannelKind kind,
               bool with_error_queue,
               int *error)
{
  HopmapChannel *channel;
  bool is_tcp = send->protocol == HOPMAP_FRAME_TCP;
  int fd = -1;

  while ((channel = find_closed (sockets)) == NULL
         || ((fd = open_socket (send->family, is_tcp ? SOCK_STREAM : SOCK_DGRAM,
                                is_tcp ? IPPROTO_TCP : IPPROTO_UDP))
                 < 0
             && errno == EMFILE))
    {
      HopmapChannel *idle = find_idle (sockets);

      if (idle == NULL)
        return NULL;
      close_channel (idle);
    }
  *channel = (HopmapChannel){
    .fd = fd, .kind = kind, .family = send->family, .protocol = send->protocol, .flow = send->flow
  };
  if (fd >= 0 && prepare_ordinary (channel, with_error_queue))
    return channel;
  *error = errno;
  if (fd >= 0)
    close_channel (channel);
  return NULL;
}

HopmapChannel *
hopmap_sockets_take (HopmapSockets *sockets, const HopmapFrameSend *send, int *error)
{
  const HopmapFrameAbility *ability = hopmap_frame_ability (abilities_of (sockets, send->family),
                                                            send->protocol);
  bool is_raw = ability->mode == HOPMAP_MODE_RAW;

  *error = 0;
  if (send->protocol == HOPMAP_FRAME_ICMP)
    return lasting_channel (sockets, ICMP_CHANNEL, send->family);
  if (send->protocol == HOPMAP_FRAME_TCP)
    return is_raw ? lasting_channel (sockets, TCP_CHANNEL, send->family)
                  : open_ordinary (sockets, send, HOPMAP_CHANNEL_TCP_PROBE, true, error);
  if (!ability->constant_flow)
    return open_ordinary (sockets, send, HOPMAP_CHANNEL_UDP_PROBE, true, error);

  for (size_t i = N_LASTING; i < HOPMAP_CHANNELS; i++)
    {
      HopmapChannel *channel = &sockets->channels[i];

      if (channel->fd >= 0 && channel->kind == HOPMAP_CHANNEL_UDP_FLOW
          && channel->family == send->family && channel->flow == send->flow)
        return channel;
    }
  return open_ordinary (sockets, send, HOPMAP_CHANNEL_UDP_FLOW, !is_raw, error);
}

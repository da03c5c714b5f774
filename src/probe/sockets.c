/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens and prepares sockets of all kinds. Order counts for those that need privilege: reserve,
 * open, filter, lock; see main.c.
 */
#include "sockets.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <linux/net_tstamp.h>

#include "exit-status.h"
#include "filter.h"
#include "name.h"

#define RECEIVE_BUFFER (1 << 20)
#define DEPARTURE_STAMPS                                                                           \
  (SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY)

/* The channels that stay, each for IPv4 and then IPv6. */
enum
{
  ICMP_CHANNEL = 0,
  TCP_CHANNEL = 2,
  N_LASTING = 4,
};

/* Arrival and departure stamps and header facts of what comes back; DF set and no fragments ever,
 * one flow label for all. */
const HopmapSocketOption hopmap_socket_options[] = {
  { SOL_SOCKET, SO_TIMESTAMPNS, HOPMAP_OPTION_ALL, true, 1 },
  { SOL_SOCKET, SO_TIMESTAMPING, HOPMAP_OPTION_ALL, false, DEPARTURE_STAMPS },
  { SOL_SOCKET, SO_RCVBUF, HOPMAP_OPTION_ALL, false, RECEIVE_BUFFER },
  { SOL_SOCKET, SO_LINGER, HOPMAP_OPTION_LATER, false, 0 },
  { IPPROTO_IP, IP_RECVTOS, HOPMAP_OPTION_ALL, false, 1 },
  { IPPROTO_IP, IP_RECVTTL, HOPMAP_OPTION_ALL, true, 1 },
  { IPPROTO_IP, IP_MTU_DISCOVER, HOPMAP_OPTION_ALL, true, IP_PMTUDISC_PROBE },
  { IPPROTO_IP, IP_RECVERR, HOPMAP_OPTION_QUEUE, true, 1 },
  { IPPROTO_IP, IP_RECVERR_RFC4884, HOPMAP_OPTION_QUEUE, false, 1 },
  { IPPROTO_IP, IP_TTL, HOPMAP_OPTION_LATER, false, 0 },
  { IPPROTO_IP, IP_TOS, HOPMAP_OPTION_LATER, false, 0 },
  { IPPROTO_IPV6, IPV6_RECVTCLASS, HOPMAP_OPTION_ALL, false, 1 },
  { IPPROTO_IPV6, IPV6_RECVHOPLIMIT, HOPMAP_OPTION_ALL, true, 1 },
  { IPPROTO_IPV6, IPV6_RECVPKTINFO, HOPMAP_OPTION_ALL, true, 1 },
  { IPPROTO_IPV6, IPV6_MTU_DISCOVER, HOPMAP_OPTION_ALL, true, IPV6_PMTUDISC_PROBE },
  { IPPROTO_IPV6, IPV6_AUTOFLOWLABEL, HOPMAP_OPTION_ALL, false, 0 },
  { IPPROTO_IPV6, IPV6_RECVERR, HOPMAP_OPTION_QUEUE, true, 1 },
  { IPPROTO_IPV6, IPV6_RECVERR_RFC4884, HOPMAP_OPTION_QUEUE, false, 1 },
  { IPPROTO_IPV6, IPV6_UNICAST_HOPS, HOPMAP_OPTION_LATER, false, 0 },
  { IPPROTO_IPV6, IPV6_TCLASS, HOPMAP_OPTION_LATER, false, 0 },
  { IPPROTO_TCP, TCP_SYNCNT, HOPMAP_OPTION_QUEUE, true, 1 },
};

const size_t hopmap_n_socket_options = sizeof hopmap_socket_options
                                       / sizeof hopmap_socket_options[0];

static int
open_socket (HopmapFrameFamily family, int type, int protocol)
{
  return socket (hopmap_name_domain (family), type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
}

/* Sets what is for such a socket; false if that fails for what is demanded. */
static bool
prepare (const HopmapChannel *channel, bool with_queue)
{
  bool is_ipv4 = channel->family == HOPMAP_FRAME_IPV4;

  for (size_t i = 0; i < hopmap_n_socket_options; i++)
    {
      const HopmapSocketOption *option = &hopmap_socket_options[i];

      if (option->use == HOPMAP_OPTION_LATER || (option->use == HOPMAP_OPTION_QUEUE && !with_queue)
          || option->level == (is_ipv4 ? IPPROTO_IPV6 : IPPROTO_IP)
          || (option->level == IPPROTO_TCP && channel->protocol != HOPMAP_FRAME_TCP))
        continue;
      if (setsockopt (channel->fd, option->level, option->name, &option->value, sizeof (int)) != 0
          && option->is_demanded)
        return false;
    }
  return true;
}

/* Asks for @id as port (a ping socket's identifier is one), takes any if that is not free. */
static bool
bind_port (int fd, HopmapFrameFamily family, uint16_t *id)
{
  HopmapEndpoint endpoint = { .port = *id };
  bool ok = (hopmap_name_bind (fd, family, endpoint)
             || hopmap_name_bind (fd, family, (HopmapEndpoint){ .port = 0 }))
            && hopmap_name_find (fd, family, &endpoint);

  if (ok)
    *id = endpoint.port;
  return ok;
}

void
hopmap_sockets_close (HopmapChannel *channel)
{
  if (channel->fd >= 0)
    close (channel->fd);
  channel->fd = -1;
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

  *channel = (HopmapChannel){ open_socket (family, SOCK_RAW, protocol), HOPMAP_CHANNEL_RAW_ICMP,
                              family, HOPMAP_FRAME_ICMP, .id = id };
  if (channel->fd >= 0)
    {
      hopmap_demand (hopmap_filter_icmp (channel->fd, family, id) && prepare (channel, false),
                     HOPMAP_EXIT_FILTER, "a raw socket cannot be filtered and locked.");
      *ability = (HopmapFrameAbility){ .mode = HOPMAP_MODE_RAW, .constant_flow = true };
      return;
    }
  ability->error = (uint32_t) errno;
  channel->kind = HOPMAP_CHANNEL_PING;
  channel->fd = open_socket (family, SOCK_DGRAM, protocol);
  if (channel->fd >= 0 && prepare (channel, true) && bind_port (channel->fd, family, &channel->id))
    *ability = (HopmapFrameAbility){ HOPMAP_MODE_ICMP_DATAGRAM, true, ability->error };
  else
    hopmap_sockets_close (channel);
}

/* The bound socket makes the port ours: the system gives it to nobody else, and answers what comes
 * to it with a reset, since nobody listens. */
static void
open_tcp (HopmapSockets *sockets, HopmapFrameFamily family)
{
  HopmapFrameAbilities *abilities = abilities_of (sockets, family);
  HopmapChannel *channel = lasting_channel (sockets, TCP_CHANNEL, family);
  int keeper;

  /* What routers answer comes by the other socket, so one alone is of no use. */
  abilities->tcp.error = abilities->icmp.error;
  if (abilities->icmp.mode != HOPMAP_MODE_RAW)
    return;
  *channel = (HopmapChannel){ open_socket (family, SOCK_RAW, IPPROTO_TCP), HOPMAP_CHANNEL_RAW_TCP,
                              family, HOPMAP_FRAME_TCP, .id = 0 };
  abilities->tcp.error = channel->fd < 0 ? (uint32_t) errno : 0;
  if (channel->fd < 0)
    return;
  keeper = open_socket (family, SOCK_STREAM, IPPROTO_TCP);
  hopmap_demand (keeper >= 0 && bind_port (keeper, family, &channel->id)
                     && hopmap_filter_tcp (channel->fd, family, channel->id)
                     && prepare (channel, false),
                 HOPMAP_EXIT_FILTER, "a raw socket cannot be filtered and locked.");
  abilities->tcp = (HopmapFrameAbility){ .mode = HOPMAP_MODE_RAW, .constant_flow = true };
}

/* What ordinary sockets will do, which anybody may open; if there is such a family at all. */
static void
find_ordinary (HopmapSockets *sockets, HopmapFrameFamily family)
{
  HopmapFrameAbilities *abilities = abilities_of (sockets, family);
  bool is_raw = abilities->icmp.mode == HOPMAP_MODE_RAW;
  int fd = open_socket (family, SOCK_DGRAM, IPPROTO_UDP);

  abilities->udp.error = fd < 0 ? (uint32_t) errno : abilities->icmp.error;
  if (fd < 0)
    return;
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
  static const HopmapFrameFamily families[] = { HOPMAP_FRAME_IPV4, HOPMAP_FRAME_IPV6 };

  *sockets = (HopmapSockets){ 0 };
  for (size_t i = 0; i < HOPMAP_CHANNELS; i++)
    sockets->channels[i].fd = -1;
  for (size_t i = 0; i < 2; i++)
    {
      open_icmp (sockets, families[i], icmp_id);
      open_tcp (sockets, families[i]);
      find_ordinary (sockets, families[i]);
    }
}

bool
hopmap_sockets_connect (const HopmapSockets *sockets)
{
  return sockets->ipv4.tcp.mode == HOPMAP_MODE_ERROR_QUEUE
         || sockets->ipv6.tcp.mode == HOPMAP_MODE_ERROR_QUEUE;
}

void
hopmap_sockets_release (HopmapChannel *channel)
{
  channel->n_flying--;
  /* An open connection is of no use to anybody. Others stay for what comes late. */
  if (channel->kind == HOPMAP_CHANNEL_TCP_PROBE)
    hopmap_sockets_close (channel);
}

/* The one without probes in flight that has rested longest, among the open ones or the closed ones;
 * NULL is none. */
static HopmapChannel *
find_idle (HopmapSockets *sockets, bool is_open)
{
  HopmapChannel *best = NULL;

  for (size_t i = N_LASTING; i < HOPMAP_CHANNELS; i++)
    {
      HopmapChannel *channel = &sockets->channels[i];

      if ((channel->fd >= 0) == is_open && channel->n_flying == 0
          && (best == NULL || channel->used_ns < best->used_ns))
        best = channel;
    }
  return best;
}

static bool
prepare_ordinary (HopmapChannel *channel, bool with_queue)
{
  static const struct linger reset = { .l_onoff = 1, .l_linger = 0 };

  if (!prepare (channel, with_queue))
    return false;
  if (channel->kind != HOPMAP_CHANNEL_TCP_PROBE)
    return bind_port (channel->fd, channel->family, &channel->id);
  return setsockopt (channel->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset) == 0;
}

/* A caller may have set a limit of open files that leaves few of them, so one that is open without
 * need is closed for one that is needed. */
static HopmapChannel *
open_ordinary (HopmapSockets *sockets,
               const HopmapFrameSend *send,
               HopmapChannelKind kind,
               bool with_queue,
               int *error)
{
  bool is_tcp = send->protocol == HOPMAP_FRAME_TCP;
  int type = is_tcp ? SOCK_STREAM : SOCK_DGRAM;
  int protocol = is_tcp ? IPPROTO_TCP : IPPROTO_UDP;
  HopmapChannel *channel;
  int fd = -1;

  while ((channel = find_idle (sockets, false)) == NULL
         || ((fd = open_socket (send->family, type, protocol)) < 0 && errno == EMFILE))
    {
      HopmapChannel *idle = find_idle (sockets, true);

      if (idle == NULL)
        return NULL;
      hopmap_sockets_close (idle);
    }
  *channel = (HopmapChannel){ fd, kind, send->family, send->protocol, .flow = send->flow };
  if (fd >= 0 && prepare_ordinary (channel, with_queue))
    return channel;
  *error = errno;
  hopmap_sockets_close (channel);
  return NULL;
}

HopmapChannel *
hopmap_sockets_take (HopmapSockets *sockets, const HopmapFrameSend *send, int *error)
{
  const HopmapFrameAbility *ability = hopmap_frame_ability (abilities_of (sockets, send->family),
                                                            send->protocol);
  bool is_raw = ability->mode == HOPMAP_MODE_RAW;
  HopmapChannelKind kind = HOPMAP_CHANNEL_UDP_PROBE;

  *error = 0;
  if (send->protocol == HOPMAP_FRAME_ICMP)
    return lasting_channel (sockets, ICMP_CHANNEL, send->family);
  if (send->protocol == HOPMAP_FRAME_TCP && is_raw)
    return lasting_channel (sockets, TCP_CHANNEL, send->family);
  if (send->protocol == HOPMAP_FRAME_TCP)
    kind = HOPMAP_CHANNEL_TCP_PROBE;
  else if (ability->constant_flow)
    kind = HOPMAP_CHANNEL_UDP_FLOW;

  for (size_t i = N_LASTING; kind == HOPMAP_CHANNEL_UDP_FLOW && i < HOPMAP_CHANNELS; i++)
    {
      HopmapChannel *channel = &sockets->channels[i];

      if (channel->fd >= 0 && channel->kind == kind && channel->family == send->family
          && channel->flow == send->flow)
        return channel;
    }
  return open_ordinary (sockets, send, kind, !is_raw, error);
}

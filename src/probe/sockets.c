/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens and prepares sockets of all kinds. Order counts for those that need privilege: reserve,
 * open, filter, lock; see main.c.
 */
#include "sockets.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <unistd.h>

#include <linux/net_tstamp.h>

#include "family.h"
#include "filter.h"

#define RECEIVE_BUFFER (1 << 20)
#define STAMPS                                                                                     \
  (SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY)
#define PROBE IP_PMTUDISC_PROBE /* which is IPV6_PMTUDISC_PROBE too */

/* The channels that stay, each for IPv4 and then IPv6. */
#define ICMP_CHANNEL 0
#define TCP_CHANNEL  2
#define N_LASTING    4

/* Arrival and departure stamps and header facts of what comes back; DF set and no fragments
 * ever, one flow label for all; a connection, which is of no use to anybody, is reset when it is
 * closed. */
const HopmapSocketOption hopmap_socket_options[HOPMAP_SOCKET_OPTIONS] = {
  { SOL_SOCKET, { SO_TIMESTAMPNS, SO_TIMESTAMPNS }, HOPMAP_OPTION_ALL, true, { 1 } },
  { SOL_SOCKET, { SO_TIMESTAMPING, SO_TIMESTAMPING }, HOPMAP_OPTION_ALL, false, { STAMPS } },
  { SOL_SOCKET, { SO_RCVBUF, SO_RCVBUF }, HOPMAP_OPTION_ALL, false, { RECEIVE_BUFFER } },
  { SOL_SOCKET, { SO_LINGER, SO_LINGER }, HOPMAP_OPTION_ALL, true, { 1, 0 } },
  { IPPROTO_TCP, { TCP_SYNCNT, TCP_SYNCNT }, HOPMAP_OPTION_QUEUE, true, { 1 } },
  { IPPROTO_IP, { IP_RECVTOS, IPV6_RECVTCLASS }, HOPMAP_OPTION_ALL, false, { 1 } },
  { IPPROTO_IP, { IP_RECVTTL, IPV6_RECVHOPLIMIT }, HOPMAP_OPTION_ALL, true, { 1 } },
  { IPPROTO_IP, { 0, IPV6_RECVPKTINFO }, HOPMAP_OPTION_ALL, true, { 1 } },
  { IPPROTO_IP, { IP_MTU_DISCOVER, IPV6_MTU_DISCOVER }, HOPMAP_OPTION_ALL, true, { PROBE } },
  { IPPROTO_IP, { 0, IPV6_AUTOFLOWLABEL }, HOPMAP_OPTION_ALL, false, { 0 } },
  { IPPROTO_IP, { IP_RECVERR, IPV6_RECVERR }, HOPMAP_OPTION_QUEUE, true, { 1 } },
  { IPPROTO_IP, { IP_RECVERR_RFC4884, IPV6_RECVERR_RFC4884 }, HOPMAP_OPTION_QUEUE, false, { 1 } },
  { IPPROTO_IP, { IP_TTL, IPV6_UNICAST_HOPS }, HOPMAP_OPTION_LATER, false, { 0 } },
  { IPPROTO_IP, { IP_TOS, IPV6_TCLASS }, HOPMAP_OPTION_LATER, false, { 0 } },
};

static int
open_socket (HopmapFrameFamily family, int type, int protocol)
{
  return socket (hopmap_family (family)->name.domain, type | SOCK_CLOEXEC | SOCK_NONBLOCK,
                 protocol);
}

/* Sets what is for such a socket; false if that fails for what is demanded. */
static bool
prepare (const HopmapChannel *channel, bool with_queue)
{
  bool is_ipv6 = channel->family == HOPMAP_FRAME_IPV6;

  for (size_t i = 0; i < HOPMAP_SOCKET_OPTIONS; i++)
    {
      const HopmapSocketOption *option = &hopmap_socket_options[i];
      int level = hopmap_socket_option_level (option, is_ipv6);
      int name = option->names[is_ipv6];
      bool is_known = name != 0 && (level != IPPROTO_TCP || channel->protocol == HOPMAP_FRAME_TCP);
      bool is_meant = option->use == HOPMAP_OPTION_ALL
                      || (option->use == HOPMAP_OPTION_QUEUE && with_queue);

      if (is_known && is_meant
          && setsockopt (channel->fd, level, name, option->value, sizeof option->value) != 0
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
  channel->used_ns = 0;
}

/* False if that is refused, and why. */
static bool
open_raw (HopmapChannel *channel, int protocol, HopmapFrameAbility *ability)
{
  channel->fd = open_socket (channel->family, SOCK_RAW, protocol);
  *ability = channel->fd < 0 ? (HopmapFrameAbility){ .error = (uint32_t) errno }
                             : (HopmapFrameAbility){ HOPMAP_MODE_RAW, true, 0 };
  return channel->fd >= 0;
}

static void
open_ping (HopmapChannel *channel, HopmapFrameAbility *ability)
{
  channel->kind = HOPMAP_CHANNEL_PING;
  channel->fd = open_socket (channel->family, SOCK_DGRAM,
                             hopmap_family (channel->family)->icmp.protocol);
  if (channel->fd >= 0 && prepare (channel, true)
      && bind_port (channel->fd, channel->family, &channel->id))
    *ability = (HopmapFrameAbility){ HOPMAP_MODE_ICMP_DATAGRAM, true, ability->error };
  else
    hopmap_sockets_close (channel);
}

/* A socket of TCP that is bound makes the port ours: the system gives it to nobody else, and
 * answers what comes to it with a reset, since nobody listens. False if a raw socket cannot be
 * filtered. */
static bool
open_family (HopmapSockets *sockets, HopmapFrameFamily family, uint16_t icmp_id)
{
  bool is_ipv6 = family == HOPMAP_FRAME_IPV6;
  HopmapFrameAbilities *abilities = is_ipv6 ? &sockets->hello.ipv6 : &sockets->hello.ipv4;
  HopmapChannel *icmp = &sockets->channels[ICMP_CHANNEL + is_ipv6];
  HopmapChannel *tcp = &sockets->channels[TCP_CHANNEL + is_ipv6];
  int keeper = open_socket (family, SOCK_STREAM, IPPROTO_TCP);
  bool is_raw;

  *icmp = (HopmapChannel){ -1, HOPMAP_CHANNEL_RAW_ICMP, family, HOPMAP_FRAME_ICMP, .id = icmp_id };
  *tcp = (HopmapChannel){ -1, HOPMAP_CHANNEL_RAW_TCP, family, HOPMAP_FRAME_TCP };
  is_raw = open_raw (icmp, hopmap_family (family)->icmp.protocol, &abilities->icmp);
  if (!is_raw)
    open_ping (icmp, &abilities->icmp);
  else if (!hopmap_filter_icmp (icmp->fd, family, icmp_id) || !prepare (icmp, false))
    return false;

  /* What routers answer to others comes by the ICMP socket too, so a raw one of TCP alone is of no
   * use. */
  abilities->udp.error = abilities->tcp.error = abilities->icmp.error;
  if (is_raw && open_raw (tcp, IPPROTO_TCP, &abilities->tcp)
      && !(bind_port (keeper, family, &tcp->id) && hopmap_filter_tcp (tcp->fd, family, tcp->id)
           && prepare (tcp, false)))
    return false;
  if (keeper < 0)
    return true; /* there is no such family */
  abilities->udp.mode = is_raw ? HOPMAP_MODE_RAW : HOPMAP_MODE_ERROR_QUEUE;
  /* ICMPv6 quotes as much as fits, RFC 4443 2.4, and so the payload can tell the probes apart. */
  abilities->udp.constant_flow = is_raw || is_ipv6;
  if (tcp->fd >= 0)
    return true;
  abilities->tcp.mode = HOPMAP_MODE_ERROR_QUEUE;
  return close (keeper) == 0;
}

bool
hopmap_sockets_open (HopmapSockets *sockets, uint16_t icmp_id)
{
  struct rlimit limit = { 0 };

  *sockets = (HopmapSockets){ .n_channels = N_LASTING + 1 };
  getrlimit (RLIMIT_NOFILE, &limit);
  for (size_t i = 0; i < HOPMAP_CHANNELS; i++)
    {
      sockets->channels[i].fd = -1;
      sockets->n_channels += i > N_LASTING && i + HOPMAP_OTHER_FILES < limit.rlim_cur;
    }
  return open_family (sockets, HOPMAP_FRAME_IPV4, icmp_id)
         && open_family (sockets, HOPMAP_FRAME_IPV6, icmp_id);
}

/* An open connection is of no use to anybody. Others stay for what comes late. */
void
hopmap_sockets_release (HopmapChannel *channel)
{
  channel->n_flying--;
  if (channel->kind == HOPMAP_CHANNEL_TCP_PROBE)
    hopmap_sockets_close (channel);
}

static HopmapChannel *
open_ordinary (HopmapChannel *channel, const HopmapFrameSend *send, HopmapFrameAbility ability)
{
  bool is_tcp = send->protocol == HOPMAP_FRAME_TCP;
  HopmapChannelKind kind = is_tcp                  ? HOPMAP_CHANNEL_TCP_PROBE
                           : ability.constant_flow ? HOPMAP_CHANNEL_UDP_FLOW
                                                   : HOPMAP_CHANNEL_UDP_PROBE;

  hopmap_sockets_close (channel);
  *channel = (HopmapChannel){ -1, kind, send->family, send->protocol, .flow = send->flow };
  channel->fd = open_socket (send->family, is_tcp ? SOCK_STREAM : SOCK_DGRAM,
                             is_tcp ? IPPROTO_TCP : IPPROTO_UDP);
  if (channel->fd >= 0 && prepare (channel, ability.mode != HOPMAP_MODE_RAW)
      && (is_tcp || bind_port (channel->fd, send->family, &channel->id)))
    return channel;
  hopmap_sockets_close (channel); /* which leaves errno alone */
  return NULL;
}

/* One that is open and may be shared; else the one without probes in flight that has rested
 * longest, those that are closed before all others. */
HopmapChannel *
hopmap_sockets_take (HopmapSockets *sockets, const HopmapFrameSend *send)
{
  HopmapFrameAbility its = *hopmap_frame_ability (&sockets->hello, send->family, send->protocol);
  HopmapChannel *idle = NULL;

  for (size_t i = 0; i < sockets->n_channels; i++)
    {
      HopmapChannel *channel = &sockets->channels[i];

      if (channel->fd >= 0 && channel->family == send->family && channel->protocol == send->protocol
          && !hopmap_channel_is_single (channel)
          && (channel->flow == send->flow || send->protocol != HOPMAP_FRAME_UDP))
        return channel;
      if (i >= N_LASTING && channel->n_flying == 0
          && (idle == NULL || channel->used_ns < idle->used_ns))
        idle = channel;
    }
  errno = 0;
  return idle == NULL ? NULL : open_ordinary (idle, send, its);
}

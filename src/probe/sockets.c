/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens, filters and locks the sockets. A raw ICMP socket sees the ICMP of every user of the
 * machine, so a filter in the kernel lets through only what can concern a probe of ours, and it is
 * locked before the socket is read for the first time in earnest.
 */
#include "sockets.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/icmp.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "exit-status.h"

#define SPARE_FILES    16 /* for the standard ones and what the steps after this one open */
#define RECEIVE_BUFFER (1 << 20)
#define SNAP_LENGTH    2048 /* longer than any answer to a probe of at most 1500 bytes */

#ifndef SOL_RAW
#define SOL_RAW 255
#endif

static bool
set_int (int fd, int level, int name, int value)
{
  return setsockopt (fd, level, name, &value, sizeof value) == 0;
}

/* Facts that one kernel or family offers and another does not; their lack shows in the events. */
static void
set_optional (int fd, int level, int name, int value)
{
  (void) set_int (fd, level, name, value);
}

/* What every probe socket has in common: arrival stamps and header facts of what comes back, DF
 * set and no fragments ever, one flow label for all. */
static bool
prepare (int fd, int family)
{
  if (!set_int (fd, SOL_SOCKET, SO_TIMESTAMPNS, 1))
    return false;
  set_optional (fd, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER);
  if (family == AF_INET)
    {
      set_optional (fd, IPPROTO_IP, IP_RECVTOS, 1);
      return set_int (fd, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE)
             && set_int (fd, IPPROTO_IP, IP_RECVTTL, 1);
    }
  set_optional (fd, IPPROTO_IPV6, IPV6_RECVTCLASS, 1);
  set_optional (fd, IPPROTO_IPV6, IPV6_AUTOFLOWLABEL, 0);
  return set_int (fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPV6_PMTUDISC_PROBE)
         && set_int (fd, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1)
         && set_int (fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
}

static bool
use_error_queue (int fd, int family)
{
  if (family == AF_INET)
    {
      set_optional (fd, IPPROTO_IP, IP_RECVERR_RFC4884, 1);
      return set_int (fd, IPPROTO_IP, IP_RECVERR, 1);
    }
  set_optional (fd, IPPROTO_IPV6, IPV6_RECVERR_RFC4884, 1);
  return set_int (fd, IPPROTO_IPV6, IPV6_RECVERR, 1);
}

/* A packet of a raw IPv4 socket starts with its IP header, whose length X is made to hold. */
static bool
attach_filter_ipv4 (int fd, uint16_t id)
{
  struct icmp_filter types = { ~(1u << ICMP_ECHOREPLY | 1u << ICMP_DEST_UNREACH
                                 | 1u << ICMP_TIME_EXCEEDED | 1u << ICMP_PARAMETERPROB) };
  struct sock_filter code[] = {
    BPF_STMT (BPF_LDX | BPF_B | BPF_MSH, 0),
    BPF_STMT (BPF_LD | BPF_B | BPF_IND, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ICMP_DEST_UNREACH, 5, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ICMP_TIME_EXCEEDED, 4, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ICMP_PARAMETERPROB, 3, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ICMP_ECHOREPLY, 0, 3),
    BPF_STMT (BPF_LD | BPF_H | BPF_IND, 4),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, id, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SNAP_LENGTH),
    BPF_STMT (BPF_RET | BPF_K, 0),
  };
  struct sock_fprog program = { .len = sizeof code / sizeof code[0], .filter = code };

  return setsockopt (fd, SOL_RAW, ICMP_FILTER, &types, sizeof types) == 0
         && setsockopt (fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}

/* A packet of a raw ICMPv6 socket starts with its ICMPv6 header. */
static bool
attach_filter_ipv6 (int fd, uint16_t id)
{
  struct icmp6_filter types;
  struct sock_filter code[] = {
    BPF_STMT (BPF_LD | BPF_B | BPF_ABS, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ICMP6_ECHO_REPLY, 2, 0),
    BPF_JUMP (BPF_JMP | BPF_JGT | BPF_K, ICMP6_PARAM_PROB, 4, 0),
    BPF_JUMP (BPF_JMP | BPF_JGE | BPF_K, ICMP6_DST_UNREACH, 2, 3),
    BPF_STMT (BPF_LD | BPF_H | BPF_ABS, 4),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, id, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SNAP_LENGTH),
    BPF_STMT (BPF_RET | BPF_K, 0),
  };
  struct sock_fprog program = { .len = sizeof code / sizeof code[0], .filter = code };

  ICMP6_FILTER_SETBLOCKALL (&types);
  ICMP6_FILTER_SETPASS (ICMP6_ECHO_REPLY, &types);
  for (int type = ICMP6_DST_UNREACH; type <= ICMP6_PARAM_PROB; type++)
    ICMP6_FILTER_SETPASS (type, &types);
  return setsockopt (fd, IPPROTO_ICMPV6, ICMP6_FILTER, &types, sizeof types) == 0
         && setsockopt (fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}

/* Throws away what was queued before the filter stood. Bounded, as a flood may outrun it; what is
 * left then meets the parser, which believes nothing anyway. */
static void
drain (int fd)
{
  char byte;

  for (int i = 0; i < 100000; i++)
    if (recv (fd, &byte, sizeof byte, MSG_DONTWAIT) < 0 && errno != EINTR)
      return;
}

static bool
open_raw (HopmapSocketFamily *sockets, int family, uint16_t id)
{
  int protocol = family == AF_INET ? IPPROTO_ICMP : (int) IPPROTO_ICMPV6;
  int fd = socket (family, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);

  if (fd < 0)
    {
      sockets->abilities.icmp.error = (uint32_t) errno;
      return false;
    }
  if (!(family == AF_INET ? attach_filter_ipv4 (fd, id) : attach_filter_ipv6 (fd, id)))
    hopmap_give_up (HOPMAP_EXIT_FILTER, "a raw socket cannot be filtered.");
  drain (fd);
  if (!set_int (fd, SOL_SOCKET, SO_LOCK_FILTER, 1))
    hopmap_give_up (HOPMAP_EXIT_FILTER, "the filter of a raw socket cannot be locked.");
  if (!prepare (fd, family))
    hopmap_give_up (HOPMAP_EXIT_SYSTEM, "a raw socket cannot be prepared.");
  sockets->icmp_fd = fd;
  sockets->icmp_id = id;
  sockets->abilities.icmp.mode = HOPMAP_MODE_RAW;
  return true;
}

/* A ping socket's identifier is its "port"; any free one will do if the wanted one is taken. */
static bool
bind_ping (int fd, int family, uint16_t *id)
{
  union
  {
    struct sockaddr any;
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;
  } name = { .any.sa_family = (sa_family_t) family };
  in_port_t *port = family == AF_INET ? &name.ipv4.sin_port : &name.ipv6.sin6_port;
  socklen_t size = family == AF_INET ? sizeof name.ipv4 : sizeof name.ipv6;

  *port = htons (*id);
  if (bind (fd, &name.any, size) != 0)
    {
      *port = 0;
      if (bind (fd, &name.any, size) != 0)
        return false;
    }
  if (getsockname (fd, &name.any, &size) != 0)
    return false;
  *id = ntohs (*port);
  return true;
}

static bool
open_ping (HopmapSocketFamily *sockets, int family, uint16_t id)
{
  int protocol = family == AF_INET ? IPPROTO_ICMP : (int) IPPROTO_ICMPV6;
  int fd = socket (family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);

  if (fd < 0)
    return false;
  if (!prepare (fd, family) || !use_error_queue (fd, family) || !bind_ping (fd, family, &id))
    {
      close (fd);
      return false;
    }
  sockets->icmp_fd = fd;
  sockets->icmp_id = id;
  sockets->abilities.icmp.mode = HOPMAP_MODE_ICMP_DATAGRAM;
  return true;
}

/* The pool never takes the last descriptors, however low the caller has set the limit. */
static void
open_udp_pool (HopmapSocketFamily *sockets, int family)
{
  struct rlimit limit = { 0 };

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  while (sockets->n_udp < HOPMAP_SOCKETS_UDP_MAX)
    {
      int fd = socket (family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_UDP);

      if (fd < 0)
        return;
      if ((rlim_t) fd + SPARE_FILES > limit.rlim_cur || !prepare (fd, family)
          || !use_error_queue (fd, family))
        {
          close (fd);
          return;
        }
      sockets->udp_fd[sockets->n_udp++] = fd;
    }
}

static void
open_family (HopmapSocketFamily *sockets, int family, uint16_t id)
{
  memset (sockets, 0, sizeof *sockets);
  sockets->icmp_fd = -1;
  sockets->abilities.tcp.error = EPROTONOSUPPORT;
  if (open_raw (sockets, family, id) || open_ping (sockets, family, id))
    sockets->abilities.icmp.constant_flow = true;
}

static void
open_family_udp (HopmapSocketFamily *sockets, int family)
{
  open_udp_pool (sockets, family);
  sockets->abilities.udp.error = EPERM;
  if (sockets->n_udp > 0)
    sockets->abilities.udp.mode = HOPMAP_MODE_ERROR_QUEUE;
}

void
hopmap_sockets_open (HopmapSockets *sockets, uint16_t icmp_id)
{
  open_family (&sockets->ipv4, AF_INET, icmp_id);
  open_family (&sockets->ipv6, AF_INET6, icmp_id);
  open_family_udp (&sockets->ipv4, AF_INET);
  open_family_udp (&sockets->ipv6, AF_INET6);
}

static int
highest_of_family (const HopmapSocketFamily *sockets, int highest)
{
  if (sockets->icmp_fd > highest)
    highest = sockets->icmp_fd;
  for (size_t i = 0; i < sockets->n_udp; i++)
    if (sockets->udp_fd[i] > highest)
      highest = sockets->udp_fd[i];
  return highest;
}

int
hopmap_sockets_highest_fd (const HopmapSockets *sockets)
{
  return highest_of_family (&sockets->ipv6, highest_of_family (&sockets->ipv4, 2));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two programs for the kernel's packet filter. What they let through still meets the parser, which
 * believes nothing.
 */
#include "filter.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/icmp.h>
#include <netinet/icmp6.h>
#include <string.h>
#include <sys/socket.h>

#define SNAP_LENGTH 2048 /* longer than any answer to a probe of at most 1500 bytes */
#define LEFTOVERS   100000

#ifndef SOL_RAW
#define SOL_RAW 255
#endif

#define EQUALS(value, yes, no) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)

/* A packet of a raw IPv4 socket starts with its IP header, that of an IPv6 one behind it; X is
 * where the transport header is. */
static struct sock_filter
find_transport (HopmapFrameFamily family)
{
  bool is_ipv4 = family == HOPMAP_FRAME_IPV4;

  return (struct sock_filter) BPF_STMT (BPF_LDX | (is_ipv4 ? BPF_B | BPF_MSH : BPF_W | BPF_IMM), 0);
}

/* Drains for a bounded time, as a flood may outrun it. */
static bool
attach (int fd, struct sock_filter *code, unsigned short length)
{
  struct sock_fprog program = { .len = length, .filter = code };
  int yes = 1;
  char byte;

  if (setsockopt (fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) != 0)
    return false;
  for (int i = 0; i < LEFTOVERS; i++)
    if (recv (fd, &byte, sizeof byte, MSG_DONTWAIT) < 0 && errno != EINTR)
      break;
  return setsockopt (fd, SOL_SOCKET, SO_LOCK_FILTER, &yes, sizeof yes) == 0;
}

bool
hopmap_filter_icmp (int fd, HopmapFrameFamily family, uint16_t id)
{
  static const uint8_t ipv4[] = { ICMP_ECHOREPLY, ICMP_DEST_UNREACH, ICMP_TIME_EXCEEDED,
                                  ICMP_PARAMETERPROB, ICMP_PARAMETERPROB };
  static const uint8_t ipv6[] = { ICMP6_ECHO_REPLY, ICMP6_DST_UNREACH, ICMP6_PACKET_TOO_BIG,
                                  ICMP6_TIME_EXCEEDED, ICMP6_PARAM_PROB };
  bool is_ipv4 = family == HOPMAP_FRAME_IPV4;
  const uint8_t *types = is_ipv4 ? ipv4 : ipv6;
  struct sock_filter code[] = {
    find_transport (family),
    BPF_STMT (BPF_LD | BPF_B | BPF_IND, 0),
    EQUALS (types[1], 6, 0),
    EQUALS (types[2], 5, 0),
    EQUALS (types[3], 4, 0),
    EQUALS (types[4], 3, 0),
    EQUALS (types[0], 0, 3),
    BPF_STMT (BPF_LD | BPF_H | BPF_IND, 4),
    EQUALS (id, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SNAP_LENGTH),
    BPF_STMT (BPF_RET | BPF_K, 0),
  };
  uint32_t blocked[8];

  /* A coarser filter of types stands before that one and costs the kernel less. */
  memset (blocked, 0xff, sizeof blocked);
  for (size_t i = 0; i < sizeof ipv4; i++)
    blocked[types[i] / 32] &= ~(1u << types[i] % 32);
  return (is_ipv4 ? setsockopt (fd, SOL_RAW, ICMP_FILTER, blocked, sizeof blocked[0])
                  : setsockopt (fd, IPPROTO_ICMPV6, ICMP6_FILTER, blocked, sizeof blocked))
             == 0
         && attach (fd, code, sizeof code / sizeof code[0]);
}

bool
hopmap_filter_tcp (int fd, HopmapFrameFamily family, uint16_t port)
{
  struct sock_filter code[] = {
    find_transport (family),       BPF_STMT (BPF_LD | BPF_H | BPF_IND, 2),
    EQUALS (port, 0, 1),           BPF_STMT (BPF_RET | BPF_K, SNAP_LENGTH),
    BPF_STMT (BPF_RET | BPF_K, 0),
  };

  return attach (fd, code, sizeof code / sizeof code[0]);
}

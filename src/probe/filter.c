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

#include "family.h"

#define SNAP_LENGTH            2048 /* longer than any answer to a probe of at most 1500 bytes */
#define LEFTOVERS              100000

#define EQUALS(value, yes, no) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)

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

/* A coarser filter, of types, that stands before the other and costs the kernel less. */
static bool
block_types (int fd, HopmapFrameFamily family)
{
  static const HopmapReplyKind passed[] = { HOPMAP_REPLY_ECHO, HOPMAP_REPLY_UNREACHABLE,
                                            HOPMAP_REPLY_PACKET_TOO_BIG, HOPMAP_REPLY_TIME_EXCEEDED,
                                            HOPMAP_REPLY_PARAMETER_PROBLEM };
  const uint8_t *types = hopmap_family (family)->icmp.types;
  bool is_ipv4 = family == HOPMAP_FRAME_IPV4;
  uint32_t blocked[8];

  memset (blocked, 0xff, sizeof blocked);
  for (size_t i = 0; i < sizeof passed / sizeof passed[0]; i++)
    blocked[types[passed[i]] / 32] &= ~(1u << types[passed[i]] % 32);
  return setsockopt (fd, is_ipv4 ? SOL_RAW : IPPROTO_ICMPV6, is_ipv4 ? ICMP_FILTER : ICMP6_FILTER,
                     blocked, is_ipv4 ? sizeof blocked[0] : sizeof blocked)
         == 0;
}

bool
hopmap_filter_icmp (int fd, HopmapFrameFamily family, uint16_t id)
{
  const uint8_t *types = hopmap_family (family)->icmp.types;
  struct sock_filter code[] = {
    BPF_STMT (hopmap_family (family)->socket.load_start, 0),
    BPF_STMT (BPF_LD | BPF_B | BPF_IND, 0),
    EQUALS (types[HOPMAP_REPLY_UNREACHABLE], 6, 0),
    EQUALS (types[HOPMAP_REPLY_PACKET_TOO_BIG], 5, 0),
    EQUALS (types[HOPMAP_REPLY_TIME_EXCEEDED], 4, 0),
    EQUALS (types[HOPMAP_REPLY_PARAMETER_PROBLEM], 3, 0),
    EQUALS (types[HOPMAP_REPLY_ECHO], 0, 3),
    BPF_STMT (BPF_LD | BPF_H | BPF_IND, 4),
    EQUALS (id, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SNAP_LENGTH),
    BPF_STMT (BPF_RET | BPF_K, 0),
  };

  return block_types (fd, family) && attach (fd, code, sizeof code / sizeof code[0]);
}

bool
hopmap_filter_tcp (int fd, HopmapFrameFamily family, uint16_t port)
{
  struct sock_filter code[] = {
    BPF_STMT (hopmap_family (family)->socket.load_start, 0),
    BPF_STMT (BPF_LD | BPF_H | BPF_IND, 2),
    EQUALS (port, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SNAP_LENGTH),
    BPF_STMT (BPF_RET | BPF_K, 0),
  };

  return attach (fd, code, sizeof code / sizeof code[0]);
}

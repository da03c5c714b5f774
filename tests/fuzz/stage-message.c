/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the system says in place of recvmsg(), getsockopt() and clock_gettime(); the code under test
 * is built with those names changed to the ones in here, so nothing depends on the machine.
 */
#include "stage-message.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "golden.h"

#define WALL 1700000000

StageMessage stage_message;

static void
require (bool condition)
{
  if (!condition)
    abort ();
}

uint16_t
stage_read16 (const uint8_t bytes[2])
{
  return (uint16_t) (bytes[0] << 8 | bytes[1]);
}

uint32_t
stage_read32 (const uint8_t bytes[4])
{
  return (uint32_t) stage_read16 (bytes) << 16 | stage_read16 (bytes + 2);
}

/* The bytes of a control message, in order. */
static void
say (struct msghdr *header, size_t *used, int level, int type, const void *value, size_t size)
{
  struct cmsghdr control = { .cmsg_len = CMSG_LEN (size), .cmsg_level = level, .cmsg_type = type };
  uint8_t *at = (uint8_t *) header->msg_control + *used;

  require (*used + CMSG_SPACE (size) <= header->msg_controllen);
  memcpy (at, &control, sizeof control);
  memcpy (at + CMSG_LEN (0), value, size);
  *used += CMSG_SPACE (size);
}

/* An address as the system writes it, with the port that probes go to, or another. */
static socklen_t
name_of (uint8_t choice, HopmapFrameFamily family, struct sockaddr_in6 *name)
{
  Golden golden = { .family = family, .protocol = HOPMAP_FRAME_UDP };
  HopmapFrameAddress address = golden_send (&golden).destination;
  uint16_t port = htons ((choice & 0x10) != 0 ? 443 : 33435);
  struct sockaddr_in ipv4 = { .sin_family = AF_INET, .sin_port = port };

  if (choice % 8 == 3)
    family = family == HOPMAP_FRAME_IPV4 ? HOPMAP_FRAME_IPV6 : HOPMAP_FRAME_IPV4;
  if (choice % 8 == 1)
    address = golden_hop (family);
  else if (choice % 8 == 2)
    address.bytes[3] ^= 0x55;
  *name = (struct sockaddr_in6){ .sin6_family = AF_INET6,
                                 .sin6_port = port,
                                 .sin6_scope_id = choice };
  memcpy (&name->sin6_addr, address.bytes, 16);
  if (family == HOPMAP_FRAME_IPV6)
    return sizeof *name;
  memcpy (&ipv4.sin_addr, address.bytes, 4);
  memcpy (name, &ipv4, sizeof ipv4);
  return sizeof ipv4;
}

static void
say_error (struct msghdr *header, size_t *used, bool is_ipv4)
{
  const StageHead *head = stage_message.head;
  struct
  {
    struct sock_extended_err error;
    struct sockaddr_in6 offender;
  } both = { .error = { .ee_origin = head->origin,
                        .ee_type = head->type,
                        .ee_code = head->code,
                        .ee_info = stage_read32 (head->info),
                        .ee_data = stage_read32 (head->number) } };
  socklen_t size = name_of ((uint8_t) (head->name >> 4), stage_message.family, &both.offender);

  both.error.ee_rfc4884.len = stage_read16 (head->extension);
  if ((head->said & STAGE_SAID_CUT) != 0)
    size = head->connection % 16;
  say (header, used, is_ipv4 ? IPPROTO_IP : (int) IPPROTO_IPV6, is_ipv4 ? IP_RECVERR : IPV6_RECVERR,
       &both, sizeof both.error + size);
}

static void
say_stamp (struct msghdr *header, size_t *used)
{
  static const int64_t ages[] = { 0,           1,       1000,       1000000,     4999999,
                                  5000000,     5000001, 9000000000, 11000000000, 20000000000,
                                  30000000000, -1,      -1000000000 };
  int64_t stamp = INT64_C (1000000000) * WALL
                  - ages[stage_message.head->age % (sizeof ages / sizeof ages[0])];
  struct timespec value = { .tv_sec = stamp / 1000000000, .tv_nsec = stamp % 1000000000 };

  if (stage_message.head->age >= 250)
    value.tv_sec = stage_message.head->age == 250 ? INT64_MIN : INT64_MAX;
  say (header, used, SOL_SOCKET, SO_TIMESTAMPNS, &value, sizeof value);
}

ssize_t made_recvmsg (int fd, struct msghdr *header, int flags);
int made_clock_gettime (clockid_t clock, struct timespec *value);
int made_getsockopt (int fd, int level, int option, void *value, socklen_t *size);

ssize_t
made_recvmsg (int fd, struct msghdr *header, int flags)
{
  const StageHead *head = stage_message.head;
  bool is_ipv4 = stage_message.family == HOPMAP_FRAME_IPV4;
  int level = is_ipv4 ? IPPROTO_IP : (int) IPPROTO_IPV6;
  size_t used = 0, length = stage_message.length;
  int ttl, tos;

  errno = EAGAIN;
  if (head == NULL || ((flags & MSG_ERRQUEUE) != 0) != stage_message.is_error)
    return -1;

  ttl = head->ttl;
  tos = head->tos;
  header->msg_namelen = name_of (head->name & 0xf, stage_message.family, header->msg_name);
  if ((head->said & STAGE_SAID_STAMP) != 0)
    say_stamp (header, &used);
  if ((head->said & STAGE_SAID_TTL) != 0)
    say (header, &used, level, is_ipv4 ? IP_TTL : IPV6_HOPLIMIT, &ttl, sizeof ttl);
  if ((head->said & STAGE_SAID_TOS) != 0)
    say (header, &used, level, is_ipv4 ? IP_TOS : IPV6_TCLASS, &tos,
         (head->said & STAGE_SAID_ONE_BYTE) != 0 ? 1 : sizeof tos);
  if ((head->said & STAGE_SAID_TO) != 0 && !is_ipv4)
    {
      Golden golden = { .family = HOPMAP_FRAME_IPV6, .protocol = HOPMAP_FRAME_UDP };
      struct in6_pktinfo info = { .ipi6_ifindex = 2 };

      memcpy (&info.ipi6_addr, golden_send (&golden).source.bytes, 16);
      say (header, &used, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
    }
  if ((head->said & STAGE_SAID_ERROR) != 0)
    say_error (header, &used, is_ipv4);
  header->msg_controllen = used;
  if (length > header->msg_iov->iov_len)
    length = header->msg_iov->iov_len;
  memcpy (header->msg_iov->iov_base, stage_message.bytes, length);
  stage_message.head = NULL;
  return (ssize_t) length;
}

int
made_clock_gettime (clockid_t clock, struct timespec *value)
{
  *value = (struct timespec){ .tv_sec = WALL };
  return 0;
}

int
made_getsockopt (int fd, int level, int option, void *value, socklen_t *size)
{
  static const int errors[] = { 0, ECONNREFUSED, EHOSTUNREACH, EINPROGRESS };

  require (level == SOL_SOCKET && option == SO_ERROR && *size == sizeof errors[0]);
  memcpy (value, &errors[fd % 4], sizeof errors[0]);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a probe leaves from: when the system is asked for that, and when not. The system's calls are the
 * ones in here; the linker puts them in place of the others.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <glib.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "transmit.h"

#define MS            INT64_C (1000000)
#define ASKING        7
#define SENDING       8
#define ONE_ADDRESS   "192.0.2.1"
#define OTHER_ADDRESS "192.0.2.77"

/* What the system says and was asked. */
static struct
{
  int64_t now_ns;
  const char *address; /* that it chooses */
  int error;           /* of connect() */
  int n_asked;
  int n_open;
  struct in_addr bound;
  struct in_addr left_from;
} made;

int __wrap_socket (int domain, int type, int protocol);
int __wrap_bind (int fd, const struct sockaddr *name, socklen_t size);
int __wrap_connect (int fd, const struct sockaddr *name, socklen_t size);
int __wrap_getsockname (int fd, struct sockaddr *name, socklen_t *size);
int __wrap_close (int fd);
ssize_t __wrap_sendmsg (int fd, const struct msghdr *message, int flags);
int __wrap_clock_gettime (clockid_t clock, struct timespec *now);

int
__wrap_socket (int domain, int type, int protocol)
{
  g_assert_cmpint (type & SOCK_DGRAM, ==, SOCK_DGRAM);
  made.n_open++;
  return ASKING;
}

int
__wrap_bind (int fd, const struct sockaddr *name, socklen_t size)
{
  g_assert_cmpint (fd, ==, ASKING);
  made.bound = ((const struct sockaddr_in *) name)->sin_addr;
  return 0;
}

int
__wrap_connect (int fd, const struct sockaddr *name, socklen_t size)
{
  g_assert_cmpint (fd, ==, ASKING);
  made.n_asked++;
  errno = made.error;
  return errno == 0 ? 0 : -1;
}

int
__wrap_getsockname (int fd, struct sockaddr *name, socklen_t *size)
{
  struct sockaddr_in found = { .sin_family = AF_INET, .sin_addr = made.bound };

  g_assert_cmpint (fd, ==, ASKING);
  if (found.sin_addr.s_addr == 0)
    found.sin_addr.s_addr = inet_addr (made.address);
  memcpy (name, &found, sizeof found);
  *size = sizeof found;
  return 0;
}

int
__wrap_close (int fd)
{
  g_assert_cmpint (fd, ==, ASKING);
  made.n_open--;
  return 0;
}

ssize_t
__wrap_sendmsg (int fd, const struct msghdr *message, int flags)
{
  struct msghdr copy = *message;

  g_assert_cmpint (fd, ==, SENDING);
  for (struct cmsghdr *at = CMSG_FIRSTHDR (&copy); at != NULL; at = CMSG_NXTHDR (&copy, at))
    if (at->cmsg_level == IPPROTO_IP && at->cmsg_type == IP_PKTINFO)
      {
        struct in_pktinfo info;

        memcpy (&info, CMSG_DATA (at), sizeof info);
        made.left_from = info.ipi_spec_dst;
      }
  return 1;
}

int
__wrap_clock_gettime (clockid_t clock, struct timespec *now)
{
  *now = (struct timespec){ .tv_sec = made.now_ns / (1000 * MS),
                            .tv_nsec = made.now_ns % (1000 * MS) };
  return 0;
}

static HopmapFrameAddress
address (const char *text)
{
  HopmapFrameAddress found = { 0 };

  g_assert_cmpint (inet_pton (AF_INET, text, found.bytes), ==, 1);
  return found;
}

static void
system_start (void)
{
  /* Each test later than the one before has asked. */
  const int64_t later_ns = made.now_ns + 10000 * MS;

  memset (&made, 0, sizeof made);
  made.now_ns = later_ns;
  made.address = ONE_ADDRESS;
}

static HopmapFrameSend
usual (HopmapFrameProtocol protocol)
{
  return (HopmapFrameSend){ .family = HOPMAP_FRAME_IPV4,
                            .protocol = protocol,
                            .destination = address ("198.51.100.9"),
                            .ttl = 3,
                            .port = 33434 };
}

static bool
transmit (HopmapFrameSend send)
{
  static const HopmapChannelKind kinds[] = { [HOPMAP_FRAME_ICMP] = HOPMAP_CHANNEL_RAW_ICMP,
                                             [HOPMAP_FRAME_UDP] = HOPMAP_CHANNEL_UDP_FLOW,
                                             [HOPMAP_FRAME_TCP] = HOPMAP_CHANNEL_RAW_TCP };
  HopmapChannel channel = { SENDING, kinds[send.protocol], send.family, send.protocol, .id = 4321 };
  HopmapProbe probe = { .send = send };
  bool has_left = hopmap_transmit (&channel, &probe);

  g_assert_cmpint (made.n_open, ==, 0);
  return has_left;
}

static void
assert_leaves (HopmapFrameSend send, const char *from, int n_asked)
{
  g_assert_true (transmit (send));
  g_assert_cmpstr (inet_ntoa (made.left_from), ==, from);
  g_assert_cmpint (made.n_asked, ==, n_asked);
}

/* Thirty hops that are asked one after the other, and an address that changes meanwhile. */
static void
test_moment (gconstpointer protocol)
{
  const HopmapFrameSend send = usual ((HopmapFrameProtocol) GPOINTER_TO_INT (protocol));

  system_start ();
  assert_leaves (send, ONE_ADDRESS, 1);
  made.now_ns += 249 * MS;
  made.address = OTHER_ADDRESS;
  assert_leaves (send, ONE_ADDRESS, 1);
  made.now_ns += 2 * MS;
  assert_leaves (send, OTHER_ADDRESS, 2);
}

/* The way, and so the source, may be another to each of these. */
static void
test_other_ways (void)
{
  HopmapFrameSend send = usual (HOPMAP_FRAME_UDP);

  system_start ();
  assert_leaves (send, ONE_ADDRESS, 1);
  made.address = OTHER_ADDRESS;
  send.port++;
  assert_leaves (send, OTHER_ADDRESS, 2);
  send.destination = address ("198.51.100.10");
  assert_leaves (send, OTHER_ADDRESS, 3);
  send.ttl++;
  assert_leaves (send, OTHER_ADDRESS, 3);
}

/* One that was wanted is confirmed each time, and is nobody else's. */
static void
test_wanted (void)
{
  HopmapFrameSend send = usual (HOPMAP_FRAME_TCP);

  system_start ();
  assert_leaves (send, ONE_ADDRESS, 1);
  send.has_source = true;
  send.source = address ("192.0.2.5");
  assert_leaves (send, "192.0.2.5", 2);
  assert_leaves (send, "192.0.2.5", 3);
  send.has_source = false;
  send.source = (HopmapFrameAddress){ 0 };
  assert_leaves (send, ONE_ADDRESS, 4);
}

/* No way is no answer to go on with. */
static void
test_no_way (void)
{
  const HopmapFrameSend send = usual (HOPMAP_FRAME_UDP);

  system_start ();
  made.error = ENETUNREACH;
  g_assert_false (transmit (send));
  g_assert_cmpint (errno, ==, ENETUNREACH);
  g_assert_false (transmit (send));
  g_assert_cmpint (made.n_asked, ==, 2);
  made.error = 0;
  assert_leaves (send, ONE_ADDRESS, 3);
}

/* The checksum of an echo request does not cover it. */
static void
test_echo (void)
{
  system_start ();
  assert_leaves (usual (HOPMAP_FRAME_ICMP), "0.0.0.0", 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/probe/transmit/moment/udp", GINT_TO_POINTER (HOPMAP_FRAME_UDP),
                        test_moment);
  g_test_add_data_func ("/probe/transmit/moment/tcp", GINT_TO_POINTER (HOPMAP_FRAME_TCP),
                        test_moment);
  g_test_add_func ("/probe/transmit/other-ways", test_other_ways);
  g_test_add_func ("/probe/transmit/wanted", test_wanted);
  g_test_add_func ("/probe/transmit/no-way", test_no_way);
  g_test_add_func ("/probe/transmit/echo", test_echo);
  return g_test_run ();
}

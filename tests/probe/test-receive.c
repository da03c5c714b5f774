/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the system says beside the bytes of a packet: control messages, stamps, errors, the state of a
 * connection. The system's calls are the ones in here; the linker puts them in place of the others.
 */
#include <errno.h>
#include <glib.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "golden.h"
#include "receive.h"

#define SECOND INT64_C (1000000000)
#define NOW    (INT64_C (5000) * SECOND) /* of the monotonic clock */
#define WALL   (INT64_C (1700000000) * SECOND)

/* What the next call gives. */
static struct
{
  int error;
  int flags; /* as they were given */
  Packet packet;
  struct sockaddr_in6 name;
  socklen_t name_size;
  _Alignas(struct cmsghdr) uint8_t control[512];
  size_t control_length;
  int socket_error;
  int socket_failure;
} system_says;

ssize_t __wrap_recvmsg (int fd, struct msghdr *message, int flags);
int __wrap_clock_gettime (clockid_t clock, struct timespec *now);
int __wrap_getsockopt (int fd, int level, int option, void *value, socklen_t *size);

ssize_t
__wrap_recvmsg (int fd, struct msghdr *message, int flags)
{
  system_says.flags = flags;
  errno = system_says.error;
  if (errno != 0)
    return -1;
  g_assert_cmpuint (message->msg_iov->iov_len, >=, system_says.packet.length);
  memcpy (message->msg_iov->iov_base, system_says.packet.bytes, system_says.packet.length);
  memcpy (message->msg_name, &system_says.name, system_says.name_size);
  message->msg_namelen = system_says.name_size;
  g_assert_cmpuint (message->msg_controllen, >=, system_says.control_length);
  memcpy (message->msg_control, system_says.control, system_says.control_length);
  message->msg_controllen = system_says.control_length;
  return (ssize_t) system_says.packet.length;
}

int
__wrap_clock_gettime (clockid_t clock, struct timespec *now)
{
  int64_t time = clock == CLOCK_MONOTONIC ? NOW : WALL;

  *now = (struct timespec){ .tv_sec = time / SECOND, .tv_nsec = time % SECOND };
  return 0;
}

int
__wrap_getsockopt (int fd, int level, int option, void *value, socklen_t *size)
{
  g_assert_cmpint (option, ==, SO_ERROR);
  errno = system_says.socket_failure;
  memcpy (value, &system_says.socket_error, sizeof system_says.socket_error);
  return errno == 0 ? 0 : -1;
}

static void
say (int level, int type, const void *value, size_t size)
{
  struct cmsghdr header = { .cmsg_len = CMSG_LEN (size), .cmsg_level = level, .cmsg_type = type };
  uint8_t *at = system_says.control + system_says.control_length;

  memcpy (at, &header, sizeof header);
  memcpy (at + CMSG_LEN (0), value, size);
  system_says.control_length += CMSG_SPACE (size);
}

static socklen_t
make_name (struct sockaddr_in6 *name, HopmapFrameFamily family, HopmapFrameAddress address)
{
  struct sockaddr_in ipv4 = { .sin_family = AF_INET, .sin_port = htons (33435) };

  memset (name, 0, sizeof *name);
  if (family == HOPMAP_FRAME_IPV4)
    {
      memcpy (&ipv4.sin_addr, address.bytes, 4);
      memcpy (name, &ipv4, sizeof ipv4);
      return sizeof ipv4;
    }
  name->sin6_family = AF_INET6;
  name->sin6_port = htons (33435);
  name->sin6_scope_id = 3;
  memcpy (&name->sin6_addr, address.bytes, 16);
  return sizeof *name;
}

static const Golden *
find (const char *name)
{
  for (size_t i = 0; i < n_goldens; i++)
    if (strcmp (goldens[i].name, name) == 0)
      return &goldens[i];
  g_error ("no golden reply is called \"%s\"", name);
}

/* The bytes and the sender of a golden reply; nothing else is said yet. */
static HopmapChannel
start (const char *golden_name)
{
  static const HopmapMark mark = { 0x1234,
                                   0x5678,
                                   { 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88 } };
  const Golden *golden = find (golden_name);
  HopmapFrameSend send = golden_send (golden);
  HopmapChannelKind kind = golden->way == GOLDEN_RAW ? golden->kind >= HOPMAP_REPLY_TCP_SYN_ACK
                                                           ? HOPMAP_CHANNEL_RAW_TCP
                                                           : HOPMAP_CHANNEL_RAW_ICMP
                           : golden->protocol == HOPMAP_FRAME_UDP ? HOPMAP_CHANNEL_UDP_FLOW
                                                                  : HOPMAP_CHANNEL_PING;

  memset (&system_says, 0, sizeof system_says);
  system_says.packet = golden_packet (golden, &send, &mark);
  system_says.name_size = make_name (&system_says.name, golden->family, send.destination);
  return (HopmapChannel){
    .kind = kind,
    .family = golden->family,
    .protocol = kind == HOPMAP_CHANNEL_RAW_TCP    ? HOPMAP_FRAME_TCP
                : kind == HOPMAP_CHANNEL_UDP_FLOW ? HOPMAP_FRAME_UDP
                                                  : HOPMAP_FRAME_ICMP,
  };
}

/* The error of a golden reply, from the router that reports it, or with a name cut to @name_size. */
static void
say_error (const char *golden_name, HopmapFrameFamily offender_family, size_t name_size)
{
  const Golden *golden = find (golden_name);
  struct
  {
    struct sock_extended_err error;
    struct sockaddr_in6 offender;
  } both = { .error = golden_error (golden).error };
  size_t size = make_name (&both.offender, offender_family, golden_hop (offender_family));

  say (golden->family == HOPMAP_FRAME_IPV4 ? IPPROTO_IP : (int) IPPROTO_IPV6,
       golden->family == HOPMAP_FRAME_IPV4 ? IP_RECVERR : IPV6_RECVERR, &both,
       sizeof both.error + MIN (size, name_size));
}

static void
say_stamp (int64_t stamp)
{
  struct timespec value = { .tv_sec = stamp / SECOND, .tv_nsec = stamp % SECOND };

  say (SOL_SOCKET, SO_TIMESTAMPNS, &value, sizeof value);
}

static void
test_errno (void)
{
  static const int nothing[] = { EAGAIN, ENOTCONN };
  static const int noise[] = {
    ENETUNREACH, EHOSTUNREACH, ECONNREFUSED, EACCES,   EMSGSIZE, EPROTO,
    ENOPROTOOPT, EHOSTDOWN,    ENONET,       ENETDOWN, ENOBUFS,  ENOMEM
  };
  HopmapChannel channel = start ("icmp4 echo, ping");
  HopmapReceipt receipt;

  for (size_t i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      system_says.error = nothing[i];
      g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt), ==,
                       HOPMAP_RECEIVED_NOTHING);
      g_assert_cmpint (system_says.flags, ==, MSG_DONTWAIT);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (noise); i++)
    {
      system_says.error = noise[i];
      g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_ERRORS, &receipt), ==,
                       HOPMAP_RECEIVED_NOISE);
      g_assert_cmpint (system_says.flags, ==, MSG_DONTWAIT | MSG_ERRQUEUE);
    }
}

static void
test_said_ipv4 (void)
{
  HopmapChannel channel = start ("icmp4 echo, ping");
  HopmapReceipt receipt;

  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt), ==,
                   HOPMAP_RECEIVED_ANSWER);
  g_assert_cmpint (receipt.answer.reply.reply_ttl, ==, 0);
  g_assert_cmpint (receipt.answer.reply.flags, ==, 0);

  say (IPPROTO_IP, IP_TTL, &(int){ 77 }, sizeof (int));
  say (IPPROTO_IP, IP_TOS, &(uint8_t){ 0xb8 }, 1);
  say (IPPROTO_IPV6, IPV6_HOPLIMIT, &(int){ 11 }, 2);    /* too short for a number */
  say (IPPROTO_UDP, IP_TTL, &(int){ 12 }, sizeof (int)); /* says something else */
  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt), ==,
                   HOPMAP_RECEIVED_ANSWER);
  g_assert_cmpint (receipt.answer.reply.reply_tos, ==, 0xb8);
  g_assert_cmpint (receipt.answer.reply.flags, ==, HOPMAP_REPLY_REPLY_TOS_KNOWN);
  g_assert_cmpmem (receipt.answer.reply.from.bytes, 4, "\xc6\x33\x64\x07", 4);
}

static void
test_said_ipv6 (void)
{
  HopmapChannel channel = start ("tcp6 open");
  Golden golden = { .family = HOPMAP_FRAME_IPV6, .protocol = HOPMAP_FRAME_TCP };
  struct in6_pktinfo info = { .ipi6_ifindex = 2 };
  HopmapReceipt receipt;

  /* Its checksum covers our address, so that must be known. */
  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt), ==,
                   HOPMAP_RECEIVED_NOISE);
  memcpy (&info.ipi6_addr, golden_send (&golden).source.bytes, 16);
  say (IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
  say (IPPROTO_IPV6, IPV6_HOPLIMIT, &(int){ 60 }, sizeof (int));
  say (IPPROTO_IPV6, IPV6_TCLASS, &(int){ 4 }, sizeof (int));
  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt), ==,
                   HOPMAP_RECEIVED_ANSWER);
  g_assert_cmpint (receipt.answer.reply.kind, ==, HOPMAP_REPLY_TCP_SYN_ACK);
  g_assert_cmpint (receipt.answer.reply.reply_ttl, ==, 60);
  g_assert_cmpint (receipt.answer.reply.reply_tos, ==, 4);
  g_assert_cmpuint (receipt.answer.reply.scope_id, ==, 3);
}

/* Raw IPv4 sockets give the IP header too, and a socket of one protocol never that of another. */
static void
test_raw_ipv4 (void)
{
  HopmapChannel channel = start ("icmp4 hop, two labels");
  HopmapReceipt receipt;

  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt), ==,
                   HOPMAP_RECEIVED_ANSWER);
  g_assert_cmpint (receipt.answer.reply.n_labels, ==, 2);
  channel.protocol = HOPMAP_FRAME_TCP;
  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt), ==,
                   HOPMAP_RECEIVED_NOISE);
  channel = start ("tcp4 closed");
  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt), ==,
                   HOPMAP_RECEIVED_ANSWER);
  channel.protocol = HOPMAP_FRAME_ICMP;
  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt), ==,
                   HOPMAP_RECEIVED_NOISE);
}

static void
test_datagram (void)
{
  HopmapChannel channel = start ("udp4 port, queued");
  HopmapReceipt receipt;

  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt), ==,
                   HOPMAP_RECEIVED_ANSWER);
  g_assert_cmpint (receipt.answer.reply.kind, ==, HOPMAP_REPLY_DATAGRAM);
  g_assert_cmpuint (receipt.answer.port, ==, 33435);
}

static void
check_queued (const char *name)
{
  HopmapChannel channel = start (name);
  HopmapFrameAddress hop = golden_hop (channel.family);
  HopmapReceipt receipt;

  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_ERRORS, &receipt), ==,
                   HOPMAP_RECEIVED_NOISE);
  say_error (name, channel.family, 100);
  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_ERRORS, &receipt), ==,
                   HOPMAP_RECEIVED_ANSWER);
  g_assert_cmpint (receipt.answer.reply.n_labels, ==, find (name)->n_labels);
  g_assert_cmpmem (&receipt.answer.reply.from, 16, &hop, 16);
  g_assert_cmpuint (receipt.answer.port, ==, 33435 * (channel.protocol == HOPMAP_FRAME_UDP));

  /* An offender of another family, or one that is cut off, is nobody. */
  start (name);
  say_error (name, channel.family == HOPMAP_FRAME_IPV4 ? HOPMAP_FRAME_IPV6 : HOPMAP_FRAME_IPV4,
             100);
  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_ERRORS, &receipt), ==,
                   HOPMAP_RECEIVED_NOISE);
  for (size_t size = 0; size < (channel.family == HOPMAP_FRAME_IPV4 ? 16u : 28u); size++)
    {
      start (name);
      say_error (name, channel.family, size);
      g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_ERRORS, &receipt), ==,
                       HOPMAP_RECEIVED_NOISE);
    }
}

static void
test_queued (void)
{
  check_queued ("icmp4 hop, queued labels");
  check_queued ("udp4 hop, queued labels");
  check_queued ("icmp6 hop, queued");
  check_queued ("udp6 hop, queued labels");
}

static void
test_departure (void)
{
  struct sock_extended_err error = { .ee_origin = SO_EE_ORIGIN_TIMESTAMPING, .ee_data = 4711 };
  HopmapChannel channel = start ("icmp4 hop, queued");
  HopmapReceipt receipt;

  say (IPPROTO_IP, IP_RECVERR, &error, sizeof error);
  say_stamp (WALL - 250);
  g_assert_cmpint (hopmap_receive (&channel, HOPMAP_QUEUE_ERRORS, &receipt), ==,
                   HOPMAP_RECEIVED_DEPARTURE);
  g_assert_cmpuint (receipt.departure, ==, 4711);
  g_assert_cmpint (receipt.stamp, ==, HOPMAP_STAMP_KERNEL);
  g_assert_cmpuint (receipt.event_ns, ==, NOW - 250);
}

/* A stamp of the wall clock says how long ago, if it can be believed: not from the future, and not
 * from so long ago that only a step of the clock explains it. */
static void
test_stamps (void)
{
  static const struct
  {
    int64_t age;
    bool is_believed;
  } cases[] = {
    { 0, true },
    { 1, true },
    { SECOND, true },
    { 10 * SECOND, true },
    { -1, false },
    { -SECOND, false },
    { -WALL, false },
    { 10 * SECOND + 1, false },
    { 19 * SECOND, false },
    { 20 * SECOND, false },
    { WALL, false },
    { 2 * WALL, false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HopmapChannel channel = start ("icmp4 echo, ping");
      HopmapReceipt receipt;

      say_stamp (WALL - cases[i].age);
      hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt);
      g_assert_cmpuint (receipt.now_ns, ==, NOW);
      g_assert_cmpint (receipt.stamp, ==,
                       cases[i].is_believed ? HOPMAP_STAMP_KERNEL : HOPMAP_STAMP_USER);
      g_assert_cmpuint (receipt.event_ns, ==, NOW - (cases[i].is_believed ? cases[i].age : 0));
    }
}

static void
test_extreme_stamps (void)
{
  static const struct timespec extremes[] = { { INT64_MAX, 999999999 },
                                              { INT64_MIN, 0 },
                                              { WALL / SECOND, INT64_MAX },
                                              { WALL / SECOND - 1, -1 } };

  for (size_t i = 0; i < G_N_ELEMENTS (extremes); i++)
    {
      HopmapChannel channel = start ("icmp4 echo, ping");
      HopmapReceipt receipt;

      say (SOL_SOCKET, SO_TIMESTAMPNS, &extremes[i], sizeof extremes[i]);
      hopmap_receive (&channel, HOPMAP_QUEUE_DATA, &receipt);
      g_assert_cmpuint (receipt.event_ns, <=, NOW);
    }
}

static void
test_connection (void)
{
  static const struct
  {
    int error;
    int failure;
    short ready;
    HopmapReceived received;
    HopmapReplyKind kind;
  } cases[] = {
    { 0, 0, POLLOUT, HOPMAP_RECEIVED_ANSWER, HOPMAP_REPLY_TCP_SYN_ACK },
    { 0, 0, POLLOUT | POLLHUP | POLLERR, HOPMAP_RECEIVED_ANSWER, HOPMAP_REPLY_TCP_RESET },
    { ECONNREFUSED, 0, POLLERR | POLLHUP, HOPMAP_RECEIVED_ANSWER, HOPMAP_REPLY_TCP_RESET },
    { ECONNREFUSED, 0, POLLOUT, HOPMAP_RECEIVED_ANSWER, HOPMAP_REPLY_TCP_RESET },
    { EHOSTUNREACH, 0, POLLERR | POLLHUP, HOPMAP_RECEIVED_NOISE, 0 },
    { ETIMEDOUT, 0, POLLERR | POLLHUP, HOPMAP_RECEIVED_NOISE, 0 },
    { 0, EBADF, POLLOUT, HOPMAP_RECEIVED_NOISE, 0 },
  };
  HopmapFrameSend send = golden_send (find ("tcp4 hop, queued"));
  HopmapChannel channel = { .kind = HOPMAP_CHANNEL_TCP_PROBE,
                            .family = HOPMAP_FRAME_IPV4,
                            .protocol = HOPMAP_FRAME_TCP };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HopmapReceipt receipt;

      system_says.socket_error = cases[i].error;
      system_says.socket_failure = cases[i].failure;
      g_assert_cmpint (hopmap_receive_connection (&channel, cases[i].ready, &send, &receipt), ==,
                       cases[i].received);
      if (cases[i].received != HOPMAP_RECEIVED_ANSWER)
        continue;
      g_assert_cmpint (receipt.answer.reply.kind, ==, cases[i].kind);
      g_assert_cmpint (receipt.answer.reply.protocol, ==, HOPMAP_FRAME_TCP);
      g_assert_cmpmem (&receipt.answer.destination, 16, &send.destination, 16);
      g_assert_cmpuint (receipt.answer.port, ==, send.port);
      g_assert_cmpint (receipt.stamp, ==, HOPMAP_STAMP_USER);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/receive/errno", test_errno);
  g_test_add_func ("/probe/receive/said-ipv4", test_said_ipv4);
  g_test_add_func ("/probe/receive/said-ipv6", test_said_ipv6);
  g_test_add_func ("/probe/receive/raw-ipv4", test_raw_ipv4);
  g_test_add_func ("/probe/receive/datagram", test_datagram);
  g_test_add_func ("/probe/receive/queued", test_queued);
  g_test_add_func ("/probe/receive/departure", test_departure);
  g_test_add_func ("/probe/receive/stamps", test_stamps);
  g_test_add_func ("/probe/receive/extreme-stamps", test_extreme_stamps);
  g_test_add_func ("/probe/receive/connection", test_connection);
  return g_test_run ();
}

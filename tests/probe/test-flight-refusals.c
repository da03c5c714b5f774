/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is not sent, and what waits for a socket: every command has its verdict all the same.
 */
#include <errno.h>
#include <glib.h>

#include "made-flight.h"

static void
test_refusals (void)
{
  HopmapFrame frame = send_frame (1, HOPMAP_FRAME_TCP);

  reset (true);
  sockets.hello.ipv4.tcp.mode = HOPMAP_MODE_NONE;
  command (&frame);
  assert_failed (1, HOPMAP_FAILED_UNSUPPORTED, EPROTONOSUPPORT);

  frame = send_frame (2, HOPMAP_FRAME_ICMP);
  frame.send.family = HOPMAP_FRAME_IPV6;
  sockets.hello.ipv6.icmp.mode = HOPMAP_MODE_NONE;
  command (&frame);
  assert_failed (2, HOPMAP_FAILED_UNSUPPORTED, EPROTONOSUPPORT);

  frame = send_frame (3, HOPMAP_FRAME_UDP);
  frame.send.destination.bytes[0] = 224;
  command (&frame);
  assert_failed (3, HOPMAP_FAILED_DESTINATION, EADDRNOTAVAIL);

  frame = send_frame (4, HOPMAP_FRAME_ICMP);
  command (&frame);
  command (&frame);
  assert_failed (4, HOPMAP_FAILED_TOKEN, EEXIST);
  g_assert_cmpuint (flight.table.n_active, ==, 1);
  g_assert_cmpuint (made.n_sent, ==, 0);
}

static void
test_too_many_destinations (void)
{
  HopmapFrame frame;

  reset (true);
  for (uint32_t i = 0; i <= HOPMAP_PACE_DESTINATIONS; i++)
    {
      g_assert_cmpuint (flight.outbox.length, ==, 0);
      frame = send_frame (i, HOPMAP_FRAME_ICMP);
      frame.send.destination.bytes[3] = (uint8_t) i;
      command (&frame);
    }
  assert_failed (HOPMAP_PACE_DESTINATIONS, HOPMAP_FAILED_LIMIT, EDQUOT);
}

/* What the system refuses: a source that is not ours is the asker's mistake, all else is not. */
static void
test_system_refusals (void)
{
  static const struct
  {
    bool has_source;
    int socket_error;
    int transmit_error;
    HopmapFailedReason reason;
    uint32_t error;
  } cases[] = {
    { true, 0, EADDRNOTAVAIL, HOPMAP_FAILED_SOURCE, EADDRNOTAVAIL },
    { true, 0, EINVAL, HOPMAP_FAILED_SOURCE, EINVAL },
    { true, 0, ENETUNREACH, HOPMAP_FAILED_SEND, ENETUNREACH },
    { false, 0, EADDRNOTAVAIL, HOPMAP_FAILED_SEND, EADDRNOTAVAIL },
    { false, EACCES, 0, HOPMAP_FAILED_SEND, EACCES },
    { false, 0, EMSGSIZE, HOPMAP_FAILED_SEND, EMSGSIZE },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HopmapFrame frame = send_frame (9, HOPMAP_FRAME_ICMP);

      reset (true);
      made.socket_error = cases[i].socket_error;
      made.transmit_error = cases[i].transmit_error;
      frame.send.has_source = cases[i].has_source;
      frame.send.source.bytes[0] = cases[i].has_source ? 10 : 0;
      command (&frame);
      g_assert_cmpuint (turn (NOW), ==, HOPMAP_NEVER);
      assert_failed (9, cases[i].reason, cases[i].error);
      g_assert_cmpuint (flight.table.n_active, ==, 0);
      g_assert_cmpuint (sockets.channels[0].n_flying, ==, 0);
      command (&frame); /* the token is free again */
      g_assert_cmpuint (flight.outbox.length, ==, 0);
    }
}

/* A probe for which there is no socket waits for one, and others pass it meanwhile. */
static void
test_busy_sockets (void)
{
  HopmapFrame frame = send_frame (1, HOPMAP_FRAME_UDP);

  reset (false);
  made.is_busy = true;
  command (&frame);
  g_assert_cmpuint (turn (NOW), ==, HOPMAP_NEVER);
  g_assert_cmpuint (flight.outbox.length, ==, 0);
  g_assert_cmpuint (flight.table.n_active, ==, 1);
  made.is_busy = false;
  g_assert_cmpuint (turn (NOW + 5), ==, NOW + 5 + SECOND);
  assert_sent (1, HOPMAP_STAMP_USER, NOW + 5);
}

/* More probes in flight than sockets for them: the others leave as verdicts come. */
static void
test_sockets_run_out (void)
{
  unsigned int n_sockets = HOPMAP_CHANNELS - MADE_LASTING;
  unsigned int n_events[256] = { 0 };
  uint64_t now_ns = NOW;

  reset (false);
  for (uint32_t token = 0; token < 2 * n_sockets; token++)
    {
      HopmapFrame frame = send_frame (token, HOPMAP_FRAME_TCP);

      frame.send.destination.bytes[3] = (uint8_t) (token % 8);
      command (&frame);
    }
  while (flight.table.n_active > 0)
    {
      uint64_t wake_ns = turn (now_ns);

      g_assert_cmpuint (wake_ns, >=, now_ns);
      if (wake_ns != HOPMAP_NEVER)
        now_ns = wake_ns;
      while (flight.outbox.length > 0)
        n_events[next_event ().type]++;
      g_assert_cmpuint (made.n_sent, <=, n_sockets + n_events[HOPMAP_FRAME_EXPIRED]);
    }
  g_assert_cmpuint (n_events[HOPMAP_FRAME_SENT], ==, 2 * n_sockets);
  g_assert_cmpuint (n_events[HOPMAP_FRAME_EXPIRED], ==, 2 * n_sockets);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/flight/refusals", test_refusals);
  g_test_add_func ("/probe/flight/too-many-destinations", test_too_many_destinations);
  g_test_add_func ("/probe/flight/system-refusals", test_system_refusals);
  g_test_add_func ("/probe/flight/busy-sockets", test_busy_sockets);
  g_test_add_func ("/probe/flight/sockets-run-out", test_sockets_run_out);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real hopmap-probe on loopback, in namespaces of its own and so without privilege on the
 * machine: what it refuses and how it ends. See also test-helper-answers.c and test-helper-timing.c.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "chat.h"
#include "exit-status.h"

static const char *program;

static const ChatState namespaces[] = { CHAT_NAMESPACE_ROOT, CHAT_NAMESPACE_PING,
                                        CHAT_NAMESPACE_PLAIN };

static const HopmapProbeMode modes[] = { HOPMAP_MODE_RAW, HOPMAP_MODE_ICMP_DATAGRAM,
                                         HOPMAP_MODE_NONE };

static void
start_in (Chat *chat, ChatState state, HopmapFrameHello *hello)
{
  chat_start (chat, &(ChatStart){ .state = state, .program = program }, hello);
}

/* That it still works. */
static void
probe_loopback (Chat *chat, HopmapFrameProtocol protocol)
{
  HopmapFrame frame = chat_probe (42, "127.0.0.1", protocol);

  chat_send (chat, &frame);
  chat_expect (chat, HOPMAP_FRAME_SENT);
  g_assert_cmpint (chat_expect (chat, HOPMAP_FRAME_REPLY).reply.kind, ==,
                   protocol == HOPMAP_FRAME_ICMP ? HOPMAP_REPLY_ECHO
                                                 : HOPMAP_REPLY_PORT_UNREACHABLE);
}

static void
assert_failed (Chat *chat, const HopmapFrame *frame, HopmapFailedReason reason)
{
  HopmapFrameFailed failed;

  chat_send (chat, frame);
  failed = chat_expect (chat, HOPMAP_FRAME_FAILED).failed;
  g_assert_cmpuint (failed.token, ==, frame->send.token);
  g_assert_cmpint (failed.reason, ==, reason);
}

static void
test_refusals (void)
{
  static const char *const refused[] = { "0.0.0.0",          "224.0.0.1", "240.0.0.1",
                                         "255.255.255.255",  "::",        "ff02::1",
                                         "::ffff:127.0.0.1", "fe80::1" };

  if (!chat_can_have_namespaces ())
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (namespaces); i++)
    {
      HopmapFrameProtocol protocol = modes[i] == HOPMAP_MODE_NONE ? HOPMAP_FRAME_UDP
                                                                  : HOPMAP_FRAME_ICMP;
      HopmapFrameHello hello;
      HopmapFrame frame;
      Chat chat;

      start_in (&chat, namespaces[i], &hello);
      for (size_t k = 0; k < G_N_ELEMENTS (refused); k++)
        {
          frame = chat_probe ((uint32_t) k, refused[k], protocol);
          assert_failed (&chat, &frame, HOPMAP_FAILED_DESTINATION);
        }
      if (protocol == HOPMAP_FRAME_UDP)
        {
          frame = chat_probe (101, "127.0.0.1", HOPMAP_FRAME_ICMP);
          assert_failed (&chat, &frame, HOPMAP_FAILED_UNSUPPORTED);
        }

      /* A source of another machine, in both families. */
      frame = chat_probe (102, "127.0.0.1", protocol);
      frame.send.has_source = true;
      memcpy (frame.send.source.bytes, (uint8_t[]){ 198, 51, 100, 1 }, 4);
      assert_failed (&chat, &frame, HOPMAP_FAILED_SOURCE);
      frame = chat_probe (103, "::1", protocol);
      frame.send.has_source = true;
      memcpy (frame.send.source.bytes, (uint8_t[]){ 0x20, 1, 0xd, 0xb8 }, 4);
      assert_failed (&chat, &frame, HOPMAP_FAILED_SOURCE);

      /* No way there from a namespace that has loopback only. */
      frame = chat_probe (104, "192.0.2.1", protocol);
      assert_failed (&chat, &frame, HOPMAP_FAILED_SEND);
      frame = chat_probe (105, "2001:db8::1", protocol);
      assert_failed (&chat, &frame, HOPMAP_FAILED_SEND);

      /* None of that has broken anything. */
      probe_loopback (&chat, protocol);
      g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
    }
}

static void
assert_protocol_error (const uint8_t *bytes, size_t length, HopmapErrorReason reason, bool pipes)
{
  HopmapFrameHello hello;
  HopmapFrameError error;
  Chat chat;

  chat_start (&chat, &(ChatStart){ .program = program, .pipes = pipes }, &hello);
  g_assert_cmpint (write (chat.to, bytes, length), ==, length);
  if (reason == HOPMAP_ERROR_CUT)
    {
      shutdown (chat.to, SHUT_WR);
      close (chat.to);
      chat.to = -1;
    }
  error = chat_expect (&chat, HOPMAP_FRAME_ERROR).error;
  g_assert_cmpint (error.reason, ==, reason);
  g_assert_cmpint (error.exit_status, ==, HOPMAP_EXIT_PROTOCOL);
  g_assert_cmpint (chat_wait (&chat), ==, HOPMAP_EXIT_PROTOCOL);
  if (chat.to >= 0)
    close (chat.to);
  close (chat.from);
}

static void
test_bad_frames (void)
{
  HopmapFrame frame = chat_probe (1, "192.0.2.1", HOPMAP_FRAME_ICMP);
  uint8_t good[HOPMAP_FRAME_SIZE], bytes[HOPMAP_FRAME_SIZE];

  g_assert_true (hopmap_frame_encode (&frame, good));
  for (int pipes = 0; pipes <= 1; pipes++)
    {
      memcpy (bytes, good, sizeof bytes);
      bytes[2]++; /* version */
      assert_protocol_error (bytes, sizeof bytes, HOPMAP_ERROR_HEADER, pipes);
      memcpy (bytes, good, sizeof bytes);
      bytes[4] = 64; /* length */
      assert_protocol_error (bytes, sizeof bytes, HOPMAP_ERROR_HEADER, pipes);
      memcpy (bytes, good, sizeof bytes);
      bytes[16] = 65; /* time to live */
      assert_protocol_error (bytes, sizeof bytes, HOPMAP_ERROR_FIELD, pipes);
      memcpy (bytes, good, sizeof bytes);
      bytes[sizeof bytes - 1] = 1; /* must be zero */
      assert_protocol_error (bytes, sizeof bytes, HOPMAP_ERROR_FIELD, pipes);
      assert_protocol_error (good, sizeof good - 1, HOPMAP_ERROR_CUT, pipes);
      assert_protocol_error (good, 1, HOPMAP_ERROR_CUT, pipes);

      /* An event is no command. */
      frame = (HopmapFrame){ .type = HOPMAP_FRAME_EXPIRED };
      g_assert_true (hopmap_frame_encode (&frame, bytes));
      assert_protocol_error (bytes, sizeof bytes, HOPMAP_ERROR_HEADER, pipes);
    }
}

/* Whatever way the other side goes, the helper goes with status 0. */
static void
test_endings (void)
{
  for (int pipes = 0; pipes <= 1; pipes++)
    {
      HopmapFrameHello hello;
      Chat chat;

      chat_start (&chat, &(ChatStart){ .program = program, .pipes = pipes }, &hello);
      g_assert_cmpint (chat_close (&chat, true), ==, HOPMAP_EXIT_OK);
      chat_start (&chat, &(ChatStart){ .program = program, .pipes = pipes }, &hello);
      g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
    }

  /* The reader goes while the writer stays. */
  {
    HopmapFrameHello hello;
    Chat chat;

    chat_start (&chat, &(ChatStart){ .program = program, .pipes = true }, &hello);
    close (chat.from);
    g_assert_cmpint (chat_wait (&chat), ==, HOPMAP_EXIT_OK);
    close (chat.to);
  }
}

/* Fills both directions with nobody reading, then goes away. */
static void
test_full_output (void)
{
  HopmapFrame frame = chat_probe (1, "224.0.0.1", HOPMAP_FRAME_UDP);
  uint8_t bytes[HOPMAP_FRAME_SIZE];

  g_assert_true (hopmap_frame_encode (&frame, bytes));
  for (int pipes = 0; pipes <= 1; pipes++)
    {
      HopmapFrameHello hello;
      Chat chat;
      ssize_t n;
      int n_written = 0;

      chat_start (&chat, &(ChatStart){ .program = program, .pipes = pipes }, &hello);
      /* The helper takes commands as long as their verdicts have room; then this times out. */
      do
        {
          GPollFD entry = { .fd = chat.to, .events = G_IO_OUT };

          if (g_poll (&entry, 1, 500) <= 0)
            break;
          n = write (chat.to, bytes, sizeof bytes);
          g_assert_cmpint (n, ==, sizeof bytes);
          n_written++;
        }
      while (n_written < 100000);
      g_assert_cmpint (n_written, >, 4000);
      g_assert_cmpint (n_written, <, 100000);
      g_assert_cmpint (chat_close (&chat, true), ==, HOPMAP_EXIT_OK);
    }
}

/* After a stop of the reader every verdict is still there. */
static void
test_slow_reader (void)
{
  enum
  {
    N = 6000,
  };
  HopmapFrameHello hello;
  uint8_t bytes[HOPMAP_FRAME_SIZE];
  g_autofree bool *seen = g_new0 (bool, N);
  Chat chat;
  pid_t writer;

  chat_start (&chat, &(ChatStart){ .program = program }, &hello);
  writer = fork ();
  g_assert_cmpint (writer, >=, 0);
  if (writer == 0)
    {
      for (uint32_t i = 0; i < N; i++)
        {
          HopmapFrame frame = chat_probe (i, "224.0.0.1", HOPMAP_FRAME_UDP);

          if (!hopmap_frame_encode (&frame, bytes)
              || write (chat.to, bytes, sizeof bytes) != sizeof bytes)
            _exit (1);
        }
      _exit (0);
    }
  for (int i = 0; i < N; i++)
    {
      HopmapFrameFailed failed = chat_expect (&chat, HOPMAP_FRAME_FAILED).failed;

      g_assert_cmpuint (failed.token, <, N);
      g_assert_false (seen[failed.token]);
      seen[failed.token] = true;
    }
  g_assert_cmpint (chat_wait (&(Chat){ .pid = writer }), ==, 0);
  g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
}

static void
test_usage (void)
{
  g_autofree char *name = NULL;
  int file = g_file_open_tmp ("hopmap-XXXXXX", &name, NULL);
  int null = open ("/dev/null", O_RDWR | O_CLOEXEC);
  int terminal = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  int pair[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair));
  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (chat_run (program, "--help", pair[1], pair[1]), ==, HOPMAP_EXIT_USAGE);
  g_assert_cmpint (chat_run (program, "", pair[1], pair[1]), ==, HOPMAP_EXIT_USAGE);
  g_assert_cmpint (chat_run (program, NULL, file, pair[1]), ==, HOPMAP_EXIT_USAGE);
  g_assert_cmpint (chat_run (program, NULL, pair[1], file), ==, HOPMAP_EXIT_USAGE);
  g_assert_cmpint (chat_run (program, NULL, null, pair[1]), ==, HOPMAP_EXIT_USAGE);
  g_assert_cmpint (chat_run (program, NULL, pair[1], null), ==, HOPMAP_EXIT_USAGE);
  g_assert_cmpint (chat_run (program, NULL, -1, pair[1]), ==, HOPMAP_EXIT_USAGE);
  g_assert_cmpint (chat_run (program, NULL, pair[1], -1), ==, HOPMAP_EXIT_USAGE);
  g_assert_cmpint (chat_run (program, NULL, -1, -1), ==, HOPMAP_EXIT_USAGE);
  if (terminal >= 0)
    g_assert_cmpint (chat_run (program, NULL, terminal, pair[1]), ==, HOPMAP_EXIT_USAGE);
  g_assert_cmpint (chat_run (program, "--version", null, pair[1]), ==, HOPMAP_EXIT_OK);
  unlink (name);
  close (file);
  close (null);
  close (terminal);
  close (pair[0]);
  close (pair[1]);
}

/* The test's own privilege, whatever that is: as it is, in the machine's network. */
static void
test_as_it_is (void)
{
  HopmapFrameHello hello;
  Chat chat;

  chat_start (&chat, &(ChatStart){ .program = program }, &hello);
  g_assert_true (hello.seccomp && hello.no_new_privileges && hello.capabilities_empty);
  chat_assert_locked (&chat);
  if (hello.ipv4.udp.mode != HOPMAP_MODE_NONE)
    probe_loopback (&chat, HOPMAP_FRAME_UDP);
  g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("HOPMAP_TEST_PROBE");
  g_assert_nonnull (program);
  g_test_add_func ("/probe/helper/as-it-is", test_as_it_is);
  g_test_add_func ("/probe/helper/refusals", test_refusals);
  g_test_add_func ("/probe/helper/bad-frames", test_bad_frames);
  g_test_add_func ("/probe/helper/endings", test_endings);
  g_test_add_func ("/probe/helper/full-output", test_full_output);
  g_test_add_func ("/probe/helper/slow-reader", test_slow_reader);
  g_test_add_func ("/probe/helper/usage", test_usage);
  return g_test_run ();
}

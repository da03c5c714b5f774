/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real hopmap-probe with as many probes as it takes and nobody who reads what becomes of them:
 * loses nothing, grows by nothing, and still ends when it should.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chat.h"
#include "exit-status.h"
#include "outbox.h"
#include "probe-table.h"

#define PROBES       HOPMAP_TABLE_ACTIVE_MAX
#define DESTINATIONS 40 /* so that only the rate over all of them counts */
#define PATIENCE_S   20

typedef enum
{
  COURSE_NONE = 0,
  COURSE_SENT,
  COURSE_DONE,
} Course;

static const char *program;

/* Looks again and again whether something has come about, which no descriptor tells. */
static void
wait_until (bool (*is_so) (Chat *chat), Chat *chat, const char *what)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  while (!is_so (chat))
    {
      if (g_get_monotonic_time () > end)
        g_error ("Waited in vain until %s.", what);
      g_usleep (2000);
    }
}

static char *
read_process_file (const Chat *chat, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", (int) chat->pid, name);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return g_steal_pointer (&text);
}

/* What the helper has allocated, in KiB; its static tables are in it from the start. */
static uint64_t
memory_of (const Chat *chat)
{
  g_autofree char *status = read_process_file (chat, "status");
  const char *at = strstr (status, "\nVmData:");

  g_assert_nonnull (at);
  return g_ascii_strtoull (at + strlen ("\nVmData:"), NULL, 10);
}

/* The kernel's count of the echo requests that left the helper's own network. */
static uint64_t
echo_requests_of (const Chat *chat)
{
  g_autofree char *text = read_process_file (chat, "net/snmp");
  const char *names = strstr (text, "Icmp: ");
  const char *values;
  g_auto (GStrv) name = NULL, value = NULL;

  g_assert_nonnull (names);
  values = strstr (names + 1, "\nIcmp: ");
  g_assert_nonnull (values);
  name = g_strsplit_set (names, " \n", 64);
  value = g_strsplit_set (values + 1, " \n", 64);
  for (size_t i = 0; name[i] != NULL && value[i] != NULL; i++)
    if (g_str_equal (name[i], "OutEchos"))
      return g_ascii_strtoull (value[i], NULL, 10);
  g_assert_not_reached ();
}

static bool
has_taken_all (Chat *chat)
{
  int left = -1;

  g_assert_no_errno (ioctl (chat->to, FIONREAD, &left));
  return left == 0;
}

/* A pipe of a single page can be written when it is empty, and only then. */
static bool
has_filled_output (Chat *chat)
{
  int n = 0;

  g_assert_no_errno (ioctl (chat->from, FIONREAD, &n));
  return n > 0;
}

static bool
has_sent_all (Chat *chat)
{
  return echo_requests_of (chat) == PROBES;
}

static void
start (Chat *chat, bool silent)
{
  ChatStart how = {
    .state = CHAT_NAMESPACE_ROOT, .program = program, .silent = silent, .pipes = true
  };
  HopmapFrameHello hello;

  chat_start (chat, &how, &hello);
  g_assert_cmpuint (hello.in_flight_max, ==, PROBES);
  g_assert_cmpint (hello.ipv4.icmp.mode, ==, HOPMAP_MODE_RAW);
  g_assert_cmpint (fcntl (chat->from, F_SETPIPE_SZ, 1), ==, getpagesize ());
}

/* All that it takes at a time; without blocking, as it takes them even if nobody reads. */
static void
request (Chat *chat, uint32_t timeout_ms)
{
  for (uint32_t i = 0; i < PROBES; i++)
    {
      HopmapFrame frame = chat_probe (i, "127.0.0.1", HOPMAP_FRAME_ICMP);

      frame.send.destination.bytes[3] = (uint8_t) (1 + i % DESTINATIONS);
      frame.send.timeout_ms = timeout_ms;
      chat_send (chat, &frame);
    }
  wait_until (has_taken_all, chat, "all commands were taken");
}

/* Each probe is sent and then gets one verdict, of one kind; after that there is silence. */
static void
check_courses (Chat *chat, HopmapFrameType verdict)
{
  g_autofree Course *courses = g_new0 (Course, PROBES);
  struct pollfd entry = { .fd = chat->from, .events = POLLIN };

  for (int i = 0; i < 2 * PROBES; i++)
    {
      HopmapFrame frame = chat_next (chat);
      bool is_sent = frame.type == HOPMAP_FRAME_SENT;
      uint32_t token = is_sent                              ? frame.sent.token
                       : frame.type == HOPMAP_FRAME_EXPIRED ? frame.expired.token
                                                            : frame.reply.token;

      if (!is_sent)
        g_assert_cmpint (frame.type, ==, verdict);
      g_assert_cmpuint (token, <, PROBES);
      g_assert_cmpint (courses[token], ==, is_sent ? COURSE_NONE : COURSE_SENT);
      courses[token]++;
    }
  g_assert_cmpint (poll (&entry, 1, 0), ==, 0);
}

/* Both at the same time, as the helpers keep to a rate: one is answered, one asks into the void. */
static void
test_resumes (void)
{
  enum
  {
    ANSWERED,
    SILENT,
    N
  };
  static const HopmapFrameType verdicts[N] = { HOPMAP_FRAME_REPLY, HOPMAP_FRAME_EXPIRED };
  uint64_t memory[N];
  Chat chats[N];

  if (!chat_can_have_namespaces ())
    return;
  for (int i = 0; i < N; i++)
    {
      start (&chats[i], i == SILENT);
      memory[i] = memory_of (&chats[i]);
      request (&chats[i], i == SILENT ? 500 : HOPMAP_FRAME_TIMEOUT_MAX_MS);
    }
  for (int i = 0; i < N; i++)
    {
      wait_until (has_sent_all, &chats[i], "all probes were sent");
      g_assert_true (has_filled_output (&chats[i]));
      g_assert_cmpuint (memory_of (&chats[i]), ==, memory[i]);
    }
  for (int i = 0; i < N; i++)
    {
      check_courses (&chats[i], verdicts[i]);
      g_assert_cmpuint (memory_of (&chats[i]), ==, memory[i]);
      g_assert_cmpint (chat_close (&chats[i], false), ==, HOPMAP_EXIT_OK);
    }
}

/* Commands whose verdicts have no room stay where they are, and cost nothing but patience. */
static void
test_refusals_wait (void)
{
  HopmapFrame frame = chat_probe (1, "224.0.0.1", HOPMAP_FRAME_ICMP);
  uint8_t bytes[HOPMAP_FRAME_SIZE];
  uint64_t memory;
  int n_written = 0, n_read = 0;
  Chat chat;

  if (!chat_can_have_namespaces ())
    return;
  g_assert_true (hopmap_frame_encode (&frame, bytes));
  start (&chat, true);
  memory = memory_of (&chat);
  g_assert_no_errno (fcntl (chat.to, F_SETFL, O_NONBLOCK));
  for (;;)
    {
      ssize_t n = write (chat.to, bytes, sizeof bytes);

      if (n == sizeof bytes)
        n_written++;
      else if (has_filled_output (&chat) && n_written > HOPMAP_OUTBOX_FRAMES)
        break;
      g_assert_cmpint (n_written, <, 100000);
    }
  g_assert_cmpuint (memory_of (&chat), ==, memory);
  for (; n_read < n_written; n_read++)
    chat_expect (&chat, HOPMAP_FRAME_FAILED);
  g_assert_cmpuint (memory_of (&chat), ==, memory);
  g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
}

/* With everything in flight and the output full, the end of the input still counts. */
static void
test_end_of_input (void)
{
  Chat chat;

  if (!chat_can_have_namespaces ())
    return;
  start (&chat, true);
  request (&chat, HOPMAP_FRAME_TIMEOUT_MAX_MS);
  wait_until (has_filled_output, &chat, "the output was full");
  g_assert_cmpint (chat_close (&chat, true), ==, HOPMAP_EXIT_OK);
}

/* And so does the end of the reader, while the writer is still there. */
static void
test_reader_gone (void)
{
  Chat chat;

  if (!chat_can_have_namespaces ())
    return;
  start (&chat, true);
  request (&chat, HOPMAP_FRAME_TIMEOUT_MAX_MS);
  wait_until (has_filled_output, &chat, "the output was full");
  close (chat.from);
  g_assert_cmpint (chat_wait (&chat), ==, HOPMAP_EXIT_OK);
  close (chat.to);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("HOPMAP_TEST_PROBE");
  g_assert_nonnull (program);
  g_test_add_func ("/probe/stopped-reader/resumes", test_resumes);
  g_test_add_func ("/probe/stopped-reader/refusals-wait", test_refusals_wait);
  g_test_add_func ("/probe/stopped-reader/end-of-input", test_end_of_input);
  g_test_add_func ("/probe/stopped-reader/reader-gone", test_reader_gone);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real hopmap-probe when the process that started it is killed or stopped: goes with the
 * process, and does not go with one of its threads.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chat.h"
#include "exit-status.h"

#define REPETITIONS 20
#define PROBES      200

static const char *program;

/* Has a helper with work to do, another child, and no end of its own. */
static void
be_application (int report, bool pipes)
{
  ChatStart start = {
    .state = CHAT_NAMESPACE_ROOT, .program = program, .silent = true, .pipes = pipes
  };
  char *argv[] = { (char *) "sleep", (char *) "60", NULL };
  HopmapFrameHello hello;
  pid_t children[2];
  Chat chat;

  chat_start (&chat, &start, &hello);
  for (uint32_t i = 0; i < PROBES; i++)
    {
      HopmapFrame frame = chat_probe (i, "127.0.0.1", HOPMAP_FRAME_ICMP);

      chat_send (&chat, &frame);
    }
  children[0] = chat.pid;
  children[1] = fork ();
  if (children[1] == 0)
    {
      execvp (argv[0], argv);
      _exit (127);
    }
  if (write (report, children, sizeof children) != sizeof children)
    _exit (1);
  for (;;)
    pause ();
}

static void
check_killed (bool pipes, bool stop_first)
{
  pid_t application, children[2];
  int report[2], status;

  g_assert_no_errno (pipe2 (report, O_CLOEXEC));
  application = fork ();
  g_assert_cmpint (application, >=, 0);
  if (application == 0)
    be_application (report[1], pipes);
  close (report[1]);
  g_assert_cmpint (read (report[0], children, sizeof children), ==, sizeof children);
  close (report[0]);

  if (stop_first)
    {
      g_assert_no_errno (kill (application, SIGSTOP));
      g_assert_cmpint (waitpid (application, &status, WUNTRACED), ==, application);
      g_assert_true (WIFSTOPPED (status));
    }
  g_assert_no_errno (kill (application, SIGKILL));
  g_assert_cmpint (waitpid (application, &status, 0), ==, application);
  g_assert_true (WIFSIGNALED (status));

  g_assert_cmphex (chat_wait_for_end (children[0], NULL), ==, W_EXITCODE (HOPMAP_EXIT_OK, 0));
  g_assert_cmpint (waitpid (children[1], &status, WNOHANG), ==, 0);
  g_assert_no_errno (kill (children[1], SIGKILL));
  chat_wait_for_end (children[1], NULL);
}

/* Orphans come to this process, which therefore learns how they end. */
static void
test_killed (void)
{
  if (!chat_can_have_namespaces ())
    return;
  g_assert_no_errno (prctl (PR_SET_CHILD_SUBREAPER, 1UL, 0UL, 0UL, 0UL));
  for (int i = 0; i < REPETITIONS; i++)
    check_killed (i % 2 != 0, i % 4 >= 2);
}

static void *
start_in_thread (void *data)
{
  HopmapFrameHello hello;

  chat_start (data, &(ChatStart){ .program = program }, &hello);
  return NULL;
}

/* The end of the thread that started it is none of its business. */
static void
test_thread (void)
{
  HopmapFrame frame = chat_probe (1, "224.0.0.1", HOPMAP_FRAME_UDP);
  Chat chat;

  g_thread_join (g_thread_new ("starter", start_in_thread, &chat));
  chat_send (&chat, &frame);
  chat_expect (&chat, HOPMAP_FRAME_FAILED);
  g_assert_cmpint (chat_close (&chat, false), ==, HOPMAP_EXIT_OK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("HOPMAP_TEST_PROBE");
  g_assert_nonnull (program);
  g_test_add_func ("/probe/orphan/killed", test_killed);
  g_test_add_func ("/probe/orphan/thread", test_thread);
  return g_test_run ();
}

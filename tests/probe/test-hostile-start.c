/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real hopmap-probe, started in every hostile state by everybody who may have privilege: works
 * and is locked up, or ends with a status that says why. With the argument "privileged" for those
 * starts that only root can prepare.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "chat.h"
#include "copy.h"
#include "exit-status.h"
#include "hostile.h"
#include "sockets.h"

#define ORDINARY_USER 4711
#define PATIENCE_MS   10000
#define GAP_US        50000
/* The kernel gives it to nobody who asks for any port, the helper included. */
#define CLOSED_PORT 30303
#define NOT_STARTED 127 /* of the loader, and of our child if exec() failed */
#define FILES_MAX   12
/* Of a helper that gives up: if it is less, that did not go round in circles. */
#ifdef __SANITIZE_ADDRESS__
#define CPU_MAX_MS 1000
#else
#define CPU_MAX_MS 100
#endif

/* Somebody who starts the helper. */
typedef struct
{
  const char *name;
  ChatStart start;
  HopmapProbeStart expected; /* 0 if that depends on who runs the test */
  bool needs_namespaces;
  bool needs_privilege; /* from the file */
} Caller;

typedef struct
{
  const Caller *caller;
  const HostileState *state;
  int value;
} Case;

static Copy bare, capable, setuid_root;

/* What it used must be little. */
static int
wait_for_end (const Chat *chat)
{
  long cpu_ms;
  int status = chat_wait_for_end (chat->pid, &cpu_ms);

  g_assert_cmpint (cpu_ms, <, CPU_MAX_MS);
  return status;
}

/* In the child; descriptors of its own come after the standard ones. */
static void
become_helper (const Case *it, int alarm_ms, int in, int out)
{
  int null = open ("/dev/null", O_WRONLY | O_CLOEXEC);

  if (!chat_enter (&it->caller->start) || dup2 (in, STDIN_FILENO) < 0
      || dup2 (out, STDOUT_FILENO) < 0 || dup2 (null, STDERR_FILENO) < 0)
    _exit (126);
  hostile_exec (it->state, it->value, alarm_ms, it->caller->start.program);
  _exit (NOT_STARTED);
}

static void
start_case (Chat *chat, const Case *it, int alarm_ms)
{
  int commands[2], events[2];

  g_assert_no_errno (pipe2 (commands, O_CLOEXEC));
  g_assert_no_errno (pipe2 (events, O_CLOEXEC));
  chat->pid = fork ();
  g_assert_cmpint (chat->pid, >=, 0);
  if (chat->pid == 0)
    become_helper (it, alarm_ms, commands[0], events[1]);
  close (commands[0]);
  close (events[1]);
  chat->to = commands[1];
  chat->from = events[0];
}

/* Whether the helper has something to say; if not, it has closed its output. */
static bool
says_something (const Chat *chat)
{
  struct pollfd entry = { .fd = chat->from, .events = POLLIN };

  if (poll (&entry, 1, PATIENCE_MS) != 1)
    {
      kill (chat->pid, SIGKILL);
      g_error ("The helper neither works nor ends.");
    }
  return (entry.revents & POLLIN) != 0;
}

static uint64_t
cpu_time_of (const Chat *chat)
{
  struct timespec time;
  clockid_t clock;

  g_assert_cmpint (clock_getcpuclockid (chat->pid, &clock), ==, 0);
  g_assert_no_errno (clock_gettime (clock, &time));
  return (uint64_t) time.tv_sec * 1000000000 + (uint64_t) time.tv_nsec;
}

/* One probe to loopback, which leaves after @gap_us; until then there is nothing to do. */
static void
check_probing (Chat *chat, const HopmapFrameHello *hello, uint32_t gap_us)
{
  bool has_icmp = hello->ipv4.icmp.mode != HOPMAP_MODE_NONE;
  bool has_udp = hello->ipv4.udp.mode != HOPMAP_MODE_NONE;
  HopmapFrame frame = chat_probe (1, "127.0.0.1", has_icmp ? HOPMAP_FRAME_ICMP : HOPMAP_FRAME_UDP);
  uint64_t used_ns = cpu_time_of (chat);

  frame.send.gap_us = gap_us;
  if (!has_icmp)
    frame.send.port = CLOSED_PORT;
  chat_send (chat, &frame);
  if (!has_icmp && !has_udp)
    {
      g_assert_cmpint (chat_expect (chat, HOPMAP_FRAME_FAILED).failed.reason, ==,
                       HOPMAP_FAILED_UNSUPPORTED);
      return;
    }
  chat_expect (chat, HOPMAP_FRAME_SENT);
  g_assert_cmpint (chat_expect (chat, HOPMAP_FRAME_REPLY).reply.kind, ==,
                   has_icmp ? HOPMAP_REPLY_ECHO : HOPMAP_REPLY_PORT_UNREACHABLE);
  /* Processor time, which grows little with the load of the machine, and by the gap with going round in
   * circles. */
  g_assert_cmpuint (cpu_time_of (chat) - used_ns, <, (uint64_t) gap_us * 1000 / 2);
}

/* Only root may look, because the helper is closed to its user. */
static void
check_files (const Chat *chat)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%d/fd", (int) chat->pid);
  g_autofree char *link = g_strdup_printf ("/proc/%d/cwd", (int) chat->pid);
  g_autofree char *cwd = g_file_read_link (link, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  int n = 0;

  if (cwd == NULL || dir == NULL)
    {
      g_assert_cmpuint (geteuid (), !=, 0);
      return;
    }
  g_assert_cmpstr (cwd, ==, "/");
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      g_assert_nonnull (target);
      if (g_ascii_strtoull (name, NULL, 10) > 2)
        g_assert_true (g_str_has_prefix (target, "socket:"));
      else
        g_assert_false (g_str_has_prefix (target, "socket:"));
      n++;
    }
  g_test_message ("%d open files", n);
  g_assert_cmpint (n, <=, FILES_MAX);
}

static void
check_state (const Chat *chat)
{
  static const char *const lines[] = { "\nUmask:\t0077\n", "\nSigBlk:\t0000000000000000\n",
                                       "\nSigIgn:\t0000000001001000\n" }; /* PIPE, XFSZ */
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) chat->pid);
  g_autofree char *status = NULL;

  chat_assert_locked (chat);
  g_assert_true (g_file_get_contents (path, &status, NULL, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    if (strstr (status, lines[i]) == NULL)
      g_error ("Not in the status of the helper: %s", lines[i]);
  check_files (chat);
}

static void
check_hello (const Case *it, const HopmapFrameHello *hello)
{
  HopmapProbeStart expected = it->caller->expected;

  if (it->caller->needs_privilege && it->state->no_new_privileges)
    expected = HOPMAP_START_PLAIN;
  if (expected != 0)
    {
      g_assert_cmpint (hello->start, ==, expected);
      g_assert_true ((hello->ipv4.icmp.mode == HOPMAP_MODE_RAW)
                     == (expected != HOPMAP_START_PLAIN));
    }
  if (it->state->outcome == HOSTILE_WORKS)
    g_assert_true (hello->ipv4.udp.mode != HOPMAP_MODE_NONE);
}

static void
check_work (Chat *chat, const Case *it, int alarm_ms)
{
  HopmapFrameHello hello = chat_expect (chat, HOPMAP_FRAME_HELLO).hello;
  uint32_t alarm_us = (uint32_t) alarm_ms * 1000;

  g_assert_true (it->state->outcome == HOSTILE_WORKS || it->state->outcome == HOSTILE_STARVED);
  check_hello (it, &hello);
  check_state (chat);
  /* Longer than the rest of the timer, so that it would interfere. */
  check_probing (chat, &hello, MAX (alarm_us, GAP_US));
  close (chat->to);
  g_assert_cmpint (wait_for_end (chat), ==, HOPMAP_EXIT_OK);
}

static bool
is_documented (int status)
{
  return WIFEXITED (status) && WEXITSTATUS (status) >= HOPMAP_EXIT_SYSTEM
         && WEXITSTATUS (status) <= HOPMAP_EXIT_IO;
}

/* Without room to load the program, the kernel or the loader ends it. */
static bool
was_not_loaded (int status)
{
#ifdef __SANITIZE_ADDRESS__
  return true; /* nor has a sanitizer room then, and each version ends in its own way */
#else
  if (WIFSIGNALED (status))
    return WTERMSIG (status) == SIGKILL || WTERMSIG (status) == SIGSEGV;
  return WEXITSTATUS (status) == NOT_STARTED;
#endif
}

static void
check_end (const Chat *chat, const Case *it)
{
  int status = wait_for_end (chat);

  close (chat->to);
  switch (it->state->outcome)
    {
    case HOSTILE_USAGE:
      g_assert_cmphex (status, ==, W_EXITCODE (HOPMAP_EXIT_USAGE, 0));
      break;
    case HOSTILE_VERSION:
      g_assert_cmphex (status, ==, W_EXITCODE (HOPMAP_EXIT_OK, 0));
      break;
    case HOSTILE_STARVED:
      g_test_message ("wait status 0x%x", (unsigned int) status);
      g_assert_true (is_documented (status) || was_not_loaded (status));
      break;
    case HOSTILE_WORKS:
    default:
      g_error ("The helper ended with wait status 0x%x.", (unsigned int) status);
    }
}

static bool
was_shot (const Chat *chat)
{
  siginfo_t info = { 0 };

  g_assert_no_errno (waitid (P_PID, (id_t) chat->pid, &info, WEXITED | WNOWAIT));
  return info.si_code == CLD_KILLED && info.si_status == SIGALRM;
}

/* A timer may end the helper before that could stop it, on a busy machine; then a longer one is
 * tried. Once HELLO has come, it must be harmless. */
static void
run_case (const Case *it)
{
  int alarm_ms = it->state->alarm_ms;
  Chat chat;

  for (;;)
    {
      start_case (&chat, it, alarm_ms);
      if (says_something (&chat) || alarm_ms == 0 || alarm_ms > PATIENCE_MS || !was_shot (&chat))
        break;
      wait_for_end (&chat);
      close (chat.to);
      close (chat.from);
      alarm_ms *= 2;
    }
  if (it->state->outcome == HOSTILE_VERSION || !says_something (&chat))
    check_end (&chat, it);
  else
    check_work (&chat, it, alarm_ms);
  close (chat.from);
}

static void
test_state (const void *data)
{
  Case it = *(const Case *) data;

  if (it.caller->needs_namespaces && !chat_can_have_namespaces ())
    return;
  if (it.caller->start.state == CHAT_OWN_NETWORK && !chat_can_be_anybody ())
    return;
  if (it.caller->needs_privilege && !copy_can_have_privilege (&bare))
    return;
  it.value = it.state->from;
  do
    {
      g_test_message ("with %d", it.value);
      run_case (&it);
      it.value += it.state->step;
    }
  while (it.state->step > 0 && it.value <= it.state->to);
}

static void
add_states (const Caller *caller)
{
  for (size_t i = 0; i < hostile_n_states; i++)
    {
      const HostileState *state = &hostile_states[i];
      g_autofree char *path = g_strdup_printf ("/probe/hostile-start/%s/%s", caller->name,
                                               state->name);
      Case *it = g_new (Case, 1);

      *it = (Case){ .caller = caller, .state = state };
      g_test_add_data_func_full (path, it, test_state, g_free);
    }
}

static void
make_copies (void)
{
  copy_make (&bare);
  copy_make (&capable);
  copy_make (&setuid_root);
  if (geteuid () != 0)
    return;
  copy_set_capability (&capable, true);
  copy_set_setuid (&setuid_root);
}

int
main (int argc, char *argv[])
{
  const char *program = g_getenv ("HOPMAP_TEST_PROBE");
  const Caller anybody[] = {
    { "as-it-is", { .program = program } },
    { "namespace-root",
      { CHAT_NAMESPACE_ROOT, .program = program },
      HOPMAP_START_NAMESPACE_ROOT,
      .needs_namespaces = true },
  };
  Caller privileged[] = {
    { "root", { CHAT_OWN_NETWORK, .program = program }, HOPMAP_START_ROOT },
    { "plain", { CHAT_OWN_NETWORK, .uid = ORDINARY_USER }, HOPMAP_START_PLAIN },
    { "capability",
      { CHAT_OWN_NETWORK, .uid = ORDINARY_USER },
      HOPMAP_START_FILE_CAPABILITY,
      .needs_privilege = true },
    { "setuid",
      { CHAT_OWN_NETWORK, .uid = ORDINARY_USER },
      HOPMAP_START_SETUID,
      .needs_privilege = true },
  };
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (program);
  signal (SIGPIPE, SIG_IGN);
  hostile_prepare ();
  if (g_strcmp0 (argv[1], "privileged") != 0)
    {
      for (size_t i = 0; i < G_N_ELEMENTS (anybody); i++)
        add_states (&anybody[i]);
      return g_test_run ();
    }

  make_copies ();
  privileged[1].start.program = bare.program;
  privileged[2].start.program = capable.program;
  privileged[3].start.program = setuid_root.program;
  for (size_t i = 0; i < G_N_ELEMENTS (privileged); i++)
    add_states (&privileged[i]);
  status = g_test_run ();
  copy_remove (&bare);
  copy_remove (&capable);
  copy_remove (&setuid_root);
  return status;
}

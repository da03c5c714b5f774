/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See hostile.h. What happens between fork() and exec() uses system calls only.
 */
#include "hostile.h"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#define INHERITED   2000
#define STRING_SIZE (128 * 1024) /* the longest that execve(2) takes */
#define STRINGS     8

static int file = -1;
static int terminal = -1;
static char *big_environment[STRINGS + 1];

void
hostile_prepare (void)
{
  g_autofree char *name = NULL;
  struct rlimit limit;

  file = g_file_open_tmp ("hopmap-XXXXXX", &name, NULL);
  g_assert_cmpint (file, >=, 0);
  g_unlink (name);
  terminal = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (terminal, >=, 0);
  for (size_t i = 0; i < STRINGS; i++)
    {
      big_environment[i] = g_malloc (STRING_SIZE);
      memset (big_environment[i], '=', STRING_SIZE - 1);
      big_environment[i][0] = (char) ('A' + i);
      big_environment[i][STRING_SIZE - 1] = '\0';
    }

  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  if (limit.rlim_max < INHERITED + 64 && geteuid () == 0)
    limit.rlim_max = INHERITED + 64;
  limit.rlim_cur = limit.rlim_max;
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &limit));
}

static void
demand (bool ok)
{
  if (!ok)
    _exit (125);
}

static void
close_some (HostileExec *exec, int mask)
{
  (void) exec;
  for (int fd = 0; fd <= 2; fd++)
    if (mask & 1 << fd)
      close (fd);
}

static void
have_file_input (HostileExec *exec, int value)
{
  (void) exec;
  (void) value;
  demand (dup2 (file, STDIN_FILENO) == STDIN_FILENO);
}

static void
have_file_output (HostileExec *exec, int value)
{
  (void) exec;
  (void) value;
  demand (dup2 (file, STDOUT_FILENO) == STDOUT_FILENO);
}

static void
have_terminal_input (HostileExec *exec, int value)
{
  (void) exec;
  (void) value;
  demand (dup2 (terminal, STDIN_FILENO) == STDIN_FILENO);
}

static void
empty_arguments (HostileExec *exec, int value)
{
  (void) value;
  exec->argv[0] = NULL;
}

static void
add_arguments (HostileExec *exec, int n)
{
  exec->argv[1] = (char *) (n == 1 ? "" : "--version");
  exec->argv[2] = (char *) (n == 3 ? "--version" : NULL);
}

static void
inherit_descriptors (HostileExec *exec, int n)
{
  (void) exec;
  for (int i = 0; i < n; i++)
    demand (fcntl (file, F_DUPFD, 0) >= 0);
}

static void
limit_to (int resource, rlim_t value)
{
  struct rlimit limit = { .rlim_cur = value, .rlim_max = value };

  demand (setrlimit ((__rlimit_resource_t) resource, &limit) == 0);
}

static void
limit_files (HostileExec *exec, int value)
{
  (void) exec;
  limit_to (RLIMIT_NOFILE, (rlim_t) value);
}

/* Something to complain about, with nobody or nothing to take the complaint. */
static void
break_standard_error (HostileExec *exec, int value)
{
  static const char filling[4096];
  int pair[2];

  (void) value;
  demand (pipe2 (pair, O_CLOEXEC | O_NONBLOCK) == 0);
  while (write (pair[1], filling, sizeof filling) > 0)
    ;
  demand (fcntl (pair[1], F_SETFL, 0) == 0);
  demand (dup2 (pair[1], STDERR_FILENO) == STDERR_FILENO);
  if (value == 0)
    close (pair[0]);
  else
    demand (fcntl (pair[0], F_SETFD, 0) == 0); /* open, and the helper itself will not read it */
  add_arguments (exec, 1);
}

static void
limit_standard_error (HostileExec *exec, int value)
{
  (void) value;
  demand (dup2 (file, STDERR_FILENO) == STDERR_FILENO);
  limit_to (RLIMIT_FSIZE, 0);
  add_arguments (exec, 1);
}

static void
limit_address_space (HostileExec *exec, int value)
{
  (void) exec;
  limit_to (RLIMIT_AS, (rlim_t) value << 10);
}

static void
limit_stack (HostileExec *exec, int value)
{
  (void) exec;
  limit_to (RLIMIT_STACK, (rlim_t) value << 10);
}

static void
limit_heap (HostileExec *exec, int value)
{
  (void) exec;
  limit_to (RLIMIT_DATA, (rlim_t) value << 10);
}

static void
limit_other (HostileExec *exec, int value)
{
  static const int resources[] = { RLIMIT_NPROC, RLIMIT_FSIZE, RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE,
                                   RLIMIT_SIGPENDING };

  (void) exec;
  for (size_t i = 0; i < G_N_ELEMENTS (resources); i++)
    if (value < 0 || (size_t) value == i)
      limit_to (resources[i], 0);
}

static void
shut_signals (HostileExec *exec, int value)
{
  sigset_t all;

  (void) exec;
  sigfillset (&all);
  if (value & 1)
    for (int number = 1; number < NSIG; number++)
      signal (number, SIG_IGN); /* refused for some */
  if (value & 2)
    demand (sigprocmask (SIG_SETMASK, &all, NULL) == 0);
}

static void
mask_files (HostileExec *exec, int value)
{
  (void) exec;
  umask ((mode_t) value);
}

static void
stand_nowhere (HostileExec *exec, int value)
{
  char name[] = "/tmp/hopmap-XXXXXX";

  (void) exec;
  (void) value;
  demand (mkdtemp (name) != NULL && chdir (name) == 0 && rmdir (name) == 0);
}

G_GNUC_UNUSED static void
have_big_environment (HostileExec *exec, int value)
{
  (void) value;
  exec->environment = big_environment;
}

static void
forbid_privileges (HostileExec *exec, int value)
{
  (void) exec;
  (void) value;
  demand (prctl (PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) == 0);
}

const HostileState hostile_states[] = {
  { "nothing", NULL, .outcome = HOSTILE_WORKS },
  { "closed-stderr", close_some, .from = 4, .outcome = HOSTILE_WORKS },
  { "closed", close_some, .from = 1, .to = 3, .step = 1, .outcome = HOSTILE_USAGE },
  { "closed-too", close_some, .from = 5, .to = 7, .step = 1, .outcome = HOSTILE_USAGE },
  { "file-input", have_file_input, .outcome = HOSTILE_USAGE },
  { "file-output", have_file_output, .outcome = HOSTILE_USAGE },
  { "terminal-input", have_terminal_input, .outcome = HOSTILE_USAGE },
  { "broken-stderr", break_standard_error, .to = 1, .step = 1, .outcome = HOSTILE_USAGE },
  { "limited-stderr", limit_standard_error, .outcome = HOSTILE_USAGE },
  { "no-name", empty_arguments, .outcome = HOSTILE_WORKS },
  { "empty-argument", add_arguments, .from = 1, .outcome = HOSTILE_USAGE },
  { "version", add_arguments, .from = 2, .outcome = HOSTILE_VERSION },
  { "two-arguments", add_arguments, .from = 3, .outcome = HOSTILE_USAGE },
  { "descriptors", inherit_descriptors, .from = INHERITED, .outcome = HOSTILE_WORKS },
  { "no-files", limit_files, .from = 0, .to = 8, .step = 1, .outcome = HOSTILE_STARVED },
  { "few-files", limit_files, .from = 64, .outcome = HOSTILE_WORKS },
  { "address-space", limit_address_space, 512, 8192, 1536, HOSTILE_STARVED },
  /* Around what it needs, so that each of its few allocations fails once. */
  { "tight-address-space", limit_address_space, 3328, 4096, 32, HOSTILE_STARVED },
  { "stack", limit_stack, .from = 0, .to = 192, .step = 32, .outcome = HOSTILE_STARVED },
  { "heap", limit_heap, .from = 0, .to = 2048, .step = 256, .outcome = HOSTILE_STARVED },
  { "limits", limit_other, .from = -1, .to = 4, .step = 1, .outcome = HOSTILE_WORKS },
  { "signals", shut_signals, .from = 1, .to = 3, .step = 1, .outcome = HOSTILE_WORKS },
  { "timer", NULL, .outcome = HOSTILE_WORKS, .alarm_ms = 50 },
  { "umask", mask_files, .from = 0777, .outcome = HOSTILE_WORKS },
  { "deleted-folder", stand_nowhere, .outcome = HOSTILE_WORKS },
#ifndef __SANITIZE_ADDRESS__
  /* With so much on the stack a sanitizer makes calls at the end that the sandbox forbids. */
  { "big-environment", have_big_environment, .outcome = HOSTILE_WORKS },
#endif
  { "no-new-privileges", forbid_privileges, .outcome = HOSTILE_WORKS, .no_new_privileges = true },
};

const size_t hostile_n_states = G_N_ELEMENTS (hostile_states);

void
hostile_exec (const HostileState *state, int value, int alarm_ms, const char *program)
{
  struct itimerval timer = { .it_value = { .tv_sec = alarm_ms / 1000,
                                           .tv_usec = alarm_ms % 1000 * 1000 } };
  HostileExec exec = { .argv = { (char *) "hopmap-probe" }, .environment = environ };

  if (state->enter != NULL)
    state->enter (&exec, value);
  if (alarm_ms > 0)
    demand (setitimer (ITIMER_REAL, &timer, NULL) == 0);
  execve (program, exec.argv, exec.environment);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Resets the state that a caller, who may be an enemy, hands over by execve(). See execve(2) for
 * the list of what survives. Nothing here depends on how privileged the process is.
 */
#include "sanitise.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "exit-status.h"

#define CLOSE_LIMIT 1048576

static void
demand (bool holds, const char *sentence)
{
  hopmap_demand (holds, HOPMAP_EXIT_SYSTEM, sentence);
}

static void
check_arguments (int argc, char *const argv[])
{
  static const char version[] = "hopmap-probe " HOPMAP_VERSION "\n";

  if (argc == 2 && strcmp (argv[1], "--version") == 0)
    _exit (write (STDOUT_FILENO, version, sizeof version - 1) > 0 ? HOPMAP_EXIT_OK
                                                                  : HOPMAP_EXIT_IO);
  hopmap_demand (argc == 1, HOPMAP_EXIT_USAGE,
                 "this program takes no arguments; hopmap starts it.");
}

/* With a closed standard descriptor the first socket would get its number. */
static void
fill_standard_descriptors (void)
{
  for (int fd = 0; fd <= 2; fd++)
    if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", O_RDWR | O_NOCTTY) != fd)
      _exit (HOPMAP_EXIT_SYSTEM);
}

static void
close_other_descriptors (void)
{
  struct rlimit limit = { 0 };

  if (close_range (3, ~0u, 0) == 0)
    return;

  /* Before Linux 5.9, or under a filter that does not know the call. */
  demand (getrlimit (RLIMIT_NOFILE, &limit) == 0, "the limit of open files cannot be read.");
  for (int fd = 3; fd < CLOSE_LIMIT && (rlim_t) fd < limit.rlim_max; fd++)
    close (fd);
}

static void
check_standard_descriptors (void)
{
  for (int fd = STDIN_FILENO; fd <= STDOUT_FILENO; fd++)
    {
      struct stat status;

      demand (fstat (fd, &status) == 0, "standard input or output cannot be examined.");
      hopmap_demand (
          S_ISFIFO (status.st_mode) || S_ISSOCK (status.st_mode), HOPMAP_EXIT_USAGE,
          "standard input and output must be pipes or sockets; hopmap starts this program.");
    }
}

static void
reset_signals (void)
{
  struct sigaction action = { .sa_handler = SIG_DFL };
  sigset_t none;

  for (int number = 1; number < NSIG; number++)
    sigaction (number, &action, NULL); /* refused for KILL, STOP and libc's own, which is fine */

  /* A reader that went away is seen as EPIPE; and a limit on standard error's file, the caller's or
   * the sandbox's, costs the last words but not the exit status. */
  action.sa_handler = SIG_IGN;
  sigemptyset (&none);
  demand (sigaction (SIGPIPE, &action, NULL) == 0 && sigaction (SIGXFSZ, &action, NULL) == 0
              && sigprocmask (SIG_SETMASK, &none, NULL) == 0,
          "the signals cannot be reset.");
}

static void
reset_timers (void)
{
  static const struct itimerval off;

  for (int timer = ITIMER_REAL; timer <= ITIMER_PROF; timer++)
    demand (setitimer (timer, &off, NULL) == 0, "the interval timers cannot be stopped.");

  /* The default lets every wait end 50 µs late, which is more than some first hops take. */
  prctl (PR_SET_TIMERSLACK, 1000UL, 0UL, 0UL, 0UL);
}

void
hopmap_sanitise (int argc, char *const argv[])
{
  static const struct rlimit no_core;

  fill_standard_descriptors ();
  /* Before anything that may have to be said. */
  reset_timers ();
  reset_signals ();
  check_arguments (argc, argv);
  environ = NULL; /* nothing reads it and nothing is executed, so nothing can be led astray */
  close_other_descriptors ();
  check_standard_descriptors ();

  umask (077);
  demand (chdir ("/") == 0, "the root folder cannot be entered.");
  demand (setrlimit (RLIMIT_CORE, &no_core) == 0, "core dumps cannot be switched off.");
  demand (prctl (PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) == 0,
          "the process cannot be closed to debuggers.");
}

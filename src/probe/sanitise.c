/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Resets the state that a caller, who may be an enemy, hands over by execve(). See execve(2) for
 * the list of what survives. Nothing here depends on how privileged the process is.
 */
#include "sanitise.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#define CLOSE_LIMIT 1048576

/* With a closed standard descriptor the first socket would get its number. */
static bool
fill_standard_descriptors (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", O_RDWR | O_NOCTTY) != fd)
      return false;
  return true;
}

static bool
close_other_descriptors (void)
{
  struct rlimit limit = { 0 };

  if (close_range (STDERR_FILENO + 1, ~0u, 0) == 0)
    return true;
  /* Before Linux 5.9, or under a filter that does not know the call. */
  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return false;
  for (int fd = STDERR_FILENO + 1; fd < CLOSE_LIMIT && (rlim_t) fd < limit.rlim_max; fd++)
    close (fd);
  return true;
}

/* A reader that went away is seen as EPIPE; and a limit on standard error's file, the caller's or
 * the sandbox's, costs the last words but not the exit status. */
static bool
reset_signals (void)
{
  struct sigaction action = { .sa_handler = SIG_DFL };
  sigset_t none;

  for (int number = 1; number < NSIG; number++)
    sigaction (number, &action, NULL); /* refused for KILL, STOP and libc's own, which is fine */
  action.sa_handler = SIG_IGN;
  sigemptyset (&none);
  return sigaction (SIGPIPE, &action, NULL) == 0 && sigaction (SIGXFSZ, &action, NULL) == 0
         && sigprocmask (SIG_SETMASK, &none, NULL) == 0;
}

bool
hopmap_sanitise (void)
{
  static const struct itimerval off;
  static const struct rlimit no_core;

  environ = NULL; /* nothing reads it and nothing is executed, so nothing can be led astray */
  umask (077);
  /* The default lets every wait end 50 µs late, which is more than some first hops take. */
  prctl (PR_SET_TIMERSLACK, 1000UL, 0UL, 0UL, 0UL);
  return fill_standard_descriptors () && setitimer (ITIMER_REAL, &off, NULL) == 0
         && setitimer (ITIMER_VIRTUAL, &off, NULL) == 0 && setitimer (ITIMER_PROF, &off, NULL) == 0
         && reset_signals () && close_other_descriptors () && chdir ("/") == 0
         && setrlimit (RLIMIT_CORE, &no_core) == 0
         && prctl (PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) == 0;
}

bool
hopmap_has_partner (void)
{
  for (int fd = STDIN_FILENO; fd <= STDOUT_FILENO; fd++)
    {
      struct stat status;

      if (fstat (fd, &status) != 0 || !(S_ISFIFO (status.st_mode) || S_ISSOCK (status.st_mode)))
        return false;
    }
  return true;
}

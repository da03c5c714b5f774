/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a command and writes how long it took and what it used, its children included, as JSON.
 *
 *   timed FILE SECONDS USER COMMAND…      after so many seconds the command is stopped
 *
 * Small, since what starts a command counts as the command's: where Python did, that was ten
 * milliseconds, and the command had at least Python's memory.
 */
#include <err.h>
#include <grp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t child;

static void
stop_child (int number)
{
  (void) number;
  kill (-child, SIGTERM);
}

static void
become (uid_t user)
{
  if (user != 0 && (setgroups (0, NULL) != 0 || setgid (user) != 0 || setuid (user) != 0))
    err (1, "user %u", (unsigned int) user);
}

static int64_t
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

static double
to_ms (struct timeval time)
{
  return (double) time.tv_sec * 1e3 + (double) time.tv_usec / 1e3;
}

static void
turn_into (char **command)
{
  setsid ();
  if (freopen ("/dev/null", "r", stdin) != NULL)
    execvp (command[0], command);
  warn ("%s", command[0]);
  _exit (127);
}

int
main (int argc, char **argv)
{
  struct rusage usage;
  int64_t started, ended;
  FILE *file;
  int status;

  if (argc < 5 || (file = fopen (argv[1], "we")) == NULL)
    errx (1, "usage: timed FILE SECONDS USER COMMAND…");

  become ((uid_t) strtoul (argv[3], NULL, 10));
  signal (SIGALRM, stop_child);
  started = now_ns ();
  child = fork ();
  if (child == 0)
    turn_into (argv + 4);
  alarm ((unsigned int) strtoul (argv[2], NULL, 10));
  while (wait4 (child, &status, 0, &usage) < 0)
    ;
  ended = now_ns ();
  fprintf (file,
           "{\"started_ns\": %lld, \"ended_ns\": %lld, \"status\": %d, \"cpu_ms\": %.3f, "
           "\"memory_mb\": %.2f}\n",
           (long long) started, (long long) ended,
           WIFEXITED (status) ? WEXITSTATUS (status) : -WTERMSIG (status),
           to_ms (usage.ru_utime) + to_ms (usage.ru_stime), (double) usage.ru_maxrss / 1024);
  return fclose (file) == 0 ? 0 : 1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The helper process; see the header.
 */
#include "hopmap-helper-process.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hopmap-trace-error.h"

/* GLib does not tell why, but the program can be looked at. */
static void
set_spawn_error (GError **error, const char *path)
{
  const char *message;

  if (!g_path_is_absolute (path) || (access (path, F_OK) != 0 && errno != EACCES))
    message = _ ("The probe program “%s” is missing; install Hopmap again.");
  else if (access (path, X_OK) != 0)
    message = _ ("You may not start the probe program “%s”; give yourself the permission, or "
                 "install Hopmap again.");
  else
    message = _ ("The probe program “%s” cannot be started; install Hopmap again.");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_MISSING, message, path);
#pragma GCC diagnostic pop
}

/*
 * Starts it with @end, which is used up, as its input and output. It closes what else it inherits
 * and goes to the root by itself, since it trusts nobody who starts it. Not to ask for either here
 * lets GLib start it without a copy of this process, which takes some milliseconds.
 */
static GSubprocess *
spawn_on (const char *path, int end)
{
  static char *nothing[] = { NULL };
  const char *argv[] = { path, NULL };
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_INHERIT_FDS);
  const int output = fcntl (end, F_DUPFD_CLOEXEC, 3);

  g_subprocess_launcher_take_stdin_fd (launcher, end);
  if (output < 0)
    return NULL;

  g_subprocess_launcher_take_stdout_fd (launcher, output);
  g_subprocess_launcher_set_environ (launcher, nothing);
  return g_subprocess_launcher_spawnv (launcher, argv, NULL);
}

/**
 * hopmap_helper_process_spawn:
 * @path: the program, by its absolute path: it is never searched for
 * @process: (out): the process
 * @error: return location for %HOPMAP_TRACE_ERROR_HELPER_MISSING
 *
 * Its environment is empty; its input and output are one end of a socket pair, its error output is
 * ours.
 *
 * Returns: our end of the socket pair, or -1
 */
int
hopmap_helper_process_spawn (const char *path, GSubprocess **process, GError **error)
{
  int ends[2] = { -1, -1 };

  *process = NULL;
  if (g_path_is_absolute (path) && socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0)
    *process = spawn_on (path, ends[1]);
  if (*process != NULL)
    return ends[0];

  if (ends[0] >= 0)
    close (ends[0]);
  set_spawn_error (error, path);
  return -1;
}

/**
 * hopmap_helper_process_get_end:
 * @path: the program
 * @process: (nullable): the process if it has ended; %NULL if it only closed its output
 *
 * Returns: (transfer full): that it ended, which it does not do by itself
 */
GError *
hopmap_helper_process_get_end (const char *path, GSubprocess *process)
{
  if (process != NULL && g_subprocess_get_if_signaled (process))
    return g_error_new (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_FAILED,
                        _ ("The probe program “%s” was ended by signal %d; try again."), path,
                        g_subprocess_get_term_sig (process));
  if (process != NULL && g_subprocess_get_exit_status (process) != 0)
    return g_error_new (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_FAILED,
                        _ ("The probe program “%s” gave up with status %d; try again, or install "
                           "Hopmap again."),
                        path, g_subprocess_get_exit_status (process));

  return g_error_new (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_FAILED,
                      _ ("The probe program “%s” ended too early; try again, or install Hopmap "
                         "again."),
                      path);
}

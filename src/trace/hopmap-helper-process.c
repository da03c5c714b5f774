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

static void
set_spawn_error (GError **error, const char *path, const GError *reason)
{
  const char *message;

  if (g_error_matches (reason, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
    message = _ ("The probe program “%s” is missing; install Hopmap again.");
  else if (g_error_matches (reason, G_SPAWN_ERROR, G_SPAWN_ERROR_ACCES)
           || g_error_matches (reason, G_SPAWN_ERROR, G_SPAWN_ERROR_PERM))
    message = _ ("You may not start the probe program “%s”; give yourself the permission, or "
                 "install Hopmap again.");
  else
    message = _ ("The probe program “%s” cannot be started; install Hopmap again.");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_MISSING, message, path);
#pragma GCC diagnostic pop
}

/* Starts it with @end, which is used up, as its input and output. */
static GSubprocess *
spawn_on (const char *path, int end, GError **error)
{
  static char *nothing[] = { NULL };
  const char *argv[] = { path, NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  const int output = fcntl (end, F_DUPFD_CLOEXEC, 3);

  g_subprocess_launcher_take_stdin_fd (launcher, end);
  if (output < 0)
    {
      g_set_error_literal (error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED, g_strerror (errno));
      return NULL;
    }

  g_subprocess_launcher_take_stdout_fd (launcher, output);
  g_subprocess_launcher_set_environ (launcher, nothing);
  g_subprocess_launcher_set_cwd (launcher, "/");
  return g_subprocess_launcher_spawnv (launcher, argv, error);
}

/**
 * hopmap_helper_process_spawn:
 * @path: the program, by its absolute path: it is never searched for
 * @process: (out): the process
 * @error: return location for %HOPMAP_TRACE_ERROR_HELPER_MISSING
 *
 * Its environment is empty, its working directory the root; its input and output are one end of a
 * socket pair, its error output is ours.
 *
 * Returns: our end of the socket pair, or -1
 */
int
hopmap_helper_process_spawn (const char *path, GSubprocess **process, GError **error)
{
  g_autoptr (GError) reason = NULL;
  int ends[2] = { -1, -1 };

  *process = NULL;
  if (!g_path_is_absolute (path))
    reason = g_error_new_literal (G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT, path);
  else if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
    reason = g_error_new_literal (G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED, g_strerror (errno));
  else
    *process = spawn_on (path, ends[1], &reason);

  if (*process != NULL)
    return ends[0];

  if (ends[0] >= 0)
    close (ends[0]);
  set_spawn_error (error, path, reason);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hopmap: reads the command line and hands the task to whoever does it. A window is a program of
 * its own: GTK and what it brings take some 15 ms to link, which a trace in a terminal would wait
 * for before its first probe, and a server needs none of it.
 */
#include "hopmap-command.h"
#include "hopmap-config.h"
#include "hopmap-headless-routes.h"
#include "hopmap-headless.h"
#include "hopmap-plain-io.h"
#include "hopmap-program.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

/* The process stays the same one, under the name by which it was started, so whoever started it can
 * wait for it and end it. */
static HopmapExitStatus
become_window (char **argv)
{
  g_autofree char *sentence = NULL;

  execv (HOPMAP_WINDOW_PATH, argv);
  /* Translators: a file name, and what went wrong, as "Permission denied" */
  sentence = g_strdup_printf (
      _ ("Hopmap’s window could not be started (%s: %s). Install Hopmap again, "
         "write a file with -o or print with -f text."),
      HOPMAP_WINDOW_PATH, g_strerror (errno));
  hopmap_headless_say (sentence);
  return HOPMAP_EXIT_TROUBLE;
}

static HopmapExitStatus
show_version (void)
{
  static const char version[] = "hopmap " HOPMAP_VERSION "\n";
  g_autoptr (GError) error = NULL;

  if (hopmap_plain_io_write (version, sizeof version - 1, &error))
    return HOPMAP_EXIT_REACHED;

  hopmap_headless_say (error->message);
  return HOPMAP_EXIT_TROUBLE;
}

int
main (int argc, char **argv)
{
  g_autofree char *cwd = NULL;
  g_autoptr (HopmapCommand) command = NULL;
  g_autoptr (GError) error = NULL;

  hopmap_program_begin ();

  /* A desktop says this, no person does: the words come later, or none at all. */
  if (argc == 2 && g_strcmp0 (argv[1], "--gapplication-service") == 0)
    return (int) become_window (argv);

  cwd = g_get_current_dir ();
  command = hopmap_command_parse ((const char *const *) argv, cwd, &error);
  if (command == NULL)
    {
      hopmap_headless_say (error->message);
      return HOPMAP_EXIT_USAGE;
    }

  switch (command->task)
    {
    case HOPMAP_TASK_WRITE:
      return (int) hopmap_headless_write (command);
    case HOPMAP_TASK_SERVE:
      return (int) hopmap_headless_serve (command);
    case HOPMAP_TASK_LOCATE:
      return (int) hopmap_headless_locate (command);
    case HOPMAP_TASK_VERSION:
      return (int) show_version ();
    case HOPMAP_TASK_WINDOW:
    default:
      return (int) become_window (argv);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hopmap: reads the command line and hands the task to whoever does it.
 */
#include "hopmap-application.h"
#include "hopmap-command.h"
#include "hopmap-config.h"
#include "hopmap-headless.h"
#include "hopmap-headless-routes.h"
#include "hopmap-place.h"
#include "hopmap-plain-io.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <malloc.h>

/* Every painting thread would get a heap of its own, and the free end of such a heap is never given
 * back to the system: some 20 MB after the first look at a map. */
static void
share_one_heap (void)
{
#ifdef M_ARENA_MAX
  mallopt (M_ARENA_MAX, 1);
#endif
}

static int
run_application (int argc, char **argv)
{
  g_autoptr (HopmapApplication) application = NULL;

  share_one_heap ();

  /* By this name a desktop finds out whose the window is. */
  g_set_prgname (HOPMAP_APP_ID);
  if (!gtk_init_check ())
    {
      hopmap_headless_say (_ ("There is no display to open a window on; write a file with -o or "
                              "print with -f text."));
      return HOPMAP_EXIT_TROUBLE;
    }

  application = hopmap_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
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

  hopmap_plain_io_fill_descriptors ();
  setlocale (LC_ALL, "");
  bindtextdomain (HOPMAP_GETTEXT_DOMAIN, HOPMAP_LOCALEDIR);
  bind_textdomain_codeset (HOPMAP_GETTEXT_DOMAIN, "UTF-8");
  textdomain (HOPMAP_GETTEXT_DOMAIN);
  /* Of the package iso-codes, which most desktops have; without it countries are in English. */
  bind_textdomain_codeset ("iso_3166", "UTF-8");
  hopmap_place_set_country_domain ("iso_3166");
  g_set_prgname ("hopmap");
  g_set_application_name ("Hopmap");

  /* D-Bus says this, no person does: the words come later, or none at all. */
  if (argc == 2 && g_strcmp0 (argv[1], "--gapplication-service") == 0)
    return run_application (argc, argv);

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
      return run_application (argc, argv);
    }
}

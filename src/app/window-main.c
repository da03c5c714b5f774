/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hopmap-window: the application with its windows. hopmap becomes it when a window is wanted,
 * having found the command line to be right; a desktop's service file names it directly.
 */
#include "hopmap-application.h"
#include "hopmap-config.h"
#include "hopmap-exit-status.h"
#include "hopmap-headless-routes.h"
#include "hopmap-program.h"

#include <glib/gi18n-lib.h>
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

int
main (int argc, char **argv)
{
  g_autoptr (HopmapApplication) application = NULL;

  hopmap_program_begin ();
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

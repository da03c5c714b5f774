/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words about trouble with places; see the header.
 */
#include "hopmap-place-trouble.h"

#include "hopmap-geo-error.h"

#include <glib/gi18n-lib.h>

/**
 * hopmap_place_trouble_dup_text:
 * @problem: what keeps a source from answering
 * @met: (nullable): when it was met, in local time, if that is known
 *
 * Returns: (transfer full): a sentence, and for a quota the time at which look-ups resume, where the
 *   service told how long to wait
 */
char *
hopmap_place_trouble_dup_text (const GError *problem, GDateTime *met)
{
  const guint wait_s = hopmap_geo_error_get_retry_after (problem);
  g_autoptr (GDateTime) then = NULL;
  g_autofree char *time = NULL;
  g_autofree char *resume = NULL;

  if (met != NULL && wait_s > 0)
    then = g_date_time_add_seconds (met, wait_s);
  if (then != NULL)
    time = g_date_time_format (then, "%X");
  if (time == NULL)
    return g_strdup (problem->message);

  /* Translators: look-ups of places; %s is a time of day. It follows another sentence. */
  resume = g_strdup_printf (_ ("Look-ups resume at %s."), time);
  return g_strconcat (problem->message, " ", resume, NULL);
}

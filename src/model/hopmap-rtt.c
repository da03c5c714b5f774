/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Round-trip times as people read them: see the header. For screens and pages only; files for
 * programs have their own exact numbers.
 */
#include "hopmap-rtt.h"

#include <glib/gi18n-lib.h>

#define NS_PER_MS 1e6

/**
 * hopmap_rtt_dup_text:
 * @rtt_ns: round-trip time in nanoseconds, or -1 for none
 *
 * Two significant digits below 10 ms, whole milliseconds above: what is behind that is noise.
 *
 * Returns: (transfer full): such as "0.42 ms", "8.7 ms" or "104 ms" in the language and with the
 *   decimal sign of the locale; "–" for none
 */
char *
hopmap_rtt_dup_text (gint64 rtt_ns)
{
  double ms = (double) rtt_ns / NS_PER_MS;

  if (rtt_ns < 0)
    return g_strdup ("–");
  if (ms < 0.995)
    /* Translators: a round-trip time in milliseconds */
    return g_strdup_printf (_ ("%.2f ms"), ms);
  if (ms < 9.95)
    /* Translators: a round-trip time in milliseconds */
    return g_strdup_printf (_ ("%.1f ms"), ms);

  /* Translators: a round-trip time in milliseconds */
  return g_strdup_printf (_ ("%.0f ms"), ms);
}

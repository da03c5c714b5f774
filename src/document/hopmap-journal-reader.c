/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A journal as the route that it was: see the header.
 */
#include "hopmap-journal-reader.h"

#include "hopmap-journal-chapter.h"
#include "hopmap-json-format.h"

/* More than a window shows with ease; a limit only for journals that nobody wrote. */
#define MAX_PROBES   1000000u
#define MAX_CHAPTERS 100000u

static HopmapRoute *
read_chapter (HopmapJournalFolder *folder, guint chapter, GError **error)
{
  g_autoptr (GBytes) bytes = hopmap_journal_folder_read (folder, chapter, error);
  g_autoptr (GPtrArray) routes = NULL;
  guint n_left_out;

  if (bytes != NULL)
    routes = hopmap_json_read (bytes, &n_left_out, error);

  return routes != NULL ? g_object_ref (routes->pdata[0]) : NULL;
}

static void
find_last_probe (HopmapRoute *route, gint64 *last_ns, gboolean *reached)
{
  guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (route));

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      guint n = hopmap_hop_get_n_samples (hop);

      *reached |= hopmap_hop_is_destination (hop);
      if (n > 0)
        *last_ns = MAX (*last_ns, hopmap_hop_get_sample (hop, n - 1)->sent_ns);
    }
}

/* A trace that was cut short ended with its last probe, and what it had found stands. */
static void
end_route (HopmapRoute *route)
{
  g_autoptr (GDateTime) ended = NULL;
  GDateTime *started = hopmap_route_get_started (route);
  gboolean reached = FALSE;
  gint64 last_ns = 0;

  find_last_probe (route, &last_ns, &reached);
  hopmap_route_finish (route, reached ? HOPMAP_END_DESTINATION : HOPMAP_END_STOPPED);
  if (started == NULL)
    return;

  started = g_date_time_ref (started);
  ended = g_date_time_add (started, last_ns / 1000);
  hopmap_route_set_times (route, started, ended);
  g_date_time_unref (started);
}

static HopmapRoute *
read_next (HopmapJournalFolder *folder, guint chapter, HopmapRoute *route)
{
  g_autoptr (GError) error = NULL;
  HopmapRoute *next;

  if (chapter > MAX_CHAPTERS
      || hopmap_journal_chapter_measure (route, &(HopmapJournalMark){ { 0 } }) > MAX_PROBES)
    return NULL;

  next = read_chapter (folder, chapter, &error);
  if (next == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_message ("A journal ends before its chapter %u: %s", chapter, error->message);
  return next;
}

/**
 * hopmap_journal_read:
 * @folder: a journal; nothing in it is trusted
 * @cut_short: (out): whether its trace was still under way
 * @error: return location for an error of GIO or a #HopmapDocumentError, meant for a log
 *
 * Blocks. Reads up to the first chapter that is missing or makes no sense.
 *
 * Returns: (transfer full): a finished route, or %NULL with @error set where there is not even a
 *   first chapter
 */
HopmapRoute *
hopmap_journal_read (HopmapJournalFolder *folder, gboolean *cut_short, GError **error)
{
  g_autoptr (HopmapRoute) chapter = read_chapter (folder, 1, error);
  g_autoptr (HopmapRoute) route = NULL;

  if (chapter == NULL)
    return NULL;

  route = hopmap_route_new (hopmap_route_get_target (chapter), hopmap_route_get_options (chapter));
  for (guint i = 2; chapter != NULL; i++)
    {
      g_autoptr (HopmapRoute) next = read_next (folder, i, route);

      hopmap_journal_chapter_append (route, chapter, next);
      g_set_object (&chapter, next);
    }

  *cut_short = hopmap_route_get_end (route) == HOPMAP_END_UNKNOWN;
  if (*cut_short)
    end_route (route);
  return g_steal_pointer (&route);
}

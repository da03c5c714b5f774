/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Readings: see the header.
 */
#include "hopmap-dialect-reading.h"

/* Returns what @body says of @asked, or NULL where it is no answer. */
HopmapGeoAnswer *
hopmap_dialect_reading_new (const HopmapDialect *dialect, GBytes *body, const HopmapAddress *asked)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  g_autoptr (GHashTable) answers = hopmap_geo_answers_new ();
  HopmapGeoAnswer *answer;

  g_ptr_array_add (addresses, (gpointer) asked);
  if (!dialect->read (body, addresses, answers))
    return NULL;

  answer = g_hash_table_lookup (answers, asked);
  return answer != NULL ? hopmap_geo_answer_ref (answer)
                        : hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);
}

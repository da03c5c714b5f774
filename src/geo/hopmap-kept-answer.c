/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapKeptAnswer: see the header.
 */
#include "hopmap-kept-answer.h"

#include <string.h>

#include "hopmap-clean-text.h"

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? hopmap_clean_text (text, (gsize) sqlite3_column_bytes (statement, column))
                      : NULL;
}

static HopmapPlace *
read_place (sqlite3_stmt *row)
{
  g_autofree char *city = dup_column (row, 9);
  g_autofree char *region = dup_column (row, 10);
  g_autofree char *country = dup_column (row, 11);
  g_autofree char *code = dup_column (row, 12);
  g_autofree char *source = dup_column (row, 13);
  g_autofree char *attribution = dup_column (row, 14);
  int kind = sqlite3_column_int (row, 3);
  int evidence = sqlite3_column_int (row, 4);
  HopmapPlace fields = {
    .kind = (HopmapPlaceKind) kind,
    .evidence = (HopmapEvidence) evidence,
    .has_point = sqlite3_column_int (row, 5) != 0,
    .latitude = sqlite3_column_double (row, 6),
    .longitude = sqlite3_column_double (row, 7),
    .radius_km = sqlite3_column_double (row, 8),
    .city = city,
    .region = region,
    .country = country,
    .country_code = code,
    .source = source,
    .attribution = attribution,
    .anycast = sqlite3_column_int (row, 15) != 0,
  };

  /* No service may pass for the person, nor for one of our own labels. */
  if (sqlite3_column_type (row, 3) == SQLITE_NULL || source == NULL
      || (kind != HOPMAP_PLACE_UNKNOWN && kind != HOPMAP_PLACE_COUNTRY && kind != HOPMAP_PLACE_CITY)
      || evidence < HOPMAP_EVIDENCE_NONE || evidence > HOPMAP_EVIDENCE_MEASURED)
    return NULL;

  return hopmap_place_new (&fields);
}

/**
 * hopmap_kept_answer_read:
 * @row: a row of %HOPMAP_KEPT_ANSWER_FIND
 *
 * What is in the file is believed no more than what comes from the web.
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL where it is not known whose it is
 */
HopmapKeptAnswer *
hopmap_kept_answer_read (sqlite3_stmt *row)
{
  g_autoptr (HopmapKeptAnswer) kept = g_new0 (HopmapKeptAnswer, 1);
  g_autofree char *network = dup_column (row, 17);
  gint64 asn = sqlite3_column_int64 (row, 16);

  kept->provider = dup_column (row, 0);
  if (kept->provider == NULL)
    return NULL;

  kept->version = (guint) sqlite3_column_int (row, 1);
  switch (sqlite3_column_int (row, 2))
    {
    case HOPMAP_GEO_STATUS_FOUND:
      kept->answer = hopmap_geo_answer_new_found (
          read_place (row), asn > 0 && asn <= G_MAXUINT32 ? (guint) asn : 0, network);
      break;
    case HOPMAP_GEO_STATUS_RESERVED:
      kept->answer = hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_RESERVED);
      break;
    default:
      kept->answer = hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);
      break;
    }

  return g_steal_pointer (&kept);
}

static void
bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

static void
bind_place (sqlite3_stmt *statement, const HopmapPlace *place)
{
  sqlite3_bind_int (statement, 5, place->kind);
  sqlite3_bind_int (statement, 6, place->evidence);
  sqlite3_bind_int (statement, 7, place->has_point);
  sqlite3_bind_double (statement, 8, place->latitude);
  sqlite3_bind_double (statement, 9, place->longitude);
  sqlite3_bind_double (statement, 10, place->radius_km);
  bind_text (statement, 11, place->city);
  bind_text (statement, 12, place->region);
  bind_text (statement, 13, place->country);
  bind_text (statement, 14, place->country_code);
  bind_text (statement, 15, place->source);
  bind_text (statement, 16, place->attribution);
  sqlite3_bind_int (statement, 17, place->anycast);
}

/**
 * hopmap_kept_answer_bind:
 * @statement: %HOPMAP_KEPT_ANSWER_KEEP, without bindings
 * @kept: what is to be kept; the times are left to the caller, ?20 and ?21
 */
void
hopmap_kept_answer_bind (sqlite3_stmt *statement, const HopmapKeptAnswer *kept)
{
  bind_text (statement, 2, kept->provider);
  sqlite3_bind_int64 (statement, 3, kept->version);
  sqlite3_bind_int (statement, 4, kept->answer->status);
  if (kept->answer->place != NULL)
    bind_place (statement, kept->answer->place);
  sqlite3_bind_int64 (statement, 18, kept->answer->asn);
  bind_text (statement, 19, kept->answer->network);
}

/**
 * hopmap_kept_answer_bind_address:
 * @statement: either of the two statements
 * @address: the address
 *
 * All addresses are kept as 16 bytes, those of IPv4 mapped.
 */
void
hopmap_kept_answer_bind_address (sqlite3_stmt *statement, const HopmapAddress *address)
{
  guint8 bytes[16] = { [10] = 0xff, [11] = 0xff };

  if (address->family == 4)
    memcpy (bytes + 12, address->bytes, 4);
  else
    memcpy (bytes, address->bytes, sizeof bytes);
  sqlite3_bind_blob (statement, 1, bytes, sizeof bytes, SQLITE_TRANSIENT);
}

/**
 * hopmap_kept_answer_free:
 * @kept: (transfer full): a kept answer
 */
void
hopmap_kept_answer_free (HopmapKeptAnswer *kept)
{
  g_free (kept->provider);
  g_clear_pointer (&kept->answer, hopmap_geo_answer_unref);
  g_free (kept);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kept limits: see the header.
 */
#include "hopmap-kept-limits.h"

#define LOAD_LIMITS                                                                                \
  "SELECT closed_until, day, n_today, questions_left, filled FROM limits WHERE provider = ?1"

/* What another program has saved since is not undone: the stricter count holds. */
#define SAVE_LIMITS                                                                                \
  "INSERT INTO limits VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (provider) DO UPDATE SET"        \
  " closed_until = max (closed_until, excluded.closed_until),"                                     \
  " n_today = CASE WHEN excluded.day > day THEN excluded.n_today"                                  \
  "                WHEN excluded.day = day THEN max (n_today, excluded.n_today) ELSE n_today END," \
  " questions_left = CASE WHEN excluded.filled >= filled THEN excluded.questions_left"             \
  "                       ELSE questions_left END,"                                                \
  " filled = max (filled, excluded.filled), day = max (day, excluded.day)"

/**
 * hopmap_kept_limits_load:
 * @db: (nullable): the file
 * @provider: a provider
 * @state: (out): what is remembered of its limits
 *
 * Returns: whether anything is
 */
gboolean
hopmap_kept_limits_load (sqlite3 *db, const char *provider, HopmapLimiterState *state)
{
  sqlite3_stmt *row = NULL;
  gboolean found = FALSE;

  *state = (HopmapLimiterState){ 0 };
  if (db == NULL || sqlite3_prepare_v2 (db, LOAD_LIMITS, -1, &row, NULL) != SQLITE_OK)
    return FALSE;

  sqlite3_bind_text (row, 1, provider, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (row) == SQLITE_ROW)
    {
      found = TRUE;
      *state = (HopmapLimiterState){
        .closed_until_us = sqlite3_column_int64 (row, 0),
        .day = sqlite3_column_int64 (row, 1),
        .n_today = sqlite3_column_int64 (row, 2),
        .questions_left_milli = sqlite3_column_int64 (row, 3),
        .filled_us = sqlite3_column_int64 (row, 4),
      };
    }

  sqlite3_finalize (row);
  return found;
}

/**
 * hopmap_kept_limits_save:
 * @db: (nullable): the file
 * @provider: a provider
 * @state: what is to be remembered of its limits
 */
void
hopmap_kept_limits_save (sqlite3 *db, const char *provider, const HopmapLimiterState *state)
{
  sqlite3_stmt *statement = NULL;

  if (db == NULL || sqlite3_prepare_v2 (db, SAVE_LIMITS, -1, &statement, NULL) != SQLITE_OK)
    return;

  sqlite3_bind_text (statement, 1, provider, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, state->closed_until_us);
  sqlite3_bind_int64 (statement, 3, state->day);
  sqlite3_bind_int64 (statement, 4, state->n_today);
  sqlite3_bind_int64 (statement, 5, state->questions_left_milli);
  sqlite3_bind_int64 (statement, 6, state->filled_us);
  sqlite3_step (statement);
  sqlite3_finalize (statement);
}

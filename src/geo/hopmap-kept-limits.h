/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of each service was used, as rows of the file in which answers are kept. No more than the
 * room's own part of HopmapPlaceDatabase.
 */
#pragma once

#include <sqlite3.h>

#include "hopmap-limiter.h"

G_BEGIN_DECLS

#define HOPMAP_KEPT_LIMITS_TABLE                                                                   \
  "CREATE TABLE IF NOT EXISTS limits ("                                                            \
  "  provider TEXT PRIMARY KEY, closed_until INTEGER NOT NULL, day INTEGER NOT NULL,"              \
  "  n_today INTEGER NOT NULL, questions_left INTEGER NOT NULL, filled INTEGER NOT NULL)"          \
  "  WITHOUT ROWID;"

gboolean hopmap_kept_limits_load (sqlite3 *db, const char *provider, HopmapLimiterState *state);
void hopmap_kept_limits_save (sqlite3 *db, const char *provider, const HopmapLimiterState *state);

G_END_DECLS

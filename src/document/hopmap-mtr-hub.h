/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row of mtr, whatever it is written in: columns by their titles, and a host that is a name, an
 * address, or both.
 */
#pragma once

#include "hopmap-trace-draft.h"

G_BEGIN_DECLS

typedef enum
{
  HOPMAP_MTR_LOSS,
  HOPMAP_MTR_DROP,
  HOPMAP_MTR_RECEIVED,
  HOPMAP_MTR_SENT,
  HOPMAP_MTR_LAST,
  HOPMAP_MTR_BEST,
  HOPMAP_MTR_AVERAGE,
  HOPMAP_MTR_WORST,
  HOPMAP_MTR_DEVIATION,
  HOPMAP_MTR_JITTER,
  HOPMAP_MTR_OTHER,
} HopmapMtrColumn;

/**
 * HopmapMtrHub: a row while it is read. Zeroed at its start.
 * @ttl: its number
 * @has: bits of the columns that were there
 * @values: by #HopmapMtrColumn, as mtr has them: percent, numbers, milliseconds
 */
typedef struct
{
  guint ttl;
  guint has;
  double values[HOPMAP_MTR_OTHER + 1];
} HopmapMtrHub;

gboolean hopmap_mtr_find_column (const char *title, HopmapMtrColumn *column);
void hopmap_mtr_hub_set (HopmapMtrHub *hub, HopmapMtrColumn column, double value);
gboolean hopmap_mtr_hub_add (const HopmapMtrHub *hub, const char *host, HopmapTraceDraft *draft);
void hopmap_mtr_read_host (HopmapTraceDraft *draft,
                           guint ttl,
                           const char *host,
                           HopmapAddress *address);
void hopmap_mtr_finish (HopmapTraceDraft *draft);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns of the hop table, as pure functions from a hop to words and to an order. No widget.
 */
#pragma once

#include "hopmap-route.h"

G_BEGIN_DECLS

/**
 * HopmapHopColumnId: what a column tells of each hop.
 */
typedef enum
{
  HOPMAP_HOP_COLUMN_NUMBER,
  HOPMAP_HOP_COLUMN_HOST,
  HOPMAP_HOP_COLUMN_ADDRESS,
  HOPMAP_HOP_COLUMN_PLACE,
  HOPMAP_HOP_COLUMN_NETWORK,
  HOPMAP_HOP_COLUMN_RTT,
  HOPMAP_HOP_COLUMN_HISTORY,
  HOPMAP_HOP_COLUMN_LOSS,
  HOPMAP_HOP_COLUMN_AVERAGE,
  HOPMAP_HOP_COLUMN_BEST,
  HOPMAP_HOP_COLUMN_WORST,
  HOPMAP_HOP_COLUMN_JITTER,
  HOPMAP_HOP_COLUMN_SENT,
  HOPMAP_HOP_COLUMN_DISTANCE,
  HOPMAP_HOP_COLUMN_CONFIDENCE,
  HOPMAP_HOP_COLUMN_SOURCE,
  HOPMAP_N_HOP_COLUMNS,
} HopmapHopColumnId;

/**
 * HopmapHopColumn:
 * @name: for settings and actions; never changes
 * @title: for people, not translated yet
 * @numeric: whether its values line up at their end
 * @shown: whether it is shown until the person says otherwise
 * @width: characters that there is room for at least, until the person says otherwise; -1 for as many
 *   as the values need
 */
typedef struct
{
  const char *name;
  const char *title;
  gboolean numeric;
  gboolean shown;
  int width;
} HopmapHopColumn;

const HopmapHopColumn *hopmap_hop_column_get (HopmapHopColumnId id);
const char *hopmap_hop_column_get_title (HopmapHopColumnId id);
gboolean hopmap_hop_column_find (const char *name, HopmapHopColumnId *id);
char *hopmap_hop_column_dup_text (HopmapHopColumnId id, HopmapRoute *route, HopmapHop *hop);
int hopmap_hop_column_compare (HopmapHopColumnId id,
                               HopmapRoute *route,
                               HopmapHop *one,
                               HopmapHop *other);

G_END_DECLS

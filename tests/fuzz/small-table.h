/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Included before everything else: a table and an outbox of which little is used, so that they are
 * soon full, and a run is short.
 */
#pragma once

#include "outbox.h"
#include "probe-table.h"

#undef HOPMAP_TABLE_SLOTS
#undef HOPMAP_TABLE_ACTIVE_MAX
#undef HOPMAP_OUTBOX_FRAMES
#define HOPMAP_TABLE_SLOTS      32
#define HOPMAP_TABLE_ACTIVE_MAX 16
#define HOPMAP_OUTBOX_FRAMES    40

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells a change of the way from load that is balanced, for one hop: another address answers from
 * now on, and not now this, now that. Two that take turns are load, too, where a turn is shorter than half
 * of what is looked back at. A plain value that is fed answer by answer.
 */
#pragma once

#include "hopmap-sample.h"

G_BEGIN_DECLS

/** How many answers in a row make an address the hop's, and how many of them are looked back at. */
#define HOPMAP_CHANGE_SETTLED 3
#define HOPMAP_CHANGE_MEMORY  10

/**
 * HopmapChangeFinder:
 * @current: whose the hop is; unset until somebody answered often enough
 * @rival: who answered last, if that is not @current
 * @run: how often in a row
 * @run_ns: when the first probe of that run left, nanoseconds since the trace began
 * @recent: the newest answers' addresses, a ring
 * @n_recent: how many answers there were in all
 *
 * A zeroed one is new.
 */
typedef struct
{
  HopmapAddress current;
  HopmapAddress rival;
  guint run;
  gint64 run_ns;
  HopmapAddress recent[HOPMAP_CHANGE_MEMORY];
  guint n_recent;
} HopmapChangeFinder;

gboolean hopmap_change_finder_feed (HopmapChangeFinder *self,
                                    const HopmapSample *answer,
                                    HopmapAddress *from,
                                    gint64 *at_ns);

G_END_DECLS

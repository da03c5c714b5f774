/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watches over the process of a test: how long its main loop is held, and how much memory it takes.
 */
#pragma once

#include <glib.h>

/* Held for longer than this is too long. */
#define HOPMAP_STALL_MS 50

typedef struct
{
  double held_ms; /* at most, by the clock, without the time in which others had the processor */
  const char *held_by;    /* what was on the stage then; NULL for nothing */
  guint n_stalls;         /* how often for longer than HOPMAP_STALL_MS */
  double computed_ms;     /* at most from one beat to the next, time of the processor */
  glong memory_growth_kb; /* at most since hopmap_loop_watch_start_memory() */
} HopmapLoopReport;

guint hopmap_loop_watch_start (void);
void hopmap_loop_watch_set_stage (const char *name);
void hopmap_loop_watch_start_memory (void);
HopmapLoopReport hopmap_loop_watch_get_report (void);

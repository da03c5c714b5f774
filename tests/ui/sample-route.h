/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Routes made by hand for the tests of the window and for looking at it: no network, no files.
 */
#pragma once

#include <hopmap-route.h>

/**
 * SampleRoute:
 * @SAMPLE_TRACING: the far route on its way: some rows wait, some places are not known yet
 * @SAMPLE_DONE: from a home network across an ocean, with silent, special and doubtful hops
 * @SAMPLE_LOCAL: one hop in the local network
 * @SAMPLE_SILENT: ends after three hops in silence
 * @SAMPLE_FAILED: nobody was asked: an error
 * @SAMPLE_CUT: an error after some hops
 * @SAMPLE_WATCHED: the far route, round after round, some answers lost
 */
typedef enum
{
  SAMPLE_TRACING,
  SAMPLE_DONE,
  SAMPLE_LOCAL,
  SAMPLE_SILENT,
  SAMPLE_FAILED,
  SAMPLE_CUT,
  SAMPLE_WATCHED,
} SampleRoute;

HopmapRoute *sample_route_new (SampleRoute kind);
void sample_route_answer (HopmapRoute *route,
                          guint ttl,
                          const char *address,
                          const char *name,
                          double rtt_ms);
void sample_route_lose (HopmapRoute *route, guint ttl);
void sample_route_place (HopmapRoute *route,
                         guint ttl,
                         const char *city,
                         const char *country,
                         double latitude,
                         double longitude);

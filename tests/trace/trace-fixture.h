/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up routes for the tests of this room, written as one line each, and a run of the main loop
 * that ends when something has happened.
 */
#pragma once

#include "hopmap-route.h"

/**
 * A finished route to @destination from a line such as "192.0.2.1=1.5 * 198.51.100.1=20,21": hops
 * from TTL 1 on; "*" is one lost probe, "*,3" a lost probe and one answered after 3 ms. The last
 * hop is the destination if its address is @destination. "!" behind a time is "unreachable".
 */
HopmapRoute *trace_fixture_route_new (const char *destination, const char *line);

/** Such a route again as text, to compare; names in brackets. */
char *trace_fixture_describe (HopmapRoute *route);

/** A route that is to be traced to @destination. */
HopmapRoute *trace_fixture_new_trace (const char *destination, const HopmapTraceOptions *options);

/** Runs the main loop until @done is set; fails the test after @seconds. */
void trace_fixture_run_until (gboolean *done, guint seconds);

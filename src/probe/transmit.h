/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hands one probe to the system. Knows sockets, not when or why.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "probe-table.h"
#include "sockets.h"

/** Nanoseconds of @clock. */
uint64_t hopmap_clock (clockid_t clock);

/**
 * Sends @probe through @channel with the time to live, type of service and source that it has, all
 * by control message, so that nothing of one probe sticks to the socket; or has the system send a
 * SYN. A source that it names is confirmed by the system as one of this machine; else that which
 * the system chooses is noted in it where its checksum covers that, as is all that its answer will be
 * known by, and the time just before it left. The system's choice is asked for anew at least four times
 * a second. False with an errno.
 */
bool hopmap_transmit (const HopmapChannel *channel, HopmapProbe *probe);

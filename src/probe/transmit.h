/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hands one probe to the system. Knows sockets, not when or why.
 */
#pragma once

#include <stdint.h>

#include "probe-build.h"
#include "probe-frame.h"
#include "sockets.h"

/** Nanoseconds of CLOCK_MONOTONIC. */
uint64_t hopmap_clock (void);

/**
 * Finds the address that @send leaves from, if it does not name one, and puts it there; if it does,
 * has the system confirm that it is one of this machine. Sends nothing. Returns 0 or the errno.
 */
int hopmap_find_source (HopmapFrameSend *send);

/**
 * Sends @packet through @channel with the time to live, type of service and source of @send, all
 * by control message, so that nothing of one probe sticks to the socket; or has the system send a
 * SYN. Returns 0 with the time just before it left in @sent_ns, or the errno.
 */
int hopmap_transmit (const HopmapChannel *channel,
                     const HopmapFrameSend *send,
                     const HopmapProbePacket *packet,
                     uint64_t *sent_ns);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hands one probe to the system. Knows sockets, not when or why.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "probe-build.h"
#include "probe-frame.h"

/** Nanoseconds of CLOCK_MONOTONIC. */
uint64_t hopmap_clock (void);

/**
 * Sends @packet through @fd with the time to live, type of service and source of @send, all by
 * control message, so that nothing of one probe sticks to the socket. @has_error_queue tells that
 * an error of an earlier probe may be pending on the socket, which costs one attempt each.
 *
 * Returns 0 with the time just before the packet left in @sent_ns, or the errno.
 */
int hopmap_transmit (int fd,
                     const HopmapFrameSend *send,
                     const HopmapProbePacket *packet,
                     bool has_error_queue,
                     uint64_t *sent_ns);

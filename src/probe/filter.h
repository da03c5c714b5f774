/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the kernel lets through to a raw socket, which would else see the packets of every user of
 * the machine.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "probe-frame.h"

/**
 * Lets only ICMP errors and echo replies with identifier @id through to @fd, empties it of what
 * came before, and locks the filter. False if any of it fails.
 */
bool hopmap_filter_icmp (int fd, HopmapFrameFamily family, uint16_t id);

/** The same for TCP: only segments to @port. */
bool hopmap_filter_tcp (int fd, HopmapFrameFamily family, uint16_t port);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of probes to one destination, and how tests fill it.
 */
#pragma once

#include "probe-table.h"

#define MADE_ID   0x1111
#define MADE_PORT 33435

extern HopmapProbeTable table;

/** The one destination. */
extern const HopmapFrameAddress target;

/** Empties the table and starts its numbers somewhere else. */
void reset (uint16_t scramble);

/** Adds a probe that waits, or one that flies and has a cookie; returns its index. */
uint16_t add (uint32_t token, HopmapFrameProtocol protocol);
uint16_t add_flying (uint32_t token, HopmapFrameProtocol protocol);

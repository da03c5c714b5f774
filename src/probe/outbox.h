/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events that wait until standard output takes them. Never blocks, never grows, never drops: who
 * puts something in has made sure before that there is room.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe-frame.h"

/** Room for the two events of every active probe and some more. */
#define HOPMAP_OUTBOX_FRAMES 4352

typedef struct
{
  uint8_t bytes[HOPMAP_OUTBOX_FRAMES * HOPMAP_FRAME_SIZE];
  size_t first;  /* where the next byte is */
  size_t length; /* bytes that wait; the first frame may be partly written */
} HopmapOutbox;

/** Frames that still fit. */
size_t hopmap_outbox_room (const HopmapOutbox *outbox);

/** Appends @frame, for which there must be room. */
void hopmap_outbox_push (HopmapOutbox *outbox, const HopmapFrame *frame);

/**
 * Writes a part of what is there to standard output, which must have been polled writable, and not
 * more than that promises to take. Returns false if nobody can read it any more.
 */
bool hopmap_outbox_write (HopmapOutbox *outbox);

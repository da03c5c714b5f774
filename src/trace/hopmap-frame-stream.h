/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames over one end of a socket pair, read and written without ever blocking. It knows how
 * frames follow each other, and nothing of what they mean.
 */
#pragma once

#include <glib.h>

#include "probe-frame.h"

G_BEGIN_DECLS

typedef struct _HopmapFrameStream HopmapFrameStream;

/**
 * HopmapFrameStreamEnd: why no frame will come any more.
 * @HOPMAP_FRAME_STREAM_CLOSED: the other side closed it, or is gone
 * @HOPMAP_FRAME_STREAM_GARBAGE: what came is no frame of our version
 */
typedef enum
{
  HOPMAP_FRAME_STREAM_CLOSED,
  HOPMAP_FRAME_STREAM_GARBAGE,
} HopmapFrameStreamEnd;

typedef void (*HopmapFrameStreamFunc) (const HopmapFrame *frame, gpointer user_data);
typedef void (*HopmapFrameStreamEndFunc) (HopmapFrameStreamEnd end, gpointer user_data);

HopmapFrameStream *hopmap_frame_stream_new (int fd,
                                            HopmapFrameStreamFunc on_frame,
                                            HopmapFrameStreamEndFunc on_end,
                                            gpointer user_data);
void hopmap_frame_stream_close (HopmapFrameStream *self);
void hopmap_frame_stream_write (HopmapFrameStream *self, const HopmapFrame *frame);
void hopmap_frame_stream_flush (HopmapFrameStream *self);

G_END_DECLS

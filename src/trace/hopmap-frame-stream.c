/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapFrameStream: see the header.
 */
#include "hopmap-frame-stream.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FRAMES_AT_ONCE 64

struct _HopmapFrameStream
{
  int fd; /* -1 once closed */
  HopmapFrameStreamFunc on_frame;
  HopmapFrameStreamEndFunc on_end;
  gpointer user_data;
  GSource *readable;
  GSource *writable; /* only while the socket is full */
  GByteArray *output;
  gsize n_input;
  gsize n_taken; /* of it, handed out */
  guint8 input[FRAMES_AT_ONCE * HOPMAP_FRAME_SIZE];
};

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
stream_shut (HopmapFrameStream *self)
{
  clear_source (&self->readable);
  clear_source (&self->writable);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

static void
stream_clear (gpointer data)
{
  HopmapFrameStream *self = data;

  g_byte_array_unref (self->output);
}

static void
stream_end (HopmapFrameStream *self, HopmapFrameStreamEnd end)
{
  stream_shut (self);
  self->on_end (end, self->user_data);
}

/* Hands out the whole frames of the input; whoever gets one may close the stream, or run the main loop
 * and so get the next. */
static void
take_frames (HopmapFrameStream *self)
{
  while (self->fd >= 0 && self->n_input - self->n_taken >= HOPMAP_FRAME_SIZE)
    {
      HopmapFrame frame;

      if (hopmap_frame_decode (self->input + self->n_taken, HOPMAP_FRAME_SIZE, &frame)
              != HOPMAP_DECODE_OK
          || hopmap_frame_is_command (frame.type))
        {
          stream_end (self, HOPMAP_FRAME_STREAM_GARBAGE);
          return;
        }
      self->n_taken += HOPMAP_FRAME_SIZE;
      self->on_frame (&frame, self->user_data);
    }
}

/* What was handed out makes room for more. */
static void
drop_taken (HopmapFrameStream *self)
{
  self->n_input -= self->n_taken;
  memmove (self->input, self->input + self->n_taken, self->n_input);
  self->n_taken = 0;
}

static gboolean
readable_cb (int fd, GIOCondition condition, gpointer user_data)
{
  HopmapFrameStream *self = g_rc_box_acquire (user_data);
  ssize_t n;

  drop_taken (self);
  n = recv (fd, self->input + self->n_input, sizeof self->input - self->n_input, MSG_DONTWAIT);
  if (n > 0)
    {
      self->n_input += (gsize) n;
      take_frames (self);
    }
  else if (n == 0 || (errno != EAGAIN && errno != EINTR))
    stream_end (self, HOPMAP_FRAME_STREAM_CLOSED);

  g_rc_box_release_full (self, stream_clear);
  return G_SOURCE_CONTINUE;
}

static gboolean
writable_cb (int fd, GIOCondition condition, gpointer user_data)
{
  HopmapFrameStream *self = user_data;

  clear_source (&self->writable);
  hopmap_frame_stream_flush (self);
  return G_SOURCE_REMOVE;
}

static GSource *
watch (HopmapFrameStream *self, GIOCondition condition, GUnixFDSourceFunc callback)
{
  GSource *source = g_unix_fd_source_new (self->fd, condition);

  g_source_set_callback (source, G_SOURCE_FUNC (callback), self, NULL);
  g_source_set_static_name (source, "hopmap-frames");
  /* Answers come before whoever acts on their absence: both may be due when the loop was busy. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT - 1);
  /* Else GLib takes the socket out of the main loop for each dispatch, and wakes the loop twice. */
  g_source_set_can_recurse (source, TRUE);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

/**
 * hopmap_frame_stream_new:
 * @fd: (transfer full): a connected stream socket
 * @on_frame: called with every event that comes
 * @on_end: called once, when no more will come; not after hopmap_frame_stream_close()
 * @user_data: for both
 *
 * Returns: (transfer full): a stream that reads in the thread's default main context
 */
HopmapFrameStream *
hopmap_frame_stream_new (int fd,
                         HopmapFrameStreamFunc on_frame,
                         HopmapFrameStreamEndFunc on_end,
                         gpointer user_data)
{
  HopmapFrameStream *self = g_rc_box_new0 (HopmapFrameStream);

  self->fd = fd;
  self->on_frame = on_frame;
  self->on_end = on_end;
  self->user_data = user_data;
  self->output = g_byte_array_new ();
  self->readable = watch (self, G_IO_IN | G_IO_HUP | G_IO_ERR, readable_cb);
  return self;
}

/**
 * hopmap_frame_stream_close:
 * @self: (transfer full): a stream; allowed within its own callbacks
 */
void
hopmap_frame_stream_close (HopmapFrameStream *self)
{
  stream_shut (self);
  g_rc_box_release_full (self, stream_clear);
}

/**
 * hopmap_frame_stream_write:
 * @self: a stream
 * @frame: a command; one that does not encode is a mistake of the caller and is left out
 *
 * Nothing leaves before hopmap_frame_stream_flush(), so that a batch is one write.
 */
void
hopmap_frame_stream_write (HopmapFrameStream *self, const HopmapFrame *frame)
{
  guint8 buffer[HOPMAP_FRAME_SIZE];

  g_return_if_fail (hopmap_frame_encode (frame, buffer));

  g_byte_array_append (self->output, buffer, sizeof buffer);
}

/**
 * hopmap_frame_stream_flush:
 * @self: a stream
 *
 * Sends what was written, at once as far as the socket takes it. That the other side is gone shows
 * in @on_end, never here.
 */
void
hopmap_frame_stream_flush (HopmapFrameStream *self)
{
  ssize_t n;

  if (self->fd < 0 || self->writable != NULL || self->output->len == 0)
    return;

  n = send (self->fd, self->output->data, self->output->len, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (n > 0)
    g_byte_array_remove_range (self->output, 0, (guint) n);
  if (self->output->len > 0 && (n > 0 || errno == EAGAIN || errno == EINTR))
    self->writable = watch (self, G_IO_OUT, writable_cb);
}

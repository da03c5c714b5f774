/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames that come by a socket: each is handed out once and in order, whatever whoever gets it does. */
#include "hopmap-frame-stream.h"

#include <sys/socket.h>
#include <unistd.h>

#define N_FRAMES 100 /* more than are read at once */

typedef struct
{
  HopmapFrameStream *stream;
  GArray *tokens;
  guint close_at; /* token at which the stream is closed, or 0 */
  gboolean run_loop;
  guint n_ends;
} Seen;

static void
frame_cb (const HopmapFrame *frame, gpointer user_data)
{
  Seen *seen = user_data;
  const guint token = frame->expired.token;

  g_array_append_val (seen->tokens, token);
  if (token == seen->close_at)
    g_clear_pointer (&seen->stream, hopmap_frame_stream_close);
  else if (seen->run_loop)
    g_main_context_iteration (NULL, FALSE);
}

static void
end_cb (HopmapFrameStreamEnd end, gpointer user_data)
{
  ((Seen *) user_data)->n_ends++;
}

/* @cut is how many bytes come first, the others a turn later. */
static void
push (int fd, guint n_frames, gsize cut)
{
  g_autofree guint8 *bytes = g_malloc (n_frames * HOPMAP_FRAME_SIZE);
  const gsize size = n_frames * HOPMAP_FRAME_SIZE;

  for (guint i = 0; i < n_frames; i++)
    g_assert_true (
        hopmap_frame_encode (&(HopmapFrame){ .type = HOPMAP_FRAME_EXPIRED, .expired = { i + 1 } },
                             bytes + i * HOPMAP_FRAME_SIZE));
  g_assert_cmpint (write (fd, bytes, cut), ==, (gssize) cut);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (write (fd, bytes + cut, size - cut), ==, (gssize) (size - cut));
}

static void
check (guint close_at, gboolean run_loop, gsize cut)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (guint));
  Seen seen = { .tokens = tokens, .close_at = close_at, .run_loop = run_loop };
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  seen.stream = hopmap_frame_stream_new (fds[0], frame_cb, end_cb, &seen);
  push (fds[1], N_FRAMES, cut);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (tokens->len, ==, close_at == 0 ? N_FRAMES : close_at);
  for (guint i = 0; i < tokens->len; i++)
    g_assert_cmpuint (g_array_index (tokens, guint, i), ==, i + 1);

  close (fds[1]);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (seen.n_ends, ==, close_at == 0);
  g_clear_pointer (&seen.stream, hopmap_frame_stream_close);
}

static void
test_in_order (void)
{
  check (0, FALSE, 0);
  check (0, FALSE, 1);
  check (0, FALSE, HOPMAP_FRAME_SIZE * 3 + 7);
}

static void
test_close (void)
{
  check (1, FALSE, 0);
  check (N_FRAMES / 2, FALSE, HOPMAP_FRAME_SIZE + 1);
  check (N_FRAMES, FALSE, 0);
}

/* Whoever gets a frame may run the main loop, which gets the next. */
static void
test_within (void)
{
  check (0, TRUE, 0);
  check (0, TRUE, HOPMAP_FRAME_SIZE * 3 + 7);
  check (N_FRAMES / 2, TRUE, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/frame-stream/in-order", test_in_order);
  g_test_add_func ("/trace/frame-stream/close", test_close);
  g_test_add_func ("/trace/frame-stream/within", test_within);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ring of encoded frames. Standard output belongs to the caller too, so it is never switched to
 * non-blocking; writing little at a time after poll() serves the same end.
 */
#include "outbox.h"

#include <errno.h>
#include <unistd.h>

#define FRAMES_AT_ONCE 16 /* half of PIPE_BUF, which is what a writable pipe takes at least */

size_t
hopmap_outbox_room (const HopmapOutbox *outbox)
{
  return HOPMAP_OUTBOX_FRAMES - outbox->n;
}

void
hopmap_outbox_push (HopmapOutbox *outbox, const HopmapFrame *frame)
{
  uint8_t *slot;

  /* Neither can happen; but a helper that broke its own rules must not go on. */
  if (outbox->n == HOPMAP_OUTBOX_FRAMES)
    __builtin_trap ();
  slot = outbox->frames[(outbox->first + outbox->n) % HOPMAP_OUTBOX_FRAMES];
  if (!hopmap_frame_encode (frame, slot))
    __builtin_trap ();
  outbox->n++;
}

bool
hopmap_outbox_write (HopmapOutbox *outbox)
{
  const uint8_t *bytes = outbox->frames[outbox->first] + outbox->written;
  size_t frames = outbox->n < FRAMES_AT_ONCE ? outbox->n : FRAMES_AT_ONCE;
  ssize_t done;

  if (frames == 0)
    return true;
  if (frames > HOPMAP_OUTBOX_FRAMES - outbox->first)
    frames = HOPMAP_OUTBOX_FRAMES - outbox->first;
  done = write (STDOUT_FILENO, bytes, frames * HOPMAP_FRAME_SIZE - outbox->written);
  if (done < 0)
    return errno == EAGAIN || errno == EINTR;

  outbox->written += (size_t) done;
  while (outbox->written >= HOPMAP_FRAME_SIZE)
    {
      outbox->written -= HOPMAP_FRAME_SIZE;
      outbox->first = (outbox->first + 1) % HOPMAP_OUTBOX_FRAMES;
      outbox->n--;
    }
  return true;
}

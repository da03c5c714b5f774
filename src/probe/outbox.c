/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ring of encoded frames. Standard output belongs to the caller too, so it is never switched to
 * non-blocking; writing little at a time after poll() serves the same end.
 */
#include "outbox.h"

#include <errno.h>
#include <sys/param.h>
#include <unistd.h>

#define BYTES_AT_ONCE 2048 /* half of PIPE_BUF, which is what a writable pipe takes at least */

size_t
hopmap_outbox_room (const HopmapOutbox *outbox)
{
  return (sizeof outbox->bytes - outbox->length) / HOPMAP_FRAME_SIZE;
}

/* What stands before the first byte may be a part of a frame, but the ring is a whole number of
 * them, so that none is ever split. */
void
hopmap_outbox_push (HopmapOutbox *outbox, const HopmapFrame *frame)
{
  uint8_t *slot = outbox->bytes + (outbox->first + outbox->length) % sizeof outbox->bytes;

  /* Neither can happen; but a helper that broke its own rules must not go on. */
  if (hopmap_outbox_room (outbox) == 0 || !hopmap_frame_encode (frame, slot))
    __builtin_trap ();
  outbox->length += HOPMAP_FRAME_SIZE;
}

bool
hopmap_outbox_write (HopmapOutbox *outbox)
{
  size_t length = MIN (outbox->length, sizeof outbox->bytes - outbox->first);
  ssize_t done = write (STDOUT_FILENO, outbox->bytes + outbox->first, MIN (length, BYTES_AT_ONCE));

  if (done < 0)
    return errno == EAGAIN || errno == EINTR;
  outbox->first = (outbox->first + (size_t) done) % sizeof outbox->bytes;
  outbox->length -= (size_t) done;
  return true;
}

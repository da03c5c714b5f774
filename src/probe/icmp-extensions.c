/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ICMP extensions (RFC 4884) and the MPLS label stacks in them (RFC 4950). Senders get lengths
 * wrong in every way there is, so none is trusted beyond the bytes that are there.
 */
#include "icmp-extensions.h"

#include "probe-build.h"

#define QUOTE               128u /* RFC 4884 5.5: where extensions begin, or farther behind */
#define OBJECT_CLASS_MPLS   1
#define OBJECT_TYPE_MPLS_IN 1

static void
read_labels (HopmapFrameReply *reply, Span stack)
{
  for (; stack.length >= 4 && reply->n_labels < HOPMAP_FRAME_LABELS_MAX; stack = after (stack, 4))
    reply->labels[reply->n_labels++] = get32 (stack, 0);
  if (stack.length >= 4)
    reply->flags |= HOPMAP_REPLY_LABELS_CUT;
}

/* RFC 4884 7. Where no length field announced the extensions (@announced is false) only a checksum
 * that is there and right tells them from the tail of a long quote. */
static void
read_extensions (HopmapFrameReply *reply, Span extensions, bool announced)
{
  bool has_sum = get16 (extensions, 2) != 0;
  Span object = after (extensions, 4);

  if (extensions.length < 8 || get8 (extensions, 0) >> 4 != 2 || (!has_sum && !announced)
      || (has_sum && hopmap_sum (0, extensions.bytes, extensions.length) != UINT16_MAX))
    return;
  while (get16 (object, 0) >= 4 && get16 (object, 0) <= object.length)
    {
      size_t length = get16 (object, 0);

      if (get8 (object, 2) == OBJECT_CLASS_MPLS && get8 (object, 3) == OBJECT_TYPE_MPLS_IN)
        read_labels (reply, after (at_most (object, length), 4));
      object = after (object, length);
    }
}

/* A shorter length than a legal one is not believed, for it might cut the ports off. */
Span
hopmap_extensions_split (HopmapFrameReply *reply, Span body, size_t announced, size_t missing)
{
  size_t end = (announced == 0 ? QUOTE : announced) - missing;

  if (announced > 0 && announced < QUOTE)
    return body;
  read_extensions (reply, after (body, end), announced > 0);
  return announced > 0 ? at_most (body, end) : body;
}

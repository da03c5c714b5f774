/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes that came from outside, with their length: the only way in which the parsers touch a
 * packet. Reading out of bounds is not an error here, it just cannot happen.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct
{
  const uint8_t *bytes;
  size_t length;
} Span;

/* What is left of @span after @offset bytes; empty rather than out of bounds. */
static inline Span
after (Span span, size_t offset)
{
  if (offset >= span.length)
    return (Span){ NULL, 0 };
  return (Span){ span.bytes + offset, span.length - offset };
}

static inline Span
at_most (Span span, size_t length)
{
  return (Span){ span.bytes, length < span.length ? length : span.length };
}

/* Reading behind the end gives zero; callers check lengths where a zero would say something. */
static inline uint8_t
get8 (Span span, size_t offset)
{
  return offset < span.length ? span.bytes[offset] : 0;
}

static inline uint16_t
get16 (Span span, size_t offset)
{
  return (uint16_t) (get8 (span, offset) << 8 | get8 (span, offset + 1));
}

static inline uint32_t
get32 (Span span, size_t offset)
{
  return (uint32_t) get16 (span, offset) << 16 | get16 (span, offset + 2);
}

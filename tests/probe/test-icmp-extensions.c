/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Label stacks behind quotes, with lengths and checksums that are right, left out, or lies.
 */
#include <glib.h>
#include <string.h>

#include "icmp-extensions.h"
#include "probe-build.h"

typedef struct
{
  uint8_t bytes[512];
  size_t length;
} Body;

/* A quote of zeros with @size bytes. */
static Body
quote (size_t size)
{
  Body body = { .length = size };

  return body;
}

static void
put (Body *body, const void *bytes, size_t length)
{
  memcpy (body->bytes + body->length, bytes, length);
  body->length += length;
}

/* An object with @n labels, the first of them @first. */
static void
put_object (Body *body, uint8_t class_number, uint8_t type, uint8_t first, size_t n)
{
  put (body, (uint8_t[]){ 0, (uint8_t) (4 + 4 * n), class_number, type }, 4);
  for (size_t i = 0; i < n; i++)
    put (body, (uint8_t[]){ 0, 0, (uint8_t) ((first + i) << 4 | 5u), 64 }, 4);
}

static void
put_header (Body *body)
{
  put (body, (uint8_t[]){ 0x20, 0, 0, 0 }, 4);
}

static void
seal (Body *body, size_t start)
{
  uint16_t sum = (uint16_t) ~hopmap_sum (0, body->bytes + start, body->length - start);

  body->bytes[start + 2] = (uint8_t) (sum >> 8);
  body->bytes[start + 3] = (uint8_t) sum;
}

static Body
labelled (size_t size, size_t n)
{
  Body body = quote (size);

  put_header (&body);
  put_object (&body, 1, 1, 2, n);
  seal (&body, size);
  return body;
}

static void
check (const Body *body, size_t announced, size_t missing, size_t n_labels, size_t quote_length)
{
  g_autofree uint8_t *bytes = g_memdup2 (body->bytes, body->length);
  HopmapFrameReply reply = { 0 };
  Span rest = hopmap_extensions_split (&reply, (Span){ bytes, body->length }, announced, missing);

  g_assert_cmpint (reply.n_labels, ==, n_labels);
  g_assert_cmpuint (rest.length, ==, quote_length);
  g_assert_true (rest.bytes == bytes);
  if (n_labels > 0)
    g_assert_cmphex (reply.labels[0], ==, 2u << 12 | 2u << 9 | 1u << 8 | 64);
}

static void
test_announced (void)
{
  Body body = labelled (128, 3);

  check (&body, 128, 0, 3, 128);
  body = labelled (200, 1);
  check (&body, 200, 0, 1, 200);
  body = labelled (128 - 48, 2); /* an error queue keeps the headers to itself */
  check (&body, 128, 48, 2, 80);
}

/* Where nothing was announced there is only the place of old, and the checksum must say so. */
static void
test_legacy (void)
{
  Body body = labelled (128, 3);

  check (&body, 0, 0, 3, body.length);
  body.bytes[130] = body.bytes[131] = 0;
  check (&body, 0, 0, 0, body.length);
  check (&body, 128, 0, 3, 128); /* where it is announced it may be left out */
  body = labelled (120, 3);
  check (&body, 0, 0, 0, body.length);
  body = labelled (128 - 20, 3);
  check (&body, 0, 20, 3, body.length);
}

static void
test_bad_checksum (void)
{
  Body body = labelled (128, 3);

  body.bytes[140] ^= 1;
  check (&body, 128, 0, 0, 128);
  check (&body, 0, 0, 0, body.length);
  body = labelled (128, 3);
  body.bytes[128] = 0x30; /* another version */
  seal (&body, 128);
  check (&body, 128, 0, 0, 128);
}

/* No length puts the quote out of reach, as long as there is one. */
static void
test_lying_lengths (void)
{
  for (size_t announced = 0; announced <= 255 * 8; announced += 4)
    {
      Body body = labelled (128, 2);
      HopmapFrameReply reply = { 0 };
      Span rest = hopmap_extensions_split (&reply, (Span){ body.bytes, body.length }, announced, 0);

      g_assert_cmpuint (rest.length, >=, 128);
      g_assert_cmpint (reply.n_labels, ==, announced == 0 || announced == 128 ? 2 : 0);
    }
}

static void
test_objects (void)
{
  Body body = quote (128);

  /* Others before and behind, and two stacks. */
  put_header (&body);
  put_object (&body, 2, 1, 9, 2);
  put_object (&body, 1, 2, 9, 1);
  put_object (&body, 1, 1, 2, 1);
  put_object (&body, 1, 1, 3, 1);
  put_object (&body, 3, 0, 9, 0);
  seal (&body, 128);
  check (&body, 128, 0, 2, 128);

  /* More of them than anybody sends. */
  body = quote (128);
  put_header (&body);
  for (int i = 0; i < 16; i++)
    put_object (&body, 2, 1, 0, 0);
  put_object (&body, 1, 1, 2, 1);
  seal (&body, 128);
  check (&body, 128, 0, 1, 128);
}

static void
test_object_lengths (void)
{
  for (unsigned int length = 0; length <= 300; length++)
    {
      Body body = quote (128);
      bool is_wrong = length < 4 || length > 16;

      put_header (&body);
      put_object (&body, 1, 1, 2, 3);
      body.bytes[132] = (uint8_t) (length >> 8);
      body.bytes[133] = (uint8_t) length;
      seal (&body, 128);
      check (&body, 128, 0, is_wrong ? 0 : (length - 4) / 4, 128);
    }
}

/* An object that ends within its own header hides another one in it. */
static void
test_object_in_object (void)
{
  for (uint8_t length = 0; length < 4; length++)
    {
      Body body = quote (128);

      put_header (&body);
      body.bytes[body.length + 1] = length;
      body.length += length;
      put_object (&body, 1, 1, 2, 1);
      if (length < 2)
        body.bytes[133] = length;
      seal (&body, 128);
      check (&body, 128, 0, 0, 128);
    }
}

static void
test_too_many_labels (void)
{
  for (size_t n = 7; n <= 10; n++)
    {
      Body body = labelled (128, n);
      HopmapFrameReply reply = { 0 };

      hopmap_extensions_split (&reply, (Span){ body.bytes, body.length }, 128, 0);
      g_assert_cmpuint (reply.n_labels, ==, MIN (n, HOPMAP_FRAME_LABELS_MAX));
      g_assert_true (reply.flags == (n > HOPMAP_FRAME_LABELS_MAX ? HOPMAP_REPLY_LABELS_CUT : 0));
    }
}

static void
test_cut (void)
{
  Body whole = labelled (128, 2);

  for (size_t length = 0; length < whole.length; length++)
    for (int is_announced = 0; is_announced <= 1; is_announced++)
      {
        Body body = whole;

        body.length = length;
        check (&body, is_announced ? 128 : 0, 0, 0, is_announced ? MIN (length, 128) : length);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/icmp-extensions/announced", test_announced);
  g_test_add_func ("/probe/icmp-extensions/legacy", test_legacy);
  g_test_add_func ("/probe/icmp-extensions/bad-checksum", test_bad_checksum);
  g_test_add_func ("/probe/icmp-extensions/lying-lengths", test_lying_lengths);
  g_test_add_func ("/probe/icmp-extensions/objects", test_objects);
  g_test_add_func ("/probe/icmp-extensions/object-lengths", test_object_lengths);
  g_test_add_func ("/probe/icmp-extensions/object-in-object", test_object_in_object);
  g_test_add_func ("/probe/icmp-extensions/too-many-labels", test_too_many_labels);
  g_test_add_func ("/probe/icmp-extensions/cut", test_cut);
  return g_test_run ();
}

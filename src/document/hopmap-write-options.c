/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWriteOptions: see the header.
 */
#include "hopmap-write-options.h"

#include <hopmap-picture-sheet.h>
#include <string.h>

/**
 * hopmap_write_options_init:
 * @options: (out caller-allocates): set to the defaults: nothing is withheld, there is no key
 */
void
hopmap_write_options_init (HopmapWriteOptions *options)
{
  *options = (HopmapWriteOptions){ .google_start = HOPMAP_GOOGLE_WITH_KEY };
}

/* Digits and nothing else, and not so many that they overflow. */
static const char *
read_side (const char *text, guint *side)
{
  gsize n_digits = strspn (text, "0123456789");

  if (n_digits == 0 || n_digits > 5)
    return NULL;

  *side = (guint) g_ascii_strtoull (text, NULL, 10);
  return text + n_digits;
}

/**
 * hopmap_picture_frame_parse_size:
 * @frame: gets the size
 * @text: what a person wrote: "1920x1080", also with "X", "×", or spaces around it
 *
 * Returns: whether that is a size that a picture can have; else @frame is as it was
 */
gboolean
hopmap_picture_frame_parse_size (HopmapPictureFrame *frame, const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  guint width, height;
  const char *at = read_side (plain, &width);

  if (at == NULL)
    return FALSE;

  at += strspn (at, " ");
  if (*at == 'x' || *at == 'X')
    at++;
  else if (g_str_has_prefix (at, "×"))
    at += strlen ("×");
  else
    return FALSE;

  at = read_side (at + strspn (at, " "), &height);
  if (at == NULL || *at != '\0' || !hopmap_picture_sheet_is_possible (width, height))
    return FALSE;

  frame->width = width;
  frame->height = height;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of a file as lines of text, whatever they were encoded in: what every reader starts
 * from. It knows no format.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer lines are no line of any tool; those of JSON are read whole by other means. */
#define HOPMAP_SOURCE_MAX_LINE_BYTES 4096u

/**
 * HopmapSourceText:
 * @text: all of it, valid UTF-8 without NUL; never %NULL
 * @length: its bytes
 * @lines: (array length=n_lines): beginnings of lines, each ended by NUL, without line ends and
 *   without the codes that colour a terminal
 * @n_lines: how many
 *
 * Read the fields, never write them.
 */
typedef struct
{
  char *text;
  gsize length;
  char **lines;
  guint n_lines;
  char *line_text;
} HopmapSourceText;

HopmapSourceText *hopmap_source_text_new (GBytes *bytes, GError **error);
HopmapSourceText *hopmap_source_text_new_from_string (const char *text);
void hopmap_source_text_free (HopmapSourceText *self);
const char *hopmap_source_text_get_line (const HopmapSourceText *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapSourceText, hopmap_source_text_free)

G_END_DECLS

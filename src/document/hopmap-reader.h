/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of what can be read from other programs' files. To add a format: a pair of files that
 * defines a HopmapReader, and one line in the table. JSON has a table of its own, in
 * hopmap-record-reader.
 */
#pragma once

#include "hopmap-reading.h"
#include "hopmap-source-text.h"

G_BEGIN_DECLS

/**
 * HopmapReader:
 * @title: the tool's own name for it, not translated
 * @recognise: how much @text looks like this format, percent; 0 is not at all; cheap
 * @read: puts the traces of @text into @reading, and notes what it did not understand
 *
 * Constant, never freed. Both functions are safe for any text.
 */
typedef struct
{
  const char *title;
  guint (*recognise) (const HopmapSourceText *text);
  void (*read) (const HopmapSourceText *text, HopmapReading *reading);
} HopmapReader;

/* So many lines at the beginning of a file say what it is. */
#define HOPMAP_READER_FIRST_LINES 400u

HopmapReading *hopmap_reader_read (GBytes *bytes, GError **error);

G_END_DECLS

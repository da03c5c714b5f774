/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of reading a foreign file: the routes in it, which format it was taken for and how
 * surely, and what was not understood.
 */
#pragma once

#include "hopmap-trace-draft.h"

G_BEGIN_DECLS

/**
 * HopmapReading:
 * @format: the name of the format, for people; the tools' own names are not translated
 * @confidence: how surely it is that format, percent
 * @own: whether it is the program's own document, which alone tells when each probe left
 * @routes: (element-type HopmapRoute): the traces in the order of the file
 * @n_ignored: lines that were not understood; of JSON, values
 * @first_ignored: number of the first of these, counted from 1
 * @first_ignored_text: (nullable): its beginning, cleaned for people's eyes
 * @doubt: (nullable): a sentence on what looks wrong in the file itself, translated, or %NULL
 * @n_left_out: traces that were understood and are not in @routes, since there are too many
 * @n_probes: probes in @routes
 *
 * Read the fields, never write them. That there are several traces is not in the notice: who shows one
 * of them says so.
 */
typedef struct
{
  const char *format;
  guint confidence;
  gboolean own;
  GPtrArray *routes;
  guint n_ignored;
  guint first_ignored;
  char *first_ignored_text;
  const char *doubt;
  guint n_left_out;
  guint n_probes;
} HopmapReading;

HopmapReading *hopmap_reading_new (const char *format, guint confidence);
void hopmap_reading_free (HopmapReading *self);
void hopmap_reading_add_route (HopmapReading *self, HopmapRoute *route);
void hopmap_reading_add_own_route (HopmapReading *self, HopmapRoute *route);
gboolean hopmap_reading_take (HopmapReading *self, HopmapTraceDraft *draft);
void hopmap_reading_ignore (HopmapReading *self, guint number, const char *text);
char *hopmap_reading_dup_notice (const HopmapReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapReading, hopmap_reading_free)

G_END_DECLS

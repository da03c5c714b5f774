/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A growing route cut into routes, each of which holds the probes that the one before it does not,
 * and put together again. Neither files nor bytes.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

/**
 * HopmapJournalMark:
 * @first: by TTL, the first probe that belongs to the chapter
 *
 * Where a chapter begins. All zero is the beginning of the route.
 */
typedef struct
{
  guint first[256];
} HopmapJournalMark;

HopmapRoute *hopmap_journal_chapter_cut (HopmapRoute *route, const HopmapJournalMark *mark);
guint hopmap_journal_chapter_measure (HopmapRoute *route, const HopmapJournalMark *mark);
void hopmap_journal_chapter_turn (HopmapRoute *route, HopmapJournalMark *mark);
void hopmap_journal_chapter_append (HopmapRoute *to, HopmapRoute *chapter, HopmapRoute *next);

G_END_DECLS

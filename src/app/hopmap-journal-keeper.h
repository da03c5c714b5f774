/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps a journal of the route that a window traces: when it is written, and when it is no longer
 * needed. How, is the document room's business.
 */
#pragma once

#include "hopmap-journal.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_JOURNAL_KEEPER (hopmap_journal_keeper_get_type ())

G_DECLARE_FINAL_TYPE (HopmapJournalKeeper, hopmap_journal_keeper, HOPMAP, JOURNAL_KEEPER, GObject)

char *hopmap_journal_keeper_dup_folder (void);
void hopmap_journal_keeper_clear_away (HopmapJournal *journal);

HopmapJournalKeeper *hopmap_journal_keeper_new (const char *folder);
void hopmap_journal_keeper_follow (HopmapJournalKeeper *self, HopmapRoute *route);
void hopmap_journal_keeper_adopt (HopmapJournalKeeper *self, HopmapJournal *journal);
void hopmap_journal_keeper_settle (HopmapJournalKeeper *self, HopmapRoute *route);
void hopmap_journal_keeper_discard (HopmapJournalKeeper *self);

G_END_DECLS

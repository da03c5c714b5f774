/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder of one journal: numbered chapters, and a lock that is held as long as the process that
 * has it lives, however it ends. It knows nothing of routes.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HopmapJournalFolder HopmapJournalFolder;

HopmapJournalFolder *hopmap_journal_folder_create (const char *parent, GError **error);
HopmapJournalFolder *hopmap_journal_folder_claim (const char *parent, const char *name);
void hopmap_journal_folder_free (HopmapJournalFolder *self);

gboolean hopmap_journal_folder_write (HopmapJournalFolder *self,
                                      guint chapter,
                                      GBytes *bytes,
                                      GError **error);
GBytes *hopmap_journal_folder_read (HopmapJournalFolder *self, guint chapter, GError **error);
void hopmap_journal_folder_remove (HopmapJournalFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapJournalFolder, hopmap_journal_folder_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route that is kept on the disk while it grows, so that it outlives a crash, and the routes that
 * crashes have left. When to write and what to do with what is found is others' business.
 */
#pragma once

#include <gio/gio.h>
#include <hopmap-route.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_JOURNAL (hopmap_journal_get_type ())

G_DECLARE_FINAL_TYPE (HopmapJournal, hopmap_journal, HOPMAP, JOURNAL, GObject)

HopmapJournal *hopmap_journal_new (const char *folder);

void hopmap_journal_write_async (HopmapJournal *self,
                                 HopmapRoute *route,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean hopmap_journal_write_finish (HopmapJournal *self, GAsyncResult *result, GError **error);
gboolean hopmap_journal_has_closed_chapters (HopmapJournal *self);
void hopmap_journal_remove_async (HopmapJournal *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void hopmap_journal_remove_finish (HopmapJournal *self, GAsyncResult *result);

void hopmap_journal_find_async (const char *folder,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *hopmap_journal_find_finish (GAsyncResult *result, GError **error);
HopmapRoute *hopmap_journal_get_route (HopmapJournal *self);
gboolean hopmap_journal_is_cut_short (HopmapJournal *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a host is typed, with the button that starts or stops the trace. It checks what was typed,
 * and asks by the actions "win.trace" and "win.stop"; it looks nothing up.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOST_ENTRY (hopmap_host_entry_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHostEntry, hopmap_host_entry, HOPMAP, HOST_ENTRY, AdwBin)

GtkWidget *hopmap_host_entry_new (void);

const char *hopmap_host_entry_get_text (HopmapHostEntry *self);
void hopmap_host_entry_set_text (HopmapHostEntry *self, const char *text);
const char *hopmap_host_entry_get_message (HopmapHostEntry *self);
void hopmap_host_entry_show_problem (HopmapHostEntry *self, const char *sentence);
void hopmap_host_entry_set_busy (HopmapHostEntry *self, gboolean busy);
void hopmap_host_entry_set_calm (HopmapHostEntry *self, gboolean calm);
void hopmap_host_entry_set_history (HopmapHostEntry *self, GListModel *hosts);
gboolean hopmap_host_entry_get_busy (HopmapHostEntry *self);
void hopmap_host_entry_activate (HopmapHostEntry *self);

G_END_DECLS

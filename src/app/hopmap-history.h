/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hosts that the person traced, newest first, in a file of theirs, and how far away they were. Nobody
 * else is told.
 */
#pragma once

#include "hopmap-distance-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_HISTORY (hopmap_history_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHistory, hopmap_history, HOPMAP, HISTORY, GObject)

HopmapHistory *hopmap_history_new (const char *path, HopmapDistanceBook *distances);

GListModel *hopmap_history_get_hosts (HopmapHistory *self);
void hopmap_history_add (HopmapHistory *self, const char *host);
void hopmap_history_clear (HopmapHistory *self);
void hopmap_history_flush (HopmapHistory *self);
HopmapDistanceBook *hopmap_history_get_distances (HopmapHistory *self);

G_END_DECLS

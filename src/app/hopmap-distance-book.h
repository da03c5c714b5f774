/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far away destinations were, by address, in a file of the person's: who is traced again is asked at
 * once as far as it was, and no farther. It knows nothing of routes.
 */
#pragma once

#include "hopmap-address.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_DISTANCE_BOOK (hopmap_distance_book_get_type ())

G_DECLARE_FINAL_TYPE (HopmapDistanceBook, hopmap_distance_book, HOPMAP, DISTANCE_BOOK, GObject)

HopmapDistanceBook *hopmap_distance_book_new (const char *path);

guint hopmap_distance_book_find (HopmapDistanceBook *self, const HopmapAddress *address);
void hopmap_distance_book_note (HopmapDistanceBook *self,
                                const HopmapAddress *address,
                                guint distance);
void hopmap_distance_book_clear (HopmapDistanceBook *self);
void hopmap_distance_book_set_writes (HopmapDistanceBook *self, gboolean writes);

G_END_DECLS

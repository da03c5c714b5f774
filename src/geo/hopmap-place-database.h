/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file in which answers of web services are kept for a while, and how much of each service was
 * used. Blocks; belongs to one thread at a time.
 */
#pragma once

#include "hopmap-kept-answer.h"
#include "hopmap-limiter.h"

G_BEGIN_DECLS

typedef struct _HopmapPlaceDatabase HopmapPlaceDatabase;

HopmapPlaceDatabase *hopmap_place_database_open (const char *path, gint64 now_s);
void hopmap_place_database_close (HopmapPlaceDatabase *self);

GPtrArray *hopmap_place_database_find (HopmapPlaceDatabase *self,
                                       const HopmapAddress *address,
                                       gint64 now_s);
void hopmap_place_database_keep (HopmapPlaceDatabase *self,
                                 const HopmapAddress *address,
                                 const HopmapKeptAnswer *kept,
                                 gint64 now_s,
                                 gint64 expires_s);
void hopmap_place_database_forget (HopmapPlaceDatabase *self);
guint hopmap_place_database_count (HopmapPlaceDatabase *self);

gboolean hopmap_place_database_load_limits (HopmapPlaceDatabase *self,
                                            const char *provider,
                                            HopmapLimiterState *state);
void hopmap_place_database_save_limits (HopmapPlaceDatabase *self,
                                        const char *provider,
                                        const HopmapLimiterState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapPlaceDatabase, hopmap_place_database_close)

G_END_DECLS

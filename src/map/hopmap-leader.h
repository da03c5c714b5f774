/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thin line from a badge that had to move to its true point.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-badge-layout.h>
#include <hopmap-palette.h>

G_BEGIN_DECLS

typedef struct _HopmapLeader HopmapLeader;

HopmapLeader *hopmap_leader_new (void);
void hopmap_leader_free (HopmapLeader *self);
void hopmap_leader_snapshot (HopmapLeader *self,
                             GtkSnapshot *snapshot,
                             const HopmapBadgeBox *box,
                             const HopmapPalette *palette,
                             guint tone,
                             int density);

G_END_DECLS

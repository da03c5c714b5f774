/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The button that stands for one stop of a route on the map: numbers of its hops, and for a screen
 * reader the whole stop in words. It knows no position; its layer places it.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-route-shape.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP_BADGE (hopmap_hop_badge_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHopBadge, hopmap_hop_badge, HOPMAP, HOP_BADGE, GtkButton)

/**
 * HopmapBadgeMove: whether its place is where it was.
 * @HOPMAP_BADGE_STAYED: about there
 * @HOPMAP_BADGE_MOVED: somewhere else altogether, which is to be seen
 */
typedef enum
{
  HOPMAP_BADGE_STAYED,
  HOPMAP_BADGE_MOVED,
} HopmapBadgeMove;

GtkWidget *hopmap_hop_badge_new (void);

void hopmap_hop_badge_set_stop (HopmapHopBadge *self,
                                const HopmapRouteStop *stop,
                                HopmapBadgeMove move);
void hopmap_hop_badge_set_selected (HopmapHopBadge *self, gboolean selected);
const char *hopmap_hop_badge_get_text (HopmapHopBadge *self);
guint hopmap_hop_badge_get_ttl_after (HopmapHopBadge *self, guint ttl);
void hopmap_hop_badge_append (HopmapHopBadge *self, GtkSnapshot *snapshot);

G_END_DECLS

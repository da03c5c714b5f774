/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The card that floats on the map: how many hops, how fast, through which countries, how far. It
 * shows a HopmapJourney and keeps none.
 */
#pragma once

#include <gtk/gtk.h>

#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_ROUTE_CARD (hopmap_route_card_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRouteCard, hopmap_route_card, HOPMAP, ROUTE_CARD, GtkBox)

/**
 * HopmapRouteCardSize: how much room the card takes.
 * @HOPMAP_ROUTE_CARD_FULL: three lines
 * @HOPMAP_ROUTE_CARD_LINE: the first of them
 * @HOPMAP_ROUTE_CARD_NONE: it is not there
 */
typedef enum
{
  HOPMAP_ROUTE_CARD_FULL,
  HOPMAP_ROUTE_CARD_LINE,
  HOPMAP_ROUTE_CARD_NONE,
} HopmapRouteCardSize;

GtkWidget *hopmap_route_card_new (void);

void hopmap_route_card_show_route (HopmapRouteCard *self, HopmapRoute *route);
void hopmap_route_card_set_size (HopmapRouteCard *self, HopmapRouteCardSize size);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places of the other addresses that answer at the distance of one hop, for as long as it lives. The
 * hop's own place is the route locator's business.
 */
#pragma once

#include "hopmap-hop.h"
#include "hopmap-locator.h"
#include "hopmap-route-fusion.h"

G_BEGIN_DECLS

/**
 * HopmapOtherPlacesFunc:
 * @user_data: as given
 *
 * Something was learnt, or the last word was said.
 */
typedef void (*HopmapOtherPlacesFunc) (gpointer user_data);

typedef struct _HopmapOtherPlaces HopmapOtherPlaces;

HopmapOtherPlaces *hopmap_other_places_new (HopmapHop *hop,
                                            HopmapLocator *locator,
                                            HopmapRouteFusion *fusion,
                                            HopmapOtherPlacesFunc func,
                                            gpointer user_data);
void hopmap_other_places_free (HopmapOtherPlaces *self);
void hopmap_other_places_ask_again (HopmapOtherPlaces *self);
gboolean hopmap_other_places_are_outstanding (const HopmapOtherPlaces *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapOtherPlaces, hopmap_other_places_free)

G_END_DECLS

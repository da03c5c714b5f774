/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log of a route's changes, newest last, for a popover.
 */
#pragma once

#include <adwaita.h>

#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_CHANGE_LIST (hopmap_change_list_get_type ())

G_DECLARE_FINAL_TYPE (HopmapChangeList, hopmap_change_list, HOPMAP, CHANGE_LIST, AdwBin)

void hopmap_change_list_set_route (HopmapChangeList *self, HopmapRoute *route);
void hopmap_change_list_set_log (HopmapChangeList *self, GListModel *log);

G_END_DECLS

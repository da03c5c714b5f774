/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be done with a hop, as a menu. It names actions; others carry them out.
 */
#pragma once

#include <gio/gio.h>
#include <hopmap-hop.h>

G_BEGIN_DECLS

GMenuModel *hopmap_hop_menu_new (HopmapHop *hop);

G_END_DECLS

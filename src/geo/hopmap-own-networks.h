/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The networks that this computer itself is in. Whoever looked up a router there would learn where
 * the person is; so nobody on the web is asked about it.
 */
#pragma once

#include "hopmap-address.h"

G_BEGIN_DECLS

gboolean hopmap_own_networks_contain (const HopmapAddress *address);
gboolean hopmap_own_networks_are_neighbours (const HopmapAddress *a, const HopmapAddress *b);

G_END_DECLS

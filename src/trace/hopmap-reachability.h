/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether this computer knows a way to an address. It asks the kernel and sends nothing.
 */
#pragma once

#include "hopmap-address.h"

G_BEGIN_DECLS

gboolean hopmap_address_has_route (const HopmapAddress *address);

G_END_DECLS

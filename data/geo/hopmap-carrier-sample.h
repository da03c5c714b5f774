/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random IPv4 addresses of carriers, where most of the routers are that a trace meets. */
#pragma once

#include "hopmap-city-source.h"

G_BEGIN_DECLS

GArray *hopmap_carrier_sample_new (HopmapCitySource *networks, GError **error);
gboolean hopmap_carrier_sample_find_network (HopmapCitySource *networks,
                                             const guint8 *address,
                                             guint32 *number,
                                             GError **error);

G_END_DECLS

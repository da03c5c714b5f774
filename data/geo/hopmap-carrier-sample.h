/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random IPv4 addresses of carriers, where most of the routers are that a trace meets. */
#pragma once

#include "hopmap-city-source.h"

G_BEGIN_DECLS

GArray *hopmap_carrier_sample_new (HopmapCitySource *networks, GError **error);

G_END_DECLS

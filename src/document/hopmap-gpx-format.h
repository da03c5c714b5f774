/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The places of a route as a GPX 1.1 route, for map programs and satellite receivers.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_gpx_format;

G_END_DECLS

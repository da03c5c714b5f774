/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a replay of a route is where, in the real proportions of time. Pure arithmetic.
 */
#pragma once

#include <hopmap-route-shape.h>

G_BEGIN_DECLS

gint64 hopmap_replay_length_us (const HopmapRouteShape *shape);
double hopmap_replay_legs_at (const HopmapRouteShape *shape, double part);

G_END_DECLS

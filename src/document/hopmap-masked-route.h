/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route without what its owner does not want to show: the first hops tell where a person lives.
 * Made before any writer sees the route, so that no format, sentence or picture can forget it.
 */
#pragma once

#include "hopmap-write-options.h"

#include <hopmap-route.h>

G_BEGIN_DECLS

HopmapRoute *hopmap_masked_route_new (HopmapRoute *route, const HopmapWriteOptions *write_options);

G_END_DECLS

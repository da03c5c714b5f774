/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a router is by its own name: carriers write it there, each in its way. A pure function of the
 * name; that light allows it is looked at elsewhere.
 */
#pragma once

#include "hopmap-place.h"

G_BEGIN_DECLS

GPtrArray *hopmap_router_name_read (const char *name);

G_END_DECLS

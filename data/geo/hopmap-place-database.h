/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The installed city database, made from a larger one: every range is moved to the nearest known
 * town and ranges are merged as long as that is a good deal. */
#pragma once

#include "hopmap-city-source.h"
#include "hopmap-gazetteer.h"

G_BEGIN_DECLS

/* What a node of the tree is worth when nothing else is asked for, in addresses times km: the nodes
 * of a whole /24 may be saved by moving it 250 km. */
#define HOPMAP_PLACE_DATABASE_LAMBDA (250.0 * 256.0)

GBytes *hopmap_place_database_encode (GPtrArray *sources,
                                      HopmapGazetteer *gazetteer,
                                      double lambda,
                                      GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of shapefiles that hold points. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double longitude; /* degrees */
  double latitude;
} HopmapShpPoint;

GArray *hopmap_shp_points_read (GBytes *file, GError **error);

G_END_DECLS

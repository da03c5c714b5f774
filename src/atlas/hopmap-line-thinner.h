/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes lines and rings small enough to be written out as text: cuts what lies beside a picture and
 * drops points that hardly matter. Pure geometry.
 */
#pragma once

#include "hopmap-mercator.h"

G_BEGIN_DECLS

void hopmap_line_cut (const HopmapMapPoint *points,
                      guint n_points,
                      double shift,
                      const HopmapMapRect *clip,
                      GArray *out);
void hopmap_line_thin (GArray *points, double tolerance);

G_END_DECLS

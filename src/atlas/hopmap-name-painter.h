/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the names of a map on a cairo context, with a pale or dark edge that keeps them readable
 * on land, sea and lines. It does not choose them.
 */
#pragma once

#include <cairo.h>

#include "hopmap-name-layout.h"
#include "hopmap-palette.h"

G_BEGIN_DECLS

/* The edge reaches this far beyond the measured size, and so does a dot beyond its point. */
#define HOPMAP_NAME_EDGE_PX 2.0

void hopmap_name_measure (HopmapNameKind kind, const char *text, double *width, double *height);
void hopmap_name_paint (cairo_t *cr,
                        const HopmapPalette *palette,
                        HopmapNameKind kind,
                        const char *text,
                        double x,
                        double y);
void hopmap_name_paint_dot (cairo_t *cr, const HopmapPalette *palette, double x, double y);
void hopmap_name_paint_all (cairo_t *cr, const HopmapPalette *palette, const GArray *placed);

G_END_DECLS

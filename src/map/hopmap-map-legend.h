/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the colours on the map mean: one swatch per class, from the first to the last, with the
 * numbers between them. It takes the colours from the style sheet of the map around it.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-palette.h>
#include <hopmap-route-shape.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_MAP_LEGEND (hopmap_map_legend_get_type ())

G_DECLARE_FINAL_TYPE (HopmapMapLegend, hopmap_map_legend, HOPMAP, MAP_LEGEND, GtkWidget)

void hopmap_map_legend_set_measure (HopmapMapLegend *self, HopmapShapeMeasure measure);
void hopmap_map_legend_set_companions (HopmapMapLegend *self,
                                       GListModel *routes,
                                       const HopmapPalette *palette);

G_END_DECLS

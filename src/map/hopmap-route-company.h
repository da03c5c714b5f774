/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Follows any number of routes that are shown beside the one in front, and has their newest shapes.
 */
#pragma once

#include <hopmap-route-shape.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_ROUTE_COMPANY (hopmap_route_company_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRouteCompany, hopmap_route_company, HOPMAP, ROUTE_COMPANY, GObject)

HopmapRouteCompany *hopmap_route_company_new (void);

void hopmap_route_company_set_routes (HopmapRouteCompany *self, GListModel *routes);
GListModel *hopmap_route_company_get_routes (HopmapRouteCompany *self);
GPtrArray *hopmap_route_company_get_shapes (HopmapRouteCompany *self);
void hopmap_route_company_include (HopmapRouteCompany *self, HopmapMapRect *bounds);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hops of a route as the rows of an HTML table.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

void hopmap_page_table_append_rows (GString *out, HopmapRoute *route);

G_END_DECLS

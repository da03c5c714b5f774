/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as one web page that asks nobody for anything: a map to zoom, a replay, and the table.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_html_format;

G_END_DECLS

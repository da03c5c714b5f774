/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place as a person writes it: a town's name, or coordinates. A pure function of the text.
 */
#pragma once

#include "hopmap-place.h"

G_BEGIN_DECLS

HopmapPlace *hopmap_spot_parse (const char *text, GError **error);
char *hopmap_spot_format (const HopmapPlace *place);

G_END_DECLS

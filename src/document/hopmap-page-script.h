/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the script of a page has to know, as JSON that a browser takes for mere text.
 */
#pragma once

#include "hopmap-write-options.h"

#include <hopmap-route.h>

G_BEGIN_DECLS

void hopmap_page_script_append_json (GString *out,
                                     HopmapRoute *route,
                                     const HopmapWriteOptions *options);

G_END_DECLS

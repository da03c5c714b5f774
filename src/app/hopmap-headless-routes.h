/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tasks without a display share: how they come to their routes, and how they say something.
 */
#pragma once

#include "hopmap-command.h"
#include "hopmap-exit-status.h"

G_BEGIN_DECLS

void hopmap_headless_say (const char *sentence);
GPtrArray *hopmap_headless_find_routes (const HopmapCommand *command,
                                        GBytes *input,
                                        HopmapExitStatus *status);
gboolean hopmap_headless_is_empty (GPtrArray *routes);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one place that knows which providers there are and in which order they are preferred.
 */
#pragma once

#include "hopmap-locator.h"

G_BEGIN_DECLS

GPtrArray *hopmap_provider_list_open (const HopmapLocatorOptions *options,
                                      GError **database_problem,
                                      GError **web_problem);

G_END_DECLS

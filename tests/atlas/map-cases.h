/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The routes that a map has to show well, by name: for golden pictures, for looking, for benchmarks.
 */
#pragma once

#include "made-up-route.h"

G_BEGIN_DECLS

const char *const *map_case_names (void);
HopmapRoute *map_case_new (const char *name, guint number);
guint map_case_n_routes (const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What carriers call towns in the names of their routers: a table of codes, part of the program. A
 * code means something only in the dictionary of those who use it.
 */
#pragma once

#include "hopmap-place.h"

G_BEGIN_DECLS

/**
 * HopmapRouterCode:
 * @dictionaries: dictionaries to look into, parted by commas, the first that knows the code counts;
 *   "name" is that of towns' names
 * @code: what stands in the name, lower case
 * @country_code: (nullable): the country that stands beside it, lower case as in a domain
 * @state: (nullable): the American state that stands beside it, lower case
 */
typedef struct
{
  const char *dictionaries;
  const char *code;
  const char *country_code;
  const char *state;
} HopmapRouterCode;

void hopmap_router_code_add_places (const HopmapRouterCode *code, GPtrArray *places);

G_END_DECLS

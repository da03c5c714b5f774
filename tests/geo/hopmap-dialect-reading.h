/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The body of an answer about one address, read in a service's dialect.
 */
#pragma once

#include "hopmap-dialect.h"

HopmapGeoAnswer *hopmap_dialect_reading_new (const HopmapDialect *dialect,
                                             GBytes *body,
                                             const HopmapAddress *asked);

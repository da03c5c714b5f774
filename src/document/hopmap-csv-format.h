/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as comma-separated values (RFC 4180), for spreadsheets and statistics programs.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_csv_format;

G_END_DECLS

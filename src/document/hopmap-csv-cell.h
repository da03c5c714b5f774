/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One cell of a file of comma-separated values (RFC 4180): quoted where needed, and never a formula
 * to a spreadsheet. It knows nothing of routes.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hopmap_csv_cell_append_text (GString *out, const char *text);

G_END_DECLS

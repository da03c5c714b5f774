/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distances as a person reads them: in kilometres, or in miles where roads are measured in miles.
 * Not for files, in which distances are in kilometres everywhere.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean hopmap_distance_counts_in_miles (const char *locale);
char *hopmap_distance_dup_text (double km);
char *hopmap_distance_dup_about (double km);
char *hopmap_distance_dup_number (double km);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Points in time as RFC 3339 text, to the nanosecond. GDateTime stops at the microsecond.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hopmap_rfc3339_dup (gint64 unix_ns);
gboolean hopmap_rfc3339_parse (const char *text, gint64 *unix_ns);
gint64 hopmap_rfc3339_from_date_time (GDateTime *time);
GDateTime *hopmap_rfc3339_to_date_time (gint64 unix_ns);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pieces of a line, as the tools print them: words, numbers, times, addresses. No format.
 */
#pragma once

#include <hopmap-sample.h>

G_BEGIN_DECLS

const char *hopmap_scan_blanks (const char *p);
gsize hopmap_scan_word (const char *p);
gboolean hopmap_scan_uint (const char **p, guint max, guint *value);
gboolean hopmap_scan_decimal (const char **p, double *value);
gboolean hopmap_scan_ttl (const char **p, guint *ttl);
gboolean hopmap_scan_time (const char **p, gint64 *rtt_ns);
gint64 hopmap_scan_ms_to_ns (double ms);
gboolean hopmap_scan_address (const char *text, gsize length, HopmapAddress *address);
gboolean hopmap_scan_find_address (const char *line, HopmapAddress *address);
gboolean hopmap_scan_bracketed (const char *line, char open, char close, HopmapAddress *address);
gboolean hopmap_scan_asn (const char *text, guint *asn);
gboolean hopmap_scan_starts (const char *line, const char *with);
void hopmap_scan_label_words (const char *text, HopmapSample *sample);

G_END_DECLS

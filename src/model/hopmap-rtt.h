/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Round-trip times as people read them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hopmap_rtt_dup_text (gint64 rtt_ns);

G_END_DECLS

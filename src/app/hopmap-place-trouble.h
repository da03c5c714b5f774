/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of trouble with sources of places, and when it will be over.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hopmap_place_trouble_dup_text (const GError *problem, GDateTime *met);

G_END_DECLS

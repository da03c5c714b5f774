/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names that strangers wrote (cities, networks), made fit to be shown: valid, short, and without
 * characters that steer a terminal or turn the writing round.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HOPMAP_CLEAN_TEXT_MAX_CHARS 128

char *hopmap_clean_text (const char *text, gsize length);
char *hopmap_clean_country_code (const char *text, gsize length);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON in which one value after the other is replaced by one of another kind: an empty string, a
 * list, nothing, a number without end. For readers that are to make nothing up.
 */
#pragma once

#include <glib.h>

/* @text: the changed JSON; @value: what stands in it now */
typedef void (*JsonMutantFunc) (const char *text, const char *value, gpointer user_data);

guint json_mutants_foreach (const char *text, JsonMutantFunc func, gpointer user_data);

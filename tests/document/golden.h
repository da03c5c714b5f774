/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compares what was written with a file of tests/document/data that a person has looked at.
 * "@VERSION@" in it stands for the version of the program.
 */
#pragma once

#include <hopmap-document.h>

G_BEGIN_DECLS

void golden_options_init (HopmapWriteOptions *options);
char *golden_write (HopmapRoute *route, const char *format);
char *golden_cut_out (const char *text, const char *from, const char *to);
void golden_compare (const char *written, const char *name);

G_END_DECLS

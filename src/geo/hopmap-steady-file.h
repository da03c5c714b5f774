/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file that stays as it was when it was opened, whoever writes over it or cuts it off meanwhile: what
 * is mapped and then cut off would end the program (SIGBUS).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int hopmap_steady_file_open (const char *path, gsize max_bytes);
char *hopmap_steady_file_dup_path (int fd);

G_END_DECLS

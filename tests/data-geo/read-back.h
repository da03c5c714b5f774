/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens a database that a test has just made with libmaxminddb, and asks it. */
#pragma once

#include "hopmap-city-source.h"

#include <glib.h>
#include <maxminddb.h>

typedef struct
{
  char *path;
  MMDB_s mmdb;
} ReadBack;

char *read_back_write_file (gconstpointer bytes, gsize size);
HopmapCitySource *read_back_new_source (const char *table);
void read_back_open (ReadBack *back, GBytes *file);
void read_back_close (ReadBack *back);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ReadBack, read_back_close)

gboolean read_back_has (ReadBack *back, const char *address);
guint read_back_get_netmask (ReadBack *back, const char *address);
char *read_back_dup_text (ReadBack *back, const char *address, const char *const *path);
double read_back_get_number (ReadBack *back, const char *address, const char *const *path);

#define PATH(...) ((const char *const[]){ __VA_ARGS__, NULL })

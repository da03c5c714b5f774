/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small databases in files, for the tests of this room.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-geo-provider.h"
#include "hopmap-place-record.h"

char *hopmap_sample_file_new (const char *table, HopmapPlaceLayout layout);
char *hopmap_sample_file_new_for_bytes (const void *data, gsize length);
char *hopmap_sample_file_new_anycast (void);
char *hopmap_sample_file_new_ipv4 (const char *city, double latitude, double longitude);
GBytes *hopmap_sample_file_read (const char *path);
void hopmap_sample_file_free (char *path);
HopmapGeoProvider *hopmap_sample_file_open (const char *path);
HopmapGeoAnswer *hopmap_sample_file_ask (HopmapGeoProvider *provider, const char *text);

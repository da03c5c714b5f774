/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data section of an MMDB 2.0 file: typed values as bytes, each different value written once.
 * What the maps contain is the caller's business. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HOPMAP_MMDB_UINT16 = 5,
  HOPMAP_MMDB_UINT32 = 6,
  HOPMAP_MMDB_UINT64 = 9,
} HopmapMmdbUnsigned;

typedef struct _HopmapMmdbData HopmapMmdbData;

HopmapMmdbData *hopmap_mmdb_data_new (void);
void hopmap_mmdb_data_free (HopmapMmdbData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapMmdbData, hopmap_mmdb_data_free)

guint32 hopmap_mmdb_data_add (HopmapMmdbData *data, const GByteArray *value);
void hopmap_mmdb_data_put_shared (HopmapMmdbData *data, GByteArray *out, const GByteArray *value);
void hopmap_mmdb_data_put_shared_string (HopmapMmdbData *data, GByteArray *out, const char *text);
const GByteArray *hopmap_mmdb_data_get_bytes (HopmapMmdbData *data);

void hopmap_mmdb_put_map (GByteArray *out, guint n_pairs);
void hopmap_mmdb_put_array (GByteArray *out, guint n_items);
void hopmap_mmdb_put_string (GByteArray *out, const char *text);
void hopmap_mmdb_put_double (GByteArray *out, double number);
void hopmap_mmdb_put_boolean (GByteArray *out, gboolean value);
void hopmap_mmdb_put_float (GByteArray *out, float number);
void hopmap_mmdb_put_unsigned (GByteArray *out, HopmapMmdbUnsigned type, guint64 number);

G_END_DECLS

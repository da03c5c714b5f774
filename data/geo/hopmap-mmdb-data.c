/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data section of an MMDB 2.0 file: typed values as bytes, each different value written once.
 * The encoding is that of MaxMind's "MMDB File Format Specification", version 2.0. */
#include "hopmap-mmdb-data.h"

#include <string.h>

enum
{
  TYPE_POINTER = 1,
  TYPE_STRING = 2,
  TYPE_DOUBLE = 3,
  TYPE_MAP = 7,
  TYPE_ARRAY = 11,
  TYPE_BOOLEAN = 14,
  TYPE_FLOAT = 15,
};

struct _HopmapMmdbData
{
  GByteArray *bytes;
  GHashTable *offsets; /* GBytes of an encoded value to its offset */
};

static void
put_byte (GByteArray *out, guint byte)
{
  guint8 value = (guint8) byte;

  g_byte_array_append (out, &value, 1);
}

static void
put_big_endian (GByteArray *out, guint64 number, guint n_bytes)
{
  for (guint i = n_bytes; i-- > 0;)
    put_byte (out, (number >> (8 * i)) & 0xff);
}

/* Sizes from 29 on need one to three further bytes. */
static void
put_control (GByteArray *out, guint type, guint size)
{
  guint n_more = size < 29 ? 0 : size < 285 ? 1 : size < 65821 ? 2 : 3;
  guint size_bits = n_more == 0 ? size : 28 + n_more;
  static const guint base[] = { 0, 29, 285, 65821 };

  if (type < 8)
    put_byte (out, type << 5 | size_bits);
  else
    {
      put_byte (out, size_bits);
      put_byte (out, type - 7);
    }
  put_big_endian (out, size - base[n_more], n_more);
}

static void
put_pointer (GByteArray *out, guint32 offset)
{
  guint lead = TYPE_POINTER << 5;

  if (offset < 2048)
    {
      put_byte (out, lead | offset >> 8);
      put_big_endian (out, offset & 0xff, 1);
    }
  else if (offset < 2048 + 524288)
    {
      put_byte (out, lead | 1 << 3 | (offset - 2048) >> 16);
      put_big_endian (out, (offset - 2048) & 0xffff, 2);
    }
  else if (offset < 2048 + 524288 + 134217728)
    {
      put_byte (out, lead | 2 << 3 | (offset - 526336) >> 24);
      put_big_endian (out, (offset - 526336) & 0xffffff, 3);
    }
  else
    {
      put_byte (out, lead | 3 << 3);
      put_big_endian (out, offset, 4);
    }
}

/**
 * hopmap_mmdb_data_new:
 *
 * Returns: (transfer full): an empty data section; free with hopmap_mmdb_data_free()
 */
HopmapMmdbData *
hopmap_mmdb_data_new (void)
{
  HopmapMmdbData *data = g_new0 (HopmapMmdbData, 1);

  data->bytes = g_byte_array_new ();
  data->offsets = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                         (GDestroyNotify) g_bytes_unref, NULL);
  return data;
}

void
hopmap_mmdb_data_free (HopmapMmdbData *data)
{
  g_byte_array_unref (data->bytes);
  g_hash_table_unref (data->offsets);
  g_free (data);
}

/**
 * hopmap_mmdb_data_add:
 * @value: one complete encoded value that is not a pointer
 *
 * Returns: the offset of the value in the section; the same one for the same bytes
 */
guint32
hopmap_mmdb_data_add (HopmapMmdbData *data, const GByteArray *value)
{
  g_autoptr (GBytes) key = g_bytes_new (value->data, value->len);
  gpointer known = NULL;
  guint32 offset = data->bytes->len;

  if (g_hash_table_lookup_extended (data->offsets, key, NULL, &known))
    return GPOINTER_TO_UINT (known);
  g_byte_array_append (data->bytes, value->data, value->len);
  g_hash_table_insert (data->offsets, g_steal_pointer (&key), GUINT_TO_POINTER (offset));
  return offset;
}

/**
 * hopmap_mmdb_data_put_shared:
 *
 * Adds @value to the section and appends a pointer to it to @out, or @value itself when that is
 * not longer than a pointer.
 */
void
hopmap_mmdb_data_put_shared (HopmapMmdbData *data, GByteArray *out, const GByteArray *value)
{
  if (value->len <= 2)
    g_byte_array_append (out, value->data, value->len);
  else
    put_pointer (out, hopmap_mmdb_data_add (data, value));
}

void
hopmap_mmdb_data_put_shared_string (HopmapMmdbData *data, GByteArray *out, const char *text)
{
  g_autoptr (GByteArray) value = g_byte_array_new ();

  hopmap_mmdb_put_string (value, text);
  hopmap_mmdb_data_put_shared (data, out, value);
}

/**
 * hopmap_mmdb_data_get_bytes:
 *
 * Returns: (transfer none): the section so far
 */
const GByteArray *
hopmap_mmdb_data_get_bytes (HopmapMmdbData *data)
{
  return data->bytes;
}

/**
 * hopmap_mmdb_put_map:
 * @n_pairs: how many pairs of a string and a value follow
 */
void
hopmap_mmdb_put_map (GByteArray *out, guint n_pairs)
{
  put_control (out, TYPE_MAP, n_pairs);
}

void
hopmap_mmdb_put_array (GByteArray *out, guint n_items)
{
  put_control (out, TYPE_ARRAY, n_items);
}

/**
 * hopmap_mmdb_put_string:
 * @text: valid UTF-8, shorter than 16 MiB
 */
void
hopmap_mmdb_put_string (GByteArray *out, const char *text)
{
  guint length = (guint) strlen (text);

  put_control (out, TYPE_STRING, length);
  g_byte_array_append (out, (const guint8 *) text, length);
}

void
hopmap_mmdb_put_double (GByteArray *out, double number)
{
  guint64 bits;

  memcpy (&bits, &number, sizeof bits);
  put_control (out, TYPE_DOUBLE, 8);
  put_big_endian (out, bits, 8);
}

void
hopmap_mmdb_put_boolean (GByteArray *out, gboolean value)
{
  put_control (out, TYPE_BOOLEAN, value ? 1 : 0);
}

void
hopmap_mmdb_put_float (GByteArray *out, float number)
{
  guint32 bits;

  memcpy (&bits, &number, sizeof bits);
  put_control (out, TYPE_FLOAT, 4);
  put_big_endian (out, bits, 4);
}

/**
 * hopmap_mmdb_put_unsigned:
 * @number: must fit the @type; leading zero bytes are not written
 */
void
hopmap_mmdb_put_unsigned (GByteArray *out, HopmapMmdbUnsigned type, guint64 number)
{
  guint n_bytes = number == 0 ? 0 : (g_bit_storage (number) + 7) / 8;

  put_control (out, type, n_bytes);
  put_big_endian (out, number, n_bytes);
}

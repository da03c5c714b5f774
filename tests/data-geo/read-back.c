/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens a database that a test has just made with libmaxminddb, and asks it. */
#include "read-back.h"

#include "hopmap-sample-database.h"

#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>

static MMDB_lookup_result_s
look_up (ReadBack *back, const char *address)
{
  int address_error, mmdb_error;
  MMDB_lookup_result_s result = MMDB_lookup_string (&back->mmdb, address, &address_error,
                                                    &mmdb_error);

  g_assert_cmpint (address_error, ==, 0);
  g_assert_cmpint (mmdb_error, ==, MMDB_SUCCESS);
  return result;
}

static MMDB_entry_data_s
get (ReadBack *back, const char *address, const char *const *path)
{
  MMDB_lookup_result_s result = look_up (back, address);
  MMDB_entry_data_s value = { 0 };

  if (result.found_entry)
    MMDB_aget_value (&result.entry, &value, path);
  return value;
}

char *
read_back_write_file (gconstpointer bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("hopmap-XXXXXX.mmdb", &path, &error);

  g_assert_no_error (error);
  close (fd);
  g_file_set_contents (path, bytes, (gssize) size, &error);
  g_assert_no_error (error);
  return path;
}

/* A city database that is made of @table, lines as hopmap-sample-database.h has them. */
HopmapCitySource *
read_back_new_source (const char *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      file = hopmap_sample_database_encode (table, HOPMAP_PLACE_LAYOUT_NESTED, 1, &error);
  gsize size;
  gconstpointer bytes;
  g_autofree char *path = NULL;
  HopmapCitySource *source;

  g_assert_no_error (error);
  bytes = g_bytes_get_data (file, &size);
  path = read_back_write_file (bytes, size);
  source = hopmap_city_source_open (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return source;
}

void
read_back_open (ReadBack *back, GBytes *file)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (file, &size);

  back->path = read_back_write_file (bytes, size);
  g_assert_cmpint (MMDB_open (back->path, MMDB_MODE_MMAP, &back->mmdb), ==, MMDB_SUCCESS);
}

void
read_back_close (ReadBack *back)
{
  MMDB_close (&back->mmdb);
  g_unlink (back->path);
  g_free (back->path);
}

gboolean
read_back_has (ReadBack *back, const char *address)
{
  return look_up (back, address).found_entry;
}

guint
read_back_get_netmask (ReadBack *back, const char *address)
{
  return look_up (back, address).netmask;
}

/* Returns NULL when there is no such text. */
char *
read_back_dup_text (ReadBack *back, const char *address, const char *const *path)
{
  MMDB_entry_data_s value = get (back, address, path);

  if (!value.has_data || value.type != MMDB_DATA_TYPE_UTF8_STRING)
    return NULL;
  return g_strndup (value.utf8_string, value.data_size);
}

/* Returns NaN when there is no such number. */
double
read_back_get_number (ReadBack *back, const char *address, const char *const *path)
{
  MMDB_entry_data_s value = get (back, address, path);

  if (!value.has_data)
    return NAN;
  switch (value.type)
    {
    case MMDB_DATA_TYPE_DOUBLE:
      return value.double_value;
    case MMDB_DATA_TYPE_FLOAT:
      return (double) value.float_value;
    case MMDB_DATA_TYPE_UINT16:
      return value.uint16;
    case MMDB_DATA_TYPE_UINT32:
      return value.uint32;
    default:
      return NAN;
    }
}

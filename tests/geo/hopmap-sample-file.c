/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sample databases in files: see the header.
 */
#include "hopmap-sample-file.h"

#include <glib/gstdio.h>

#include "hopmap-mmdb-file.h"
#include "hopmap-mmdb-provider.h"
#include "hopmap-sample-database.h"

#define BUILT_ON 1780272000 /* 2026-06-01 */

/* Returns the name of a new file with @data. */
char *
hopmap_sample_file_new_for_bytes (const void *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("hopmap-geo-XXXXXX.mmdb", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
  return path;
}

/* Returns the name of a new database made of a table; see hopmap_sample_database_encode(). */
char *
hopmap_sample_file_new (const char *table, HopmapPlaceLayout layout)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = hopmap_sample_database_encode (table, layout, BUILT_ON, &error);

  g_assert_no_error (error);
  return hopmap_sample_file_new_for_bytes (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
}

/* Returns the name of a new database in which 192.0.0.0/2 is anycast, and nothing else is known. */
char *
hopmap_sample_file_new_anycast (void)
{
  static const guint8 yes[] = { 0x01, 0x07 }; /* a boolean of the format: type 7 + 7, value 1 */
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (HopmapMmdbData) data = hopmap_mmdb_data_new ();
  g_autoptr (GByteArray) record = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  HopmapMmdbHeading heading = { 4, "Anycast", "Anycast alone", BUILT_ON };
  const guint8 prefix[16] = { 192 };
  HopmapMmdbBranch root;

  hopmap_mmdb_put_map (record, 1);
  hopmap_mmdb_put_string (record, "traits");
  hopmap_mmdb_put_map (record, 1);
  hopmap_mmdb_put_string (record, "is_anycast");
  g_byte_array_append (record, yes, sizeof yes);
  root = hopmap_mmdb_tree_insert (
      tree, HOPMAP_MMDB_NOTHING, prefix, 2,
      hopmap_mmdb_branch_for_value (hopmap_mmdb_data_add (data, record)));

  file = hopmap_mmdb_file_encode (tree, root, data, &heading, &error);
  g_assert_no_error (error);
  return hopmap_sample_file_new_for_bytes (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
}

/* Returns the name of a new database of IPv4 alone, in which 192.0.0.0/2 is one place. */
char *
hopmap_sample_file_new_ipv4 (const char *city, double latitude, double longitude)
{
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (HopmapMmdbData) data = hopmap_mmdb_data_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  HopmapPlaceRecord record = { .city = city, .latitude = latitude, .longitude = longitude };
  HopmapMmdbHeading heading = { 4, "DBIP-City-Lite", "IPv4 alone", BUILT_ON };
  const guint8 prefix[16] = { 192 };
  guint32 value = hopmap_place_record_add (&record, HOPMAP_PLACE_LAYOUT_NESTED, data);
  HopmapMmdbBranch root = hopmap_mmdb_tree_insert (tree, HOPMAP_MMDB_NOTHING, prefix, 2,
                                                   hopmap_mmdb_branch_for_value (value));

  file = hopmap_mmdb_file_encode (tree, root, data, &heading, &error);
  g_assert_no_error (error);
  return hopmap_sample_file_new_for_bytes (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
}

/* Returns the content of @path, to be damaged. */
GBytes *
hopmap_sample_file_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

/* Removes the file. */
void
hopmap_sample_file_free (char *path)
{
  g_unlink (path);
  g_free (path);
}

/* Returns a provider that has the file open. */
HopmapGeoProvider *
hopmap_sample_file_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  HopmapMmdbProvider *provider = hopmap_mmdb_provider_new (path, &error);

  g_assert_no_error (error);
  return HOPMAP_GEO_PROVIDER (provider);
}

/* Returns what @provider says of the address that @text is. */
HopmapGeoAnswer *
hopmap_sample_file_ask (HopmapGeoProvider *provider, const char *text)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  return hopmap_geo_provider_lookup (provider, &address);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small databases from a table in text, for tests and for overrides by hand. */
#include "hopmap-sample-database.h"

#include <gio/gio.h>
#include <math.h>

#include "hopmap-mmdb-file.h"
#include "hopmap-prefix.h"

enum
{
  COLUMN_PREFIX,
  COLUMN_CITY,
  COLUMN_COUNTRY_CODE,
  COLUMN_COUNTRY,
  COLUMN_LATITUDE,
  COLUMN_LONGITUDE,
  COLUMN_RADIUS,
  COLUMN_AS_NUMBER,
  COLUMN_AS_NAME,
  N_COLUMNS,
};

typedef struct
{
  HopmapPrefix prefix;
  guint32 value;
} Row;

static const char *
get_text (char **columns, guint column)
{
  if (column >= g_strv_length (columns) || columns[column][0] == '\0'
      || g_str_equal (columns[column], "-"))
    return NULL;
  return columns[column];
}

static gboolean
get_degrees (char **columns, guint column, double limit, double *degrees, GError **error)
{
  const char *text = get_text (columns, column);
  char *end = NULL;

  *degrees = NAN;
  if (text == NULL)
    return TRUE;
  *degrees = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && fabs (*degrees) <= limit)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "“%s” is not a number of degrees from -%g to %g", text, limit, limit);
  return FALSE;
}

static gboolean
get_unsigned (char **columns, guint column, guint64 limit, guint64 *number, GError **error)
{
  const char *text = get_text (columns, column);

  *number = 0;
  return text == NULL || g_ascii_string_to_unsigned (text, 10, 0, limit, number, error);
}

static gboolean
read_row (char **columns, HopmapPlaceLayout layout, HopmapMmdbData *data, Row *row, GError **error)
{
  HopmapPlaceRecord record = {
    .city = get_text (columns, COLUMN_CITY),
    .country_code = get_text (columns, COLUMN_COUNTRY_CODE),
    .country = get_text (columns, COLUMN_COUNTRY),
    .as_name = get_text (columns, COLUMN_AS_NAME),
  };
  guint64 radius_km, as_number;

  if (!hopmap_prefix_parse (columns[COLUMN_PREFIX], &row->prefix, error)
      || !get_degrees (columns, COLUMN_LATITUDE, 90, &record.latitude, error)
      || !get_degrees (columns, COLUMN_LONGITUDE, 180, &record.longitude, error)
      || !get_unsigned (columns, COLUMN_RADIUS, G_MAXUINT16, &radius_km, error)
      || !get_unsigned (columns, COLUMN_AS_NUMBER, G_MAXUINT32, &as_number, error))
    return FALSE;
  record.radius_km = (guint) radius_km;
  record.as_number = (guint32) as_number;
  row->value = hopmap_place_record_add (&record, layout, data);
  return TRUE;
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const Row *left = a;
  const Row *right = b;

  return (left->prefix.length > right->prefix.length)
         - (left->prefix.length < right->prefix.length);
}

static GArray *
read_rows (const char *table, HopmapPlaceLayout layout, HopmapMmdbData *data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", N_COLUMNS);
      Row row;

      if (lines[i][0] == '\0' || lines[i][0] == '#')
        continue;
      if (!read_row (columns, layout, data, &row, error))
        {
          g_prefix_error (error, "Line %u: ", i + 1);
          return NULL;
        }
      g_array_append_val (rows, row);
    }
  return g_steal_pointer (&rows);
}

/**
 * hopmap_sample_database_encode:
 * @table: one range a line, columns parted by tabs: prefix, city, country code, country, latitude,
 *   longitude, radius in km, AS number, AS name; an empty column or "-" is "unknown", trailing
 *   columns may be left out, lines that start with "#" are comments
 *
 * The most specific prefix wins, whatever the order of the lines.
 *
 * Returns: (transfer full): a database for both families, or NULL with an error that names the line
 */
GBytes *
hopmap_sample_database_encode (const char *table,
                               HopmapPlaceLayout layout,
                               guint64 build_epoch,
                               GError **error)
{
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (HopmapMmdbData) data = hopmap_mmdb_data_new ();
  g_autoptr (GArray) rows = read_rows (table, layout, data, error);
  HopmapMmdbBranch root = HOPMAP_MMDB_NOTHING;
  HopmapMmdbHeading heading = { 6, "Hopmap-Sample", "Made from a table", build_epoch };

  if (rows == NULL)
    return NULL;
  g_array_sort (rows, compare_lengths);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      root = hopmap_mmdb_tree_insert (tree, root, row->prefix.address, row->prefix.length,
                                      hopmap_mmdb_branch_for_value (row->value));
    }
  root = hopmap_mmdb_file_alias_ipv4 (tree, root);
  return hopmap_mmdb_file_encode (tree, root, data, &heading, error);
}

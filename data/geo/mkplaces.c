/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hopmap-mkplaces: the table of places, places.tsv, from Natural Earth's "populated places" as a
 * shapefile. Not installed. */
#include <gio/gio.h>
#include <stdlib.h>
#include <locale.h>

#include "hopmap-dbf-table.h"
#include "hopmap-shp-points.h"

enum
{
  NAME,
  COUNTRY_A3,
  COUNTRY_A2,
  REGION,
  POPULATION,
  N_COLUMNS,
};

static const char *const column_names[N_COLUMNS] = { "name", "adm0_a3", "iso_a2", "adm1name",
                                                     "pop_max" };

/* Natural Earth gives no code where a state is disputed, and version 2 has Senegal as San Marino.
 * Databases of addresses follow ISO 3166-1 and, for Kosovo, the usual XK. */
static const struct
{
  const char *a3;
  const char *a2;
} patches[] = { { "CYN", "CY" }, { "KOS", "XK" }, { "SEN", "SN" }, { "SOL", "SO" } };

static GBytes *
read_part (const char *stem, const char *suffix, GError **error)
{
  g_autofree char *path = g_strconcat (stem, suffix, NULL);
  char *contents;
  gsize size;

  if (!g_file_get_contents (path, &contents, &size, error))
    return NULL;
  return g_bytes_new_take (contents, size);
}

static const char *
patch_country (const char *a3, const char *a2)
{
  for (guint i = 0; i < G_N_ELEMENTS (patches); i++)
    if (g_str_equal (patches[i].a3, a3))
      return patches[i].a2;
  return a2;
}

static char *
format_row (char **cells, const HopmapShpPoint *point)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (latitude, sizeof latitude, "%.4f", point->latitude);
  g_ascii_formatd (longitude, sizeof longitude, "%.4f", point->longitude);
  return g_strdup_printf ("%s\t%s\t%s\t%s\t%s\t%" G_GINT64_FORMAT "\n",
                          patch_country (cells[COUNTRY_A3], cells[COUNTRY_A2]), cells[NAME],
                          cells[REGION], latitude, longitude,
                          MAX (g_ascii_strtoll (cells[POPULATION], NULL, 10), 0));
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
make_table (HopmapDbfTable *table, GArray *points, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  int columns[N_COLUMNS];

  for (guint i = 0; i < N_COLUMNS; i++)
    if ((columns[i] = hopmap_dbf_table_find_column (table, column_names[i], error)) < 0)
      return NULL;
  if (points->len != hopmap_dbf_table_get_n_rows (table))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The shapes (%u) and the table (%u) do not belong together", points->len,
                   hopmap_dbf_table_get_n_rows (table));
      return NULL;
    }
  for (guint row = 0; row < points->len; row++)
    {
      g_auto (GStrv) cells = g_new0 (char *, N_COLUMNS + 1);

      for (guint i = 0; i < N_COLUMNS; i++)
        cells[i] = hopmap_dbf_table_dup_text (table, row, columns[i]);
      g_ptr_array_add (rows, format_row (cells, &g_array_index (points, HopmapShpPoint, row)));
    }
  g_ptr_array_sort (rows, compare_rows);
  g_ptr_array_insert (rows, 0,
                      g_strdup ("# Natural Earth 10m populated places (public domain): country, "
                                "name, region, latitude, longitude, population\n"));
  g_ptr_array_add (rows, NULL);
  return g_strjoinv (NULL, (char **) rows->pdata);
}

static gboolean
run (const char *stem, const char *output, GError **error)
{
  g_autoptr (GBytes) dbf = read_part (stem, ".dbf", error);
  g_autoptr (GBytes) shp = dbf != NULL ? read_part (stem, ".shp", error) : NULL;
  g_autoptr (HopmapDbfTable) table = shp != NULL ? hopmap_dbf_table_new (dbf, error) : NULL;
  g_autoptr (GArray) points = table != NULL ? hopmap_shp_points_read (shp, error) : NULL;
  g_autofree char *text = points != NULL ? make_table (table, points, error) : NULL;

  return text != NULL && g_file_set_contents (output, text, -1, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc != 3)
    {
      g_printerr ("Usage: hopmap-mkplaces FOLDER/ne_10m_populated_places_simple OUTPUT.tsv\n");
      return 1;
    }
  if (!run (argv[1], argv[2], &error))
    {
      g_printerr ("hopmap-mkplaces: %s\n", error->message);
      return 5;
    }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hopmap-mkmmdb: a small database from a table in text. Not installed: tests make their databases
 * with it. */
#include <gio/gio.h>
#include <locale.h>

#include "hopmap-sample-database.h"

/* The same table gives the same bytes; libmaxminddb refuses a file that was built at 0. */
#define BUILD_EPOCH 1577836800 /* 2020-01-01 */

static gboolean
run (const char *layout_name, const char *input, const char *output, GError **error)
{
  g_autofree char *table = NULL;
  g_autoptr (GBytes) file = NULL;
  HopmapPlaceLayout layout;

  if (!hopmap_place_layout_parse (layout_name, &layout))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "There is no layout “%s”: use nested, flat or ipinfo", layout_name);
      return FALSE;
    }
  if (!g_file_get_contents (input, &table, NULL, error))
    return FALSE;
  file = hopmap_sample_database_encode (table, layout, BUILD_EPOCH, error);
  if (file == NULL)
    {
      g_prefix_error (error, "%s: ", input);
      return FALSE;
    }
  return g_file_set_contents (output, g_bytes_get_data (file, NULL),
                              (gssize) g_bytes_get_size (file), error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc != 4)
    {
      g_printerr ("Usage: hopmap-mkmmdb nested|flat|ipinfo TABLE.tsv OUTPUT.mmdb\n");
      return 1;
    }
  if (!run (argv[1], argv[2], argv[3], &error))
    {
      g_printerr ("hopmap-mkmmdb: %s\n", error->message);
      return 5;
    }
  return 0;
}

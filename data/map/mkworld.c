/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mkworld COUNTRIES.json LAKES.json OUTPUT: the world as the program reads it, from TopoJSON. The
 * build runs it.
 */
#include "hopmap-topojson.h"
#include "hopmap-world-writer.h"

static GBytes *
read_file (const char *path, GError **error)
{
  char *text;
  gsize size;

  return g_file_get_contents (path, &text, &size, error) ? g_bytes_new_take (text, size) : NULL;
}

static gboolean
convert (char **paths, GError **error)
{
  g_autoptr (GBytes) countries = read_file (paths[0], error);
  g_autoptr (GBytes) lakes = countries != NULL ? read_file (paths[1], error) : NULL;
  g_autoptr (HopmapBasemap) world = NULL;
  g_autoptr (GBytes) file = NULL;

  if (lakes == NULL)
    return FALSE;
  world = hopmap_topojson_read (countries, lakes, error);
  if (world == NULL)
    return FALSE;

  file = hopmap_world_write (world);
  return g_file_set_contents (paths[2], g_bytes_get_data (file, NULL),
                              (gssize) g_bytes_get_size (file), error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc != 4)
    {
      g_printerr ("Usage: %s COUNTRIES.json LAKES.json OUTPUT\n", argv[0]);
      return 2;
    }
  if (!convert (argv + 1, &error))
    {
      g_printerr ("%s: %s\n", argv[0], error->message);
      return 1;
    }
  return 0;
}

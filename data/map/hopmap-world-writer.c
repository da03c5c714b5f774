/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A world as the bytes of a world file.
 */
#include "hopmap-world-writer.h"

#include <hopmap-world-file.h>
#include <math.h>

static void
write_number (GByteArray *out, guint64 number)
{
  guint8 byte;

  do
    {
      byte = number & 0x7f;
      number >>= 7;
      if (number > 0)
        byte |= 0x80;
      g_byte_array_append (out, &byte, 1);
    }
  while (number > 0);
}

static void
write_step (GByteArray *out, double place, gint64 *before)
{
  const gint64 now = (gint64) llround (place * HOPMAP_WORLD_FILE_STEPS);
  const gint64 step = now - *before;

  write_number (out, step < 0 ? ~((guint64) step << 1) : (guint64) step << 1);
  *before = now;
}

static void
write_path (GByteArray *out, const HopmapBasemapPath *path)
{
  gint64 x = 0, y = 0;

  write_number (out, path->n_points);
  for (guint i = 0; i < path->n_points; i++)
    {
      write_step (out, path->points[i].x, &x);
      write_step (out, path->points[i].y, &y);
    }
}

/**
 * hopmap_world_write:
 * @world: a world
 *
 * Returns: (transfer full): its world file
 */
GBytes *
hopmap_world_write (const HopmapBasemap *world)
{
  GByteArray *out = g_byte_array_new ();
  guint64 n_points = 0;

  for (guint kind = 0; kind < HOPMAP_BASEMAP_N_KINDS; kind++)
    {
      guint n_paths;
      const HopmapBasemapPath *paths = hopmap_basemap_get_paths (world, kind, &n_paths);

      for (guint i = 0; i < n_paths; i++)
        n_points += paths[i].n_points;
    }

  g_byte_array_append (out, (const guint8 *) HOPMAP_WORLD_FILE_MAGIC, HOPMAP_WORLD_FILE_MAGIC_SIZE);
  write_number (out, n_points);
  for (guint kind = 0; kind < HOPMAP_BASEMAP_N_KINDS; kind++)
    {
      guint n_paths;
      const HopmapBasemapPath *paths = hopmap_basemap_get_paths (world, kind, &n_paths);

      write_number (out, n_paths);
      for (guint i = 0; i < n_paths; i++)
        write_path (out, &paths[i]);
    }

  return g_byte_array_free_to_bytes (out);
}

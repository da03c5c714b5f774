/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the shipped world into one array of the right size. The file comes with the program, but a
 * broken one shall be an error and not a crash.
 */
#include "hopmap-world-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Far more than the finest Natural Earth has; a file beyond it is no map of ours. */
#define MAX_POINTS 8000000u
/* No path leaves the world and its neighbours. */
#define MAX_STEPS ((gint64) (4.0 * HOPMAP_WORLD_FILE_STEPS))

typedef struct
{
  const guint8 *next;
  const guint8 *end;
  HopmapMapPoint *points; /* room for n_points of them */
  guint n_points;
  guint n_used;
} Reader;

static gboolean
read_number (Reader *reader, guint64 max, guint64 *number)
{
  *number = 0;
  for (guint shift = 0; shift < 63; shift += 7)
    {
      guint8 byte;

      if (reader->next == reader->end)
        return FALSE;
      byte = *reader->next++;
      *number |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return *number <= max;
    }
  return FALSE;
}

/* Adds the next difference to @sum. */
static gboolean
read_step (Reader *reader, gint64 *sum)
{
  guint64 folded;

  if (!read_number (reader, (guint64) MAX_STEPS * 4, &folded))
    return FALSE;
  *sum += (gint64) (folded >> 1) ^ -(gint64) (folded & 1);
  return *sum >= -MAX_STEPS && *sum <= MAX_STEPS;
}

static gboolean
read_path (Reader *reader, GArray *paths)
{
  HopmapBasemapPath path = { reader->points + reader->n_used, 0, HOPMAP_MAP_RECT_EMPTY };
  gint64 x = 0, y = 0;
  guint64 n_points;

  if (!read_number (reader, reader->n_points - reader->n_used, &n_points) || n_points < 2)
    return FALSE;

  for (path.n_points = 0; path.n_points < n_points; path.n_points++)
    {
      HopmapMapPoint *point = &reader->points[reader->n_used++];

      if (!read_step (reader, &x) || !read_step (reader, &y))
        return FALSE;
      point->x = (double) x / HOPMAP_WORLD_FILE_STEPS;
      point->y = (double) y / HOPMAP_WORLD_FILE_STEPS;
      hopmap_map_rect_include (&path.bounds, point->x, point->y);
    }

  g_array_append_val (paths, path);
  return TRUE;
}

static gboolean
read_kind (Reader *reader, GArray *paths)
{
  guint64 n_paths;

  if (!read_number (reader, reader->n_points, &n_paths))
    return FALSE;
  for (guint64 i = 0; i < n_paths; i++)
    if (!read_path (reader, paths))
      return FALSE;
  return TRUE;
}

static gboolean
read_head (Reader *reader)
{
  guint64 n_points;

  if (reader->end - reader->next < HOPMAP_WORLD_FILE_MAGIC_SIZE
      || memcmp (reader->next, HOPMAP_WORLD_FILE_MAGIC, HOPMAP_WORLD_FILE_MAGIC_SIZE) != 0)
    return FALSE;
  reader->next += HOPMAP_WORLD_FILE_MAGIC_SIZE;
  /* A point takes two bytes at least: a short file asks for no large memory. */
  if (!read_number (reader, MIN (MAX_POINTS, (guint64) (reader->end - reader->next) / 2),
                    &n_points))
    return FALSE;
  reader->n_points = (guint) n_points;
  return TRUE;
}

/**
 * hopmap_world_file_read:
 * @bytes: a world file
 * @error: return location
 *
 * Returns: (transfer full): the world in it, or %NULL with @error %HOPMAP_ATLAS_ERROR_MALFORMED,
 *   whatever the bytes are
 */
HopmapBasemap *
hopmap_world_file_read (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  Reader reader = { .next = data, .end = data + size };
  gboolean whole = size > 0 && read_head (&reader);
  g_autoptr (GArray)
      points = g_array_sized_new (FALSE, FALSE, sizeof (HopmapMapPoint), reader.n_points);
  GArray *paths[HOPMAP_BASEMAP_N_KINDS];
  g_autoptr (HopmapBasemap) world = NULL;

  g_array_set_size (points, reader.n_points);
  reader.points = (HopmapMapPoint *) (void *) points->data;
  for (guint i = 0; i < HOPMAP_BASEMAP_N_KINDS; i++)
    {
      paths[i] = g_array_new (FALSE, FALSE, sizeof (HopmapBasemapPath));
      whole = whole && read_kind (&reader, paths[i]);
    }
  world = hopmap_basemap_new_take (g_steal_pointer (&points), paths);

  if (!whole || reader.next != reader.end || reader.n_used != reader.n_points)
    {
      g_set_error (error, HOPMAP_ATLAS_ERROR, HOPMAP_ATLAS_ERROR_MALFORMED,
                   /* TRANSLATORS: %s is a technical remark in English */
                   _ ("The map data cannot be read: %s. Install Hopmap again."), "broken world");
      return NULL;
    }
  return g_steal_pointer (&world);
}

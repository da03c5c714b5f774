/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of shapefiles that hold points: ESRI's "Shapefile Technical Description" of 1998. Other
 * shapes are refused. */
#include "hopmap-shp-points.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define FILE_CODE          9994
#define SHAPE_POINT        1
#define HEADER_SIZE        100
#define RECORD_HEADER_SIZE 8
#define POINT_SIZE         20

static guint32
get_big_endian (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

static guint32
get_little_endian (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_LE (value);
}

static double
get_double (const guint8 *bytes)
{
  guint64 bits;
  double value;

  memcpy (&bits, bytes, sizeof bits);
  bits = GUINT64_FROM_LE (bits);
  memcpy (&value, &bits, sizeof value);
  return value;
}

static gboolean
read_point (const guint8 *bytes, gsize size, GArray *points)
{
  HopmapShpPoint point;

  if (size < POINT_SIZE || get_little_endian (bytes) != SHAPE_POINT)
    return FALSE;
  point.longitude = get_double (bytes + 4);
  point.latitude = get_double (bytes + 12);
  if (!(fabs (point.longitude) <= 180.0 && fabs (point.latitude) <= 90.0))
    return FALSE;
  g_array_append_val (points, point);
  return TRUE;
}

/**
 * hopmap_shp_points_read:
 * @file: the contents of a .shp file
 *
 * Returns: (transfer full) (element-type HopmapShpPoint): the points in the order of the table that
 *   belongs to them; or NULL with an error
 */
GArray *
hopmap_shp_points_read (GBytes *file, GError **error)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HopmapShpPoint));
  gsize size, at = HEADER_SIZE;
  const guint8 *bytes = g_bytes_get_data (file, &size);
  gboolean good = size >= HEADER_SIZE && get_big_endian (bytes) == FILE_CODE;

  while (good && at < size)
    {
      gsize content = 0;

      if (size - at >= RECORD_HEADER_SIZE)
        content = (gsize) get_big_endian (bytes + at + 4) * 2; /* counted in words of 16 bits */
      good = content > 0 && content <= size - at - RECORD_HEADER_SIZE
             && read_point (bytes + at + RECORD_HEADER_SIZE, content, points);
      at += RECORD_HEADER_SIZE + content;
    }
  if (good)
    return g_steal_pointer (&points);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "This is no complete shapefile of points");
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Land and borders as relative path commands with whole numbers, the shortest way to write them.
 * Detail is lowered in steps until the text is short enough.
 */
#include "hopmap-svg-world.h"

#include "hopmap-line-thinner.h"

#include <math.h>

#define FIRST_TOLERANCE_PX 0.6
#define TOLERANCE_STEP     1.5
#define MAX_TOLERANCE_PX   12.0
/* Rings smaller than this many tolerances are left out. */
#define MIN_RING_TOLERANCES 2.0
#define MARGIN_PX           8.0

typedef struct
{
  const HopmapBasemap *world;
  HopmapMapRect view;
  HopmapMapRect clip;
  double scale; /* units of the path data per world */
  double tolerance;
} Pen;

static void
append_number (GString *out, int number, gboolean first)
{
  if (!first && number >= 0)
    g_string_append_c (out, ' ');
  g_string_append_printf (out, "%d", number);
}

/* Appends one subpath; returns whether anything was left of it. */
static gboolean
append_subpath (GString *out, const Pen *pen, const GArray *points, gboolean closed)
{
  const gsize start = out->len;
  guint n_written = 0;
  int last_x = 0;
  int last_y = 0;

  for (guint i = 0; i < points->len; i++)
    {
      const HopmapMapPoint *point = &g_array_index (points, HopmapMapPoint, i);
      const int x = (int) lround ((point->x - pen->view.min_x) * pen->scale);
      const int y = (int) lround ((point->y - pen->view.min_y) * pen->scale);

      if (n_written > 0 && x == last_x && y == last_y)
        continue;
      if (n_written < 2)
        g_string_append_c (out, n_written == 0 ? 'M' : 'l');
      append_number (out, n_written == 0 ? x : x - last_x, n_written < 2);
      append_number (out, n_written == 0 ? y : y - last_y, FALSE);
      last_x = x;
      last_y = y;
      n_written++;
    }

  if (n_written < (closed ? 3 : 2))
    {
      g_string_truncate (out, start);
      return FALSE;
    }
  if (closed)
    g_string_append_c (out, 'z');
  return TRUE;
}

static gboolean
pen_sees (const Pen *pen, const HopmapMapRect *bounds, double shift)
{
  const double min_extent = pen->tolerance * MIN_RING_TOLERANCES;

  return bounds->min_x + shift <= pen->clip.max_x && bounds->max_x + shift >= pen->clip.min_x
         && bounds->min_y <= pen->clip.max_y && bounds->max_y >= pen->clip.min_y
         && (bounds->max_x - bounds->min_x > min_extent
             || bounds->max_y - bounds->min_y > min_extent);
}

/* A ring around a pole has edges that are no coast. */
static gboolean
is_polar (const HopmapBasemapPath *path)
{
  return path->bounds.min_y < 0.0 || path->bounds.max_y > 1.0;
}

static void
append_kind (GString *out, const Pen *pen, HopmapBasemapKind kind, gboolean polar)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HopmapMapPoint));
  const gboolean closed = kind == HOPMAP_BASEMAP_LAND || kind == HOPMAP_BASEMAP_LAKE;
  guint n_paths;
  const HopmapBasemapPath *paths = hopmap_basemap_get_paths (pen->world, kind, &n_paths);

  for (guint i = 0; i < n_paths; i++)
    {
      if (closed && is_polar (&paths[i]) != polar)
        continue;
      for (double shift = floor (pen->clip.min_x - paths[i].bounds.max_x);
           paths[i].bounds.min_x + shift <= pen->clip.max_x; shift += 1.0)
        {
          if (!pen_sees (pen, &paths[i].bounds, shift))
            continue;
          g_array_set_size (points, 0);
          hopmap_line_cut (paths[i].points, paths[i].n_points, shift, &pen->clip, points);
          hopmap_line_thin (points, pen->tolerance);
          append_subpath (out, pen, points, closed);
        }
    }
}

static void
append_path (GString *out,
             const Pen *pen,
             HopmapBasemapKind kind,
             gboolean polar,
             const char *css_class)
{
  g_autoptr (GString) data = g_string_new (NULL);

  append_kind (data, pen, kind, polar);
  if (data->len > 0)
    /* An attribute, since checkers of style sheets do not know the property. */
    g_string_append_printf (out,
                            "<path class=\"%s\" vector-effect=\"non-scaling-stroke\" d=\"%s\"/>\n",
                            css_class, data->str);
}

/**
 * hopmap_svg_world_append:
 * @out: gets <path> elements appended: hm-land, hm-land hm-pole, hm-lake, hm-border
 * @world: the world
 * @view: the part of the unit square
 * @width: width of the picture of @view, pixels
 * @max_bytes: how long the text should stay; passed only if the coarsest is longer still
 *
 * The numbers count units of %HOPMAP_SVG_WORLD_UNIT pixels from the picture's upper left corner.
 */
void
hopmap_svg_world_append (GString *out,
                         const HopmapBasemap *world,
                         const HopmapMapRect *view,
                         double width,
                         gsize max_bytes)
{
  const double pixels = width / (view->max_x - view->min_x);
  const double margin = MARGIN_PX / pixels;
  const gsize start = out->len;
  Pen pen = { .world = world,
              .view = *view,
              .clip = { view->min_x - margin, view->min_y - margin, view->max_x + margin,
                        view->max_y + margin },
              .scale = pixels / HOPMAP_SVG_WORLD_UNIT };

  for (double tolerance = FIRST_TOLERANCE_PX; tolerance <= MAX_TOLERANCE_PX;
       tolerance *= TOLERANCE_STEP)
    {
      g_string_truncate (out, start);
      pen.tolerance = tolerance / pixels;
      append_path (out, &pen, HOPMAP_BASEMAP_LAND, FALSE, "hm-land");
      append_path (out, &pen, HOPMAP_BASEMAP_LAND, TRUE, "hm-land hm-pole");
      append_path (out, &pen, HOPMAP_BASEMAP_LAKE, FALSE, "hm-lake");
      append_path (out, &pen, HOPMAP_BASEMAP_BORDER, FALSE, "hm-border");
      if (out->len - start <= max_bytes)
        return;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paints sea, shallows, land, lakes, borders and coasts. Two things make it fast enough for tiles: runs of
 * points that lie on one outer side of the picture shrink to their ends, which changes no pixel in
 * it, and points that fall into the same half device pixel are dropped.
 */
#include "hopmap-basemap-painter.h"

#include <math.h>

/* Grid in device pixels that points are thinned to. */
#define GRID_PX 0.5
/* Paths smaller than this many device pixels are not drawn. */
#define MIN_EXTENT_PX  0.6
#define SHALLOWS_WIDTH 6.0
/* A lake's shore is finer than a coast. */
#define LAKE_SHORE 0.7
/* The soft band along the coast may be this much coarser; it is most of the work otherwise. */
#define SHALLOWS_COARSER 4.0
/* Lines are drawn this far beyond the edge, so that caps and wide strokes do not end in sight. */
#define MARGIN_PX 8.0

typedef struct
{
  cairo_t *cr;
  double scale_x; /* user units per world */
  double scale_y;
  double origin_x; /* world */
  double origin_y;
  HopmapMapRect clip; /* world, with margin */
  double grid_x;      /* cells per world */
  double grid_y;
} Brush;

static guint
outside (const HopmapMapRect *clip, double x, double y)
{
  return (x < clip->min_x ? 1u : 0u) | (x > clip->max_x ? 2u : 0u) | (y < clip->min_y ? 4u : 0u)
         | (y > clip->max_y ? 8u : 0u);
}

static void
brush_line_to (const Brush *brush, double x, double y)
{
  cairo_line_to (brush->cr, (x - brush->origin_x) * brush->scale_x,
                 (y - brush->origin_y) * brush->scale_y);
}

/* Adds one path, shifted by whole worlds. Closed and open paths share it: a dropped run of an open
 * one is bridged outside the picture, where the bridge cannot be seen. */
static void
brush_trace (const Brush *brush, const HopmapBasemapPath *path, double shift)
{
  HopmapMapPoint run_end = { 0.0, 0.0 };
  guint run_side = 0;
  gboolean pending = FALSE;
  gint64 last_cell_x = G_MININT64;
  gint64 last_cell_y = G_MININT64;

  cairo_new_sub_path (brush->cr);
  for (guint i = 0; i < path->n_points; i++)
    {
      const double x = path->points[i].x + shift;
      const double y = path->points[i].y;
      const guint side = outside (&brush->clip, x, y);

      if (side & run_side)
        {
          run_side &= side;
          run_end = (HopmapMapPoint){ x, y };
          pending = TRUE;
          continue;
        }
      if (pending)
        brush_line_to (brush, run_end.x, run_end.y);
      pending = FALSE;
      run_side = side;

      if (side == 0)
        {
          const gint64 cell_x = (gint64) floor (x * brush->grid_x);
          const gint64 cell_y = (gint64) floor (y * brush->grid_y);

          if (cell_x == last_cell_x && cell_y == last_cell_y && i + 1 < path->n_points)
            continue;
          last_cell_x = cell_x;
          last_cell_y = cell_y;
        }
      brush_line_to (brush, x, y);
    }
  if (pending)
    brush_line_to (brush, run_end.x, run_end.y);
}

static gboolean
brush_sees (const Brush *brush, const HopmapMapRect *bounds, double shift)
{
  return bounds->min_x + shift <= brush->clip.max_x && bounds->max_x + shift >= brush->clip.min_x
         && bounds->min_y <= brush->clip.max_y && bounds->max_y >= brush->clip.min_y
         && ((bounds->max_x - bounds->min_x) * brush->grid_x * GRID_PX >= MIN_EXTENT_PX
             || (bounds->max_y - bounds->min_y) * brush->grid_y * GRID_PX >= MIN_EXTENT_PX);
}

static void
brush_trace_all (const Brush *brush, const HopmapBasemap *world, HopmapBasemapKind kind)
{
  guint n_paths;
  const HopmapBasemapPath *paths = hopmap_basemap_get_paths (world, kind, &n_paths);

  for (guint i = 0; i < n_paths; i++)
    {
      const double first = floor (brush->clip.min_x - paths[i].bounds.max_x);

      for (double shift = first; paths[i].bounds.min_x + shift <= brush->clip.max_x; shift += 1.0)
        if (brush_sees (brush, &paths[i].bounds, shift))
          {
            brush_trace (brush, &paths[i], shift);
            if (kind == HOPMAP_BASEMAP_LAND || kind == HOPMAP_BASEMAP_LAKE)
              cairo_close_path (brush->cr);
          }
    }
}

static void
set_colour (cairo_t *cr, const HopmapColour *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

static void
stroke (cairo_t *cr, const HopmapColour *colour, double width)
{
  set_colour (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
brush_init (Brush *brush, cairo_t *cr, const HopmapMapRect *world, double width, double height)
{
  double device_x = 1.0;
  double device_y = 1.0;
  double margin_x, margin_y;

  cairo_user_to_device_distance (cr, &device_x, &device_y);
  brush->cr = cr;
  brush->scale_x = width / (world->max_x - world->min_x);
  brush->scale_y = height / (world->max_y - world->min_y);
  brush->origin_x = world->min_x;
  brush->origin_y = world->min_y;
  brush->grid_x = brush->scale_x * fabs (device_x) / GRID_PX;
  brush->grid_y = brush->scale_y * fabs (device_y) / GRID_PX;

  margin_x = MARGIN_PX / brush->scale_x;
  margin_y = MARGIN_PX / brush->scale_y;
  brush->clip = (HopmapMapRect){ world->min_x - margin_x, world->min_y - margin_y,
                                 world->max_x + margin_x, world->max_y + margin_y };
}

/**
 * hopmap_basemap_paint:
 * @self: the world
 * @cr: where; painted from (0, 0) to (@width, @height) of its user space
 * @palette: colours
 * @world: the part of the unit square to paint; x may leave 0 to 1, the world repeats
 * @width: user units
 * @height: user units
 *
 * Paints sea, land, lakes, coasts and borders. A context scaled for a dense screen gets finer lines drawn
 * with more points, not wider ones. Everything else about @cr is left as it was.
 */
void
hopmap_basemap_paint (const HopmapBasemap *self,
                      cairo_t *cr,
                      const HopmapPalette *palette,
                      const HopmapMapRect *world,
                      double width,
                      double height)
{
  Brush brush;

  g_return_if_fail (self != NULL && cr != NULL && palette != NULL);
  g_return_if_fail (world != NULL && world->max_x > world->min_x && world->max_y > world->min_y);
  g_return_if_fail (width > 0.0 && height > 0.0);

  brush_init (&brush, cr, world, width, height);

  cairo_save (cr);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_clip (cr);
  set_colour (cr, &palette->sea);
  cairo_paint (cr);
  /* Round joins would cost more than all the rest, and nobody sees them on lines this thin. */
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);

  if (palette->shallows.alpha > 0.0)
    {
      Brush coarse = brush;

      coarse.grid_x /= SHALLOWS_COARSER;
      coarse.grid_y /= SHALLOWS_COARSER;
      cairo_new_path (cr);
      brush_trace_all (&coarse, self, HOPMAP_BASEMAP_COAST);
      stroke (cr, &palette->shallows, SHALLOWS_WIDTH);
    }

  cairo_new_path (cr);
  brush_trace_all (&brush, self, HOPMAP_BASEMAP_LAND);
  set_colour (cr, &palette->land);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
  cairo_fill (cr);

  /* Even-odd: a ring within a lake is an island. Borders run across lakes, over the water. */
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  brush_trace_all (&brush, self, HOPMAP_BASEMAP_LAKE);
  set_colour (cr, &palette->sea);
  cairo_fill_preserve (cr);
  stroke (cr, &palette->coast, palette->coast_width * LAKE_SHORE);

  cairo_new_path (cr);
  brush_trace_all (&brush, self, HOPMAP_BASEMAP_BORDER);
  stroke (cr, &palette->border, palette->border_width);
  brush_trace_all (&brush, self, HOPMAP_BASEMAP_COAST);
  stroke (cr, &palette->coast, palette->coast_width);
  cairo_restore (cr);
}

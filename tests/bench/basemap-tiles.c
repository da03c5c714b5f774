/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * basemap-tiles: the processor time of painting one tile of the bundled world as the map's worker
 * threads do, for every zoom level, light and dark: the mean and the most. All tiles of a level, or
 * of the deeper ones so many that have land in them: those around towns of all continents.
 */
#include <hopmap-basemap.h>
#include <hopmap-mercator.h>
#include <hopmap-tile-painter.h>
#include <math.h>
#include <time.h>

#define TILE_PX     256
#define LAST_ZOOM   9u
#define ALL_UP_TO   3u /* 64 tiles */
#define N_NEIGHBOUR 3

static const struct
{
  double latitude;
  double longitude;
} towns[] = {
  { 60.2, 24.9 },   { 59.9, 10.8 },   { 37.9, 23.7 },  { 1.3, 103.8 },   { -6.2, 106.8 },
  { 49.3, -123.1 }, { -53.2, -70.9 }, { 35.7, 139.7 }, { -36.8, 174.8 }, { -33.9, 18.4 },
};

static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

typedef struct
{
  guint n;
  double sum_ms;
  double most_ms;
} Tally;

static void
paint (HopmapTileBrief *brief, guint column, guint row, Tally *tally)
{
  const double start_ms = now_ms ();
  g_autoptr (GdkTexture) tile = NULL;
  double took_ms;

  brief->column = column;
  brief->row = row;
  tile = hopmap_tile_paint (brief);
  took_ms = now_ms () - start_ms;
  tally->n++;
  tally->sum_ms += took_ms;
  tally->most_ms = MAX (tally->most_ms, took_ms);
}

static void
paint_all (HopmapTileBrief *brief, Tally *tally)
{
  const guint side = 1u << brief->zoom;

  for (guint column = 0; column < side; column++)
    for (guint row = 0; row < side; row++)
      paint (brief, column, row, tally);
}

static void
paint_around_towns (HopmapTileBrief *brief, Tally *tally)
{
  const guint side = 1u << brief->zoom;

  for (guint i = 0; i < G_N_ELEMENTS (towns); i++)
    {
      const guint column = (guint) (hopmap_mercator_x (towns[i].longitude) * side);
      const guint row = (guint) (hopmap_mercator_y (towns[i].latitude) * side);

      for (guint j = 0; j < N_NEIGHBOUR * N_NEIGHBOUR; j++)
        paint (brief, (column + side - 1 + j % N_NEIGHBOUR) % side,
               CLAMP (row + j / N_NEIGHBOUR, 1, side) - 1, tally);
    }
}

int
main (void)
{
  static const HopmapPaletteStyle palettes[] = { HOPMAP_PALETTE_LIGHT, HOPMAP_PALETTE_DARK };
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapBasemap) world = hopmap_basemap_load (&error);

  if (world == NULL)
    g_error ("%s", error->message);

  g_print ("%-6s %-8s %6s %8s %8s\n", "zoom", "palette", "tiles", "mean ms", "most ms");
  for (guint zoom = 0; zoom <= LAST_ZOOM; zoom++)
    for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
      {
        HopmapTileBrief brief = { .world = world,
                                  .palette = hopmap_palette_get (palettes[i]),
                                  .zoom = zoom,
                                  .size_px = TILE_PX,
                                  .density = 1.0 };
        Tally tally = { 0 };

        if (zoom <= ALL_UP_TO)
          paint_all (&brief, &tally);
        else
          paint_around_towns (&brief, &tally);
        g_print ("%-6u %-8s %6u %8.2f %8.2f\n", zoom, brief.palette->name, tally.n,
                 tally.sum_ms / tally.n, tally.most_ms);
      }
  return 0;
}

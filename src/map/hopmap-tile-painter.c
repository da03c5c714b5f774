/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The texture is made on the thread too, so that the main loop only has to show it.
 */
#include "hopmap-tile-painter.h"

#include "hopmap-screen-texture.h"
#include "hopmap-spare-memory.h"
#include "hopmap-tile-paintable.h"

#include <hopmap-basemap-painter.h>
#include <math.h>
#include <stdlib.h>

#define MAX_PAINTERS 4u

/*
 * Painting ends before the process does. At exit libraries take down what they paint with (pixman
 * its routines), and a thread that is still at it would end the program with a crash.
 */
static GMutex painting_lock;
static GCond painting_changed;
static guint n_painting;
static gboolean closing;

static void
wait_for_painters (void)
{
  g_mutex_lock (&painting_lock);
  closing = TRUE;
  while (n_painting > 0)
    g_cond_wait (&painting_changed, &painting_lock);
  g_mutex_unlock (&painting_lock);
}

static gboolean
begin_painting (void)
{
  gboolean allowed;

  g_mutex_lock (&painting_lock);
  allowed = !closing;
  if (allowed)
    n_painting++;
  g_mutex_unlock (&painting_lock);

  return allowed;
}

static void
end_painting (void)
{
  g_mutex_lock (&painting_lock);
  n_painting--;
  g_cond_signal (&painting_changed);
  g_mutex_unlock (&painting_lock);
}

static void
brief_free (gpointer data)
{
  HopmapTileBrief *brief = data;

  hopmap_basemap_unref (brief->world);
  g_free (brief);
}

static void
paint_in_thread (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  GdkTexture *tile;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (!begin_painting ())
    {
      /* Not translated: the program is going, nobody will read it. */
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The program ends");
      return;
    }

  tile = hopmap_tile_paint (g_task_get_task_data (task));
  end_painting ();
  g_task_return_pointer (task, tile, g_object_unref);
}

/*
 * GTask's own threads are ten, whatever the machine. That many at once would take ten times the memory
 * of a painting, which is megabytes, and on a few processors all tiles would come late instead of
 * one after the other.
 */
static GThreadPool *
get_painters (void)
{
  static gsize painters = 0;

  if (g_once_init_enter (&painters))
    {
      const guint n = MIN (g_get_num_processors (), MAX_PAINTERS);

      atexit (wait_for_painters);
      g_once_init_leave (&painters,
                         (gsize) g_thread_pool_new (paint_in_thread, NULL, (int) n, FALSE, NULL));
    }
  return (GThreadPool *) painters;
}

/**
 * hopmap_tile_paint:
 * @brief: what to paint
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): the tile with %HOPMAP_TILE_OVERLAP more pixels at its right and lower
 *   edge
 */
GdkTexture *
hopmap_tile_paint (const HopmapTileBrief *brief)
{
  const double n_tiles = exp2 (brief->zoom);
  const int side_px = brief->size_px + HOPMAP_TILE_OVERLAP;
  const double side = (double) side_px / brief->size_px;
  const double side_units = side_px / brief->density;
  const HopmapMapRect rect = { brief->column / n_tiles, brief->row / n_tiles,
                               (brief->column + side) / n_tiles, (brief->row + side) / n_tiles };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side_px, side_px);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, brief->density, brief->density);
  hopmap_basemap_paint (brief->world, cr, brief->palette, &rect, side_units, side_units);
  cairo_destroy (cr);
  return hopmap_screen_texture_new (surface);
}

/**
 * hopmap_tile_paint_async:
 * @brief: what to paint; copied
 * @cancellable: (nullable): a tile that was not begun is not painted
 * @callback: called on the caller's main context
 * @user_data: for @callback
 */
void
hopmap_tile_paint_async (const HopmapTileBrief *brief,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  HopmapTileBrief *copy = g_memdup2 (brief, sizeof *brief);

  hopmap_basemap_ref (copy->world);
  g_task_set_source_tag (task, hopmap_tile_paint_async);
  g_task_set_task_data (task, copy, brief_free);
  g_thread_pool_push (get_painters (), g_steal_pointer (&task), NULL);
}

/**
 * hopmap_tile_paint_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the texture, or %NULL with @error (only %G_IO_ERROR_CANCELLED)
 */
GdkTexture *
hopmap_tile_paint_finish (GAsyncResult *result, GError **error)
{
  hopmap_spare_memory_return_soon ();
  return g_task_propagate_pointer (G_TASK (result), error);
}

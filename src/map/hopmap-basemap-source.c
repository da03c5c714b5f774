/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One job per tile: requests for a tile that is being painted (the layer asks once per visible
 * world) join the job, and a job that everybody gave up is not painted. The property "pending"
 * counts jobs, for whoever has to know that the map is complete.
 */
#include "hopmap-basemap-source.h"

#include "hopmap-projection.h"
#include "hopmap-tile-paintable.h"

#include <hopmap-basemap-painter.h>
#include <math.h>

struct _HopmapBasemapSource
{
  ShumateMapSource parent_instance;

  HopmapBasemap *world;
  const HopmapPalette *palette;
  double density;
  GHashTable *jobs; /* gint64 key → Job */
};

typedef struct
{
  gint64 key;
  GPtrArray *requests; /* Request */
  GCancellable *cancellable;
  guint n_wanted;
} Job;

typedef struct
{
  Job *job;
  GTask *task;
  gulong cancelled_id;
} Request;

/* What a thread needs; shares nothing that changes. */
typedef struct
{
  HopmapBasemap *world;
  const HopmapPalette *palette;
  guint zoom;
  guint column;
  guint row;
  int size_px;
} Brief;

enum
{
  PROP_PENDING = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapBasemapSource, hopmap_basemap_source, SHUMATE_TYPE_MAP_SOURCE)

static void
brief_free (gpointer data)
{
  Brief *brief = data;

  hopmap_basemap_unref (brief->world);
  g_free (brief);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_cancellable_disconnect (g_task_get_cancellable (request->task), request->cancelled_id);
  g_object_unref (request->task);
  g_free (request);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->requests);
  g_object_unref (job->cancellable);
  g_free (job);
}

static GdkTexture *
paint_tile (const Brief *brief)
{
  const double n_tiles = exp2 (brief->zoom);
  const int surface_px = brief->size_px + 1;
  const double side = (double) surface_px / brief->size_px;
  const double side_units = HOPMAP_TILE_SIZE * side;
  const HopmapMapRect rect = { brief->column / n_tiles, brief->row / n_tiles,
                               (brief->column + side) / n_tiles, (brief->row + side) / n_tiles };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, surface_px,
                                                         surface_px);
  cairo_t *cr = cairo_create (surface);
  const gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_scale (cr, brief->size_px / (double) HOPMAP_TILE_SIZE,
               brief->size_px / (double) HOPMAP_TILE_SIZE);
  hopmap_basemap_paint (brief->world, cr, brief->palette, &rect, side_units, side_units);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      stride * (gsize) surface_px,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (surface_px, surface_px, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
paint_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Brief *brief = task_data;
  g_autoptr (GdkTexture) texture = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  texture = paint_tile (brief);
  g_task_return_pointer (task, hopmap_tile_paintable_new (texture, 1.0 / brief->size_px),
                         g_object_unref);
}

static void
request_finish (Request *request, GdkPaintable *paintable, const GError *error)
{
  ShumateTile *tile = g_task_get_task_data (request->task);

  if (g_task_return_error_if_cancelled (request->task))
    return;
  if (paintable == NULL)
    {
      g_task_return_error (request->task, g_error_copy (error));
      return;
    }

  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_paintable (tile, paintable);
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (request->task, TRUE);
}

static void
painted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HopmapBasemapSource *self = HOPMAP_BASEMAP_SOURCE (object);
  Job *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPaintable) paintable = g_task_propagate_pointer (G_TASK (result), &error);

  /* A job that was given up may have been replaced by a new one for the same tile. */
  if (g_hash_table_lookup (self->jobs, &job->key) == job)
    g_hash_table_steal (self->jobs, &job->key);

  for (guint i = 0; i < job->requests->len; i++)
    request_finish (g_ptr_array_index (job->requests, i), paintable, error);
  job_free (job);
  g_object_notify_by_pspec (object, properties[PROP_PENDING]);
}

static void
request_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Request *request = user_data;

  if (--request->job->n_wanted == 0)
    g_cancellable_cancel (request->job->cancellable);
}

static Job *
job_new (HopmapBasemapSource *self, ShumateTile *tile, gint64 key)
{
  Job *job = g_new0 (Job, 1);
  Brief *brief = g_new0 (Brief, 1);
  g_autoptr (GTask) task = NULL;

  job->key = key;
  job->requests = g_ptr_array_new_with_free_func (request_free);
  job->cancellable = g_cancellable_new ();

  brief->world = hopmap_basemap_ref (self->world);
  brief->palette = self->palette;
  brief->zoom = shumate_tile_get_zoom_level (tile);
  brief->column = shumate_tile_get_x (tile);
  brief->row = shumate_tile_get_y (tile);
  brief->size_px = (int) lround (HOPMAP_TILE_SIZE * self->density);

  task = g_task_new (self, job->cancellable, painted_cb, job);
  g_task_set_source_tag (task, job_new);
  g_task_set_task_data (task, brief, brief_free);
  g_task_run_in_thread (task, paint_in_thread);
  return job;
}

static void
hopmap_basemap_source_fill_tile_async (ShumateMapSource *source,
                                       ShumateTile *tile,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  HopmapBasemapSource *self = HOPMAP_BASEMAP_SOURCE (source);
  const gint64 key = ((gint64) shumate_tile_get_zoom_level (tile) << 56)
                     | ((gint64) shumate_tile_get_x (tile) << 28) | shumate_tile_get_y (tile);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request;
  Job *job = g_hash_table_lookup (self->jobs, &key);

  g_task_set_source_tag (task, hopmap_basemap_source_fill_tile_async);
  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->world == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, "No world yet");
      return;
    }

  if (job == NULL || g_cancellable_is_cancelled (job->cancellable))
    {
      job = job_new (self, tile, key);
      g_hash_table_replace (self->jobs, &job->key, job);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
    }

  request = g_new0 (Request, 1);
  request->job = job;
  request->task = g_steal_pointer (&task);
  job->n_wanted++;
  g_ptr_array_add (job->requests, request);
  if (cancellable != NULL)
    request->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (request_cancelled_cb),
                                                   request, NULL);
}

static gboolean
hopmap_basemap_source_fill_tile_finish (ShumateMapSource *source,
                                        GAsyncResult *result,
                                        GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
hopmap_basemap_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PENDING:
      g_value_set_uint (value, hopmap_basemap_source_get_pending (HOPMAP_BASEMAP_SOURCE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_basemap_source_finalize (GObject *object)
{
  HopmapBasemapSource *self = HOPMAP_BASEMAP_SOURCE (object);

  /* Every job's task holds a reference to the source, so there are none left. */
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  g_clear_pointer (&self->world, hopmap_basemap_unref);

  G_OBJECT_CLASS (hopmap_basemap_source_parent_class)->finalize (object);
}

static void
hopmap_basemap_source_class_init (HopmapBasemapSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  object_class->get_property = hopmap_basemap_source_get_property;
  object_class->finalize = hopmap_basemap_source_finalize;
  source_class->fill_tile_async = hopmap_basemap_source_fill_tile_async;
  source_class->fill_tile_finish = hopmap_basemap_source_fill_tile_finish;

  /**
   * HopmapBasemapSource:pending:
   *
   * How many tiles are being painted.
   */
  properties[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_basemap_source_init (HopmapBasemapSource *self)
{
  self->jobs = g_hash_table_new (g_int64_hash, g_int64_equal);
}

/**
 * hopmap_basemap_source_new:
 * @world: (nullable): the world; without one the source serves as a viewport's reference only
 * @palette: its colours
 * @density: texture pixels per logical pixel: the widget's scale factor, or a fraction above it
 *
 * Returns: (transfer full): a source with an id of its own
 */
HopmapBasemapSource *
hopmap_basemap_source_new (HopmapBasemap *world, const HopmapPalette *palette, double density)
{
  g_autofree char *id = g_strdup_printf ("hopmap-basemap-%s-%d", palette->name,
                                         (int) lround (density * 100.0));
  HopmapBasemapSource *self = g_object_new (
      HOPMAP_TYPE_BASEMAP_SOURCE, "id", id, "name", "Natural Earth", "tile-size", HOPMAP_TILE_SIZE,
      "min-zoom-level", 0, "max-zoom-level", HOPMAP_BASEMAP_MAX_ZOOM, "projection",
      SHUMATE_MAP_PROJECTION_MERCATOR, NULL);

  self->world = world != NULL ? hopmap_basemap_ref (world) : NULL;
  self->palette = palette;
  self->density = density;
  return self;
}

/**
 * hopmap_basemap_source_get_pending:
 * @self: a source
 *
 * Returns: how many tiles are being painted
 */
guint
hopmap_basemap_source_get_pending (HopmapBasemapSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_BASEMAP_SOURCE (self), 0);

  return g_hash_table_size (self->jobs);
}

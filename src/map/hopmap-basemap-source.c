/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One job per tile: requests for a tile that is being painted (the layer asks once per visible
 * world) join the job, and a job that everybody gave up is not painted. The property "pending"
 * counts jobs, for whoever has to know that the map is complete.
 */
#include "hopmap-basemap-source-private.h"

#include "hopmap-projection.h"

#include <math.h>

/* Jobs keep the source alive themselves: a task's source object may be released on its thread. */
typedef struct
{
  HopmapBasemapSource *source;
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

enum
{
  PROP_PENDING = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapBasemapSource, hopmap_basemap_source, SHUMATE_TYPE_MAP_SOURCE)

/*
 * hopmap_basemap_source_brief:
 * @self: a source
 * @zoom: zoom level of a tile
 * @column: of the tile
 * @row: of the tile
 * @size_px: texture pixels of its side
 *
 * Returns: what its painter has to know
 */
HopmapTileBrief
hopmap_basemap_source_brief (HopmapBasemapSource *self,
                             guint zoom,
                             guint column,
                             guint row,
                             int size_px)
{
  return (HopmapTileBrief){ .world = self->world,
                            .palette = self->palette,
                            .zoom = zoom,
                            .column = column,
                            .row = row,
                            .size_px = size_px,
                            .density = self->density };
}

/*
 * hopmap_basemap_source_notify_pending:
 * @self: a source that has begun or ended a painting
 */
void
hopmap_basemap_source_notify_pending (HopmapBasemapSource *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
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
  g_object_unref (job->source);
  g_free (job);
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
  Job *job = user_data;
  g_autoptr (HopmapBasemapSource) self = g_object_ref (job->source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = hopmap_tile_paint_finish (result, &error);
  g_autoptr (GdkPaintable) paintable = NULL;

  if (texture != NULL)
    {
      paintable = hopmap_tile_paintable_new (texture);
      hopmap_tile_shelf_put (self->shelf, job->key, HOPMAP_TILE_PAINTABLE (paintable));
    }

  /* A job that was given up may have been replaced by a new one for the same tile. */
  if (g_hash_table_lookup (self->jobs, &job->key) == job)
    g_hash_table_steal (self->jobs, &job->key);

  for (guint i = 0; i < job->requests->len; i++)
    request_finish (g_ptr_array_index (job->requests, i), paintable, error);
  job_free (job);
  hopmap_basemap_source_notify_pending (self);
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
  const HopmapTileBrief brief = hopmap_basemap_source_brief (
      self, shumate_tile_get_zoom_level (tile), shumate_tile_get_x (tile),
      shumate_tile_get_y (tile), (int) lround (HOPMAP_TILE_SIZE * self->density));

  job->source = g_object_ref (self);
  job->key = key;
  job->requests = g_ptr_array_new_with_free_func (request_free);
  job->cancellable = g_cancellable_new ();
  hopmap_tile_paint_async (&brief, job->cancellable, painted_cb, job);
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
  const gint64 key = hopmap_tile_shelf_key (shumate_tile_get_zoom_level (tile),
                                            shumate_tile_get_x (tile), shumate_tile_get_y (tile));
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
      hopmap_basemap_source_notify_pending (self);
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

  /* Every job holds a reference to the source, so there are none left. */
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  g_clear_pointer (&self->sharpenings, g_hash_table_unref);
  g_clear_pointer (&self->shelf, hopmap_tile_shelf_unref);
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
  self->sharpenings = hopmap_basemap_sight_new_table ();
  self->shelf = hopmap_tile_shelf_new ();
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
 * Returns: how many tiles are being painted, anew or sharper
 */
guint
hopmap_basemap_source_get_pending (HopmapBasemapSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_BASEMAP_SOURCE (self), 0);

  return g_hash_table_size (self->jobs) + g_hash_table_size (self->sharpenings);
}

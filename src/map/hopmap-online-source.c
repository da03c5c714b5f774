/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A tile that does not come stays empty, and what lies beneath is seen through it. It is asked for
 * again when it comes into sight again, or when the layer is made anew.
 */
#include "hopmap-online-source.h"

#include "hopmap-projection.h"
#include "hopmap-tile-paintable.h"

struct _HopmapOnlineSource
{
  ShumateMapSource parent_instance;

  HopmapTileServer *server;
  HopmapTileShade shade;
  guint n_pending;
};

G_DEFINE_FINAL_TYPE (HopmapOnlineSource, hopmap_online_source, SHUMATE_TYPE_MAP_SOURCE)

/* What the thread gets. */
typedef struct
{
  GBytes *bytes;
  HopmapTileShade shade;
} Parcel;

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  g_bytes_unref (parcel->bytes);
  g_free (parcel);
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Parcel *parcel = task_data;
  GError *error = NULL;
  GdkTexture *texture;

  if (g_task_return_error_if_cancelled (task))
    return;
  texture = hopmap_tile_image_decode (parcel->bytes, parcel->shade, &error);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
finish (HopmapOnlineSource *self, GTask *task, GdkTexture *texture, GError *error)
{
  ShumateTile *tile = g_task_get_task_data (task);

  self->n_pending--;
  if (texture != NULL)
    {
      g_autoptr (GdkPaintable) paintable = hopmap_tile_paintable_new (texture);

      shumate_tile_set_paintable (tile, paintable);
      shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_return_error (task, error);
}

static void
decoded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HopmapOnlineSource *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture != NULL || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hopmap_tile_server_report (self->server, texture != NULL);
  finish (self, task, texture, error);
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HopmapOnlineSource *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = hopmap_tile_server_fetch_finish (result, &error);
  g_autoptr (GTask) decoding = NULL;
  GCancellable *cancellable;
  Parcel *parcel;

  if (bytes == NULL)
    {
      finish (self, task, NULL, error);
      return;
    }
  parcel = g_new0 (Parcel, 1);
  parcel->bytes = g_steal_pointer (&bytes);
  parcel->shade = self->shade;
  cancellable = g_task_get_cancellable (task);
  decoding = g_task_new (NULL, cancellable, decoded_cb, g_steal_pointer (&task));
  g_task_set_source_tag (decoding, fetched_cb);
  g_task_set_task_data (decoding, parcel, parcel_free);
  g_task_run_in_thread (decoding, decode_in_thread);
}

static void
hopmap_online_source_fill_tile_async (ShumateMapSource *source,
                                      ShumateTile *tile,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  HopmapOnlineSource *self = HOPMAP_ONLINE_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hopmap_online_source_fill_tile_async);
  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);
  if (g_task_return_error_if_cancelled (task))
    return;
  self->n_pending++;
  hopmap_tile_server_fetch_async (self->server, shumate_tile_get_zoom_level (tile),
                                  shumate_tile_get_x (tile), shumate_tile_get_y (tile), cancellable,
                                  fetched_cb, g_steal_pointer (&task));
}

static gboolean
hopmap_online_source_fill_tile_finish (ShumateMapSource *source,
                                       GAsyncResult *result,
                                       GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
hopmap_online_source_dispose (GObject *object)
{
  g_clear_object (&HOPMAP_ONLINE_SOURCE (object)->server);

  G_OBJECT_CLASS (hopmap_online_source_parent_class)->dispose (object);
}

static void
hopmap_online_source_class_init (HopmapOnlineSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_online_source_dispose;
  source_class->fill_tile_async = hopmap_online_source_fill_tile_async;
  source_class->fill_tile_finish = hopmap_online_source_fill_tile_finish;
}

static void
hopmap_online_source_init (HopmapOnlineSource *self)
{
}

/**
 * hopmap_online_source_new:
 * @server: who has the tiles; kept
 * @shade: how bright they should be
 *
 * Returns: (transfer full): a source with an id of its own
 */
HopmapOnlineSource *
hopmap_online_source_new (HopmapTileServer *server, HopmapTileShade shade)
{
  static guint n_made;
  g_autofree char *id = g_strdup_printf ("hopmap-online-%u", n_made++);
  HopmapOnlineSource *self = g_object_new (HOPMAP_TYPE_ONLINE_SOURCE, "id", id, "tile-size",
                                           HOPMAP_TILE_SIZE, "min-zoom-level", 0, "max-zoom-level",
                                           HOPMAP_ONLINE_MAX_ZOOM, "projection",
                                           SHUMATE_MAP_PROJECTION_MERCATOR, NULL);

  self->server = g_object_ref (server);
  self->shade = shade;
  return self;
}

/**
 * hopmap_online_source_get_pending:
 * @self: a source
 *
 * Returns: how many tiles were asked for and have neither come nor failed
 */
guint
hopmap_online_source_get_pending (HopmapOnlineSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_ONLINE_SOURCE (self), 0);

  return self->n_pending;
}

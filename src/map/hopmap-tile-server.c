/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libsoup's cache keeps what the server allows to keep and asks again only whether it changed. The
 * tiles that are asked for are those in sight, never more. After a refusal (403, 429) or several
 * failures nobody is asked for a while that doubles; a person may end the wait.
 */
#include "hopmap-tile-server.h"

#include "hopmap-config.h"
#include "hopmap-tile-image.h"

#include <libsoup/soup.h>

#define USER_AGENT      "Hopmap/" HOPMAP_VERSION " (+https://github.com/hopmap/hopmap)"
#define MAX_CONNECTIONS 2
#define IDLE_TIMEOUT_S  10u
/* A server that sends drop by drop is given up. */
#define DEADLINE_MS      20000u
#define CHUNK_BYTES      (64u * 1024u)
#define CACHE_BYTES      (100u * 1024u * 1024u)
#define FAILURES_TO_REST 3u
#define FIRST_REST_US    (30 * G_TIME_SPAN_SECOND)
#define MAX_REST_US      (20 * G_TIME_SPAN_MINUTE)
/* libsoup has no name for it. */
#define TOO_MANY_REQUESTS 429

struct _HopmapTileServer
{
  GObject parent_instance;

  char *pattern;
  SoupSession *session;
  SoupCache *cache; /* NULL where there is none */
  guint n_failures; /* in a row */
  gint64 rest_us;   /* how long the next rest is */
  gint64 resting_until_us;
  gboolean failing;
};

enum
{
  PROP_FAILING = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapTileServer, hopmap_tile_server, G_TYPE_OBJECT)

/* One fetch. It owns itself through the task that it ends with. */
typedef struct
{
  GTask *task;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  GCancellable *stop; /* ours: the caller's and the deadline's wishes */
  gulong stop_id;
  guint deadline_id;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_cancellable_disconnect (g_task_get_cancellable (fetch->task), fetch->stop_id);
  g_clear_handle_id (&fetch->deadline_id, g_source_remove);
  g_clear_object (&fetch->stream);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->stop);
  g_clear_pointer (&fetch->body, g_byte_array_unref);
  g_clear_object (&fetch->task);
  g_free (fetch);
}

static void
set_failing (HopmapTileServer *self, gboolean failing)
{
  if (self->failing == failing)
    return;
  self->failing = failing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILING]);
}

static void
rest (HopmapTileServer *self, gint64 at_least_us)
{
  const gint64 length_us = MAX (self->rest_us, at_least_us);

  self->resting_until_us = g_get_monotonic_time () + MIN (length_us, MAX_REST_US);
  self->rest_us = MIN (self->rest_us * 2, MAX_REST_US);
  set_failing (self, TRUE);
}

static gint64
retry_after_us (SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                   "Retry-After");
  guint64 seconds;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
    return 0;
  return (gint64) seconds * G_TIME_SPAN_SECOND;
}

static void
fail (Fetch *fetch, GError *error)
{
  HopmapTileServer *self = g_task_get_source_object (fetch->task);
  const guint status = soup_message_get_status (fetch->message);

  /* Nobody wants it any more: that is no failure of the server's. */
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (fetch->task)))
    {
      if (status == SOUP_STATUS_FORBIDDEN || status == TOO_MANY_REQUESTS)
        rest (self, retry_after_us (fetch->message));
      /* A server may lack a tile of the open sea. */
      else if (status != SOUP_STATUS_NOT_FOUND)
        hopmap_tile_server_report (self, FALSE);
    }
  g_task_return_error (fetch->task, error);
  fetch_free (fetch);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (fetch->stream, result, &error);

  if (chunk != NULL && fetch->body->len + g_bytes_get_size (chunk) > HOPMAP_TILE_MAX_BYTES)
    {
      g_clear_pointer (&chunk, g_bytes_unref);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "Too long for a tile");
    }
  if (chunk == NULL)
    {
      fail (fetch, g_steal_pointer (&error));
      return;
    }

  if (g_bytes_get_size (chunk) == 0)
    {
      g_task_return_pointer (fetch->task,
                             g_byte_array_free_to_bytes (g_steal_pointer (&fetch->body)),
                             (GDestroyNotify) g_bytes_unref);
      fetch_free (fetch);
      return;
    }
  g_byte_array_append (fetch->body, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  g_input_stream_read_bytes_async (fetch->stream, CHUNK_BYTES, G_PRIORITY_LOW, fetch->stop, read_cb,
                                   fetch);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  GError *error = NULL;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (fetch->stream == NULL)
    {
      fail (fetch, error);
      return;
    }
  if (soup_message_get_status (fetch->message) != SOUP_STATUS_OK)
    {
      fail (fetch, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "Status %u",
                                (guint) soup_message_get_status (fetch->message)));
      return;
    }
  g_input_stream_read_bytes_async (fetch->stream, CHUNK_BYTES, G_PRIORITY_LOW, fetch->stop, read_cb,
                                   fetch);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->deadline_id = 0;
  g_cancellable_cancel (fetch->stop);
  return G_SOURCE_REMOVE;
}

static void
hopmap_tile_server_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FAILING:
      g_value_set_boolean (value, HOPMAP_TILE_SERVER (object)->failing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_tile_server_dispose (GObject *object)
{
  HopmapTileServer *self = HOPMAP_TILE_SERVER (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  if (self->cache != NULL)
    {
      soup_cache_flush (self->cache);
      soup_cache_dump (self->cache);
    }
  g_clear_object (&self->cache);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (hopmap_tile_server_parent_class)->dispose (object);
}

static void
hopmap_tile_server_finalize (GObject *object)
{
  g_free (HOPMAP_TILE_SERVER (object)->pattern);

  G_OBJECT_CLASS (hopmap_tile_server_parent_class)->finalize (object);
}

static void
hopmap_tile_server_class_init (HopmapTileServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_tile_server_get_property;
  object_class->dispose = hopmap_tile_server_dispose;
  object_class->finalize = hopmap_tile_server_finalize;

  /**
   * HopmapTileServer:failing: whether it gave no tiles lately, so that it is asked only now and then
   */
  properties[PROP_FAILING] = g_param_spec_boolean ("failing", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_tile_server_init (HopmapTileServer *self)
{
  self->rest_us = FIRST_REST_US;
  self->session = soup_session_new_with_options ("max-conns-per-host", MAX_CONNECTIONS, "max-conns",
                                                 MAX_CONNECTIONS, "user-agent", USER_AGENT,
                                                 "timeout", IDLE_TIMEOUT_S, NULL);
}

/**
 * hopmap_tile_server_new:
 * @pattern: a valid pattern, see hopmap_tile_template_is_valid()
 * @cache_folder: (nullable): where tiles are kept, a folder for this server only; %NULL for nowhere
 *
 * Returns: (transfer full): a server that nobody has asked yet
 */
HopmapTileServer *
hopmap_tile_server_new (const char *pattern, const char *cache_folder)
{
  HopmapTileServer *self = g_object_new (HOPMAP_TYPE_TILE_SERVER, NULL);

  self->pattern = g_strdup (pattern);
  if (cache_folder != NULL && g_mkdir_with_parents (cache_folder, 0700) == 0)
    {
      self->cache = soup_cache_new (cache_folder, SOUP_CACHE_SINGLE_USER);
      soup_cache_set_max_size (self->cache, CACHE_BYTES);
      soup_cache_load (self->cache);
      soup_session_add_feature (self->session, SOUP_SESSION_FEATURE (self->cache));
    }
  return self;
}

static void
cancelled_cb (GCancellable *cancellable, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

/**
 * hopmap_tile_server_fetch_async:
 * @self: a server
 * @zoom: zoom level
 * @column: of the tile, from the west
 * @row: of the tile, from the north
 * @cancellable: (nullable): for when nobody wants the tile any more
 * @callback: called when it is there or will not come
 * @user_data: for @callback
 */
void
hopmap_tile_server_fetch_async (HopmapTileServer *self,
                                guint zoom,
                                guint column,
                                guint row,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *address = hopmap_tile_template_expand (self->pattern, zoom, column, row);
  g_autoptr (SoupMessage) message = NULL;
  Fetch *fetch;

  g_task_set_source_tag (task, hopmap_tile_server_fetch_async);
  if (g_get_monotonic_time () < self->resting_until_us)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                               "The tile server is left in peace");
      return;
    }
  message = soup_message_new (SOUP_METHOD_GET, address);
  if (message == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Not an address");
      return;
    }

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  fetch = g_new0 (Fetch, 1);
  fetch->task = g_steal_pointer (&task);
  fetch->message = g_steal_pointer (&message);
  fetch->body = g_byte_array_new ();
  fetch->stop = g_cancellable_new ();
  fetch->deadline_id = g_timeout_add (DEADLINE_MS, deadline_cb, fetch);
  if (cancellable != NULL)
    fetch->stop_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                            g_object_ref (fetch->stop), g_object_unref);
  soup_session_send_async (self->session, fetch->message, G_PRIORITY_LOW, fetch->stop, sent_cb,
                           fetch);
}

/**
 * hopmap_tile_server_fetch_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): what the server sent, any bytes; or %NULL with @error
 */
GBytes *
hopmap_tile_server_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hopmap_tile_server_report:
 * @self: a server
 * @good: whether what it sent was a tile
 *
 * To be called for every answer.
 */
void
hopmap_tile_server_report (HopmapTileServer *self, gboolean good)
{
  g_return_if_fail (HOPMAP_IS_TILE_SERVER (self));

  if (good)
    {
      self->n_failures = 0;
      self->rest_us = FIRST_REST_US;
      self->resting_until_us = 0;
      set_failing (self, FALSE);
    }
  else if (++self->n_failures >= FAILURES_TO_REST)
    {
      self->n_failures = 0;
      rest (self, 0);
    }
}

/**
 * hopmap_tile_server_is_failing:
 * @self: a server
 *
 * Returns: see HopmapTileServer:failing
 */
gboolean
hopmap_tile_server_is_failing (HopmapTileServer *self)
{
  g_return_val_if_fail (HOPMAP_IS_TILE_SERVER (self), FALSE);

  return self->failing;
}

/**
 * hopmap_tile_server_retry:
 * @self: a server
 *
 * A person wants it to be asked again at once.
 */
void
hopmap_tile_server_retry (HopmapTileServer *self)
{
  g_return_if_fail (HOPMAP_IS_TILE_SERVER (self));

  self->n_failures = 0;
  self->resting_until_us = 0;
  set_failing (self, FALSE);
}

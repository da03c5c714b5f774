/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHostileServer: see the header. Everything blocks, in threads of its own, until the server is
 * freed: so nothing of it burdens the main loop whose patience is tested.
 */
#include "hopmap-hostile-server.h"

#include <gio/gnetworking.h>
#include <string.h>

#include "hopmap-test-certificates.h"

#define DRIP_MS     20
#define FLOOD_BYTES 65536

/* Unpacked; a packer inside another one says nothing before it is closed. */
#define BOMB_BYTES (64 * 1024 * 1024)

typedef struct
{
  const HopmapScene *scene; /* NULL for the trap */
  guint port;
  char *url;
  int n_visits; /* atomic */
} Stage;

struct _HopmapHostileServer
{
  GSocketListener *listener;
  GCancellable *end;
  GThread *porter;
  HopmapTestCertificates *certificates;
  Stage *stages;
  guint n_stages; /* with the trap, which is the last one */

  guint n_threads;       /* the porter's */
  GAsyncQueue *finished; /* of GThread, to be joined */
};

typedef struct
{
  HopmapHostileServer *server;
  Stage *stage;
  GSocketConnection *connection;
} Visit;

static char *
fill_in (const char *text, const char *name, guint port)
{
  g_auto (GStrv) parts = g_strsplit (text, name, -1);
  g_autofree char *number = g_strdup_printf ("%u", port);

  return g_strjoinv (number, parts);
}

static gboolean
say (Visit *visit, GIOStream *stream, const char *text, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, length, NULL,
                                    visit->server->end, NULL);
}

/* Until the visitor goes, or the server is freed. */
static void
wait_for_end (Visit *visit, GIOStream *stream)
{
  GInputStream *input = g_io_stream_get_input_stream (stream);
  char bytes[4096];

  while (g_input_stream_read (input, bytes, sizeof bytes, visit->server->end, NULL) > 0)
    ;
}

static gboolean
read_request (Visit *visit, GIOStream *stream)
{
  GInputStream *input = g_io_stream_get_input_stream (stream);
  char bytes[8192];
  gsize n = 0;

  while (n < sizeof bytes)
    {
      gssize got = g_input_stream_read (input, bytes + n, sizeof bytes - n, visit->server->end,
                                        NULL);

      if (got <= 0)
        return FALSE;
      n += (gsize) got;
      /* HTTP/2 begins with words of its own, and goes on in frames. */
      if (g_strstr_len (bytes, (gssize) n, "\r\n\r\n") != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
say_more (Visit *visit, GIOStream *stream)
{
  const HopmapScene *scene = visit->stage->scene;

  for (guint i = 0; scene->more != NULL && i < scene->times; i++)
    {
      if (!say (visit, stream, scene->more, strlen (scene->more)))
        return;
    }
}

static void
flood (Visit *visit, GIOStream *stream)
{
  const char *more = visit->stage->scene->more;
  g_autoptr (GString) flood = g_string_new (NULL);

  while (flood->len < FLOOD_BYTES)
    g_string_append (flood, more);
  while (say (visit, stream, flood->str, flood->len))
    ;
}

static void
drip (Visit *visit, GIOStream *stream)
{
  const char *more = visit->stage->scene->more;
  GPollFD end;
  gsize i = 0;

  if (!g_cancellable_make_pollfd (visit->server->end, &end))
    return;

  while (say (visit, stream, more + i, 1) && g_poll (&end, 1, DRIP_MS) == 0)
    i = more[i + 1] != '\0' ? i + 1 : 0;
  g_cancellable_release_fd (visit->server->end);
}

static void
bomb (Visit *visit, GIOStream *stream)
{
  g_autoptr (GOutputStream) out = g_object_ref (g_io_stream_get_output_stream (stream));
  g_autofree char *blanks = g_strnfill (FLOOD_BYTES, ' ');
  gsize n = 0;

  for (guint i = 0; i < visit->stage->scene->times; i++)
    {
      g_autoptr (GOutputStream) inner = g_steal_pointer (&out);
      g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);

      out = g_converter_output_stream_new (inner, G_CONVERTER (packer));
    }

  while (n < BOMB_BYTES
         && g_output_stream_write_all (out, blanks, FLOOD_BYTES, NULL, visit->server->end, NULL))
    n += FLOOD_BYTES;
  g_output_stream_close (out, visit->server->end, NULL);
}

static void
play (Visit *visit, GIOStream *stream)
{
  const HopmapScene *scene = visit->stage->scene;
  const Stage *trap = &visit->server->stages[visit->server->n_stages - 1];
  g_autofree char *half = fill_in (scene->head, "{trap}", trap->port);
  g_autofree char *whole = fill_in (half, "{self}", visit->stage->port);
  const char *head = scene->size > 0 ? scene->head : whole;
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  if (scene->door != HOPMAP_DOOR_BARE && !read_request (visit, stream))
    return;
  if (!say (visit, stream, head, scene->size > 0 ? scene->size : strlen (head)))
    return;

  switch (scene->manner)
    {
    case HOPMAP_MANNER_END:
      say_more (visit, stream);
      g_socket_shutdown (g_socket_connection_get_socket (visit->connection), FALSE, TRUE, NULL);
      wait_for_end (visit, stream);
      break;
    case HOPMAP_MANNER_WAIT:
      say_more (visit, stream);
      wait_for_end (visit, stream);
      break;
    case HOPMAP_MANNER_RESET:
      say_more (visit, stream);
      setsockopt (g_socket_get_fd (g_socket_connection_get_socket (visit->connection)), SOL_SOCKET,
                  SO_LINGER, &at_once, sizeof at_once);
      break;
    case HOPMAP_MANNER_FLOOD:
      flood (visit, stream);
      break;
    case HOPMAP_MANNER_DRIP:
      drip (visit, stream);
      break;
    case HOPMAP_MANNER_BOMB:
      bomb (visit, stream);
      break;
    default:
      g_assert_not_reached ();
    }
}

static GTlsCertificate *
choose_certificate (Visit *visit)
{
  HopmapTestCertificates *certificates = visit->server->certificates;

  switch (visit->stage->scene->door)
    {
    case HOPMAP_DOOR_HTTPS:
    case HOPMAP_DOOR_HTTP_2:
      return certificates->trusted;
    case HOPMAP_DOOR_STRANGER:
      return certificates->stranger;
    case HOPMAP_DOOR_OTHER_NAME:
      return certificates->other_name;
    case HOPMAP_DOOR_HTTP:
    case HOPMAP_DOOR_BARE:
    default:
      return NULL;
    }
}

static void
play_in_secret (Visit *visit, GTlsCertificate *certificate)
{
  static const char *const http_2[] = { "h2", NULL };
  g_autoptr (GIOStream)
      stream = g_tls_server_connection_new (G_IO_STREAM (visit->connection), certificate, NULL);

  if (visit->stage->scene->door == HOPMAP_DOOR_HTTP_2)
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), http_2);
  if (g_tls_connection_handshake (G_TLS_CONNECTION (stream), visit->server->end, NULL))
    play (visit, stream);
}

static gpointer
visit_thread (gpointer user_data)
{
  Visit *visit = user_data;
  GAsyncQueue *finished = visit->server->finished;

  if (visit->stage->scene != NULL)
    {
      GTlsCertificate *certificate = choose_certificate (visit);

      if (certificate != NULL)
        play_in_secret (visit, certificate);
      else
        play (visit, G_IO_STREAM (visit->connection));
    }

  g_object_unref (visit->connection);
  g_free (visit);
  g_async_queue_push (finished, g_thread_self ());
  return NULL;
}

static void
join_finished (HopmapHostileServer *server)
{
  GThread *thread;

  while ((thread = g_async_queue_try_pop (server->finished)) != NULL)
    {
      g_thread_join (thread);
      server->n_threads--;
    }
}

static gpointer
porter_thread (gpointer user_data)
{
  HopmapHostileServer *server = user_data;

  for (;;)
    {
      GObject *mark = NULL;
      GSocketConnection *connection;
      Visit *visit;

      connection = g_socket_listener_accept (server->listener, &mark, NULL, NULL);
      if (g_cancellable_is_cancelled (server->end))
        {
          g_clear_object (&connection);
          return NULL;
        }

      visit = g_new0 (Visit, 1);
      visit->server = server;
      visit->connection = connection;
      visit->stage = g_object_get_data (mark, "stage");
      g_atomic_int_inc (&visit->stage->n_visits);
      join_finished (server);
      server->n_threads++;
      g_thread_new ("visit", visit_thread, visit);
    }
}

static void
open_stage (HopmapHostileServer *server, Stage *stage)
{
  g_autoptr (GObject) mark = g_object_new (G_TYPE_OBJECT, NULL);
  /* The trap waits at every address of this computer, the scenes at one. */
  g_autoptr (GInetAddress) host = stage->scene != NULL
                                      ? g_inet_address_new_from_string ("127.0.0.1")
                                      : g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set_data (mark, "stage", stage);
  g_socket_listener_add_address (server->listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, mark, &bound, &error);
  g_assert_no_error (error);

  stage->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  if (stage->scene != NULL)
    stage->url = g_strdup_printf ("%s://127.0.0.1:%u",
                                  stage->scene->door == HOPMAP_DOOR_HTTP ? "http" : "https",
                                  stage->port);
}

/* Returns a server that plays @scenes, which must stay. From now on this process trusts the
 * server's certificates, and no others. */
HopmapHostileServer *
hopmap_hostile_server_new (const HopmapScene *scenes, guint n_scenes)
{
  HopmapHostileServer *server = g_new0 (HopmapHostileServer, 1);

  server->finished = g_async_queue_new ();
  server->end = g_cancellable_new ();
  server->listener = g_socket_listener_new ();
  server->certificates = hopmap_test_certificates_new ();
  server->n_stages = n_scenes + 1;
  server->stages = g_new0 (Stage, server->n_stages);
  for (guint i = 0; i < server->n_stages; i++)
    {
      server->stages[i].scene = i < n_scenes ? &scenes[i] : NULL;
      open_stage (server, &server->stages[i]);
    }
  server->porter = g_thread_new ("porter", porter_thread, server);
  return server;
}

/* A visitor after the end: the porter stops. He cannot wait for the cancellable itself, since GLib
 * loses what it waits with for every address where that is cancelled meanwhile. */
static void
send_porter_home (HopmapHostileServer *server)
{
  const guint16 port = (guint16) server->stages[0].port;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, NULL);

  g_socket_connect (socket, address, NULL, NULL);
  g_thread_join (server->porter);
}

/* Ends every scene, and waits for its thread. */
void
hopmap_hostile_server_free (HopmapHostileServer *server)
{
  g_cancellable_cancel (server->end);
  send_porter_home (server);
  for (; server->n_threads > 0; server->n_threads--)
    g_thread_join (g_async_queue_pop (server->finished));

  g_socket_listener_close (server->listener);
  g_object_unref (server->listener);
  for (guint i = 0; i < server->n_stages; i++)
    g_free (server->stages[i].url);
  g_free (server->stages);
  g_clear_pointer (&server->certificates, hopmap_test_certificates_free);
  g_object_unref (server->end);
  g_async_queue_unref (server->finished);
  g_free (server);
}

/* Returns whether scenes behind @door can be played here. */
gboolean
hopmap_hostile_server_has_door (HopmapHostileServer *server, HopmapDoor door)
{
  return server->certificates != NULL || door == HOPMAP_DOOR_HTTP || door == HOPMAP_DOOR_BARE;
}

/* Returns where a scene is played. */
const char *
hopmap_hostile_server_get_url (HopmapHostileServer *server, guint scene)
{
  return server->stages[scene].url;
}

/* Returns how many connections were made to a scene. */
guint
hopmap_hostile_server_get_n_visits (HopmapHostileServer *server, guint scene)
{
  return (guint) g_atomic_int_get (&server->stages[scene].n_visits);
}

/* Returns how many connections were made where none should be. */
guint
hopmap_hostile_server_get_n_trapped (HopmapHostileServer *server)
{
  return hopmap_hostile_server_get_n_visits (server, server->n_stages - 1);
}

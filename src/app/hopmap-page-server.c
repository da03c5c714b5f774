/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPageServer: see the header. libsoup speaks HTTP; who may connect, how many at a time and for
 * how long is decided here, since libsoup leaves that to its user.
 */
#include "hopmap-page-server.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define MAX_CONNECTIONS 64
/* A silent peer, and one that takes its time. */
#define IDLE_S     10
#define LIFETIME_S 60

struct _HopmapPageServer
{
  GObject parent_instance;

  GBytes *page;
  char *path;
  GInetAddress *address;
  guint16 port;
  GSocketService *service;
  SoupServer *server;
  GHashTable *connections; /* GSocketConnection, not owned, to the source that ends it */
};

G_DEFINE_FINAL_TYPE (HopmapPageServer, hopmap_page_server, G_TYPE_OBJECT)

/* Without this the page could do things on other pages, or others could on it. */
static void
add_headers (SoupMessageHeaders *headers)
{
  static const struct
  {
    const char *name;
    const char *value;
  } always[] = {
    { "Content-Security-Policy", "frame-ancestors 'none'" },
    { "X-Frame-Options", "DENY" },
    { "X-Content-Type-Options", "nosniff" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    /* A key of Google may be good for this address only, so it must be told. */
    { "Referrer-Policy", "strict-origin" },
    { "Cache-Control", "no-store" },
    { "Connection", "close" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    soup_message_headers_replace (headers, always[i].name, always[i].value);
}

static void
refuse (SoupServerMessage *message, guint status, const char *phrase)
{
  g_autofree char *text = g_strdup_printf ("%s\n", phrase);

  soup_server_message_set_status (message, status, phrase);
  soup_server_message_set_response (message, "text/plain;charset=utf-8", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

/*
 * Another page in the same browser can make any name stand for this computer, and would then be
 * allowed to read what it gets here. It cannot make the browser send another name.
 */
static gboolean
is_asked_for_by_its_name (HopmapPageServer *self, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (!hopmap_page_server_is_private (self))
    return TRUE;
  if (host == NULL || g_ascii_strcasecmp (host, "localhost") == 0)
    return host != NULL;

  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* libsoup would go on to read a body of such a length, and complain about itself. */
static void
hang_up (SoupServerMessage *message)
{
  g_autoptr (GIOStream) connection = soup_server_message_steal_connection (message);

  g_io_stream_close (connection, NULL, NULL);
}

/* Before a body is read: there is none that would be of use. */
static void
early_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  HopmapPageServer *self = user_data;
  const char *method = soup_server_message_get_method (message);
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (soup_message_headers_get_content_length (request) < 0)
    {
      hang_up (message);
      return;
    }
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  add_headers (headers);
  if (!g_str_equal (method, "GET") && !g_str_equal (method, "HEAD"))
    {
      soup_message_headers_replace (headers, "Allow", "GET, HEAD");
      refuse (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "Method Not Allowed");
    }
  else if (!is_asked_for_by_its_name (self, message))
    {
      refuse (message, SOUP_STATUS_MISDIRECTED_REQUEST, "Misdirected Request");
    }
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  HopmapPageServer *self = user_data;

  if (g_strcmp0 (path, "/") != 0 && g_strcmp0 (path, self->path) != 0)
    {
      refuse (message, SOUP_STATUS_NOT_FOUND, "Not Found");
      return;
    }

  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "text/html;charset=utf-8", NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), self->page);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

static gboolean
lifetime_over_cb (gpointer user_data)
{
  /* Not closed: libsoup waits for something at its number, which the next one would get. */
  g_socket_shutdown (g_socket_connection_get_socket (user_data), TRUE, TRUE, NULL);
  return G_SOURCE_CONTINUE;
}

static void
connection_gone_cb (gpointer data, GObject *connection)
{
  HopmapPageServer *self = data;

  g_hash_table_remove (self->connections, connection);
}

static void
remove_source (gpointer source)
{
  g_source_remove (GPOINTER_TO_UINT (source));
}

static void
watch (HopmapPageServer *self, GSocketConnection *connection)
{
  guint source = g_timeout_add_seconds (LIFETIME_S, lifetime_over_cb, connection);

  g_socket_set_timeout (g_socket_connection_get_socket (connection), IDLE_S);
  g_hash_table_insert (self->connections, connection, GUINT_TO_POINTER (source));
  g_object_weak_ref (G_OBJECT (connection), connection_gone_cb, self);
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  HopmapPageServer *self = user_data;
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (g_hash_table_size (self->connections) >= MAX_CONNECTIONS || local == NULL || remote == NULL)
    {
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }

  watch (self, connection);
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

static void
forget_connection (gpointer connection, gpointer source, gpointer self)
{
  g_object_weak_unref (connection, connection_gone_cb, self);
}

static void
hopmap_page_server_dispose (GObject *object)
{
  HopmapPageServer *self = HOPMAP_PAGE_SERVER (object);

  if (self->service != NULL)
    {
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
      g_signal_handlers_disconnect_by_data (self->service, self);
    }
  g_clear_object (&self->service);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  if (self->connections != NULL)
    g_hash_table_foreach (self->connections, forget_connection, self);
  g_clear_pointer (&self->connections, g_hash_table_unref);
  g_clear_object (&self->server);
  g_clear_object (&self->address);
  g_clear_pointer (&self->page, g_bytes_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (hopmap_page_server_parent_class)->dispose (object);
}

static void
hopmap_page_server_class_init (HopmapPageServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_page_server_dispose;
}

static void
hopmap_page_server_init (HopmapPageServer *self)
{
  self->connections = g_hash_table_new_full (NULL, NULL, NULL, remove_source);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_early_handler (self->server, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
}

static gboolean
listen (HopmapPageServer *self, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (self->address, port);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;

  if (g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                     G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &effective,
                                     &local_error))
    {
      self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
      return TRUE;
    }

  text = g_inet_address_to_string (self->address);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error, local_error->domain, local_error->code,
                 _ ("Port %u of %s is in use; choose another one with --serve=PORT, or 0 for any "
                    "that is free."),
                 port, text);
  else
    g_set_error (error, local_error->domain, local_error->code,
                 /* Translators: an address, a port, and the system's reason */
                 _ ("The page cannot be shown at %s, port %u: %s."), text, port,
                 local_error->message);
  return FALSE;
}

/**
 * hopmap_page_server_new:
 * @page: a whole HTML page
 * @name: (nullable): the name of a file, by which the page is to be found beside "/"
 * @address: where to listen
 * @port: the port, or 0 for any that is free
 * @error: return location for an error of GIO
 *
 * Works in the main context of the thread that calls it, until it is disposed of.
 *
 * Returns: (transfer full): a server that has begun to listen, or %NULL with @error set
 */
HopmapPageServer *
hopmap_page_server_new (GBytes *page,
                        const char *name,
                        GInetAddress *address,
                        guint16 port,
                        GError **error)
{
  g_autoptr (HopmapPageServer) self = g_object_new (HOPMAP_TYPE_PAGE_SERVER, NULL);

  self->page = g_bytes_ref (page);
  self->path = name != NULL ? g_strconcat ("/", name, NULL) : NULL;
  self->address = g_object_ref (address);
  if (!listen (self, port, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * hopmap_page_server_dup_uri:
 * @self: a server
 *
 * Returns: (transfer full): where a browser on this computer finds the page
 */
char *
hopmap_page_server_dup_uri (HopmapPageServer *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (HOPMAP_IS_PAGE_SERVER (self), NULL);

  text = g_inet_address_to_string (self->address);
  if (g_inet_address_get_is_any (self->address))
    return g_strdup_printf ("http://localhost:%u/", self->port);

  return g_strdup_printf (strchr (text, ':') != NULL ? "http://[%s]:%u/" : "http://%s:%u/", text,
                          self->port);
}

/**
 * hopmap_page_server_is_private:
 * @self: a server
 *
 * Returns: whether only this computer itself can see the page
 */
gboolean
hopmap_page_server_is_private (HopmapPageServer *self)
{
  g_return_val_if_fail (HOPMAP_IS_PAGE_SERVER (self), FALSE);

  return g_inet_address_get_is_loopback (self->address);
}

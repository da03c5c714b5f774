/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapStubService: see the header. Replies are given in order; the last one stays.
 */
#include "hopmap-stub-service.h"

#include <libsoup/soup.h>
#include <string.h>

#define DRIP_MS     20
#define FLOOD_BYTES 65536

struct _HopmapStubService
{
  SoupServer *server;
  char *url;
  GArray *replies; /* of HopmapStubReply */
  guint next_reply;
  GPtrArray *requests; /* "path?query", and behind a blank the body */
  gboolean takes_batches;
  guint n_batches;
  char *authorization; /* of the last request */
};

/* A body in the making. */
typedef struct
{
  SoupServerMessage *message;
  guint source;
} Drip;

static void
append_flood (SoupServerMessage *message, gpointer user_data)
{
  soup_message_body_append_take (soup_server_message_get_response_body (message),
                                 (guchar *) g_strnfill (FLOOD_BYTES, ' '), FLOOD_BYTES);
  soup_server_message_unpause (message);
}

static void
start_flood (SoupServerMessage *message)
{
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (append_flood), NULL);
  append_flood (message, NULL);
}

static gboolean
drip_cb (gpointer user_data)
{
  Drip *drip = user_data;

  soup_message_body_append (soup_server_message_get_response_body (drip->message),
                            SOUP_MEMORY_STATIC, " ", 1);
  soup_server_message_unpause (drip->message);
  return G_SOURCE_CONTINUE;
}

static void
drip_free (gpointer user_data, GClosure *closure)
{
  Drip *drip = user_data;

  g_source_remove (drip->source);
  g_free (drip);
}

static void
ignore_end (SoupServerMessage *message, gpointer user_data)
{
}

static void
start_drip (SoupServerMessage *message)
{
  Drip *drip = g_new0 (Drip, 1);

  drip->message = message;
  drip->source = g_timeout_add (DRIP_MS, drip_cb, drip);
  /* The closure goes with the message, and takes the source along. */
  g_signal_connect_data (message, "finished", G_CALLBACK (ignore_end), drip, drip_free, 0);
  drip_cb (drip);
}

static void
cut (SoupServerMessage *message)
{
  static const char part[] = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"ip\":";
  g_autoptr (GIOStream) connection = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (connection), part, strlen (part), NULL,
                             NULL, NULL);
  g_io_stream_close (connection, NULL, NULL);
}

static void
send_whole (SoupServerMessage *message, const HopmapStubReply *reply, const char *address)
{
  g_auto (GStrv) parts = g_strsplit (reply->body != NULL ? reply->body : "", "{ip}", -1);
  char *body = g_strjoinv (address != NULL ? address : "", parts);

  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body,
                                    strlen (body));
}

static void
send_reply (SoupServerMessage *message, const HopmapStubReply *reply, const char *address)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, reply->status, NULL);
  if (reply->header != NULL)
    soup_message_headers_append (headers, reply->header, reply->value);
  if (reply->manner == HOPMAP_STUB_DRIP || reply->manner == HOPMAP_STUB_FLOOD)
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);

  switch (reply->manner)
    {
    case HOPMAP_STUB_WHOLE:
      send_whole (message, reply, address);
      break;
    case HOPMAP_STUB_SILENT:
      soup_server_message_pause (message);
      break;
    case HOPMAP_STUB_DRIP:
      start_drip (message);
      break;
    case HOPMAP_STUB_FLOOD:
      start_flood (message);
      break;
    case HOPMAP_STUB_CUT:
      cut (message);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
note_request (HopmapStubService *service,
              SoupServerMessage *message,
              const char *path,
              const char *query)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr (GString) request = g_string_new (path);

  if (query != NULL)
    g_string_append_printf (request, "?%s", query);
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    {
      g_string_append_c (request, ' ');
      g_string_append_len (request, g_bytes_get_data (bytes, NULL),
                           (gssize) g_bytes_get_size (bytes));
    }
  g_ptr_array_add (service->requests, g_string_free (g_steal_pointer (&request), FALSE));
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  HopmapStubService *service = user_data;
  const char *text = g_uri_get_query (soup_server_message_get_uri (message));
  guint index = MIN (service->next_reply, service->replies->len - 1);

  g_assert_cmpuint (service->replies->len, >, 0);
  g_free (service->authorization);
  service->authorization = g_strdup (soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization"));
  service->n_batches += soup_server_message_get_method (message) == SOUP_METHOD_POST;
  if (soup_server_message_get_method (message) == SOUP_METHOD_POST && !service->takes_batches)
    {
      soup_server_message_set_status (message, 401, NULL);
      return;
    }

  service->next_reply++;
  note_request (service, message, path, text);
  send_reply (message, &g_array_index (service->replies, HopmapStubReply, index),
              query != NULL ? g_hash_table_lookup (query, "ip") : NULL);
}

/* Returns a service that listens on the loopback interface. */
HopmapStubService *
hopmap_stub_service_new (void)
{
  HopmapStubService *service = g_new0 (HopmapStubService, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  service->replies = g_array_new (FALSE, FALSE, sizeof (HopmapStubReply));
  service->requests = g_ptr_array_new_with_free_func (g_free);
  service->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (service->server, NULL, request_cb, service, NULL);
  soup_server_listen_local (service->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (service->server);
  service->url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return service;
}

/* Ends the service and every connection to it. */
void
hopmap_stub_service_free (HopmapStubService *service)
{
  soup_server_disconnect (service->server);
  g_object_unref (service->server);
  g_array_unref (service->replies);
  g_ptr_array_unref (service->requests);
  g_free (service->authorization);
  g_free (service->url);
  g_free (service);
}

/* Returns "http://127.0.0.1:PORT/". */
const char *
hopmap_stub_service_get_url (HopmapStubService *service)
{
  return service->url;
}

/* Sets what is answered from now on; the strings must stay. */
void
hopmap_stub_service_set_replies (HopmapStubService *service,
                                 const HopmapStubReply *replies,
                                 guint n_replies)
{
  g_array_set_size (service->replies, 0);
  g_array_append_vals (service->replies, replies, n_replies);
  service->next_reply = 0;
}

/* From now on a POST is answered like the rest; before, the plan has no batches, and it is refused and
 * not counted as a request. */
void
hopmap_stub_service_take_batches (HopmapStubService *service)
{
  service->takes_batches = TRUE;
}

/* Returns how many POSTs came, refused ones among them. */
guint
hopmap_stub_service_get_n_batches (HopmapStubService *service)
{
  return service->n_batches;
}

/* Returns how often the service was asked. */
guint
hopmap_stub_service_get_n_requests (HopmapStubService *service)
{
  return service->requests->len;
}

/* Returns what was asked, as "path?query body". */
const char *
hopmap_stub_service_get_request (HopmapStubService *service, guint index)
{
  g_assert_cmpuint (index, <, service->requests->len);

  return service->requests->pdata[index];
}

/* Returns how the last request proved who asks, or NULL. */
const char *
hopmap_stub_service_get_authorization (HopmapStubService *service)
{
  return service->authorization;
}

/* Returns how often @address was asked for. */
guint
hopmap_stub_service_count (HopmapStubService *service, const char *address)
{
  g_autofree char *wanted = g_strdup_printf ("&ip=%s&", address);
  guint count = 0;

  for (guint i = 0; i < service->requests->len; i++)
    count += strstr (service->requests->pdata[i], wanted) != NULL;

  return count;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWebClient: see the header. libsoup's own timeout is per read, so a server that drips would
 * hold a request for ever; and its convenience functions take a body of any size. A redirect is an
 * answer like any other: the question holds a key, which is for one server alone.
 */
#include "hopmap-web-client.h"

#include <libsoup/soup.h>

#include "hopmap-config.h"

#define DEADLINE_MS     10000
#define IDLE_S          15
#define MAX_CONNECTIONS 2
#define READ_BYTES      (16 * 1024)

/* A question is asked once more where the trouble may have passed by then. */
#define MAX_TRIES 2

/* The library starts anew by itself where a kept connection turns out to be closed; a server that
 * closes every one would have it do so for ever. */
#define MAX_RESTARTS 1

struct _HopmapWebClient
{
  GObject parent_instance;

  SoupSession *session; /* made with the first request */
  guint deadline_ms;
};

G_DEFINE_FINAL_TYPE (HopmapWebClient, hopmap_web_client, G_TYPE_OBJECT)

/* What is under way in the library owns it. */
typedef struct
{
  GTask *task; /* NULL once it has returned: what the library still does then is of no interest */
  HopmapWebQuestion *question;
  guint n_tries;
  guint n_restarts;
  SoupMessage *message; /* of the present try, as are the next two */
  GInputStream *stream;
  GByteArray *body;
  GCancellable *stop;
  GSource *deadline; /* the main context's */
  GSource *outer;    /* the caller's cancellable, or NULL */
} Request;

static void
forget_message (Request *request)
{
  if (request->message != NULL)
    g_signal_handlers_disconnect_by_data (request->message, request);
  g_clear_object (&request->stream);
  g_clear_object (&request->message);
}

static void
request_free (Request *request)
{
  g_assert (request->task == NULL);

  forget_message (request);
  g_clear_pointer (&request->question, hopmap_web_question_free);
  g_clear_pointer (&request->body, g_byte_array_unref);
  g_clear_object (&request->stop);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* The task, to be returned now. */
static GTask *
take_task (Request *request)
{
  g_clear_pointer (&request->deadline, g_source_destroy);
  g_clear_pointer (&request->outer, g_source_destroy);
  return g_steal_pointer (&request->task);
}

static SoupSession *
ensure_session (HopmapWebClient *self)
{
  if (self->session == NULL)
    {
      self->session = soup_session_new_with_options ("max-conns-per-host", MAX_CONNECTIONS, NULL);
      soup_session_set_user_agent (self->session,
                                   "Hopmap/" HOPMAP_VERSION " (+" HOPMAP_REPOSITORY ")");
      soup_session_set_timeout (self->session, DEADLINE_MS / 1000);
      soup_session_set_idle_timeout (self->session, IDLE_S);
    }

  return self->session;
}

static void
return_reply (Request *request)
{
  g_autoptr (GTask) task = take_task (request);
  SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);
  HopmapWebReply *reply = hopmap_web_reply_new (
      soup_message_get_status (request->message),
      g_byte_array_free_to_bytes (g_steal_pointer (&request->body)),
      soup_message_headers_get_one (headers, "Retry-After"));

  reply->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  hopmap_web_reply_read_allowance (reply, soup_message_headers_get_one (headers, "X-Rl"),
                                   soup_message_headers_get_one (headers, "X-Ttl"));
  g_task_return_pointer (task, reply, (GDestroyNotify) hopmap_web_reply_free);
}

/* The library's own words can hold the URL, and the URL holds a key: only the kind of error stays. */
static void
return_failure (Request *request, GQuark domain, int code)
{
  g_autoptr (GTask) task = take_task (request);

  g_cancellable_cancel (request->stop);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, domain, code, "The service gave no answer that can be used");
}

/* Neither a name nor a certificate gets better at once; a server or the way to it may. */
static gboolean
may_ask_again (const Request *request, const GError *error)
{
  if (error != NULL && (error->domain == G_TLS_ERROR || error->domain == G_RESOLVER_ERROR))
    return FALSE;

  return request->n_tries < MAX_TRIES && !g_cancellable_is_cancelled (request->stop);
}

static void send_request (Request *request);
static void read_more (Request *request);

/* Takes @request, as do those two. */
static void
fail (Request *request, const GError *error)
{
  g_autoptr (Request) owned = request;

  if (may_ask_again (request, error))
    send_request (g_steal_pointer (&owned));
  else
    return_failure (request, error->domain, error->code);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  if (request->task == NULL)
    return;
  if (bytes == NULL)
    {
      fail (g_steal_pointer (&request), error);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      return_reply (request);
      return;
    }

  g_byte_array_append (request->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (request->body->len > request->question->max_bytes)
    return_failure (request, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  else
    read_more (g_steal_pointer (&request));
}

static void
read_more (Request *request)
{
  g_input_stream_read_bytes_async (request->stream, READ_BYTES, G_PRIORITY_DEFAULT, request->stop,
                                   read_cb, request);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  guint status;

  request->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (request->task == NULL)
    return;
  if (request->stream == NULL)
    {
      fail (g_steal_pointer (&request), error);
      return;
    }

  /* What an error page says is of no use; not reading it saves the wait. */
  status = soup_message_get_status (request->message);
  if (status == SOUP_STATUS_OK)
    read_more (g_steal_pointer (&request));
  else if (status >= SOUP_STATUS_INTERNAL_SERVER_ERROR && may_ask_again (request, NULL))
    send_request (g_steal_pointer (&request));
  else
    return_reply (request);
}

static void
restarted_cb (SoupMessage *message, gpointer user_data)
{
  Request *request = user_data;

  if (++request->n_restarts <= MAX_RESTARTS || request->task == NULL)
    return;

  g_cancellable_cancel (request->stop);
  g_source_set_ready_time (request->deadline, 0);
}

static void
send_request (Request *request)
{
  HopmapWebClient *self = g_task_get_source_object (request->task);

  request->n_tries++;
  forget_message (request);
  g_byte_array_set_size (request->body, 0);
  request->message = hopmap_web_question_create_message (request->question);
  /* Where it may have a password to offer, the library reads the whole refusal first, of any size. */
  soup_message_disable_feature (request->message, SOUP_TYPE_AUTH_MANAGER);
  g_signal_connect (request->message, "restarted", G_CALLBACK (restarted_cb), request);
  soup_session_send_async (ensure_session (self), request->message, G_PRIORITY_DEFAULT,
                           request->stop, sent_cb, request);
}

/* The caller gets its answer now: over HTTP/2, the library does not notice that it is to stop before
 * the server speaks again, or its own time is up. */
static gboolean
deadline_cb (gpointer user_data)
{
  return_failure (user_data, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  return G_SOURCE_REMOVE;
}

static gboolean
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  return_failure (user_data, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return G_SOURCE_REMOVE;
}

/* Takes the reference to @source, and leaves it to the context. */
static GSource *
attach (Request *request, GSource *source, GSourceFunc func)
{
  g_source_set_callback (source, func, request, NULL);
  g_source_attach (source, g_task_get_context (request->task));
  g_source_unref (source);
  return source;
}

static Request *
request_new (GTask *task, HopmapWebQuestion *question, guint deadline_ms)
{
  GCancellable *outer = g_task_get_cancellable (task);
  Request *request = g_new0 (Request, 1);

  request->task = task;
  request->question = question;
  request->body = g_byte_array_new ();
  request->stop = g_cancellable_new ();
  request->deadline = attach (request, g_timeout_source_new (deadline_ms), deadline_cb);
  if (outer != NULL)
    request->outer = attach (request, g_cancellable_source_new (outer),
                             G_SOURCE_FUNC (outer_cancelled_cb));
  return request;
}

static void
hopmap_web_client_finalize (GObject *object)
{
  HopmapWebClient *self = HOPMAP_WEB_CLIENT (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (hopmap_web_client_parent_class)->finalize (object);
}

static void
hopmap_web_client_class_init (HopmapWebClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_web_client_finalize;
}

static void
hopmap_web_client_init (HopmapWebClient *self)
{
  self->deadline_ms = DEADLINE_MS;
}

/**
 * hopmap_web_client_new:
 *
 * Returns: (transfer full): a client that has opened no connection yet
 */
HopmapWebClient *
hopmap_web_client_new (void)
{
  return g_object_new (HOPMAP_TYPE_WEB_CLIENT, NULL);
}

/**
 * hopmap_web_client_set_deadline:
 * @self: a client
 * @milliseconds: how long a question may take from its start to the last byte of the last try;
 *   10,000 where not set
 */
void
hopmap_web_client_set_deadline (HopmapWebClient *self, guint milliseconds)
{
  g_return_if_fail (HOPMAP_IS_WEB_CLIENT (self));

  self->deadline_ms = milliseconds;
}

static gboolean
is_cut_off (const HopmapWebQuestion *question)
{
  return !hopmap_web_question_is_at_home (question->uri)
         && !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

/**
 * hopmap_web_client_ask_async:
 * @self: a client
 * @question: (transfer full): what to ask; it must not be read by others on the way, unless it says
 *   that it may
 * @cancellable: (nullable): to give it up
 * @callback: called when the answer is whole
 * @user_data: for @callback
 *
 * Where the connection fails, or the server says that it is out of order (5xx), it is asked once
 * more; both tries have one deadline. Without a network nothing is tried.
 */
void
hopmap_web_client_ask_async (HopmapWebClient *self,
                             HopmapWebQuestion *question,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (HopmapWebQuestion) owned = question;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HOPMAP_IS_WEB_CLIENT (self));
  g_return_if_fail (question->may_be_overheard || hopmap_web_question_is_private (question->uri));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hopmap_web_client_ask_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (is_cut_off (question))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE,
                             "There is no network");
  else
    send_request (
        request_new (g_steal_pointer (&task), g_steal_pointer (&owned), self->deadline_ms));
}

/**
 * hopmap_web_client_ask_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location; G_IO_ERROR_MESSAGE_TOO_LARGE for an answer above what the question
 *   allows, G_IO_ERROR_NETWORK_UNREACHABLE without a network; no message ever holds the URL
 *
 * Returns: (transfer full) (nullable): the reply, whatever its status, or %NULL where none came
 */
HopmapWebReply *
hopmap_web_client_ask_finish (HopmapWebClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

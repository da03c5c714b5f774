/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHelperClient: see the header. The helper may be setuid: it is started by its absolute path
 * with an empty environment, and nothing is asked of it before it has said hello.
 */
#include "hopmap-helper-client.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "hopmap-alarm.h"
#include "hopmap-frame-stream.h"
#include "hopmap-frame-translation.h"
#include "hopmap-helper-process.h"
#include "hopmap-trace-error.h"

#define HELLO_NS G_GINT64_CONSTANT (5000000000)
#define EXIT_NS  G_GINT64_CONSTANT (500000000)

struct _HopmapHelperClient
{
  GObject parent_instance;

  char *path;
  HopmapAddress destination;
  HopmapTraceOptions options;
  HopmapProtocol protocol;
  HopmapProtocols protocols; /* all that the helper can send there */
  HopmapAccess access;

  GSubprocess *process;
  int prepared; /* our end of the socket while the process has nothing to do yet, or -1 */
  HopmapFrameStream *stream;
  GCancellable *waiting; /* for the process to end */
  GTask *start;          /* until the helper said hello */
  GSource *cancelled;
  GSource *alarm; /* for the hello, and for the exit status after the end of the stream */
};

static void
take_start (HopmapHelperClient *self, GTask **task)
{
  *task = g_steal_pointer (&self->start);
  g_clear_pointer (&self->cancelled, hopmap_alarm_destroy);
}

/* Closing our end of the socket ends the helper. */
static void
shut (HopmapHelperClient *self)
{
  if (self->prepared >= 0)
    close (self->prepared);
  self->prepared = -1;
  g_clear_pointer (&self->stream, hopmap_frame_stream_close);
  g_clear_pointer (&self->alarm, hopmap_alarm_destroy);
  g_cancellable_cancel (self->waiting);
  g_clear_object (&self->waiting);
  g_clear_object (&self->process);
}

static void
fail (HopmapHelperClient *self, GError *error)
{
  g_autoptr (GTask) task = NULL;
  HopmapProbeEvent event = { .type = HOPMAP_PROBE_CLOSED, .error = error };

  take_start (self, &task);
  shut (self);
  if (task != NULL)
    g_task_return_error (task, error);
  else
    {
      hopmap_probe_source_emit (HOPMAP_PROBE_SOURCE (self), &event);
      g_error_free (error);
    }
}

static void
exited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapHelperClient) self = user_data;
  GSubprocess *process = G_SUBPROCESS (object);

  if (g_subprocess_wait_finish (process, result, NULL) && process == self->process)
    fail (self, hopmap_helper_process_get_end (self->path, process));
}

static gboolean
alarm_cb (gpointer user_data)
{
  g_autoptr (HopmapHelperClient) self = g_object_ref (HOPMAP_HELPER_CLIENT (user_data));

  if (self->stream == NULL)
    fail (self, hopmap_helper_process_get_end (self->path, NULL));
  else
    fail (self, g_error_new (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_FAILED,
                             _ ("The probe program “%s” says nothing; try again, or install "
                                "Hopmap again."),
                             self->path));
  return G_SOURCE_REMOVE;
}

static void
end_cb (HopmapFrameStreamEnd end, gpointer user_data)
{
  g_autoptr (HopmapHelperClient) self = g_object_ref (HOPMAP_HELPER_CLIENT (user_data));

  if (end == HOPMAP_FRAME_STREAM_GARBAGE)
    {
      fail (self, g_error_new (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_FAILED,
                               _ ("“%s” is not the probe program that belongs to this version; "
                                  "install Hopmap again."),
                               self->path));
      return;
    }

  /* Its exit status says more than the end of the stream, and is due at once. */
  g_clear_pointer (&self->stream, hopmap_frame_stream_close);
  if (self->alarm == NULL)
    self->alarm = hopmap_alarm_new ("hopmap-helper", alarm_cb, self);
  hopmap_alarm_set_ns (self->alarm, hopmap_alarm_now_ns () + EXIT_NS);
  self->waiting = g_cancellable_new ();
  g_subprocess_wait_async (self->process, self->waiting, exited_cb, g_object_ref (self));
}

static void
take_hello (HopmapHelperClient *self, const HopmapFrameHello *hello)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  if (!hopmap_frame_hello_choose (hello, self->destination.family, self->options.protocol,
                                  &self->protocol, &self->access, &error))
    {
      fail (self, error);
      return;
    }

  self->protocols = hopmap_frame_hello_get_protocols (hello, self->destination.family);
  take_start (self, &task);
  g_clear_pointer (&self->alarm, hopmap_alarm_destroy);
  g_task_return_boolean (task, TRUE);
}

static void
take_event (HopmapHelperClient *self, const HopmapFrame *frame)
{
  g_autoptr (GError) error = NULL;
  HopmapProbeEvent event = { .type = HOPMAP_PROBE_EXPIRED };

  switch (frame->type)
    {
    case HOPMAP_FRAME_SENT:
      event.type = HOPMAP_PROBE_SENT;
      event.token = frame->sent.token;
      event.sent_ns = (gint64) MIN (frame->sent.sent_ns, (guint64) G_MAXINT64);
      break;
    case HOPMAP_FRAME_REPLY:
      event.type = HOPMAP_PROBE_REPLY;
      event.token = frame->reply.token;
      hopmap_frame_reply_to_sample (&frame->reply, &self->destination, &event.reply);
      break;
    case HOPMAP_FRAME_EXPIRED:
      event.token = frame->expired.token;
      break;
    case HOPMAP_FRAME_FAILED:
      error = hopmap_frame_failed_to_error (&frame->failed, &self->destination);
      event.type = HOPMAP_PROBE_FAILED;
      event.token = frame->failed.token;
      event.error = error;
      break;
    case HOPMAP_FRAME_ERROR: /* what it means shows in the exit status */
    case HOPMAP_FRAME_HELLO:
    case HOPMAP_FRAME_SEND:
    case HOPMAP_FRAME_FORGET:
    default:
      return;
    }
  hopmap_probe_source_emit (HOPMAP_PROBE_SOURCE (self), &event);
}

static void
frame_cb (const HopmapFrame *frame, gpointer user_data)
{
  g_autoptr (HopmapHelperClient) self = g_object_ref (HOPMAP_HELPER_CLIENT (user_data));

  if (self->start == NULL)
    take_event (self, frame);
  else if (frame->type == HOPMAP_FRAME_HELLO)
    take_hello (self, &frame->hello);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (HopmapHelperClient) self = g_object_ref (HOPMAP_HELPER_CLIENT (user_data));

  hopmap_probe_source_stop (HOPMAP_PROBE_SOURCE (self));
  return G_SOURCE_REMOVE;
}

/* What can be said without the helper. */
static GError *
check_request (HopmapHelperClient *self, const HopmapAddress *destination)
{
  if (destination == NULL)
    return g_error_new_literal (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NO_ADDRESS,
                                _ ("There is no address to trace to; enter a host."));
  if (hopmap_address_is_set (&self->options.source)
      && self->options.source.family != destination->family)
    return g_error_new_literal (HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_REFUSED,
                                _ ("The address to probe from is not of the same kind as the "
                                   "destination's; choose IPv4 or IPv6 for both."));

  return NULL;
}

static void
spawn (HopmapHelperClient *self, GError **error)
{
  if (self->prepared < 0)
    self->prepared = hopmap_helper_process_spawn (self->path, &self->process, error);
}

static void
client_start_async (HopmapProbeSource *source,
                    const HopmapAddress *destination,
                    const HopmapTraceOptions *options,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  HopmapHelperClient *self = HOPMAP_HELPER_CLIENT (source);
  GError *error;
  int fd;

  g_return_if_fail (self->start == NULL && self->stream == NULL);

  self->start = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->start, client_start_async);
  self->options = *options;
  error = check_request (self, destination);
  if (error == NULL)
    spawn (self, &error);
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  fd = self->prepared;
  self->prepared = -1;
  self->destination = *destination;
  self->stream = hopmap_frame_stream_new (fd, frame_cb, end_cb, self);
  self->alarm = hopmap_alarm_new ("hopmap-helper", alarm_cb, self);
  hopmap_alarm_set_ns (self->alarm, hopmap_alarm_now_ns () + HELLO_NS);
  self->cancelled = hopmap_alarm_new_for_cancellable (cancellable, cancelled_cb, self);
}

static gboolean
client_start_finish (HopmapProbeSource *source,
                     GAsyncResult *result,
                     HopmapProtocol *protocol,
                     HopmapAccess *access,
                     GError **error)
{
  HopmapHelperClient *self = HOPMAP_HELPER_CLIENT (source);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *protocol = self->protocol;
  *access = self->access;
  return TRUE;
}

static HopmapProtocols
client_get_protocols (HopmapProbeSource *source)
{
  return HOPMAP_HELPER_CLIENT (source)->protocols;
}

static void
client_send (HopmapProbeSource *source, const HopmapProbeRequest *probes, guint n_probes)
{
  HopmapHelperClient *self = HOPMAP_HELPER_CLIENT (source);
  HopmapFrame frame = { .type = HOPMAP_FRAME_SEND };

  if (self->stream == NULL)
    return;

  frame.send.family = self->destination.family == 6 ? HOPMAP_FRAME_IPV6 : HOPMAP_FRAME_IPV4;
  frame.send.scope_id = self->destination.scope_id;
  frame.send.has_source = hopmap_address_is_set (&self->options.source);
  hopmap_frame_set_address (&frame.send.destination, &self->destination);
  if (frame.send.has_source)
    hopmap_frame_set_address (&frame.send.source, &self->options.source);

  for (guint i = 0; i < n_probes; i++)
    {
      frame.send.token = probes[i].token;
      frame.send.protocol = hopmap_frame_from_protocol (probes[i].rung.protocol);
      frame.send.port = (guint16) MIN (probes[i].rung.port, G_MAXUINT16);
      frame.send.ttl = (guint8) CLAMP (probes[i].ttl, 1, HOPMAP_FRAME_TTL_MAX);
      frame.send.spacing = i == 0 ? HOPMAP_SPACING_FROM_NOW : HOPMAP_SPACING_AFTER_PREVIOUS;
      frame.send.gap_us = MIN (probes[i].gap_us, HOPMAP_FRAME_GAP_MAX_US);
      frame.send.timeout_ms = CLAMP (probes[i].timeout_ms, HOPMAP_FRAME_TIMEOUT_MIN_MS,
                                     HOPMAP_FRAME_TIMEOUT_MAX_MS);
      frame.send.unhurried = probes[i].unhurried
                             && frame.send.timeout_ms >= HOPMAP_FRAME_UNHURRIED_MS;
      hopmap_frame_stream_write (self->stream, &frame);
    }
  hopmap_frame_stream_flush (self->stream);
}

static void
send_forget (HopmapHelperClient *self, HopmapForgetScope scope, guint32 token)
{
  HopmapFrame frame = { .type = HOPMAP_FRAME_FORGET };

  if (self->stream == NULL)
    return;

  frame.forget.scope = scope;
  frame.forget.token = token;
  hopmap_frame_stream_write (self->stream, &frame);
  hopmap_frame_stream_flush (self->stream);
}

static void
client_forget (HopmapProbeSource *source, guint32 token)
{
  send_forget (HOPMAP_HELPER_CLIENT (source), HOPMAP_FORGET_ONE, token);
}

static void
client_forget_all (HopmapProbeSource *source)
{
  send_forget (HOPMAP_HELPER_CLIENT (source), HOPMAP_FORGET_ALL, 0);
}

static void
client_stop (HopmapProbeSource *source)
{
  HopmapHelperClient *self = HOPMAP_HELPER_CLIENT (source);
  g_autoptr (GTask) task = NULL;

  take_start (self, &task);
  shut (self);
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s",
                             _ ("The trace was cancelled."));
}

static void
hopmap_helper_client_iface_init (HopmapProbeSourceInterface *iface)
{
  iface->start_async = client_start_async;
  iface->start_finish = client_start_finish;
  iface->get_protocols = client_get_protocols;
  iface->send = client_send;
  iface->forget = client_forget;
  iface->forget_all = client_forget_all;
  iface->stop = client_stop;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapHelperClient,
                               hopmap_helper_client,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_PROBE_SOURCE,
                                                      hopmap_helper_client_iface_init))

static void
hopmap_helper_client_finalize (GObject *object)
{
  HopmapHelperClient *self = HOPMAP_HELPER_CLIENT (object);

  shut (self);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (hopmap_helper_client_parent_class)->finalize (object);
}

static void
hopmap_helper_client_class_init (HopmapHelperClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_helper_client_finalize;
}

static void
hopmap_helper_client_init (HopmapHelperClient *self)
{
  self->prepared = -1;
}

/**
 * hopmap_helper_client_new:
 * @helper_path: absolute path of the helper program
 *
 * The program runs from hopmap_helper_client_prepare() or hopmap_probe_source_start_async() until
 * hopmap_probe_source_stop() or the end of this object.
 *
 * Returns: (transfer full): a source
 */
HopmapHelperClient *
hopmap_helper_client_new (const char *helper_path)
{
  HopmapHelperClient *self = g_object_new (HOPMAP_TYPE_HELPER_CLIENT, NULL);

  self->path = g_strdup (helper_path);
  return self;
}

/**
 * hopmap_helper_client_prepare:
 * @self: a client that is about to be started
 *
 * Starts the program, which then is ready while others still find out where to send something: it
 * takes as long as a near router's answer. What goes wrong is said by
 * hopmap_probe_source_start_async(), which tries again.
 */
void
hopmap_helper_client_prepare (HopmapHelperClient *self)
{
  g_return_if_fail (HOPMAP_IS_HELPER_CLIENT (self));
  g_return_if_fail (self->start == NULL && self->stream == NULL);

  spawn (self, NULL);
}

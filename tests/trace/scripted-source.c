/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scripted source; see the header.
 */
#include "scripted-source.h"

#include "hopmap-trace-error.h"

struct _ScriptedSource
{
  GObject parent_instance;

  GArray *probes; /* of HopmapProbeRequest */
  guint n_sent;
  int start_code;
  HopmapProtocols protocols;
  GTask *start;
  gboolean stopped;
};

static void
scripted_start_async (HopmapProbeSource *source,
                      const HopmapAddress *destination,
                      const HopmapTraceOptions *options,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  ScriptedSource *self = SCRIPTED_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->start_code == -2)
    self->start = g_steal_pointer (&task);
  else if (self->start_code >= 0)
    g_task_return_new_error (task, HOPMAP_TRACE_ERROR, self->start_code, "It does not start.");
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
scripted_start_finish (HopmapProbeSource *source,
                       GAsyncResult *result,
                       HopmapProtocol *protocol,
                       HopmapAccess *access,
                       GError **error)
{
  *protocol = HOPMAP_PROTOCOL_UDP;
  *access = HOPMAP_ACCESS_ERROR_QUEUE;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static HopmapProtocols
scripted_get_protocols (HopmapProbeSource *source)
{
  return SCRIPTED_SOURCE (source)->protocols;
}

static void
scripted_send (HopmapProbeSource *source, const HopmapProbeRequest *probes, guint n_probes)
{
  g_array_append_vals (SCRIPTED_SOURCE (source)->probes, probes, n_probes);
}

static HopmapProbeRequest *
get_probe (ScriptedSource *self, guint i)
{
  return &g_array_index (self->probes, HopmapProbeRequest, i);
}

static void
scripted_forget (HopmapProbeSource *source, guint32 token)
{
  ScriptedSource *self = SCRIPTED_SOURCE (source);

  for (guint i = 0; i < self->probes->len; i++)
    if (get_probe (self, i)->token == token)
      get_probe (self, i)->ttl = 0;
}

static void
scripted_forget_all (HopmapProbeSource *source)
{
  g_array_set_size (SCRIPTED_SOURCE (source)->probes, 0);
}

static void
scripted_stop (HopmapProbeSource *source)
{
  ScriptedSource *self = SCRIPTED_SOURCE (source);
  g_autoptr (GTask) task = g_steal_pointer (&self->start);

  self->stopped = TRUE;
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
}

static void
scripted_source_iface_init (HopmapProbeSourceInterface *iface)
{
  iface->start_async = scripted_start_async;
  iface->start_finish = scripted_start_finish;
  iface->get_protocols = scripted_get_protocols;
  iface->send = scripted_send;
  iface->forget = scripted_forget;
  iface->forget_all = scripted_forget_all;
  iface->stop = scripted_stop;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptedSource,
                               scripted_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_PROBE_SOURCE,
                                                      scripted_source_iface_init))

static void
scripted_source_finalize (GObject *object)
{
  g_array_unref (SCRIPTED_SOURCE (object)->probes);

  G_OBJECT_CLASS (scripted_source_parent_class)->finalize (object);
}

static void
scripted_source_class_init (ScriptedSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = scripted_source_finalize;
}

static void
scripted_source_init (ScriptedSource *self)
{
  self->probes = g_array_new (FALSE, FALSE, sizeof (HopmapProbeRequest));
  self->start_code = -1;
}

ScriptedSource *
scripted_source_new (void)
{
  return g_object_new (SCRIPTED_TYPE_SOURCE, NULL);
}

void
scripted_source_set_protocols (ScriptedSource *self, HopmapProtocols protocols)
{
  self->protocols = protocols;
}

void
scripted_source_set_start (ScriptedSource *self, int code)
{
  self->start_code = code;
}

guint
scripted_source_count (ScriptedSource *self, guint ttl)
{
  guint n = 0;

  for (guint i = 0; i < self->probes->len; i++)
    if (ttl == 0 ? get_probe (self, i)->ttl != 0 : get_probe (self, i)->ttl == ttl)
      n++;

  return n;
}

gboolean
scripted_source_is_stopped (ScriptedSource *self)
{
  return self->stopped;
}

void
scripted_source_send_all (ScriptedSource *self)
{
  while (self->n_sent < self->probes->len)
    {
      HopmapProbeRequest *probe = get_probe (self, self->n_sent++);
      HopmapProbeEvent event = { .type = HOPMAP_PROBE_SENT, .token = probe->token };

      event.sent_ns = g_get_monotonic_time () * 1000;
      if (probe->ttl != 0)
        hopmap_probe_source_emit (HOPMAP_PROBE_SOURCE (self), &event);
    }
}

static void
emit_for (ScriptedSource *self, guint ttl, guint index, HopmapProbeEvent *event)
{
  for (guint i = 0; i < self->probes->len; i++)
    if (get_probe (self, i)->ttl == ttl && get_probe (self, i)->index == index)
      {
        event->token = get_probe (self, i)->token;
        hopmap_probe_source_emit (HOPMAP_PROBE_SOURCE (self), event);
        return;
      }
  g_assert_not_reached ();
}

void
scripted_source_answer (ScriptedSource *self,
                        guint ttl,
                        guint index,
                        const char *address,
                        HopmapAnswer answer,
                        double rtt_ms)
{
  HopmapProbeEvent event = { .type = HOPMAP_PROBE_REPLY };

  event.reply = (HopmapSample){ .sent_ns = -1,
                                .rtt_ns = (gint64) (rtt_ms * 1e6),
                                .answer = answer,
                                .icmp_code = answer == HOPMAP_ANSWER_UNREACHABLE ? 1 : 0 };
  g_assert_true (hopmap_address_parse (address, &event.reply.address));
  emit_for (self, ttl, index, &event);
}

void
scripted_source_expire (ScriptedSource *self, guint ttl, guint index)
{
  HopmapProbeEvent event = { .type = HOPMAP_PROBE_EXPIRED };

  emit_for (self, ttl, index, &event);
}

void
scripted_source_fail (ScriptedSource *self, guint ttl, guint index, int code)
{
  g_autoptr (GError)
      error = g_error_new_literal (HOPMAP_TRACE_ERROR, code, "This probe was not sent.");
  HopmapProbeEvent event = { .type = HOPMAP_PROBE_FAILED, .error = error };

  emit_for (self, ttl, index, &event);
}

void
scripted_source_close (ScriptedSource *self)
{
  g_autoptr (GError) error = g_error_new_literal (
      HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_FAILED, "The helper is gone.");
  HopmapProbeEvent event = { .type = HOPMAP_PROBE_CLOSED, .error = error };

  hopmap_probe_source_emit (HOPMAP_PROBE_SOURCE (self), &event);
}

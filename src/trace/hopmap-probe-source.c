/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapProbeSource: see the header.
 */
#include "hopmap-probe-source.h"

enum
{
  SIGNAL_EVENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (HopmapProbeSource, hopmap_probe_source, G_TYPE_OBJECT)

static void
hopmap_probe_source_default_init (HopmapProbeSourceInterface *iface)
{
  /**
   * HopmapProbeSource::event:
   * @self: the source
   * @event: (type gpointer): a #HopmapProbeEvent, valid during the emission
   *
   * Never emitted from within a call of hopmap_probe_source_send() or any other of this interface.
   */
  signals[SIGNAL_EVENT] = g_signal_new ("event", HOPMAP_TYPE_PROBE_SOURCE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

/**
 * hopmap_probe_source_start_async:
 * @self: a source that was not started yet
 * @destination: (nullable): where the probes go; a recording needs none
 * @options: what they are like; @protocol, @port and @source are read
 * @cancellable: (nullable): a cancellable
 * @callback: called when probes can be sent, or when that is impossible
 * @user_data: for @callback
 */
void
hopmap_probe_source_start_async (HopmapProbeSource *self,
                                 const HopmapAddress *destination,
                                 const HopmapTraceOptions *options,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (HOPMAP_IS_PROBE_SOURCE (self));

  HOPMAP_PROBE_SOURCE_GET_IFACE (self)->start_async (self, destination, options, cancellable,
                                                     callback, user_data);
}

/**
 * hopmap_probe_source_start_finish:
 * @self: a source
 * @result: what the callback was given
 * @protocol: (out): what the probes will be made of, never %HOPMAP_PROTOCOL_AUTO
 * @access: (out): how they reach the network
 * @error: return location for a %HOPMAP_TRACE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether probes can be sent
 */
gboolean
hopmap_probe_source_start_finish (HopmapProbeSource *self,
                                  GAsyncResult *result,
                                  HopmapProtocol *protocol,
                                  HopmapAccess *access,
                                  GError **error)
{
  g_return_val_if_fail (HOPMAP_IS_PROBE_SOURCE (self), FALSE);

  return HOPMAP_PROBE_SOURCE_GET_IFACE (self)->start_finish (self, result, protocol, access, error);
}

/**
 * hopmap_probe_source_get_protocols:
 * @self: a source that has started
 *
 * Returns: what it can send to this destination
 */
HopmapProtocols
hopmap_probe_source_get_protocols (HopmapProbeSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PROBE_SOURCE (self), 0);

  return HOPMAP_PROBE_SOURCE_GET_IFACE (self)->get_protocols (self);
}

/**
 * hopmap_probe_source_send:
 * @self: a source that has started
 * @probes: (array length=n_probes): probes, in the order in which they leave
 * @n_probes: how many
 *
 * Spacing the probes is the source's business, so that a busy main loop cannot distort it.
 */
void
hopmap_probe_source_send (HopmapProbeSource *self, const HopmapProbeRequest *probes, guint n_probes)
{
  g_return_if_fail (HOPMAP_IS_PROBE_SOURCE (self));

  HOPMAP_PROBE_SOURCE_GET_IFACE (self)->send (self, probes, n_probes);
}

/**
 * hopmap_probe_source_forget:
 * @self: a source that has started
 * @token: a probe
 *
 * Does not send it if it waits, and reports no more about it; events on their way may still come.
 */
void
hopmap_probe_source_forget (HopmapProbeSource *self, guint32 token)
{
  g_return_if_fail (HOPMAP_IS_PROBE_SOURCE (self));

  HOPMAP_PROBE_SOURCE_GET_IFACE (self)->forget (self, token);
}

/**
 * hopmap_probe_source_forget_all:
 * @self: a source that has started
 *
 * hopmap_probe_source_forget() for every probe.
 */
void
hopmap_probe_source_forget_all (HopmapProbeSource *self)
{
  g_return_if_fail (HOPMAP_IS_PROBE_SOURCE (self));

  HOPMAP_PROBE_SOURCE_GET_IFACE (self)->forget_all (self);
}

/**
 * hopmap_probe_source_stop:
 * @self: a source
 *
 * Ends it for good: nothing is sent and no event comes any more, not even the last one.
 */
void
hopmap_probe_source_stop (HopmapProbeSource *self)
{
  g_return_if_fail (HOPMAP_IS_PROBE_SOURCE (self));

  HOPMAP_PROBE_SOURCE_GET_IFACE (self)->stop (self);
}

/**
 * hopmap_probe_source_emit:
 * @self: a source
 * @event: what happened
 *
 * For those who implement the interface.
 */
void
hopmap_probe_source_emit (HopmapProbeSource *self, const HopmapProbeEvent *event)
{
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, event);
}

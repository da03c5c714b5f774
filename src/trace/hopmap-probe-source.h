/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whoever sends probes and tells what came back: the helper on the network, or a recording. It
 * decides nothing; what to send is the schedule's business.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-hop.h"
#include "hopmap-ladder.h"
#include "hopmap-trace-options.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_PROBE_SOURCE (hopmap_probe_source_get_type ())

G_DECLARE_INTERFACE (HopmapProbeSource, hopmap_probe_source, HOPMAP, PROBE_SOURCE, GObject)

/**
 * HopmapProbeRequest: one probe to send.
 * @token: names the probe in every event about it; not used by another that is under way
 * @ttl: 1 to %HOPMAP_MAX_TTL
 * @index: 0 for the first probe of this TTL, 1 for the next …; a recording answers by it
 * @rung: what it is made of
 * @gap_us: microseconds after the probe before it in the same call, or after the call for the first
 * @timeout_ms: milliseconds until %HOPMAP_PROBE_EXPIRED
 * @unhurried: %HOPMAP_PROBE_SENT may come together with what is next, some tenths of a second later
 */
typedef struct
{
  guint32 token;
  guint ttl;
  guint index;
  HopmapRung rung;
  guint gap_us;
  guint timeout_ms;
  gboolean unhurried;
} HopmapProbeRequest;

/**
 * HopmapProbeEventType:
 * @HOPMAP_PROBE_SENT: the probe has left
 * @HOPMAP_PROBE_REPLY: something came back for it, perhaps late, perhaps a second time
 * @HOPMAP_PROBE_EXPIRED: nothing came back in time
 * @HOPMAP_PROBE_FAILED: this probe did not leave, or the system took it back; see the error
 * @HOPMAP_PROBE_CLOSED: no event will come any more; see the error
 */
typedef enum
{
  HOPMAP_PROBE_SENT,
  HOPMAP_PROBE_REPLY,
  HOPMAP_PROBE_EXPIRED,
  HOPMAP_PROBE_FAILED,
  HOPMAP_PROBE_CLOSED,
} HopmapProbeEventType;

/**
 * HopmapProbeEvent: what the "event" signal carries. Valid only during the emission.
 * @type: what happened
 * @token: of the probe; meaningless for %HOPMAP_PROBE_CLOSED
 * @sent_ns: for %HOPMAP_PROBE_SENT, when it left: nanoseconds of g_get_monotonic_time()'s clock
 * @reply: for %HOPMAP_PROBE_REPLY, the answer; its @sent_ns is -1
 * @error: (nullable): for %HOPMAP_PROBE_FAILED and %HOPMAP_PROBE_CLOSED, why; never %NULL there
 */
typedef struct
{
  HopmapProbeEventType type;
  guint32 token;
  gint64 sent_ns;
  HopmapSample reply;
  const GError *error;
} HopmapProbeEvent;

struct _HopmapProbeSourceInterface
{
  GTypeInterface parent_iface;

  void (*start_async) (HopmapProbeSource *self,
                       const HopmapAddress *destination,
                       const HopmapTraceOptions *options,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*start_finish) (HopmapProbeSource *self,
                            GAsyncResult *result,
                            HopmapProtocol *protocol,
                            HopmapAccess *access,
                            GError **error);
  HopmapProtocols (*get_protocols) (HopmapProbeSource *self);
  void (*send) (HopmapProbeSource *self, const HopmapProbeRequest *probes, guint n_probes);
  void (*forget) (HopmapProbeSource *self, guint32 token);
  void (*forget_all) (HopmapProbeSource *self);
  void (*stop) (HopmapProbeSource *self);
};

void hopmap_probe_source_start_async (HopmapProbeSource *self,
                                      const HopmapAddress *destination,
                                      const HopmapTraceOptions *options,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean hopmap_probe_source_start_finish (HopmapProbeSource *self,
                                           GAsyncResult *result,
                                           HopmapProtocol *protocol,
                                           HopmapAccess *access,
                                           GError **error);
HopmapProtocols hopmap_probe_source_get_protocols (HopmapProbeSource *self);
void hopmap_probe_source_send (HopmapProbeSource *self,
                               const HopmapProbeRequest *probes,
                               guint n_probes);
void hopmap_probe_source_forget (HopmapProbeSource *self, guint32 token);
void hopmap_probe_source_forget_all (HopmapProbeSource *self);
void hopmap_probe_source_stop (HopmapProbeSource *self);
void hopmap_probe_source_emit (HopmapProbeSource *self, const HopmapProbeEvent *event);

G_END_DECLS

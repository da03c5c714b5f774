/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The probes of one hop in a document. Read with distrust.
 */
#pragma once

#include <hopmap-hop.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * HopmapJsonProbeContext: what a probe is read against.
 * @protocol: of the trace, for probes that name none
 * @destination: the address that was traced; may be unset
 * @started_ns: start of the trace, nanoseconds since 1970; only with @has_started
 * @has_started: whether the document says when the trace began
 */
typedef struct
{
  HopmapProtocol protocol;
  HopmapAddress destination;
  gint64 started_ns;
  gboolean has_started;
} HopmapJsonProbeContext;

void hopmap_json_probes_apply (JsonArray *probes,
                               const HopmapJsonProbeContext *context,
                               HopmapHop *hop);

G_END_DECLS

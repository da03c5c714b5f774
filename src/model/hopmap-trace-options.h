/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a person wants a trace to be made. A plain value with its defaults and limits; it does
 * nothing itself.
 */
#pragma once

#include "hopmap-address.h"
#include "hopmap-enums.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_TRACE_OPTIONS (hopmap_trace_options_get_type ())

#define HOPMAP_MAX_TTL            64
#define HOPMAP_DEFAULT_MAX_TTL    30
#define HOPMAP_MAX_QUERIES        10
#define HOPMAP_MAX_WAIT_S         10.0
#define HOPMAP_DEFAULT_PORT_UDP   33434
#define HOPMAP_DEFAULT_PORT_TCP   443

/**
 * HopmapTraceOptions:
 * @protocol: what to probe with
 * @port: destination port of UDP and TCP; 0 for the protocol's usual one
 * @family: 4, 6, or 0 for whichever the host has
 * @first_ttl: TTL of the first hop, 1 to @max_ttl
 * @max_ttl: largest TTL, up to %HOPMAP_MAX_TTL
 * @queries: probes per hop, 1 to %HOPMAP_MAX_QUERIES
 * @wait_s: longest wait for an answer in seconds; 0 leaves it to the schedule
 * @source: address to probe from; unset leaves it to the kernel
 * @names: whether to look router names up
 * @places: whether to look places up
 * @offline: no request to anybody but the probes themselves (and the resolver's for the host)
 * @rounds: how often to trace; 1 is once, 0 is for ever
 * @interval_s: seconds between rounds
 * @distance: how far away the destination was the last time, so that it is not asked far beyond; 0
 *   where nobody knows
 */
typedef struct
{
  HopmapProtocol protocol;
  guint port;
  guint family;
  guint first_ttl;
  guint max_ttl;
  guint queries;
  double wait_s;
  HopmapAddress source;
  gboolean names;
  gboolean places;
  gboolean offline;
  guint rounds;
  double interval_s;
  guint distance;
} HopmapTraceOptions;

GType hopmap_trace_options_get_type (void);

HopmapTraceOptions *hopmap_trace_options_new (void);
HopmapTraceOptions *hopmap_trace_options_copy (const HopmapTraceOptions *options);
void hopmap_trace_options_free (HopmapTraceOptions *options);
void hopmap_trace_options_init (HopmapTraceOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapTraceOptions, hopmap_trace_options_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapTraceOptions: see the header.
 */
#include "hopmap-trace-options.h"

G_DEFINE_BOXED_TYPE (HopmapTraceOptions,
                     hopmap_trace_options,
                     hopmap_trace_options_copy,
                     hopmap_trace_options_free)

/**
 * hopmap_trace_options_init:
 * @options: (out caller-allocates): set to the defaults
 */
void
hopmap_trace_options_init (HopmapTraceOptions *options)
{
  *options = (HopmapTraceOptions){
    .protocol = HOPMAP_PROTOCOL_AUTO,
    .first_ttl = 1,
    .max_ttl = HOPMAP_DEFAULT_MAX_TTL,
    .queries = 1,
    .names = TRUE,
    .places = TRUE,
    .rounds = 1,
    .interval_s = 1.0,
  };
}

/**
 * hopmap_trace_options_new:
 *
 * Returns: (transfer full): the defaults
 */
HopmapTraceOptions *
hopmap_trace_options_new (void)
{
  HopmapTraceOptions *self = g_new (HopmapTraceOptions, 1);

  hopmap_trace_options_init (self);
  return self;
}

/**
 * hopmap_trace_options_copy:
 * @options: options
 *
 * Returns: (transfer full): a copy
 */
HopmapTraceOptions *
hopmap_trace_options_copy (const HopmapTraceOptions *options)
{
  return g_memdup2 (options, sizeof *options);
}

/**
 * hopmap_trace_options_free:
 * @options: (transfer full): options
 */
void
hopmap_trace_options_free (HopmapTraceOptions *options)
{
  g_free (options);
}

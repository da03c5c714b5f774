/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A draft as a route: what the tools leave to the reader of their output (who is the destination,
 * which ICMP message an answer was, why the trace ended) is told here, once for all formats.
 */
#include "hopmap-trace-draft-private.h"

#include "hopmap-rfc3339.h"

#define ICMP4_ECHO_REPLY    0
#define ICMP4_UNREACHABLE   3
#define ICMP4_TIME_EXCEEDED 11
#define ICMP4_PORT          3
#define ICMP6_UNREACHABLE   1
#define ICMP6_TOO_BIG       2
#define ICMP6_TIME_EXCEEDED 3
#define ICMP6_PARAMETER     4
#define ICMP6_ECHO_REPLY    129
#define ICMP6_PORT          4

static HopmapSample *
find_first_answer (HopmapDraftHop *hop)
{
  for (guint i = 0; hop != NULL && i < hop->probes->len; i++)
    {
      HopmapSample *sample = &g_array_index (hop->probes, HopmapSample, i);

      if (!sample->lost)
        return sample;
    }

  return NULL;
}

static HopmapDraftHop *
find_last_answering (HopmapTraceDraft *self)
{
  for (guint ttl = self->last_ttl; ttl > 0; ttl--)
    {
      if (find_first_answer (self->hops[ttl]) != NULL)
        return self->hops[ttl];
    }

  return NULL;
}

/* A paste without a heading does not say where the trace went; its last router names it. */
static HopmapTarget *
dup_target (HopmapTraceDraft *self)
{
  HopmapDraftHop *last = find_last_answering (self);
  HopmapSample *answer = find_first_answer (last);
  g_autofree char *text = NULL;

  if (self->target != NULL)
    return hopmap_target_ref (self->target);

  if (hopmap_address_is_set (&self->destination))
    text = hopmap_address_to_string (&self->destination);
  else if (answer != NULL && hopmap_address_is_set (&answer->address))
    text = hopmap_address_to_string (&answer->address);
  else if (last != NULL)
    text = g_strdup (last->name);

  return hopmap_target_parse (text, NULL);
}

static guint
find_first_ttl (HopmapTraceDraft *self)
{
  guint first = 1;

  while (first <= self->last_ttl && self->hops[first] == NULL)
    first++;

  return first <= MIN (self->last_ttl, (guint) HOPMAP_MAX_TTL) ? first : 1;
}

static void
fill_options (HopmapTraceDraft *self, HopmapTraceOptions *options)
{
  const HopmapAddress *destination = hopmap_trace_draft_get_destination (self);
  guint queries = 0;

  hopmap_trace_options_init (options);
  for (guint ttl = 1; ttl <= self->last_ttl; ttl++)
    queries = MAX (queries, hopmap_trace_draft_get_n_probes (self, ttl));

  options->protocol = self->protocol;
  options->port = self->port;
  options->family = destination != NULL ? destination->family : 0;
  options->source = self->source;
  options->source.scope_id = 0;
  options->first_ttl = find_first_ttl (self);
  if (self->max_ttl > 0)
    options->max_ttl = self->max_ttl;
  options->max_ttl = CLAMP (MAX (options->max_ttl, self->last_ttl), options->first_ttl,
                            (guint) HOPMAP_MAX_TTL);
  options->queries = CLAMP (queries, 1u, (guint) HOPMAP_MAX_QUERIES);
}

static gboolean
is_unreachable (const HopmapSample *sample)
{
  if (sample->address.family == 6)
    return sample->icmp_type == ICMP6_UNREACHABLE || sample->icmp_type == ICMP6_TOO_BIG
           || sample->icmp_type == ICMP6_PARAMETER;

  return sample->icmp_type == ICMP4_UNREACHABLE;
}

/* A destination says of its own port that nobody is there: it was reached. */
static gboolean
is_port_unreachable (const HopmapSample *sample)
{
  if (sample->address.family == 6)
    return sample->icmp_type == ICMP6_UNREACHABLE && sample->icmp_code == ICMP6_PORT;

  return sample->icmp_type == ICMP4_UNREACHABLE && sample->icmp_code == ICMP4_PORT;
}

static HopmapAnswer
tell_answer (const HopmapSample *sample, const HopmapAddress *destination)
{
  gboolean there = destination != NULL && hopmap_address_equal (&sample->address, destination);

  if (is_unreachable (sample) && !(is_port_unreachable (sample) && there))
    return HOPMAP_ANSWER_UNREACHABLE;

  return there ? HOPMAP_ANSWER_DESTINATION : HOPMAP_ANSWER_TIME_EXCEEDED;
}

/* What the message must have been where the tool did not say (RFC 792, RFC 4443). */
static void
fill_in_message (HopmapSample *sample)
{
  gboolean v6 = sample->address.family == 6;

  if (sample->icmp_type != 0 || sample->icmp_code != 0 || sample->address.family == 0)
    return;

  if (sample->answer == HOPMAP_ANSWER_TIME_EXCEEDED)
    {
      sample->icmp_type = v6 ? ICMP6_TIME_EXCEEDED : ICMP4_TIME_EXCEEDED;
    }
  else if (sample->protocol == HOPMAP_PROTOCOL_ICMP)
    {
      sample->icmp_type = v6 ? ICMP6_ECHO_REPLY : ICMP4_ECHO_REPLY;
    }
  else if (sample->protocol == HOPMAP_PROTOCOL_UDP)
    {
      sample->icmp_type = v6 ? ICMP6_UNREACHABLE : ICMP4_UNREACHABLE;
      sample->icmp_code = v6 ? ICMP6_PORT : ICMP4_PORT;
    }
}

static void
add_sample (HopmapTraceDraft *self,
            HopmapHop *to,
            const HopmapSample *from,
            const HopmapAddress *destination)
{
  gint64 sent_ns = self->has_started ? from->sent_ns : -1;
  guint index = hopmap_hop_add_probe (to, self->protocol, sent_ns);
  HopmapSample sample = *from;

  if (sample.lost)
    {
      hopmap_hop_lose_probe (to, index);
      return;
    }

  sample.sent_ns = sent_ns;
  sample.protocol = self->protocol;
  if (sample.answer == HOPMAP_ANSWER_NONE)
    sample.answer = tell_answer (&sample, destination);
  fill_in_message (&sample);
  hopmap_hop_answer_probe (to, index, &sample);
}

static void
apply_host (HopmapTraceDraft *self, HopmapHop *hop, const char *hop_name)
{
  const HopmapAddress *address = hopmap_hop_get_address (hop);
  HopmapDraftHost *host = address != NULL ? g_hash_table_lookup (self->hosts, address) : NULL;

  if (address == NULL && hopmap_hop_get_state (hop) == HOPMAP_HOP_ANSWERED)
    hopmap_hop_set_name (hop, hop_name);
  if (host == NULL)
    return;

  hopmap_hop_set_name (hop, host->name);
  hopmap_hop_set_network (hop, host->asn, host->network);
  if (host->place != NULL)
    hopmap_hop_set_place (hop, host->place, NULL);
}

static void
add_hop (HopmapTraceDraft *self, HopmapRoute *route, guint ttl, const HopmapAddress *destination)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
  HopmapDraftHop *from = self->hops[ttl];

  if (from->probes->len == 0)
    hopmap_trace_draft_add_lost (self, ttl, 1);
  for (guint i = 0; i < from->probes->len; i++)
    add_sample (self, hop, &g_array_index (from->probes, HopmapSample, i), destination);
  if (from->has_stats && from->stats.received + from->stats.lost > from->probes->len
      && (from->stats.received > 0) == (hopmap_hop_get_stats (hop)->received > 0))
    hopmap_hop_set_stats (hop, &from->stats);
  apply_host (self, hop, from->name);
}

static HopmapEnd
tell_end (HopmapTraceDraft *self, HopmapRoute *route)
{
  HopmapHop *last = hopmap_route_get_last_answering_hop (route);
  g_autofree char *mark = last != NULL ? hopmap_hop_dup_mark (last) : NULL;

  if (last != NULL && hopmap_hop_is_destination (last))
    return HOPMAP_END_DESTINATION;
  if (self->end != HOPMAP_END_UNKNOWN)
    return self->end;
  if (mark != NULL)
    return HOPMAP_END_UNREACHABLE;
  if (last == NULL || hopmap_hop_get_ttl (last) < self->last_ttl)
    return HOPMAP_END_SILENT;

  return self->max_ttl > 0 && self->last_ttl >= self->max_ttl ? HOPMAP_END_MAX_TTL
                                                              : HOPMAP_END_UNKNOWN;
}

/* mtr and its like stop where the destination answers, and call it as they please. */
static void
mark_last (HopmapTraceDraft *self)
{
  const HopmapAddress *destination = hopmap_trace_draft_get_destination (self);
  HopmapSample *answer = find_first_answer (self->hops[self->last_ttl]);

  if (!self->ends_at_last || answer == NULL)
    return;

  if (hopmap_address_is_set (&answer->address))
    {
      if (destination == NULL)
        self->destination = answer->address;
      return;
    }

  for (guint i = 0; i < self->hops[self->last_ttl]->probes->len; i++)
    {
      HopmapSample *probe = hopmap_trace_draft_get_probe (self, self->last_ttl, i);

      probe->answer = HOPMAP_ANSWER_DESTINATION;
      if (destination != NULL && !probe->lost)
        probe->address = *destination;
    }
  if (destination != NULL)
    hopmap_trace_draft_name_host (self, destination, self->hops[self->last_ttl]->name);
}

/**
 * hopmap_trace_draft_finish:
 * @self: a draft
 *
 * Returns: (transfer full) (nullable): a finished route, or %NULL where there is no hop in it, or
 *   nothing that says where it went
 */
HopmapRoute *
hopmap_trace_draft_finish (HopmapTraceDraft *self)
{
  g_autoptr (HopmapTarget) target = NULL;
  g_autoptr (HopmapRoute) route = NULL;
  g_autoptr (GDateTime) started = NULL;
  HopmapTraceOptions options;

  if (self->last_ttl == 0)
    return NULL;

  mark_last (self);
  target = dup_target (self);
  if (target == NULL)
    return NULL;

  fill_options (self, &options);
  self->destination.scope_id = 0;
  hopmap_address_unmap (&self->destination);
  route = hopmap_route_new (target, &options);
  if (hopmap_address_is_set (&self->destination))
    hopmap_route_set_destination (route, &self->destination);
  hopmap_route_set_method (route, self->protocol, HOPMAP_ACCESS_UNKNOWN);
  for (guint ttl = options.first_ttl; ttl <= self->last_ttl; ttl++)
    {
      if (self->hops[ttl] != NULL)
        add_hop (self, route, ttl, hopmap_trace_draft_get_destination (self));
    }

  hopmap_route_finish (route, tell_end (self, route));
  if (self->has_started)
    started = hopmap_rfc3339_to_date_time (self->started_ns);
  hopmap_route_set_times (route, started, NULL);
  return g_steal_pointer (&route);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. How a draft becomes a route is in hopmap-trace-draft-finish.c.
 */
#include "hopmap-trace-draft-private.h"

#include "hopmap-plain-text.h"

#include <string.h>

#define MAX_NETWORK_CHARACTERS 128u

static void
host_free (HopmapDraftHost *host)
{
  g_free (host->name);
  g_free (host->network);
  g_clear_pointer (&host->place, hopmap_place_unref);
  g_free (host);
}

static void
hop_free (HopmapDraftHop *hop)
{
  g_array_unref (hop->probes);
  g_free (hop->name);
  g_free (hop);
}

static HopmapDraftHop *
ensure_hop (HopmapTraceDraft *self, guint ttl)
{
  if (ttl == 0 || ttl > HOPMAP_DRAFT_MAX_TTL)
    return NULL;

  if (self->hops[ttl] == NULL)
    {
      self->hops[ttl] = g_new0 (HopmapDraftHop, 1);
      self->hops[ttl]->probes = g_array_new (FALSE, TRUE, sizeof (HopmapSample));
    }
  self->last_ttl = MAX (self->last_ttl, ttl);
  return self->hops[ttl];
}

static HopmapDraftHost *
ensure_host (HopmapTraceDraft *self, const HopmapAddress *address)
{
  HopmapDraftHost *host;

  if (!hopmap_address_is_set (address))
    return NULL;

  host = g_hash_table_lookup (self->hosts, address);
  if (host == NULL)
    {
      host = g_new0 (HopmapDraftHost, 1);
      g_hash_table_insert (self->hosts, hopmap_address_copy (address), host);
    }

  return host;
}

static void
set_name (char **slot, const char *name)
{
  if (*slot == NULL && hopmap_plain_text_is_router_name (name))
    *slot = g_strdup (name);
}

/**
 * hopmap_trace_draft_new:
 *
 * Returns: (transfer full): an empty draft
 */
HopmapTraceDraft *
hopmap_trace_draft_new (void)
{
  HopmapTraceDraft *self = g_new0 (HopmapTraceDraft, 1);

  self->hosts = g_hash_table_new_full (hopmap_address_hash, hopmap_address_equal,
                                       (GDestroyNotify) hopmap_address_free,
                                       (GDestroyNotify) host_free);
  return self;
}

/**
 * hopmap_trace_draft_free:
 * @self: (transfer full): a draft
 */
void
hopmap_trace_draft_free (HopmapTraceDraft *self)
{
  for (guint ttl = 0; ttl < G_N_ELEMENTS (self->hops); ttl++)
    g_clear_pointer (&self->hops[ttl], hop_free);
  g_clear_pointer (&self->target, hopmap_target_unref);
  g_hash_table_unref (self->hosts);
  g_free (self);
}

/**
 * hopmap_trace_draft_set_target:
 * @self: a draft
 * @text: (nullable): what was traced, a name or an address; passed over where it is neither, and
 *   where the target is known already
 */
void
hopmap_trace_draft_set_target (HopmapTraceDraft *self, const char *text)
{
  if (self->target == NULL && text != NULL)
    self->target = hopmap_target_parse (text, NULL);
}

/**
 * hopmap_trace_draft_set_destination:
 * @self: a draft
 * @address: the address that was traced
 */
void
hopmap_trace_draft_set_destination (HopmapTraceDraft *self, const HopmapAddress *address)
{
  self->destination = *address;
}

/**
 * hopmap_trace_draft_get_destination:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the address that was traced, where it is known
 */
const HopmapAddress *
hopmap_trace_draft_get_destination (HopmapTraceDraft *self)
{
  if (hopmap_address_is_set (&self->destination))
    return &self->destination;
  if (self->target != NULL && hopmap_address_is_set (&self->target->address))
    return &self->target->address;

  return NULL;
}

/**
 * hopmap_trace_draft_set_source:
 * @self: a draft
 * @address: where the probes came from
 */
void
hopmap_trace_draft_set_source (HopmapTraceDraft *self, const HopmapAddress *address)
{
  self->source = *address;
}

/**
 * hopmap_trace_draft_set_protocol:
 * @self: a draft
 * @protocol: what the probes were made of
 * @port: destination port, or 0
 */
void
hopmap_trace_draft_set_protocol (HopmapTraceDraft *self, HopmapProtocol protocol, guint port)
{
  self->protocol = protocol;
  self->port = port <= 65535 ? port : 0;
}

/**
 * hopmap_trace_draft_set_max_ttl:
 * @self: a draft
 * @max_ttl: the largest TTL that would have been probed
 */
void
hopmap_trace_draft_set_max_ttl (HopmapTraceDraft *self, guint max_ttl)
{
  self->max_ttl = max_ttl;
}

/**
 * hopmap_trace_draft_set_started:
 * @self: a draft
 * @unix_ns: when the trace began, nanoseconds since 1970
 */
void
hopmap_trace_draft_set_started (HopmapTraceDraft *self, gint64 unix_ns)
{
  self->started_ns = unix_ns;
  self->has_started = TRUE;
}

/**
 * hopmap_trace_draft_end_at_last:
 * @self: a draft
 *
 * Says that the tool went on to the destination and no further, so that the last hop is it if it
 * answered, whatever it is called.
 */
void
hopmap_trace_draft_end_at_last (HopmapTraceDraft *self)
{
  self->ends_at_last = TRUE;
}

/**
 * hopmap_trace_draft_set_stopped:
 * @self: a draft
 * @end: why the trace ended, where the file says so
 */
void
hopmap_trace_draft_set_stopped (HopmapTraceDraft *self, HopmapEnd end)
{
  self->end = end;
}

/**
 * hopmap_trace_draft_get_last_ttl:
 * @self: a draft
 *
 * Returns: the largest TTL that is in it, 0 where none is
 */
guint
hopmap_trace_draft_get_last_ttl (HopmapTraceDraft *self)
{
  return self->last_ttl;
}

/**
 * hopmap_trace_draft_get_n_probes:
 * @self: a draft
 * @ttl: any number
 *
 * Returns: how many probes of that TTL are in it
 */
guint
hopmap_trace_draft_get_n_probes (HopmapTraceDraft *self, guint ttl)
{
  return ttl <= HOPMAP_DRAFT_MAX_TTL && self->hops[ttl] != NULL ? self->hops[ttl]->probes->len : 0;
}

/**
 * hopmap_trace_draft_get_probe:
 * @self: a draft
 * @ttl: a TTL
 * @index: below hopmap_trace_draft_get_n_probes()
 *
 * Returns: (transfer none): that probe, to be changed until the next one is added
 */
HopmapSample *
hopmap_trace_draft_get_probe (HopmapTraceDraft *self, guint ttl, guint index)
{
  return &g_array_index (self->hops[ttl]->probes, HopmapSample, index);
}

/**
 * hopmap_trace_draft_add_probe:
 * @self: a draft
 * @ttl: any number; those that are no TTL are passed over
 * @probe: a probe. Lost where @lost is set; else answered by @address, which may be unset, after
 *   @rtt_ns, which may be -1 for not known; %HOPMAP_ANSWER_NONE leaves it to the draft to tell the
 *   destination from the routers
 */
void
hopmap_trace_draft_add_probe (HopmapTraceDraft *self, guint ttl, const HopmapSample *probe)
{
  HopmapDraftHop *hop = ensure_hop (self, ttl);
  HopmapSample *added;

  if (hop == NULL || hop->probes->len >= HOPMAP_DRAFT_MAX_PROBES)
    return;

  g_array_append_val (hop->probes, *probe);
  added = &g_array_index (hop->probes, HopmapSample, hop->probes->len - 1);
  added->address.scope_id = 0;
  hopmap_address_unmap (&added->address);
  if (added->lost || added->rtt_ns < 0 || added->rtt_ns > HOPMAP_DRAFT_MAX_RTT_NS)
    added->rtt_ns = -1;
  if (added->lost)
    {
      memset (&added->address, 0, sizeof added->address);
      added->answer = HOPMAP_ANSWER_NONE;
    }
}

/**
 * hopmap_trace_draft_add_lost:
 * @self: a draft
 * @ttl: any number
 * @n: how many probes of that TTL nobody answered
 */
void
hopmap_trace_draft_add_lost (HopmapTraceDraft *self, guint ttl, guint n)
{
  HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1, .lost = TRUE };

  for (guint i = 0; i < MIN (n, HOPMAP_DRAFT_MAX_PROBES); i++)
    hopmap_trace_draft_add_probe (self, ttl, &probe);
}

/**
 * hopmap_trace_draft_truncate:
 * @self: a draft
 * @last_ttl: the last TTL that stays
 */
void
hopmap_trace_draft_truncate (HopmapTraceDraft *self, guint last_ttl)
{
  while (self->last_ttl > last_ttl)
    {
      g_clear_pointer (&self->hops[self->last_ttl], hop_free);
      self->last_ttl--;
    }
}

/**
 * hopmap_trace_draft_set_stats:
 * @self: a draft
 * @ttl: any number
 * @stats: what a tool says of all its probes of that TTL, of which it lists none or some
 */
void
hopmap_trace_draft_set_stats (HopmapTraceDraft *self, guint ttl, const HopmapRunningStats *stats)
{
  HopmapDraftHop *hop = ensure_hop (self, ttl);

  if (hop != NULL)
    {
      hop->stats = *stats;
      hop->has_stats = TRUE;
    }
}

/**
 * hopmap_trace_draft_name_hop:
 * @self: a draft
 * @ttl: any number
 * @name: (nullable): of a router whose address the file does not tell
 */
void
hopmap_trace_draft_name_hop (HopmapTraceDraft *self, guint ttl, const char *name)
{
  HopmapDraftHop *hop = ensure_hop (self, ttl);

  if (hop != NULL)
    set_name (&hop->name, name);
}

/**
 * hopmap_trace_draft_name_host:
 * @self: a draft
 * @address: of a router
 * @name: (nullable): its name; passed over where it is none, or an address
 */
void
hopmap_trace_draft_name_host (HopmapTraceDraft *self,
                              const HopmapAddress *address,
                              const char *name)
{
  HopmapDraftHost *host = ensure_host (self, address);
  HopmapAddress other;

  if (host != NULL && !hopmap_address_parse (name, &other))
    set_name (&host->name, name);
}

/**
 * hopmap_trace_draft_set_network:
 * @self: a draft
 * @address: of a router
 * @asn: number of the autonomous system that announces it, or 0
 * @network: (nullable): that system's name
 */
void
hopmap_trace_draft_set_network (HopmapTraceDraft *self,
                                const HopmapAddress *address,
                                guint asn,
                                const char *network)
{
  HopmapDraftHost *host = ensure_host (self, address);

  if (host != NULL && asn > 0)
    host->asn = asn;
  if (host != NULL && network != NULL && host->network == NULL)
    host->network = hopmap_plain_text_dup (network, MAX_NETWORK_CHARACTERS);
}

/**
 * hopmap_trace_draft_place_host:
 * @self: a draft
 * @address: of a router
 * @place: where the file says it is
 */
void
hopmap_trace_draft_place_host (HopmapTraceDraft *self,
                               const HopmapAddress *address,
                               HopmapPlace *place)
{
  HopmapDraftHost *host = ensure_host (self, address);

  if (host != NULL && host->place == NULL)
    host->place = hopmap_place_ref (place);
}

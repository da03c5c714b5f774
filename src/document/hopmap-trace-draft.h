/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A trace while it is read from a foreign file: readers put in what they find, in any order, and a
 * finished route comes out. Limits are kept here, so that no reader needs to.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

#define HOPMAP_DRAFT_MAX_TTL    255u
#define HOPMAP_DRAFT_MAX_PROBES 64u
#define HOPMAP_DRAFT_MAX_RTT_NS (G_GINT64_CONSTANT (3600) * 1000000000)

typedef struct _HopmapTraceDraft HopmapTraceDraft;

HopmapTraceDraft *hopmap_trace_draft_new (void);
void hopmap_trace_draft_free (HopmapTraceDraft *self);

void hopmap_trace_draft_set_target (HopmapTraceDraft *self, const char *text);
void hopmap_trace_draft_set_destination (HopmapTraceDraft *self, const HopmapAddress *address);
const HopmapAddress *hopmap_trace_draft_get_destination (HopmapTraceDraft *self);
void hopmap_trace_draft_set_source (HopmapTraceDraft *self, const HopmapAddress *address);
void hopmap_trace_draft_set_protocol (HopmapTraceDraft *self, HopmapProtocol protocol, guint port);
void hopmap_trace_draft_set_max_ttl (HopmapTraceDraft *self, guint max_ttl);
void hopmap_trace_draft_set_started (HopmapTraceDraft *self, gint64 unix_ns);
void hopmap_trace_draft_end_at_last (HopmapTraceDraft *self);
void hopmap_trace_draft_set_stopped (HopmapTraceDraft *self, HopmapEnd end);

guint hopmap_trace_draft_get_last_ttl (HopmapTraceDraft *self);
guint hopmap_trace_draft_get_n_probes (HopmapTraceDraft *self, guint ttl);
HopmapSample *hopmap_trace_draft_get_probe (HopmapTraceDraft *self, guint ttl, guint index);
void hopmap_trace_draft_add_probe (HopmapTraceDraft *self, guint ttl, const HopmapSample *probe);
void hopmap_trace_draft_add_lost (HopmapTraceDraft *self, guint ttl, guint n);
void hopmap_trace_draft_truncate (HopmapTraceDraft *self, guint last_ttl);

void hopmap_trace_draft_set_stats (HopmapTraceDraft *self,
                                   guint ttl,
                                   const HopmapRunningStats *stats);
void hopmap_trace_draft_name_hop (HopmapTraceDraft *self, guint ttl, const char *name);
void hopmap_trace_draft_name_host (HopmapTraceDraft *self,
                                   const HopmapAddress *address,
                                   const char *name);
void hopmap_trace_draft_set_network (HopmapTraceDraft *self,
                                     const HopmapAddress *address,
                                     guint asn,
                                     const char *network);
void hopmap_trace_draft_place_host (HopmapTraceDraft *self,
                                    const HopmapAddress *address,
                                    HopmapPlace *place);

HopmapRoute *hopmap_trace_draft_finish (HopmapTraceDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapTraceDraft, hopmap_trace_draft_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One distance (TTL) on a route: who answered there, how fast, where that is. The tracer writes the
 * measurements, the route locator the place and the network; everybody else only reads.
 */
#pragma once

#include "hopmap-address.h"
#include "hopmap-enums.h"
#include "hopmap-place.h"
#include "hopmap-responder.h"
#include "hopmap-running-stats.h"
#include "hopmap-sample.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP (hopmap_hop_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHop, hopmap_hop, HOPMAP, HOP, GObject)

HopmapHop *hopmap_hop_new (guint ttl);

guint hopmap_hop_get_ttl (HopmapHop *self);
HopmapHopState hopmap_hop_get_state (HopmapHop *self);
const HopmapAddress *hopmap_hop_get_address (HopmapHop *self);
const char *hopmap_hop_get_address_text (HopmapHop *self);
const char *hopmap_hop_get_name (HopmapHop *self);
HopmapPlace *hopmap_hop_get_place (HopmapHop *self);
GPtrArray *hopmap_hop_get_candidates (HopmapHop *self);
guint hopmap_hop_get_asn (HopmapHop *self);
const char *hopmap_hop_get_network (HopmapHop *self);
const char *hopmap_hop_get_network_attribution (HopmapHop *self);
const HopmapRunningStats *hopmap_hop_get_stats (HopmapHop *self);
gint64 hopmap_hop_get_rtt_ns (HopmapHop *self);
gboolean hopmap_hop_is_destination (HopmapHop *self);
char *hopmap_hop_dup_mark (HopmapHop *self);
guint hopmap_hop_get_n_samples (HopmapHop *self);
guint hopmap_hop_get_first_sample (HopmapHop *self);
const HopmapSample *hopmap_hop_get_sample (HopmapHop *self, guint index);

guint hopmap_hop_get_n_responders (HopmapHop *self);
const HopmapResponder *hopmap_hop_get_responder (HopmapHop *self, guint index);

guint hopmap_hop_add_probe (HopmapHop *self, HopmapProtocol protocol, gint64 sent_ns);
void hopmap_hop_answer_probe (HopmapHop *self, guint index, const HopmapSample *answer);
void hopmap_hop_lose_probe (HopmapHop *self, guint index);
void hopmap_hop_drop_samples (HopmapHop *self, guint n);
void hopmap_hop_set_stats (HopmapHop *self, const HopmapRunningStats *stats);
void hopmap_hop_set_name (HopmapHop *self, const char *name);
void hopmap_hop_set_place (HopmapHop *self, HopmapPlace *place, GPtrArray *candidates);
HopmapPlace *hopmap_hop_get_other_place (HopmapHop *self, const HopmapAddress *address);
void hopmap_hop_set_other_place (HopmapHop *self, const HopmapAddress *address, HopmapPlace *place);
gboolean hopmap_hop_is_masked (HopmapHop *self);
void hopmap_hop_set_masked (HopmapHop *self, gboolean masked);
HopmapPlace *hopmap_hop_get_shown_place (HopmapHop *self);
void hopmap_hop_set_network (HopmapHop *self, guint asn, const char *network);
void hopmap_hop_set_network_attribution (HopmapHop *self, const char *attribution);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One distance (TTL) on a route: who answered there, how fast, where that is. The tracer writes the
 * measurements, the route locator the place and the network; everybody else only reads.
 */
#pragma once

#include "hopmap-address.h"
#include "hopmap-enums.h"
#include "hopmap-place.h"
#include "hopmap-running-stats.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_HOP   (hopmap_hop_get_type ())
#define HOPMAP_MAX_LABELS 8

/**
 * HopmapMplsLabel: one entry of a label stack (RFC 3032, as reported by RFC 4950).
 * @label: 20 bits
 * @traffic_class: 3 bits
 * @bottom: whether it is the last of its stack
 * @ttl: 8 bits
 */
typedef struct
{
  guint32 label;
  guint8 traffic_class;
  gboolean bottom;
  guint8 ttl;
} HopmapMplsLabel;

/**
 * HopmapAnswer: what an answer meant, whatever protocol asked.
 * @HOPMAP_ANSWER_NONE: none
 * @HOPMAP_ANSWER_TIME_EXCEEDED: a router on the way
 * @HOPMAP_ANSWER_DESTINATION: the destination itself
 * @HOPMAP_ANSWER_UNREACHABLE: somebody says that the destination cannot be reached
 */
typedef enum
{
  HOPMAP_ANSWER_NONE,
  HOPMAP_ANSWER_TIME_EXCEEDED,
  HOPMAP_ANSWER_DESTINATION,
  HOPMAP_ANSWER_UNREACHABLE,
} HopmapAnswer;

/**
 * HopmapSample: one probe and what became of it.
 * @sent_ns: when it left, nanoseconds since the trace began; -1 where a file did not say
 * @rtt_ns: round-trip time in nanoseconds; -1 while under way or where none came
 * @lost: whether it was given up
 * @address: who answered; unset where nobody did
 * @answer: what the answer meant
 * @protocol: what the probe was made of
 * @icmp_type: of the answer (RFC 792, RFC 4443)
 * @icmp_code: of the answer
 * @reply_ttl: TTL left on the answer, or 0 where not seen
 * @quoted_ttl: TTL left on the quoted probe, or 0 where not seen
 * @mtu: next-hop MTU of "too big" answers, or 0
 * @n_labels: number of @labels
 * @labels: MPLS label stack
 */
typedef struct
{
  gint64 sent_ns;
  gint64 rtt_ns;
  gboolean lost;
  HopmapAddress address;
  HopmapAnswer answer;
  HopmapProtocol protocol;
  guint8 icmp_type;
  guint8 icmp_code;
  guint8 reply_ttl;
  guint8 quoted_ttl;
  guint16 mtu;
  guint8 n_labels;
  HopmapMplsLabel labels[HOPMAP_MAX_LABELS];
} HopmapSample;

char *hopmap_sample_dup_mark (const HopmapSample *sample);

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
const HopmapRunningStats *hopmap_hop_get_stats (HopmapHop *self);
gint64 hopmap_hop_get_rtt_ns (HopmapHop *self);
gboolean hopmap_hop_is_destination (HopmapHop *self);
char *hopmap_hop_dup_mark (HopmapHop *self);
guint hopmap_hop_get_n_samples (HopmapHop *self);
const HopmapSample *hopmap_hop_get_sample (HopmapHop *self, guint index);

guint hopmap_hop_add_probe (HopmapHop *self, HopmapProtocol protocol, gint64 sent_ns);
void hopmap_hop_answer_probe (HopmapHop *self, guint index, const HopmapSample *answer);
void hopmap_hop_lose_probe (HopmapHop *self, guint index);
void hopmap_hop_set_name (HopmapHop *self, const char *name);
void hopmap_hop_set_place (HopmapHop *self, HopmapPlace *place, GPtrArray *candidates);
void hopmap_hop_set_network (HopmapHop *self, guint asn, const char *network);

G_END_DECLS

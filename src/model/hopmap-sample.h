/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One probe and what became of it: a plain value. A hop keeps those of its distance.
 */
#pragma once

#include "hopmap-address.h"
#include "hopmap-enums.h"

G_BEGIN_DECLS

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
 * @rtt_ns: round-trip time in nanoseconds; -1 while under way, where none came, and where a file does
 *   not say
 * @lost: whether it was given up
 * @late: whether the answer came when it had been given up, or nobody noted its time; then it says who
 *   is there, and is no part of statistics
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
  gboolean late;
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

G_END_DECLS

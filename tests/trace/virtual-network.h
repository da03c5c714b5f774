/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A made-up network and a made-up clock for the schedule: whole traces in no time.
 *
 * A network is a line with one word per hop: "10" answers after 10 ms, "*" never, "20!" says
 * unreachable, "30D" is the destination, "30T" a router that bears its address, "30R" the same
 * with an unreachable, "30P" somebody else who speaks for it. "*,10" is silent at
 * first and answers the second probe; after the last of a word's outcomes comes the last again.
 * "*|*|10" is silent to the first two rungs of the ladder and answers the third and all after it.
 * Behind the last word answers the destination, if it is one, or nobody.
 */
#pragma once

#include "hopmap-schedule.h"

#define MS G_GINT64_CONSTANT (1000000)

/** The clock when a trace begins: clocks do not begin with traces. */
#define NETWORK_BEGIN (77 * MS)

/* What a helper can send that can send everything, or ICMP only. */
#define ALL_PROTOCOLS                                                                              \
  (HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_ICMP) | HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_UDP)          \
   | HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_TCP))
#define ICMP_ONLY HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_ICMP)

typedef struct
{
  gint64 at_ns;
  gint64 left_ns; /* of a probe, which may be told later */
  guint ttl;
  guint index;
  gboolean sent; /* else the answer */
  HopmapAnswer answer;
  HopmapBearing bearing;
  gint64 rtt_ns;
} Happening;

typedef struct
{
  HopmapSchedule *schedule;
  HopmapLadder ladder;
  char **words;
  guint n_words;
  guint loss;      /* percent of all probes */
  guint limit;     /* answers of the destination, 0 for no limit */
  guint n_arrived; /* probes at it */
  guint told;      /* how far the destination's answers seem to come, or 0 */
  gboolean closed; /* nobody is behind the last word, whatever it says */
  GArray *coming;  /* of Happening, unordered */
  gint64 now_ns;
  gint64 end_ns; /* when it was over */
  guint n_sent[HOPMAP_MAX_TTL + 1];
  guint n_asked[HOPMAP_MAX_TTL + 1][HOPMAP_LADDER_MAX];
  guint n_answers[HOPMAP_MAX_TTL + 1]; /* under way or arrived */
  guint n_unseen[HOPMAP_MAX_TTL + 1];
  guint n_lost[HOPMAP_MAX_TTL + 1];
  gint64 left_ns[HOPMAP_MAX_TTL + 1][64];
  guint n_forgotten;
  guint n_left;    /* probes that really left */
  guint n_batches; /* in which probes were asked */
} Network;

/** Prepares a trace of the network that @line describes; %NULL options are the defaults. */
void network_init (Network *net, const char *line, const HopmapTraceOptions *options);
void network_init_with (Network *net,
                        const char *line,
                        const HopmapTraceOptions *options,
                        HopmapProtocols protocols);
void network_clear (Network *net);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Network, network_clear)

/** Makes the network another one from now on. */
void network_change (Network *net, const char *line);

/** Lets time go on until the schedule is over, or until @until_ns. */
void network_run (Network *net, gint64 until_ns);

/** Lets all that still comes after the end come, and the schedule look again. */
void network_take_late (Network *net);

/** One step of the schedule at the present time; returns its deadline. */
gint64 network_advance (Network *net);

/** Tells the schedule of an answer that no probe of the network got. */
void network_answer (Network *net, guint ttl, guint index, HopmapAnswer what, gint64 rtt_ns);

/** How long the trace took, milliseconds. */
double network_get_elapsed_ms (Network *net);

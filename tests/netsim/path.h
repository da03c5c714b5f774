/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where on its path a packet ends and what is said there about it: the truth, before luck (loss,
 * limits, jitter) has its turn. Pure: the same question has the same answer. */
#pragma once

#include "packet.h"
#include "scenario.h"

typedef enum
{
  NETSIM_ANSWER_NONE,
  NETSIM_ANSWER_TIME_EXCEEDED,
  NETSIM_ANSWER_UNREACHABLE,
  NETSIM_ANSWER_TOO_BIG,
  NETSIM_ANSWER_ECHO_REPLY,
  NETSIM_ANSWER_DATAGRAM,
  NETSIM_ANSWER_SYN_ACK,
  NETSIM_ANSWER_RST,
} NetsimAnswerKind;

typedef struct
{
  NetsimAnswerKind kind;
  const NetsimHop *hop; /* who has it; NULL: it was lost on the way */
  guint code;           /* of an unreachable */
  guint mtu;            /* of a packet too big */
  guint distance;       /* how many routers it passed, and this one */
  gint64 rtt_ns;        /* with the laps of a loop, without jitter */
} NetsimVerdict;

/* Is asked for each hop that PACKET would pass; TRUE: this one drops it. */
typedef gboolean (*NetsimDrops) (const NetsimHop *hop, gpointer user_data);

/* CHOICE picks the branch where there are several. DROPS may be NULL: nothing is lost. */
void netsim_path_judge (const NetsimScenario *scenario,
                        const NetsimPacket *packet,
                        guint32 choice,
                        NetsimDrops drops,
                        gpointer user_data,
                        NetsimVerdict *verdict);

/* A word for KIND, as in reports. */
const char *netsim_answer_name (NetsimAnswerKind kind);

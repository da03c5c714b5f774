/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulator saw and said, and how that is written down (README.md shows the format). */
#pragma once

#include <stdio.h>

#include "packet.h"
#include "path.h"

/* What became of a probe. */
typedef enum
{
  NETSIM_FATE_ANSWERED,
  NETSIM_FATE_SILENT,  /* who had it, says nothing to such a probe */
  NETSIM_FATE_DROPPED, /* lost on its way out */
  NETSIM_FATE_LOST,    /* its answer was lost */
  NETSIM_FATE_LIMITED, /* its answer was one too many */
} NetsimFate;

typedef struct
{
  NetsimPacket packet;
  gint64 at_ns;
  guint hop; /* how far it came; 0: lost on its way */
  NetsimFate fate;
  const char *answer; /* what was said, or would have been; a literal */
  NetsimAddress from; /* by whom */
} NetsimProbe;

typedef struct
{
  guint probe;      /* its number */
  const char *kind; /* a literal */
  gint64 at_ns;
  gint64 delay_ns; /* since its probe came */
} NetsimAnswer;

typedef struct
{
  GArray *probes;      /* NetsimProbe, in the order of their coming */
  GArray *answers;     /* NetsimAnswer, in the order of their going */
  guint other;         /* packets that were no probes */
  guint questions;     /* to the name server */
  guint flood;         /* packets that were sent without a probe */
  guint unsent;        /* answers that the machine refused to take */
  gint64 worst_lag_ns; /* the most that an answer went later than it should have */
} NetsimReport;

void netsim_report_init (NetsimReport *report);
void netsim_report_clear (NetsimReport *report);

/* Gives the number of the probe. */
guint netsim_report_add_probe (NetsimReport *report, const NetsimProbe *probe);
void netsim_report_add_answer (NetsimReport *report, const NetsimAnswer *answer);

typedef enum
{
  NETSIM_REPORT_FULL,
  NETSIM_REPORT_SUMMARY, /* without the lists of probes and answers */
} NetsimReportExtent;

/* Writes it as one JSON object. TITLE may be NULL; WAITING answers did not go any more. */
void netsim_report_write (const NetsimReport *report,
                          NetsimReportExtent extent,
                          const char *title,
                          guint waiting,
                          FILE *stream);

/* Writes TEXT as a JSON string, or null. */
void netsim_report_write_text (const char *text, FILE *stream);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probes for the simulator's own tests, as a traceroute would send them. */
#pragma once

#include "packet.h"
#include "scenario.h"

typedef struct
{
  guint family;   /* 4 or 6 */
  guint protocol; /* NETSIM_ICMP, NETSIM_UDP or NETSIM_TCP */
  guint ttl;
  guint port;    /* the source's; or the ICMP id */
  guint token;   /* ICMP sequence, start of the UDP payload, TCP sequence */
  gsize payload; /* bytes after the transport header */
} SampleProbe;

/* The whole packet from the simulator's source to the usual destination, checksums right. */
GByteArray *sample_probe (const SampleProbe *sample);

/* The scenario in TEXT; a test that cannot read it ends. */
NetsimScenario *sample_scenario (const char *text);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one hop of a scenario, or the destination. It does not know the path. */
#pragma once

#include "reader.h"
#include "scenario.h"

/* Fills HOP from the layers of READER; OWN is the group that alone may say addresses and name.
 * The addresses and the RTT that HOP has already are the defaults. */
void netsim_scenario_read_hop (NetsimReader *reader, const char *own, NetsimHop *hop);

/* Fills what a destination has beyond a hop, from [destination]. */
void netsim_scenario_read_conduct (NetsimReader *reader, NetsimDestination *destination);

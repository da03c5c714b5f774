/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a perfect tracer would find in a scenario, and how soon. It knows no luck: loss, limits and
 * late answers are left out; how they fell in one run, the report of that run says. */
#pragma once

#include <stdio.h>

#include "scenario.h"

/* Writes it as one JSON object (README.md shows the format). */
void netsim_truth_write (const NetsimScenario *scenario, FILE *stream);

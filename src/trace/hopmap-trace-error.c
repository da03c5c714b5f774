/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The error domain of the trace room; see the header.
 */
#include "hopmap-trace-error.h"

G_DEFINE_QUARK (hopmap - trace - error - quark, hopmap_trace_error)

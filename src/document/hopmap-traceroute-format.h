/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as traceroute itself prints it, with -A and -e, for programs that read that.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_traceroute_format;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as the lines that traceroute made usual, for terminals, mail and tickets.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_text_format;

G_END_DECLS

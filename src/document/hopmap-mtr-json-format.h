/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as mtr's JSON report, for programs that read that.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_mtr_json_format;

G_END_DECLS

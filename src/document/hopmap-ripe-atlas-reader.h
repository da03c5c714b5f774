/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Results of traceroute measurements of RIPE Atlas.
 */
#pragma once

#include "hopmap-record-reader.h"

G_BEGIN_DECLS

extern const HopmapRecordReader hopmap_ripe_atlas_reader;

G_END_DECLS

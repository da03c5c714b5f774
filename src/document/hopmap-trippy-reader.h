/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON report of trippy.
 */
#pragma once

#include "hopmap-record-reader.h"

G_BEGIN_DECLS

extern const HopmapRecordReader hopmap_trippy_reader;

G_END_DECLS

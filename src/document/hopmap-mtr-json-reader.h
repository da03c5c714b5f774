/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What mtr --json prints.
 */
#pragma once

#include "hopmap-record-reader.h"

G_BEGIN_DECLS

extern const HopmapRecordReader hopmap_mtr_json_reader;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What scamper and sc_warts2json write as JSON, a value a line.
 */
#pragma once

#include "hopmap-record-reader.h"

G_BEGIN_DECLS

extern const HopmapRecordReader hopmap_scamper_reader;

G_END_DECLS

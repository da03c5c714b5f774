/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table that mtr --report prints.
 */
#pragma once

#include "hopmap-reader.h"

G_BEGIN_DECLS

extern const HopmapReader hopmap_mtr_report_reader;

G_END_DECLS

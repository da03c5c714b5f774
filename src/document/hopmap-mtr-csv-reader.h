/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What mtr --csv prints.
 */
#pragma once

#include "hopmap-reader.h"

G_BEGIN_DECLS

extern const HopmapReader hopmap_mtr_csv_reader;

G_END_DECLS

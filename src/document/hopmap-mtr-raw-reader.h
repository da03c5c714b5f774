/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What mtr --raw prints, the only form of mtr that tells every probe.
 */
#pragma once

#include "hopmap-reader.h"

G_BEGIN_DECLS

extern const HopmapReader hopmap_mtr_raw_reader;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What mtr --xml prints, the old form that is no XML included.
 */
#pragma once

#include "hopmap-reader.h"

G_BEGIN_DECLS

extern const HopmapReader hopmap_mtr_xml_reader;

G_END_DECLS

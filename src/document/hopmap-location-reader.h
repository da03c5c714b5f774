/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines "address latitude longitude", as hopmap --locate and the course exercise print them.
 */
#pragma once

#include "hopmap-reader.h"

G_BEGIN_DECLS

extern const HopmapReader hopmap_location_reader;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tracepath prints.
 */
#pragma once

#include "hopmap-reader.h"

G_BEGIN_DECLS

extern const HopmapReader hopmap_tracepath_reader;

G_END_DECLS

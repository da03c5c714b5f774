/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tracert of Windows prints, in any language.
 */
#pragma once

#include "hopmap-reader.h"

G_BEGIN_DECLS

extern const HopmapReader hopmap_tracert_reader;

G_END_DECLS

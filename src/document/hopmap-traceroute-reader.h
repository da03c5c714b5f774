/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What traceroute prints, of Linux, the BSDs, macOS, GNU, BusyBox and routers.
 */
#pragma once

#include "hopmap-reader.h"

G_BEGIN_DECLS

extern const HopmapReader hopmap_traceroute_reader;
extern const HopmapReader hopmap_ios_reader;

void hopmap_traceroute_read_text (const char *text, HopmapTraceDraft *draft);

G_END_DECLS

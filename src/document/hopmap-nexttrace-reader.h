/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text that NextTrace prints for people, and the one with bars that --raw gives.
 */
#pragma once

#include "hopmap-reader.h"

G_BEGIN_DECLS

extern const HopmapReader hopmap_nexttrace_reader;
extern const HopmapReader hopmap_nexttrace_raw_reader;

G_END_DECLS

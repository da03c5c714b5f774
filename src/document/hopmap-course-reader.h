/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the traceroute of a well-known course exercise prints, written in Python with Scapy.
 */
#pragma once

#include "hopmap-reader.h"

G_BEGIN_DECLS

extern const HopmapReader hopmap_course_reader;

G_END_DECLS

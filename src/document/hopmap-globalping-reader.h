/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A measurement of Globalping, traceroute or mtr, from its interface or its command line.
 */
#pragma once

#include "hopmap-record-reader.h"

G_BEGIN_DECLS

extern const HopmapRecordReader hopmap_globalping_reader;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One record of an MMDB file as an answer, whichever of the usual layouts it has: nested (MaxMind,
 * DB-IP), flat (ip-location-db) or all strings (IPinfo).
 */
#pragma once

#include <maxminddb.h>

#include "hopmap-geo-answer.h"

G_BEGIN_DECLS

HopmapGeoAnswer *hopmap_mmdb_record_read (MMDB_entry_s *entry,
                                          const char *source,
                                          const char *attribution,
                                          int *mmdb_status);

G_END_DECLS

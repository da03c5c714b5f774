/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where NextTrace says that a router is.
 */
#pragma once

#include "hopmap-trace-draft.h"

G_BEGIN_DECLS

/**
 * HopmapNexttracePlace:
 * @country: (nullable): any bytes, as are the next two
 * @region: (nullable): province or state
 * @city: (nullable): city
 * @has_point: whether there are numbers; 0, 0 is no point either
 * @latitude: degrees north, -90 to 90
 * @longitude: degrees east, -180 to 180
 */
typedef struct
{
  const char *country;
  const char *region;
  const char *city;
  gboolean has_point;
  double latitude;
  double longitude;
} HopmapNexttracePlace;

void hopmap_nexttrace_place_apply (const HopmapNexttracePlace *place,
                                   const HopmapAddress *address,
                                   HopmapTraceDraft *draft);

G_END_DECLS

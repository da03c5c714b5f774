/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a database says of a range of addresses, encoded in the layouts that are in use. */
#pragma once

#include "hopmap-mmdb-data.h"

G_BEGIN_DECLS

typedef enum
{
  HOPMAP_PLACE_LAYOUT_NESTED, /* MaxMind's City and ASN, DB-IP's own files */
  HOPMAP_PLACE_LAYOUT_FLAT,   /* the repacked files of ip-location-db: numbers as float32 */
  HOPMAP_PLACE_LAYOUT_IPINFO, /* IPinfo: every value is a string */
} HopmapPlaceLayout;

/* Strings may be NULL: then the record does not mention them. */
typedef struct
{
  const char *city;
  const char *region;
  const char *country_code; /* ISO 3166-1 alpha-2 */
  const char *country;      /* in English */
  double latitude;          /* degrees; NaN when the record has no position */
  double longitude;
  guint radius_km;   /* 0 when unknown; only the nested layout can say it */
  guint32 as_number; /* 0 when unknown */
  const char *as_name;
  gboolean is_anycast; /* only the nested layout can say it */
} HopmapPlaceRecord;

gboolean hopmap_place_layout_parse (const char *name, HopmapPlaceLayout *layout);
guint32 hopmap_place_record_add (const HopmapPlaceRecord *record,
                                 HopmapPlaceLayout layout,
                                 HopmapMmdbData *data);

G_END_DECLS

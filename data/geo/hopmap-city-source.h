/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A city database of somebody else's, opened for walking and for looking up, in the nested layout of
 * MaxMind and DB-IP or in the flat one of ip-location-db. */
#pragma once

#include <glib.h>
#include <maxminddb.h>

G_BEGIN_DECLS

typedef enum
{
  HOPMAP_FAMILY_IPV4,
  HOPMAP_FAMILY_IPV6,
} HopmapFamily;

/* What a record says. */
typedef struct
{
  char country_code[3]; /* "" when there is none */
  gboolean has_city;
  double latitude; /* degrees, NaN when there is no position */
  double longitude;
  guint radius_km; /* 0 when there is none */
} HopmapCityAnswer;

/* One side of a node of the file. */
typedef struct
{
  enum
  {
    HOPMAP_SIDE_NOTHING,
    HOPMAP_SIDE_NODE,
    HOPMAP_SIDE_ENTRY,
  } kind;
  guint32 node;
  MMDB_entry_s entry;
} HopmapCitySide;

typedef struct _HopmapCitySource HopmapCitySource;

HopmapCitySource *hopmap_city_source_open (const char *path, GError **error);
void hopmap_city_source_close (HopmapCitySource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapCitySource, hopmap_city_source_close)

const char *hopmap_city_source_get_path (HopmapCitySource *source);
const char *hopmap_city_source_get_type (HopmapCitySource *source);
guint64 hopmap_city_source_get_build_epoch (HopmapCitySource *source);
gboolean hopmap_city_source_get_root (HopmapCitySource *source,
                                      HopmapFamily family,
                                      HopmapCitySide *root);
gboolean hopmap_city_source_read_node (HopmapCitySource *source,
                                       HopmapFamily family,
                                       guint32 node,
                                       HopmapCitySide sides[2],
                                       GError **error);
gboolean hopmap_city_source_find (HopmapCitySource *source,
                                  HopmapFamily family,
                                  const guint8 *address,
                                  HopmapCitySide *found,
                                  GError **error);
gboolean hopmap_city_source_read_answer (HopmapCitySource *source,
                                         MMDB_entry_s *entry,
                                         HopmapCityAnswer *answer,
                                         GError **error);

G_END_DECLS

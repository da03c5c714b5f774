/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of one address: the word of one provider, or of all of them together. Immutable and
 * counted.
 */
#pragma once

#include "hopmap-geo-error.h"
#include "hopmap-hop.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_GEO_ANSWER (hopmap_geo_answer_get_type ())

/**
 * HopmapGeoStatus:
 * @HOPMAP_GEO_STATUS_FAILED: nobody could be asked; the answer's error says why
 * @HOPMAP_GEO_STATUS_NOT_FOUND: asked, and nothing is known
 * @HOPMAP_GEO_STATUS_RESERVED: the address has no place, and asking elsewhere is pointless
 * @HOPMAP_GEO_STATUS_FOUND: a place, a network, or both
 */
typedef enum
{
  HOPMAP_GEO_STATUS_FAILED,
  HOPMAP_GEO_STATUS_NOT_FOUND,
  HOPMAP_GEO_STATUS_RESERVED,
  HOPMAP_GEO_STATUS_FOUND,
} HopmapGeoStatus;

/**
 * HopmapGeoAnswer:
 * @status: what became of the question
 * @place: (nullable): the place to believe in; %NULL while only a web service can tell
 * @candidates: (nullable) (element-type HopmapPlace): every place that was named, @place first
 * @asn: number of the autonomous system, or 0
 * @network: (nullable): that system's name
 * @network_attribution: (nullable): the line that whoever named it asks to be shown
 * @error: (nullable): what went wrong on the way; with a place it is no more than a remark
 *
 * Read the fields, never write them: answers are shared.
 */
typedef struct
{
  HopmapGeoStatus status;
  HopmapPlace *place;
  GPtrArray *candidates;
  guint asn;
  char *network;
  char *network_attribution;
  GError *error;
} HopmapGeoAnswer;

GType hopmap_geo_answer_get_type (void);

HopmapGeoAnswer *hopmap_geo_answer_new_found (HopmapPlace *place, guint asn, const char *network);
HopmapGeoAnswer *hopmap_geo_answer_new_special (const char *label);
HopmapGeoAnswer *hopmap_geo_answer_new_recorded (HopmapHop *hop);
HopmapGeoAnswer *hopmap_geo_answer_new_empty (HopmapGeoStatus status);
HopmapGeoAnswer *hopmap_geo_answer_new_failed (const GError *error);
HopmapGeoAnswer *hopmap_geo_answer_merge (GPtrArray *answers, const GError *error);
HopmapGeoAnswer *hopmap_geo_answer_ref (HopmapGeoAnswer *answer);
void hopmap_geo_answer_unref (HopmapGeoAnswer *answer);
gboolean hopmap_geo_answer_is_city (const HopmapGeoAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapGeoAnswer, hopmap_geo_answer_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where an address is, as one source says it: a point with a radius, a country, or the reason why
 * there is none. Immutable and counted; it carries its evidence, and decides nothing.
 */
#pragma once

#include "hopmap-enums.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_PLACE (hopmap_place_get_type ())

/**
 * HopmapRefutation: why a place is not believed in.
 * @kind: what speaks against it; with %HOPMAP_REFUTATION_NONE nothing else means anything
 * @needed_ns: what light in fibre needs at least, nanoseconds
 * @answered_ns: the answer that came sooner, nanoseconds
 * @answered_ttl: the hop that gave this answer: the one in question or one behind it
 * @witness: (nullable): another hop's place that cannot be right together with this one; %NULL where
 *   it is the way from us alone that is too long
 * @witness_ttl: that hop
 */
typedef struct
{
  HopmapRefutationKind kind;
  gint64 needed_ns;
  gint64 answered_ns;
  guint answered_ttl;
  char *witness;
  guint witness_ttl;
} HopmapRefutation;

/**
 * HopmapPlace:
 * @kind: what is known
 * @evidence: how well
 * @has_point: whether @latitude, @longitude and @radius_km mean anything
 * @latitude: degrees north, -90 to 90
 * @longitude: degrees east, -180 to 180
 * @radius_km: kilometres around the point within which the address is likely to be
 * @city: (nullable): city, in English
 * @region: (nullable): state or province
 * @country: (nullable): country, in English
 * @country_code: (nullable): ISO 3166-1 alpha-2, upper case
 * @label: (nullable): for %HOPMAP_PLACE_SPECIAL what the address is, translated ("Private network")
 * @source: (nullable): who says so, a name for people ("DB-IP City Lite 2026-06")
 * @attribution: (nullable): the line that this source asks to be shown with its answers
 * @source_rank: how many sources are preferred to this one; decides between equally good ones
 * @anycast: whether the address is at many places at once, so that a database cannot tell which
 * @refutation: why this place is not believed in, if it is not
 *
 * Read the fields, never write them: places are shared.
 */
typedef struct
{
  HopmapPlaceKind kind;
  HopmapEvidence evidence;
  gboolean has_point;
  double latitude;
  double longitude;
  double radius_km;
  char *city;
  char *region;
  char *country;
  char *country_code;
  char *label;
  char *source;
  char *attribution;
  guint source_rank;
  gboolean anycast;
  HopmapRefutation refutation;
} HopmapPlace;

GType hopmap_place_get_type (void);

HopmapPlace *hopmap_place_new (const HopmapPlace *fields);
HopmapPlace *hopmap_place_ref (HopmapPlace *place);
void hopmap_place_unref (HopmapPlace *place);
gboolean hopmap_place_equal (const HopmapPlace *a, const HopmapPlace *b);
void hopmap_place_set_country_domain (const char *domain);
const char *hopmap_place_get_country_text (const HopmapPlace *place);
char *hopmap_place_dup_text (const HopmapPlace *place);
char *hopmap_place_dup_reason (const HopmapPlace *place, guint ttl);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapPlace, hopmap_place_unref)

G_END_DECLS

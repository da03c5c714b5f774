/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-nexttrace-place.h"

#include "hopmap-plain-text.h"

#define MAX_CHARACTERS 128u

/**
 * hopmap_nexttrace_place_apply:
 * @place: what the file says
 * @address: of which router
 * @draft: gets the place, where there is one
 */
void
hopmap_nexttrace_place_apply (const HopmapNexttracePlace *place,
                              const HopmapAddress *address,
                              HopmapTraceDraft *draft)
{
  g_autofree char *country = hopmap_plain_text_dup (place->country, MAX_CHARACTERS);
  g_autofree char *region = hopmap_plain_text_dup (place->region, MAX_CHARACTERS);
  g_autofree char *city = hopmap_plain_text_dup (place->city, MAX_CHARACTERS);
  HopmapPlace fields = {
    .kind = city != NULL ? HOPMAP_PLACE_CITY : HOPMAP_PLACE_COUNTRY,
    .evidence = city != NULL ? HOPMAP_EVIDENCE_DATABASE : HOPMAP_EVIDENCE_COUNTRY,
    .has_point = place->has_point && (place->latitude != 0.0 || place->longitude != 0.0),
    .latitude = place->latitude,
    .longitude = place->longitude,
    .country = country,
    .region = region,
    .city = city,
    .source = (char *) "NextTrace",
  };
  g_autoptr (HopmapPlace) made = NULL;

  if (!fields.has_point && country == NULL)
    return;

  made = hopmap_place_new (&fields);
  hopmap_trace_draft_place_host (draft, address, made);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well a place is known, in words: see hopmap-ui-closures.h.
 */
#include "hopmap-ui-closures.h"

#include <glib/gi18n-lib.h>

/**
 * hopmap_ui_evidence:
 * @place: a place
 *
 * Returns: why it is believed in, a few words; "" for what has no place on earth
 */
const char *
hopmap_ui_evidence (const HopmapPlace *place)
{
  if (place->kind == HOPMAP_PLACE_SPECIAL)
    return "";
  if (place->refutation.kind != HOPMAP_REFUTATION_NONE)
    return _ ("Refuted");

  switch (place->evidence)
    {
    case HOPMAP_EVIDENCE_COUNTRY:
      return _ ("Country only");
    case HOPMAP_EVIDENCE_WIDE:
      return _ ("Uncertain");
    case HOPMAP_EVIDENCE_DATABASE:
      return _ ("One source");
    case HOPMAP_EVIDENCE_AGREED:
      return _ ("Sources agree");
    case HOPMAP_EVIDENCE_NAMED:
      return _ ("In the router’s name");
    case HOPMAP_EVIDENCE_MEASURED:
      return _ ("Measured");
    case HOPMAP_EVIDENCE_PERSON:
      return _ ("Set by you");
    case HOPMAP_EVIDENCE_NONE:
    default:
      return _ ("Unknown");
    }
}

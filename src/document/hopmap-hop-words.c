/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-hop-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/**
 * hopmap_hop_words_has_point:
 * @hop: a hop
 *
 * Returns: whether the hop can be shown on a map
 */
gboolean
hopmap_hop_words_has_point (HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);

  return place != NULL && place->has_point;
}

/**
 * hopmap_hop_words_dup_router:
 * @hop: a hop
 *
 * Returns: (transfer full) (nullable): "name (address)" or the one that is known; %NULL where nobody answered
 */
char *
hopmap_hop_words_dup_router (HopmapHop *hop)
{
  const char *name = hopmap_hop_get_name (hop);
  const char *address = hopmap_hop_get_address_text (hop);

  /* Some tools tell either the name or the address. */
  if (address == NULL && name != NULL)
    return g_strdup (name);
  if (address == NULL)
    /* Translators: in the place of an address that the writer of the file did not want to show */
    return hopmap_hop_get_state (hop) == HOPMAP_HOP_ANSWERED ? g_strdup (_ ("(withheld)")) : NULL;

  return name != NULL ? g_strdup_printf ("%s (%s)", name, address) : g_strdup (address);
}

/**
 * hopmap_hop_words_dup_place:
 * @hop: a hop
 *
 * Returns: (transfer full) (nullable): city and country, or what a special address is; with "≈"
 *   where the place is known roughly only; %NULL where nothing is known
 */
char *
hopmap_hop_words_dup_place (HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  char *text = hopmap_place_dup_text (place);

  if (text != NULL && place->kind == HOPMAP_PLACE_CITY && place->evidence <= HOPMAP_EVIDENCE_WIDE
      && place->evidence != HOPMAP_EVIDENCE_NONE)
    {
      g_autofree char *plain = text;

      text = g_strconcat ("≈ ", plain, NULL);
    }

  return text;
}

/**
 * hopmap_hop_words_dup_doubt:
 * @hop: a hop
 *
 * Returns: (transfer full) (nullable): how far off the place may be, translated; %NULL where there
 *   is nothing to say
 */
char *
hopmap_hop_words_dup_doubt (HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);

  if (place == NULL || place->kind == HOPMAP_PLACE_SPECIAL || place->kind == HOPMAP_PLACE_UNKNOWN)
    return NULL;
  if (place->kind == HOPMAP_PLACE_COUNTRY)
    return g_strdup (_ ("only the country is known"));
  if (!place->has_point || place->radius_km < 1.0)
    return NULL;

  return g_strdup_printf (_ ("within about %.0f km"), round (place->radius_km));
}

/**
 * hopmap_hop_words_dup_network:
 * @hop: a hop
 *
 * Returns: (transfer full) (nullable): such as "AS64500 Example Net"
 */
char *
hopmap_hop_words_dup_network (HopmapHop *hop)
{
  const char *network = hopmap_hop_get_network (hop);
  guint asn = hopmap_hop_get_asn (hop);

  if (asn == 0)
    return g_strdup (network);

  return network != NULL ? g_strdup_printf ("AS%u %s", asn, network)
                         : g_strdup_printf ("AS%u", asn);
}

/**
 * hopmap_hop_words_dup_other_addresses:
 * @hop: a hop
 *
 * Returns: (transfer full) (element-type utf8): further addresses that answered at this distance, in
 *   the order in which they were first seen
 */
GPtrArray *
hopmap_hop_words_dup_other_addresses (HopmapHop *hop)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 1; i < hopmap_hop_get_n_responders (hop); i++)
    g_ptr_array_add (found, hopmap_address_to_string (&hopmap_hop_get_responder (hop, i)->address));

  return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. A router without a place has "address message", where the message of an address
 * that can have none holds the word "bogon", by which the exercise sorts it out.
 */
#include "hopmap-locations-format.h"

#include "hopmap-hop-words.h"
#include "hopmap-json-value.h"
#include "hopmap-number-text.h"
#include "hopmap-plain-text.h"

#include <glib/gi18n-lib.h>

static void
append_line (GString *out, const char *address, const HopmapPlace *place)
{
  g_string_append_printf (out, "%s ", address);
  if (place != NULL && place->has_point)
    {
      hopmap_number_append (out, place->latitude, HOPMAP_DEGREE_DECIMALS);
      g_string_append_c (out, ' ');
      hopmap_number_append (out, place->longitude, HOPMAP_DEGREE_DECIMALS);
    }
  else if (place != NULL && place->kind == HOPMAP_PLACE_SPECIAL)
    {
      /* Untranslated, as numbers are: scripts read this. */
      hopmap_plain_text_append (out, place->label);
      g_string_append (out, ": a bogon, it has no place");
    }
  else
    g_string_append (out, "no place is known");
  g_string_append_c (out, '\n');
}

static gboolean
write_locations (HopmapRoute *route,
                 const HopmapWriteOptions *options,
                 GString *out,
                 GError **error)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      const HopmapAddress *address = hopmap_hop_get_address (hop);
      g_autofree char *text = NULL;

      if (address == NULL || !hopmap_address_is_set (address))
        continue;

      text = hopmap_json_dup_address (address);
      append_line (out, text, hopmap_hop_get_place (hop));
    }
  return TRUE;
}

static const char *const other_extensions[] = { "loc", NULL };

const HopmapFormat hopmap_locations_format = {
  .name = "locations",
  .title = N_ ("Addresses and Coordinates"),
  .extension = "locations.txt",
  .other_extensions = other_extensions,
  .media_type = "text/plain;charset=utf-8",
  .write = write_locations,
};

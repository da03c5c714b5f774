/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "map." are actions of HopmapMapView, "win." those of the window around it, most of them about the
 * hop that is selected; an item whose action nobody has, or that makes no sense now, is not shown.
 */
#include "hopmap-hop-menu.h"

#include <glib/gi18n-lib.h>

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
append_looks (GMenu *menu, HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);

  append (menu, C_ ("menu", "_Details"), "win.hop-details", NULL);
  if (place != NULL && place->has_point)
    append (menu, C_ ("map", "_Zoom to This Place"), "map.zoom-to",
            g_variant_new_uint32 (hopmap_hop_get_ttl (hop)));
}

static void
append_copies (GMenu *menu, HopmapHop *hop)
{
  const char *name = hopmap_hop_is_masked (hop) ? NULL : hopmap_hop_get_name (hop);

  append (menu, C_ ("menu", "Copy _Address"), "win.copy-address", NULL);
  if (name != NULL)
    append (menu, C_ ("map", "Copy _Name"), "map.copy", g_variant_new_string (name));
  append (menu, C_ ("menu", "_Copy All"), "win.copy-hop", NULL);
}

static void
append_deeds (GMenu *menu, HopmapHop *hop)
{
  const char *address = hopmap_hop_get_address_text (hop);
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);

  append (menu, C_ ("menu", "_Trace to This Hop"), "win.trace-hop", NULL);
  append (menu, C_ ("menu", "Correct _Place…"), "win.correct-hop", NULL);
  if (address != NULL && place != NULL && place->evidence == HOPMAP_EVIDENCE_PERSON)
    append (menu, C_ ("map", "_Forget My Correction"), "win.forget-correction",
            g_variant_new_string (address));
}

/**
 * hopmap_hop_menu_new:
 * @hop: a hop that is selected, or will be when the menu is shown
 *
 * Returns: (transfer full): its menu, the same on the map, in the list and in the table
 */
GMenuModel *
hopmap_hop_menu_new (HopmapHop *hop)
{
  void (*const fill[]) (GMenu * menu, HopmapHop * hop) = { append_looks, append_copies,
                                                           append_deeds };
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fill); i++)
    {
      g_autoptr (GMenu) section = g_menu_new ();

      fill[i](section, hop);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

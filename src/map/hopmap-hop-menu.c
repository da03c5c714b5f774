/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "map." are actions of HopmapMapView, "win." those of the window around it; an item whose action
 * nobody has is not shown.
 */
#include "hopmap-hop-menu.h"

#include <glib/gi18n-lib.h>

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-missing");
  g_menu_append_item (menu, item);
}

static gboolean
has_point (HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);

  return place != NULL && place->has_point;
}

static void
append_copies (GMenu *menu, HopmapHop *hop)
{
  const char *address = hopmap_hop_get_address_text (hop);
  const char *name = hopmap_hop_get_name (hop);

  if (address != NULL)
    append (menu, C_ ("map", "_Copy Address"), "map.copy", g_variant_new_string (address));
  if (name != NULL)
    append (menu, C_ ("map", "Copy _Name"), "map.copy", g_variant_new_string (name));
}

/**
 * hopmap_hop_menu_new:
 * @hop: a hop
 *
 * Returns: (transfer full): its menu
 */
GMenuModel *
hopmap_hop_menu_new (HopmapHop *hop)
{
  const char *address = hopmap_hop_get_address_text (hop);
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) copies = g_menu_new ();
  g_autoptr (GMenu) deeds = g_menu_new ();

  append_copies (copies, hop);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copies));
  if (has_point (hop))
    append (deeds, C_ ("map", "_Zoom to This Place"), "map.zoom-to",
            g_variant_new_uint32 (hopmap_hop_get_ttl (hop)));
  if (address != NULL)
    append (deeds, C_ ("map", "_Trace to This Router"), "win.trace",
            g_variant_new_string (address));
  if (address != NULL && place != NULL && place->evidence == HOPMAP_EVIDENCE_PERSON)
    append (deeds, C_ ("map", "_Forget My Correction"), "win.forget-correction",
            g_variant_new_string (address));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (deeds));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

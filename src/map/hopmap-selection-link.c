/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two look-ups; the signals are the view's.
 */
#include "hopmap-selection-link.h"

/**
 * hopmap_selection_get_ttl:
 * @selection: (nullable): a selection over hops
 *
 * Returns: the distance of the selected hop, or 0 where none is or the item is no hop
 */
guint
hopmap_selection_get_ttl (GtkSingleSelection *selection)
{
  GObject *item = selection != NULL ? gtk_single_selection_get_selected_item (selection) : NULL;

  return HOPMAP_IS_HOP (item) ? hopmap_hop_get_ttl (HOPMAP_HOP (item)) : 0;
}

/**
 * hopmap_selection_choose_ttl:
 * @selection: (nullable): a selection over hops
 * @ttl: distance of a hop
 *
 * Selects that hop, if the list has it.
 *
 * Returns: whether it is selected now
 */
gboolean
hopmap_selection_choose_ttl (GtkSingleSelection *selection, guint ttl)
{
  if (selection == NULL)
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (selection)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (HOPMAP_IS_HOP (item) && hopmap_hop_get_ttl (HOPMAP_HOP (item)) == ttl)
        {
          gtk_single_selection_set_selected (selection, i);
          return TRUE;
        }
    }
  return FALSE;
}

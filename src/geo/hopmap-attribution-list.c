/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of attributions: see the header.
 */
#include "hopmap-attribution-list.h"

/**
 * hopmap_attribution_list_new:
 *
 * Returns: (transfer full) (element-type utf8): a list without lines
 */
GPtrArray *
hopmap_attribution_list_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static gboolean
add_line (GPtrArray *lines, const char *line)
{
  if (line == NULL || g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL))
    return FALSE;

  g_ptr_array_add (lines, g_strdup (line));
  return TRUE;
}

/**
 * hopmap_attribution_list_add_hop:
 * @lines: a list
 * @hop: a hop, whose places, candidates and network are shown
 *
 * Returns: whether a line was added
 */
gboolean
hopmap_attribution_list_add_hop (GPtrArray *lines, HopmapHop *hop)
{
  HopmapPlace *place = hopmap_hop_get_place (hop);
  GPtrArray *candidates = hopmap_hop_get_candidates (hop);
  gboolean changed = place != NULL && add_line (lines, place->attribution);

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    changed |= add_line (lines, ((const HopmapPlace *) candidates->pdata[i])->attribution);
  changed |= add_line (lines, hopmap_hop_get_network_attribution (hop));
  for (guint i = 1; i < hopmap_hop_get_n_responders (hop); i++)
    {
      const HopmapAddress *other = &hopmap_hop_get_responder (hop, i)->address;
      const HopmapPlace *there = hopmap_hop_get_other_place (hop, other);

      changed |= there != NULL && add_line (lines, there->attribution);
    }

  return changed;
}

/**
 * hopmap_attribution_list_dup:
 * @lines: a list
 *
 * Returns: (transfer full): the lines in the order in which they came
 */
GStrv
hopmap_attribution_list_dup (GPtrArray *lines)
{
  GStrv copy = g_new0 (char *, lines->len + 1);

  for (guint i = 0; i < lines->len; i++)
    copy[i] = g_strdup (lines->pdata[i]);

  return copy;
}

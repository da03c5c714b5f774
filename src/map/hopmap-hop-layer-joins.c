/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which badges of HopmapHopLayer stand for several stops at this zoom level. Every stop keeps a badge
 * of its own; that of the first one shows all, and the others are out of sight.
 */
#include "hopmap-hop-layer-private.h"

#include "hopmap-hop-badge.h"
#include "hopmap-projection.h"

/**
 * hopmap_hop_layer_get_shown:
 * @self: the layer
 * @number: of a stop
 *
 * Returns: (transfer none): what the badge of that stop shows: the stop, or several as one
 */
const HopmapRouteStop *
hopmap_hop_layer_get_shown (HopmapHopLayer *self, guint number)
{
  const HopmapRouteStop *joined = number < self->joined->len
                                      ? g_ptr_array_index (self->joined, number)
                                      : NULL;

  return joined != NULL ? joined : hopmap_route_shape_get_stop (self->shape, number);
}

/**
 * hopmap_hop_layer_find_chosen:
 * @self: the layer
 *
 * Returns: (transfer none) (nullable): what the badge of the selected hop shows; %NULL where it has none
 */
const HopmapRouteStop *
hopmap_hop_layer_find_chosen (HopmapHopLayer *self)
{
  for (guint i = 0; self->selected_ttl > 0 && i < self->badges->len; i++)
    {
      const HopmapRouteStop *stop = hopmap_hop_layer_get_shown (self, i);

      if (hopmap_route_stop_has_hop (stop, self->selected_ttl))
        return stop;
    }
  return NULL;
}

/**
 * hopmap_hop_layer_is_lead:
 * @self: the layer
 * @number: of a stop
 *
 * Returns: whether its badge is in sight, not that of an earlier stop in its stead
 */
gboolean
hopmap_hop_layer_is_lead (HopmapHopLayer *self, guint number)
{
  return number >= self->leads->len || g_array_index (self->leads, guint, number) == number;
}

static void
joined_free (gpointer stop)
{
  if (stop != NULL)
    hopmap_route_stop_free (stop);
}

/* The keyboard stays with the hop: it goes to whichever badge shows that now. */
static void
show_badge (HopmapHopLayer *self, guint number)
{
  GtkWidget *badge = g_ptr_array_index (self->badges, number);
  const guint lead = g_array_index (self->leads, guint, number);

  if (lead != number && gtk_widget_is_focus (badge))
    gtk_widget_grab_focus (g_ptr_array_index (self->badges, lead));
  gtk_widget_set_child_visible (badge, lead == number);
  hopmap_hop_badge_set_stop (HOPMAP_HOP_BADGE (badge), hopmap_hop_layer_get_shown (self, number),
                             HOPMAP_BADGE_STAYED);
}

/**
 * hopmap_hop_layer_rejoin:
 * @self: the layer
 *
 * Finds out which stops share a badge at the present zoom level. Not to be called while the layer is
 * allocated.
 *
 * Returns: whether that is different now
 */
gboolean
hopmap_hop_layer_rejoin (HopmapHopLayer *self)
{
  const double zoom = shumate_viewport_get_zoom_level (
      shumate_layer_get_viewport (SHUMATE_LAYER (self)));
  const guint n_stops = self->badges->len;
  g_autofree guint *leads = g_new0 (guint, n_stops + 1);

  if (self->tree == NULL || n_stops == 0)
    return FALSE;
  hopmap_stop_tree_cut (self->tree, hopmap_projection_zoom_to_scale (zoom), leads);
  if (self->leads->len == n_stops
      && memcmp (self->leads->data, leads, n_stops * sizeof *leads) == 0)
    return FALSE;

  g_array_set_size (self->leads, 0);
  g_array_append_vals (self->leads, leads, n_stops);
  g_ptr_array_set_free_func (self->joined, joined_free);
  g_ptr_array_set_size (self->joined, 0);
  for (guint i = 0; i < n_stops; i++)
    g_ptr_array_add (self->joined,
                     leads[i] == i ? hopmap_stop_tree_join (self->shape, leads, i) : NULL);
  for (guint i = 0; i < n_stops; i++)
    show_badge (self, i);
  return TRUE;
}

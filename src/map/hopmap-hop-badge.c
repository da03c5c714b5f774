/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks come from style classes (hopmap-map-style): the class of the round-trip time, "vague" for a
 * broken outline, "country" for hatching, "refuted" for a line through it, "anycast" for a dotted ring,
 * "destination" for a ring, "origin" for where the person is, "branch" for another address of a hop, "selected". None of them is told by colour alone.
 */
#include "hopmap-hop-badge.h"

#include "hopmap-badge-print.h"

#include <hopmap-palette.h>

struct _HopmapHopBadge
{
  GtkButton parent_instance;

  HopmapBadgePrint *print;

  guint *ttls;
  guint n_ttls;
  char *text;
  const char *rtt_class;
};

G_DEFINE_FINAL_TYPE (HopmapHopBadge, hopmap_hop_badge, GTK_TYPE_BUTTON)

static void
set_class (GtkWidget *widget, const char *name, gboolean present)
{
  if (present)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/*
 * The tooltip is made when it is asked for (hopmap-hop-layer.c). To hand GTK a new text for each answer
 * that comes would let it ask the display server where the pointer is, and wait for it, each time.
 */
static void
set_text (HopmapHopBadge *self, const char *text)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if ((gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_PRELIGHT) != 0)
    gtk_widget_trigger_tooltip_query (widget);
}

static void
hopmap_hop_badge_finalize (GObject *object)
{
  HopmapHopBadge *self = HOPMAP_HOP_BADGE (object);

  hopmap_badge_print_free (self->print);
  g_free (self->text);
  g_free (self->ttls);

  G_OBJECT_CLASS (hopmap_hop_badge_parent_class)->finalize (object);
}

static void
hopmap_hop_badge_class_init (HopmapHopBadgeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_hop_badge_finalize;
}

static void
hopmap_hop_badge_init (HopmapHopBadge *self)
{
  self->print = hopmap_badge_print_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "hop-number");
  gtk_widget_add_css_class (GTK_WIDGET (self), "on-map");
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * hopmap_hop_badge_new:
 *
 * Returns: (transfer floating): a badge without a stop
 */
GtkWidget *
hopmap_hop_badge_new (void)
{
  return g_object_new (HOPMAP_TYPE_HOP_BADGE, NULL);
}

/**
 * hopmap_hop_badge_set_stop:
 * @self: the badge
 * @stop: what it shows from now on; copied
 * @move: whether its place jumped
 */
void
hopmap_hop_badge_set_stop (HopmapHopBadge *self, const HopmapRouteStop *stop, HopmapBadgeMove move)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *text = hopmap_route_stop_dup_text (stop);
  const char *rtt_class = hopmap_palette_rtt_class_name (stop->tone);

  g_return_if_fail (HOPMAP_IS_HOP_BADGE (self));

  g_free (self->ttls);
  self->ttls = g_memdup2 (stop->ttls, stop->n_hops * sizeof *stop->ttls);
  self->n_ttls = stop->n_hops;

  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self)), stop->label) != 0)
    {
      gtk_button_set_label (GTK_BUTTON (self), stop->label);
      /* Later GTK would speak the number that stands on the badge rather than its text. */
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
    }
  if (self->rtt_class != rtt_class)
    {
      if (self->rtt_class != NULL)
        gtk_widget_remove_css_class (widget, self->rtt_class);
      gtk_widget_add_css_class (widget, rtt_class);
      self->rtt_class = rtt_class;
    }
  set_class (widget, "vague", stop->vague);
  set_class (widget, "country", stop->country);
  set_class (widget, "refuted", stop->refuted);
  set_class (widget, "anycast", stop->anycast);
  set_class (widget, "origin", stop->origin);
  set_class (widget, "branch", stop->branch);
  if (move == HOPMAP_BADGE_MOVED)
    gtk_widget_add_css_class (widget, "moved");
  set_class (widget, "destination", stop->destination);

  set_text (self, text);
}

/**
 * hopmap_hop_badge_set_selected:
 * @self: the badge
 * @selected: whether one of its hops is the selected one
 */
void
hopmap_hop_badge_set_selected (HopmapHopBadge *self, gboolean selected)
{
  g_return_if_fail (HOPMAP_IS_HOP_BADGE (self));

  set_class (GTK_WIDGET (self), "selected", selected);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
      selected ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

/**
 * hopmap_hop_badge_get_ttl_after:
 * @self: the badge
 * @ttl: distance of the selected hop, or 0
 *
 * Returns: distance of the hop that a click selects: the first of the stop, or where one of them is
 *   selected already the next, in a circle; 0 without a stop
 */
guint
hopmap_hop_badge_get_ttl_after (HopmapHopBadge *self, guint ttl)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_BADGE (self), 0);

  for (guint i = 0; i + 1 < self->n_ttls; i++)
    if (self->ttls[i] == ttl)
      return self->ttls[i + 1];
  return self->n_ttls > 0 ? self->ttls[0] : 0;
}

/**
 * hopmap_hop_badge_append:
 * @self: the badge
 * @snapshot: of its parent
 *
 * Does what gtk_widget_snapshot_child() does, faster while the badge looks as before.
 */
void
hopmap_hop_badge_append (HopmapHopBadge *self, GtkSnapshot *snapshot)
{
  g_return_if_fail (HOPMAP_IS_HOP_BADGE (self));

  hopmap_badge_print_snapshot (self->print, GTK_WIDGET (self), snapshot);
}

/**
 * hopmap_hop_badge_get_text:
 * @self: the badge
 *
 * Returns: (transfer none) (nullable): what a screen reader says of its stop
 */
const char *
hopmap_hop_badge_get_text (HopmapHopBadge *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_BADGE (self), NULL);

  return self->text;
}

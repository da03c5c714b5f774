/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels only, never markup: names of routers and places come from strangers.
 */
#include "hopmap-hop-card.h"

#include <glib/gi18n-lib.h>
#include <hopmap-rtt.h>

/* A place with more hops says how many more there are. */
#define MAX_ROWS       6u
#define MAX_CHARACTERS 44

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARACTERS);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
attach_hop (GtkGrid *grid, HopmapHop *hop, int row)
{
  const char *name = hopmap_hop_get_name (hop);
  const char *address = hopmap_hop_get_address_text (hop);
  const gint64 rtt_ns = hopmap_hop_get_rtt_ns (hop);
  g_autofree char *number = g_strdup_printf ("%u", hopmap_hop_get_ttl (hop));
  g_autofree char *rtt = rtt_ns >= 0 ? hopmap_rtt_dup_text (rtt_ns) : NULL;
  GtkWidget *time = label_new (rtt, "numeric");

  gtk_label_set_xalign (GTK_LABEL (time), 1.0f);
  gtk_grid_attach (grid, label_new (number, "numeric"), 0, row, 1, 1);
  gtk_grid_attach (grid, label_new (name != NULL ? name : address, NULL), 1, row, 1, 1);
  gtk_grid_attach (grid, time, 2, row, 1, 1);
}

static GtkWidget *
hops_new (HopmapRoute *route, const HopmapRouteStop *stop)
{
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < stop->n_hops && i < MAX_ROWS; i++)
    {
      HopmapHop *hop = hopmap_route_get_hop (route, stop->ttls[i]);

      if (hop != NULL)
        attach_hop (GTK_GRID (grid), hop, row++);
    }
  if (stop->n_hops > MAX_ROWS)
    {
      const guint n_more = stop->n_hops - MAX_ROWS;
      g_autofree char *more = g_strdup_printf (
          /* Translators: below a list of routers in one place */
          g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", n_more), n_more);

      gtk_grid_attach (GTK_GRID (grid), label_new (more, "dim-label"), 1, row, 2, 1);
    }
  return grid;
}

/**
 * hopmap_hop_card_new:
 * @route: the route
 * @stop: one of its places
 *
 * Returns: (transfer floating): the card
 */
GtkWidget *
hopmap_hop_card_new (HopmapRoute *route, const HopmapRouteStop *stop)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *place = hopmap_route_stop_dup_place (stop);
  g_autofree char *doubt = hopmap_route_stop_dup_doubt (stop);

  if (stop->origin)
    gtk_box_append (GTK_BOX (box), label_new (C_ ("map", "You are here"), "dim-label"));
  gtk_box_append (GTK_BOX (box), label_new (place, "heading"));
  if (doubt != NULL)
    {
      GtkWidget *label = label_new (doubt, NULL);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_box_append (GTK_BOX (box), label);
    }
  if (stop->n_hops > 0 && !stop->branch)
    gtk_box_append (GTK_BOX (box), hops_new (route, stop));
  if (stop->place->source != NULL && stop->places == NULL)
    gtk_box_append (GTK_BOX (box), label_new (stop->place->source, "dim-label"));
  return box;
}

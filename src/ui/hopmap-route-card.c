/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRouteCard: see the header. With nothing to say it is not there.
 */
#include "hopmap-route-card.h"

#include "hopmap-journey.h"
#include "hopmap-ui-closures.h"
#include "hopmap-ui-template.h"

struct _HopmapRouteCard
{
  GtkBox parent_instance;

  GtkLabel *heading;
  GtkLabel *countries;
  GtkLabel *distance;

  HopmapRouteCardSize size;
};

G_DEFINE_FINAL_TYPE (HopmapRouteCard, hopmap_route_card, GTK_TYPE_BOX)

static void
update_visibility (HopmapRouteCard *self)
{
  gboolean full = self->size == HOPMAP_ROUTE_CARD_FULL;

  gtk_widget_set_visible (GTK_WIDGET (self), self->size != HOPMAP_ROUTE_CARD_NONE
                                                 && *gtk_label_get_text (self->heading) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->countries),
                          full && *gtk_label_get_text (self->countries) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->distance),
                          full && *gtk_label_get_text (self->distance) != '\0');
}

static void
hopmap_route_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HOPMAP_TYPE_ROUTE_CARD);

  G_OBJECT_CLASS (hopmap_route_card_parent_class)->dispose (object);
}

static void
hopmap_route_card_class_init (HopmapRouteCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_route_card_dispose;

  hopmap_ui_template_set (widget_class, "hopmap-route-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapRouteCard, heading);
  gtk_widget_class_bind_template_child (widget_class, HopmapRouteCard, countries);
  gtk_widget_class_bind_template_child (widget_class, HopmapRouteCard, distance);
}

static void
hopmap_route_card_init (HopmapRouteCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_visibility (self);
}

/**
 * hopmap_route_card_new:
 *
 * Returns: a card that has nothing to say, and is hidden
 */
GtkWidget *
hopmap_route_card_new (void)
{
  return g_object_new (HOPMAP_TYPE_ROUTE_CARD, NULL);
}

/**
 * hopmap_route_card_show_route:
 * @self: a card
 * @route: (nullable): what to sum up, as it is now; nothing hides the card
 */
void
hopmap_route_card_show_route (HopmapRouteCard *self, HopmapRoute *route)
{
  g_autoptr (HopmapJourney) journey = route != NULL ? hopmap_journey_new (route) : NULL;
  g_autofree char *heading = NULL;
  g_autofree char *countries = NULL;
  g_autofree char *distance = NULL;

  g_return_if_fail (HOPMAP_IS_ROUTE_CARD (self));

  if (journey != NULL)
    {
      heading = hopmap_ui_dup_card_heading (journey, hopmap_ui_extent (route));
      countries = hopmap_ui_dup_card_countries (journey);
      distance = hopmap_ui_dup_card_distance (journey);
    }
  gtk_label_set_text (self->heading, heading != NULL ? heading : "");
  gtk_label_set_text (self->countries, countries != NULL ? countries : "");
  gtk_label_set_text (self->distance, distance != NULL ? distance : "");
  update_visibility (self);
}

/**
 * hopmap_route_card_set_size:
 * @self: a card
 * @size: how much room it may take
 */
void
hopmap_route_card_set_size (HopmapRouteCard *self, HopmapRouteCardSize size)
{
  g_return_if_fail (HOPMAP_IS_ROUTE_CARD (self));

  self->size = size;
  update_visibility (self);
}

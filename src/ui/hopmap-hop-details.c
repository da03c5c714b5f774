/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHopDetails: see the header. What comes in between two frames is shown once.
 */
#include "hopmap-hop-details.h"

#include "hopmap-fact-list.h"
#include "hopmap-hop-facts.h"
#include "hopmap-hop-number.h"
#include "hopmap-registry-group.h"
#include "hopmap-rtt-graph.h"
#include "hopmap-ui-closures.h"
#include "hopmap-ui-template.h"

#include <hopmap-hop-menu.h>

#include <glib/gi18n-lib.h>

struct _HopmapHopDetails
{
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkLabel *number;
  GtkLabel *title;
  GtkWidget *course;
  HopmapRttGraph *graph;
  GtkLabel *words;
  HopmapFactList *router;
  HopmapFactList *place;
  HopmapRegistryGroup *registry;
  GtkWidget *back;
  GtkMenuButton *more;
  GtkWidget *correction_box;
  GtkEditable *correction;
  GtkWidget *forget;

  HopmapRoute *route;
  HopmapHop *hop;
  guint idle;
};

G_DEFINE_FINAL_TYPE (HopmapHopDetails, hopmap_hop_details, ADW_TYPE_BIN)

static void
show_course (HopmapHopDetails *self)
{
  const gboolean several = hopmap_hop_get_stats (self->hop)->sent > 1
                           && hopmap_hop_get_stats (self->hop)->received > 0;
  g_autofree char *words = hopmap_ui_dup_course (self->hop);

  gtk_widget_set_visible (self->course, several);
  gtk_label_set_text (self->words, words);
}

/* An address that has no place on earth cannot have a wrong one. */
static void
show_correction (HopmapHopDetails *self)
{
  const HopmapPlace *place = hopmap_hop_get_shown_place (self->hop);
  const gboolean placed = place != NULL && place->kind != HOPMAP_PLACE_SPECIAL;

  gtk_widget_set_visible (self->correction_box,
                          placed && hopmap_hop_get_address_text (self->hop) != NULL);
  gtk_widget_set_visible (self->forget, placed && place->evidence == HOPMAP_EVIDENCE_PERSON);
}

static void
correct_cb (HopmapHopDetails *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.correct-place", "(ss)",
                              hopmap_hop_get_address_text (self->hop),
                              gtk_editable_get_text (self->correction));
  gtk_editable_set_text (self->correction, "");
}

static void
forget_cb (HopmapHopDetails *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.forget-correction", "s",
                              hopmap_hop_get_address_text (self->hop));
}

static void
show (HopmapHopDetails *self)
{
  g_autofree char *heading = g_strdup_printf (_ ("Hop %u"), hopmap_hop_get_ttl (self->hop));
  g_autofree char *number = g_strdup_printf ("%u", hopmap_hop_get_ttl (self->hop));
  g_autofree char *title = hopmap_ui_dup_row_title (self->hop, HOPMAP_UI_COUNTRY_SHOWN);
  g_autofree char *doubt = hopmap_ui_dup_row_doubt (self->hop);
  g_autoptr (GPtrArray) router = hopmap_hop_facts_of_router (self->route, self->hop);
  g_autoptr (GPtrArray) place = hopmap_hop_facts_of_place (self->hop);

  gtk_label_set_text (self->heading, heading);
  hopmap_hop_number_show (self->number, number, self->hop, hopmap_hop_get_rtt_ns (self->hop),
                          doubt);
  gtk_label_set_text (self->title, title);
  show_course (self);
  hopmap_fact_list_show (self->router, router);
  hopmap_fact_list_show (self->place, place);
  hopmap_registry_group_set_address (
      self->registry, hopmap_hop_is_masked (self->hop) ? NULL : hopmap_hop_get_address (self->hop));
  show_correction (self);
}

static gboolean
show_cb (gpointer user_data)
{
  HopmapHopDetails *self = user_data;

  self->idle = 0;
  if (self->hop != NULL)
    show (self);
  return G_SOURCE_REMOVE;
}

static void
show_soon (HopmapHopDetails *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_cb, self, NULL);
}

/* What can be done is asked when somebody wants to know. */
static void
fill_menu (GtkMenuButton *button, gpointer user_data)
{
  HopmapHopDetails *self = user_data;
  g_autoptr (GMenuModel) menu = self->hop != NULL ? hopmap_hop_menu_new (self->hop) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
}

static gboolean
hopmap_hop_details_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (HOPMAP_HOP_DETAILS (widget)->back);
}

static void
hopmap_hop_details_dispose (GObject *object)
{
  HopmapHopDetails *self = HOPMAP_HOP_DETAILS (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->hop != NULL)
    g_signal_handlers_disconnect_by_data (self->hop, self);
  g_clear_object (&self->hop);
  g_clear_object (&self->route);
  hopmap_ui_template_dispose_bin (ADW_BIN (self));

  G_OBJECT_CLASS (hopmap_hop_details_parent_class)->dispose (object);
}

static void
hopmap_hop_details_class_init (HopmapHopDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_hop_details_dispose;
  widget_class->grab_focus = hopmap_hop_details_grab_focus;

  g_type_ensure (HOPMAP_TYPE_FACT_LIST);
  g_type_ensure (HOPMAP_TYPE_REGISTRY_GROUP);
  g_type_ensure (HOPMAP_TYPE_RTT_GRAPH);
  hopmap_ui_template_set (widget_class, "hopmap-hop-details.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, back);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, more);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, heading);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, number);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, title);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, course);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, graph);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, words);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, router);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, place);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, registry);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, correction_box);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, correction);
  gtk_widget_class_bind_template_child (widget_class, HopmapHopDetails, forget);
  gtk_widget_class_bind_template_callback (widget_class, correct_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.hide-details", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.hide-details",
                                       NULL);
}

static void
hopmap_hop_details_init (HopmapHopDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hopmap_rtt_graph_set_size (self->graph, HOPMAP_RTT_GRAPH_FULL);
  gtk_menu_button_set_create_popup_func (self->more, fill_menu, self, NULL);
}

/**
 * hopmap_hop_details_new:
 *
 * Returns: details of nothing
 */
GtkWidget *
hopmap_hop_details_new (void)
{
  return g_object_new (HOPMAP_TYPE_HOP_DETAILS, NULL);
}

/**
 * hopmap_hop_details_set_hop:
 * @self: details
 * @route: (nullable): a route
 * @hop: (nullable): the hop of it to show, now and as it changes
 */
void
hopmap_hop_details_set_hop (HopmapHopDetails *self, HopmapRoute *route, HopmapHop *hop)
{
  g_return_if_fail (HOPMAP_IS_HOP_DETAILS (self));

  if (self->hop == hop)
    return;

  if (self->hop != NULL)
    g_signal_handlers_disconnect_by_data (self->hop, self);
  g_set_object (&self->route, route);
  g_set_object (&self->hop, hop);
  hopmap_rtt_graph_set_hop (self->graph, hop);
  gtk_editable_set_text (self->correction, "");
  if (hop == NULL)
    {
      gtk_label_set_text (self->heading, "");
      hopmap_registry_group_set_address (self->registry, NULL);
      return;
    }

  g_signal_connect_object (hop, "notify", G_CALLBACK (show_soon), self, G_CONNECT_SWAPPED);
  show (self);
}

/**
 * hopmap_hop_details_set_registry:
 * @self: details
 * @registry: (nullable): who can be asked about a hop's network
 */
void
hopmap_hop_details_set_registry (HopmapHopDetails *self, HopmapRegistry *registry)
{
  g_return_if_fail (HOPMAP_IS_HOP_DETAILS (self));

  hopmap_registry_group_set_registry (self->registry, registry);
}

/**
 * hopmap_hop_details_get_hop:
 * @self: details
 *
 * Returns: (transfer none) (nullable): the hop they are of
 */
HopmapHop *
hopmap_hop_details_get_hop (HopmapHopDetails *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP_DETAILS (self), NULL);

  return self->hop;
}

/**
 * hopmap_hop_details_focus_correction:
 * @self: details
 *
 * Lets the person type where the hop really is.
 */
void
hopmap_hop_details_focus_correction (HopmapHopDetails *self)
{
  g_return_if_fail (HOPMAP_IS_HOP_DETAILS (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->correction));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWindow: see the header. This file joins the parts; its actions and its layout have files of
 * their own.
 */
#include "hopmap-window-private.h"

#include "hopmap-recent-menu.h"
#include "hopmap-ui-closures.h"
#include "hopmap-ui-template.h"

#include <glib/gi18n-lib.h>

static guint route_saved_signal;
static guint route_ended_signal;

G_DEFINE_FINAL_TYPE (HopmapWindow, hopmap_window, ADW_TYPE_APPLICATION_WINDOW)

static void
host_chosen_cb (HopmapWindow *self, const char *host)
{
  hopmap_host_entry_set_text (self->entry, host);
  hopmap_host_entry_activate (self->entry);
}

static void
show_title (HopmapWindow *self, HopmapRoute *route)
{
  const char *host = route != NULL ? hopmap_route_get_target (route)->display : NULL;
  /* Translators: the title of a window; %s is a host */
  g_autofree char *title = g_strdup_printf (_ ("Route to %s"), host != NULL ? host : "");

  gtk_window_set_title (GTK_WINDOW (self), host != NULL ? title : _ ("Hopmap"));
}

static void
show_page (HopmapWindow *self, HopmapRoute *route)
{
  const HopmapUiPage page = hopmap_ui_page (route);
  const gboolean failed = page == HOPMAP_UI_PAGE_FAILURE && !self->told_in_entry;

  if (failed)
    hopmap_window_show_failure (self, route);
  gtk_stack_set_visible_child_name (self->front, failed ? "failure" : "welcome");
  gtk_widget_set_visible (GTK_WIDGET (self->front), page != HOPMAP_UI_PAGE_ROUTE);
  hopmap_window_layout_show_panel (self, page == HOPMAP_UI_PAGE_ROUTE);
}

static void
tell_ended (HopmapWindow *self, HopmapRoute *route)
{
  const gboolean ended = route != NULL && hopmap_route_get_phase (route) >= HOPMAP_PHASE_DONE;

  if (ended && !self->ended)
    g_signal_emit (self, route_ended_signal, 0);
  self->ended = ended;
}

/* Everything that sums the route up; list and map follow it by themselves. */
static void
route_changed_cb (HopmapWindow *self)
{
  HopmapRoute *route = hopmap_window_get_route (self);

  show_page (self, route);
  hopmap_route_card_show_route (self->card, route);
  hopmap_host_entry_set_busy (self->entry, route != NULL && hopmap_route_is_busy (route));
  hopmap_host_entry_set_calm (self->entry, route != NULL && hopmap_ui_is_watching (route));
  if (route != NULL)
    hopmap_verdict_bar_show_route (self->verdict, route);
  hopmap_window_update_actions (self);
  hopmap_window_layout_queue (self);
  tell_ended (self, route);
  hopmap_window_ask_for_consent (self);
}

/* A route that came from elsewhere than the entry is named in it. */
static void
name_route_in_entry (HopmapWindow *self, HopmapRoute *route)
{
  g_autoptr (HopmapTarget)
      typed = hopmap_target_parse (hopmap_host_entry_get_text (self->entry), NULL);
  HopmapTarget *target = hopmap_route_get_target (route);

  if (typed == NULL || g_strcmp0 (typed->host, target->host) != 0)
    hopmap_host_entry_set_text (self->entry, target->display);
}

static void
hopmap_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hopmap_window_parent_class)->realize (widget);

  hopmap_window_layout_realize (HOPMAP_WINDOW (widget));
}

static void
hopmap_window_unrealize (GtkWidget *widget)
{
  hopmap_window_layout_unrealize (HOPMAP_WINDOW (widget));

  GTK_WIDGET_CLASS (hopmap_window_parent_class)->unrealize (widget);
}

static void
hopmap_window_dispose (GObject *object)
{
  HopmapWindow *self = HOPMAP_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  hopmap_window_layout_unrealize (self);
  if (self->watch != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->watch, self);
      hopmap_route_watch_set_route (self->watch, NULL);
    }
  g_clear_object (&self->chooser);
  g_clear_object (&self->file);
  g_clear_object (&self->watch);
  g_clear_object (&self->log);
  g_clear_object (&self->sources);
  g_clear_object (&self->selection);
  g_clear_object (&self->cancellable);
  /*
   * Not gtk_widget_dispose_template(), which would take away behind libadwaita's back what it put
   * around the content; the content goes, and the template's other objects go with the instance.
   */
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), NULL);

  G_OBJECT_CLASS (hopmap_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, header);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, again);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, save);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, watch_button);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, table_button);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, columns_menu);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, title);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, entry_bar);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, entry_message);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, entry_message_label);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, offer);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, question);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, opened);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, recent_menu);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, paned);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, map_overlay);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, map);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, card);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, front);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, other_family);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, panel);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, verdict);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, views);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, list);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, table);
  gtk_widget_class_bind_template_child (widget_class, HopmapWindow, details);
  gtk_widget_class_bind_template_callback (widget_class, host_chosen_cb);
}

static void
hopmap_window_class_init (HopmapWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hopmap_window_dispose;
  widget_class->realize = hopmap_window_realize;
  widget_class->unrealize = hopmap_window_unrealize;
  hopmap_window_memory_install_properties (object_class);
  route_saved_signal = g_signal_new ("route-saved", HOPMAP_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  route_ended_signal = g_signal_new ("route-ended", HOPMAP_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HOPMAP_TYPE_HOST_ENTRY);
  g_type_ensure (HOPMAP_TYPE_NOTICE_BAR);
  g_type_ensure (HOPMAP_TYPE_OPENED_BAR);
  g_type_ensure (HOPMAP_TYPE_MAP_VIEW);
  g_type_ensure (HOPMAP_TYPE_ROUTE_CARD);
  g_type_ensure (HOPMAP_TYPE_WELCOME_PAGE);
  g_type_ensure (HOPMAP_TYPE_VERDICT_BAR);
  g_type_ensure (HOPMAP_TYPE_HOP_LIST);
  g_type_ensure (HOPMAP_TYPE_HOP_TABLE);
  g_type_ensure (HOPMAP_TYPE_HOP_DETAILS);
  hopmap_ui_template_set (widget_class, "hopmap-window.ui");
  bind_template (widget_class);
  hopmap_window_install_actions (widget_class);
  hopmap_window_install_hop_actions (widget_class);
  hopmap_window_install_consent_actions (widget_class);
  hopmap_window_install_failure_actions (widget_class);
}

static void
hopmap_window_init (HopmapWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->watch = hopmap_route_watch_new ();
  self->log = hopmap_route_log_new ();
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);

  gtk_widget_init_template (GTK_WIDGET (self));

  hopmap_hop_list_set_selection (self->list, self->selection);
  hopmap_hop_table_set_selection (self->table, self->selection);
  g_menu_append_section (self->columns_menu, NULL, hopmap_hop_table_get_menu (self->table));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table",
                                  hopmap_hop_table_get_actions (self->table));
  hopmap_map_view_set_selection (self->map, self->selection);
  hopmap_notice_bar_set_offer (self->offer, "document-open-recent-symbolic",
                               C_ ("button on an offer", "Restore"), "app.restore-trace",
                               "app.dismiss-trace");
  hopmap_verdict_bar_set_log (self->verdict, G_LIST_MODEL (self->log));
  hopmap_recent_menu_follow (self->recent_menu);
  hopmap_window_paste_init (self);
  hopmap_window_watch_style (self);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (route_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "notify::message",
                           G_CALLBACK (hopmap_window_show_entry_message), self, G_CONNECT_SWAPPED);

  hopmap_window_memory_init (self);
  hopmap_window_hops_init (self);
  hopmap_window_layout_init (self);
  show_title (self, NULL);
  route_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * hopmap_window_new:
 * @app: (nullable): the application it belongs to, if that is known already
 *
 * Returns: (transfer none): an empty window, not yet shown
 */
HopmapWindow *
hopmap_window_new (GtkApplication *app)
{
  return g_object_new (HOPMAP_TYPE_WINDOW, "application", app, NULL);
}

/**
 * hopmap_window_set_route:
 * @self: a window
 * @route: (nullable): the route to show from now on
 */
void
hopmap_window_set_route (HopmapWindow *self, HopmapRoute *route)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));

  if (hopmap_window_get_route (self) == route)
    return;

  if (hopmap_window_get_route (self) != NULL)
    g_signal_handlers_disconnect_by_func (hopmap_window_get_route (self), hopmap_window_mask_hops,
                                          self);
  g_clear_object (&self->file);
  hopmap_route_watch_set_route (self->watch, route);
  if (route != NULL)
    g_signal_connect_object (route, "items-changed", G_CALLBACK (hopmap_window_mask_hops), self,
                             G_CONNECT_SWAPPED);
  hopmap_window_mask_hops (self);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (route));
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  hopmap_map_view_set_companions (self->map, NULL);
  hopmap_map_view_set_route (self->map, route);
  hopmap_route_log_set_route (self->log, route);
  self->ended = FALSE;
  self->told_in_entry = FALSE;
  show_title (self, route);
  if (route != NULL)
    name_route_in_entry (self, route);
  route_changed_cb (self);
}

/**
 * hopmap_window_get_route:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the route it shows
 */
HopmapRoute *
hopmap_window_get_route (HopmapWindow *self)
{
  g_return_val_if_fail (HOPMAP_IS_WINDOW (self), NULL);

  return self->watch != NULL ? hopmap_route_watch_get_route (self->watch) : NULL;
}

/**
 * hopmap_window_get_log:
 * @self: a window
 *
 * Returns: (transfer none): the changes of its route, a model of #HopmapRouteChange
 */
GListModel *
hopmap_window_get_log (HopmapWindow *self)
{
  g_return_val_if_fail (HOPMAP_IS_WINDOW (self), NULL);

  return G_LIST_MODEL (self->log);
}

/**
 * hopmap_window_set_host:
 * @self: a window
 * @text: (nullable): what to put into the entry
 */
void
hopmap_window_set_host (HopmapWindow *self, const char *text)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));

  hopmap_host_entry_set_text (self->entry, text);
}

/**
 * hopmap_window_show_host_problem:
 * @self: a window with a route that failed
 * @sentence: what is wrong with its host: told at the entry, where it can be put right
 */
void
hopmap_window_show_host_problem (HopmapWindow *self, const char *sentence)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));

  self->told_in_entry = TRUE;
  hopmap_host_entry_set_busy (self->entry, FALSE);
  hopmap_host_entry_show_problem (self->entry, sentence);
  show_page (self, hopmap_window_get_route (self));
}

/*
 * hopmap_window_tell_saved:
 * @self: a window whose route, as it will stay, is now in a file from which it can be opened again
 */
void
hopmap_window_tell_saved (HopmapWindow *self)
{
  g_signal_emit (self, route_saved_signal, 0);
}

/**
 * hopmap_window_set_history:
 * @self: a window
 * @hosts: (transfer none): the hosts that were traced, a model of #GtkStringObject, newest first
 */
void
hopmap_window_set_history (HopmapWindow *self, GListModel *hosts)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));

  hopmap_host_entry_set_history (self->entry, hosts);
  hopmap_welcome_page_set_history (self->welcome, hosts);
}

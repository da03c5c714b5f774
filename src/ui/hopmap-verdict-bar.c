/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapVerdictBar: see the header.
 */
#include "hopmap-verdict-bar.h"

#include "hopmap-change-list.h"
#include "hopmap-journey.h"
#include "hopmap-ui-closures.h"
#include "hopmap-ui-template.h"

#define SPEAK_INTERVAL_MS 3000
#define LINES_FULL        4

struct _HopmapVerdictBar
{
  GtkBox parent_instance;

  GtkStack *sign;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *text;
  GtkWidget *facts;
  GtkLabel *destination;
  GtkMenuButton *method;
  GtkLabel *reason;
  GtkMenuButton *changes;
  HopmapChangeList *change_list;
  GtkWidget *ways;
  GtkWidget *try_tcp;
  GtkWidget *again;

  GListModel *log;
  HopmapVerdictBarSize size;
  char *spoken; /* what a screen reader is to be told next */
  guint speaking;
  gboolean watching;
};

G_DEFINE_FINAL_TYPE (HopmapVerdictBar, hopmap_verdict_bar, GTK_TYPE_BOX)

static const char *
get_tone_class (HopmapUiTone tone)
{
  switch (tone)
    {
    case HOPMAP_UI_TONE_GOOD:
      return "success";
    case HOPMAP_UI_TONE_WARNING:
      return "warning";
    case HOPMAP_UI_TONE_BAD:
      return "error";
    case HOPMAP_UI_TONE_NEUTRAL:
    case HOPMAP_UI_TONE_BUSY:
    case HOPMAP_UI_TONE_WATCHING:
    default:
      return NULL;
    }
}

static void
show_tone (HopmapVerdictBar *self, HopmapUiTone tone)
{
  const char *icon = hopmap_ui_tone_icon (tone);
  const char *classes[] = { get_tone_class (tone), NULL };

  gtk_stack_set_visible_child_name (self->sign, icon != NULL ? "icon" : "busy");
  gtk_spinner_set_spinning (self->spinner, icon == NULL);
  if (icon != NULL)
    gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_widget_set_visible (self->again, tone == HOPMAP_UI_TONE_BAD);
}

static void
speak (HopmapVerdictBar *self, const char *sentence)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence, -1);
}

static gboolean
speak_cb (gpointer user_data)
{
  HopmapVerdictBar *self = user_data;

  self->speaking = 0;
  speak (self, self->spoken);
  return G_SOURCE_REMOVE;
}

/*
 * GTK 4.8 has no announcements; but a log that is renamed is spoken. (A status would be as well, but
 * has no name in later GTK.) Hops come faster than anybody speaks, so every few seconds it is the
 * farthest one that is told.
 */
static void
tell (HopmapVerdictBar *self, HopmapRoute *route, const char *verdict)
{
  HopmapHop *last = hopmap_route_get_last_answering_hop (route);
  const gboolean watching = hopmap_ui_is_watching (route);
  g_autofree char *hop = NULL;

  if (hopmap_route_get_phase (route) != HOPMAP_PHASE_TRACING || last == NULL || watching)
    {
      g_clear_handle_id (&self->speaking, g_source_remove);
      /* A watch is told once: its numbers change with every round. */
      if (g_strcmp0 (self->spoken, verdict) != 0 && !(watching && self->watching))
        speak (self, verdict);
      self->watching = watching;
      g_free (self->spoken);
      self->spoken = g_strdup (verdict);
      return;
    }

  hop = hopmap_ui_dup_hop_sentence (last);
  g_free (self->spoken);
  self->spoken = g_steal_pointer (&hop);
  if (self->speaking == 0)
    self->speaking = g_timeout_add (SPEAK_INTERVAL_MS, speak_cb, self);
}

static void
show_text (HopmapVerdictBar *self, HopmapRoute *route)
{
  g_autofree char *verdict = hopmap_ui_is_watching (route) ? hopmap_ui_dup_watch (route)
                                                           : hopmap_route_dup_verdict (route);

  tell (self, route, verdict);
  if (g_strcmp0 (gtk_label_get_text (self->text), verdict) == 0)
    return;

  gtk_label_set_text (self->text, verdict);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), verdict);
}

static void
update_facts (HopmapVerdictBar *self)
{
  gtk_widget_set_visible (self->facts,
                          self->size == HOPMAP_VERDICT_BAR_FULL
                              && (gtk_widget_get_visible (GTK_WIDGET (self->destination))
                                  || gtk_widget_get_visible (GTK_WIDGET (self->changes))
                                  || gtk_widget_get_visible (GTK_WIDGET (self->method))));
}

static void
show_facts (HopmapVerdictBar *self, HopmapRoute *route)
{
  HopmapProtocol protocol = hopmap_route_get_protocol (route);
  HopmapAccess access = hopmap_route_get_access (route);
  const HopmapAddress *address = hopmap_route_get_destination (route);
  const char *method = hopmap_ui_method_title (protocol, access);
  const char *reason = hopmap_ui_method_reason (protocol, access);
  g_autofree char *destination = address != NULL ? hopmap_address_to_string (address) : NULL;

  gtk_label_set_text (self->destination, destination != NULL ? destination : "");
  gtk_widget_set_visible (GTK_WIDGET (self->destination), destination != NULL);
  if (method != NULL)
    gtk_menu_button_set_label (self->method, method);
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->method), method != NULL && reason != NULL);
  update_facts (self);
}

static void
hopmap_verdict_bar_dispose (GObject *object)
{
  HopmapVerdictBar *self = HOPMAP_VERDICT_BAR (object);

  g_clear_handle_id (&self->speaking, g_source_remove);
  g_clear_pointer (&self->spoken, g_free);
  /* Its route may change until the last moment, and somebody may still hold this. */
  if (self->log != NULL)
    g_signal_handlers_disconnect_by_data (self->log, self);
  g_clear_object (&self->log);
  gtk_widget_dispose_template (GTK_WIDGET (object), HOPMAP_TYPE_VERDICT_BAR);

  G_OBJECT_CLASS (hopmap_verdict_bar_parent_class)->dispose (object);
}

static void
hopmap_verdict_bar_class_init (HopmapVerdictBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_verdict_bar_dispose;

  g_type_ensure (HOPMAP_TYPE_CHANGE_LIST);
  hopmap_ui_template_set (widget_class, "hopmap-verdict-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, sign);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, icon);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, text);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, facts);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, destination);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, method);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, reason);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, changes);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, change_list);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, ways);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, try_tcp);
  gtk_widget_class_bind_template_child (widget_class, HopmapVerdictBar, again);
}

static void
hopmap_verdict_bar_init (HopmapVerdictBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hopmap_verdict_bar_new:
 *
 * Returns: a bar that says nothing yet
 */
GtkWidget *
hopmap_verdict_bar_new (void)
{
  return g_object_new (HOPMAP_TYPE_VERDICT_BAR, NULL);
}

/* A way out of a trace that did not arrive; one that was stopped can only go on from the start. */
static void
show_ways (HopmapVerdictBar *self, HopmapRoute *route)
{
  const HopmapEnd end = hopmap_route_get_end (route);
  const gboolean recorded = hopmap_route_get_access (route) == HOPMAP_ACCESS_RECORDING
                            || hopmap_route_get_access (route) == HOPMAP_ACCESS_UNKNOWN;
  const gboolean silent = end == HOPMAP_END_SILENT || end == HOPMAP_END_MAX_TTL;

  gtk_widget_set_visible (
      self->try_tcp, silent && hopmap_route_get_options (route)->protocol != HOPMAP_PROTOCOL_TCP);
  gtk_widget_set_visible (self->ways, self->size == HOPMAP_VERDICT_BAR_FULL && !recorded
                                          && !hopmap_route_is_busy (route)
                                          && (silent || end == HOPMAP_END_STOPPED));
}

/**
 * hopmap_verdict_bar_show_route:
 * @self: a bar
 * @route: a route, as it is now
 */
void
hopmap_verdict_bar_show_route (HopmapVerdictBar *self, HopmapRoute *route)
{
  g_return_if_fail (HOPMAP_IS_VERDICT_BAR (self));
  g_return_if_fail (HOPMAP_IS_ROUTE (route));

  show_tone (self, hopmap_ui_is_watching (route) ? HOPMAP_UI_TONE_WATCHING
                                                 : hopmap_ui_tone (hopmap_route_get_phase (route),
                                                                   hopmap_route_get_end (route)));
  hopmap_change_list_set_route (self->change_list, route);
  show_text (self, route);
  show_facts (self, route);
  show_ways (self, route);
}

/**
 * hopmap_verdict_bar_set_size:
 * @self: a bar
 * @size: how much there is room for
 */
void
hopmap_verdict_bar_set_size (HopmapVerdictBar *self, HopmapVerdictBarSize size)
{
  g_return_if_fail (HOPMAP_IS_VERDICT_BAR (self));

  self->size = size;
  /* The whole of it is in the tooltip. */
  gtk_label_set_lines (self->text, size == HOPMAP_VERDICT_BAR_FULL ? LINES_FULL : 1);
  update_facts (self);
}

static void
log_cb (GListModel *log, guint position, guint removed, guint added, HopmapVerdictBar *self)
{
  const guint n = g_list_model_get_n_items (log);
  g_autofree char *words = hopmap_ui_dup_n_changes (n);

  gtk_menu_button_set_label (self->changes, words);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), n > 0);
  update_facts (self);
}

/**
 * hopmap_verdict_bar_set_log:
 * @self: a bar that has none yet
 * @log: (transfer none): the changes of the route, a model of #HopmapRouteChange
 */
void
hopmap_verdict_bar_set_log (HopmapVerdictBar *self, GListModel *log)
{
  g_return_if_fail (HOPMAP_IS_VERDICT_BAR (self));
  g_return_if_fail (self->log == NULL);

  self->log = g_object_ref (log);
  hopmap_change_list_set_log (self->change_list, log);
  g_signal_connect_object (log, "items-changed", G_CALLBACK (log_cb), self, 0);
  log_cb (log, 0, 0, 0, self);
}

/**
 * hopmap_verdict_bar_get_text:
 * @self: a bar
 *
 * Returns: what it says
 */
const char *
hopmap_verdict_bar_get_text (HopmapVerdictBar *self)
{
  g_return_val_if_fail (HOPMAP_IS_VERDICT_BAR (self), NULL);

  return gtk_label_get_text (self->text);
}

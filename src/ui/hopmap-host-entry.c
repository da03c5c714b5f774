/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHostEntry: see the header. What is wrong with the text is told by the property "message";
 * the window has the room to show it.
 */
#include "hopmap-host-entry.h"

#include "hopmap-entry-pulse.h"
#include "hopmap-history-popover.h"
#include "hopmap-target.h"
#include "hopmap-ui-template.h"

#include <glib/gi18n-lib.h>

struct _HopmapHostEntry
{
  AdwBin parent_instance;

  GtkEntry *entry;
  GtkButton *button;
  HopmapHistoryPopover *history;

  char *message;
  gboolean busy;
  gboolean calm;
  HopmapEntryPulse *pulse;
};

enum
{
  PROP_MESSAGE = 1,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapHostEntry, hopmap_host_entry, ADW_TYPE_BIN)

static void
set_message (HopmapHostEntry *self, const char *message)
{
  if (g_strcmp0 (self->message, message) == 0)
    return;

  g_free (self->message);
  self->message = g_strdup (message);

  if (message != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry),
                                     GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

static void
changed_cb (HopmapHostEntry *self)
{
  set_message (self, NULL);
}

static void
chosen_cb (HopmapHostEntry *self, const char *host)
{
  hopmap_host_entry_set_text (self, host);
  hopmap_host_entry_activate (self);
}

static void
clicked_cb (HopmapHostEntry *self)
{
  if (self->busy)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.stop", NULL);
  else
    hopmap_host_entry_activate (self);
}

static void
update_button (HopmapHostEntry *self)
{
  GtkWidget *button = GTK_WIDGET (self->button);

  if (self->busy)
    {
      gtk_button_set_label (self->button, C_ ("button", "_Stop"));
      gtk_widget_set_tooltip_text (button, _ ("Stop the Trace (Escape)"));
      gtk_widget_remove_css_class (button, "suggested-action");
    }
  else
    {
      gtk_button_set_label (self->button, C_ ("button", "_Trace"));
      gtk_widget_set_tooltip_text (button, _ ("Trace the Route to This Host (Enter)"));
      gtk_widget_add_css_class (button, "suggested-action");
    }
  /* GTK 4.8 would speak the text with its underscore, and then the label that it points to. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static gboolean
hopmap_host_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HOPMAP_HOST_ENTRY (widget)->entry));
}

static void
hopmap_host_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapHostEntry *self = HOPMAP_HOST_ENTRY (object);

  switch (id)
    {
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_host_entry_dispose (GObject *object)
{
  HopmapHostEntry *self = HOPMAP_HOST_ENTRY (object);

  g_clear_pointer (&self->pulse, hopmap_entry_pulse_free);
  g_clear_pointer ((GtkWidget **) &self->history, gtk_widget_unparent);
  hopmap_ui_template_dispose_bin (ADW_BIN (self));

  G_OBJECT_CLASS (hopmap_host_entry_parent_class)->dispose (object);
}

static void
hopmap_host_entry_finalize (GObject *object)
{
  g_clear_pointer (&HOPMAP_HOST_ENTRY (object)->message, g_free);

  G_OBJECT_CLASS (hopmap_host_entry_parent_class)->finalize (object);
}

static void
hopmap_host_entry_class_init (HopmapHostEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hopmap_host_entry_get_property;
  object_class->dispose = hopmap_host_entry_dispose;
  object_class->finalize = hopmap_host_entry_finalize;
  widget_class->grab_focus = hopmap_host_entry_grab_focus;

  /* A sentence about what is wrong with the text, or NULL. */
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  hopmap_ui_template_set (widget_class, "hopmap-host-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapHostEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, HopmapHostEntry, button);
  gtk_widget_class_bind_template_callback (widget_class, hopmap_host_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
hopmap_host_entry_init (HopmapHostEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pulse = hopmap_entry_pulse_new (self->entry);
  self->history = HOPMAP_HISTORY_POPOVER (hopmap_history_popover_new (self->entry));
  g_signal_connect_object (self->history, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  update_button (self);
}

/**
 * hopmap_host_entry_new:
 *
 * Returns: an empty entry
 */
GtkWidget *
hopmap_host_entry_new (void)
{
  return g_object_new (HOPMAP_TYPE_HOST_ENTRY, NULL);
}

/**
 * hopmap_host_entry_get_text:
 * @self: an entry
 *
 * Returns: what stands in it
 */
const char *
hopmap_host_entry_get_text (HopmapHostEntry *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOST_ENTRY (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * hopmap_host_entry_set_text:
 * @self: an entry
 * @text: (nullable): what to put into it
 */
void
hopmap_host_entry_set_text (HopmapHostEntry *self, const char *text)
{
  g_return_if_fail (HOPMAP_IS_HOST_ENTRY (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/**
 * hopmap_host_entry_get_message:
 * @self: an entry
 *
 * Returns: (nullable): a sentence about what is wrong with its text
 */
const char *
hopmap_host_entry_get_message (HopmapHostEntry *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOST_ENTRY (self), NULL);

  return self->message;
}

/**
 * hopmap_host_entry_show_problem:
 * @self: an entry
 * @sentence: what is wrong with the host in it, as somebody else found out
 *
 * Tells it as what the entry finds itself, until the text changes or a trace begins. Who still is at
 * the entry can type a better one at once.
 */
void
hopmap_host_entry_show_problem (HopmapHostEntry *self, const char *sentence)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_return_if_fail (HOPMAP_IS_HOST_ENTRY (self));

  set_message (self, sentence);
  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * hopmap_host_entry_set_busy:
 * @self: an entry
 * @busy: whether a trace is under way, so that the button stops it
 */
void
hopmap_host_entry_set_busy (HopmapHostEntry *self, gboolean busy)
{
  g_return_if_fail (HOPMAP_IS_HOST_ENTRY (self));

  if (self->busy == busy)
    return;

  self->busy = busy;
  if (busy)
    set_message (self, NULL);
  update_button (self);
  hopmap_entry_pulse_set_running (self->pulse, self->busy && !self->calm);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/**
 * hopmap_host_entry_set_calm:
 * @self: an entry
 * @calm: whether what goes on goes on for long, and nothing should move on its account
 */
void
hopmap_host_entry_set_calm (HopmapHostEntry *self, gboolean calm)
{
  g_return_if_fail (HOPMAP_IS_HOST_ENTRY (self));

  if (self->calm == calm)
    return;

  self->calm = calm;
  hopmap_entry_pulse_set_running (self->pulse, self->busy && !self->calm);
}

/**
 * hopmap_host_entry_set_history:
 * @self: an entry that has none yet
 * @hosts: (transfer none): what to offer, a model of #GtkStringObject
 */
void
hopmap_host_entry_set_history (HopmapHostEntry *self, GListModel *hosts)
{
  g_return_if_fail (HOPMAP_IS_HOST_ENTRY (self));

  hopmap_history_popover_set_hosts (self->history, hosts);
}

/**
 * hopmap_host_entry_get_busy:
 * @self: an entry
 *
 * Returns: whether its button stops a trace
 */
gboolean
hopmap_host_entry_get_busy (HopmapHostEntry *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOST_ENTRY (self), FALSE);

  return self->busy;
}

/**
 * hopmap_host_entry_activate:
 * @self: an entry
 *
 * Asks for a trace of what stands in it, or tells what is wrong with that.
 */
void
hopmap_host_entry_activate (HopmapHostEntry *self)
{
  g_autoptr (HopmapTarget) target = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HOPMAP_IS_HOST_ENTRY (self));

  target = hopmap_target_parse (hopmap_host_entry_get_text (self), &error);
  set_message (self, error != NULL ? error->message : NULL);
  if (target == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }

  gtk_widget_activate_action (GTK_WIDGET (self), "win.trace", "s", target->input);
}

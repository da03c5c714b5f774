/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapSourceRow: see the header. A key that is kept is never shown again, only where it is.
 */
#include "hopmap-source-row.h"

#include <glib/gi18n-lib.h>

struct _HopmapSourceRow
{
  AdwExpanderRow parent_instance;

  HopmapPlaceSource *source;
  AdwActionRow *problem;
  AdwEntryRow *key;
  AdwActionRow *key_place;
};

G_DEFINE_FINAL_TYPE (HopmapSourceRow, hopmap_source_row, ADW_TYPE_EXPANDER_ROW)

static AdwActionRow *
add_row (HopmapSourceRow *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  return ADW_ACTION_ROW (row);
}

static void
key_applied_cb (HopmapSourceRow *self)
{
  hopmap_place_source_give_key (self->source, gtk_editable_get_text (GTK_EDITABLE (self->key)));
  gtk_editable_set_text (GTK_EDITABLE (self->key), "");
}

static void
forget_key_cb (HopmapSourceRow *self)
{
  hopmap_place_source_give_key (self->source, NULL);
}

static void
open_cb (HopmapSourceRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                hopmap_place_source_get_uri (self->source), GDK_CURRENT_TIME);
}

static void
update (HopmapSourceRow *self)
{
  const char *problem = hopmap_place_source_get_problem (self->source);
  g_autofree char *key_text = hopmap_place_source_dup_key_text (self->source);
  const HopmapKeyState state = hopmap_place_source_get_key_state (self->source);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem),
                                 problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (self->key_place == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_place),
                                 key_text != NULL ? key_text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->key_place),
                          key_text != NULL && state != HOPMAP_KEY_STATE_NONE);
}

static GtkWidget *
create_button (const char *icon_name, const char *words)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  return button;
}

static void
add_key_rows (HopmapSourceRow *self)
{
  GtkWidget *forget = create_button ("user-trash-symbolic", _ ("Forget the Key"));
  const char *hint = hopmap_place_source_get_key_hint (self->source);

  self->key_place = add_row (self, "", NULL);
  adw_action_row_add_suffix (self->key_place, forget);
  g_signal_connect_object (forget, "clicked", G_CALLBACK (forget_key_cb), self, G_CONNECT_SWAPPED);

  self->key = ADW_ENTRY_ROW (adw_password_entry_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->key), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key),
                                 hint != NULL ? hint : _ ("Key for this service"));
  adw_entry_row_set_show_apply_button (self->key, TRUE);
  g_signal_connect_object (self->key, "apply", G_CALLBACK (key_applied_cb), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->key));
}

static void
hopmap_source_row_dispose (GObject *object)
{
  g_clear_object (&HOPMAP_SOURCE_ROW (object)->source);

  G_OBJECT_CLASS (hopmap_source_row_parent_class)->dispose (object);
}

static void
hopmap_source_row_class_init (HopmapSourceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_source_row_dispose;
}

static void
hopmap_source_row_init (HopmapSourceRow *self)
{
}

static void
add_facts (HopmapSourceRow *self)
{
  HopmapPlaceSource *source = self->source;
  const char *terms = hopmap_place_source_get_terms (source);
  GtkWidget *open = create_button ("web-browser-symbolic", _ ("More on This Service"));
  AdwActionRow *host = add_row (self, _ ("Addresses are sent to"),
                                hopmap_place_source_get_host (source));

  adw_action_row_add_suffix (host, open);
  g_signal_connect_object (open, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  if (terms != NULL)
    add_row (self, _ ("Terms"), terms);
  if (hopmap_place_source_get_clear_text (source))
    add_row (self, _ ("Not encrypted"),
             _ ("Anybody on the way to this service can read which addresses you ask about."));
}

/**
 * hopmap_source_row_new:
 * @source: whom the row is about
 *
 * Returns: the row
 */
GtkWidget *
hopmap_source_row_new (HopmapPlaceSource *source)
{
  HopmapSourceRow *self = g_object_new (HOPMAP_TYPE_SOURCE_ROW, "use-markup", FALSE, "title",
                                        hopmap_place_source_get_name (source), "subtitle",
                                        hopmap_place_source_get_description (source), NULL);
  GtkWidget *enabled = gtk_switch_new ();

  self->source = g_object_ref (source);
  gtk_widget_set_valign (enabled, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (enabled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hopmap_place_source_get_name (source), -1);
  g_object_bind_property (source, "enabled", enabled, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), enabled);

  self->problem = add_row (self, "", NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  if (hopmap_place_source_get_needs_key (source)
      || hopmap_place_source_get_key_hint (source) != NULL)
    add_key_rows (self);
  add_facts (self);
  g_signal_connect_object (source, "notify::problem", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "notify::key-state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

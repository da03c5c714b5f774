/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPreferences: see the header. Without a settings schema, as of a program that was copied, what
 * cannot be kept cannot be changed.
 */
#include "hopmap-preferences.h"

#include "hopmap-source-row.h"
#include "hopmap-ui-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _HopmapPreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *protocol;
  AdwComboRow *family;
  GtkSpinButton *max_ttl;
  GtkSpinButton *queries;
  GtkSpinButton *interval;
  GtkSwitch *names;
  GtkEditable *database;
  GtkEditable *origin;
  AdwComboRow *tiles;
  GtkEditable *tiles_address;
  GtkEditable *tiles_credit;
  AdwComboRow *colours;
  AdwPreferencesGroup *web;
  GtkSwitch *consent;
  GtkSwitch *keep_answers;
  GtkSwitch *offline;
  GtkSwitch *history;
  GtkSpinButton *mask;

  GSettings *settings;
  HopmapPlaceSources *sources;
};

G_DEFINE_FINAL_TYPE (HopmapPreferences, hopmap_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the rows in the template; what the settings call them. */
static const char *const protocols[] = { "auto", "icmp", "udp", "tcp", NULL };
static const char *const families[] = { "any", "ipv4", "ipv6", NULL };
static const char *const tiles[] = { "none", "openstreetmap", "own", NULL };
static const char *const colours[] = { "time", "loss", NULL };

static gboolean
get_choice (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *const *names = user_data;
  const char *name = g_variant_get_string (variant, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!g_str_equal (names[i], name))
        continue;

      g_value_set_uint (value, i);
      return TRUE;
    }

  return FALSE;
}

static GVariant *
set_choice (const GValue *value, const GVariantType *type, gpointer user_data)
{
  const char *const *names = user_data;
  const guint chosen = g_value_get_uint (value);

  return chosen < g_strv_length ((GStrv) names) ? g_variant_new_string (names[chosen]) : NULL;
}

static void
bind_choice (HopmapPreferences *self, const char *key, AdwComboRow *row, const char *const *names)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                get_choice, set_choice, (gpointer) names, NULL);
}

static void
bind_settings (HopmapPreferences *self)
{
  const struct
  {
    const char *key;
    gpointer widget;
    const char *property;
  } bound[] = {
    { "max-ttl", self->max_ttl, "value" },         { "queries", self->queries, "value" },
    { "watch-interval", self->interval, "value" }, { "names", self->names, "active" },
    { "offline", self->offline, "active" },        { "keep-history", self->history, "active" },
    { "mask-hops", self->mask, "value" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bound); i++)
    g_settings_bind (self->settings, bound[i].key, bound[i].widget, bound[i].property,
                     G_SETTINGS_BIND_DEFAULT);
  bind_choice (self, "protocol", self->protocol, protocols);
  bind_choice (self, "family", self->family, families);
  bind_choice (self, "map-tiles", self->tiles, tiles);
  bind_choice (self, "map-colours", self->colours, colours);
}

/* Which setting a row of text is about. */
static const char *
get_key (HopmapPreferences *self, GtkEditable *row)
{
  if (row == self->origin)
    return "origin";
  if (row == self->tiles_address)
    return "map-tiles-address";

  return row == self->tiles_credit ? "map-tiles-credit" : "database-path";
}

/* Texts are kept when the person says so, not letter by letter. */
static void
apply_cb (HopmapPreferences *self, GtkEditable *row)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, get_key (self, row), gtk_editable_get_text (row));
}

static void
show_texts (HopmapPreferences *self)
{
  GtkEditable *rows[] = { self->origin, self->database, self->tiles_address, self->tiles_credit };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_settings_get_string (self->settings, get_key (self, rows[i]));

      gtk_editable_set_text (rows[i], text);
    }
}

static gboolean
consent_to_switch (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_boolean (to, g_value_get_enum (from) == HOPMAP_CONSENT_YES);
  return TRUE;
}

static gboolean
switch_to_consent (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_enum (to, g_value_get_boolean (from) ? HOPMAP_CONSENT_YES : HOPMAP_CONSENT_NO);
  return TRUE;
}

static void
show_sources (HopmapPreferences *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sources));

  g_object_bind_property_full (self->sources, "consent", self->consent, "active",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, consent_to_switch,
                               switch_to_consent, NULL, NULL);
  g_object_bind_property (self->sources, "keep-answers", self->keep_answers, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapPlaceSource)
          source = g_list_model_get_item (G_LIST_MODEL (self->sources), i);
      GtkWidget *row = hopmap_source_row_new (source);

      g_object_bind_property (self->consent, "active", row, "sensitive", G_BINDING_SYNC_CREATE);
      adw_preferences_group_add (self->web, row);
    }
}

static void
say (HopmapPreferences *self, const char *sentence)
{
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (sentence));
}

static void
forget_answers_cb (HopmapPreferences *self)
{
  if (self->sources != NULL)
    hopmap_place_sources_forget_answers (self->sources);
  say (self, _ ("Answers about places are forgotten"));
}

static void
clear_history_cb (HopmapPreferences *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "app.clear-history", NULL);
  say (self, _ ("The hosts that you traced are forgotten"));
}

static void
use_own_location_cb (HopmapPreferences *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "app.use-own-location", NULL);
}

static void
origin_changed_cb (HopmapPreferences *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, "origin");

  if (g_strcmp0 (gtk_editable_get_text (self->origin), text) != 0)
    gtk_editable_set_text (self->origin, text);
}

static void
hopmap_preferences_dispose (GObject *object)
{
  HopmapPreferences *self = HOPMAP_PREFERENCES (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->sources);

  G_OBJECT_CLASS (hopmap_preferences_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, protocol);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, family);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, max_ttl);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, queries);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, interval);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, names);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, database);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, origin);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, tiles);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, tiles_address);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, tiles_credit);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, colours);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, web);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, consent);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, keep_answers);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, offline);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, history);
  gtk_widget_class_bind_template_child (widget_class, HopmapPreferences, mask);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_answers_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_history_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_own_location_cb);
}

static void
hopmap_preferences_class_init (HopmapPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_preferences_dispose;

  hopmap_ui_template_set (widget_class, "hopmap-preferences.ui");
  bind_template (widget_class);
}

static void
hopmap_preferences_init (HopmapPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hopmap_preferences_new:
 * @parent: the window it belongs to
 * @settings: (nullable): what it changes
 * @sources: (nullable): whom the program asks for places
 *
 * Returns: (transfer none): the preferences, not yet shown
 */
GtkWindow *
hopmap_preferences_new (GtkWindow *parent, GSettings *settings, HopmapPlaceSources *sources)
{
  HopmapPreferences *self = g_object_new (HOPMAP_TYPE_PREFERENCES, "transient-for", parent, NULL);

  g_set_object (&self->settings, settings);
  g_set_object (&self->sources, sources);
  if (settings != NULL)
    {
      bind_settings (self);
      show_texts (self);
      g_signal_connect_object (settings, "changed::origin", G_CALLBACK (origin_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  if (sources != NULL)
    show_sources (self);

  return GTK_WINDOW (self);
}

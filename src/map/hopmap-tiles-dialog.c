/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The button works only while the address is one.
 */
#include "hopmap-tiles-dialog.h"

#include "hopmap-tile-server.h"

#include <glib/gi18n-lib.h>

#define DIALOG_WIDTH 440
#define SPACING      12

typedef struct
{
  GtkWindow *window;
  GtkEditable *address;
  GtkEditable *credit;
  GtkWidget *use;
  HopmapTilesChosen chosen;
  GObject *owner; /* weak */
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *dialog = data;

  g_clear_weak_pointer (&dialog->owner);
  g_free (dialog);
}

static void
changed_cb (Dialog *dialog)
{
  gtk_widget_set_sensitive (
      dialog->use, hopmap_tile_template_is_valid (gtk_editable_get_text (dialog->address)));
}

static void
use_cb (Dialog *dialog)
{
  const char *address = gtk_editable_get_text (dialog->address);

  if (!hopmap_tile_template_is_valid (address))
    return;
  if (dialog->owner != NULL)
    dialog->chosen (address, gtk_editable_get_text (dialog->credit), dialog->owner);
  gtk_window_destroy (dialog->window);
}

static GtkWidget *
field_new (GtkWidget *box, const char *title, const char *text)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (title);
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  return entry;
}

static GtkWidget *
explanation_new (void)
{
  GtkWidget *label = gtk_label_new (C_ (
      "map", "The server sees which part of the world you look at. Write {z}, {x} and {y} where "
             "zoom level, column and row go."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
content_new (Dialog *dialog, const char *address, const char *credit)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING / 2);

  gtk_widget_set_margin_start (box, SPACING);
  gtk_widget_set_margin_end (box, SPACING);
  gtk_widget_set_margin_top (box, SPACING);
  gtk_widget_set_margin_bottom (box, SPACING);
  gtk_box_append (GTK_BOX (box), explanation_new ());
  dialog->address = GTK_EDITABLE (field_new (box, C_ ("map", "_Address"), address));
  gtk_entry_set_placeholder_text (GTK_ENTRY (dialog->address),
                                  "https://tiles.example.org/{z}/{x}/{y}.png");
  dialog->credit = GTK_EDITABLE (
      /* Translators: the line that names who made a map */
      field_new (box, C_ ("map", "_Credit to show on the map"), credit));
  dialog->use = gtk_button_new_with_mnemonic (C_ ("map", "_Use These Tiles"));
  gtk_widget_add_css_class (dialog->use, "suggested-action");
  gtk_widget_set_halign (dialog->use, GTK_ALIGN_END);
  gtk_widget_set_margin_top (dialog->use, SPACING / 2);
  gtk_box_append (GTK_BOX (box), dialog->use);
  return box;
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

/**
 * hopmap_tiles_dialog_ask:
 * @parent: (nullable): the window that it is for
 * @address: (nullable): what was used last
 * @credit: (nullable): likewise
 * @chosen: called when the person decided
 * @owner: passed to @chosen, which is not called once it is gone
 */
void
hopmap_tiles_dialog_ask (GtkWindow *parent,
                         const char *address,
                         const char *credit,
                         HopmapTilesChosen chosen,
                         GObject *owner)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  Dialog *dialog = g_new0 (Dialog, 1);

  dialog->window = GTK_WINDOW (gtk_window_new ());
  dialog->chosen = chosen;
  g_set_weak_pointer (&dialog->owner, owner);
  g_object_set_data_full (G_OBJECT (dialog->window), "hopmap-tiles-dialog", dialog, dialog_free);
  gtk_window_set_title (dialog->window, C_ ("map", "Tile Server"));
  gtk_window_set_modal (dialog->window, TRUE);
  gtk_window_set_transient_for (dialog->window, parent);
  gtk_window_set_destroy_with_parent (dialog->window, TRUE);
  gtk_window_set_default_size (dialog->window, DIALOG_WIDTH, -1);
  gtk_window_set_child (dialog->window, content_new (dialog, address, credit));
  gtk_window_set_default_widget (dialog->window, dialog->use);
  g_signal_connect_swapped (dialog->address, "changed", G_CALLBACK (changed_cb), dialog);
  g_signal_connect_swapped (dialog->use, "clicked", G_CALLBACK (use_cb), dialog);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (dialog->window), shortcuts);
  changed_cb (dialog);
  gtk_window_present (dialog->window);
}

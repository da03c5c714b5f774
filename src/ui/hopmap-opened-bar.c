/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapOpenedBar: see the header. Another trace is asked for by the action "win.choose-trace".
 */
#include "hopmap-opened-bar.h"

#include "hopmap-ui-template.h"

#include <glib/gi18n-lib.h>

struct _HopmapOpenedBar
{
  AdwBin parent_instance;

  GtkBox *words;
  GtkLabel *notice;
  GtkBox *choice;
  GtkDropDown *traces;

  guint n_traces;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (HopmapOpenedBar, hopmap_opened_bar, ADW_TYPE_BIN)

static void
selected_cb (HopmapOpenedBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->traces);

  if (!self->filling && selected < self->n_traces)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.choose-trace", "u", selected);
}

static void
dismiss_cb (HopmapOpenedBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
hopmap_opened_bar_dispose (GObject *object)
{
  hopmap_ui_template_dispose_bin (ADW_BIN (object));

  G_OBJECT_CLASS (hopmap_opened_bar_parent_class)->dispose (object);
}

static void
hopmap_opened_bar_class_init (HopmapOpenedBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_opened_bar_dispose;

  hopmap_ui_template_set (widget_class, "hopmap-opened-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapOpenedBar, words);
  gtk_widget_class_bind_template_child (widget_class, HopmapOpenedBar, notice);
  gtk_widget_class_bind_template_child (widget_class, HopmapOpenedBar, choice);
  gtk_widget_class_bind_template_child (widget_class, HopmapOpenedBar, traces);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
hopmap_opened_bar_init (HopmapOpenedBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hopmap_opened_bar_set_orientation:
 * @self: a bar
 * @orientation: how the sentence and the choice lie; vertical where it is too narrow for a row
 */
void
hopmap_opened_bar_set_orientation (HopmapOpenedBar *self, GtkOrientation orientation)
{
  g_return_if_fail (HOPMAP_IS_OPENED_BAR (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->words), orientation);
}

static void
show_notice (HopmapOpenedBar *self, const char *notice)
{
  gtk_label_set_text (self->notice, notice != NULL ? notice : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->notice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  notice != NULL ? notice : "", -1);
}

static char *
dup_count (guint n)
{
  return g_strdup_printf (
      /* Translators: a number of traces, 2 or more, in a file that was opened */
      g_dngettext (GETTEXT_PACKAGE, "There is %u trace in this file.",
                   "There are %u traces in this file.", n),
      n);
}

/**
 * hopmap_opened_bar_show:
 * @self: a bar
 * @notice: (nullable): a sentence on what was not understood
 * @traces: (nullable) (array zero-terminated=1): what to call the traces of the file, the first of
 *   which is shown
 *
 * The bar hides where there is nothing to say and nothing to choose.
 */
void
hopmap_opened_bar_show (HopmapOpenedBar *self, const char *notice, const char *const *traces)
{
  g_autofree char *count = NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (traces);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (names));

  g_return_if_fail (HOPMAP_IS_OPENED_BAR (self));

  self->filling = TRUE;
  self->n_traces = n;
  gtk_drop_down_set_model (self->traces, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->traces, n > 0 ? 0 : GTK_INVALID_LIST_POSITION);
  self->filling = FALSE;

  if (n > 1)
    count = dup_count (n);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), n > 1);
  show_notice (self, notice != NULL ? notice : count);
  gtk_widget_set_visible (GTK_WIDGET (self), notice != NULL || n > 1);
}

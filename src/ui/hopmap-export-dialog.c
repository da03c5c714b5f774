/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapExportDialog: see the header. Its signal "chosen" tells that the person wants the file; the
 * dialog closes after it.
 */
#include "hopmap-export-dialog.h"

#include "hopmap-ui-template.h"

#include <glib/gi18n-lib.h>

struct _HopmapExportDialog
{
  AdwWindow parent_instance;

  AdwComboRow *format;
  AdwComboRow *size;
  AdwEntryRow *own_size;
  GtkSpinButton *mask;
  AdwActionRow *location_row;
  GtkSwitch *location;
  AdwEntryRow *key;
  GtkLabel *key_note;
  GtkWidget *export;

  GPtrArray *formats; /* of HopmapFormat */
  HopmapPictureFrame shown;
  gboolean has_shown;
};

G_DEFINE_FINAL_TYPE (HopmapExportDialog, hopmap_export_dialog, ADW_TYPE_WINDOW)

static guint chosen_signal;

/* Sizes that are offered first; the last row is for any other. */
static const HopmapPictureFrame presets[] = { { .width = 1920, .height = 1080 },
                                              { .width = 3840, .height = 2160 } };

/* The rows are what the window shows, where that can be a picture, the presets, and any other. */
static gboolean
is_own_size (HopmapExportDialog *self)
{
  return adw_combo_row_get_selected (self->size)
         == G_N_ELEMENTS (presets) + (self->has_shown ? 1 : 0);
}

static gboolean
read_picture (HopmapExportDialog *self, HopmapPictureFrame *frame)
{
  const guint selected = adw_combo_row_get_selected (self->size);
  const guint first = self->has_shown ? 1 : 0;

  *frame = (HopmapPictureFrame){ 0 };
  if (is_own_size (self))
    return hopmap_picture_frame_parse_size (frame,
                                            gtk_editable_get_text (GTK_EDITABLE (self->own_size)));
  if (selected < first)
    *frame = self->shown;
  else if (selected - first < G_N_ELEMENTS (presets))
    *frame = presets[selected - first];
  return TRUE;
}

/* What a format has no room for is not asked, and what is no size cannot be exported. */
static void
update_cb (HopmapExportDialog *self)
{
  const HopmapFormat *format = hopmap_export_dialog_get_format (self);
  const gboolean google = g_str_equal (format->name, "google-maps");
  HopmapPictureFrame frame;
  const gboolean sized = read_picture (self, &frame);

  gtk_widget_set_visible (GTK_WIDGET (self->key), google);
  gtk_widget_set_visible (GTK_WIDGET (self->key_note), google);
  gtk_widget_set_visible (GTK_WIDGET (self->location_row), g_str_equal (format->name, "json"));
  gtk_widget_set_visible (GTK_WIDGET (self->size), format->is_picture);
  gtk_widget_set_visible (GTK_WIDGET (self->own_size), format->is_picture && is_own_size (self));
  if (sized)
    gtk_widget_remove_css_class (GTK_WIDGET (self->own_size), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->own_size), "error");
  gtk_widget_set_sensitive (self->export, sized || !format->is_picture);
}

static void
fill_sizes (HopmapExportDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  if (self->has_shown)
    gtk_string_list_append (titles, C_ ("size of a picture", "Current View"));
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      g_autofree char *title = g_strdup_printf ("%u × %u", presets[i].width, presets[i].height);

      gtk_string_list_append (titles, title);
    }
  gtk_string_list_append (titles, C_ ("size of a picture", "Other"));
  adw_combo_row_set_model (self->size, G_LIST_MODEL (titles));
}

static void
export_cb (HopmapExportDialog *self)
{
  g_signal_emit (self, chosen_signal, 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
fill_formats (HopmapExportDialog *self)
{
  guint n;
  const HopmapFormat *const *formats = hopmap_format_list (&n);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = NULL;

      if (formats[i]->write == NULL)
        continue;
      /* Translators: the name of a file format, and the end of its file names */
      title = g_strdup_printf (C_ ("format of a file", "%s (.%s)"), _ (formats[i]->title),
                               formats[i]->extension);
      gtk_string_list_append (titles, title);
      g_ptr_array_add (self->formats, (gpointer) formats[i]);
    }
  adw_combo_row_set_model (self->format, G_LIST_MODEL (titles));
}

static void
hopmap_export_dialog_dispose (GObject *object)
{
  /* GTK would reach for the button after it is gone. */
  gtk_window_set_default_widget (GTK_WINDOW (object), NULL);
  gtk_window_set_focus (GTK_WINDOW (object), NULL);
  adw_window_set_content (ADW_WINDOW (object), NULL);

  G_OBJECT_CLASS (hopmap_export_dialog_parent_class)->dispose (object);
}

static void
hopmap_export_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (HOPMAP_EXPORT_DIALOG (object)->formats);

  G_OBJECT_CLASS (hopmap_export_dialog_parent_class)->finalize (object);
}

static void
hopmap_export_dialog_class_init (HopmapExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hopmap_export_dialog_finalize;
  chosen_signal = g_signal_new ("chosen", HOPMAP_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  hopmap_ui_template_set (widget_class, "hopmap-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, HopmapExportDialog, size);
  gtk_widget_class_bind_template_child (widget_class, HopmapExportDialog, own_size);
  gtk_widget_class_bind_template_child (widget_class, HopmapExportDialog, mask);
  gtk_widget_class_bind_template_child (widget_class, HopmapExportDialog, location_row);
  gtk_widget_class_bind_template_child (widget_class, HopmapExportDialog, location);
  gtk_widget_class_bind_template_child (widget_class, HopmapExportDialog, key);
  gtk_widget_class_bind_template_child (widget_class, HopmapExportDialog, key_note);
  gtk_widget_class_bind_template_child (widget_class, HopmapExportDialog, export);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hopmap_export_dialog_init (HopmapExportDialog *self)
{
  self->formats = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_formats (self);
  fill_sizes (self);
  update_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->export);
}

/* What the person does not want on the screen is not wanted in files either, until they say so. */
static guint
count_masked_hops (HopmapRoute *route)
{
  guint n_masked = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (hopmap_hop_is_masked (hop))
        n_masked = hopmap_hop_get_ttl (hop);
    }
  return n_masked;
}

/**
 * hopmap_export_dialog_new:
 * @parent: the window that shows @route
 * @route: what is to be exported; as many hops are masked at first as are so on the screen
 *
 * Returns: (transfer none): a form, not yet shown
 */
HopmapExportDialog *
hopmap_export_dialog_new (GtkWindow *parent, HopmapRoute *route)
{
  HopmapExportDialog *self = g_object_new (HOPMAP_TYPE_EXPORT_DIALOG, "transient-for", parent,
                                           NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));
  g_autoptr (HopmapHop) last = n > 0 ? g_list_model_get_item (G_LIST_MODEL (route), n - 1) : NULL;

  gtk_spin_button_set_range (self->mask, 0, last != NULL ? hopmap_hop_get_ttl (last) : 0);
  gtk_spin_button_set_value (self->mask, count_masked_hops (route));
  return self;
}

/**
 * hopmap_export_dialog_get_format:
 * @self: a form
 *
 * Returns: (transfer none): the chosen format
 */
const HopmapFormat *
hopmap_export_dialog_get_format (HopmapExportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->format);

  return self->formats->pdata[MIN (selected, self->formats->len - 1)];
}

/**
 * hopmap_export_dialog_get_mask_hops:
 * @self: a form
 *
 * Returns: from how many of the first hops all but the times is to be withheld
 */
guint
hopmap_export_dialog_get_mask_hops (HopmapExportDialog *self)
{
  return (guint) MAX (gtk_spin_button_get_value_as_int (self->mask), 0);
}

/**
 * hopmap_export_dialog_get_tell_location:
 * @self: a form
 *
 * Returns: whether the file may tell where the probes came from
 */
gboolean
hopmap_export_dialog_get_tell_location (HopmapExportDialog *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->location_row))
         && gtk_switch_get_active (self->location);
}

/**
 * hopmap_export_dialog_get_google_key:
 * @self: a form
 *
 * Returns: (nullable): the key for Google's map that is to stand in the page
 */
const char *
hopmap_export_dialog_get_google_key (HopmapExportDialog *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->key));

  return gtk_widget_get_visible (GTK_WIDGET (self->key)) && *key != '\0' ? key : NULL;
}

/**
 * hopmap_export_dialog_set_shown:
 * @self: a form
 * @shown: what the window shows of the world, and how large; offered as a picture where it can be one
 */
void
hopmap_export_dialog_set_shown (HopmapExportDialog *self, const HopmapPictureFrame *shown)
{
  g_autofree char *size = g_strdup_printf ("%ux%u", shown->width, shown->height);

  self->shown = *shown;
  self->has_shown = hopmap_picture_frame_parse_size (&self->shown, size);
  fill_sizes (self);
}

/**
 * hopmap_export_dialog_get_picture:
 * @self: a form
 *
 * Returns: how large a picture is to be, and of what; for a format that is none nothing
 */
HopmapPictureFrame
hopmap_export_dialog_get_picture (HopmapExportDialog *self)
{
  HopmapPictureFrame frame = { 0 };

  if (hopmap_export_dialog_get_format (self)->is_picture)
    read_picture (self, &frame);
  return frame;
}

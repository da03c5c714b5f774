/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapNoticeBar: see the header.
 */
#include "hopmap-notice-bar.h"

#include "hopmap-ui-template.h"

struct _HopmapNoticeBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;

  char *text;
};

G_DEFINE_FINAL_TYPE (HopmapNoticeBar, hopmap_notice_bar, ADW_TYPE_BIN)

static void
dismiss_cb (HopmapNoticeBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static void
hopmap_notice_bar_dispose (GObject *object)
{
  hopmap_ui_template_dispose_bin (ADW_BIN (object));

  G_OBJECT_CLASS (hopmap_notice_bar_parent_class)->dispose (object);
}

static void
hopmap_notice_bar_finalize (GObject *object)
{
  g_clear_pointer (&HOPMAP_NOTICE_BAR (object)->text, g_free);

  G_OBJECT_CLASS (hopmap_notice_bar_parent_class)->finalize (object);
}

static void
hopmap_notice_bar_class_init (HopmapNoticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_notice_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = hopmap_notice_bar_finalize;

  hopmap_ui_template_set (widget_class, "hopmap-notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, HopmapNoticeBar, label);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
}

static void
hopmap_notice_bar_init (HopmapNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hopmap_notice_bar_new:
 *
 * Returns: a bar that says nothing, and is hidden
 */
GtkWidget *
hopmap_notice_bar_new (void)
{
  return g_object_new (HOPMAP_TYPE_NOTICE_BAR, NULL);
}

/**
 * hopmap_notice_bar_set_text:
 * @self: a bar
 * @text: (nullable): what to say; nothing hides the bar
 *
 * A sentence that was dismissed stays away until another one is set.
 */
void
hopmap_notice_bar_set_text (HopmapNoticeBar *self, const char *text)
{
  g_return_if_fail (HOPMAP_IS_NOTICE_BAR (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  if (text != NULL)
    {
      gtk_label_set_text (self->label, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      text, -1);
    }
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}

/**
 * hopmap_notice_bar_get_text:
 * @self: a bar
 *
 * Returns: (nullable): what it says, dismissed or not
 */
const char *
hopmap_notice_bar_get_text (HopmapNoticeBar *self)
{
  g_return_val_if_fail (HOPMAP_IS_NOTICE_BAR (self), NULL);

  return self->text;
}

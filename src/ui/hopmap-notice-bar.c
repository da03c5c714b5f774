/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapNoticeBar: see the header.
 */
#include "hopmap-notice-bar.h"

#include "hopmap-ui-template.h"
#include "hopmap-wrap-box.h"

/* With less, three short answers fit beside the icon and the button that closes the bar. */
#define SPACING        12
#define NARROW_SPACING 6

struct _HopmapNoticeBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkBox *row;
  GtkBox *words;
  GtkImage *icon;
  GtkLabel *label;
  HopmapWrapBox *answers;
  GtkButton *button;
  GtkWidget *close;

  char *text;
  char *dismiss_action;
};

G_DEFINE_FINAL_TYPE (HopmapNoticeBar, hopmap_notice_bar, ADW_TYPE_BIN)

static void
reveal (HopmapNoticeBar *self, gboolean shown)
{
  if (shown)
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, shown);
}

/* What has slid away is to be gone for a screen reader, too. */
static void
child_revealed_cb (HopmapNoticeBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_revealer_get_reveal_child (self->revealer));
}

static void
dismiss_cb (HopmapNoticeBar *self)
{
  reveal (self, FALSE);
  if (self->dismiss_action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->dismiss_action, NULL);
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
  HopmapNoticeBar *self = HOPMAP_NOTICE_BAR (object);

  g_free (self->text);
  g_free (self->dismiss_action);

  G_OBJECT_CLASS (hopmap_notice_bar_parent_class)->finalize (object);
}

static void
hopmap_notice_bar_class_init (HopmapNoticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HOPMAP_TYPE_WRAP_BOX);
  G_OBJECT_CLASS (klass)->dispose = hopmap_notice_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = hopmap_notice_bar_finalize;

  hopmap_ui_template_set (widget_class, "hopmap-notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, HopmapNoticeBar, row);
  gtk_widget_class_bind_template_child (widget_class, HopmapNoticeBar, icon);
  gtk_widget_class_bind_template_child (widget_class, HopmapNoticeBar, words);
  gtk_widget_class_bind_template_child (widget_class, HopmapNoticeBar, label);
  gtk_widget_class_bind_template_child (widget_class, HopmapNoticeBar, answers);
  gtk_widget_class_bind_template_child (widget_class, HopmapNoticeBar, button);
  gtk_widget_class_bind_template_child (widget_class, HopmapNoticeBar, close);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
  gtk_widget_class_bind_template_callback (widget_class, child_revealed_cb);
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
 * hopmap_notice_bar_set_offer:
 * @self: a bar
 * @icon_name: what to show in place of the warning sign
 * @label: of the button
 * @action: what the button does, without parameter
 * @dismiss_action: what is done where the person declines, without parameter
 *
 * Makes this a bar that offers something.
 */
void
hopmap_notice_bar_set_offer (HopmapNoticeBar *self,
                             const char *icon_name,
                             const char *label,
                             const char *action,
                             const char *dismiss_action)
{
  g_return_if_fail (HOPMAP_IS_NOTICE_BAR (self));

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_widget_set_visible (GTK_WIDGET (self->answers), TRUE);
  g_free (self->dismiss_action);
  self->dismiss_action = g_strdup (dismiss_action);
}

/**
 * hopmap_notice_bar_add_answer:
 * @self: a bar that offers something
 * @label: of one more button
 * @action: what it does, without parameter
 */
void
hopmap_notice_bar_add_answer (HopmapNoticeBar *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_return_if_fail (HOPMAP_IS_NOTICE_BAR (self));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  hopmap_wrap_box_append (self->answers, button);
}

/**
 * hopmap_notice_bar_set_orientation:
 * @self: a bar
 * @orientation: how its words and its buttons lie; vertical where it is too narrow for both in a row
 */
void
hopmap_notice_bar_set_orientation (HopmapNoticeBar *self, GtkOrientation orientation)
{
  const gboolean narrow = orientation == GTK_ORIENTATION_VERTICAL;

  g_return_if_fail (HOPMAP_IS_NOTICE_BAR (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->words), orientation);
  gtk_box_set_spacing (self->row, narrow ? NARROW_SPACING : SPACING);
  /* Beside several lines, where the first of them is. */
  gtk_widget_set_valign (self->close, narrow ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->icon), narrow ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
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
  reveal (self, text != NULL);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window says: below its entry, in its bars, and for a while as a toast.
 */
#include "hopmap-window-private.h"

/*
 * hopmap_window_show_entry_message:
 * @self: a window whose entry has something to say, or no longer has
 */
void
hopmap_window_show_entry_message (HopmapWindow *self)
{
  const char *message = hopmap_host_entry_get_message (self->entry);

  if (message != NULL)
    {
      gtk_label_set_text (self->entry_message_label, message);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry_message_label),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, message, -1);
    }
  gtk_revealer_set_reveal_child (self->entry_message, message != NULL);
}

/*
 * hopmap_window_toast_new:
 * @sentence: plain text
 *
 * The usual title of a toast is markup and cut off after a line; a sentence on what went wrong is
 * neither. It is shown at once, since it answers what the person did just now.
 *
 * Returns: (transfer full): a toast that says it
 */
AdwToast *
hopmap_window_toast_new (const char *sentence)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);

  return toast;
}

/**
 * hopmap_window_show_message:
 * @self: a window
 * @sentence: plain text to be shown for a while
 */
void
hopmap_window_show_message (HopmapWindow *self, const char *sentence)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));
  g_return_if_fail (sentence != NULL);

  adw_toast_overlay_add_toast (self->toasts, hopmap_window_toast_new (sentence));
}

/**
 * hopmap_window_set_notice:
 * @self: a window
 * @sentence: (nullable): what holds for longer, such as that there is no database; %NULL when it
 *   no longer does
 */
void
hopmap_window_set_notice (HopmapWindow *self, const char *sentence)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));

  hopmap_notice_bar_set_text (self->notice, sentence);
}

/**
 * hopmap_window_set_offer:
 * @self: a window
 * @sentence: (nullable): that there is a trace that can be restored; %NULL for no such offer
 *
 * The person's answer is the action "app.restore-trace" or "app.dismiss-trace".
 */
void
hopmap_window_set_offer (HopmapWindow *self, const char *sentence)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));

  hopmap_notice_bar_set_text (self->offer, sentence);
}

/**
 * hopmap_window_set_opened:
 * @self: a window
 * @notice: (nullable): a sentence on what was not understood of a file
 * @traces: (nullable) (array zero-terminated=1): what to call the traces of the file, where there are
 *   several; the person's choice is the action "win.choose-trace"
 */
void
hopmap_window_set_opened (HopmapWindow *self, const char *notice, const char *const *traces)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));

  hopmap_opened_bar_show (self->opened, notice, traces);
}

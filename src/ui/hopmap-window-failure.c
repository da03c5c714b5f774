/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window says in place of a route that failed, and the details of a failure as text; where
 * some hops were found, HopmapVerdictBar says what went wrong. Whether another family of addresses may help is known to the application, which then
 * enables its action "win.trace-other-family".
 */
#include "hopmap-window-private.h"

#include "hopmap-config.h"

#include <glib/gi18n-lib.h>

static void
show_other_family (HopmapWindow *self, HopmapRoute *route)
{
  const HopmapTraceOptions *options = hopmap_route_get_options (route);
  const gboolean offered = options != NULL
                           && g_action_group_get_action_enabled (G_ACTION_GROUP (self),
                                                                 "trace-other-family");

  gtk_widget_set_visible (GTK_WIDGET (self->other_family), offered);
  if (offered)
    gtk_button_set_label (self->other_family, options->family == 6
                                                  ? C_ ("button", "Trace over IPv4")
                                                  : C_ ("button", "Trace over IPv6"));
}

/* What a report about it needs; in English, as reports are. */
static char *
dup_details (HopmapRoute *route)
{
  const GError *error = hopmap_route_get_error (route);

  return g_strdup_printf (
      "Hopmap %s\nGTK %u.%u.%u\nHost: %s\nFamily: %u\n%s (%s %d)\n", HOPMAP_VERSION,
      gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
      hopmap_route_get_target (route)->display,
      hopmap_route_get_options (route) != NULL ? hopmap_route_get_options (route)->family : 0,
      error != NULL ? error->message : "", error != NULL ? g_quark_to_string (error->domain) : "",
      error != NULL ? error->code : 0);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);
  HopmapRoute *route = hopmap_window_get_route (self);
  g_autofree char *text = NULL;

  if (route == NULL || hopmap_route_get_error (route) == NULL)
    return;

  text = dup_details (route);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  hopmap_window_show_message (self, _ ("Details copied"));
}

/*
 * hopmap_window_install_failure_actions:
 * @widget_class: the window's class
 */
void
hopmap_window_install_failure_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.copy-failure", NULL, copy_cb);
}

/*
 * hopmap_window_show_failure:
 * @self: a window
 * @route: a route that failed before anybody answered
 *
 * Says why, and offers ways out.
 */
void
hopmap_window_show_failure (HopmapWindow *self, HopmapRoute *route)
{
  const GError *error = hopmap_route_get_error (route);
  /* The description is markup, and the sentence may quote what was typed. */
  g_autofree char *sentence = g_markup_escape_text (error != NULL ? error->message : "", -1);

  adw_status_page_set_description (self->failure, sentence);
  show_other_family (self, route);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether router addresses may be looked up on the web: asked once, when the first trace begins, and
 * not again once it is answered. Who closes the question has not answered it.
 */
#include "hopmap-window-private.h"

#include <glib/gi18n-lib.h>

static gboolean
is_trace (HopmapRoute *route)
{
  const HopmapTraceOptions *options = route != NULL ? hopmap_route_get_options (route) : NULL;

  return options != NULL && options->places && !options->offline && hopmap_route_is_busy (route)
         && hopmap_route_get_access (route) != HOPMAP_ACCESS_RECORDING
         && hopmap_route_get_last_answering_hop (route) != NULL;
}

static void
answered_cb (HopmapWindow *self)
{
  if (hopmap_place_sources_get_consent (self->sources) != HOPMAP_CONSENT_ASK)
    hopmap_notice_bar_set_text (self->question, NULL);
}

static void
allow_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);

  if (self->sources != NULL)
    hopmap_place_sources_set_consent (self->sources, HOPMAP_CONSENT_YES);
}

static void
refuse_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HopmapWindow *self = HOPMAP_WINDOW (widget);

  if (self->sources != NULL)
    hopmap_place_sources_set_consent (self->sources, HOPMAP_CONSENT_NO);
}

/*
 * hopmap_window_install_consent_actions:
 * @widget_class: the window's class
 */
void
hopmap_window_install_consent_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.allow-web", NULL, allow_cb);
  gtk_widget_class_install_action (widget_class, "win.refuse-web", NULL, refuse_cb);
}

/*
 * hopmap_window_ask_for_consent:
 * @self: a window
 *
 * Asks, if there is something to ask.
 */
void
hopmap_window_ask_for_consent (HopmapWindow *self)
{
  g_autofree char *question = NULL;

  if (self->sources == NULL
      || hopmap_place_sources_get_consent (self->sources) != HOPMAP_CONSENT_ASK
      || !is_trace (hopmap_window_get_route (self)))
    return;

  question = hopmap_place_sources_dup_question (self->sources);
  if (question != NULL)
    hopmap_notice_bar_set_text (self->question, question);
}

/**
 * hopmap_window_set_place_sources:
 * @self: a window that has none yet
 * @sources: (transfer none): whom the program asks for places
 */
void
hopmap_window_set_place_sources (HopmapWindow *self, HopmapPlaceSources *sources)
{
  g_return_if_fail (HOPMAP_IS_WINDOW (self));
  g_return_if_fail (self->sources == NULL);

  self->sources = g_object_ref (sources);
  hopmap_notice_bar_set_offer (self->question, "dialog-question-symbolic",
                               C_ ("button: the web may be asked for places", "Allow"),
                               "win.allow-web", NULL);
  hopmap_notice_bar_add_answer (self->question,
                                C_ ("button: the web may not be asked for places", "Never"),
                                "win.refuse-web");
  hopmap_notice_bar_add_answer (self->question, C_ ("button", "Choose…"), "app.preferences");
  g_signal_connect_object (sources, "notify::consent", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
}

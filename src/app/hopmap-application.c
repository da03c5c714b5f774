/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapApplication: see the header. What one window asks for is in hopmap-window-session.c.
 */
#include "hopmap-application.h"

#include "hopmap-about.h"
#include "hopmap-command.h"
#include "hopmap-config.h"
#include "hopmap-family-comparison.h"
#include "hopmap-headless.h"
#include "hopmap-link.h"
#include "hopmap-opener.h"
#include "hopmap-own-location.h"
#include "hopmap-place-policy.h"
#include "hopmap-preferences.h"
#include "hopmap-registry-desk.h"
#include "hopmap-settings.h"
#include "hopmap-restorer.h"
#include "hopmap-window-session.h"
#include "hopmap-window-settings.h"
#include "hopmap-window.h"

#include <glib/gi18n-lib.h>

struct _HopmapApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  HopmapPlacePolicy *place_policy;
  HopmapHistory *history;
  HopmapOpener *opener;
  HopmapRestorer *restorer;
};

G_DEFINE_FINAL_TYPE (HopmapApplication, hopmap_application, ADW_TYPE_APPLICATION)

static HopmapWindowSession *
open_window (HopmapApplication *self, const HopmapTraceOptions *options)
{
  HopmapWindow *window = hopmap_window_new (NULL);
  HopmapWindowSession *session;

  g_object_set (hopmap_window_get_map (window), "offline", options->offline, NULL);
  if (self->settings != NULL)
    hopmap_window_settings_bind (self->settings, window, options->offline);
  session = hopmap_window_session_attach (
      window, options, hopmap_place_policy_get_locator (self->place_policy, options->offline),
      hopmap_place_policy_get_locator (self->place_policy, TRUE));
  hopmap_window_session_use (session, self->settings, self->history);
  hopmap_window_set_place_sources (window, hopmap_place_policy_get_sources (self->place_policy));
  hopmap_registry_desk_attach (window, self->settings, options->offline);
  hopmap_window_set_history (window, hopmap_history_get_hosts (self->history));
  hopmap_opener_attach (self->opener, window);
  /*
   * Only now: the application exports the window's actions, and GLib's exporter does not bear an
   * action that is added and disabled in the same turn of the main loop.
   */
  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (window));
  hopmap_restorer_offer (self->restorer);
  return session;
}

static HopmapWindowSession *
open_usual_window (gpointer user_data)
{
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  return open_window (user_data, &options);
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_usual_window (user_data);
}

/* A window that shows nothing yet, the one in front before others; else a new one. */
static HopmapWindowSession *
take_window (HopmapApplication *self, const HopmapTraceOptions *options)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (!HOPMAP_IS_WINDOW (l->data) || hopmap_window_get_route (l->data) != NULL)
        continue;

      gtk_window_present (l->data);
      return hopmap_window_session_get (l->data);
    }

  return open_window (self, options);
}

/* For other programs, over D-Bus. */
static void
trace_to_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  hopmap_window_session_trace (take_window (user_data, &options),
                               g_variant_get_string (parameter, NULL));
}

static HopmapWindowSession *
open_window_cb (gpointer user_data, const HopmapTraceOptions *options)
{
  return open_window (user_data, options);
}

static void
compare_families_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (HOPMAP_IS_WINDOW (window))
    hopmap_family_comparison_start (HOPMAP_WINDOW (window), open_window_cb, user_data);
}

/* Not traced before the person says so: who made the link may want to know who they are. */
static void
show_link (HopmapApplication *self, const HopmapTraceOptions *options, HopmapTarget *target)
{
  HopmapWindow *window = hopmap_window_session_get_window (take_window (self, options));
  /* Translators: %s is a host that stood in a link */
  g_autofree char *sentence = g_strdup_printf (_ ("A link names %s. Nothing is sent before you "
                                                  "choose Trace."),
                                               target->display);

  hopmap_window_set_host (window, target->display);
  hopmap_window_show_message (window, sentence);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapApplication *self = user_data;

  hopmap_about_show (GTK_APPLICATION (self), hopmap_place_policy_get_sources (self->place_policy));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapApplication *self = user_data;
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  gtk_window_present (hopmap_preferences_new (
      parent, self->settings, hopmap_place_policy_get_sources (self->place_policy)));
}

static void
clear_history_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hopmap_history_clear (((HopmapApplication *) user_data)->history);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapApplication *self = user_data;

  hopmap_opener_choose_file (self->opener, GTK_APPLICATION (self));
}

static void
open_file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapApplication *self = user_data;
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  hopmap_opener_open_file (self->opener, gtk_application_get_active_window (user_data), file);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapApplication *self = user_data;
  GList *windows;

  hopmap_opener_dismiss (self->opener);
  windows = g_list_copy (gtk_application_get_windows (user_data));
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static const GActionEntry app_actions[] = {
  { .name = "new-window", .activate = new_window_cb },
  { .name = "compare-families", .activate = compare_families_cb },
  { .name = "trace-to", .activate = trace_to_cb, .parameter_type = "s" },
  { .name = "open", .activate = open_cb },
  { .name = "open-file", .activate = open_file_cb, .parameter_type = "s" },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "clear-history", .activate = clear_history_cb },
  { .name = "about", .activate = about_cb },
  { .name = "quit", .activate = quit_cb },
};

static void
carry_out (HopmapApplication *self, const HopmapCommand *command, GInputStream *standard_input)
{
  if (command->origin != NULL)
    hopmap_locator_set_origin (
        hopmap_place_policy_get_locator (self->place_policy, command->options.offline),
        command->origin);
  for (guint i = 0; i < command->targets->len; i++)
    {
      const HopmapTarget *target = command->targets->pdata[i];

      hopmap_window_session_trace (open_window (self, &command->options), target->input);
    }

  for (guint i = 0; i < command->links->len; i++)
    show_link (self, &command->options, command->links->pdata[i]);
  for (guint i = 0; i < command->files->len; i++)
    hopmap_window_session_open_file (open_window (self, &command->options),
                                     command->files->pdata[i], NULL);

  if (command->input != NULL)
    hopmap_window_session_open_file (open_window (self, &command->options), command->input,
                                     standard_input);
  else if (command->targets->len == 0 && command->links->len == 0 && command->files->len == 0)
    open_window (self, &command->options);
}

static int
hopmap_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  HopmapApplication *self = HOPMAP_APPLICATION (application);
  g_auto (GStrv) argv = g_application_command_line_get_arguments (line, NULL);
  const char *cwd = g_application_command_line_get_cwd (line);
  g_autoptr (GInputStream) standard_input = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapCommand)
      command = hopmap_command_parse ((const char *const *) argv, cwd != NULL ? cwd : "/", &error);

  if (command == NULL)
    {
      g_application_command_line_printerr (line, "hopmap: %s\n", error->message);
      return HOPMAP_EXIT_USAGE;
    }

  /* The standard input of whoever typed it, which need not be this process. */
  if (g_strcmp0 (command->input, "-") == 0)
    standard_input = g_application_command_line_get_stdin (line);
  carry_out (self, command, standard_input);
  return HOPMAP_EXIT_REACHED;
}

static void
open_link (HopmapApplication *self, const char *uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapTarget) target = hopmap_link_parse (uri, &error);
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  if (target != NULL)
    show_link (self, &options, target);
  else
    hopmap_window_show_message (hopmap_window_session_get_window (take_window (self, &options)),
                                error->message);
}

/* As file managers and browsers ask for it over D-Bus. */
static void
hopmap_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  HopmapApplication *self = HOPMAP_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);

      if (hopmap_link_is_one (uri))
        open_link (self, uri);
      else
        hopmap_opener_open_file (
            self->opener, gtk_application_get_active_window (GTK_APPLICATION (self)), files[i]);
    }
}

static void
hopmap_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    new_window_cb (NULL, NULL, application);
}

static void
open_history (HopmapApplication *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "hopmap", "history", NULL);
  g_autoptr (HopmapDistanceBook) distances = hopmap_settings_create_distances ();

  self->history = hopmap_history_new (path, distances);
  if (self->settings != NULL)
    g_settings_bind (self->settings, "keep-history", self->history, "keep", G_SETTINGS_BIND_GET);
}

static void
hopmap_application_startup (GApplication *application)
{
  HopmapApplication *self = HOPMAP_APPLICATION (application);

  G_APPLICATION_CLASS (hopmap_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (HOPMAP_APP_ID);
  self->settings = hopmap_settings_open ();
  self->place_policy = hopmap_place_policy_new (self->settings);
  open_history (self);
  hopmap_place_policy_load_keys (self->place_policy, TRUE);
  g_action_map_add_action_entries (G_ACTION_MAP (self), app_actions, G_N_ELEMENTS (app_actions),
                                   self);
  hopmap_own_location_attach (GTK_APPLICATION (self), self->settings);
  hopmap_window_install_accels (GTK_APPLICATION (self));
  self->restorer = hopmap_restorer_new (GTK_APPLICATION (self), open_usual_window, self);
}

/* Not before everything is kept that the person has put right. */
static void
hopmap_application_shutdown (GApplication *application)
{
  HopmapApplication *self = HOPMAP_APPLICATION (application);

  hopmap_corrections_flush (hopmap_settings_get_corrections ());
  hopmap_history_flush (self->history);

  G_APPLICATION_CLASS (hopmap_application_parent_class)->shutdown (application);
}

static void
hopmap_application_finalize (GObject *object)
{
  HopmapApplication *self = HOPMAP_APPLICATION (object);

  g_clear_object (&self->history);
  g_clear_object (&self->place_policy);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->opener, hopmap_opener_free);
  g_clear_pointer (&self->restorer, hopmap_restorer_free);

  G_OBJECT_CLASS (hopmap_application_parent_class)->finalize (object);
}

static void
hopmap_application_class_init (HopmapApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hopmap_application_finalize;
  application_class->command_line = hopmap_application_command_line;
  application_class->activate = hopmap_application_activate;
  application_class->open = hopmap_application_open;
  application_class->startup = hopmap_application_startup;
  application_class->shutdown = hopmap_application_shutdown;
}

static void
hopmap_application_init (HopmapApplication *self)
{
  self->opener = hopmap_opener_new (open_usual_window, self);
}

/**
 * hopmap_application_new:
 *
 * Returns: (transfer full): the application
 */
HopmapApplication *
hopmap_application_new (void)
{
  return g_object_new (HOPMAP_TYPE_APPLICATION, "application-id", HOPMAP_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", HOPMAP_APP_PATH, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows the window with a route made by hand, to look at it: every state, without network.
 *
 *   window-demo [--dark] [--width=N] [--height=N] [--select=TTL] [--notice]
 *               [--right-to-left] [--large-text] [--table] [--details] [--record]
 *               [--state=empty|tracing|watched|done|error|local|silent|cut]
 *               [--say=wrong|offline|offer|opened|question|done] [--open=export|preferences]
 *               [--picture=FILE]
 *
 * With --picture it saves how the window looks once it looks the same twice, and ends; pictures.py makes
 * all of them.
 */
#include <hopmap-window-private.h>

#include "hopmap-config.h"
#include "fake-registry.h"
#include "hopmap-export-dialog.h"
#include "hopmap-preferences.h"
#include "sample-route.h"
#include "window-picture.h"

#include <libintl.h>

/* Words of the program, which are translated there. */
#define WORDS(text) g_dgettext (HOPMAP_GETTEXT_DOMAIN, text)

static gboolean dark;
static int width = 1120;
static int height = 720;
static int select_ttl;
static gboolean notice;
static gboolean right_to_left;
static gboolean large_text;
static gboolean table;
static gboolean details;
static gboolean record;
static char *state;
static char *say;
static char *open_what;
static char *picture;

static const GOptionEntry options[] = {
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "Dark style", NULL },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "Width of the window", "N" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "Height of the window", "N" },
  { "select", 0, 0, G_OPTION_ARG_INT, &select_ttl, "Choose a hop", "TTL" },
  { "notice", 0, 0, G_OPTION_ARG_NONE, &notice, "Show a notice", NULL },
  { "right-to-left", 0, 0, G_OPTION_ARG_NONE, &right_to_left, "Mirrored, as in Arabic", NULL },
  { "large-text", 0, 0, G_OPTION_ARG_NONE, &large_text, "Text half as large again", NULL },
  { "table", 0, 0, G_OPTION_ARG_NONE, &table, "Hops as a table", NULL },
  { "details", 0, 0, G_OPTION_ARG_NONE, &details, "All about the chosen hop", NULL },
  { "record", 0, 0, G_OPTION_ARG_NONE, &record, "What the registry says of it", NULL },
  { "state", 0, 0, G_OPTION_ARG_STRING, &state, "What to show", "NAME" },
  { "say", 0, 0, G_OPTION_ARG_STRING, &say, "What the window says", "NAME" },
  { "open", 0, 0, G_OPTION_ARG_STRING, &open_what, "A window before it", "NAME" },
  { "picture", 0, 0, G_OPTION_ARG_FILENAME, &picture, "Save a picture, and end", "FILE" },
  { NULL },
};

static void
do_nothing_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
}

static HopmapRoute *
new_route (void)
{
  static const struct
  {
    const char *name;
    SampleRoute kind;
  } kinds[] = {
    { "tracing", SAMPLE_TRACING }, { "done", SAMPLE_DONE },    { "local", SAMPLE_LOCAL },
    { "silent", SAMPLE_SILENT },   { "error", SAMPLE_FAILED }, { "cut", SAMPLE_CUT },
    { "watched", SAMPLE_WATCHED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (state, kinds[i].name) == 0)
        return sample_route_new (kinds[i].kind);
    }

  return NULL;
}

static void
choose (HopmapWindow *window, guint ttl)
{
  gtk_single_selection_set_selected (window->selection, ttl - 1);
}

static gboolean
press_ask (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Ask the Registry") == 0)
    {
      g_signal_emit_by_name (widget, "clicked");
      return TRUE;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (press_ask (child))
      return TRUE;

  return FALSE;
}

static HopmapPlaceSources *
new_sources (void)
{
  HopmapPlaceSources *sources = hopmap_place_sources_new ();
  static const HopmapPlaceSourceFacts facts = { .id = "ripe-ipmap", .name = "RIPE IPmap" };
  g_autoptr (HopmapPlaceSource) source = hopmap_place_source_new (&facts);

  hopmap_place_source_set_enabled (source, TRUE);
  hopmap_place_sources_append (sources, source);
  return sources;
}

static void
speak (HopmapWindow *window)
{
  static const char *const traces[] = { "1: www.example.org, 9 hops", "2: www.example.net", NULL };
  g_autofree char *offer = g_strdup_printf (WORDS ("A trace to %s was not saved."), "example.org");

  if (g_strcmp0 (say, "wrong") == 0)
    {
      hopmap_window_set_host (window, "exa mple");
      hopmap_host_entry_activate (window->entry);
    }
  else if (g_strcmp0 (say, "offline") == 0)
    hopmap_window_set_notice (window, WORDS ("You are offline. Saved traces still open."));
  else if (g_strcmp0 (say, "offer") == 0)
    hopmap_window_set_offer (window, offer);
  else if (g_strcmp0 (say, "opened") == 0)
    hopmap_window_set_opened (window, "Line 8 was not understood, and left out.", traces);
  else if (g_strcmp0 (say, "done") == 0)
    hopmap_window_show_message (window, WORDS ("Route copied as text"));
}

static GtkWindow *
open_other (HopmapWindow *window, HopmapPlaceSources *sources)
{
  GtkWindow *other = NULL;

  if (g_strcmp0 (open_what, "export") == 0)
    other = GTK_WINDOW (
        hopmap_export_dialog_new (GTK_WINDOW (window), hopmap_window_get_route (window)));
  else if (g_strcmp0 (open_what, "preferences") == 0)
    other = hopmap_preferences_new (GTK_WINDOW (window), NULL, sources);
  if (other != NULL)
    gtk_window_present (other);
  return other;
}

static void
activate_cb (GtkApplication *app)
{
  static const GActionEntry entries[] = {
    { "trace", do_nothing_cb, "s", NULL, NULL },
    { "trace-with", do_nothing_cb, "s", NULL, NULL },
    { "stop", do_nothing_cb, NULL, NULL, NULL },
    { "again", do_nothing_cb, NULL, NULL, NULL },
  };
  HopmapWindow *window = hopmap_window_new (app);
  g_autoptr (HopmapRoute) route = new_route ();
  g_autoptr (FakeRegistry) registry = fake_registry_new ();
  g_autoptr (HopmapPlaceSources) sources = new_sources ();
  GtkWindow *other;

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), NULL);
  hopmap_window_set_attribution (
      window, "Natural Earth · IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0, "
              "modified · Networks by RouteViews, NRO and DB-IP, CC BY 4.0, modified");
  hopmap_window_set_registry (window, HOPMAP_REGISTRY (registry));
  if (g_strcmp0 (say, "question") == 0)
    hopmap_window_set_place_sources (window, sources);
  hopmap_window_set_route (window, route);
  if (route != NULL && select_ttl > 0)
    choose (window, (guint) select_ttl);
  if (notice)
    hopmap_window_set_notice (window, "There is no place database here, so hops stay without a "
                                      "place. Install hopmap-data to see them on the map.");
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  g_object_set (window, "show-table", table, NULL);
  gtk_window_present (GTK_WINDOW (window));
  if (details)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.hop-details", NULL);
  if (record && press_ask (GTK_WIDGET (window->details)))
    fake_registry_answer (registry, "Example Carrier Ltd");
  speak (window);
  other = open_other (window, sources);
  if (picture != NULL)
    window_picture_save (other != NULL ? other : GTK_WINDOW (window), picture);
}

static void
startup_cb (GApplication *app)
{
  if (dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  if (right_to_left)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  if (large_text)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 144 * PANGO_SCALE, NULL);
  hopmap_window_install_accels (GTK_APPLICATION (app));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication)
      app = adw_application_new (HOPMAP_APP_ID ".Demo", G_APPLICATION_NON_UNIQUE);

  bindtextdomain (HOPMAP_GETTEXT_DOMAIN, HOPMAP_LOCALEDIR);
  bind_textdomain_codeset (HOPMAP_GETTEXT_DOMAIN, "UTF-8");
  textdomain (HOPMAP_GETTEXT_DOMAIN);
  g_application_set_resource_base_path (G_APPLICATION (app), HOPMAP_APP_PATH);
  g_application_add_main_option_entries (G_APPLICATION (app), options);
  g_signal_connect (app, "startup", G_CALLBACK (startup_cb), NULL);
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (app), argc, argv);
}

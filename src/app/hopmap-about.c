/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The About window: see the header.
 */
#include "hopmap-about.h"

#include "hopmap-config.h"
#include "hopmap-used-sources.h"
#include "hopmap-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* The routes that the windows show. */
static GPtrArray *
list_routes (GtkApplication *application)
{
  GPtrArray *routes = g_ptr_array_new ();

  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    {
      HopmapRoute *route = HOPMAP_IS_WINDOW (l->data) ? hopmap_window_get_route (l->data) : NULL;

      if (route != NULL)
        g_ptr_array_add (routes, route);
    }

  return routes;
}

/* What comes with the program, and what is shown besides. */
static GStrv
dup_data_lines (GPtrArray *routes, HopmapPlaceSources *sources)
{
  static const char *const installed[] = {
    "IP Geolocation by DB-IP (CC BY 4.0) https://db-ip.com",
    "RouteViews (CC BY 4.0) https://www.routeviews.org",
    "Number Resource Organization (CC BY 4.0) https://www.nro.net",
    "Natural Earth https://www.naturalearthdata.com",
    NULL,
  };
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) others = hopmap_used_sources_dup_others (routes, sources);

  g_strv_builder_addv (lines, (const char **) installed);
  g_strv_builder_addv (lines, (const char **) others);
  return g_strv_builder_end (lines);
}

/**
 * hopmap_about_show:
 * @application: the application, whose windows show routes
 * @sources: the services that can be asked for places
 */
void
hopmap_about_show (GtkApplication *application, HopmapPlaceSources *sources)
{
  GtkWindow *parent = gtk_application_get_active_window (application);
  g_autoptr (GPtrArray) routes = list_routes (application);
  g_auto (GStrv) data = dup_data_lines (routes, sources);
  g_auto (GStrv) services = hopmap_used_sources_dup_services (routes, sources);
  const char *developers[] = { "The Hopmap developers", NULL };
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "transient-for", parent, "modal", TRUE, "application-name", "Hopmap",
                "application-icon", HOPMAP_APP_ID, "version", HOPMAP_VERSION, "developer-name",
                "The Hopmap developers", "developers", developers, "license-type",
                GTK_LICENSE_GPL_3_0, "comments",
                _ ("Shows on a map, in a list or in a file the routers on the way to a host."),
                /* Translators: put your names here, one a line */
                "translator-credits", _ ("translator-credits"), NULL);
  adw_about_window_add_credit_section (ADW_ABOUT_WINDOW (about), _ ("Data"), (const char **) data);
  if (services[0] != NULL)
    adw_about_window_add_credit_section (ADW_ABOUT_WINDOW (about), _ ("Places From the Web"),
                                         (const char **) services);
  adw_about_window_add_legal_section (
      ADW_ABOUT_WINDOW (about), _ ("City database"), NULL, GTK_LICENSE_CUSTOM,
      _ ("Derived from DB-IP City Lite, © DB-IP, under the Creative Commons Attribution 4.0 "
         "licence: <a href=\"https://db-ip.com\">IP Geolocation by DB-IP</a>. Places were moved to "
         "the nearest town of Natural Earth, and neighbouring ranges joined."));
  adw_about_window_add_legal_section (
      ADW_ABOUT_WINDOW (about), _ ("Networks"), NULL, GTK_LICENSE_CUSTOM,
      _ ("Derived from data of RouteViews, the NRO and DB-IP, under the Creative Commons Attribution "
         "4.0 licence. Ranges were joined and names shortened; what is anycast, and where most "
         "addresses of a country are, was added."));
  adw_about_window_add_legal_section (
      ADW_ABOUT_WINDOW (about), _ ("Map"), NULL, GTK_LICENSE_CUSTOM,
      _ ("Made with Natural Earth, free vector data in the public domain."));
  gtk_window_present (GTK_WINDOW (about));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The About window: see the header.
 */
#include "hopmap-about.h"

#include "hopmap-config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/**
 * hopmap_about_show:
 * @parent: (nullable): the window it belongs to
 */
void
hopmap_about_show (GtkWindow *parent)
{
  const char *developers[] = { "The Hopmap developers", NULL };
  const char *data[] = {
    "IP Geolocation by DB-IP (CC BY 4.0) https://db-ip.com",
    "RouteViews (CC BY 4.0) https://www.routeviews.org",
    "Number Resource Organization (CC BY 4.0) https://www.nro.net",
    "Natural Earth https://www.naturalearthdata.com",
    NULL,
  };
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "transient-for", parent, "modal", TRUE, "application-name", "Hopmap",
                "application-icon", HOPMAP_APP_ID, "version", HOPMAP_VERSION, "developer-name",
                "The Hopmap developers", "developers", developers, "license-type",
                GTK_LICENSE_GPL_3_0, "comments",
                _ ("Shows on a map, in a list or in a file the routers on the way to a host."),
                /* Translators: put your names here, one a line */
                "translator-credits", _ ("translator-credits"), NULL);
  adw_about_window_add_credit_section (ADW_ABOUT_WINDOW (about), _ ("Data"), data);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The About window: see the header.
 */
#include "hopmap-about.h"

#include "hopmap-config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* The lines of the services that may be asked for places; whose answers a route shows is said beside
 * its map. */
static GStrv
dup_service_lines (HopmapPlaceSources *sources)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (sources));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapPlaceSource) source = g_list_model_get_item (G_LIST_MODEL (sources), i);
      const char *line = hopmap_place_source_get_attribution (source);

      if (hopmap_place_source_is_ready (source))
        g_strv_builder_add (lines, line != NULL ? line : hopmap_place_source_get_name (source));
    }

  return g_strv_builder_end (lines);
}

/**
 * hopmap_about_show:
 * @parent: (nullable): the window it belongs to
 * @sources: the services that can be asked for places
 */
void
hopmap_about_show (GtkWindow *parent, HopmapPlaceSources *sources)
{
  g_auto (GStrv) services = NULL;
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
  if (hopmap_place_sources_get_consent (sources) == HOPMAP_CONSENT_YES)
    services = dup_service_lines (sources);
  if (services != NULL && services[0] != NULL)
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

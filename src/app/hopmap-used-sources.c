/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Used sources: see the header. A source is told by its name, which stands in every place; the line that
 * it asks for may be that of several.
 */
#include "hopmap-used-sources.h"

#include "hopmap-attribution-list.h"
#include "hopmap-route.h"

typedef gboolean (*HopFunc) (HopmapHop *hop, gpointer user_data);

/* Calls @func until it returns TRUE, and returns whether it did. */
static gboolean
any_hop (GPtrArray *routes, HopFunc func, gpointer user_data)
{
  for (guint i = 0; i < routes->len; i++)
    {
      GListModel *route = routes->pdata[i];

      for (guint j = 0; j < g_list_model_get_n_items (route); j++)
        {
          g_autoptr (HopmapHop) hop = g_list_model_get_item (route, j);

          if (func (hop, user_data))
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_of (const HopmapPlace *place, HopmapPlaceSource *source)
{
  return place != NULL && g_strcmp0 (place->source, hopmap_place_source_get_name (source)) == 0;
}

static gboolean
hop_is_of (HopmapHop *hop, gpointer user_data)
{
  GPtrArray *candidates = hopmap_hop_get_candidates (hop);

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    if (is_of (candidates->pdata[i], user_data))
      return TRUE;

  return is_of (hopmap_hop_get_place (hop), user_data);
}

/**
 * hopmap_used_sources_dup_services:
 * @routes: (element-type HopmapRoute): the routes that are shown
 * @sources: the services that can be asked for places
 *
 * Returns: (transfer full): the lines of those services that named a place of one of @routes, or their
 *   names where they ask for none
 */
GStrv
hopmap_used_sources_dup_services (GPtrArray *routes, HopmapPlaceSources *sources)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (sources));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapPlaceSource) source = g_list_model_get_item (G_LIST_MODEL (sources), i);
      const char *line = hopmap_place_source_get_attribution (source);

      if (any_hop (routes, hop_is_of, source))
        g_strv_builder_add (lines, line != NULL ? line : hopmap_place_source_get_name (source));
    }

  return g_strv_builder_end (lines);
}

static gboolean
note_hop (HopmapHop *hop, gpointer user_data)
{
  hopmap_attribution_list_add_hop (user_data, hop);
  return FALSE;
}

/* About always has these, in more words. */
static gboolean
is_installed (const char *line)
{
  return g_str_has_prefix (line, "IP Geolocation by DB-IP")
         || g_str_has_prefix (line, "Networks by RouteViews");
}

static gboolean
is_service (const char *line, HopmapPlaceSources *sources)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (sources));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapPlaceSource) source = g_list_model_get_item (G_LIST_MODEL (sources), i);

      if (g_strcmp0 (hopmap_place_source_get_attribution (source), line) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * hopmap_used_sources_dup_others:
 * @routes: (element-type HopmapRoute): the routes that are shown
 * @sources: the services that can be asked for places
 *
 * Returns: (transfer full): the lines in @routes that are neither a service's nor those of the databases
 *   that come with the program: of a database that the person has chosen, or from a file
 */
GStrv
hopmap_used_sources_dup_others (GPtrArray *routes, HopmapPlaceSources *sources)
{
  g_autoptr (GPtrArray) all = hopmap_attribution_list_new ();
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  any_hop (routes, note_hop, all);
  for (guint i = 0; i < all->len; i++)
    if (!is_installed (all->pdata[i]) && !is_service (all->pdata[i], sources))
      g_strv_builder_add (lines, all->pdata[i]);

  return g_strv_builder_end (lines);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The services on the web: see the header. What is asked of them and what they answer is in their
 * dialects.
 */
#include "hopmap-web-source-list.h"

#include <glib/gi18n-lib.h>

#include "hopmap-dialect.h"

/* Services made for routers stand before those made for visitors of web pages. */
static const HopmapPlaceSourceFacts known[] = {
  {
      .id = "ipmap",
      .description = N_ ("Made for routers: places that were measured, by the registry of Europe"),
      .host = "ipmap-api.ripe.net",
      .uri = "https://ipmap.ripe.net/",
  },
  {
      .id = "ipgeolocation",
      .description = N_ ("A city database with a free plan of 1,000 look-ups a day"),
      .host = "api.ipgeolocation.io",
      .uri = "https://ipgeolocation.io/",
  },
  {
      .id = "geojs",
      .description = N_ ("A city database that is free for all and says how exact it is"),
      .host = "get.geojs.io",
      .uri = "https://www.geojs.io/",
  },
  {
      .id = "maxmind",
      .description = N_ ("The city database that many others are made of, free with an account"),
      .host = "geolite.info",
      .terms = N_ ("Its answers may be used under MaxMind’s end-user licence."),
      .uri = "https://www.maxmind.com/en/geolite2/signup",
      .key_hint = N_ ("account number, a colon, licence key"),
  },
  {
      .id = "ip-api",
      .description = N_ ("A city database; everybody on the way can read what is asked"),
      .host = "ip-api.com",
      .terms = N_ ("Free for non-commercial use only."),
      .uri = "https://ip-api.com/",
  },
};

/**
 * hopmap_web_source_list_new:
 *
 * Returns: (transfer full): all services, those enabled that nobody can overhear, and consent not given
 */
HopmapPlaceSources *
hopmap_web_source_list_new (void)
{
  HopmapPlaceSources *sources = hopmap_place_sources_new ();

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const HopmapDialect *dialect = hopmap_dialect_find (known[i].id);
      HopmapPlaceSourceFacts facts = known[i];
      g_autoptr (HopmapPlaceSource) source = NULL;

      facts.name = dialect->name;
      facts.attribution = dialect->attribution;
      facts.needs_key = dialect->needs_key;
      facts.clear_text = dialect->may_be_overheard;
      facts.description = _ (facts.description);
      facts.terms = facts.terms != NULL ? _ (facts.terms) : NULL;
      facts.key_hint = facts.key_hint != NULL ? _ (facts.key_hint) : NULL;
      source = hopmap_place_source_new (&facts);
      hopmap_place_source_set_enabled (source, !dialect->may_be_overheard);
      hopmap_place_sources_append (sources, source);
    }

  return sources;
}

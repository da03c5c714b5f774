/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page whose script may ask Google for a map, and shows the drawn one where Google does not
 * answer or refuses the key.
 */
#include "hopmap-google-maps-format.h"

#include "hopmap-page-script.h"
#include "hopmap-page.h"

#include <glib/gi18n-lib.h>

/* What Google documents for its API, and nothing else; it works in a page from a file, too. */
static const char policy[] =
    "default-src 'none'; script-src 'nonce-{{NONCE}}' 'strict-dynamic' https: 'unsafe-eval' blob:; "
    "style-src 'nonce-{{NONCE}}' https://fonts.googleapis.com; "
    "img-src data: https://*.googleapis.com https://*.gstatic.com https://*.google.com "
    "https://*.googleusercontent.com; font-src https://fonts.gstatic.com; "
    "connect-src https://*.googleapis.com https://*.google.com https://*.gstatic.com data: blob:; "
    "frame-src https://*.google.com; worker-src blob:; base-uri 'none'; form-action 'none'";

static gboolean
has_key (const HopmapWriteOptions *options)
{
  return options->google_key != NULL && *options->google_key != '\0';
}

static const char *
start_word (const HopmapWriteOptions *options)
{
  switch (options->google_start)
    {
    case HOPMAP_GOOGLE_AT_ONCE:
      return "at-once";
    case HOPMAP_GOOGLE_ON_CLICK:
      return "on-click";
    case HOPMAP_GOOGLE_NEVER:
      return "never";
    case HOPMAP_GOOGLE_WITH_KEY:
    default:
      return has_key (options) ? "at-once" : "on-click";
    }
}

static char *
dup_data (HopmapRoute *route, const HopmapWriteOptions *options)
{
  const HopmapPageText settings[] = {
    { "start", start_word (options) },
    { "key", has_key (options) ? options->google_key : NULL },
    { NULL, NULL },
  };
  const HopmapPageText sentences[] = {
    { "show", _ ("Show on Google Maps") },
    { "again", _ ("Try Google Maps again") },
    { "back", _ ("Show the drawn map") },
    /* Translators: on the button that loads Google's map */
    { "notice", _ ("Google then learns your address and the places on this map.") },
    { "loading", _ ("Google Maps is loading…") },
    { "shown", _ ("Map by Google. Circles show how far off a place may be.") },
    { "drawn", _ ("The drawn map needs no network.") },
    { "unreachable", _ ("Google Maps could not be reached, so this is the drawn map.") },
    { "late", _ ("Google Maps did not answer in time, so this is the drawn map.") },
    { "refused", _ ("Google Maps did not accept the key of this page, so this is the drawn map.") },
    { "broken", _ ("Google Maps did not start, so this is the drawn map.") },
    { "nowhere", _ ("No router of this route has a known place.") },
    /* Translators: title of a marker, {0} is the number of the hop */
    { "hop", _ ("Hop {0}") },
    { NULL, NULL },
  };

  return hopmap_page_script_dup_json (route, settings, sentences);
}

static gboolean
write_page (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_autofree char *data = dup_data (route, options);
  const HopmapPageKind kind = {
    .policy = policy,
    .over_map = "<div id=\"google\"></div>",
    .controls = "<button type=\"button\" id=\"choose\" hidden></button>",
    .data = data,
    .script = "page-google.js",
  };

  hopmap_page_append (out, route, options, &kind);
  return TRUE;
}

static const char *const other_extensions[] = { "htm", NULL };

const HopmapFormat hopmap_google_maps_format = {
  .name = "google-maps",
  .title = N_ ("Web page with Google Maps"),
  .extension = "html",
  .other_extensions = other_extensions,
  .media_type = "text/html;charset=utf-8",
  .write = write_page,
};

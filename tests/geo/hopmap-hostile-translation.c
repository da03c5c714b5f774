/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scenes in front of another service than the one that they were written for: the same lies, in
 * its words.
 */
#include "hopmap-hostile-scenes.h"

#include <stdio.h>
#include <string.h>

#include "hopmap-dialect.h"

#define OTHER_ADDRESS "62.154.1.2"

/* What stands in front of a point and behind it, for either address. */
typedef struct
{
  const char *id;
  const char *open;
  const char *other;
  const char *close;
  const char *latitude, *longitude;
} Words;

static const Words words[] = {
  { "ipgeolocation", HOSTILE_OPEN (HOSTILE_ADDRESS), HOSTILE_OPEN (OTHER_ADDRESS), HOSTILE_CLOSE,
    "latitude", "longitude" },
  { "ipmap", "{\"data\":{\"" HOSTILE_ADDRESS "\":{\"type\":\"city\",",
    "{\"data\":{\"" OTHER_ADDRESS "\":{\"type\":\"city\",", "}}}", "latitude", "longitude" },
  { "geojs", "{\"ip\":\"" HOSTILE_ADDRESS "\",", "{\"ip\":\"" OTHER_ADDRESS "\",", "}", "latitude",
    "longitude" },
  { "maxmind", "{\"traits\":{\"ip_address\":\"" HOSTILE_ADDRESS "\"},\"location\":{",
    "{\"traits\":{\"ip_address\":\"" OTHER_ADDRESS "\"},\"location\":{", "}}", "latitude",
    "longitude" },
  { "ip-api", "[{\"status\":\"success\",\"query\":\"" HOSTILE_ADDRESS "\",",
    "[{\"status\":\"success\",\"query\":\"" OTHER_ADDRESS "\",", "}]", "lat", "lon" },
};

static char *
replace (char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  g_free (text);
  return g_strjoinv (to, parts);
}

static char *
replace_last (char *text, const char *from, const char *to)
{
  g_autofree char *owned = text;
  const char *last = g_strrstr (text, from);
  g_autofree char *before = NULL;

  if (last == NULL)
    return g_steal_pointer (&owned);

  before = g_strndup (text, (gsize) (last - text));
  return g_strconcat (before, to, last + strlen (from), NULL);
}

static char *
translate (const char *head, const Words *own)
{
  char *text = g_strdup (head);

  if (strstr (text, HOSTILE_OPEN (HOSTILE_ADDRESS)) != NULL
      || strstr (text, HOSTILE_OPEN (OTHER_ADDRESS)) != NULL)
    text = replace_last (text, HOSTILE_CLOSE, own->close);
  text = replace (text, HOSTILE_OPEN (HOSTILE_ADDRESS), own->open);
  text = replace (text, HOSTILE_OPEN (OTHER_ADDRESS), own->other);
  text = replace (text, "\"latitude\"", "\"\v\"");
  text = replace (text, "\"longitude\"", "\"\f\"");
  text = replace (text, "\v", own->latitude);
  return replace (text, "\f", own->longitude);
}

/* A status means the same to all, but for those that the dialect names, and that without a key there
 * is none to refuse. */
static HopmapOutcome
translate_outcome (const HopmapScene *scene, const HopmapDialect *dialect)
{
  gboolean is_geojs = g_str_equal (dialect->id, "geojs");
  guint status = 0;

  /* A list is what this one answers to several addresses; and its answers are flat, so that a
   * location is no more than a word that it does not know. The others miss what they know. */
  if (is_geojs && g_str_equal (scene->name, "json-list"))
    return HOPMAP_OUTCOME_PLACE;
  if (scene->outcome == HOPMAP_OUTCOME_NOWHERE
      && strstr (scene->head, HOSTILE_OPEN (HOSTILE_ADDRESS)) == NULL && !is_geojs
      && !g_str_equal (dialect->id, "ipgeolocation"))
    return HOPMAP_OUTCOME_BAD_RESPONSE;

  sscanf (scene->head, "HTTP/1.1 %u", &status);
  if (status != 0 && status != 200 && status == dialect->reserved_status)
    return HOPMAP_OUTCOME_RESERVED;

  switch (scene->outcome)
    {
    case HOPMAP_OUTCOME_KEY_REJECTED:
      return dialect->needs_key ? scene->outcome : HOPMAP_OUTCOME_UNAVAILABLE;
    case HOPMAP_OUTCOME_NOT_FOUND:
      return dialect->not_found_status != 0 ? scene->outcome : HOPMAP_OUTCOME_BAD_RESPONSE;
    case HOPMAP_OUTCOME_RESERVED:
      return HOPMAP_OUTCOME_BAD_RESPONSE;
    case HOPMAP_OUTCOME_PLACE:
    case HOPMAP_OUTCOME_NOWHERE:
    case HOPMAP_OUTCOME_QUOTA:
    case HOPMAP_OUTCOME_UNAVAILABLE:
    case HOPMAP_OUTCOME_BAD_RESPONSE:
    case HOPMAP_OUTCOME_FAILED:
    case HOPMAP_OUTCOME_LENIENT:
    case HOPMAP_OUTCOME_LATE:
    default:
      return scene->outcome;
    }
}

/* Returns as many scenes as there are, which must stay. */
HopmapScene *
hopmap_hostile_scenes_translate (const char *dialect)
{
  HopmapScene *scenes = g_memdup2 (hopmap_hostile_scenes,
                                   sizeof (HopmapScene) * hopmap_n_hostile_scenes);
  const Words *own = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].id, dialect))
      own = &words[i];
  g_assert_nonnull (own);

  for (guint i = 0; i < hopmap_n_hostile_scenes; i++)
    {
      scenes[i].outcome = translate_outcome (&scenes[i], hopmap_dialect_find (dialect));
      if (scenes[i].size == 0)
        scenes[i].head = translate (scenes[i].head, own);
    }

  return scenes;
}

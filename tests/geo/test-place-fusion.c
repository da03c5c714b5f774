/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is believed of what sources say about a route: a table of cases.
 */
#include "hopmap-place-fusion.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define MAX_HOPS 5

static const struct
{
  const char *name;
  HopmapPlaceKind kind;
  double latitude, longitude, radius_km;
} towns[] = {
  { "Auckland", HOPMAP_PLACE_CITY, -36.85, 174.76, 50 },
  { "Berlin", HOPMAP_PLACE_CITY, 52.52, 13.41, 50 },
  { "Brandenburg", HOPMAP_PLACE_CITY, 52.41, 12.53, 50 },
  { "Potsdam", HOPMAP_PLACE_CITY, 52.4, 13.06, 50 },
  { "Frankfurt", HOPMAP_PLACE_CITY, 50.11, 8.68, 50 },
  { "Madrid", HOPMAP_PLACE_CITY, 40.42, -3.7, 50 },
  { "New York", HOPMAP_PLACE_CITY, 40.71, -74.01, 50 },
  { "Paris", HOPMAP_PLACE_CITY, 48.86, 2.35, 50 },
  { "Suva", HOPMAP_PLACE_CITY, -18.14, 178.44, 50 },
  { "Apia", HOPMAP_PLACE_CITY, -13.83, -171.76, 50 },
  { "USA", HOPMAP_PLACE_COUNTRY, 39.8, -98.6, 1000 },
  { "Peru", HOPMAP_PLACE_COUNTRY, 0, 0, 0 },
};

/*
 * A hop is its least time in ms ("s" after it: others answered there, too; "t": it was TCP that was
 * answered), and what sources say of it, the preferred one first: towns with their evidence
 * ("database" if none is named) and an asterisk for anycast. The outcome is what is shown ("-" where
 * nothing is) and all candidates, "!" before those that are refuted and "?" before the outvoted.
 */
typedef struct
{
  const char *name;
  const char *origin;
  const char *hops[MAX_HOPS + 1];
  const char *outcome[MAX_HOPS + 1];
} Case;

static const Case cases[] = {
  { "too far from the origin",
    "Berlin",
    { "9.3 Berlin", "11.3 New York" },
    { "Berlin: Berlin", "-: !New York" } },
  { "another source is right",
    "Berlin",
    { "11.3 New York, Frankfurt" },
    { "Frankfurt: Frankfurt !New York" } },
  { "as near as that it may be", "Berlin", { "65.3 New York" }, { "New York: New York" } },
  { "a later answer bounds an earlier hop",
    "Berlin",
    { "90.3 New York", "400.1 Paris", "12.1 Frankfurt" },
    { "-: !New York", "Paris: Paris", "Frankfurt: Frankfurt" } },
  { "but not past a hop with several addresses",
    "Berlin",
    { "90.3 New York", "90.3s", "12.1 Frankfurt" },
    { "New York: New York", "", "Frankfurt: Frankfurt" } },
  { "nor from such a hop",
    "Berlin",
    { "90.3 New York", "12.1s Frankfurt" },
    { "New York: New York", "Frankfurt: Frankfurt" } },
  { "whose own answers bound itself", "Berlin", { "12.1s New York" }, { "-: !New York" } },
  { "nor from another protocol's path",
    "Berlin",
    { "90.3 New York", "12.1t Frankfurt" },
    { "New York: New York", "Frankfurt: Frankfurt" } },
  { "a silent hop between does not matter",
    "Berlin",
    { "90.3 New York", "0", "12.1 Frankfurt" },
    { "-: !New York", "", "Frankfurt: Frankfurt" } },
  { "a time of nothing says nothing", "Berlin", { "0 New York" }, { "New York: New York" } },
  /* From edge to edge light needs 7.7 ms. */
  { "a time that was cut may be longer", "Berlin", { "7 Paris" }, { "Paris: Paris" } },
  { "one that was not may not", "Berlin", { "7.2 Paris" }, { "-: !Paris" } },
  { "over the line where the date changes", "Suva", { "11.3 Apia" }, { "Apia: Apia" } },

  { "two at odds, and no saying which",
    NULL,
    { "9.3 Berlin", "11.3 New York" },
    { "Berlin: Berlin", "New York: New York" } },
  { "with an origin, too",
    "Paris",
    { "12.3 Madrid", "12.4 Berlin" },
    { "Madrid: Madrid", "Berlin: Berlin" } },
  { "one against many is outvoted",
    NULL,
    { "2.3 Berlin", "9.1 Frankfurt", "11.3 New York", "18.1 Paris" },
    { "Berlin: Berlin", "Frankfurt: Frankfurt", "-: ?New York", "Paris: Paris" } },
  { "many hops in one town are one voice",
    NULL,
    { "2.3 Berlin", "2.4 Brandenburg", "2.5 Potsdam", "11.3 New York" },
    { "Berlin: Berlin", "Brandenburg: Brandenburg", "Potsdam: Potsdam", "New York: New York" } },
  { "who may be elsewhere has no voice",
    NULL,
    { "2.3 Berlin, New York", "9.1 Frankfurt, New York", "11.3 New York", "18.1 Paris" },
    { "Berlin: Berlin New York", "Frankfurt: Frankfurt New York", "New York: New York",
      "Paris: Paris" } },
  { "nor has who knows a country",
    NULL,
    { "2.3 Berlin:wide", "9.1 Frankfurt:wide", "11.3 New York", "18.1 Paris:wide" },
    { "Berlin: Berlin", "Frankfurt: Frankfurt", "New York: New York", "Paris: Paris" } },
  { "what is measured is not outvoted by databases",
    NULL,
    { "2.3 Berlin", "9.1 Frankfurt", "11.3 New York:measured", "18.1 Paris" },
    { "Berlin: Berlin", "Frankfurt: Frankfurt", "New York: New York", "Paris: Paris" } },
  { "a router's own name outweighs a database",
    NULL,
    { "2.3 Berlin:named", "11.3 New York" },
    { "Berlin: Berlin", "-: ?New York" } },
  { "farther on, too",
    NULL,
    { "2.3 Berlin", "11.3 New York:named" },
    { "-: ?Berlin", "New York: New York" } },
  { "but not several",
    NULL,
    { "2.3 Berlin", "9.1 Frankfurt", "11.3 New York:named" },
    { "Berlin: Berlin", "Frankfurt: Frankfurt", "New York: New York" } },
  { "nor another name",
    NULL,
    { "2.3 Berlin:named", "11.3 New York:named" },
    { "Berlin: Berlin", "New York: New York" } },
  { "slow answers allow everything",
    NULL,
    { "202.3 Berlin", "209.1 Frankfurt", "211.3 Auckland", "218.1 Paris" },
    { "Berlin: Berlin", "Frankfurt: Frankfurt", "Auckland: Auckland", "Paris: Paris" } },

  { "a later hop bounds the way between two",
    NULL,
    { "40.3 Berlin:person", "40.3", "2.3 Frankfurt" },
    { "Berlin: Berlin", "", "-: !Frankfurt" } },
  { "but not past a hop with several addresses, either",
    NULL,
    { "40.3 Berlin:person", "40.3s", "2.3 Frankfurt" },
    { "Berlin: Berlin", "", "Frankfurt: Frankfurt" } },
  { "a person's word refutes",
    NULL,
    { "9.3 Berlin:person", "11.3 New York" },
    { "Berlin: Berlin", "-: !New York" } },
  { "and is not refuted",
    "Paris",
    { "2.3 New York:person", "12.3 Madrid" },
    { "New York: New York", "-: !Madrid" } },

  { "evidence decides",
    NULL,
    { "90 Berlin:wide, Paris:database, Madrid:agreed, New York:named, Frankfurt:measured" },
    { "Frankfurt: Frankfurt New York Madrid Paris Berlin" } },
  { "then the preferred source", NULL, { "90 Paris, Berlin" }, { "Paris: Paris Berlin" } },
  { "a country where the cities are refuted",
    "Berlin",
    { "11.3 New York, Peru:country" },
    { "Peru: Peru !New York" } },
  { "a country is not its middle", "New York", { "1.3 USA:country" }, { "USA: USA" } },
  { "but not on the other side of the earth", "Auckland", { "1.3 USA:country" }, { "-: !USA" } },

  { "anycast is not placed by databases",
    NULL,
    { "90 Berlin*, Paris:agreed" },
    { "-*: Paris Berlin" } },
  { "but by who measured it", NULL, { "90 Berlin*, Paris:measured" }, { "Paris*: Paris Berlin" } },
  { "and has no voice",
    NULL,
    { "2.3 Berlin", "9.1 Frankfurt*", "11.3 New York" },
    { "Berlin: Berlin", "-*: Frankfurt", "New York: New York" } },
};

static HopmapPlace *
new_place (const char *text, guint rank)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  char *star = strchr (parts[0], '*');
  int evidence = HOPMAP_EVIDENCE_DATABASE;
  HopmapPlace fields = { .source = (char *) text, .source_rank = rank };

  if (star != NULL)
    *star = '\0';
  if (parts[1] != NULL)
    g_assert_true (hopmap_enum_from_nick (HOPMAP_TYPE_EVIDENCE, parts[1], &evidence));
  for (gsize i = 0; i < G_N_ELEMENTS (towns); i++)
    if (g_str_equal (towns[i].name, parts[0]))
      {
        fields.kind = towns[i].kind;
        fields.has_point = TRUE;
        fields.latitude = towns[i].latitude;
        fields.longitude = towns[i].longitude;
        fields.radius_km = towns[i].radius_km;
      }

  g_assert_true (fields.has_point);
  if (fields.kind == HOPMAP_PLACE_CITY)
    fields.city = parts[0];
  else
    fields.country = parts[0];
  fields.evidence = (HopmapEvidence) evidence;
  fields.anycast = star != NULL;
  return hopmap_place_new (&fields);
}

/* Reads one hop of a case. */
static GPtrArray *
parse_hop (const char *text, HopmapHopTimes *times, guint ttl)
{
  g_auto (GStrv) words = NULL;
  GPtrArray *candidates;
  char *rest;
  const double ms = g_ascii_strtod (text, &rest);

  hopmap_hop_times_init (times, ttl);
  times->split = *rest == 's';
  times->rtt_ns[*rest == 't' ? HOPMAP_PROTOCOL_TCP : HOPMAP_PROTOCOL_ICMP] = (gint64) round (ms
                                                                                             * 1e6);
  if (*rest != '\0' && *rest != ' ')
    rest++;
  if (*rest == '\0')
    return NULL;

  candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  words = g_strsplit (rest + 1, ", ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (candidates, new_place (words[i], i));

  return candidates;
}

static const char *
get_name (const HopmapPlace *place)
{
  return place->city != NULL ? place->city : place->country;
}

static char *
describe (const HopmapFusedHop *hop)
{
  static const char *const marks[] = { "", "!", "?" };
  GString *text = g_string_new (NULL);

  if (hop->place == NULL)
    return g_string_free (text, FALSE);

  g_string_append_printf (
      text, "%s%s:", hop->place->kind == HOPMAP_PLACE_UNKNOWN ? "-" : get_name (hop->place),
      hop->place->anycast ? "*" : "");
  for (guint i = 0; i < hop->candidates->len; i++)
    {
      const HopmapPlace *place = hop->candidates->pdata[i];

      g_string_append_printf (text, " %s%s", marks[place->refutation.kind], get_name (place));
    }

  return g_string_free (text, FALSE);
}

static GArray *
fuse_case (const Case *which)
{
  g_autoptr (HopmapPlace) origin = which->origin != NULL ? new_place (which->origin, 0) : NULL;
  HopmapHopTimes times[MAX_HOPS];
  GPtrArray *candidates[MAX_HOPS];
  GArray *fused;
  guint n = 0;

  for (; which->hops[n] != NULL; n++)
    candidates[n] = parse_hop (which->hops[n], &times[n], n + 1);
  fused = hopmap_place_fuse (times, candidates, n, origin);
  for (guint i = 0; i < n; i++)
    g_clear_pointer (&candidates[i], g_ptr_array_unref);

  return fused;
}

static void
test_case (gconstpointer data)
{
  const Case *which = data;
  g_autoptr (GArray) fused = fuse_case (which);

  for (guint i = 0; i < fused->len; i++)
    {
      g_autofree char *text = describe (&g_array_index (fused, HopmapFusedHop, i));

      g_assert_cmpstr (text, ==, which->outcome[i]);
    }
}

static void
test_words (void)
{
  static const struct
  {
    Case which;
    guint hop;
    const char *words;
  } rows[] = {
    { { "origin", "Berlin", { "11.3 New York" }, { NULL } },
      0,
      "New York needs at least 63 ms; it answered in 11 ms" },
    { { "later hop", "Berlin", { "90.3 New York", "12.1 Frankfurt" }, { NULL } },
      0,
      "New York needs at least 63 ms; hop 2, farther on, answered in 12 ms" },
    { { "witness", NULL, { "9.3 Berlin:person", "11.3 New York" }, { NULL } },
      1,
      "New York cannot be right together with Berlin (hop 1): that needs at least 63 ms; the answer "
      "came in 11 ms" },
    { { "two ways", NULL, { "9.3s Berlin:person", "11.3 New York" }, { NULL } },
      1,
      "New York cannot be right together with Berlin (hop 1): that needs at least 63 ms; both "
      "answers together took 21 ms" },
    { { "country", "Auckland", { "1.3 USA:country" }, { NULL } },
      0,
      "USA needs at least 77 ms; it answered in 1.3 ms" },
  };

  /* Words are in the person's language; here they are compared with English ones. */
  setlocale (LC_ALL, "C");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) fused = fuse_case (&rows[i].which);
      const HopmapFusedHop *hop = &g_array_index (fused, HopmapFusedHop, rows[i].hop);
      const HopmapPlace *last = hop->candidates->pdata[hop->candidates->len - 1];
      g_autofree char *words = hopmap_place_dup_reason (last, rows[i].hop + 1);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_nothing (void)
{
  HopmapHopTimes times;
  GPtrArray *candidates[] = { NULL };
  g_autoptr (GArray) no_hops = hopmap_place_fuse (NULL, NULL, 0, NULL);
  g_autoptr (GArray) no_places = NULL;

  hopmap_hop_times_init (&times, 1);
  no_places = hopmap_place_fuse (&times, candidates, 1, NULL);
  g_assert_cmpuint (no_hops->len, ==, 0);
  g_assert_cmpuint (no_places->len, ==, 1);
  g_assert_null (g_array_index (no_places, HopmapFusedHop, 0).place);
  g_assert_null (g_array_index (no_places, HopmapFusedHop, 0).candidates);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/place-fusion/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/place-fusion/words", test_words);
  g_test_add_func ("/place-fusion/nothing", test_nothing);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When two hops are in one place, when a place is doubtful, and what a stop is called.
 */
#include "hopmap-route-stop.h"

#include "hopmap-palette.h"

#include <glib/gi18n-lib.h>
#include <hopmap-rtt.h>
#include <hopmap-sphere.h>

/* Hops nearer than this share a stop; those that name the same city may be further apart. */
#define SAME_STOP_KM    5.0
#define SAME_CITY_KM    60.0
#define VAGUE_RADIUS_KM 200.0
#define ORIGIN_LABEL    "⌂"

static gboolean
place_is_vague (const HopmapPlace *place)
{
  return place->kind == HOPMAP_PLACE_COUNTRY || place->evidence <= HOPMAP_EVIDENCE_WIDE
         || place->radius_km > VAGUE_RADIUS_KM || place->refutation.kind != HOPMAP_REFUTATION_NONE;
}

/* "2, 4–6": the numbers of a stop, neighbours drawn together. */
static char *
build_label (const HopmapRouteStop *stop)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < stop->n_hops;)
    {
      guint last = i;

      while (last + 1 < stop->n_hops && stop->ttls[last + 1] == stop->ttls[last] + 1)
        last++;
      g_string_append_printf (text, "%s%u", i > 0 ? ", " : "", stop->ttls[i]);
      if (last > i)
        g_string_append_printf (text, "–%u", stop->ttls[last]);
      i = last + 1;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * hopmap_route_stop_new:
 * @place: a place with a point; kept
 *
 * Returns: (transfer full): a stop without hops, in the world copy from 0 to 1
 */
HopmapRouteStop *
hopmap_route_stop_new (HopmapPlace *place)
{
  HopmapRouteStop *stop = g_new0 (HopmapRouteStop, 1);

  stop->place = hopmap_place_ref (place);
  stop->point.x = hopmap_mercator_x (place->longitude);
  stop->point.y = hopmap_mercator_y (place->latitude);
  stop->radius_km = place->radius_km > 0.0 ? place->radius_km : 0.0;
  stop->vague = place_is_vague (place);
  stop->country = place->kind == HOPMAP_PLACE_COUNTRY;
  stop->refuted = place->refutation.kind != HOPMAP_REFUTATION_NONE;
  stop->anycast = place->anycast;
  stop->rtt_ns = -1;
  stop->tone = HOPMAP_RTT_CLASS_NONE;
  return stop;
}

/**
 * hopmap_route_stop_new_origin:
 * @place: where the probes left, with a point; kept
 *
 * Returns: (transfer full): a stop without hops that says so
 */
HopmapRouteStop *
hopmap_route_stop_new_origin (HopmapPlace *place)
{
  HopmapRouteStop *stop = hopmap_route_stop_new (place);

  stop->origin = TRUE;
  stop->label = g_strdup (ORIGIN_LABEL);
  return stop;
}

/**
 * hopmap_route_stop_free:
 * @stop: (transfer full): a stop
 */
void
hopmap_route_stop_free (HopmapRouteStop *stop)
{
  hopmap_place_unref (stop->place);
  g_free (stop->places);
  g_free (stop->label);
  g_free (stop->ttls);
  g_free (stop);
}

/**
 * hopmap_route_stop_add_hop:
 * @stop: a stop
 * @hop: a hop in its place, farther along the route than those before
 * @tone: class of that hop; the stop has the smallest
 */
void
hopmap_route_stop_add_hop (HopmapRouteStop *stop, HopmapHop *hop, guint tone)
{
  const gint64 rtt_ns = hopmap_hop_get_rtt_ns (hop);
  const guint n = stop->n_hops++;

  stop->ttls = g_renew (guint, stop->ttls, stop->n_hops);
  stop->ttls[n] = hopmap_hop_get_ttl (hop);
  stop->destination = stop->destination || hopmap_hop_is_destination (hop);
  if (rtt_ns >= 0 && (stop->rtt_ns < 0 || rtt_ns < stop->rtt_ns))
    stop->rtt_ns = rtt_ns;
  stop->tone = MIN (stop->tone, tone);

  g_free (stop->label);
  stop->label = build_label (stop);
}

/**
 * hopmap_route_stop_new_branch:
 * @place: a place with a point, of an address that is not a hop's first; kept
 *
 * Returns: (transfer full): a stop beside the route, without hops
 */
HopmapRouteStop *
hopmap_route_stop_new_branch (HopmapPlace *place)
{
  HopmapRouteStop *stop = hopmap_route_stop_new (place);

  stop->branch = TRUE;
  return stop;
}

/**
 * hopmap_route_stop_add_other:
 * @stop: a stop beside the route
 * @hop: a hop that another address in this place answered for
 * @other: that address
 * @letter: which of the places of that hop this is; 1 is "b", since the hop itself is "a"
 * @tone: class of that address
 */
void
hopmap_route_stop_add_other (HopmapRouteStop *stop,
                             HopmapHop *hop,
                             const HopmapResponder *other,
                             guint letter,
                             guint tone)
{
  const guint ttl = hopmap_hop_get_ttl (hop);
  const guint n = stop->n_hops;
  const gint64 rtt_ns = other->stats.received > 0 ? other->stats.best_ns : -1;
  char *label;

  if (rtt_ns >= 0 && (stop->rtt_ns < 0 || rtt_ns < stop->rtt_ns))
    stop->rtt_ns = rtt_ns;
  stop->tone = MIN (stop->tone, tone);
  if (n > 0 && stop->ttls[n - 1] == ttl)
    return;

  stop->ttls = g_renew (guint, stop->ttls, ++stop->n_hops);
  stop->ttls[n] = ttl;
  label = g_strdup_printf ("%s%s%u%c", n > 0 ? stop->label : "", n > 0 ? ", " : "", ttl,
                           'a' + (int) MIN (letter, 25));
  g_free (stop->label);
  stop->label = label;
}

/**
 * hopmap_route_stop_is_at:
 * @stop: a stop
 * @place: a place with a point
 *
 * Returns: whether a hop at @place belongs to @stop. Doubtful and known places never mix
 */
gboolean
hopmap_route_stop_is_at (const HopmapRouteStop *stop, const HopmapPlace *place)
{
  const HopmapPlace *here = stop->place;
  const double km = hopmap_sphere_distance_km (here->latitude, here->longitude, place->latitude,
                                               place->longitude);

  if (stop->origin || stop->vague != place_is_vague (place)
      || stop->country != (place->kind == HOPMAP_PLACE_COUNTRY) || stop->anycast != place->anycast
      || stop->refuted != (place->refutation.kind != HOPMAP_REFUTATION_NONE))
    return FALSE;
  return km <= SAME_STOP_KM
         || (km <= SAME_CITY_KM && here->city != NULL && g_strcmp0 (here->city, place->city) == 0
             && g_strcmp0 (here->country_code, place->country_code) == 0);
}

/**
 * hopmap_route_stop_has_hop:
 * @stop: a stop
 * @ttl: distance of a hop
 *
 * Returns: whether that hop is in this place
 */
gboolean
hopmap_route_stop_has_hop (const HopmapRouteStop *stop, guint ttl)
{
  for (guint i = 0; i < stop->n_hops; i++)
    if (stop->ttls[i] == ttl)
      return TRUE;
  return FALSE;
}

/**
 * hopmap_route_stop_dup_place:
 * @stop: a stop
 *
 * Returns: (transfer full) (nullable): its place, or its places, in words
 */
char *
hopmap_route_stop_dup_place (const HopmapRouteStop *stop)
{
  return stop->places != NULL ? g_strdup (stop->places) : hopmap_place_dup_text (stop->place);
}

/* "Hops 3–4, Frankfurt am Main, Germany, 18 ms" */
static char *
dup_line (const HopmapRouteStop *stop)
{
  g_autofree char *place = hopmap_route_stop_dup_place (stop);
  g_autofree char *rtt = stop->rtt_ns >= 0 ? hopmap_rtt_dup_text (stop->rtt_ns) : NULL;

  if (stop->origin)
    /* TRANSLATORS: %s is a place, the one where the person is */
    return g_strdup_printf (_ ("You are here: %s"), place != NULL ? place : "");
  if (rtt == NULL)
    return g_strdup_printf (
        /* TRANSLATORS: number or numbers of hops ("3–4"), place */
        g_dngettext (GETTEXT_PACKAGE, "Hop %s, %s", "Hops %s, %s", stop->n_hops), stop->label,
        place != NULL ? place : "");

  return g_strdup_printf (
      /* TRANSLATORS: number or numbers of hops ("3–4"), place, time ("18 ms") */
      g_dngettext (GETTEXT_PACKAGE, "Hop %s, %s, %s", "Hops %s, %s, %s", stop->n_hops), stop->label,
      place != NULL ? place : "", rtt);
}

/**
 * hopmap_route_stop_dup_doubt:
 * @stop: a stop
 *
 * Returns: (transfer full) (nullable): why one should not trust its place, one translated sentence,
 *   or %NULL where nothing speaks against it
 */
char *
hopmap_route_stop_dup_doubt (const HopmapRouteStop *stop)
{
  if (stop->branch)
    return g_strdup (_ ("Another router at the same distance answers from here."));
  if (stop->refuted)
    return hopmap_place_dup_reason (stop->place, stop->n_hops > 0 ? stop->ttls[0] : 0);
  if (stop->anycast)
    return g_strdup (_ ("This address is at many places at once."));
  if (stop->country)
    return g_strdup (_ ("Only the country is known."));
  if (stop->vague && stop->radius_km > 0.0)
    /* TRANSLATORS: %.0f is a number of kilometres */
    return g_strdup_printf (_ ("The place is known only within %.0f km."), stop->radius_km);
  return NULL;
}

/**
 * hopmap_route_stop_dup_text:
 * @stop: a stop
 *
 * Returns: (transfer full): the stop in words, translated: "Hops 3–4, Frankfurt am Main, Germany,
 *   18 ms", and in a second line what is doubtful. The place may hold any characters: escape it for
 *   markup
 */
char *
hopmap_route_stop_dup_text (const HopmapRouteStop *stop)
{
  g_autofree char *line = dup_line (stop);
  g_autofree char *doubt = hopmap_route_stop_dup_doubt (stop);

  return doubt != NULL ? g_strdup_printf ("%s\n%s", line, doubt) : g_steal_pointer (&line);
}

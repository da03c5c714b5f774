/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a row of the hop list says, to the eye and to a screen reader: see hopmap-ui-closures.h.
 */
#include "hopmap-ui-closures.h"

#include "hopmap-distance.h"
#include "hopmap-hop-doubt.h"
#include "hopmap-rtt.h"

#include <glib/gi18n-lib.h>

#define NS_PER_MS 1e6

static gboolean
is_special (const HopmapPlace *place)
{
  return place != NULL && place->kind == HOPMAP_PLACE_SPECIAL;
}

/* A name for who answered: the router's own, else its address, which a file may have left out. */
static const char *
get_who (HopmapHop *hop)
{
  const char *name = hopmap_hop_get_name (hop);
  const char *address = hopmap_hop_get_address_text (hop);

  if (hopmap_hop_is_masked (hop))
    return _ ("Hidden");
  if (name != NULL)
    return name;

  return address != NULL ? address : _ ("Nameless router");
}

static char *
dup_state_text (HopmapHop *hop)
{
  if (hopmap_hop_get_state (hop) == HOPMAP_HOP_SILENT)
    return g_strdup (_ ("Did not answer"));

  return g_strdup (_ ("Waiting for an answer…"));
}

/**
 * hopmap_ui_dup_badge:
 * @first_ttl: distance of the first hop
 * @last_ttl: distance of the last
 *
 * Returns: (transfer full): "7", or "7–8"
 */
char *
hopmap_ui_dup_badge (guint first_ttl, guint last_ttl)
{
  if (first_ttl == last_ttl)
    return g_strdup_printf ("%u", first_ttl);

  return g_strdup_printf ("%u–%u", first_ttl, last_ttl);
}

/**
 * hopmap_ui_dup_row_title:
 * @hop: a hop
 * @country: whether the row names the country of a city
 *
 * Returns: (transfer full): the place; without one who answered; or what is awaited
 */
char *
hopmap_ui_dup_row_title (HopmapHop *hop, HopmapUiCountry country)
{
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);
  g_autofree char *text = NULL;

  if (hopmap_hop_get_state (hop) != HOPMAP_HOP_ANSWERED)
    return dup_state_text (hop);
  if (place != NULL && place->kind == HOPMAP_PLACE_CITY && place->city != NULL
      && country == HOPMAP_UI_COUNTRY_REPEATED)
    return g_strdup (place->city);

  text = hopmap_place_dup_text (place);
  return text != NULL ? g_steal_pointer (&text) : g_strdup (get_who (hop));
}

/**
 * hopmap_ui_dup_row_subtitle:
 * @hop: a hop
 *
 * Returns: (transfer full): who answered, where the title does not say it; else ""
 */
char *
hopmap_ui_dup_row_subtitle (HopmapHop *hop)
{
  g_autofree char *place = hopmap_place_dup_text (hopmap_hop_get_shown_place (hop));
  const char *name = hopmap_hop_get_name (hop);
  const char *address = hopmap_hop_get_address_text (hop);

  if (hopmap_hop_get_state (hop) != HOPMAP_HOP_ANSWERED || hopmap_hop_is_masked (hop))
    return g_strdup ("");
  if (place != NULL)
    return g_strdup (get_who (hop));

  return g_strdup (name != NULL && address != NULL ? address : "");
}

/**
 * hopmap_ui_dup_network:
 * @hop: a hop
 *
 * Returns: (transfer full): "AS3320 Deutsche Telekom", or what there is of it; ""
 */
char *
hopmap_ui_dup_network (HopmapHop *hop)
{
  guint asn = hopmap_hop_get_asn (hop);
  const char *network = hopmap_hop_get_network (hop);

  if (asn > 0 && network != NULL)
    return g_strdup_printf ("AS%u %s", asn, network);
  if (asn > 0)
    return g_strdup_printf ("AS%u", asn);

  return g_strdup (network != NULL ? network : "");
}

/**
 * hopmap_ui_dup_row_detail:
 * @hop: a hop
 *
 * Returns: (transfer full): network and address, where no other line of the row says them; else ""
 */
char *
hopmap_ui_dup_row_detail (HopmapHop *hop)
{
  g_autofree char *place = hopmap_place_dup_text (hopmap_hop_get_shown_place (hop));
  g_autofree char *network = NULL;
  const char *address = NULL;

  if (hopmap_hop_get_state (hop) != HOPMAP_HOP_ANSWERED || hopmap_hop_is_masked (hop))
    return g_strdup ("");

  network = hopmap_ui_dup_network (hop);
  if (place != NULL && hopmap_hop_get_name (hop) != NULL)
    address = hopmap_hop_get_address_text (hop);
  if (address != NULL && *network != '\0')
    return g_strconcat (network, " · ", address, NULL);

  return address != NULL ? g_strdup (address) : g_steal_pointer (&network);
}

/* Of the place that is shown; "" where it is beyond doubt. */
static char *
dup_place_doubt (HopmapHop *hop, const HopmapPlace *place)
{
  const HopmapPlace *rival = hopmap_hop_find_rival (hop);

  if (rival != NULL)
    /* Translators: %s is another city than the one that is shown */
    return g_strdup_printf (_ ("Sources disagree: or in %s"), rival->city);
  if (place->kind == HOPMAP_PLACE_COUNTRY || place->evidence == HOPMAP_EVIDENCE_COUNTRY)
    return g_strdup (_ ("Only the country is known"));
  if (place->evidence == HOPMAP_EVIDENCE_WIDE)
    {
      g_autofree char *radius = hopmap_distance_dup_about (place->radius_km);

      /* Translators: %s is a distance ("450 km") */
      return g_strdup_printf (_ ("Uncertain: up to %s away"), radius);
    }

  return g_strdup ("");
}

/**
 * hopmap_ui_dup_row_doubt:
 * @hop: a hop
 *
 * Returns: (transfer full): why its place is not certain, a short sentence without its stop; ""
 *   where there is nothing to say
 */
char *
hopmap_ui_dup_row_doubt (HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);
  char *refutation;

  if (hopmap_hop_get_state (hop) != HOPMAP_HOP_ANSWERED || place == NULL || is_special (place))
    return g_strdup ("");

  refutation = hopmap_hop_dup_refutation (hop);
  if (refutation != NULL)
    return refutation;
  if (place->kind != HOPMAP_PLACE_UNKNOWN)
    return dup_place_doubt (hop, place);

  return g_strdup (place->anycast ? _ ("Anycast: one address at many places")
                                  : _ ("Place unknown"));
}

/**
 * hopmap_ui_dup_row_time:
 * @hop: a hop
 *
 * Returns: (transfer full): its round-trip time, with traceroute's mark where it refused; or ""
 */
char *
hopmap_ui_dup_row_time (HopmapHop *hop)
{
  g_autofree char *mark = hopmap_hop_dup_mark (hop);
  g_autofree char *time = NULL;

  if (hopmap_hop_get_rtt_ns (hop) < 0)
    return g_strdup ("");

  time = hopmap_rtt_dup_text (hopmap_hop_get_rtt_ns (hop));
  return mark != NULL ? g_strconcat (mark, "  ", time, NULL) : g_steal_pointer (&time);
}

static char *
dup_spoken_time (gint64 rtt_ns)
{
  double ms = (double) rtt_ns / NS_PER_MS;

  if (ms < 0.995)
    return g_strdup_printf (_ ("%.2f milliseconds"), ms);
  if (ms < 9.95)
    return g_strdup_printf (_ ("%.1f milliseconds"), ms);

  return g_strdup_printf (ngettext ("%.0f millisecond", "%.0f milliseconds", (gulong) (ms + 0.5)),
                          ms);
}

static void
add_part (GPtrArray *parts, char *part)
{
  if (part != NULL && *part != '\0')
    g_ptr_array_add (parts, part);
  else
    g_free (part);
}

static void
add_answer_parts (GPtrArray *parts, HopmapHop *hop)
{
  char *mark = hopmap_hop_dup_mark (hop);

  if (hopmap_hop_is_destination (hop))
    add_part (parts, g_strdup (_ ("the destination")));
  add_part (parts, hopmap_place_dup_text (hopmap_hop_get_shown_place (hop)));
  add_part (parts, g_strdup (get_who (hop)));
  if (hopmap_hop_get_rtt_ns (hop) >= 0)
    add_part (parts, dup_spoken_time (hopmap_hop_get_rtt_ns (hop)));
  if (mark != NULL)
    add_part (parts, g_strdup (_ ("says that there is no way on")));
  add_part (parts, hopmap_ui_dup_row_doubt (hop));
  g_free (mark);
}

/**
 * hopmap_ui_dup_hop_sentence:
 * @hop: a hop
 *
 * Returns: (transfer full): the whole row as a screen reader speaks it: "Hop 3, Frankfurt am Main,
 *   Germany, f-ed11.example.net, 18 milliseconds"
 */
char *
hopmap_ui_dup_hop_sentence (HopmapHop *hop)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  add_part (parts, g_strdup_printf (_ ("Hop %u"), hopmap_hop_get_ttl (hop)));
  if (hopmap_hop_get_state (hop) == HOPMAP_HOP_ANSWERED)
    add_answer_parts (parts, hop);
  else if (hopmap_hop_get_state (hop) == HOPMAP_HOP_SILENT)
    add_part (parts, g_strdup (_ ("did not answer")));
  else
    add_part (parts, g_strdup (_ ("waiting for an answer")));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (C_ ("between parts of a spoken list", ", "), (GStrv) parts->pdata);
}

/**
 * hopmap_ui_dup_silence:
 * @n_hops: how many hops in a row are silent
 * @position: whether somebody behind them answered
 *
 * Returns: (transfer full): "2 routers did not answer"
 */
char *
hopmap_ui_dup_silence (guint n_hops, HopmapUiPosition position)
{
  if (position == HOPMAP_UI_POSITION_LAST)
    return g_strdup (_ ("No answer from here on"));

  return g_strdup_printf (
      ngettext ("%u router did not answer", "%u routers did not answer", n_hops), n_hops);
}

/**
 * hopmap_ui_dup_silence_sentence:
 * @first_ttl: distance of the first silent hop
 * @last_ttl: distance of the last
 * @position: whether somebody behind them answered
 *
 * Returns: (transfer full): the same for a screen reader: "Hops 7 to 8, 2 routers did not answer"
 */
char *
hopmap_ui_dup_silence_sentence (guint first_ttl, guint last_ttl, HopmapUiPosition position)
{
  g_autofree char *silence = hopmap_ui_dup_silence (last_ttl - first_ttl + 1, position);

  if (first_ttl == last_ttl)
    /* Translators: a hop's number, and that it did not answer */
    return g_strdup_printf (_ ("Hop %u, %s"), first_ttl, silence);

  /* Translators: the numbers of the first and last hop, and that they did not answer */
  return g_strdup_printf (_ ("Hops %u to %u, %s"), first_ttl, last_ttl, silence);
}

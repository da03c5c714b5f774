/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns of the hop table: see the header. What is not known is an empty cell, and comes last
 * where the values go up.
 */
#include "hopmap-hop-column.h"

#include "hopmap-distance.h"
#include "hopmap-rtt.h"
#include "hopmap-sphere.h"
#include "hopmap-ui-closures.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UNKNOWN (-1.0)

static const HopmapHopColumn columns[HOPMAP_N_HOP_COLUMNS] = {
  [HOPMAP_HOP_COLUMN_NUMBER] = { "number", NC_ ("column", "#"), TRUE, TRUE, -1 },
  [HOPMAP_HOP_COLUMN_HOST] = { "host", NC_ ("column", "Host"), FALSE, TRUE, 20 },
  [HOPMAP_HOP_COLUMN_ADDRESS] = { "address", NC_ ("column", "Address"), FALSE, FALSE, 15 },
  [HOPMAP_HOP_COLUMN_PLACE] = { "place", NC_ ("column", "Place"), FALSE, TRUE, 16 },
  [HOPMAP_HOP_COLUMN_NETWORK] = { "network", NC_ ("column", "Network"), FALSE, TRUE, 16 },
  [HOPMAP_HOP_COLUMN_RTT] = { "rtt", NC_ ("column", "Time"), TRUE, TRUE, -1 },
  [HOPMAP_HOP_COLUMN_HISTORY] = { "history", NC_ ("column", "Course"), FALSE, TRUE, -1 },
  [HOPMAP_HOP_COLUMN_LOSS] = { "loss", NC_ ("column", "Loss"), TRUE, TRUE, -1 },
  [HOPMAP_HOP_COLUMN_AVERAGE] = { "average", NC_ ("column", "Average"), TRUE, TRUE, -1 },
  [HOPMAP_HOP_COLUMN_BEST] = { "best", NC_ ("column", "Best"), TRUE, FALSE, -1 },
  [HOPMAP_HOP_COLUMN_WORST] = { "worst", NC_ ("column", "Worst"), TRUE, TRUE, -1 },
  [HOPMAP_HOP_COLUMN_JITTER] = { "jitter", NC_ ("column", "Jitter"), TRUE, TRUE, -1 },
  [HOPMAP_HOP_COLUMN_SENT] = { "sent", NC_ ("column", "Sent"), TRUE, TRUE, -1 },
  [HOPMAP_HOP_COLUMN_DISTANCE] = { "km", NC_ ("column", "Distance"), TRUE, FALSE, -1 },
  [HOPMAP_HOP_COLUMN_CONFIDENCE] = { "confidence", NC_ ("column", "Confidence"), FALSE, FALSE, 16 },
  [HOPMAP_HOP_COLUMN_SOURCE] = { "source", NC_ ("column", "Source"), FALSE, FALSE, 18 },
};

/**
 * hopmap_hop_column_get:
 * @id: a column
 *
 * Returns: (transfer none): what there is to know about it
 */
const HopmapHopColumn *
hopmap_hop_column_get (HopmapHopColumnId id)
{
  g_return_val_if_fail (id < HOPMAP_N_HOP_COLUMNS, NULL);

  return &columns[id];
}

/**
 * hopmap_hop_column_get_title:
 * @id: a column
 *
 * Returns: its title, translated
 */
const char *
hopmap_hop_column_get_title (HopmapHopColumnId id)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "column", hopmap_hop_column_get (id)->title);
}

/**
 * hopmap_hop_column_find:
 * @name: what may be the name of a column
 * @id: (out): which
 *
 * Returns: whether there is one of that name
 */
gboolean
hopmap_hop_column_find (const char *name, HopmapHopColumnId *id)
{
  for (guint i = 0; i < HOPMAP_N_HOP_COLUMNS; i++)
    {
      if (g_str_equal (columns[i].name, name))
        {
          *id = (HopmapHopColumnId) i;
          return TRUE;
        }
    }

  return FALSE;
}

static const HopmapPlace *
get_point (HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);

  return place != NULL && place->has_point ? place : NULL;
}

/* From the nearest hop before it that has a place. */
static double
get_leg_km (HopmapRoute *route, HopmapHop *hop)
{
  const HopmapPlace *to = get_point (hop);

  for (guint ttl = hopmap_hop_get_ttl (hop); to != NULL && ttl-- > 1;)
    {
      HopmapHop *before = hopmap_route_get_hop (route, ttl);
      const HopmapPlace *from = before != NULL ? get_point (before) : NULL;

      if (from != NULL)
        return hopmap_sphere_distance_km (from->latitude, from->longitude, to->latitude,
                                          to->longitude);
    }

  return UNKNOWN;
}

/* Nanoseconds; jitter needs two answers. */
static double
get_time (HopmapHopColumnId id, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);

  if (id == HOPMAP_HOP_COLUMN_RTT)
    return (double) hopmap_hop_get_rtt_ns (hop);
  if (stats->received == 0 || (id == HOPMAP_HOP_COLUMN_JITTER && stats->received < 2))
    return UNKNOWN;
  if (id == HOPMAP_HOP_COLUMN_AVERAGE)
    return stats->mean_ns;
  if (id == HOPMAP_HOP_COLUMN_BEST)
    return (double) stats->best_ns;
  if (id == HOPMAP_HOP_COLUMN_WORST)
    return (double) stats->worst_ns;

  return stats->jitter_ns;
}

static double
get_number (HopmapHopColumnId id, HopmapRoute *route, HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);

  switch (id)
    {
    case HOPMAP_HOP_COLUMN_NUMBER:
      return hopmap_hop_get_ttl (hop);
    case HOPMAP_HOP_COLUMN_LOSS:
      return stats->received + stats->lost + stats->late > 0
                 ? hopmap_running_stats_get_loss_percent (stats)
                 : UNKNOWN;
    case HOPMAP_HOP_COLUMN_SENT:
      return stats->sent;
    case HOPMAP_HOP_COLUMN_DISTANCE:
      return get_leg_km (route, hop);
    case HOPMAP_HOP_COLUMN_CONFIDENCE:
      return place != NULL ? (double) place->evidence : UNKNOWN;
    case HOPMAP_HOP_COLUMN_RTT:
    case HOPMAP_HOP_COLUMN_HISTORY:
    case HOPMAP_HOP_COLUMN_AVERAGE:
    case HOPMAP_HOP_COLUMN_BEST:
    case HOPMAP_HOP_COLUMN_WORST:
    case HOPMAP_HOP_COLUMN_JITTER:
      return get_time (id, hop);
    case HOPMAP_HOP_COLUMN_HOST:
    case HOPMAP_HOP_COLUMN_ADDRESS:
    case HOPMAP_HOP_COLUMN_PLACE:
    case HOPMAP_HOP_COLUMN_NETWORK:
    case HOPMAP_HOP_COLUMN_SOURCE:
    case HOPMAP_N_HOP_COLUMNS:
    default:
      return UNKNOWN;
    }
}

static char *
dup_number (HopmapHopColumnId id, double number)
{
  if (number < 0.0)
    return g_strdup ("");
  if (id == HOPMAP_HOP_COLUMN_LOSS)
    /* Translators: %.0f is a number of per cent */
    return g_strdup_printf (C_ ("loss", "%.0f %%"), number);
  if (id == HOPMAP_HOP_COLUMN_DISTANCE)
    return hopmap_distance_dup_text (number);

  return g_strdup_printf ("%.0f", number);
}

static char *
dup_host (HopmapHop *hop)
{
  const char *name = hopmap_hop_get_name (hop);
  const char *address = hopmap_hop_get_address_text (hop);

  if (hopmap_hop_get_state (hop) != HOPMAP_HOP_ANSWERED)
    return hopmap_ui_dup_row_title (hop, HOPMAP_UI_COUNTRY_SHOWN);
  if (hopmap_hop_is_masked (hop))
    return g_strdup (_ ("Hidden"));

  return g_strdup (name != NULL ? name : address != NULL ? address : _ ("Nameless router"));
}

static char *
dup_place (HopmapHop *hop)
{
  char *text = hopmap_place_dup_text (hopmap_hop_get_shown_place (hop));

  return text != NULL ? text : g_strdup ("");
}

/**
 * hopmap_hop_column_dup_text:
 * @id: a column
 * @route: a route
 * @hop: a hop of it
 *
 * Returns: (transfer full): what stands in the cell; "" where nothing is known
 */
char *
hopmap_hop_column_dup_text (HopmapHopColumnId id, HopmapRoute *route, HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);
  double number;

  if (hopmap_hop_is_masked (hop)
      && (id == HOPMAP_HOP_COLUMN_ADDRESS || id == HOPMAP_HOP_COLUMN_NETWORK))
    return g_strdup ("");

  switch (id)
    {
    case HOPMAP_HOP_COLUMN_HOST:
      return dup_host (hop);
    case HOPMAP_HOP_COLUMN_ADDRESS:
      return g_strdup (hopmap_hop_get_address_text (hop) != NULL ? hopmap_hop_get_address_text (hop)
                                                                 : "");
    case HOPMAP_HOP_COLUMN_PLACE:
      return dup_place (hop);
    case HOPMAP_HOP_COLUMN_NETWORK:
      return hopmap_ui_dup_network (hop);
    case HOPMAP_HOP_COLUMN_CONFIDENCE:
      return g_strdup (place != NULL ? hopmap_ui_evidence (place) : "");
    case HOPMAP_HOP_COLUMN_SOURCE:
      return g_strdup (place != NULL && place->source != NULL ? place->source : "");
    case HOPMAP_HOP_COLUMN_RTT:
      return hopmap_ui_dup_row_time (hop);
    case HOPMAP_HOP_COLUMN_AVERAGE:
    case HOPMAP_HOP_COLUMN_BEST:
    case HOPMAP_HOP_COLUMN_WORST:
    case HOPMAP_HOP_COLUMN_JITTER:
      number = get_time (id, hop);
      return number >= 0.0 ? hopmap_rtt_dup_text ((gint64) number) : g_strdup ("");
    case HOPMAP_HOP_COLUMN_NUMBER:
    case HOPMAP_HOP_COLUMN_LOSS:
    case HOPMAP_HOP_COLUMN_SENT:
    case HOPMAP_HOP_COLUMN_DISTANCE:
      return dup_number (id, get_number (id, route, hop));
    case HOPMAP_HOP_COLUMN_HISTORY:
    case HOPMAP_N_HOP_COLUMNS:
    default:
      return g_strdup ("");
    }
}

static int
compare_text (HopmapHopColumnId id, HopmapRoute *route, HopmapHop *one, HopmapHop *other)
{
  g_autofree char *a = hopmap_hop_column_dup_text (id, route, one);
  g_autofree char *b = hopmap_hop_column_dup_text (id, route, other);

  if ((*a == '\0') != (*b == '\0'))
    return *a == '\0' ? 1 : -1;

  return g_utf8_collate (a, b);
}

static gboolean
is_text (HopmapHopColumnId id)
{
  return !columns[id].numeric && id != HOPMAP_HOP_COLUMN_CONFIDENCE
         && id != HOPMAP_HOP_COLUMN_HISTORY;
}

/* By their numbers, not as text: 10.0.0.9 comes before 10.0.0.10. */
static int
compare_addresses (HopmapHop *one, HopmapHop *other)
{
  const HopmapAddress *a = hopmap_hop_get_address (one);
  const HopmapAddress *b = hopmap_hop_get_address (other);

  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);

  if (a->family != b->family)
    return a->family < b->family ? -1 : 1;

  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

/**
 * hopmap_hop_column_compare:
 * @id: a column
 * @route: a route
 * @one: a hop of it
 * @other: another one
 *
 * Returns: less than, equal to or more than 0 as @one comes before @other, or after it
 */
int
hopmap_hop_column_compare (HopmapHopColumnId id,
                           HopmapRoute *route,
                           HopmapHop *one,
                           HopmapHop *other)
{
  double a, b;

  if (id == HOPMAP_HOP_COLUMN_ADDRESS)
    return compare_addresses (one, other);
  if (is_text (id))
    return compare_text (id, route, one, other);

  a = get_number (id, route, one);
  b = get_number (id, route, other);
  if ((a < 0.0) != (b < 0.0))
    return a < 0.0 ? 1 : -1;

  return a < b ? -1 : a > b;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window says: see the header. What belongs to a row is in hopmap-ui-row-closures.c.
 */
#include "hopmap-ui-closures.h"

#include "hopmap-distance.h"
#include "hopmap-rtt.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Below this the bars of a short route would make noise look like distance. */
#define MIN_SCALE_NS (10 * G_GINT64_CONSTANT (1000000))

/* The smallest bar that can still be seen: a router answered, however fast. */
#define MIN_BAR_FRACTION 0.02

/* A file name longer than this is refused by some file systems once an extension is added. */
#define MAX_FILE_NAME_BYTES 120

#define MAX_COUNTRIES       6

/**
 * hopmap_ui_page:
 * @route: (nullable): the window's route
 *
 * Returns: what the window shows
 */
HopmapUiPage
hopmap_ui_page (HopmapRoute *route)
{
  if (route == NULL)
    return HOPMAP_UI_PAGE_WELCOME;
  if (hopmap_route_get_phase (route) == HOPMAP_PHASE_FAILED
      && hopmap_route_get_last_answering_hop (route) == NULL)
    return HOPMAP_UI_PAGE_FAILURE;

  return HOPMAP_UI_PAGE_ROUTE;
}

/**
 * hopmap_ui_extent:
 * @route: a route, as it is now
 *
 * Returns: whether its last answer is the destination's
 */
HopmapUiExtent
hopmap_ui_extent (HopmapRoute *route)
{
  HopmapHop *last = hopmap_route_get_last_answering_hop (route);

  return last != NULL && hopmap_hop_is_destination (last) ? HOPMAP_UI_EXTENT_WHOLE
                                                          : HOPMAP_UI_EXTENT_PART;
}

/**
 * hopmap_ui_scale_ns:
 * @slowest_ns: the largest round-trip time of a route, nanoseconds, or -1 for none
 *
 * Returns: the time that a full bar stands for, nanoseconds
 */
gint64
hopmap_ui_scale_ns (gint64 slowest_ns)
{
  return MAX (slowest_ns, MIN_SCALE_NS);
}

/**
 * hopmap_ui_bar_fraction:
 * @rtt_ns: a round-trip time in nanoseconds, or -1 for none
 * @scale_ns: what a full bar stands for, nanoseconds
 *
 * Returns: how much of the bar to fill, 0 to 1
 */
double
hopmap_ui_bar_fraction (gint64 rtt_ns, gint64 scale_ns)
{
  if (rtt_ns < 0 || scale_ns <= 0)
    return 0.0;

  return CLAMP ((double) rtt_ns / (double) scale_ns, MIN_BAR_FRACTION, 1.0);
}

/**
 * hopmap_ui_dup_card_heading:
 * @journey: what a route amounts to
 * @extent: whether it goes all the way
 *
 * Returns: (transfer full): "12 hops · 290 ms", "Up to hop 7 · 104 ms", or "" where nobody answered
 */
char *
hopmap_ui_dup_card_heading (const HopmapJourney *journey, HopmapUiExtent extent)
{
  g_autofree char *time = hopmap_rtt_dup_text (journey->rtt_ns);

  if (journey->n_hops == 0)
    return g_strdup ("");
  if (extent == HOPMAP_UI_EXTENT_PART)
    /* Translators: the farthest hop that answered, and its round-trip time ("290 ms") */
    return g_strdup_printf (_ ("Up to hop %u · %s"), journey->n_hops, time);

  return g_strdup_printf (
      /* Translators: distance in hops and a round-trip time ("290 ms") */
      ngettext ("%u hop · %s", "%u hops · %s", journey->n_hops), journey->n_hops, time);
}

/**
 * hopmap_ui_dup_card_countries:
 * @journey: what a route amounts to
 *
 * Returns: (transfer full): "Germany → France → New Zealand"; the middle of a long way is left out
 */
char *
hopmap_ui_dup_card_countries (const HopmapJourney *journey)
{
  guint n = g_strv_length (journey->countries);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        /* Translators: from one country to the next; turn it where you write right to left */
        g_string_append (text, C_ ("between countries", " → "));
      if (n > MAX_COUNTRIES && i == MAX_COUNTRIES / 2)
        {
          g_string_append (text, "…");
          i = n - MAX_COUNTRIES / 2 - 1;
        }
      else
        {
          g_string_append (text, journey->countries[i]);
        }
    }

  return g_string_free (text, FALSE);
}

/**
 * hopmap_ui_dup_card_distance:
 * @journey: what a route amounts to
 *
 * Returns: (transfer full): "20,100 km travelled, 17,700 direct · 1.4 × light in fibre", or what
 *   there is of it; "" where it says nothing
 */
char *
hopmap_ui_dup_card_distance (const HopmapJourney *journey)
{
  g_autofree char *travelled = hopmap_distance_dup_about (journey->travelled_km);
  g_autofree char *direct = hopmap_distance_dup_number (journey->direct_km);
  g_autofree char *number = hopmap_distance_dup_number (journey->travelled_km);

  if (journey->n_hops == 0)
    return g_strdup ("");
  if (journey->n_located == 0)
    return g_strdup (_ ("None of these addresses has a place on the map"));
  if (journey->travelled_km < 1.0)
    return g_strdup ("");
  if (journey->too_fast)
    /* Translators: %s is a distance ("950 km") */
    return g_strdup_printf (_ ("%s, if all these places were right"), travelled);
  if (strcmp (number, direct) == 0 && journey->light_ratio <= 0.0)
    return g_steal_pointer (&travelled);
  if (strcmp (number, direct) == 0)
    /* Translators: a distance ("950 km"); how many times as long as light in fibre needs */
    return g_strdup_printf (_ ("%s · %.1f × light in fibre"), travelled, journey->light_ratio);
  if (journey->direct_km < 1.0)
    /* Translators: %s is a distance ("950 km"); the way ends where it began */
    return g_strdup_printf (_ ("%s travelled, and back"), travelled);
  if (journey->light_ratio <= 0.0)
    /* Translators: a distance ("950 km"), and another without its unit ("810") */
    return g_strdup_printf (_ ("%s travelled, %s direct"), travelled, direct);

  return g_strdup_printf (
      /* Translators: a distance ("950 km"), another without its unit ("810"), and how many times as
       * long as light in fibre needs */
      _ ("%s travelled, %s direct · %.1f × light in fibre"), travelled, direct,
      journey->light_ratio);
}

/**
 * hopmap_ui_tone:
 * @phase: of a route
 * @end: of a route
 *
 * Returns: how its verdict is to be taken
 */
HopmapUiTone
hopmap_ui_tone (HopmapPhase phase, HopmapEnd end)
{
  if (phase == HOPMAP_PHASE_RESOLVING || phase == HOPMAP_PHASE_TRACING)
    return HOPMAP_UI_TONE_BUSY;

  switch (end)
    {
    case HOPMAP_END_DESTINATION:
      return HOPMAP_UI_TONE_GOOD;
    case HOPMAP_END_UNREACHABLE:
    case HOPMAP_END_SILENT:
    case HOPMAP_END_MAX_TTL:
      return HOPMAP_UI_TONE_WARNING;
    case HOPMAP_END_FAILED:
      return HOPMAP_UI_TONE_BAD;
    case HOPMAP_END_UNKNOWN:
    case HOPMAP_END_STOPPED:
    default:
      return HOPMAP_UI_TONE_NEUTRAL;
    }
}

/**
 * hopmap_ui_tone_icon:
 * @tone: a tone
 *
 * Returns: (nullable): the icon that goes with it; %NULL where something moves instead
 */
const char *
hopmap_ui_tone_icon (HopmapUiTone tone)
{
  switch (tone)
    {
    case HOPMAP_UI_TONE_GOOD:
      return "object-select-symbolic";
    case HOPMAP_UI_TONE_WARNING:
      return "dialog-warning-symbolic";
    case HOPMAP_UI_TONE_BAD:
      return "dialog-error-symbolic";
    case HOPMAP_UI_TONE_NEUTRAL:
      return "media-playback-stop-symbolic";
    case HOPMAP_UI_TONE_WATCHING:
      return "media-playlist-repeat-symbolic";
    case HOPMAP_UI_TONE_BUSY:
    default:
      return NULL;
    }
}

/**
 * hopmap_ui_method_title:
 * @protocol: what the probes are made of
 * @access: how they reach the network
 *
 * Returns: (nullable): a word or three for a chip, translated; %NULL while it is not known
 */
const char *
hopmap_ui_method_title (HopmapProtocol protocol, HopmapAccess access)
{
  gboolean limited = access == HOPMAP_ACCESS_PING_SOCKET || access == HOPMAP_ACCESS_ERROR_QUEUE;

  if (access == HOPMAP_ACCESS_RECORDING)
    return _ ("Recording");

  switch (protocol)
    {
    case HOPMAP_PROTOCOL_ICMP:
      return limited ? _ ("ICMP, without privilege") : _ ("ICMP");
    case HOPMAP_PROTOCOL_UDP:
      return limited ? _ ("UDP, without privilege") : _ ("UDP");
    case HOPMAP_PROTOCOL_TCP:
      return limited ? _ ("TCP, without privilege") : _ ("TCP");
    case HOPMAP_PROTOCOL_AUTO:
    default:
      return NULL;
    }
}

/**
 * hopmap_ui_method_reason:
 * @protocol: what the probes are made of
 * @access: how they reach the network
 *
 * Returns: (nullable): what the chip means, in sentences; %NULL while it is not known
 */
const char *
hopmap_ui_method_reason (HopmapProtocol protocol, HopmapAccess access)
{
  switch (access)
    {
    case HOPMAP_ACCESS_RAW:
      if (protocol == HOPMAP_PROTOCOL_UDP)
        return _ ("Probes are UDP packets, sent through the privileged helper.");
      if (protocol == HOPMAP_PROTOCOL_TCP)
        return _ ("Probes are TCP connection attempts, sent through the privileged helper.");
      return _ ("Probes are ICMP echo requests, as of ping, sent through the privileged helper.");
    case HOPMAP_ACCESS_PING_SOCKET:
      return _ ("The helper has no privilege here, so probes leave through the kernel’s own ping "
                "socket. Routes are the same; some details of the answers stay hidden.");
    case HOPMAP_ACCESS_ERROR_QUEUE:
      return _ ("Probes are ordinary packets, sent without privilege, whose errors the kernel "
                "reports. Some networks answer these less often than ICMP.");
    case HOPMAP_ACCESS_RECORDING:
      return _ ("This is a recorded trace: nothing is sent to the network.");
    case HOPMAP_ACCESS_UNKNOWN:
    default:
      return NULL;
    }
}

/**
 * hopmap_ui_dup_file_name:
 * @target: what was traced
 * @extension: with its dot
 *
 * Returns: (transfer full): a name for a file of that route, without anything that a file system
 *   or a shell could take amiss
 */
char *
hopmap_ui_dup_file_name (HopmapTarget *target, const char *extension)
{
  g_autofree char *name = g_strndup (target->host, MAX_FILE_NAME_BYTES);

  g_strcanon (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._", '-');
  if (*name == '.' || *name == '\0')
    return g_strconcat ("route-", name, extension, NULL);

  return g_strconcat (name, extension, NULL);
}

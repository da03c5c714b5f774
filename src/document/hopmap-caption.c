/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Times are in UTC: a saved route travels.
 */
#include "hopmap-caption.h"

#include "hopmap-config.h"

#include <glib/gi18n-lib.h>
#include <hopmap-journey.h>
#include <locale.h>

static char *
dup_protocol (HopmapRoute *route)
{
  const HopmapTraceOptions *options = hopmap_route_get_options (route);
  guint port = options->port;

  switch (hopmap_route_get_protocol (route))
    {
    case HOPMAP_PROTOCOL_ICMP:
      return g_strdup ("ICMP");
    case HOPMAP_PROTOCOL_UDP:
      return g_strdup_printf (_ ("UDP to port %u"), port > 0 ? port : HOPMAP_DEFAULT_PORT_UDP);
    case HOPMAP_PROTOCOL_TCP:
      return g_strdup_printf (_ ("TCP to port %u"), port > 0 ? port : HOPMAP_DEFAULT_PORT_TCP);
    case HOPMAP_PROTOCOL_AUTO:
    default:
      return NULL;
    }
}

static char *
dup_method (HopmapRoute *route)
{
  g_autofree char *protocol = dup_protocol (route);

  if (protocol == NULL)
    return NULL;

  switch (hopmap_route_get_access (route))
    {
    case HOPMAP_ACCESS_RAW:
      /* Translators: %s is "ICMP", "UDP to port 33434" and the like */
      return g_strdup_printf (_ ("%s, raw sockets"), protocol);
    case HOPMAP_ACCESS_PING_SOCKET:
      /* Translators: %s is "ICMP"; a kind of socket that needs no privilege */
      return g_strdup_printf (_ ("%s, ping socket"), protocol);
    case HOPMAP_ACCESS_ERROR_QUEUE:
      /* Translators: %s is "UDP to port 33434" and the like; sockets that need no privilege */
      return g_strdup_printf (_ ("%s, ordinary sockets"), protocol);
    case HOPMAP_ACCESS_RECORDING:
      /* Translators: %s is "ICMP", "UDP to port 33434" and the like */
      return g_strdup_printf (_ ("%s, from a recording"), protocol);
    case HOPMAP_ACCESS_UNKNOWN:
    default:
      return g_steal_pointer (&protocol);
    }
}

static void
set_time (HopmapCaption *self, GDateTime *started)
{
  g_autoptr (GDateTime) utc = NULL;

  if (started == NULL)
    return;

  utc = g_date_time_to_utc (started);
  self->time_text = g_date_time_format (utc, "%Y-%m-%d %H:%M:%S UTC");
  self->time_iso = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
}

static void
add_credit (GStrvBuilder *credits, GHashTable *seen, const char *line)
{
  if (line != NULL && g_hash_table_add (seen, (gpointer) line))
    g_strv_builder_add (credits, line);
}

static GStrv
dup_credits (HopmapRoute *route)
{
  g_autoptr (GStrvBuilder) credits = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      const HopmapPlace *place = hopmap_hop_get_place (hop);
      GPtrArray *candidates = hopmap_hop_get_candidates (hop);

      add_credit (credits, seen, place != NULL ? place->attribution : NULL);
      for (guint j = 0; candidates != NULL && j < candidates->len; j++)
        add_credit (credits, seen, ((const HopmapPlace *) candidates->pdata[j])->attribution);
      add_credit (credits, seen, hopmap_hop_get_network_attribution (hop));
      for (guint j = 1; j < hopmap_hop_get_n_responders (hop); j++)
        {
          const HopmapPlace *other = hopmap_hop_get_other_place (
              hop, &hopmap_hop_get_responder (hop, j)->address);

          add_credit (credits, seen, other != NULL ? other->attribution : NULL);
        }
    }

  g_strv_builder_add (credits,
                      _ ("Drawn map: made with Natural Earth (https://www.naturalearthdata.com)"));
  return g_strv_builder_end (credits);
}

/**
 * hopmap_caption_new:
 * @route: a route, finished or not
 *
 * Returns: (transfer full): what to write over it
 */
HopmapCaption *
hopmap_caption_new (HopmapRoute *route)
{
  HopmapCaption *self = g_new0 (HopmapCaption, 1);
  const HopmapAddress *destination = hopmap_route_get_destination (route);

  self->target = g_strdup (hopmap_route_get_target (route)->display);
  /* Translators: %s is a host */
  self->heading = g_strdup_printf (_ ("Route to %s"), self->target);
  self->verdict = hopmap_route_dup_verdict (route);
  self->address = destination != NULL ? hopmap_address_to_string (destination) : NULL;
  self->method = dup_method (route);
  self->generator = g_strdup ("Hopmap " HOPMAP_VERSION);
  self->credits = dup_credits (route);
  set_time (self, hopmap_route_get_started (route));
  return self;
}

/**
 * hopmap_caption_new_for_machines:
 * @route: a route, finished or not
 *
 * As hopmap_caption_new(), with the numbers in its sentences as in the rest of a file that programs
 * read: in the C locale.
 *
 * Returns: (transfer full): what to write over it
 */
HopmapCaption *
hopmap_caption_new_for_machines (HopmapRoute *route)
{
  locale_t numbers = newlocale (LC_NUMERIC_MASK, "C", duplocale (uselocale ((locale_t) 0)));
  locale_t before = uselocale (numbers);
  HopmapCaption *caption = hopmap_caption_new (route);

  uselocale (before);
  freelocale (numbers);
  return caption;
}

/**
 * hopmap_caption_dup_facts:
 * @caption: a caption
 *
 * Returns: (transfer full): address, time, method and program in one line
 */
char *
hopmap_caption_dup_facts (const HopmapCaption *caption)
{
  const char *const facts[] = { g_strcmp0 (caption->target, caption->address) != 0
                                    ? caption->address
                                    : NULL,
                                caption->time_text, caption->method, caption->generator };
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      if (facts[i] != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", facts[i]);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * hopmap_caption_free:
 * @caption: (transfer full): a caption
 */
void
hopmap_caption_free (HopmapCaption *caption)
{
  g_free (caption->heading);
  g_free (caption->verdict);
  g_free (caption->target);
  g_free (caption->address);
  g_free (caption->time_text);
  g_free (caption->time_iso);
  g_free (caption->method);
  g_free (caption->generator);
  g_strfreev (caption->credits);
  g_free (caption);
}

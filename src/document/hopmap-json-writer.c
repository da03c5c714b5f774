/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as the program's own document. Rules: the unit stands in the member's name; what is not
 * known is not there; a lost probe has the round-trip time null; addresses stand at the probes, and
 * what is known of an address stands once, under "hosts".
 */
#include "hopmap-json-format.h"

#include "hopmap-config.h"
#include "hopmap-json-text.h"
#include "hopmap-rfc3339.h"

#define NS_PER_MS 1e6

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_positive (JsonBuilder *builder, const char *name, gint64 value)
{
  if (value > 0)
    add_int (builder, name, value);
}

static void
add_double (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_nick (JsonBuilder *builder, const char *name, GType type, int value)
{
  add_string (builder, name, hopmap_enum_to_nick (type, value));
}

/* The index of an interface says nothing on another machine: addresses go without their zone. */
static char *
dup_address (const HopmapAddress *address)
{
  HopmapAddress plain = *address;

  plain.scope_id = 0;
  return hopmap_address_to_string (&plain);
}

static void
add_address (JsonBuilder *builder, const char *name, const HopmapAddress *address)
{
  g_autofree char *text = NULL;

  if (!hopmap_address_is_set (address))
    return;

  text = dup_address (address);
  add_string (builder, name, text);
}

static void
add_time (JsonBuilder *builder, const char *name, GDateTime *time)
{
  g_autofree char *text = NULL;

  if (time == NULL)
    return;

  text = hopmap_rfc3339_dup (hopmap_rfc3339_from_date_time (time));
  add_string (builder, name, text);
}

static HopmapProtocol
get_protocol (HopmapRoute *route)
{
  HopmapProtocol protocol = hopmap_route_get_protocol (route);

  return protocol != HOPMAP_PROTOCOL_AUTO ? protocol : hopmap_route_get_options (route)->protocol;
}

static void
add_source (JsonBuilder *builder, HopmapRoute *route)
{
  json_builder_set_member_name (builder, "source");
  json_builder_begin_object (builder);
  add_string (builder, "kind", "local");
  add_address (builder, "address", &hopmap_route_get_options (route)->source);
  json_builder_end_object (builder);
}

/* Not what was typed to the letter: a pasted URL may hold a password. */
static void
add_target (JsonBuilder *builder, HopmapRoute *route)
{
  const HopmapTarget *target = hopmap_route_get_target (route);
  gboolean named = !hopmap_address_is_set (&target->address);
  g_autofree char *host = named ? g_strdup (target->host) : dup_address (&target->address);
  g_autofree char *with_port = NULL;

  if (target->port > 0)
    with_port = g_strdup_printf (target->address.family == 6 ? "[%s]:%u" : "%s:%u", host,
                                 target->port);

  json_builder_set_member_name (builder, "target");
  json_builder_begin_object (builder);
  add_string (builder, "input", with_port != NULL ? with_port : host);
  if (named)
    add_string (builder, "name", target->host);
  add_address (builder, "address", hopmap_route_get_destination (route));
  json_builder_end_object (builder);
}

static void
add_method (JsonBuilder *builder, HopmapRoute *route)
{
  const HopmapTraceOptions *options = hopmap_route_get_options (route);
  const HopmapAddress *destination = hopmap_route_get_destination (route);
  HopmapAccess access = hopmap_route_get_access (route);
  HopmapProtocol protocol = get_protocol (route);

  json_builder_set_member_name (builder, "method");
  json_builder_begin_object (builder);
  if (protocol != HOPMAP_PROTOCOL_AUTO)
    add_nick (builder, "protocol", HOPMAP_TYPE_PROTOCOL, (int) protocol);
  if (access != HOPMAP_ACCESS_UNKNOWN)
    add_nick (builder, "access", HOPMAP_TYPE_ACCESS, (int) access);
  add_positive (builder, "family", destination != NULL ? destination->family : options->family);
  add_positive (builder, "port", options->port);
  add_int (builder, "firstTtl", options->first_ttl);
  add_int (builder, "maxTtl", options->max_ttl);
  add_int (builder, "probesPerHop", options->queries);
  if (options->wait_s > 0.0)
    add_double (builder, "timeoutMs", options->wait_s * 1000.0);
  json_builder_end_object (builder);
}

static void
add_labels (JsonBuilder *builder, const HopmapSample *sample)
{
  if (sample->n_labels == 0)
    return;

  json_builder_set_member_name (builder, "mpls");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MIN (sample->n_labels, HOPMAP_MAX_LABELS); i++)
    {
      const HopmapMplsLabel *label = &sample->labels[i];

      json_builder_begin_object (builder);
      add_int (builder, "label", label->label);
      add_int (builder, "tc", label->traffic_class);
      json_builder_set_member_name (builder, "bottom");
      json_builder_add_boolean_value (builder, label->bottom);
      add_int (builder, "ttl", label->ttl);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static const char *
answer_word (HopmapAnswer answer)
{
  switch (answer)
    {
    case HOPMAP_ANSWER_TIME_EXCEEDED:
      return "timeExceeded";
    case HOPMAP_ANSWER_DESTINATION:
      return "destination";
    case HOPMAP_ANSWER_UNREACHABLE:
      return "unreachable";
    case HOPMAP_ANSWER_NONE:
    default:
      return NULL;
    }
}

static void
add_answer (JsonBuilder *builder, const HopmapSample *sample)
{
  g_autofree char *mark = hopmap_sample_dup_mark (sample);

  add_string (builder, "answer", answer_word (sample->answer));
  if (sample->protocol == HOPMAP_PROTOCOL_ICMP || sample->icmp_type != 0)
    {
      add_int (builder, "icmpType", sample->icmp_type);
      add_int (builder, "icmpCode", sample->icmp_code);
    }
  add_string (builder, "mark", mark);
  add_positive (builder, "replyTtl", sample->reply_ttl);
  add_positive (builder, "quotedTtl", sample->quoted_ttl);
  add_positive (builder, "mtuBytes", sample->mtu);
  add_labels (builder, sample);
}

static void
add_probe (JsonBuilder *builder, HopmapRoute *route, const HopmapSample *sample)
{
  GDateTime *started = hopmap_route_get_started (route);
  gboolean answered = sample->answer != HOPMAP_ANSWER_NONE;

  json_builder_begin_object (builder);
  add_address (builder, "address", &sample->address);
  if (answered)
    {
      add_double (builder, "rttMs", (double) sample->rtt_ns / NS_PER_MS);
    }
  else
    {
      json_builder_set_member_name (builder, "rttMs");
      json_builder_add_null_value (builder);
    }
  if (started != NULL && sample->sent_ns >= 0)
    {
      g_autofree char *sent = hopmap_rfc3339_dup (hopmap_rfc3339_from_date_time (started)
                                                  + sample->sent_ns);

      add_string (builder, "sent", sent);
    }
  if (sample->protocol != get_protocol (route) && sample->protocol != HOPMAP_PROTOCOL_AUTO)
    add_nick (builder, "protocol", HOPMAP_TYPE_PROTOCOL, (int) sample->protocol);
  if (answered)
    add_answer (builder, sample);
  json_builder_end_object (builder);
}

static gboolean
is_decided (const HopmapSample *sample)
{
  return sample->lost || sample->answer != HOPMAP_ANSWER_NONE;
}

static gboolean
has_decided_sample (HopmapHop *hop)
{
  const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);

  return stats->received > 0 || stats->lost > 0;
}

/* Probes under way are no result yet: they are left out. */
static void
add_hop (JsonBuilder *builder, HopmapRoute *route, HopmapHop *hop)
{
  guint n = hopmap_hop_get_n_samples (hop);

  if (!has_decided_sample (hop))
    return;

  json_builder_begin_object (builder);
  add_int (builder, "ttl", hopmap_hop_get_ttl (hop));
  json_builder_set_member_name (builder, "probes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);

      if (is_decided (sample))
        add_probe (builder, route, sample);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_hops (JsonBuilder *builder, HopmapRoute *route)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  json_builder_set_member_name (builder, "hops");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      add_hop (builder, route, hop);
    }
  json_builder_end_array (builder);
}

static void
add_place_value (JsonBuilder *builder, const HopmapPlace *place)
{
  json_builder_begin_object (builder);
  add_nick (builder, "kind", HOPMAP_TYPE_PLACE_KIND, (int) place->kind);
  if (place->has_point)
    {
      add_double (builder, "latitude", place->latitude);
      add_double (builder, "longitude", place->longitude);
      add_double (builder, "radiusKm", place->radius_km);
    }
  add_string (builder, "city", place->city);
  add_string (builder, "region", place->region);
  add_string (builder, "country", place->country);
  add_string (builder, "countryCode", place->country_code);
  add_string (builder, "label", place->label);
  if (place->evidence != HOPMAP_EVIDENCE_NONE)
    add_nick (builder, "evidence", HOPMAP_TYPE_EVIDENCE, (int) place->evidence);
  add_string (builder, "source", place->source);
  add_string (builder, "attribution", place->attribution);
  json_builder_end_object (builder);
}

static void
add_candidates (JsonBuilder *builder, GPtrArray *candidates)
{
  if (candidates == NULL || candidates->len == 0)
    return;

  json_builder_set_member_name (builder, "candidates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < candidates->len; i++)
    add_place_value (builder, candidates->pdata[i]);
  json_builder_end_array (builder);
}

static void
add_host (JsonBuilder *builder, HopmapHop *hop, GHashTable *seen)
{
  const HopmapAddress *address = hopmap_hop_get_address (hop);
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  g_autofree char *key = NULL;

  if (address == NULL
      || (place == NULL && hopmap_hop_get_name (hop) == NULL && hopmap_hop_get_asn (hop) == 0
          && hopmap_hop_get_network (hop) == NULL))
    return;

  key = dup_address (address);
  if (!g_hash_table_add (seen, g_strdup (key)))
    return;

  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
  add_string (builder, "name", hopmap_hop_get_name (hop));
  if (hopmap_hop_get_asn (hop) > 0)
    {
      json_builder_set_member_name (builder, "asn");
      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, hopmap_hop_get_asn (hop));
      json_builder_end_array (builder);
    }
  add_string (builder, "network", hopmap_hop_get_network (hop));
  if (place != NULL)
    {
      json_builder_set_member_name (builder, "place");
      add_place_value (builder, place);
    }
  add_candidates (builder, hopmap_hop_get_candidates (hop));
  json_builder_end_object (builder);
}

static void
add_hosts (JsonBuilder *builder, HopmapRoute *route)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  json_builder_set_member_name (builder, "hosts");
  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      add_host (builder, hop, seen);
    }
  json_builder_end_object (builder);
}

static void
add_trace (JsonBuilder *builder, HopmapRoute *route)
{
  const GError *failure = hopmap_route_get_error (route);

  json_builder_begin_object (builder);
  add_source (builder, route);
  add_target (builder, route);
  add_method (builder, route);
  add_time (builder, "started", hopmap_route_get_started (route));
  add_time (builder, "ended", hopmap_route_get_ended (route));
  add_nick (builder, "stopReason", HOPMAP_TYPE_END, (int) hopmap_route_get_end (route));
  add_string (builder, "failure", failure != NULL ? failure->message : NULL);
  add_hops (builder, route);
  json_builder_end_object (builder);
}

static void
add_head (JsonBuilder *builder, const HopmapWriteOptions *options)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_s);

  /* First, so that the desktop finds it near the start of the file. */
  add_string (builder, "format", HOPMAP_JSON_FORMAT_WORD);
  add_int (builder, "version", HOPMAP_JSON_FORMAT_VERSION);
  json_builder_set_member_name (builder, "generator");
  json_builder_begin_object (builder);
  add_string (builder, "name", "Hopmap");
  add_string (builder, "version", HOPMAP_VERSION);
  json_builder_end_object (builder);
  add_time (builder, "created", options->created != NULL ? options->created : now);
}

/**
 * hopmap_json_write:
 * @route: a route
 * @options: options
 * @out: where to append
 * @error: unused: this cannot fail
 *
 * Returns: %TRUE
 */
gboolean
hopmap_json_write (HopmapRoute *route,
                   const HopmapWriteOptions *options,
                   GString *out,
                   GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_head (builder, options);
  json_builder_set_member_name (builder, "traces");
  json_builder_begin_array (builder);
  add_trace (builder, route);
  json_builder_end_array (builder);
  add_hosts (builder, route);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  hopmap_json_text_append (out, root, HOPMAP_JSON_FILE);
  return TRUE;
}

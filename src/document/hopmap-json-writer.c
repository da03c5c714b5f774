/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as the program's own document. Rules: the unit stands in the member's name; what is not
 * known is not there; a lost probe has the round-trip time null; addresses stand at the probes, and
 * what is known of an address stands once, under "hosts".
 */
#include "hopmap-json-format.h"

#include "hopmap-config.h"
#include "hopmap-json-host.h"
#include "hopmap-json-summary.h"
#include "hopmap-json-text.h"
#include "hopmap-json-unknown.h"
#include "hopmap-json-value.h"
#include "hopmap-rfc3339.h"
#include "hopmap-route-changes.h"

#define NS_PER_MS 1e6

static HopmapProtocol
get_protocol (HopmapRoute *route)
{
  HopmapProtocol protocol = hopmap_route_get_protocol (route);

  return protocol != HOPMAP_PROTOCOL_AUTO ? protocol : hopmap_route_get_options (route)->protocol;
}

static void
add_source (JsonBuilder *builder, HopmapRoute *route, const HopmapWriteOptions *options)
{
  const HopmapPlace *origin = hopmap_route_get_origin (route);

  json_builder_set_member_name (builder, "source");
  json_builder_begin_object (builder);
  hopmap_json_add_string (builder, "kind", "local");
  hopmap_json_add_address (builder, "address", &hopmap_route_get_options (route)->source);
  if (origin != NULL && options->tell_origin)
    {
      json_builder_set_member_name (builder, "place");
      hopmap_json_host_add_place (builder, origin);
    }
  json_builder_end_object (builder);
}

/* Not what was typed to the letter: a pasted URL may hold a password. */
static void
add_target (JsonBuilder *builder, HopmapRoute *route)
{
  const HopmapTarget *target = hopmap_route_get_target (route);
  gboolean named = !hopmap_address_is_set (&target->address);
  g_autofree char *host = named ? g_strdup (target->host)
                                : hopmap_json_dup_address (&target->address);
  g_autofree char *with_port = NULL;

  if (target->port > 0)
    with_port = g_strdup_printf (target->address.family == 6 ? "[%s]:%u" : "%s:%u", host,
                                 target->port);

  json_builder_set_member_name (builder, "target");
  json_builder_begin_object (builder);
  hopmap_json_add_string (builder, "input", with_port != NULL ? with_port : host);
  if (named)
    hopmap_json_add_string (builder, "name", target->host);
  hopmap_json_add_address (builder, "address", hopmap_route_get_destination (route));
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
    hopmap_json_add_nick (builder, "protocol", HOPMAP_TYPE_PROTOCOL, (int) protocol);
  if (access != HOPMAP_ACCESS_UNKNOWN)
    hopmap_json_add_nick (builder, "access", HOPMAP_TYPE_ACCESS, (int) access);
  hopmap_json_add_positive (builder, "family",
                            destination != NULL ? destination->family : options->family);
  hopmap_json_add_positive (builder, "port", options->port);
  hopmap_json_add_int (builder, "firstTtl", options->first_ttl);
  hopmap_json_add_int (builder, "maxTtl", options->max_ttl);
  hopmap_json_add_int (builder, "probesPerHop", options->queries);
  if (options->wait_s > 0.0)
    hopmap_json_add_double (builder, "timeoutMs", options->wait_s * 1000.0);
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
      hopmap_json_add_int (builder, "label", label->label);
      hopmap_json_add_int (builder, "tc", label->traffic_class);
      json_builder_set_member_name (builder, "bottom");
      json_builder_add_boolean_value (builder, label->bottom);
      hopmap_json_add_int (builder, "ttl", label->ttl);
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

  hopmap_json_add_string (builder, "answer", answer_word (sample->answer));
  if (sample->protocol == HOPMAP_PROTOCOL_ICMP || sample->icmp_type != 0)
    {
      hopmap_json_add_int (builder, "icmpType", sample->icmp_type);
      hopmap_json_add_int (builder, "icmpCode", sample->icmp_code);
    }
  if (sample->late && sample->rtt_ns >= 0)
    {
      json_builder_set_member_name (builder, "late");
      json_builder_add_boolean_value (builder, TRUE);
    }
  hopmap_json_add_string (builder, "mark", mark);
  hopmap_json_add_positive (builder, "replyTtl", sample->reply_ttl);
  hopmap_json_add_positive (builder, "quotedTtl", sample->quoted_ttl);
  hopmap_json_add_positive (builder, "mtuBytes", sample->mtu);
  add_labels (builder, sample);
}

static void
add_probe (JsonBuilder *builder, HopmapRoute *route, const HopmapSample *sample)
{
  GDateTime *started = hopmap_route_get_started (route);
  gboolean answered = sample->answer != HOPMAP_ANSWER_NONE;

  json_builder_begin_object (builder);
  hopmap_json_add_address (builder, "address", &sample->address);
  if (sample->rtt_ns >= 0)
    {
      hopmap_json_add_double (builder, "rttMs", (double) sample->rtt_ns / NS_PER_MS);
    }
  else if (!answered)
    {
      json_builder_set_member_name (builder, "rttMs");
      json_builder_add_null_value (builder);
    }
  if (started != NULL && sample->sent_ns >= 0)
    {
      g_autofree char *sent = hopmap_rfc3339_dup (hopmap_rfc3339_from_date_time (started)
                                                  + sample->sent_ns);

      hopmap_json_add_string (builder, "sent", sent);
    }
  if (sample->protocol != get_protocol (route) && sample->protocol != HOPMAP_PROTOCOL_AUTO)
    hopmap_json_add_nick (builder, "protocol", HOPMAP_TYPE_PROTOCOL, (int) sample->protocol);
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

  return stats->received > 0 || stats->lost > 0 || stats->late > 0;
}

/* Probes under way are no result yet: they are left out. */
static void
add_hop (JsonBuilder *builder, HopmapRoute *route, HopmapHop *hop)
{
  guint n = hopmap_hop_get_n_samples (hop);

  if (!has_decided_sample (hop))
    return;

  json_builder_begin_object (builder);
  hopmap_json_add_int (builder, "ttl", hopmap_hop_get_ttl (hop));
  json_builder_set_member_name (builder, "probes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);

      if (is_decided (sample))
        add_probe (builder, route, sample);
    }
  json_builder_end_array (builder);
  hopmap_json_summary_add (builder, hop);
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

/* Hops first: what is known of an address as a hop is more. */
static void
add_hosts_of (JsonBuilder *builder, HopmapRoute *route, GHashTable *seen)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      hopmap_json_host_add (builder, hop, seen);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      hopmap_json_host_add_others (builder, hop, seen);
    }
}

/* What several traces know of one address is taken from the first. */
static void
add_hosts (JsonBuilder *builder, GPtrArray *routes)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  json_builder_set_member_name (builder, "hosts");
  json_builder_begin_object (builder);
  for (guint i = 0; i < routes->len; i++)
    add_hosts_of (builder, routes->pdata[i], seen);
  json_builder_end_object (builder);
}

static void
add_trace (JsonBuilder *builder, HopmapRoute *route, const HopmapWriteOptions *options)
{
  const GError *failure = hopmap_route_get_error (route);

  json_builder_begin_object (builder);
  add_source (builder, route, options);
  add_target (builder, route);
  add_method (builder, route);
  hopmap_json_add_time (builder, "started", hopmap_route_get_started (route));
  hopmap_json_add_time (builder, "ended", hopmap_route_get_ended (route));
  hopmap_json_add_nick (builder, "stopReason", HOPMAP_TYPE_END, (int) hopmap_route_get_end (route));
  hopmap_json_add_string (builder, "failure", failure != NULL ? failure->message : NULL);
  hopmap_route_changes_add_json (builder, route);
  add_hops (builder, route);
  json_builder_end_object (builder);
}

static void
add_head (JsonBuilder *builder, const HopmapWriteOptions *options)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_s);

  /* First, so that the desktop finds it near the start of the file. */
  hopmap_json_add_string (builder, "format", HOPMAP_JSON_FORMAT_WORD);
  hopmap_json_add_int (builder, "version", HOPMAP_JSON_FORMAT_VERSION);
  json_builder_set_member_name (builder, "generator");
  json_builder_begin_object (builder);
  hopmap_json_add_string (builder, "name", "Hopmap");
  hopmap_json_add_string (builder, "version", HOPMAP_VERSION);
  json_builder_end_object (builder);
  hopmap_json_add_time (builder, "created", options->created != NULL ? options->created : now);
}

/**
 * hopmap_json_write_all:
 * @routes: (element-type HopmapRoute): routes, at least one
 * @options: options
 * @out: where to append
 * @error: unused: this cannot fail
 *
 * Returns: %TRUE
 */
gboolean
hopmap_json_write_all (GPtrArray *routes,
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
  for (guint i = 0; i < routes->len; i++)
    add_trace (builder, routes->pdata[i], options);
  json_builder_end_array (builder);
  add_hosts (builder, routes);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  hopmap_json_unknown_put_back (json_node_get_object (root), routes);
  hopmap_json_text_append (out, root, HOPMAP_JSON_FILE);
  return TRUE;
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
  g_autoptr (GPtrArray) only = g_ptr_array_new ();

  g_ptr_array_add (only, route);
  return hopmap_json_write_all (only, options, out, error);
}

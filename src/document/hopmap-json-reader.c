/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program's own document as finished routes. The file is taken for hostile: what does not make
 * sense is left out, what is not known is passed over, and only a file that is no document, is too
 * large or too new, or names no target is refused.
 */
#include "hopmap-json-format.h"

#include "hopmap-plain-text.h"
#include "hopmap-document.h"
#include "hopmap-json-guard.h"
#include "hopmap-json-host.h"
#include "hopmap-json-probes.h"
#include "hopmap-json-summary.h"
#include "hopmap-json-unknown.h"
#include "hopmap-json-value.h"
#include "hopmap-rfc3339.h"

#include <glib/gi18n-lib.h>

#define MAX_HOPS           255u
#define MAX_TRACES         1000u
#define MAX_PROBES         200000u
#define MAX_FAILURE_LENGTH 512u

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD,
                       _ ("This file is damaged, or is no saved route; open another one."));
  return FALSE;
}

static JsonNode *
parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (!hopmap_json_guard_check (text, length, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    {
      refuse (error);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

static gboolean
check_version (JsonObject *document, GError **error)
{
  double version;

  if (g_strcmp0 (hopmap_json_get_string (document, "format"), HOPMAP_JSON_FORMAT_WORD) != 0
      || !hopmap_json_get_double (document, "version", 1.0, G_MAXINT32, &version))
    return refuse (error);

  if (version >= HOPMAP_JSON_FORMAT_VERSION + 1)
    {
      g_set_error_literal (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_TOO_NEW,
                           _ ("This route was saved by a later version of Hopmap; open it with "
                              "that version."));
      return FALSE;
    }

  return TRUE;
}

static HopmapTarget *
read_target (JsonObject *trace)
{
  static const char *const members[] = { "input", "name", "address" };
  JsonObject *target = hopmap_json_get_object (trace, "target");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      HopmapTarget *found = hopmap_target_parse (hopmap_json_get_string (target, members[i]), NULL);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
read_ttl (JsonNode *hop, guint *ttl)
{
  return hopmap_json_get_uint (hopmap_json_node_as_object (hop), "ttl", MAX_HOPS, ttl) && *ttl > 0;
}

static guint
find_first_ttl (JsonArray *hops, guint stated)
{
  guint first = stated;
  guint ttl;

  for (guint i = 0; hops != NULL && i < json_array_get_length (hops); i++)
    {
      if (read_ttl (json_array_get_element (hops, i), &ttl))
        first = MIN (first, ttl);
    }

  return first;
}

static void
read_options (JsonObject *trace, HopmapTraceOptions *options)
{
  JsonObject *method = hopmap_json_get_object (trace, "method");
  double timeout_ms = 0.0;
  int protocol = HOPMAP_PROTOCOL_AUTO;
  guint number;

  hopmap_trace_options_init (options);
  hopmap_enum_from_nick (HOPMAP_TYPE_PROTOCOL, hopmap_json_get_string (method, "protocol"),
                         &protocol);
  options->protocol = (HopmapProtocol) protocol;
  if (hopmap_json_get_uint (method, "family", 6, &number) && (number == 4 || number == 6))
    options->family = number;
  hopmap_json_get_uint (method, "port", 65535, &options->port);
  if (hopmap_json_get_uint (method, "firstTtl", HOPMAP_MAX_TTL, &number) && number > 0)
    options->first_ttl = number;
  options->first_ttl = find_first_ttl (hopmap_json_get_array (trace, "hops"), options->first_ttl);
  if (hopmap_json_get_uint (method, "maxTtl", HOPMAP_MAX_TTL, &number))
    options->max_ttl = number;
  options->max_ttl = MAX (options->max_ttl, options->first_ttl);
  if (hopmap_json_get_uint (method, "probesPerHop", HOPMAP_MAX_QUERIES, &number) && number > 0)
    options->queries = number;
  if (hopmap_json_get_double (method, "timeoutMs", 0.0, HOPMAP_MAX_WAIT_S * 1000.0, &timeout_ms))
    options->wait_s = timeout_ms / 1000.0;
  hopmap_address_parse (
      hopmap_json_get_string (hopmap_json_get_object (trace, "source"), "address"),
      &options->source);
}

static void
read_method (JsonObject *trace, HopmapRoute *route)
{
  JsonObject *method = hopmap_json_get_object (trace, "method");
  int access = HOPMAP_ACCESS_UNKNOWN;

  hopmap_enum_from_nick (HOPMAP_TYPE_ACCESS, hopmap_json_get_string (method, "access"), &access);
  hopmap_route_set_method (route, hopmap_route_get_options (route)->protocol,
                           (HopmapAccess) access);
}

static void
read_destination (JsonObject *trace, HopmapRoute *route)
{
  HopmapAddress address;

  if (hopmap_address_parse (
          hopmap_json_get_string (hopmap_json_get_object (trace, "target"), "address"), &address))
    {
      address.scope_id = 0;
      hopmap_route_set_destination (route, &address);
    }
}

static void
read_origin (JsonObject *trace, HopmapRoute *route)
{
  JsonObject *source = hopmap_json_get_object (trace, "source");
  JsonObject *object = source != NULL ? hopmap_json_get_object (source, "place") : NULL;
  g_autoptr (HopmapPlace) origin = NULL;

  if (object != NULL)
    origin = hopmap_json_host_read_place (object);
  hopmap_route_set_origin (route, origin);
}

static guint
count_probes (JsonArray *hops)
{
  guint n = 0;

  for (guint i = 0; hops != NULL && i < json_array_get_length (hops); i++)
    {
      JsonArray *probes = hopmap_json_get_array (
          hopmap_json_node_as_object (json_array_get_element (hops, i)), "probes");

      n += probes != NULL ? json_array_get_length (probes) : 0;
    }

  return n;
}

static void
read_hops (JsonObject *trace, HopmapRoute *route)
{
  JsonArray *hops = hopmap_json_get_array (trace, "hops");
  const HopmapAddress *destination = hopmap_route_get_destination (route);
  HopmapJsonProbeContext context = { .protocol = hopmap_route_get_protocol (route) };

  if (destination != NULL)
    context.destination = *destination;
  context.has_started = hopmap_rfc3339_parse (hopmap_json_get_string (trace, "started"),
                                              &context.started_ns);

  for (guint i = 0; hops != NULL && i < json_array_get_length (hops); i++)
    {
      JsonNode *node = json_array_get_element (hops, i);
      JsonObject *object = hopmap_json_node_as_object (node);
      HopmapHop *hop;
      guint ttl;

      if (!read_ttl (node, &ttl))
        continue;

      hop = hopmap_route_ensure_hop (route, ttl);
      hopmap_json_probes_apply (hopmap_json_get_array (object, "probes"), &context, hop);
      hopmap_json_summary_apply (object, hop);
    }
}

/* Keys are addresses in any spelling; hops are found by the canonical one. */
static GHashTable *
index_hosts (JsonObject *document)
{
  JsonObject *hosts = hopmap_json_get_object (document, "hosts");
  GHashTable *by_address = g_hash_table_new_full (hopmap_address_hash, hopmap_address_equal,
                                                  (GDestroyNotify) hopmap_address_free, NULL);
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (hosts == NULL)
    return by_address;

  json_object_iter_init (&iter, hosts);
  while (json_object_iter_next (&iter, &key, &node))
    {
      HopmapAddress address;

      if (JSON_NODE_HOLDS_OBJECT (node) && hopmap_address_parse (key, &address))
        g_hash_table_replace (by_address, hopmap_address_copy (&address),
                              json_node_get_object (node));
    }

  return by_address;
}

static void
read_other_hosts (GHashTable *hosts, HopmapHop *hop)
{
  for (guint i = 1; i < hopmap_hop_get_n_responders (hop); i++)
    {
      const HopmapAddress *other = &hopmap_hop_get_responder (hop, i)->address;
      JsonObject *host = g_hash_table_lookup (hosts, other);

      if (host != NULL)
        hopmap_json_host_apply_other (host, hop, other);
    }
}

static void
read_hosts (GHashTable *hosts, HopmapRoute *route)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      const HopmapAddress *address = hopmap_hop_get_address (hop);
      JsonObject *host = address != NULL ? g_hash_table_lookup (hosts, address) : NULL;

      if (host != NULL)
        hopmap_json_host_apply (host, hop);
      read_other_hosts (hosts, hop);
    }
}

static GDateTime *
read_time (JsonObject *trace, const char *name)
{
  gint64 unix_ns;

  return hopmap_rfc3339_parse (hopmap_json_get_string (trace, name), &unix_ns)
             ? hopmap_rfc3339_to_date_time (unix_ns)
             : NULL;
}

static void
read_outcome (JsonObject *trace, HopmapRoute *route)
{
  g_autoptr (GDateTime) started = read_time (trace, "started");
  g_autoptr (GDateTime) ended = read_time (trace, "ended");
  g_autofree char *failure = hopmap_plain_text_dup (hopmap_json_get_string (trace, "failure"),
                                                    MAX_FAILURE_LENGTH);
  int end = HOPMAP_END_UNKNOWN;

  hopmap_enum_from_nick (HOPMAP_TYPE_END, hopmap_json_get_string (trace, "stopReason"), &end);
  if (end == HOPMAP_END_FAILED && failure != NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, failure);

      hopmap_route_fail (route, error);
    }
  else
    {
      hopmap_route_finish (route, (HopmapEnd) end);
    }

  /* Last, since ending a route looks at the clock. */
  hopmap_route_set_times (route, started, ended);
}

static HopmapRoute *
read_trace (JsonObject *document, JsonObject *trace, GHashTable *hosts)
{
  g_autoptr (HopmapTarget) target = read_target (trace);
  HopmapTraceOptions options;
  HopmapRoute *route;

  if (target == NULL)
    return NULL;

  read_options (trace, &options);
  route = hopmap_route_new (target, &options);
  read_destination (trace, route);
  read_origin (trace, route);
  read_method (trace, route);
  read_hops (trace, route);
  read_hosts (hosts, route);
  read_outcome (trace, route);
  hopmap_json_unknown_keep (route, document, trace);
  return route;
}

static gboolean
check_probes (JsonArray *traces, guint n, GError **error)
{
  guint n_probes = 0;

  for (guint i = 0; i < n; i++)
    n_probes += count_probes (hopmap_json_get_array (
        hopmap_json_node_as_object (json_array_get_element (traces, i)), "hops"));
  if (n_probes <= MAX_PROBES)
    return TRUE;

  g_set_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_TOO_LARGE,
               _ ("This file holds more than %u probes, more than Hopmap can show; open a "
                  "shorter trace."),
               MAX_PROBES);
  return FALSE;
}

/**
 * hopmap_json_read:
 * @bytes: a whole file; nothing in it is trusted
 * @n_left_out: (out): how many traces of it are not returned, since they name no target or are too
 *   many
 * @error: return location for a #HopmapDocumentError
 *
 * Returns: (transfer full) (element-type HopmapRoute): its finished routes, at least one, or %NULL
 *   with @error set
 */
GPtrArray *
hopmap_json_read (GBytes *bytes, guint *n_left_out, GError **error)
{
  g_autoptr (JsonNode) root = parse (bytes, error);
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) hosts = NULL;
  JsonObject *document;
  JsonArray *traces;
  guint n, n_all;

  if (root == NULL)
    return NULL;

  document = hopmap_json_node_as_object (root);
  if (!check_version (document, error))
    return NULL;

  traces = hopmap_json_get_array (document, "traces");
  n_all = traces != NULL ? json_array_get_length (traces) : 0;
  n = MIN (n_all, MAX_TRACES);
  if (!check_probes (traces, n, error))
    return NULL;

  hosts = index_hosts (document);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *trace = hopmap_json_node_as_object (json_array_get_element (traces, i));
      HopmapRoute *route = trace != NULL ? read_trace (document, trace, hosts) : NULL;

      if (route != NULL)
        g_ptr_array_add (routes, route);
    }
  if (routes->len == 0)
    {
      refuse (error);
      return NULL;
    }

  *n_left_out = n_all - routes->len;
  return g_steal_pointer (&routes);
}

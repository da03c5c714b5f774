/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. What is kept lies at the route as an object of objects, one for each place in the
 * document that had something unknown; a usual document leaves nothing. A route of which something
 * is withheld is a copy, which has none of it.
 */
#include "hopmap-json-unknown.h"

#include "hopmap-json-value.h"

static const char *const document_members[] = { "format", "version", "generator", "created",
                                                "traces", "hosts",   NULL };
static const char *const trace_members[] = { "source", "target",     "method",  "started", "ended",
                                             "hops",   "stopReason", "failure", NULL };
static const char *const source_members[] = { "address", NULL };
static const char *const own_source_members[] = { "kind", "address", "place", NULL };
static const char *const target_members[] = { "input", "name", "address", NULL };
static const char *const method_members[] = { "protocol",  "access",       "family",
                                              "port",      "firstTtl",     "maxTtl",
                                              "timeoutMs", "probesPerHop", NULL };
static const char *const hop_members[] = { "ttl", "probes", "name", "stats", NULL };
static const char *const probe_members[] = { "address",   "rttMs",    "sent",     "protocol",
                                             "answer",    "icmpType", "icmpCode", "late",
                                             "mark",      "replyTtl", "mtuBytes", "mpls",
                                             "quotedTtl", NULL };
static const char *const host_members[] = { "name", "asn", "network", "place", "candidates", NULL };
static const char *const place_members[] = { "kind",       "latitude",    "longitude",   "radiusKm",
                                             "city",       "region",      "country",     "label",
                                             "evidence",   "source",      "attribution", "anycast",
                                             "refutation", "countryCode", NULL };

/* The parts of a trace that are an object each, and stand there once. Of the source it depends. */
static const struct
{
  const char *name;
  const char *const *known;
} parts[] = {
  { "source", NULL },
  { "target", target_members },
  { "method", method_members },
};

static GQuark
unknown_quark (void)
{
  return g_quark_from_static_string ("hopmap-json-unknown");
}

static void
set_object (JsonObject *to, const char *name, JsonObject *value)
{
  if (json_object_get_size (value) > 0)
    json_object_set_object_member (to, name, json_object_ref (value));
}

static JsonObject *
pick_unknown (JsonObject *object, const char *const *known)
{
  JsonObject *unknown = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return unknown;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!g_strv_contains (known, name))
        json_object_set_member (unknown, name, json_node_copy (node));
    }

  return unknown;
}

/* Where a person is goes into a file only by that person's will; where a probe of others is, is no
 * secret. */
static const char *const *
get_known_of_source (JsonObject *source)
{
  const char *kind = hopmap_json_get_string (source, "kind");

  return kind == NULL || g_str_equal (kind, "local") ? own_source_members : source_members;
}

static void
keep_part (JsonObject *kept, const char *name, JsonObject *object, const char *const *known)
{
  g_autoptr (JsonObject) unknown = pick_unknown (object, known);

  set_object (kept, name, unknown);
}

/* By number, which holds where none of them was passed over. */
static void
keep_probes (JsonObject *kept, JsonArray *probes, HopmapHop *hop)
{
  g_autoptr (JsonObject) all = json_object_new ();
  guint n = probes != NULL ? json_array_get_length (probes) : 0;

  if (n == 0 || n != hopmap_hop_get_n_samples (hop))
    return;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      keep_part (all, name, hopmap_json_node_as_object (json_array_get_element (probes, i)),
                 probe_members);
    }
  if (json_object_get_size (all) == 0)
    return;

  set_object (kept, "probes", all);
  json_object_set_int_member (kept, "n", n);
}

static void
keep_hops (JsonObject *kept, JsonArray *hops, HopmapRoute *route)
{
  g_autoptr (JsonObject) all = json_object_new ();

  for (guint i = 0; hops != NULL && i < json_array_get_length (hops); i++)
    {
      JsonObject *object = hopmap_json_node_as_object (json_array_get_element (hops, i));
      g_autoptr (JsonObject) one = json_object_new ();
      g_autofree char *name = NULL;
      HopmapHop *hop;
      guint ttl;

      if (!hopmap_json_get_uint (object, "ttl", 255, &ttl)
          || (hop = hopmap_route_get_hop (route, ttl)) == NULL)
        continue;

      name = g_strdup_printf ("%u", ttl);
      keep_part (one, "hop", object, hop_members);
      keep_probes (one, hopmap_json_get_array (object, "probes"), hop);
      set_object (all, name, one);
    }
  set_object (kept, "hops", all);
}

/* A place that was found anew since is another one, and what was said of the old one goes. */
static void
keep_host (JsonObject *all, const char *address, JsonObject *host)
{
  g_autoptr (JsonObject) one = json_object_new ();
  JsonObject *place = hopmap_json_get_object (host, "place");

  keep_part (one, "host", host, host_members);
  keep_part (one, "place", place, place_members);
  if (json_object_has_member (one, "place"))
    {
      double degrees;

      if (hopmap_json_get_double (place, "latitude", -90.0, 90.0, &degrees))
        json_object_set_double_member (one, "latitude", degrees);
      if (hopmap_json_get_double (place, "longitude", -180.0, 180.0, &degrees))
        json_object_set_double_member (one, "longitude", degrees);
    }
  set_object (all, address, one);
}

static void
keep_other_host (JsonObject *all, const char *address, JsonObject *host)
{
  g_autoptr (JsonObject) one = json_object_new ();

  json_object_set_object_member (one, "whole", json_object_ref (host));
  set_object (all, address, one);
}

/* Of the routers at one distance only the first has a name and a place in a route. */
static void
keep_hosts_of_hop (JsonObject *all, JsonObject *hosts, HopmapHop *hop)
{
  const HopmapAddress *first = hopmap_hop_get_address (hop);

  for (guint i = 0; i < hopmap_hop_get_n_samples (hop); i++)
    {
      const HopmapAddress *address = &hopmap_hop_get_sample (hop, i)->address;
      g_autofree char *text = hopmap_address_is_set (address) ? hopmap_json_dup_address (address)
                                                              : NULL;
      JsonObject *host = text != NULL ? hopmap_json_get_object (hosts, text) : NULL;

      if (host == NULL || json_object_has_member (all, text))
        continue;
      if (first != NULL && hopmap_address_equal (first, address))
        keep_host (all, text, host);
      else
        keep_other_host (all, text, host);
    }
}

static void
keep_hosts (JsonObject *kept, JsonObject *hosts, HopmapRoute *route)
{
  g_autoptr (JsonObject) all = json_object_new ();
  guint n = hosts != NULL ? g_list_model_get_n_items (G_LIST_MODEL (route)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      keep_hosts_of_hop (all, hosts, hop);
    }
  set_object (kept, "hosts", all);
}

/**
 * hopmap_json_unknown_keep:
 * @route: a route that was read from @trace
 * @document: the whole document, immutable
 * @trace: one of its traces
 *
 * Remembers what nobody asked for.
 */
void
hopmap_json_unknown_keep (HopmapRoute *route, JsonObject *document, JsonObject *trace)
{
  g_autoptr (JsonObject) kept = json_object_new ();

  keep_part (kept, "document", document, document_members);
  keep_part (kept, "trace", trace, trace_members);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonObject *part = hopmap_json_get_object (trace, parts[i].name);

      keep_part (kept, parts[i].name, part,
                 parts[i].known != NULL ? parts[i].known : get_known_of_source (part));
    }
  keep_hops (kept, hopmap_json_get_array (trace, "hops"), route);
  keep_hosts (kept, hopmap_json_get_object (document, "hosts"), route);

  if (json_object_get_size (kept) > 0)
    g_object_set_qdata_full (G_OBJECT (route), unknown_quark (), g_steal_pointer (&kept),
                             (GDestroyNotify) json_object_unref);
}

static void
put_members (JsonObject *to, JsonObject *unknown)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (to == NULL || unknown == NULL)
    return;

  json_object_iter_init_ordered (&iter, unknown);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!json_object_has_member (to, name))
        json_object_set_member (to, name, json_node_copy (node));
    }
}

static void
put_probes (JsonArray *probes, JsonObject *kept)
{
  JsonObject *all = hopmap_json_get_object (kept, "probes");

  if (all == NULL || probes == NULL
      || json_array_get_length (probes) != json_object_get_int_member (kept, "n"))
    return;

  for (guint i = 0; i < json_array_get_length (probes); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      put_members (json_array_get_object_element (probes, i), hopmap_json_get_object (all, name));
    }
}

static void
put_hops (JsonObject *trace, JsonObject *kept)
{
  JsonArray *hops = hopmap_json_get_array (trace, "hops");
  JsonObject *all = hopmap_json_get_object (kept, "hops");

  for (guint i = 0; all != NULL && i < json_array_get_length (hops); i++)
    {
      JsonObject *hop = json_array_get_object_element (hops, i);
      g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT,
                                               json_object_get_int_member (hop, "ttl"));
      JsonObject *one = hopmap_json_get_object (all, name);

      put_members (hop, hopmap_json_get_object (one, "hop"));
      put_probes (hopmap_json_get_array (hop, "probes"), one);
    }
}

static gboolean
is_same_place (JsonObject *place, JsonObject *kept)
{
  static const char *const members[] = { "latitude", "longitude" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      double now = 0.0, then = 0.0;

      if (hopmap_json_get_double (place, members[i], -180.0, 180.0, &now)
              != hopmap_json_get_double (kept, members[i], -180.0, 180.0, &then)
          || now != then)
        return FALSE;
    }

  return TRUE;
}

static void
put_host (JsonObject *hosts, const char *address, JsonObject *kept)
{
  JsonObject *whole = hopmap_json_get_object (kept, "whole");
  JsonObject *host = hopmap_json_get_object (hosts, address);
  JsonObject *place = hopmap_json_get_object (host, "place");

  if (host == NULL && whole != NULL)
    json_object_set_object_member (hosts, address, json_object_ref (whole));
  put_members (host, hopmap_json_get_object (kept, "host"));
  if (place != NULL && is_same_place (place, kept))
    put_members (place, hopmap_json_get_object (kept, "place"));
}

static void
put_hosts (JsonObject *document, JsonObject *kept)
{
  JsonObject *hosts = hopmap_json_get_object (document, "hosts");
  JsonObject *all = hopmap_json_get_object (kept, "hosts");
  JsonObjectIter iter;
  const char *address;
  JsonNode *node;

  if (all == NULL)
    return;

  json_object_iter_init_ordered (&iter, all);
  while (json_object_iter_next_ordered (&iter, &address, &node))
    put_host (hosts, address, json_node_get_object (node));
}

/* Who measured it is known to who has said so, not to us. */
static void
put_kind (JsonObject *source, JsonObject *unknown)
{
  static const char *const kinds[] = { "globalping", "ripe-atlas", "import", NULL };
  const char *kind = hopmap_json_get_string (unknown, "kind");

  if (kind != NULL && g_strv_contains (kinds, kind))
    json_object_set_string_member (source, "kind", kind);
}

static void
put_trace (JsonObject *trace, JsonObject *kept)
{
  put_members (trace, hopmap_json_get_object (kept, "trace"));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    put_members (hopmap_json_get_object (trace, parts[i].name),
                 hopmap_json_get_object (kept, parts[i].name));
  put_kind (hopmap_json_get_object (trace, "source"), hopmap_json_get_object (kept, "source"));
  put_hops (trace, kept);
}

/**
 * hopmap_json_unknown_put_back:
 * @document: a document that is being written
 * @routes: (element-type HopmapRoute): the routes that its traces are
 *
 * Adds what hopmap_json_unknown_keep() has kept of them.
 */
void
hopmap_json_unknown_put_back (JsonObject *document, GPtrArray *routes)
{
  JsonArray *traces = json_object_get_array_member (document, "traces");

  for (guint i = 0; i < routes->len; i++)
    {
      JsonObject *kept = g_object_get_qdata (routes->pdata[i], unknown_quark ());

      if (kept == NULL)
        continue;

      put_members (document, hopmap_json_get_object (kept, "document"));
      put_trace (json_array_get_object_element (traces, i), kept);
      put_hosts (document, kept);
    }
}

/**
 * hopmap_json_unknown_copy:
 * @to: a route that is @from, played again
 * @from: a route that was read from a document
 */
void
hopmap_json_unknown_copy (HopmapRoute *to, HopmapRoute *from)
{
  JsonObject *kept = g_object_get_qdata (G_OBJECT (from), unknown_quark ());

  if (kept != NULL)
    g_object_set_qdata_full (G_OBJECT (to), unknown_quark (), json_object_ref (kept),
                             (GDestroyNotify) json_object_unref);
}

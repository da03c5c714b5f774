/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. What is kept lies at the route as an object of objects, one for each place in the
 * document that had something unknown; a usual document leaves nothing. A route of which something
 * is withheld is a copy, which has none of it.
 */
#include "hopmap-json-unknown.h"

#include "hopmap-json-members.h"
#include "hopmap-json-value.h"

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

static JsonObject *pick (JsonObject *object, const HopmapJsonShape *shape);

/* By number, which holds where none of them was passed over. */
static JsonObject *
pick_of_list (JsonArray *array, const HopmapJsonShape *shape)
{
  JsonObject *kept = json_object_new ();
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autoptr (JsonObject)
          one = pick (hopmap_json_node_as_object (json_array_get_element (array, i)), shape);

      set_object (kept, name, one);
    }
  if (json_object_get_size (kept) > 0)
    json_object_set_int_member (kept, "n", n);

  return kept;
}

static void
pick_point (JsonObject *kept, JsonObject *place)
{
  double degrees;

  if (hopmap_json_get_double (place, "latitude", -90.0, 90.0, &degrees))
    json_object_set_double_member (kept, "latitude", degrees);
  if (hopmap_json_get_double (place, "longitude", -180.0, 180.0, &degrees))
    json_object_set_double_member (kept, "longitude", degrees);
}

/* What is unknown stands under "own", what lies deeper under the name of its part. */
static JsonObject *
pick (JsonObject *object, const HopmapJsonShape *shape)
{
  JsonObject *kept = json_object_new ();
  g_autoptr (JsonObject) own = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return kept;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!g_strv_contains (shape->known, name))
        json_object_set_member (own, name, json_node_copy (node));
    }
  set_object (kept, "own", own);

  for (const HopmapJsonPart *part = shape->parts; part != NULL && part->name != NULL; part++)
    {
      g_autoptr (JsonObject)
          below = part->list
                      ? pick_of_list (hopmap_json_get_array (object, part->name), part->shape)
                      : pick (hopmap_json_get_object (object, part->name), part->shape);

      set_object (kept, part->name, below);
    }
  if (shape->is_place && json_object_get_size (kept) > 0)
    pick_point (kept, object);

  return kept;
}

static void
keep (JsonObject *kept, const char *name, JsonObject *object, const HopmapJsonShape *shape)
{
  g_autoptr (JsonObject) one = pick (object, shape);

  set_object (kept, name, one);
}

/* Where a probe of others is, is no secret. */
static const HopmapJsonShape *
get_shape_of_source (JsonObject *source)
{
  const char *kind = hopmap_json_get_string (source, "kind");

  return kind == NULL || g_str_equal (kind, "local") ? &hopmap_json_shape_own_source
                                                     : &hopmap_json_shape_source;
}

static void
keep_hops (JsonObject *kept, JsonArray *hops)
{
  g_autoptr (JsonObject) all = json_object_new ();

  for (guint i = 0; hops != NULL && i < json_array_get_length (hops); i++)
    {
      JsonObject *object = hopmap_json_node_as_object (json_array_get_element (hops, i));
      g_autofree char *name = NULL;
      guint ttl;

      if (!hopmap_json_get_uint (object, "ttl", 255, &ttl))
        continue;

      name = g_strdup_printf ("%u", ttl);
      keep (all, name, object, &hopmap_json_shape_hop);
    }
  set_object (kept, "hops", all);
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
        keep (all, text, host, &hopmap_json_shape_host);
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
  JsonObject *source = hopmap_json_get_object (trace, "source");

  keep (kept, "document", document, &hopmap_json_shape_document);
  keep (kept, "trace", trace, &hopmap_json_shape_trace);
  keep (kept, "source", source, get_shape_of_source (source));
  keep_hops (kept, hopmap_json_get_array (trace, "hops"));
  keep_hosts (kept, hopmap_json_get_object (document, "hosts"), route);

  if (json_object_get_size (kept) > 0)
    g_object_set_qdata_full (G_OBJECT (route), unknown_quark (), g_steal_pointer (&kept),
                             (GDestroyNotify) json_object_unref);
}

static void
put_own (JsonObject *to, JsonObject *own)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (own == NULL)
    return;

  json_object_iter_init_ordered (&iter, own);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!json_object_has_member (to, name))
        json_object_set_member (to, name, json_node_copy (node));
    }
}

/* A place that was found anew since is another one, and what was said of the old one goes. */
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

static void put (JsonObject *to, JsonObject *kept, const HopmapJsonShape *shape);

static void
put_list (JsonArray *to, JsonObject *kept, const HopmapJsonShape *shape)
{
  if (to == NULL || kept == NULL
      || json_array_get_length (to) != json_object_get_int_member (kept, "n"))
    return;

  for (guint i = 0; i < json_array_get_length (to); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      put (json_array_get_object_element (to, i), hopmap_json_get_object (kept, name), shape);
    }
}

static void
put (JsonObject *to, JsonObject *kept, const HopmapJsonShape *shape)
{
  if (to == NULL || kept == NULL || (shape->is_place && !is_same_place (to, kept)))
    return;

  put_own (to, hopmap_json_get_object (kept, "own"));
  for (const HopmapJsonPart *part = shape->parts; part != NULL && part->name != NULL; part++)
    {
      JsonObject *below = hopmap_json_get_object (kept, part->name);

      if (part->list)
        put_list (hopmap_json_get_array (to, part->name), below, part->shape);
      else
        put (hopmap_json_get_object (to, part->name), below, part->shape);
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

      put (hop, hopmap_json_get_object (all, name), &hopmap_json_shape_hop);
    }
}

/* Of an address that is not a hop's first the route knows the place, and nothing else. */
static void
put_rest (JsonObject *host, JsonObject *whole)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, whole);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!json_object_has_member (host, name))
      json_object_set_member (host, name, json_node_copy (node));
}

static void
put_host (JsonObject *hosts, const char *address, JsonObject *kept)
{
  JsonObject *whole = hopmap_json_get_object (kept, "whole");
  JsonObject *host = hopmap_json_get_object (hosts, address);

  if (host == NULL && whole != NULL)
    json_object_set_object_member (hosts, address, json_object_ref (whole));
  else if (whole != NULL)
    put_rest (host, whole);
  put (host, kept, &hopmap_json_shape_host);
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
put_kind (JsonObject *source, JsonObject *kept)
{
  static const char *const kinds[] = { "globalping", "ripe-atlas", "import", NULL };
  const char *kind = hopmap_json_get_string (hopmap_json_get_object (kept, "own"), "kind");

  if (kind != NULL && g_strv_contains (kinds, kind))
    json_object_set_string_member (source, "kind", kind);
}

static void
put_trace (JsonObject *trace, JsonObject *kept)
{
  JsonObject *source = hopmap_json_get_object (trace, "source");
  JsonObject *kept_source = hopmap_json_get_object (kept, "source");

  put (trace, hopmap_json_get_object (kept, "trace"), &hopmap_json_shape_trace);
  put (source, kept_source, &hopmap_json_shape_source);
  put_kind (source, kept_source);
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

      put (document, hopmap_json_get_object (kept, "document"), &hopmap_json_shape_document);
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

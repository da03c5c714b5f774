/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each place that measured is a trace. Of traceroute the text that the probe printed says more than
 * the list of hops, which has neither stars nor marks nor second routers.
 */
#include "hopmap-globalping-reader.h"

#include "hopmap-json-value.h"
#include "hopmap-rfc3339.h"
#include "hopmap-traceroute-reader.h"

#include <string.h>

static gboolean
claims (JsonObject *record)
{
  const char *type = hopmap_json_get_string (record, "type");

  return hopmap_json_get_array (record, "results") != NULL
         && (g_strcmp0 (type, "traceroute") == 0 || g_strcmp0 (type, "mtr") == 0);
}

static void
add_timings (JsonObject *hop, guint ttl, const HopmapAddress *address, HopmapTraceDraft *draft)
{
  JsonArray *timings = hopmap_json_get_array (hop, "timings");
  guint lost = 0;

  for (guint i = 0; i < hopmap_record_get_length (timings); i++)
    {
      HopmapSample probe = { .sent_ns = -1, .address = *address };

      probe.rtt_ns = hopmap_record_get_rtt_ns (hopmap_record_get_element (timings, i), "rtt");
      if (probe.rtt_ns >= 0)
        hopmap_trace_draft_add_probe (draft, ttl, &probe);
    }

  hopmap_record_get_uint (hopmap_json_get_object (hop, "stats"), "drop", HOPMAP_DRAFT_MAX_PROBES,
                          &lost);
  if (hopmap_trace_draft_get_n_probes (draft, ttl) == 0)
    lost = MAX (lost, 1);
  hopmap_trace_draft_add_lost (draft, ttl, lost);
}

static void
read_hop (JsonObject *hop, guint ttl, HopmapTraceDraft *draft)
{
  JsonArray *asns = hopmap_json_get_array (hop, "asn");
  HopmapAddress address;

  if (hopmap_record_get_address (hop, "resolvedAddress", &address))
    hopmap_trace_draft_name_host (draft, &address,
                                  hopmap_json_get_string (hop, "resolvedHostname"));
  if (hopmap_record_get_length (asns) > 0)
    {
      JsonNode *first = json_array_get_element (asns, 0);
      gint64 asn = JSON_NODE_HOLDS_VALUE (first) ? json_node_get_int (first) : 0;

      if (asn > 0 && asn <= G_MAXUINT)
        hopmap_trace_draft_set_network (draft, &address, (guint) asn, NULL);
    }
  add_timings (hop, ttl, &address, draft);
}

/* The place in the list is the distance, as nearly as it can be known. */
static void
read_hops (JsonArray *hops, HopmapTraceDraft *draft)
{
  for (guint i = 0; i < MIN (hopmap_record_get_length (hops), HOPMAP_DRAFT_MAX_TTL); i++)
    {
      JsonObject *hop = hopmap_record_get_element (hops, i);

      if (hop != NULL)
        read_hop (hop, i + 1, draft);
    }
}

static void
read_method (JsonObject *record, HopmapTraceDraft *draft)
{
  JsonObject *options = hopmap_json_get_object (record, "measurementOptions");
  const char *name = hopmap_json_get_string (options, "protocol");
  g_autofree char *nick = g_ascii_strdown (name != NULL ? name : "icmp", -1);
  int protocol = HOPMAP_PROTOCOL_ICMP;
  guint port = 0;

  hopmap_enum_from_nick (HOPMAP_TYPE_PROTOCOL, nick, &protocol);
  hopmap_record_get_uint (options, "port", 65535, &port);
  hopmap_trace_draft_set_protocol (draft, (HopmapProtocol) protocol, port);
}

static HopmapTraceDraft *
read_result (JsonObject *record, JsonObject *result)
{
  const char *raw = hopmap_json_get_string (result, "rawOutput");
  HopmapTraceDraft *draft = hopmap_trace_draft_new ();
  HopmapAddress address;
  gint64 unix_ns;

  hopmap_trace_draft_set_target (draft, hopmap_json_get_string (record, "target"));
  if (hopmap_record_get_address (result, "resolvedAddress", &address))
    hopmap_trace_draft_set_destination (draft, &address);
  if (hopmap_rfc3339_parse (hopmap_json_get_string (record, "createdAt"), &unix_ns))
    hopmap_trace_draft_set_started (draft, unix_ns);

  read_method (record, draft);
  if (raw != NULL && g_strcmp0 (hopmap_json_get_string (record, "type"), "traceroute") == 0)
    hopmap_traceroute_read_text (raw, draft);
  if (hopmap_trace_draft_get_last_ttl (draft) == 0)
    read_hops (hopmap_json_get_array (result, "hops"), draft);
  return draft;
}

static gboolean
read_measurement (JsonObject *record, HopmapReading *reading)
{
  JsonArray *results = hopmap_json_get_array (record, "results");
  gboolean any = FALSE;

  for (guint i = 0; i < hopmap_record_get_length (results); i++)
    {
      JsonObject *result = hopmap_json_get_object (hopmap_record_get_element (results, i),
                                                   "result");

      if (result != NULL)
        any = hopmap_reading_take (reading, read_result (record, result)) || any;
    }

  return any;
}

const HopmapRecordReader hopmap_globalping_reader = {
  .title = "Globalping",
  .claims = claims,
  .read = read_measurement,
};

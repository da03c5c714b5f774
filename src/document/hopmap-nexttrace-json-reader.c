/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An array for each distance, in it an object for each probe, with times in nanoseconds and a place
 * where one was found; latitude and longitude 0 mean that none was.
 */
#include "hopmap-nexttrace-json-reader.h"

#include "hopmap-json-value.h"
#include "hopmap-nexttrace-place.h"
#include "hopmap-text-scan.h"

#include <string.h>

#define NS_PER_MS 1e6

static gboolean
claims (JsonObject *record)
{
  return hopmap_json_get_array (record, "Hops") != NULL;
}

static void
read_labels (JsonObject *object, HopmapSample *probe)
{
  JsonArray *array = hopmap_json_get_array (object, "MPLS");

  for (guint i = 0; i < hopmap_record_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (text != NULL)
        hopmap_scan_label_words (text, probe);
    }
}

static void
read_place (JsonObject *geo, const HopmapAddress *address, HopmapTraceDraft *draft)
{
  const char *number = hopmap_json_get_string (geo, "asnumber");
  HopmapNexttracePlace place = {
    .country = hopmap_json_get_string (geo, "country_en"),
    .region = hopmap_json_get_string (geo, "prov_en"),
    .city = hopmap_json_get_string (geo, "city_en"),
  };
  guint asn = 0;

  if (number != NULL)
    hopmap_scan_asn (number, &asn);
  hopmap_trace_draft_set_network (draft, address, asn, hopmap_json_get_string (geo, "owner"));
  place.has_point = hopmap_json_get_double (geo, "lat", -90.0, 90.0, &place.latitude)
                    && hopmap_json_get_double (geo, "lng", -180.0, 180.0, &place.longitude);
  hopmap_nexttrace_place_apply (&place, address, draft);
}

static gboolean
read_probe (JsonObject *object, guint otherwise, HopmapTraceDraft *draft)
{
  HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1 };
  JsonObject *geo = hopmap_json_get_object (object, "Geo");
  guint ttl = 0;
  double ns;

  if (!hopmap_record_get_uint (object, "TTL", 255, &ttl) || ttl == 0)
    ttl = otherwise;
  if (!hopmap_record_get_address (hopmap_json_get_object (object, "Address"), "IP", &probe.address))
    {
      hopmap_trace_draft_add_lost (draft, ttl, 1);
      return TRUE;
    }

  if (hopmap_record_get_number (object, "RTT", &ns))
    probe.rtt_ns = hopmap_scan_ms_to_ns (ns / NS_PER_MS);
  read_labels (object, &probe);
  hopmap_trace_draft_name_host (draft, &probe.address, hopmap_json_get_string (object, "Hostname"));
  if (geo != NULL)
    read_place (geo, &probe.address, draft);
  hopmap_trace_draft_add_probe (draft, ttl, &probe);
  return TRUE;
}

static gboolean
read_report (JsonObject *record, HopmapReading *reading)
{
  JsonArray *hops = hopmap_json_get_array (record, "Hops");
  HopmapTraceDraft *draft = hopmap_trace_draft_new ();
  gboolean all = TRUE;

  for (guint i = 0; i < MIN (hopmap_record_get_length (hops), HOPMAP_DRAFT_MAX_TTL); i++)
    {
      JsonNode *node = json_array_get_element (hops, i);
      JsonArray *probes = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      for (guint j = 0; j < hopmap_record_get_length (probes); j++)
        {
          JsonObject *probe = hopmap_record_get_element (probes, j);

          all = probe != NULL && read_probe (probe, i + 1, draft) && all;
        }
    }

  return hopmap_reading_take (reading, draft) && all;
}

const HopmapRecordReader hopmap_nexttrace_json_reader = {
  .title = "nexttrace --json",
  .claims = claims,
  .read = read_report,
};

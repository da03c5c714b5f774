/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "report": "mtr" says what was asked, "hubs" has a row each. Old versions write numbers as strings.
 */
#include "hopmap-mtr-json-reader.h"

#include "hopmap-json-value.h"
#include "hopmap-mtr-hub.h"
#include "hopmap-text-scan.h"

static JsonArray *
get_hubs (JsonObject *record)
{
  return hopmap_json_get_array (hopmap_json_get_object (record, "report"), "hubs");
}

static gboolean
claims (JsonObject *record)
{
  return get_hubs (record) != NULL;
}

static void
read_asn (JsonObject *object, guint ttl, HopmapTraceDraft *draft)
{
  const char *text = hopmap_json_get_string (object, "ASN");
  guint asn;

  if (text != NULL && hopmap_scan_asn (text, &asn)
      && hopmap_trace_draft_get_n_probes (draft, ttl) > 0)
    hopmap_trace_draft_set_network (draft, &hopmap_trace_draft_get_probe (draft, ttl, 0)->address,
                                    asn, NULL);
}

static gboolean
read_hub (JsonObject *object, HopmapTraceDraft *draft)
{
  static const char *const titles[] = { "Loss%", "Drop", "Rcv",  "Snt",   "Last",
                                        "Best",  "Avg",  "Wrst", "StDev", "Javg" };
  const char *host = hopmap_json_get_string (object, "host");
  HopmapMtrHub hub = { 0 };

  if (host == NULL || !hopmap_record_get_uint (object, "count", 255, &hub.ttl))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      HopmapMtrColumn column;
      double value;

      if (hopmap_mtr_find_column (titles[i], &column)
          && hopmap_record_get_number (object, titles[i], &value))
        hopmap_mtr_hub_set (&hub, column, value);
    }
  if (!hopmap_mtr_hub_add (&hub, host, draft))
    return FALSE;

  read_asn (object, hub.ttl, draft);
  return TRUE;
}

static gboolean
read_report (JsonObject *record, HopmapReading *reading)
{
  JsonObject *head = hopmap_json_get_object (hopmap_json_get_object (record, "report"), "mtr");
  JsonArray *hubs = get_hubs (record);
  HopmapTraceDraft *draft = hopmap_trace_draft_new ();
  HopmapAddress address;
  gboolean all = TRUE;

  hopmap_trace_draft_set_target (draft, hopmap_json_get_string (head, "dst"));
  if (hopmap_record_get_address (head, "dst", &address))
    hopmap_trace_draft_set_destination (draft, &address);
  if (hopmap_record_get_address (head, "src", &address))
    hopmap_trace_draft_set_source (draft, &address);
  for (guint i = 0; i < hopmap_record_get_length (hubs); i++)
    {
      JsonObject *hub = hopmap_record_get_element (hubs, i);

      all = hub != NULL && read_hub (hub, draft) && all;
    }

  hopmap_mtr_finish (draft);
  return hopmap_reading_take (reading, draft) && all;
}

const HopmapRecordReader hopmap_mtr_json_reader = {
  .title = "mtr --json",
  .claims = claims,
  .read = read_report,
};

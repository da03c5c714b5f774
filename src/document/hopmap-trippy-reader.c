/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums as in mtr, with numbers as strings, and the list of all routers at a distance.
 */
#include "hopmap-trippy-reader.h"

#include "hopmap-json-value.h"
#include "hopmap-mtr-hub.h"
#include "hopmap-rfc3339.h"

static gboolean
claims (JsonObject *record)
{
  return hopmap_json_get_object (hopmap_json_get_object (record, "info"), "target") != NULL
         && hopmap_json_get_array (record, "hops") != NULL;
}

static void
read_sums (JsonObject *hop, HopmapMtrHub *hub)
{
  static const struct
  {
    const char *name;
    HopmapMtrColumn column;
  } members[] = {
    { "loss_pct", HOPMAP_MTR_LOSS }, { "sent", HOPMAP_MTR_SENT },
    { "recv", HOPMAP_MTR_RECEIVED }, { "last", HOPMAP_MTR_LAST },
    { "best", HOPMAP_MTR_BEST },     { "avg", HOPMAP_MTR_AVERAGE },
    { "worst", HOPMAP_MTR_WORST },   { "stddev", HOPMAP_MTR_DEVIATION },
    { "javg", HOPMAP_MTR_JITTER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      double value;

      if (hopmap_record_get_number (hop, members[i].name, &value))
        hopmap_mtr_hub_set (hub, members[i].column, value);
    }
}

static void
read_labels (JsonObject *hop, HopmapSample *probe)
{
  JsonArray *extensions = hopmap_json_get_array (hop, "extensions");

  for (guint i = 0; i < hopmap_record_get_length (extensions); i++)
    {
      JsonObject *mpls = hopmap_json_get_object (hopmap_record_get_element (extensions, i), "mpls");
      JsonArray *members = hopmap_json_get_array (mpls, "members");

      for (guint j = 0; j < hopmap_record_get_length (members); j++)
        {
          JsonObject *member = hopmap_record_get_element (members, j);
          guint label, exp = 0, bottom = 0, ttl = 0;

          if (probe->n_labels == HOPMAP_MAX_LABELS
              || !hopmap_record_get_uint (member, "label", 0xfffff, &label))
            continue;
          hopmap_record_get_uint (member, "exp", 7, &exp);
          hopmap_record_get_uint (member, "bos", 1, &bottom);
          hopmap_record_get_uint (member, "ttl", 255, &ttl);
          probe->labels[probe->n_labels++] = (HopmapMplsLabel){ .label = label,
                                                                .traffic_class = (guint8) exp,
                                                                .bottom = bottom == 1,
                                                                .ttl = (guint8) ttl };
        }
    }
}

static void
read_hosts (JsonObject *hop, guint ttl, HopmapTraceDraft *draft)
{
  JsonArray *hosts = hopmap_json_get_array (hop, "hosts");

  for (guint i = 0; i < hopmap_record_get_length (hosts); i++)
    {
      JsonObject *host = hopmap_record_get_element (hosts, i);
      HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1 };

      if (!hopmap_record_get_address (host, "ip", &probe.address))
        continue;
      hopmap_trace_draft_name_host (draft, &probe.address,
                                    hopmap_json_get_string (host, "hostname"));
      /* Which of them was how fast is not told. */
      if (i > 0)
        hopmap_trace_draft_add_probe (draft, ttl, &probe);
    }
}

static gboolean
read_hop (JsonObject *hop, HopmapTraceDraft *draft)
{
  JsonArray *hosts = hopmap_json_get_array (hop, "hosts");
  JsonObject *first = hopmap_record_get_length (hosts) > 0 ? hopmap_record_get_element (hosts, 0)
                                                           : NULL;
  const char *address = hopmap_json_get_string (first, "ip");
  HopmapMtrHub hub = { 0 };

  if (!hopmap_record_get_uint (hop, "ttl", 255, &hub.ttl))
    return FALSE;

  read_sums (hop, &hub);
  if (!hopmap_mtr_hub_add (&hub, address != NULL ? address : "???", draft))
    return FALSE;

  if (hopmap_trace_draft_get_n_probes (draft, hub.ttl) > 0)
    {
      HopmapSample *probe = hopmap_trace_draft_get_probe (draft, hub.ttl, 0);

      if (!probe->lost)
        read_labels (hop, probe);
    }
  read_hosts (hop, hub.ttl, draft);
  return TRUE;
}

static gboolean
read_report (JsonObject *record, HopmapReading *reading)
{
  JsonObject *info = hopmap_json_get_object (record, "info");
  JsonObject *target = hopmap_json_get_object (info, "target");
  JsonArray *hops = hopmap_json_get_array (record, "hops");
  HopmapTraceDraft *draft = hopmap_trace_draft_new ();
  HopmapAddress address;
  gint64 unix_ns;
  gboolean all = TRUE;

  hopmap_trace_draft_set_target (draft, hopmap_json_get_string (target, "hostname"));
  hopmap_trace_draft_set_target (draft, hopmap_json_get_string (target, "ip"));
  if (hopmap_record_get_address (target, "ip", &address))
    hopmap_trace_draft_set_destination (draft, &address);
  if (hopmap_rfc3339_parse (hopmap_json_get_string (info, "start_timestamp"), &unix_ns))
    hopmap_trace_draft_set_started (draft, unix_ns);
  for (guint i = 0; i < hopmap_record_get_length (hops); i++)
    {
      JsonObject *hop = hopmap_record_get_element (hops, i);

      all = hop != NULL && read_hop (hop, draft) && all;
    }

  return hopmap_reading_take (reading, draft) && all;
}

const HopmapRecordReader hopmap_trippy_reader = {
  .title = "trippy",
  .claims = claims,
  .read = read_report,
};

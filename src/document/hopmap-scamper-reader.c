/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * There is an object for each answer and none for a lost probe: those are told from the numbers of
 * the probes that were answered, and at silent distances from how often scamper tries.
 */
#include "hopmap-scamper-reader.h"

#include "hopmap-json-value.h"
#include "hopmap-text-scan.h"

#include <string.h>

#define NS_PER_S     G_GINT64_CONSTANT (1000000000)
#define NS_PER_US    G_GINT64_CONSTANT (1000)
#define MAX_UNIX_S   4102444800u
#define MAX_TRACE_NS (366 * 86400 * NS_PER_S)
#define CLASS_MPLS   1

static gboolean
claims (JsonObject *record)
{
  const char *type = hopmap_json_get_string (record, "type");

  if (g_strcmp0 (type, "cycle-start") == 0 || g_strcmp0 (type, "cycle-stop") == 0)
    return TRUE;

  return g_strcmp0 (type, "trace") == 0 && hopmap_json_get_string (record, "dst") != NULL;
}

static gboolean
read_time (JsonObject *object, const char *name, gint64 *unix_ns)
{
  JsonObject *time = hopmap_json_get_object (object, name);
  guint s, us;

  if (!hopmap_record_get_uint (time, "sec", MAX_UNIX_S, &s)
      || !hopmap_record_get_uint (time, "usec", 999999, &us))
    return FALSE;

  *unix_ns = s * NS_PER_S + us * NS_PER_US;
  return TRUE;
}

static guint8
get_byte (JsonObject *object, const char *name)
{
  guint value = 0;

  hopmap_record_get_uint (object, name, 255, &value);
  return (guint8) value;
}

static void
read_labels (JsonObject *hop, HopmapSample *probe)
{
  JsonArray *extensions = hopmap_json_get_array (hop, "icmpext");

  for (guint i = 0; i < hopmap_record_get_length (extensions); i++)
    {
      JsonObject *extension = hopmap_record_get_element (extensions, i);
      JsonArray *labels = hopmap_json_get_array (extension, "mpls_labels");

      for (guint j = 0; j < hopmap_record_get_length (labels); j++)
        {
          JsonObject *object = hopmap_record_get_element (labels, j);
          guint label;

          if (probe->n_labels == HOPMAP_MAX_LABELS
              || !hopmap_record_get_uint (object, "mpls_label", 0xfffff, &label))
            continue;
          probe->labels[probe->n_labels++] = (HopmapMplsLabel){
            .label = label,
            .traffic_class = get_byte (object, "mpls_exp") & 7,
            .bottom = get_byte (object, "mpls_s") == 1,
            .ttl = get_byte (object, "mpls_ttl"),
          };
        }
    }
}

/* Attempts before this one that have no object were lost. */
static void
add_lost_before (HopmapTraceDraft *draft, guint ttl, guint id)
{
  guint n = hopmap_trace_draft_get_n_probes (draft, ttl);

  if (id > n + 1 && id <= HOPMAP_DRAFT_MAX_PROBES)
    hopmap_trace_draft_add_lost (draft, ttl, id - n - 1);
}

static gboolean
read_hop (JsonObject *hop, HopmapTraceDraft *draft, gint64 started_ns)
{
  HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1 };
  guint ttl, number;
  gint64 sent_ns;

  if (!hopmap_record_get_uint (hop, "probe_ttl", 255, &ttl)
      || !hopmap_record_get_address (hop, "addr", &probe.address))
    return FALSE;

  probe.rtt_ns = hopmap_record_get_rtt_ns (hop, "rtt");
  probe.icmp_type = get_byte (hop, "icmp_type");
  probe.icmp_code = get_byte (hop, "icmp_code");
  probe.reply_ttl = get_byte (hop, "reply_ttl");
  probe.quoted_ttl = get_byte (hop, "icmp_q_ttl");
  if (hopmap_record_get_uint (hop, "icmp_nhmtu", 65535, &number))
    probe.mtu = (guint16) number;
  if (started_ns >= 0 && read_time (hop, "tx", &sent_ns) && sent_ns >= started_ns
      && sent_ns - started_ns < MAX_TRACE_NS)
    probe.sent_ns = sent_ns - started_ns;
  read_labels (hop, &probe);

  if (hopmap_record_get_uint (hop, "probe_id", 255, &number))
    add_lost_before (draft, ttl, number);
  hopmap_trace_draft_name_host (draft, &probe.address, hopmap_json_get_string (hop, "name"));
  hopmap_trace_draft_add_probe (draft, ttl, &probe);
  return TRUE;
}

static void
read_method (JsonObject *record, HopmapTraceDraft *draft)
{
  const char *method = hopmap_json_get_string (record, "method");
  HopmapProtocol protocol = HOPMAP_PROTOCOL_AUTO;
  guint port = 0;

  hopmap_record_get_uint (record, "dport", 65535, &port);
  if (method != NULL && g_str_has_prefix (method, "icmp"))
    {
      protocol = HOPMAP_PROTOCOL_ICMP;
      port = 0;
    }
  else if (method != NULL && g_str_has_prefix (method, "udp"))
    protocol = HOPMAP_PROTOCOL_UDP;
  else if (method != NULL && g_str_has_prefix (method, "tcp"))
    protocol = HOPMAP_PROTOCOL_TCP;

  hopmap_trace_draft_set_protocol (draft, protocol, port);
}

static void
read_end (JsonObject *record, HopmapTraceDraft *draft)
{
  const char *reason = hopmap_json_get_string (record, "stop_reason");

  if (g_strcmp0 (reason, "UNREACH") == 0)
    hopmap_trace_draft_set_stopped (draft, HOPMAP_END_UNREACHABLE);
  else if (g_strcmp0 (reason, "GAPLIMIT") == 0)
    hopmap_trace_draft_set_stopped (draft, HOPMAP_END_SILENT);
  else if (g_strcmp0 (reason, "HOPLIMIT") == 0)
    hopmap_trace_draft_set_stopped (draft, HOPMAP_END_MAX_TTL);
}

/* Distances between the first and the last that nobody answered at. */
static void
fill_gaps (JsonObject *record, HopmapTraceDraft *draft)
{
  guint first = 1, count = 0, attempts = 1;

  hopmap_record_get_uint (record, "firsthop", 255, &first);
  hopmap_record_get_uint (record, "hop_count", 255, &count);
  hopmap_record_get_uint (record, "attempts", HOPMAP_DRAFT_MAX_PROBES, &attempts);
  for (guint ttl = MAX (first, 1); ttl <= count; ttl++)
    {
      if (hopmap_trace_draft_get_n_probes (draft, ttl) == 0)
        hopmap_trace_draft_add_lost (draft, ttl, MAX (attempts, 1));
    }
}

static gboolean
read_trace (JsonObject *record, HopmapReading *reading)
{
  JsonArray *hops = hopmap_json_get_array (record, "hops");
  HopmapTraceDraft *draft;
  HopmapAddress address;
  gint64 started_ns = -1;
  guint number;
  gboolean all = TRUE;

  /* The brackets around a run of traces. */
  if (g_strcmp0 (hopmap_json_get_string (record, "type"), "trace") != 0)
    return TRUE;

  draft = hopmap_trace_draft_new ();
  hopmap_trace_draft_set_target (draft, hopmap_json_get_string (record, "dst"));
  if (hopmap_record_get_address (record, "dst", &address))
    hopmap_trace_draft_set_destination (draft, &address);
  if (hopmap_record_get_address (record, "src", &address))
    hopmap_trace_draft_set_source (draft, &address);
  if (hopmap_record_get_uint (record, "hoplimit", 255, &number) && number > 0)
    hopmap_trace_draft_set_max_ttl (draft, number);
  if (read_time (record, "start", &started_ns))
    hopmap_trace_draft_set_started (draft, started_ns);
  read_method (record, draft);
  read_end (record, draft);
  for (guint i = 0; i < hopmap_record_get_length (hops); i++)
    {
      JsonObject *hop = hopmap_record_get_element (hops, i);

      all = hop != NULL && read_hop (hop, draft, started_ns) && all;
    }

  fill_gaps (record, draft);
  return hopmap_reading_take (reading, draft) && all;
}

const HopmapRecordReader hopmap_scamper_reader = {
  .title = "scamper",
  .claims = claims,
  .read = read_trace,
};

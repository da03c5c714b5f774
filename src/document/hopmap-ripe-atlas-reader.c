/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first firmware sent the text of traceroute; later ones a list of packets for each hop. Hop 255
 * is a last try with the largest TTL, and no place on the way; late packets belong to earlier hops.
 */
#include "hopmap-ripe-atlas-reader.h"

#include "hopmap-json-value.h"
#include "hopmap-text-scan.h"
#include "hopmap-traceroute-reader.h"

#include <string.h>

#define NS_PER_S   G_GINT64_CONSTANT (1000000000)
#define MAX_UNIX_S 4102444800u
#define LAST_TRY   255u
#define CLASS_MPLS 1u

static gboolean
claims (JsonObject *record)
{
  const char *type = hopmap_json_get_string (record, "type");

  if (!json_object_has_member (record, "prb_id") || !json_object_has_member (record, "result"))
    return FALSE;

  return type == NULL || strcmp (type, "traceroute") == 0;
}

/* What stands for the code of an "unreachable" message. */
static void
read_error (JsonObject *packet, HopmapSample *probe)
{
  static const struct
  {
    char letter;
    guint8 code4, code6;
  } errors[] = { { 'N', 0, 0 },  { 'H', 1, 3 }, { 'P', 2, 4 },
                 { 'A', 13, 1 }, { 'p', 3, 4 }, { 'h', 12, 2 } };
  const char *text = hopmap_json_get_string (packet, "err");
  gboolean v6 = probe->address.family == 6;
  guint code;

  if (hopmap_record_get_uint (packet, "err", 255, &code))
    {
      probe->icmp_type = v6 ? 1 : 3;
      probe->icmp_code = (guint8) code;
      return;
    }

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (errors); i++)
    {
      if (text[0] != errors[i].letter || text[1] != '\0')
        continue;
      probe->icmp_type = v6 ? 1 : 3;
      probe->icmp_code = v6 ? errors[i].code6 : errors[i].code4;
    }
}

static void
read_stack (JsonArray *stack, HopmapSample *probe)
{
  static const char *const names[] = { "label", "exp", "s", "ttl" };
  static const guint max[] = { 0xfffff, 7, 1, 255 };

  for (guint i = 0; i < hopmap_record_get_length (stack); i++)
    {
      JsonObject *entry = hopmap_record_get_element (stack, i);
      guint values[G_N_ELEMENTS (names)] = { 0 };

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        hopmap_record_get_uint (entry, names[j], max[j], &values[j]);
      if (probe->n_labels < HOPMAP_MAX_LABELS)
        probe->labels[probe->n_labels++] = (HopmapMplsLabel){ .label = values[0],
                                                              .traffic_class = (guint8) values[1],
                                                              .bottom = values[2] == 1,
                                                              .ttl = (guint8) values[3] };
    }
}

static void
read_extensions (JsonObject *packet, HopmapSample *probe)
{
  JsonArray *objects = hopmap_json_get_array (hopmap_json_get_object (packet, "icmpext"), "obj");

  for (guint i = 0; i < hopmap_record_get_length (objects); i++)
    read_stack (hopmap_json_get_array (hopmap_record_get_element (objects, i), "mpls"), probe);
}

static void
read_packet (JsonObject *packet, guint ttl, HopmapTraceDraft *draft)
{
  HopmapSample probe = { .sent_ns = -1 };
  guint number;

  if (packet == NULL || json_object_has_member (packet, "late")
      || json_object_has_member (packet, "error") || hopmap_json_get_true (packet, "dup"))
    return;
  if (!hopmap_record_get_address (packet, "from", &probe.address))
    {
      if (json_object_has_member (packet, "x"))
        hopmap_trace_draft_add_lost (draft, ttl, 1);
      return;
    }

  probe.rtt_ns = hopmap_record_get_rtt_ns (packet, "rtt");
  if (hopmap_record_get_uint (packet, "ttl", 255, &number))
    probe.reply_ttl = (guint8) number;
  if (hopmap_record_get_uint (packet, "ittl", 255, &number))
    probe.quoted_ttl = (guint8) number;
  if (hopmap_record_get_uint (packet, "mtu", 65535, &number))
    probe.mtu = (guint16) number;
  read_error (packet, &probe);
  read_extensions (packet, &probe);
  hopmap_trace_draft_add_probe (draft, ttl, &probe);
}

static gboolean
read_hop (JsonObject *hop, HopmapTraceDraft *draft)
{
  JsonArray *packets = hopmap_json_get_array (hop, "result");
  guint ttl;

  if (!hopmap_record_get_uint (hop, "hop", 255, &ttl))
    return FALSE;
  if (ttl == LAST_TRY && hopmap_trace_draft_get_last_ttl (draft) + 1 < LAST_TRY)
    return TRUE;

  for (guint i = 0; i < hopmap_record_get_length (packets); i++)
    read_packet (hopmap_record_get_element (packets, i), ttl, draft);

  return TRUE;
}

static void
read_method (JsonObject *record, HopmapTraceDraft *draft)
{
  const char *name = hopmap_json_get_string (record, "proto");
  g_autofree char *nick = name != NULL ? g_ascii_strdown (name, -1) : NULL;
  int protocol = HOPMAP_PROTOCOL_AUTO;

  hopmap_enum_from_nick (HOPMAP_TYPE_PROTOCOL, nick, &protocol);
  hopmap_trace_draft_set_protocol (draft, (HopmapProtocol) protocol, 0);
}

static void
read_head (JsonObject *record, HopmapTraceDraft *draft)
{
  static const char *const targets[] = { "dst_name", "name", "dst_addr", "addr" };
  HopmapAddress address;
  guint unix_s;

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    hopmap_trace_draft_set_target (draft, hopmap_json_get_string (record, targets[i]));
  if (hopmap_record_get_address (record, "dst_addr", &address)
      || hopmap_record_get_address (record, "addr", &address))
    hopmap_trace_draft_set_destination (draft, &address);
  if (hopmap_record_get_address (record, "src_addr", &address)
      || hopmap_record_get_address (record, "srcaddr", &address))
    hopmap_trace_draft_set_source (draft, &address);
  if (hopmap_record_get_uint (record, "timestamp", MAX_UNIX_S, &unix_s))
    hopmap_trace_draft_set_started (draft, unix_s * NS_PER_S);
  read_method (record, draft);
}

static gboolean
read_result (JsonObject *record, HopmapReading *reading)
{
  const char *text = hopmap_json_get_string (record, "result");
  JsonArray *hops = hopmap_json_get_array (record, "result");
  HopmapTraceDraft *draft = hopmap_trace_draft_new ();
  gboolean all = TRUE;

  read_head (record, draft);
  if (text != NULL)
    hopmap_traceroute_read_text (text, draft);
  for (guint i = 0; i < hopmap_record_get_length (hops); i++)
    {
      JsonObject *hop = hopmap_record_get_element (hops, i);

      all = hop != NULL && read_hop (hop, draft) && all;
    }

  return hopmap_reading_take (reading, draft) && all;
}

const HopmapRecordReader hopmap_ripe_atlas_reader = {
  .title = "RIPE Atlas",
  .claims = claims,
  .read = read_result,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A probe with a number for its round-trip time was answered, one with null was lost. Of any other
 * it must be said what the answer was, else it says nothing and is passed over. See the header.
 */
#include "hopmap-json-probes.h"

#include "hopmap-json-value.h"
#include "hopmap-rfc3339.h"

#include <math.h>

#define NS_PER_MS    1e6
#define MAX_RTT_MS   3.6e6
#define MAX_TRACE_NS (G_GINT64_CONSTANT (366) * 86400 * 1000000000)
#define MAX_LABEL    0xfffffu
#define MAX_CLASS    7u

static guint
get_uint (JsonObject *object, const char *name, guint max)
{
  guint value = 0;

  hopmap_json_get_uint (object, name, max, &value);
  return value;
}

static gint64
read_sent (JsonObject *probe, const HopmapJsonProbeContext *context)
{
  gint64 sent_ns;

  if (!context->has_started
      || !hopmap_rfc3339_parse (hopmap_json_get_string (probe, "sent"), &sent_ns)
      || sent_ns < context->started_ns || sent_ns - context->started_ns > MAX_TRACE_NS)
    return -1;

  return sent_ns - context->started_ns;
}

static HopmapProtocol
read_protocol (JsonObject *probe, const HopmapJsonProbeContext *context)
{
  int protocol = (int) context->protocol;

  hopmap_enum_from_nick (HOPMAP_TYPE_PROTOCOL, hopmap_json_get_string (probe, "protocol"),
                         &protocol);
  return (HopmapProtocol) protocol;
}

/* Documents that do not name the answer: the ICMP type tells (RFC 792, RFC 4443), else who it was. */
static HopmapAnswer
guess_answer (const HopmapSample *sample, const HopmapJsonProbeContext *context)
{
  gboolean v6 = sample->address.family == 6;

  if (hopmap_address_is_set (&context->destination)
      && hopmap_address_equal (&sample->address, &context->destination))
    return HOPMAP_ANSWER_DESTINATION;
  if (sample->icmp_type == (v6 ? 1 : 3))
    return HOPMAP_ANSWER_UNREACHABLE;

  return HOPMAP_ANSWER_TIME_EXCEEDED;
}

static HopmapAnswer
read_answer (JsonObject *probe, const HopmapSample *sample, const HopmapJsonProbeContext *context)
{
  const char *word = hopmap_json_get_string (probe, "answer");

  if (g_strcmp0 (word, "timeExceeded") == 0)
    return HOPMAP_ANSWER_TIME_EXCEEDED;
  if (g_strcmp0 (word, "destination") == 0)
    return HOPMAP_ANSWER_DESTINATION;
  if (g_strcmp0 (word, "unreachable") == 0)
    return HOPMAP_ANSWER_UNREACHABLE;

  return guess_answer (sample, context);
}

static void
read_labels (JsonObject *probe, HopmapSample *sample)
{
  JsonArray *array = hopmap_json_get_array (probe, "mpls");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n && sample->n_labels < HOPMAP_MAX_LABELS; i++)
    {
      JsonObject *object = hopmap_json_node_as_object (json_array_get_element (array, i));
      HopmapMplsLabel *label = &sample->labels[sample->n_labels];

      if (!hopmap_json_get_uint (object, "label", MAX_LABEL, &label->label))
        continue;

      label->traffic_class = (guint8) get_uint (object, "tc", MAX_CLASS);
      label->bottom = hopmap_json_get_true (object, "bottom");
      label->ttl = (guint8) get_uint (object, "ttl", G_MAXUINT8);
      sample->n_labels++;
    }
}

static void
apply_answer (JsonObject *probe,
              double rtt_ms,
              const HopmapJsonProbeContext *context,
              HopmapHop *hop,
              guint index)
{
  HopmapSample sample = { .sent_ns = -1 };

  hopmap_address_parse (hopmap_json_get_string (probe, "address"), &sample.address);
  sample.address.scope_id = 0;
  sample.rtt_ns = rtt_ms >= 0.0 ? (gint64) llround (rtt_ms * NS_PER_MS) : -1;
  sample.icmp_type = (guint8) get_uint (probe, "icmpType", G_MAXUINT8);
  sample.icmp_code = (guint8) get_uint (probe, "icmpCode", G_MAXUINT8);
  sample.reply_ttl = (guint8) get_uint (probe, "replyTtl", G_MAXUINT8);
  sample.quoted_ttl = (guint8) get_uint (probe, "quotedTtl", G_MAXUINT8);
  sample.mtu = (guint16) get_uint (probe, "mtuBytes", G_MAXUINT16);
  sample.late = hopmap_json_get_true (probe, "late");
  read_labels (probe, &sample);
  sample.answer = read_answer (probe, &sample, context);

  hopmap_hop_answer_probe (hop, index, &sample);
}

/* Answered, at a time that nobody noted, as in a list of routers that somebody took from a trace. */
static gboolean
is_untimed_answer (JsonObject *probe)
{
  return !json_object_has_member (probe, "rttMs")
         && hopmap_json_get_string (probe, "answer") != NULL;
}

static void
apply_probe (JsonObject *probe, const HopmapJsonProbeContext *context, HopmapHop *hop)
{
  double rtt_ms = -1.0;
  gboolean answered = hopmap_json_get_double (probe, "rttMs", 0.0, MAX_RTT_MS, &rtt_ms)
                      || is_untimed_answer (probe);
  guint index;

  if (!answered && !hopmap_json_is_null (probe, "rttMs"))
    return;

  index = hopmap_hop_add_probe (hop, read_protocol (probe, context), read_sent (probe, context));
  if (answered)
    apply_answer (probe, rtt_ms, context, hop, index);
  else
    hopmap_hop_lose_probe (hop, index);
}

/**
 * hopmap_json_probes_apply:
 * @probes: (nullable): the probes of a hop in a document
 * @context: the trace that they belong to
 * @hop: gets those that make sense
 */
void
hopmap_json_probes_apply (JsonArray *probes, const HopmapJsonProbeContext *context, HopmapHop *hop)
{
  guint n = probes != NULL ? json_array_get_length (probes) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *probe = hopmap_json_node_as_object (json_array_get_element (probes, i));

      if (probe != NULL)
        apply_probe (probe, context, hop);
    }
}

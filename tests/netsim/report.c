/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See report.h. */
#include "report.h"

#include <inttypes.h>

#include "scenario.h"

void
netsim_report_init (NetsimReport *report)
{
  *report = (NetsimReport){
    .probes = g_array_new (FALSE, FALSE, sizeof (NetsimProbe)),
    .answers = g_array_new (FALSE, FALSE, sizeof (NetsimAnswer)),
  };
}

void
netsim_report_clear (NetsimReport *report)
{
  g_clear_pointer (&report->probes, g_array_unref);
  g_clear_pointer (&report->answers, g_array_unref);
}

guint
netsim_report_add_probe (NetsimReport *report, const NetsimProbe *probe)
{
  g_array_append_vals (report->probes, probe, 1);
  return report->probes->len - 1;
}

void
netsim_report_add_answer (NetsimReport *report, const NetsimAnswer *answer)
{
  g_array_append_vals (report->answers, answer, 1);
}

static const NetsimProbe *
probe_at (const NetsimReport *report, guint i)
{
  return &g_array_index (report->probes, NetsimProbe, i);
}

/* The end of a handshake is traffic, but asks nothing. */
static gboolean
asks (const NetsimProbe *probe)
{
  return probe->packet.kind == NETSIM_PACKET_ECHO || probe->packet.kind == NETSIM_PACKET_UDP
         || probe->packet.kind == NETSIM_PACKET_TCP_SYN;
}

void
netsim_report_write_text (const char *text, FILE *stream)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid == NULL)
    {
      fputs ("null", stream);
      return;
    }
  fputc ('"', stream);
  for (const char *c = valid; *c != '\0'; c++)
    if (*c == '"' || *c == '\\')
      fprintf (stream, "\\%c", *c);
    else if ((guchar) *c < 0x20)
      fprintf (stream, "\\u%04x", (guchar) *c);
    else
      fputc (*c, stream);
  fputc ('"', stream);
}

/* The most probes within any SPAN_NS. */
static guint
highest_within (const NetsimReport *report, gint64 span_ns)
{
  guint first = 0, highest = 0, count = 0;

  for (guint i = 0; i < report->probes->len; i++)
    {
      if (!asks (probe_at (report, i)))
        continue;
      count++;
      while (probe_at (report, i)->at_ns - probe_at (report, first)->at_ns >= span_ns)
        count -= asks (probe_at (report, first++)) ? 1 : 0;
      highest = MAX (highest, count);
    }
  return highest;
}

static guint
count_flows (const NetsimReport *report)
{
  g_autoptr (GHashTable) flows = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < report->probes->len; i++)
    if (asks (probe_at (report, i)))
      g_hash_table_add (flows,
                        GUINT_TO_POINTER (netsim_packet_flow (&probe_at (report, i)->packet)));
  return g_hash_table_size (flows);
}

static void
write_per_ttl (const NetsimReport *report, FILE *stream)
{
  guint per_ttl[256] = { 0 };
  const char *separator = "";

  for (guint i = 0; i < report->probes->len; i++)
    if (asks (probe_at (report, i)))
      per_ttl[probe_at (report, i)->packet.ttl]++;
  fputs ("    \"probes_per_ttl\": {", stream);
  for (guint ttl = 0; ttl < G_N_ELEMENTS (per_ttl); ttl++)
    if (per_ttl[ttl] > 0)
      {
        fprintf (stream, "%s\"%u\": %u", separator, ttl, per_ttl[ttl]);
        separator = ", ";
      }
  fputs ("},\n", stream);
}

static void
write_summary (const NetsimReport *report, guint waiting, FILE *stream)
{
  guint probes = 0, forged = 0, right = 0;

  for (guint i = 0; i < report->probes->len; i++)
    {
      probes += asks (probe_at (report, i)) ? 1 : 0;
      right += probe_at (report, i)->packet.checksum_right ? 1 : 0;
    }
  for (guint i = 0; i < report->answers->len; i++)
    forged += g_str_has_prefix (g_array_index (report->answers, NetsimAnswer, i).kind, "forged")
                  ? 1
                  : 0;
  fprintf (stream, "  \"summary\": {\n    \"probes\": %u,\n", probes);
  fprintf (stream, "    \"tcp_aftermath\": %u,\n", report->probes->len - probes);
  fprintf (stream, "    \"wrong_checksums\": %u,\n", report->probes->len - right);
  fprintf (stream, "    \"answers\": %u,\n", report->answers->len - forged);
  fprintf (stream, "    \"forged\": %u,\n    \"flood\": %u,\n", forged, report->flood);
  fprintf (stream, "    \"waiting\": %u,\n", waiting);
  fprintf (stream, "    \"other\": %u,\n    \"questions\": %u,\n", report->other,
           report->questions);
  fprintf (stream, "    \"unsent\": %u,\n    \"flows\": %u,\n", report->unsent,
           count_flows (report));
  fprintf (stream, "    \"highest_in_1s\": %u,\n", highest_within (report, 1000000000));
  fprintf (stream, "    \"highest_in_100ms\": %u,\n", highest_within (report, 100000000));
  fprintf (stream, "    \"worst_lag_ns\": %" PRId64 ",\n", report->worst_lag_ns);
  write_per_ttl (report, stream);
  fprintf (stream, "    \"first_ns\": %" PRId64 ",\n",
           report->probes->len > 0 ? probe_at (report, 0)->at_ns : 0);
  fprintf (stream, "    \"last_ns\": %" PRId64 "\n  }",
           report->probes->len > 0 ? probe_at (report, report->probes->len - 1)->at_ns : 0);
}

static void
write_transport (const NetsimPacket *packet, FILE *stream)
{
  if (packet->protocol_bit == NETSIM_ICMP)
    fprintf (stream, "\"id\": %u, \"seq\": %u, ", packet->echo_id, packet->echo_sequence);
  else
    fprintf (stream, "\"sport\": %u, \"dport\": %u, ", packet->source_port,
             packet->destination_port);
  if (packet->protocol_bit == NETSIM_TCP)
    fprintf (stream, "\"tcp_seq\": %u, ", packet->tcp_sequence);
}

static void
write_probe (const NetsimProbe *probe, FILE *stream)
{
  static const char *const kinds[] = { "other", "echo", "udp", "tcp-syn", "tcp-rst", "tcp-other" };
  static const char *const fates[] = { "answered", "silent", "dropped", "lost", "limited" };
  static const char *const protocols[] = { "other", "icmp", "udp", "other", "tcp" };
  const NetsimPacket *packet = &probe->packet;
  char source[NETSIM_ADDRESS_WORDS], destination[NETSIM_ADDRESS_WORDS];

  fprintf (stream, "{\"at_ns\": %" PRId64 ", \"family\": %u, ", probe->at_ns, packet->family);
  fprintf (stream, "\"protocol\": \"%s\", ", protocols[packet->protocol_bit]);
  fprintf (stream, "\"kind\": \"%s\", \"ttl\": %u, ", kinds[packet->kind], packet->ttl);
  fprintf (stream, "\"tos\": %u, \"size\": %zu, ", packet->tos, packet->size);
  write_transport (packet, stream);
  fprintf (stream, "\"checksum\": %u, ", packet->checksum);
  fprintf (stream, "\"checksum_right\": %s, ", packet->checksum_right ? "true" : "false");
  if (packet->family == 4)
    fprintf (stream, "\"ip_id\": %u, ", packet->ip_id);
  else
    fprintf (stream, "\"flow_label\": %u, ", packet->flow_label);
  fprintf (stream, "\"source\": \"%s\", \"destination\": \"%s\", ",
           netsim_address_print (&packet->source, source),
           netsim_address_print (&packet->destination, destination));
  fprintf (stream, "\"flow\": %u, ", netsim_packet_flow (packet));
  fprintf (stream, "\"hop\": %u, \"fate\": \"%s\", ", probe->hop, fates[probe->fate]);
  fprintf (stream, "\"answer\": \"%s\", \"from\": \"%s\"}", probe->answer,
           netsim_address_print (&probe->from, source));
}

static void
write_answer (const NetsimAnswer *answer, FILE *stream)
{
  fprintf (stream, "{\"probe\": %u", answer->probe);
  fprintf (stream, ", \"kind\": \"%s\", \"at_ns\": %" PRId64, answer->kind, answer->at_ns);
  fprintf (stream, ", \"delay_ns\": %" PRId64 "}", answer->delay_ns);
}

static void
write_lists (const NetsimReport *report, FILE *stream)
{
  fputs (",\n  \"probes\": [", stream);
  for (guint i = 0; i < report->probes->len; i++)
    {
      fputs (i > 0 ? ",\n    " : "\n    ", stream);
      write_probe (probe_at (report, i), stream);
    }
  fputs ("\n  ],\n  \"answers\": [", stream);
  for (guint i = 0; i < report->answers->len; i++)
    {
      fputs (i > 0 ? ",\n    " : "\n    ", stream);
      write_answer (&g_array_index (report->answers, NetsimAnswer, i), stream);
    }
  fputs ("\n  ]", stream);
}

void
netsim_report_write (const NetsimReport *report,
                     NetsimReportExtent extent,
                     const char *title,
                     guint waiting,
                     FILE *stream)
{
  fputs ("{\n  \"format\": \"hopmap-netsim-report\",\n  \"version\": 1,\n  \"title\": ", stream);
  netsim_report_write_text (title, stream);
  fputs (",\n", stream);
  write_summary (report, waiting, stream);
  if (extent == NETSIM_REPORT_FULL)
    write_lists (report, stream);
  fputs ("\n}\n", stream);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See truth.h. It asks path.h what becomes of probes that nobody sends. */
#include "truth.h"

#include <inttypes.h>

#include "path.h"
#include "report.h"

/* Where a loop never ends, the truth ends here. */
#define LAST_OF_A_LOOP 30

/* Enough to meet every combination of up to five branches. */
#define MOST_CHOICES 60

/* The size of a usual probe, header and all. */
#define PROBE_SIZE 60

typedef struct
{
  guint protocol_bit;
  NetsimPacketKind kind;
  guint16 port;
  const char *name;
} Method;

static const Method methods[] = {
  { NETSIM_ICMP, NETSIM_PACKET_ECHO, 0, "icmp" },
  { NETSIM_UDP, NETSIM_PACKET_UDP, 33434, "udp" },
  { NETSIM_TCP, NETSIM_PACKET_TCP_SYN, 443, "tcp" },
};

static guint
last_ttl (const NetsimScenario *scenario)
{
  return scenario->loop_first != 0 ? MAX (LAST_OF_A_LOOP, scenario->n_hops + 1)
                                   : scenario->n_hops + 1;
}

static NetsimPacket
imagine_probe (const NetsimScenario *scenario, const Method *method, guint family, guint ttl)
{
  NetsimPacket probe = {
    .kind = method->kind,
    .protocol_bit = method->protocol_bit,
    .family = (guint8) family,
    .ttl = (guint8) ttl,
    .size = PROBE_SIZE,
    .dont_fragment = TRUE,
    .destination = scenario->destination.hop.address[netsim_family_index (family)],
    .destination_port = method->port,
  };

  netsim_address_parse (family == 4 ? NETSIM_SOURCE4 : NETSIM_SOURCE6, family, &probe.source);
  return probe;
}

static void
append_answer (GString *route, guint ttl, guint family, const NetsimVerdict *verdict)
{
  char from[NETSIM_ADDRESS_WORDS];

  g_string_append_printf (route, "%s{\"ttl\": %u, \"answer\": \"%s\"", ttl > 1 ? ", " : "", ttl,
                          netsim_answer_name (verdict->kind));
  if (verdict->kind == NETSIM_ANSWER_UNREACHABLE)
    g_string_append_printf (route, ", \"code\": %u", verdict->code);
  if (verdict->kind != NETSIM_ANSWER_NONE)
    g_string_append_printf (
        route, ", \"from\": \"%s\", \"rtt_ns\": %" PRId64,
        netsim_address_print (&verdict->hop->answers_from[netsim_family_index (family)], from),
        verdict->rtt_ns);
  g_string_append_c (route, '}');
}

/* TRUE: nothing gets as far as TTL, and what stopped it has had its say at its own TTL already. */
static gboolean
repeats (guint ttl, const NetsimVerdict *verdict, const NetsimVerdict *before)
{
  return verdict->kind != NETSIM_ANSWER_NONE && verdict->distance < ttl
         && before->kind == verdict->kind && before->hop == verdict->hop;
}

/* One route as JSON; LIMIT_NS grows to the time of its last answer, END becomes the TTL at which the
 * destination answers, if it does. */
static char *
write_route (const NetsimScenario *scenario,
             const Method *method,
             guint family,
             guint32 choice,
             gint64 *limit_ns,
             guint *end)
{
  GString *route = g_string_new ("[");
  NetsimVerdict verdict = { NETSIM_ANSWER_NONE }, before;

  for (guint ttl = 1; ttl <= last_ttl (scenario); ttl++)
    {
      NetsimPacket probe = imagine_probe (scenario, method, family, ttl);

      before = verdict;
      netsim_path_judge (scenario, &probe, choice, NULL, NULL, &verdict);
      if (repeats (ttl, &verdict, &before))
        break;
      append_answer (route, ttl, family, &verdict);
      if (verdict.kind != NETSIM_ANSWER_NONE)
        *limit_ns = MAX (*limit_ns,
                         verdict.rtt_ns + verdict.hop->jitter_ns + verdict.hop->first_late_ns);
      if (verdict.kind != NETSIM_ANSWER_NONE && verdict.hop == &scenario->destination.hop)
        *end = *end == 0 ? ttl : MIN (*end, ttl);
      /* Beyond its first answer, and beyond one that stops all that would pass, nothing is new. */
      if (verdict.hop == &scenario->destination.hop
          || (verdict.kind != NETSIM_ANSWER_NONE && verdict.distance < ttl))
        break;
    }
  g_string_append_c (route, ']');
  return g_string_free (route, FALSE);
}

static void
write_method (const NetsimScenario *scenario, const Method *method, guint family, FILE *stream)
{
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func (g_free);
  gint64 limit_ns = 0;
  guint end = 0;

  for (guint32 choice = 0; choice < MOST_CHOICES; choice++)
    {
      char *route = write_route (scenario, method, family, choice, &limit_ns, &end);

      if (g_ptr_array_find_with_equal_func (routes, route, g_str_equal, NULL))
        g_free (route);
      else
        g_ptr_array_add (routes, route);
    }
  fprintf (stream, "    \"%s%u\": {\"limit_ns\": %" PRId64 ", ", method->name, family, limit_ns);
  if (end > 0)
    fprintf (stream, "\"destination_ttl\": %u,\n     \"routes\": [\n", end);
  else
    fputs ("\"destination_ttl\": null,\n     \"routes\": [\n", stream);
  for (guint i = 0; i < routes->len; i++)
    fprintf (stream, "      %s%s", (const char *) g_ptr_array_index (routes, i),
             i + 1 < routes->len ? ",\n" : "]}");
}

static void
write_hop (const NetsimHop *hop, FILE *stream)
{
  char words[NETSIM_ADDRESS_WORDS];

  if (hop->skip)
    {
      fputs ("null", stream);
      return;
    }
  fprintf (stream, "{\"ipv4\": \"%s\", ", netsim_address_print (&hop->address[0], words));
  fprintf (stream, "\"ipv6\": \"%s\", ", netsim_address_print (&hop->address[1], words));
  fputs ("\"name\": ", stream);
  netsim_report_write_text (hop->name, stream);
  fprintf (stream, ", \"rtt_ns\": %" PRId64 ", \"labels\": [", hop->rtt_ns);
  for (guint i = 0; hop->mpls != NETSIM_MPLS_NONE && i < hop->n_labels; i++)
    fprintf (stream, "%s%u", i > 0 ? ", " : "", hop->labels[i] >> 12);
  fputs ("]}", stream);
}

static void
write_hops (const NetsimScenario *scenario, FILE *stream)
{
  fputs ("  \"hops\": [", stream);
  for (guint n = 0; n < scenario->n_hops; n++)
    {
      fputs (n > 0 ? ",\n    [" : "\n    [", stream);
      for (guint branch = 0; branch < scenario->hops[n]->len; branch++)
        {
          fputs (branch > 0 ? ",\n     " : "", stream);
          write_hop (g_ptr_array_index (scenario->hops[n], branch), stream);
        }
      fputs ("]", stream);
    }
  fputs ("\n  ],\n  \"destination\": ", stream);
  write_hop (&scenario->destination.hop, stream);
  fputs (",\n", stream);
}

void
netsim_truth_write (const NetsimScenario *scenario, FILE *stream)
{
  fputs ("{\n  \"format\": \"hopmap-netsim-truth\",\n  \"version\": 1,\n  \"title\": ", stream);
  netsim_report_write_text (scenario->title, stream);
  fputs (",\n  \"source4\": \"" NETSIM_SOURCE4 "\",\n", stream);
  fputs ("  \"source6\": \"" NETSIM_SOURCE6 "\",\n", stream);
  write_hops (scenario, stream);
  fputs ("  \"answers\": {\n", stream);
  for (guint family = 4; family <= 6; family += 2)
    for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
      {
        gboolean last = family == 6 && i + 1 == G_N_ELEMENTS (methods);

        write_method (scenario, &methods[i], family, stream);
        fputs (last ? "\n" : ",\n", stream);
      }
  fputs ("  }\n}\n", stream);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See scenario-hop.h. */
#include "scenario-hop.h"

#include <string.h>

static const char *const protocols[] = { "icmp", "udp", "tcp", NULL };

static NetsimLimit
read_limit (NetsimReader *reader, const char *key)
{
  double pair[2];

  if (!netsim_reader_pair (reader, key, '/', 1000000, pair))
    return (NetsimLimit){ 0, 0 };
  if (pair[0] < 1)
    netsim_reader_fail (reader, key, "needs a burst of at least 1");
  return (NetsimLimit){ (guint) pair[0], pair[1] };
}

static void
read_late (NetsimReader *reader, NetsimHop *hop)
{
  double pair[2];

  if (!netsim_reader_pair (reader, "late", '/', 600000, pair))
    return;
  hop->late_every = (guint) pair[0];
  hop->late_ns = (gint64) (pair[1] * 1e6);
}

/* label:class:bottom:ttl, with spaces between entries. */
static void
read_labels (NetsimReader *reader, NetsimHop *hop)
{
  g_autofree char *text = netsim_reader_text (reader, "labels");
  g_auto (GStrv) entries = g_strsplit (text != NULL ? text : "16001:0:1:1", " ", -1);

  for (guint i = 0; entries[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (entries[i], ":", -1);
      const guint highest[4] = { (1 << 20) - 1, 7, 1, 255 };
      guint64 value[4] = { 0 };
      gboolean good = g_strv_length (parts) == 4 && hop->n_labels < NETSIM_MAX_LABELS;

      if (entries[i][0] == '\0')
        continue;
      for (guint j = 0; good && j < 4; j++)
        good = g_ascii_string_to_unsigned (parts[j], 10, 0, highest[j], &value[j], NULL);
      if (!good)
        {
          netsim_reader_fail (
              reader, "labels",
              "must be at most 8 entries label:class:bottom:ttl with spaces between");
          return;
        }
      hop->labels[hop->n_labels++] = (guint32) (value[0] << 12 | value[1] << 9 | value[2] << 8
                                                | value[3]);
    }
}

static void
read_quote (NetsimReader *reader, NetsimHop *hop)
{
  static const char *const mpls[] = { "none",        "compliant",   "legacy",       "bad-checksum",
                                      "bad-version", "long-object", "short-object", "long-quote",
                                      "truncated",   NULL };
  static const char *const checksums[] = { "corrected", "as-sent", "alone", NULL };
  g_autofree char *quote = netsim_reader_text (reader, "quote");

  hop->quote = NETSIM_QUOTE_FULL;
  if (quote != NULL && !g_str_equal (quote, "full"))
    hop->quote = netsim_reader_count (reader, "quote", 0, 65535, 8);
  hop->mpls = (NetsimMpls) netsim_reader_choice (reader, "mpls", mpls, NETSIM_MPLS_NONE);
  read_labels (reader, hop);
  netsim_reader_address (reader, "quoted-source4", 4, &hop->quoted_source[0]);
  netsim_reader_address (reader, "quoted-source6", 6, &hop->quoted_source[1]);
  hop->quoted_port = netsim_reader_count (reader, "quoted-port", 0, 65535, 0);
  hop->quoted_checksum = (NetsimQuotedChecksum) netsim_reader_choice (reader, "quoted-checksum",
                                                                      checksums, 0);
  hop->quoted_tos = (int) netsim_reader_number (reader, "quoted-tos", -1, 255, -1);
  hop->quoted_ttl = (int) netsim_reader_number (reader, "quoted-ttl", -1, 255, -1);
}

static void
read_refusal (NetsimReader *reader, NetsimHop *hop)
{
  static const char *const which[] = { "expiring", "passing", "all", NULL };

  hop->unreachable[0] = (int) netsim_reader_number (reader, "unreachable4", -1, 255, -1);
  hop->unreachable[1] = (int) netsim_reader_number (reader, "unreachable6", -1, 255, -1);
  hop->unreachable_for = (NetsimUnreachableFor) netsim_reader_choice (
      reader, "unreachable-for", which, NETSIM_UNREACHABLE_EXPIRING);
  hop->mtu = netsim_reader_count (reader, "mtu", 0, 65535, 0);
}

/* What belongs to one hop alone is not taken from the groups that several hops share. */
static void
read_identity (NetsimReader *reader, const char *own, NetsimHop *hop)
{
  g_autoptr (GPtrArray) layers = g_steal_pointer (&reader->layers);

  reader->layers = g_ptr_array_new_with_free_func (g_free);
  netsim_reader_enter (reader, own);
  hop->name = netsim_reader_text (reader, "name");
  netsim_reader_address (reader, "ipv4", 4, &hop->address[0]);
  netsim_reader_address (reader, "ipv6", 6, &hop->address[1]);
  g_ptr_array_unref (reader->layers);
  reader->layers = g_steal_pointer (&layers);
}

void
netsim_scenario_read_hop (NetsimReader *reader, const char *own, NetsimHop *hop)
{
  read_identity (reader, own, hop);
  memcpy (hop->answers_from, hop->address, sizeof hop->answers_from);
  netsim_reader_address (reader, "answers-from4", 4, &hop->answers_from[0]);
  netsim_reader_address (reader, "answers-from6", 6, &hop->answers_from[1]);
  hop->rtt_ns = netsim_reader_time (reader, "rtt", hop->rtt_ns);
  hop->jitter_ns = netsim_reader_time (reader, "jitter", 0);
  hop->loss = netsim_reader_number (reader, "loss", 0, 100, 0) / 100;
  hop->forward_loss = netsim_reader_number (reader, "forward-loss", 0, 100, 0) / 100;
  hop->silent = netsim_reader_set (reader, "silent", protocols, 0);
  hop->blocks = netsim_reader_set (reader, "blocks", protocols, 0);
  hop->limit = read_limit (reader, "limit");
  hop->echo_limit = read_limit (reader, "echo-limit");
  hop->first_late_ns = netsim_reader_time (reader, "first-late", 0);
  read_late (reader, hop);
  hop->duplicates = netsim_reader_count (reader, "duplicates", 0, 100, 0);
  read_quote (reader, hop);
  read_refusal (reader, hop);
  hop->outer_options = netsim_reader_count (reader, "outer-options", 0, 40, 0);
  if (hop->outer_options % 4 != 0)
    netsim_reader_fail (reader, "outer-options", "must be a multiple of 4");
  hop->initial_ttl = netsim_reader_count (reader, "initial-ttl", 1, 255, 64);
  hop->return_hops = netsim_reader_count (reader, "return-hops", 0, 255, 0);
  hop->skip = netsim_reader_flag (reader, "skip");
}

static void
read_ports (NetsimReader *reader, const char *key, guint ports[2])
{
  double pair[2] = { 0, 65535 };

  netsim_reader_pair (reader, key, '-', 65535, pair);
  ports[0] = (guint) pair[0];
  ports[1] = (guint) pair[1];
}

void
netsim_scenario_read_conduct (NetsimReader *reader, NetsimDestination *destination)
{
  /* In the order of NetsimConduct; "" is what this protocol has not. */
  static const char *const icmp[] = { "silent", "echo", "", "unreachable", "time-exceeded", NULL };
  static const char *const udp[] = {
    "silent", "", "port-unreachable", "unreachable", "time-exceeded", "datagram", NULL
  };
  static const char *const tcp[] = {
    "silent", "", "port-unreachable", "unreachable", "time-exceeded", "", "syn-ack", "rst", NULL
  };

  netsim_reader_enter (reader, "destination");
  destination->icmp = (NetsimConduct) netsim_reader_choice (reader, "icmp", icmp,
                                                            NETSIM_DESTINATION_ECHO);
  destination->udp = (NetsimConduct) netsim_reader_choice (reader, "udp", udp,
                                                           NETSIM_DESTINATION_PORT_UNREACHABLE);
  destination->tcp = (NetsimConduct) netsim_reader_choice (reader, "tcp", tcp,
                                                           NETSIM_DESTINATION_SYN_ACK);
  destination->code[0] = netsim_reader_count (reader, "code4", 0, 255, 10);
  destination->code[1] = netsim_reader_count (reader, "code6", 0, 255, 1);
  read_ports (reader, "udp-ports", destination->udp_ports);
  read_ports (reader, "tcp-ports", destination->tcp_ports);
}

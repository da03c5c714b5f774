/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator in a time of its own: who answers when, and what chance and limits do to it. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "sample-probe.h"
#include "simulator.h"

#define MS G_GINT64_CONSTANT (1000000)

/* The clock need not start at 0. */
#define START (1000 * MS)

static void
send (NetsimSimulator *simulator, const SampleProbe *sample, gint64 at_ns)
{
  g_autoptr (GByteArray) bytes = sample_probe (sample);

  netsim_simulator_receive (simulator, bytes->data, bytes->len, at_ns);
}

/* Lets time pass until UNTIL_NS; counts what went out with KIND, or all for NULL. */
static guint
collect (NetsimSimulator *simulator, gint64 until_ns, const char *kind)
{
  guint count = 0;

  while (netsim_simulator_next (simulator) <= until_ns)
    {
      gint64 at_ns = netsim_simulator_next (simulator);
      NetsimParcel parcel;

      g_assert_true (netsim_simulator_take (simulator, at_ns, &parcel));
      netsim_simulator_sent (simulator, &parcel, at_ns);
      count += kind == NULL || g_strcmp0 (parcel.kind, kind) == 0 ? 1 : 0;
      g_byte_array_unref (parcel.bytes);
    }
  return count;
}

/* Sends COUNT probes of TTL, SPACING_NS apart, and counts the answers of KIND. */
static guint
probe_often (const char *text, guint ttl, guint count, gint64 spacing_ns, const char *kind)
{
  g_autoptr (NetsimScenario) scenario = sample_scenario (text);
  NetsimSimulator simulator;
  guint answers = 0;

  netsim_simulator_init (&simulator, scenario);
  for (guint i = 0; i < count; i++)
    {
      const SampleProbe sample = { 4, NETSIM_ICMP, ttl, 4711, i, 20 };

      answers += collect (&simulator, START + i * spacing_ns, kind);
      send (&simulator, &sample, START + i * spacing_ns);
    }
  answers += collect (&simulator, START + count * spacing_ns + 60000 * MS, kind);
  netsim_simulator_clear (&simulator);
  return answers;
}

static void
test_times (void)
{
  g_autoptr (NetsimScenario) scenario = sample_scenario ("[path]\nhops=9\nrtt=50");
  NetsimSimulator simulator;

  netsim_simulator_init (&simulator, scenario);
  for (guint ttl = 1; ttl <= 12; ttl++)
    {
      const SampleProbe sample = { 6, NETSIM_UDP, ttl, 4711, ttl, 20 };

      send (&simulator, &sample, START);
      collect (&simulator, START + 50 * MS, NULL);
    }
  g_assert_cmpuint (simulator.report.answers->len, ==, 12);
  for (guint i = 0; i < 12; i++)
    {
      const NetsimAnswer *answer = &g_array_index (simulator.report.answers, NetsimAnswer, i);

      g_assert_cmpint (answer->delay_ns, ==, 5 * MS * MIN (answer->probe + 1, 10));
      g_assert_cmpstr (answer->kind, ==, answer->probe < 9 ? "time-exceeded" : "unreachable");
    }
  netsim_simulator_clear (&simulator);
}

static void
test_limits (void)
{
  const char *text = "[path]\nhops=5\n[hop 2]\nlimit=6/1\n[destination]\necho-limit=3/2";

  g_assert_cmpuint (probe_often (text, 2, 30, 0, NULL), ==, 6);
  /* 2.9 s in all, so two more tokens. */
  g_assert_cmpuint (probe_often (text, 2, 30, 100 * MS, NULL), ==, 8);
  g_assert_cmpuint (probe_often (text, 2, 12, 1000 * MS, NULL), ==, 12);
  g_assert_cmpuint (probe_often (text, 1, 30, 0, NULL), ==, 30);
  g_assert_cmpuint (probe_often (text, 6, 30, 0, NULL), ==, 3);
  g_assert_cmpuint (probe_often (text, 6, 30, 100 * MS, NULL), ==, 8);
}

static void
test_chance (void)
{
  guint kept = probe_often ("[hop 2]\nloss=20", 2, 2000, MS, NULL);
  guint through = probe_often ("[hop 2]\nforward-loss=20", 5, 2000, MS, NULL);

  g_assert_cmpuint (kept, >, 1500);
  g_assert_cmpuint (kept, <, 1700);
  g_assert_cmpuint (through, >, 1500);
  g_assert_cmpuint (through, <, 1700);
  /* The same seed, the same luck; another seed, another. */
  g_assert_cmpuint (kept, ==, probe_often ("[hop 2]\nloss=20", 2, 2000, MS, NULL));
  g_assert_cmpuint (probe_often ("[hop 2]\nloss=100", 2, 50, MS, NULL), ==, 0);
  g_assert_cmpuint (probe_often ("[hop 2]\nloss=100", 3, 50, MS, NULL), ==, 50);
  g_assert_cmpuint (probe_often ("[hop 2]\nduplicates=2", 2, 50, MS, NULL), ==, 150);
  g_assert_cmpuint (probe_often ("[hop 2]\nsilent=udp", 2, 50, MS, NULL), ==, 50);
  g_assert_cmpuint (probe_often ("[hop 2]\nsilent=udp,icmp", 2, 50, MS, NULL), ==, 0);
  g_assert_cmpuint (probe_often ("[hop 2]\nblocks=icmp", 2, 50, MS, NULL), ==, 50);
  g_assert_cmpuint (probe_often ("[hop 2]\nblocks=icmp", 3, 50, MS, NULL), ==, 0);
}

static void
test_late (void)
{
  g_autoptr (NetsimScenario)
      scenario = sample_scenario ("[path]\nhops=2\nrtt=30\n[hop 1]\nlate=3/2000\nfirst-late=300");
  const SampleProbe sample = { 4, NETSIM_TCP, 1, 4711, 1, 0 };
  NetsimSimulator simulator;

  netsim_simulator_init (&simulator, scenario);
  for (guint i = 0; i < 6; i++)
    send (&simulator, &sample, START + i);
  g_assert_cmpuint (collect (&simulator, START + 5000 * MS, NULL), ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      const NetsimAnswer *answer = &g_array_index (simulator.report.answers, NetsimAnswer, i);
      gint64 late = answer->probe == 0 ? 310 : answer->probe % 3 == 2 ? 2010 : 10;

      g_assert_cmpint (answer->delay_ns, ==, late * MS);
    }
  netsim_simulator_clear (&simulator);
}

/* The addresses of hop 3 that COUNT probes see, with one source port each or all with the same. */
static guint
count_branches (const char *text, guint count, gboolean one_flow, gint64 spacing_ns)
{
  g_autoptr (NetsimScenario) scenario = sample_scenario (text);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  NetsimSimulator simulator;

  netsim_simulator_init (&simulator, scenario);
  for (guint i = 0; i < count; i++)
    {
      const SampleProbe sample = { 6, NETSIM_UDP, 3, one_flow ? 4711 : 4711 + i, i, 20 };
      char words[NETSIM_ADDRESS_WORDS];

      send (&simulator, &sample, START + i * spacing_ns);
      netsim_address_print (&g_array_index (simulator.report.probes, NetsimProbe, i).from, words);
      g_hash_table_add (seen, g_strdup (words));
    }
  netsim_simulator_clear (&simulator);
  return g_hash_table_size (seen);
}

static void
test_branches (void)
{
  const char *flow = "[path]\nhops=5\n[hop 3 branch b]\n[hop 3 branch c]";
  const char *packet = "[path]\nhops=5\nbalance=packet\n[hop 3 branch b]\n[hop 3 branch c]";
  const char *time = "[path]\nhops=5\nbalance=time\nbalance-period=1000\n[hop 3 branch b]\n"
                     "[hop 3 branch c]";

  g_assert_cmpuint (count_branches (flow, 60, TRUE, MS), ==, 1);
  g_assert_cmpuint (count_branches (flow, 60, FALSE, MS), ==, 3);
  g_assert_cmpuint (count_branches (packet, 60, TRUE, MS), ==, 3);
  g_assert_cmpuint (count_branches (time, 60, TRUE, MS), ==, 1);
  g_assert_cmpuint (count_branches (time, 4, TRUE, 500 * MS), ==, 2);
}

static void
test_loop_and_skip (void)
{
  g_autoptr (NetsimScenario) loop = sample_scenario ("[path]\nhops=8\nrtt=90\nloop=4-6");
  g_autoptr (NetsimScenario)
      nowhere = sample_scenario ("[path]\nhops=3\nloop=1-3\n[hops 1-3]\nskip=yes");
  const SampleProbe sample = { 4, NETSIM_UDP, 11, 4711, 1, 20 };
  g_autoptr (GByteArray) bytes = sample_probe (&sample);
  NetsimPacket packet;
  NetsimVerdict verdict;

  netsim_packet_parse (bytes->data, bytes->len, &packet);
  netsim_path_judge (loop, &packet, 0, NULL, NULL, &verdict);
  /* 4 5 6 4 5 6 4 5: the second one after two laps of 20 ms. */
  g_assert_true (verdict.hop == netsim_scenario_hop (loop, 5, 0));
  g_assert_cmpuint (verdict.distance, ==, 11);
  g_assert_cmpint (verdict.rtt_ns, ==, 90 * MS);
  netsim_path_judge (nowhere, &packet, 0, NULL, NULL, &verdict);
  g_assert_null (verdict.hop);
  g_assert_cmpint (verdict.kind, ==, NETSIM_ANSWER_NONE);
}

static void
test_forged (void)
{
  const char *text = "[path]\nhops=5\n[forged]\nkinds=all";

  g_assert_cmpuint (probe_often (text, 2, 10, MS, "forged-bad-checksum"), ==, 20);
  g_assert_cmpuint (probe_often (text, 2, 10, MS, "forged-foreign-id"), ==, 20);
  g_assert_cmpuint (probe_often (text, 2, 10, MS, "forged-foreign-destination"), ==, 10);
  g_assert_cmpuint (probe_often (text, 2, 10, MS, "forged-wrong-token"), ==, 20);
  g_assert_cmpuint (probe_often (text, 2, 10, MS, "forged-wrong-cookie"), ==, 10);
  g_assert_cmpuint (probe_often (text, 2, 10, MS, "time-exceeded"), ==, 10);
}

static void
test_flood (void)
{
  g_autoptr (NetsimScenario) scenario = sample_scenario ("[forged]\ngarbage=5000\npings=100");
  NetsimSimulator simulator;
  NetsimParcel parcel;

  netsim_simulator_init (&simulator, scenario);
  /* It begins whenever it is first asked. */
  g_assert_true (netsim_simulator_take (&simulator, START, &parcel));
  g_byte_array_unref (parcel.bytes);
  g_assert_cmpuint (collect (&simulator, START + 1000 * MS, NULL), >=, 5000);
  g_assert_cmpuint (simulator.report.flood, <=, 5300);
  g_assert_cmpuint (simulator.report.answers->len, ==, 0);
  netsim_simulator_clear (&simulator);
}

static void
test_report (void)
{
  g_autoptr (NetsimScenario) scenario = sample_scenario (
      "[path]\ntitle=\"Quotes\" \\\\ and \\t tabs\nhops=3\n[forged]\nkinds=all");
  g_autofree char *text = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  FILE *stream = open_memstream (&text, &size);
  NetsimSimulator simulator;
  JsonObject *report, *summary;

  netsim_simulator_init (&simulator, scenario);
  for (guint i = 0; i < 12; i++)
    {
      const SampleProbe sample = { i < 6 ? 4 : 6, 1U << i % 3, 1 + i / 6, 4711, 9, 20 };

      send (&simulator, &sample, START + i * 20 * MS);
    }
  netsim_simulator_receive (&simulator, (const guint8 *) "E", 1, START);
  collect (&simulator, START + 1000 * MS, NULL);
  netsim_report_write (&simulator.report, NETSIM_REPORT_FULL, scenario->title, 0, stream);
  fclose (stream);
  json_parser_load_from_data (parser, text, (gssize) size, &error);
  g_assert_no_error (error);
  report = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (report, "title"), ==,
                   "\"Quotes\" \\ and \t tabs");
  summary = json_object_get_object_member (report, "summary");
  g_assert_cmpint (json_object_get_int_member (summary, "probes"), ==, 12);
  g_assert_cmpint (json_object_get_int_member (summary, "answers"), ==, 12);
  g_assert_cmpint (json_object_get_int_member (summary, "other"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (summary, "flows"), ==, 6);
  g_assert_cmpint (json_object_get_int_member (summary, "highest_in_1s"), ==, 12);
  g_assert_cmpint (json_object_get_int_member (summary, "highest_in_100ms"), ==, 5);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (summary, "probes_per_ttl"), "2"),
      ==, 6);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (report, "probes")), ==,
                    12);
  netsim_simulator_clear (&simulator);
}

/* Packets that the kernel would not send: whatever they are, nothing breaks. */
static void
test_spoilt_packets (void)
{
  g_autoptr (NetsimScenario) scenario = sample_scenario (
      "[path]\nhops=5\nbalance=packet\n[hops 1-5]\nmpls=legacy\nquoted-source4=1.2.3.4\n"
      "quoted-source6=::5\nquoted-port=7\nquoted-tos=3\n[hop 2]\nmtu=30\n[hop 3]\nquote=28\n"
      "[destination]\nudp=datagram\nname=d.example\n[forged]\nkinds=all\n"
      "[dns]\nipv4=198.18.255.1\nipv6=2001:db8:ffff::1");
  g_autoptr (GRand) chance = g_rand_new_with_seed (11);
  NetsimSimulator simulator;

  netsim_simulator_init (&simulator, scenario);
  for (guint round = 0; round < 50000; round++)
    {
      const SampleProbe sample = { 4 + 2 * (round & 1), 1U << round % 3, 1 + round % 7, 4711, round,
                                   round % 60 };
      g_autoptr (GByteArray) bytes = sample_probe (&sample);

      /* A question to the name server, now and then. */
      if (round % 4 == 0 && sample.protocol == NETSIM_UDP)
        netsim_put16 (bytes->data + (sample.family == 4 ? 22 : 42), 53);
      for (guint i = round % 5; i > 0; i--)
        bytes->data[g_rand_int_range (chance, 0, (gint32) bytes->len)] = (guint8) g_rand_int (
            chance);
      netsim_simulator_receive (&simulator, bytes->data, bytes->len, START + round * MS);
      collect (&simulator, START + round * MS, NULL);
    }
  g_assert_cmpuint (simulator.report.answers->len, >, 1000);
  g_assert_cmpuint (simulator.report.questions, >, 1000);
  netsim_simulator_clear (&simulator);
}

static void
test_summary (void)
{
  g_autoptr (NetsimScenario) scenario = sample_scenario ("[path]\nhops=3");
  g_autofree char *text = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  FILE *stream = open_memstream (&text, &size);
  const SampleProbe sample = { 4, NETSIM_ICMP, 1, 4711, 9, 20 };
  NetsimSimulator simulator;
  JsonObject *report;

  netsim_simulator_init (&simulator, scenario);
  send (&simulator, &sample, START);
  netsim_report_write (&simulator.report, NETSIM_REPORT_SUMMARY, NULL, 1, stream);
  fclose (stream);
  json_parser_load_from_data (parser, text, (gssize) size, &error);
  g_assert_no_error (error);
  report = json_node_get_object (json_parser_get_root (parser));
  g_assert_false (json_object_has_member (report, "probes"));
  g_assert_true (json_object_get_null_member (report, "title"));
  report = json_object_get_object_member (report, "summary");
  g_assert_cmpint (json_object_get_int_member (report, "waiting"), ==, 1);
  netsim_simulator_clear (&simulator);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netsim/simulator/times", test_times);
  g_test_add_func ("/netsim/simulator/limits", test_limits);
  g_test_add_func ("/netsim/simulator/chance", test_chance);
  g_test_add_func ("/netsim/simulator/late", test_late);
  g_test_add_func ("/netsim/simulator/branches", test_branches);
  g_test_add_func ("/netsim/simulator/loop-and-skip", test_loop_and_skip);
  g_test_add_func ("/netsim/simulator/forged", test_forged);
  g_test_add_func ("/netsim/simulator/flood", test_flood);
  g_test_add_func ("/netsim/simulator/report", test_report);
  g_test_add_func ("/netsim/simulator/summary", test_summary);
  g_test_add_func ("/netsim/simulator/spoilt-packets", test_spoilt_packets);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario files: those of the project are right, wrong ones get a sentence, hostile ones too. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "path.h"
#include "sample-probe.h"
#include "truth.h"

static GPtrArray *
list_scenarios (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "netsim", "scenarios", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".scenario"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  return paths;
}

static void
check_truth (const NetsimScenario *scenario)
{
  g_autofree char *text = NULL;
  gsize size = 0;
  FILE *stream = open_memstream (&text, &size);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *answers, *method;

  netsim_truth_write (scenario, stream);
  fclose (stream);
  json_parser_load_from_data (parser, text, (gssize) size, &error);
  g_assert_no_error (error);
  answers = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                           "answers");
  g_assert_cmpuint (json_object_get_size (answers), ==, 6);
  method = json_object_get_object_member (answers, "tcp6");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (method, "routes")), >=, 1);
}

static void
test_ours (void)
{
  g_autoptr (GPtrArray) paths = list_scenarios ();

  g_assert_cmpuint (paths->len, >=, 25);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (NetsimScenario)
          scenario = netsim_scenario_read (g_ptr_array_index (paths, i), &error);

      g_assert_no_error (error);
      g_assert_nonnull (scenario->title);
      g_assert_true (g_file_get_contents (g_ptr_array_index (paths, i), &text, NULL, NULL));
      g_assert_true (g_str_has_prefix (text, "# "));
      check_truth (scenario);
    }
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *text, *says;
  } wrong[] = {
    { "hops=3", "is not a scenario" },
    { "[path]\nhops=many", "must be a number" },
    { "[path]\nhops=1e9", "must be a number" },
    { "[path]\nhops=nan", "must be a number" },
    { "[path]\nhops=2.5", "whole number" },
    { "[path]\nhops=-1", "must be a number" },
    { "[path]\nhop=3", "is not a known key" },
    { "[path]\nhops=3\n[hop 4]", "there is no place for the group [hop 4]" },
    { "[hop 1 branch a]", "there is no place" },
    { "[hop 1]\nipv4=2001:db8::1", "must be an IPv4 address" },
    { "[hop 1]\nipv6=1.2.3.4", "must be an IPv6 address" },
    { "[hops 1-3]\nipv4=1.2.3.4", "is not a known key" },
    { "[hop 1]\nsilent=sctp", "some of: icmp, udp, tcp" },
    { "[hop 1]\nsilent=", "some of: icmp, udp, tcp" },
    { "[hop 1]\nlimit=6", "two numbers" },
    { "[hop 1]\nlimit=0/1", "at least 1" },
    { "[hop 1]\nlabels=1048576:0:1:1", "label:class:bottom:ttl" },
    { "[hop 1]\nlabels=1:1:1:1 1:1:1:1 1:1:1:1 1:1:1:1 1:1:1:1 1:1:1:1 1:1:1:1 1:1:1:1 1:1:1:1",
      "at most 8" },
    { "[hop 1]\nouter-options=5", "multiple of 4" },
    { "[hop 1]\nskip=maybe", "must be one of: no, yes" },
    { "[destination]\nicmp=syn-ack", "must be one of" },
    { "[destination]\nudp=", "must be one of" },
    { "[path]\nloop=4-2", "the nearer one first" },
    { "[path]\nhops=3\nloop=2-4", "two numbers up to 3" },
    { "[forged]\nkinds=some", "must be none, all or some of" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NetsimScenario)
          scenario = netsim_scenario_parse (wrong[i].text, "wrong.scenario", &error);

      g_assert_null (scenario);
      g_assert_error (error, NETSIM_SCENARIO_ERROR, NETSIM_SCENARIO_ERROR_WRONG);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, wrong[i].says));
      g_assert_nonnull (strstr (error->message, "wrong.scenario"));
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

/* Any bytes at all: either a scenario that can be asked, or a sentence. */
static void
test_mangled (void)
{
  g_autoptr (GPtrArray) paths = list_scenarios ();
  g_autoptr (GRand) chance = g_rand_new_with_seed (4);

  for (guint round = 0; round < 600; round++)
    {
      const char *path = g_ptr_array_index (paths, round % paths->len);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (NetsimScenario) scenario = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &text, &size, NULL));
      for (guint i = 0; i < 3; i++)
        text[g_rand_int_range (chance, 0, (gint32) size)] = (char) g_rand_int_range (chance, 1,
                                                                                     256);
      scenario = netsim_scenario_parse (text, "mangled", &error);
      g_assert_true ((scenario == NULL) == (error != NULL));
      if (scenario != NULL)
        check_truth (scenario);
    }
}

static void
test_layers (void)
{
  g_autoptr (NetsimScenario) scenario = sample_scenario (
      "[path]\nhops=4\nrtt=50\n[hops 1-4]\nloss=1\nquote=8\n[hops 2-3]\nloss=2\n"
      "[hop 3]\nloss=3\nname=three\n[hop 3 branch b]\nquote=28\n"
      "[destination]\nrtt=70\n");
  const NetsimHop *three = netsim_scenario_hop (scenario, 3, 0);
  const NetsimHop *other = netsim_scenario_hop (scenario, 3, 1);
  char words[NETSIM_ADDRESS_WORDS];

  g_assert_cmpfloat (netsim_scenario_hop (scenario, 1, 0)->loss, ==, 0.01);
  g_assert_cmpfloat (netsim_scenario_hop (scenario, 2, 0)->loss, ==, 0.02);
  g_assert_cmpfloat (three->loss, ==, 0.03);
  g_assert_cmpuint (three->quote, ==, 8);
  g_assert_cmpint (three->rtt_ns, ==, 30000000);
  /* A branch has what its hop has, but for its own address and name. */
  g_assert_cmpfloat (other->loss, ==, 0.03);
  g_assert_cmpuint (other->quote, ==, 28);
  g_assert_null (other->name);
  g_assert_cmpstr (netsim_address_print (&three->address[0], words), ==, "198.18.3.1");
  g_assert_cmpstr (netsim_address_print (&other->address[1], words), ==, "2001:db8:3::2");
  g_assert_true (netsim_scenario_hop (scenario, 3, 5) == other);
  g_assert_cmpint (scenario->destination.hop.rtt_ns, ==, 70000000);
  g_assert_cmpfloat (scenario->destination.hop.loss, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netsim/scenario/ours", test_ours);
  g_test_add_func ("/netsim/scenario/wrong", test_wrong);
  g_test_add_func ("/netsim/scenario/mangled", test_mangled);
  g_test_add_func ("/netsim/scenario/layers", test_layers);
  return g_test_run ();
}

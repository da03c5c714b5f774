/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See scenario.h. */
#include "scenario.h"

#include <stdlib.h>
#include <string.h>

#include "reader.h"
#include "scenario-hop.h"

G_DEFINE_QUARK (netsim - scenario - error - quark, netsim_scenario_error)

static void
hop_free (NetsimHop *hop)
{
  g_free (hop->name);
  g_free (hop);
}

/* The addresses that a hop has when the file gives none; the last number tells branches apart. */
static void
give_addresses (NetsimHop *hop, guint n, guint branch)
{
  g_autofree char *ipv4 = g_strdup_printf ("198.18.%u.%u", n, branch + 1);
  g_autofree char *ipv6 = g_strdup_printf ("2001:db8:%x::%x", n, branch + 1);

  netsim_address_parse (ipv4, 4, &hop->address[0]);
  netsim_address_parse (ipv6, 6, &hop->address[1]);
}

/* "hops 3-7" is for hops 3 to 7. */
static gboolean
group_is_for (const char *group, guint n)
{
  char *end;
  gint64 first, last;

  if (!g_str_has_prefix (group, "hops "))
    return FALSE;
  first = g_ascii_strtoll (group + 5, &end, 10);
  if (*end != '-')
    return FALSE;
  last = g_ascii_strtoll (end + 1, &end, 10);
  return *end == '\0' && first <= n && n <= last;
}

static void
read_branch (NetsimReader *reader, NetsimScenario *scenario, guint n, guint branch, gint64 path_rtt)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);
  g_autofree char *first = g_strdup_printf ("hop %u", n);
  g_autofree char *own = branch == 0 ? g_strdup (first)
                                     : g_strdup_printf ("hop %u branch %c", n, 'a' + (int) branch);
  NetsimHop *hop = g_new0 (NetsimHop, 1);

  g_ptr_array_add (scenario->hops[n - 1], hop);
  hop->id = scenario->n_identities++;
  hop->rtt_ns = path_rtt * n / (scenario->n_hops + 1);
  give_addresses (hop, n, branch);
  netsim_reader_enter (reader, own);
  if (branch > 0)
    netsim_reader_under (reader, first);
  for (guint i = g_strv_length (groups); i > 0; i--)
    if (group_is_for (groups[i - 1], n))
      netsim_reader_under (reader, groups[i - 1]);
  netsim_scenario_read_hop (reader, own, hop);
}

static void
read_hops (NetsimReader *reader, NetsimScenario *scenario, gint64 path_rtt)
{
  scenario->hops = g_new0 (GPtrArray *, scenario->n_hops + 1);
  for (guint n = 1; n <= scenario->n_hops; n++)
    {
      scenario->hops[n - 1] = g_ptr_array_new_with_free_func ((GDestroyNotify) hop_free);
      for (guint branch = 0; branch < NETSIM_MAX_BRANCHES; branch++)
        {
          g_autofree char *own = g_strdup_printf ("hop %u branch %c", n, 'a' + (int) branch);

          if (branch == 0 || g_key_file_has_group (reader->file, own))
            read_branch (reader, scenario, n, branch, path_rtt);
        }
    }
}

static void
read_destination (NetsimReader *reader, NetsimScenario *scenario, gint64 path_rtt)
{
  NetsimHop *hop = &scenario->destination.hop;

  hop->id = scenario->n_identities++;
  hop->rtt_ns = path_rtt;
  netsim_address_parse ("198.18.255.1", 4, &hop->address[0]);
  netsim_address_parse ("2001:db8:ffff::1", 6, &hop->address[1]);
  netsim_reader_enter (reader, "destination");
  netsim_scenario_read_hop (reader, "destination", hop);
  netsim_scenario_read_conduct (reader, &scenario->destination);
}

static gint64
read_path (NetsimReader *reader, NetsimScenario *scenario)
{
  static const char *const balance[] = { "flow", "packet", "time", NULL };
  double loop[2];

  netsim_reader_enter (reader, "path");
  scenario->title = netsim_reader_text (reader, "title");
  scenario->n_hops = netsim_reader_count (reader, "hops", 0, NETSIM_MAX_HOPS, 5);
  scenario->balance = (NetsimBalance) netsim_reader_choice (reader, "balance", balance,
                                                            NETSIM_BALANCE_FLOW);
  scenario->balance_period_ns = netsim_reader_time (reader, "balance-period", 1000000000);
  scenario->seed = netsim_reader_count (reader, "seed", 0, G_MAXINT, 1);
  if (netsim_reader_pair (reader, "loop", '-', scenario->n_hops, loop))
    {
      scenario->loop_first = (guint) loop[0];
      scenario->loop_last = (guint) loop[1];
      if (loop[0] < 1 || loop[1] < loop[0])
        netsim_reader_fail (reader, "loop", "must be two hops of the path, the nearer one first");
    }
  return netsim_reader_time (reader, "rtt", 100000000);
}

static void
read_rest (NetsimReader *reader, NetsimScenario *scenario)
{
  static const char *const kinds[] = { "bad-checksum",        "foreign-id",
                                       "foreign-destination", "wrong-token",
                                       "wrong-cookie",        "tcp-wrong-ack",
                                       "tcp-other-port",      NULL };
  static const char *const conducts[] = { "answers", "silent", "refuses", NULL };
  NetsimForger *forger = &scenario->forger;

  netsim_reader_enter (reader, "forged");
  netsim_address_parse ("203.0.113.66", 4, &forger->from[0]);
  netsim_address_parse ("2001:db8:bad::66", 6, &forger->from[1]);
  forger->kinds = netsim_reader_set (reader, "kinds", kinds, 0);
  forger->delay_ns = netsim_reader_time (reader, "delay", 1000000);
  netsim_reader_address (reader, "from4", 4, &forger->from[0]);
  netsim_reader_address (reader, "from6", 6, &forger->from[1]);
  forger->garbage_per_second = netsim_reader_count (reader, "garbage", 0, 100000, 0);
  forger->pings_per_second = netsim_reader_count (reader, "pings", 0, 100000, 0);
  netsim_reader_enter (reader, "dns");
  netsim_reader_address (reader, "ipv4", 4, &scenario->name_server.address[0]);
  netsim_reader_address (reader, "ipv6", 6, &scenario->name_server.address[1]);
  scenario->name_server.conduct = (NetsimNames) netsim_reader_choice (reader, "conduct", conducts,
                                                                      NETSIM_NAMES_ANSWERED);
  scenario->name_server.rtt_ns = netsim_reader_time (reader, "rtt", 10000000);
}

NetsimScenario *
netsim_scenario_parse (const char *text, const char *name, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (NetsimScenario) scenario = g_new0 (NetsimScenario, 1);
  g_autoptr (GError) syntax = NULL;
  NetsimReader reader;
  gint64 path_rtt;

  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, &syntax))
    {
      g_set_error (error, NETSIM_SCENARIO_ERROR, NETSIM_SCENARIO_ERROR_WRONG,
                   "%s is not a scenario: %s.", name, syntax->message);
      return NULL;
    }
  netsim_reader_init (&reader, file, name);
  path_rtt = read_path (&reader, scenario);
  read_hops (&reader, scenario, path_rtt);
  read_destination (&reader, scenario, path_rtt);
  read_rest (&reader, scenario);
  netsim_reader_check_all_asked (&reader);
  if (reader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader.error));
      g_clear_pointer (&scenario, netsim_scenario_free);
    }
  netsim_reader_clear (&reader);
  return g_steal_pointer (&scenario);
}

NetsimScenario *
netsim_scenario_read (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *name = g_path_get_basename (path);
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (memchr (text, '\0', length) != NULL)
    {
      g_set_error (error, NETSIM_SCENARIO_ERROR, NETSIM_SCENARIO_ERROR_WRONG,
                   "%s is not a scenario: there is a nul in it.", name);
      return NULL;
    }
  return netsim_scenario_parse (text, name, error);
}

void
netsim_scenario_free (NetsimScenario *scenario)
{
  for (guint n = 0; scenario->hops != NULL && n < scenario->n_hops; n++)
    g_ptr_array_unref (scenario->hops[n]);
  g_free (scenario->hops);
  g_free (scenario->destination.hop.name);
  g_free (scenario->title);
  g_free (scenario);
}

const NetsimHop *
netsim_scenario_hop (const NetsimScenario *scenario, guint n, guint32 number)
{
  GPtrArray *branches = scenario->hops[n - 1];

  return g_ptr_array_index (branches, number % branches->len);
}

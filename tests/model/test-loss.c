/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lost probes mean, by what the hops behind lose. */
#include "hopmap-loss.h"

typedef struct
{
  const char *name;
  const char *line; /* by hop: "answered/lost" */
  guint ttl;        /* the hop that is asked about */
  HopmapLoss loss;
} Row;

static const Row rows[] = {
  { "nothing lost", "10/0 10/0", 1, HOPMAP_LOSS_NONE },
  { "silent", "10/0 0/10 10/0", 2, HOPMAP_LOSS_NONE },
  { "too few", "2/1 10/0", 1, HOPMAP_LOSS_UNJUDGED },
  { "limits its answers", "10/0 5/5 10/0 10/0", 2, HOPMAP_LOSS_OF_ANSWERS },
  { "somebody behind is enough", "10/0 5/5 5/5 6/4 10/0", 2, HOPMAP_LOSS_OF_ANSWERS },
  { "felt by all behind", "10/0 7/3 7/3 6/4", 2, HOPMAP_LOSS_ON_THE_WAY },
  { "felt a little less behind", "10/0 6/4 7/3 7/3", 2, HOPMAP_LOSS_ON_THE_WAY },
  { "the last one", "10/0 10/0 7/3", 3, HOPMAP_LOSS_ON_THE_WAY },
  { "silence behind says nothing", "10/0 7/3 0/10", 2, HOPMAP_LOSS_ON_THE_WAY },
  { "too few behind say nothing", "10/0 7/3 3/0", 2, HOPMAP_LOSS_ON_THE_WAY },
  { "both", "10/0 5/15 18/2 18/2", 2, HOPMAP_LOSS_OF_ANSWERS },
};

static void
add_probes (HopmapHop *hop, guint n_answered, guint n_lost)
{
  HopmapSample answer = { .sent_ns = -1, .rtt_ns = 5, .answer = HOPMAP_ANSWER_TIME_EXCEEDED };

  g_assert_true (hopmap_address_parse ("192.0.2.1", &answer.address));
  for (guint i = 0; i < n_answered; i++)
    hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0), &answer);
  for (guint i = 0; i < n_lost; i++)
    hopmap_hop_lose_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0));
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("192.0.2.9", NULL);
  g_autoptr (HopmapRoute) route = NULL;
  g_auto (GStrv) words = g_strsplit (row->line, " ", -1);
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) counts = g_strsplit (words[i], "/", 2);

      add_probes (hopmap_route_ensure_hop (route, i + 1),
                  (guint) g_ascii_strtoull (counts[0], NULL, 10),
                  (guint) g_ascii_strtoull (counts[1], NULL, 10));
    }

  g_assert_cmpint (hopmap_route_judge_loss (route, hopmap_route_get_hop (route, row->ttl)), ==,
                   row->loss);
}

static void
test_text (void)
{
  g_assert_null (hopmap_loss_get_text (HOPMAP_LOSS_NONE));
  g_assert_null (hopmap_loss_get_text (HOPMAP_LOSS_UNJUDGED));
  g_assert_nonnull (hopmap_loss_get_text (HOPMAP_LOSS_OF_ANSWERS));
  g_assert_nonnull (hopmap_loss_get_text (HOPMAP_LOSS_ON_THE_WAY));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/loss/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/loss/text", test_text);
  return g_test_run ();
}

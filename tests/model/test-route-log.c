/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is a change of a route, and what is load that is balanced.
 */
#include <hopmap-route-log.h>

#define SECOND G_GINT64_CONSTANT (1000000000)

static HopmapRoute *
new_route (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("192.0.2.1", NULL);
  HopmapTraceOptions options;
  HopmapRoute *route;

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  hopmap_route_set_phase (route, HOPMAP_PHASE_TRACING);
  return route;
}

/* One letter an answer: who gives it; '.' for a probe that is lost. */
static void
answer (HopmapRoute *route, guint ttl, const char *who)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);

  for (; *who != '\0'; who++)
    {
      const guint n = hopmap_hop_get_first_sample (hop) + hopmap_hop_get_n_samples (hop);
      const guint index = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, n * SECOND);
      g_autofree char *address = g_strdup_printf ("198.51.100.%d", *who);
      HopmapSample sample = { .sent_ns = -1,
                              .rtt_ns = 1000,
                              .answer = HOPMAP_ANSWER_TIME_EXCEEDED };

      g_assert_true (hopmap_address_parse (address, &sample.address));
      if (*who == '.')
        hopmap_hop_lose_probe (hop, index);
      else
        hopmap_hop_answer_probe (hop, index, &sample);
    }
}

static guint
count (HopmapRouteLog *log)
{
  return g_list_model_get_n_items (G_LIST_MODEL (log));
}

static void
assert_changes (const char *who, guint n)
{
  g_autoptr (HopmapRoute) route = new_route ();
  g_autoptr (HopmapRouteLog) log = hopmap_route_log_new ();
  g_autoptr (HopmapRouteLog) late = hopmap_route_log_new ();

  hopmap_route_log_set_route (log, route);
  answer (route, 1, who);
  g_assert_cmpuint (count (log), ==, n);
  /* A route from a file tells the same. */
  hopmap_route_log_set_route (late, route);
  g_assert_cmpuint (count (late), ==, n);
}

static void
test_changes (void)
{
  assert_changes ("AAAAA", 0);
  assert_changes ("AAAAABBB", 1);
  assert_changes ("AAAAABB", 0);
  assert_changes ("AAAA..BB.B", 1);
  assert_changes ("AAAAABBBBBBBBBBBBBBBAAAAAAAAAAAAAA", 2);
  /* A glimpse of another way is no change. */
  assert_changes ("AAAAABAAAAABBAAAAA", 0);
}

static void
test_balanced (void)
{
  assert_changes ("AAABABBABAABBBABABBBAAABABAB", 0);
  assert_changes ("ABCABCABCABCABC", 0);
}

/* Two ways in turns: each turn of five answers and more is a change; shorter ones are load that is
 * balanced, but for the first, of which nobody could know that it is one of many. */
static void
test_turns (void)
{
  for (guint length = 1; length <= 12; length++)
    {
      g_autoptr (GString) who = g_string_new (NULL);

      for (guint turn = 0; turn < 8; turn++)
        for (guint i = 0; i < length; i++)
          g_string_append_c (who, turn % 2 == 0 ? 'A' : 'B');
      assert_changes (who->str, length >= 5 ? 7 : length >= 3 ? 1 : 0);
    }
}

static void
test_words (void)
{
  g_autoptr (HopmapRoute) route = new_route ();
  g_autoptr (HopmapRouteLog) log = hopmap_route_log_new ();
  g_autoptr (HopmapRouteChange) change = NULL;
  g_autofree char *text = NULL;

  hopmap_route_log_set_route (log, route);
  answer (route, 4, "AAAABBB");
  change = g_list_model_get_item (G_LIST_MODEL (log), 0);
  text = hopmap_route_change_dup_text (change);
  g_assert_cmpstr (text, ==, "Hop 4: 198.51.100.66 answers in place of 198.51.100.65");
  g_assert_cmpuint (hopmap_route_change_get_ttl (change), ==, 4);
  g_assert_cmpint (hopmap_route_change_get_at_ns (change), ==, 4 * SECOND);

  hopmap_route_log_set_route (log, NULL);
  g_assert_cmpuint (count (log), ==, 0);
}

/* A day of probes, of which the newest are kept: what was dropped is not read again. */
static void
test_dropped (void)
{
  g_autoptr (HopmapRoute) route = new_route ();
  g_autoptr (HopmapRouteLog) log = hopmap_route_log_new ();

  hopmap_route_log_set_route (log, route);
  answer (route, 1, "AAAAA");
  hopmap_hop_drop_samples (hopmap_route_get_hop (route, 1), 5);
  answer (route, 1, "BBB");
  g_assert_cmpuint (count (log), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/route-log/changes", test_changes);
  g_test_add_func ("/model/route-log/balanced", test_balanced);
  g_test_add_func ("/model/route-log/turns", test_turns);
  g_test_add_func ("/model/route-log/words", test_words);
  g_test_add_func ("/model/route-log/dropped", test_dropped);

  return g_test_run ();
}

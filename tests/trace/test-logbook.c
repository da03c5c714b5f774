/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The logbook: every probe is held once, in the hop or here, and days of them need little room. */
#include "hopmap-logbook.h"
#include "trace-fixture.h"

static void
ask (HopmapLogbook *book, guint ttl, guint index, HopmapProtocol protocol, HopmapScheduleView view)
{
  HopmapScheduleAction action = {
    .ttl = ttl, .index = index, .rung.protocol = protocol, .view = view
  };

  hopmap_logbook_note_asked (book, &action);
}

static void
send_one (HopmapLogbook *book, HopmapRoute *route, guint ttl, guint index)
{
  ask (book, ttl, index, HOPMAP_PROTOCOL_ICMP, HOPMAP_SCHEDULE_SEEN);
  hopmap_logbook_note_sent (book, route, ttl, index, 1000 * index);
}

static void
answer (HopmapLogbook *book, HopmapRoute *route, guint ttl, guint index)
{
  HopmapSample sample = { .sent_ns = -1,
                          .rtt_ns = 1000000 * ttl,
                          .answer = HOPMAP_ANSWER_TIME_EXCEEDED };

  g_assert_true (hopmap_address_parse ("192.0.2.1", &sample.address));
  sample.address.bytes[3] = (guint8) ttl;
  hopmap_logbook_note_answer (book, route, ttl, index, &sample);
}

static void
assert_route (HopmapRoute *route, const char *expected)
{
  g_autofree char *got = trace_fixture_describe (route);

  g_assert_cmpstr (got, ==, expected);
}

/* What was noted before a hop is part of the route shows when it is; and again after it was not. */
static void
test_hidden (void)
{
  g_autoptr (HopmapRoute) route = trace_fixture_new_trace ("192.0.2.9", NULL);
  g_autoptr (HopmapLogbook) book = hopmap_logbook_new ();

  for (guint ttl = 1; ttl <= 3; ttl++)
    send_one (book, route, ttl, 0);
  answer (book, route, 2, 0);
  assert_route (route, "");
  hopmap_logbook_show (book, route, 3);
  assert_route (route, "? 192.0.2.2=2 ?");
  g_assert_cmpuint (hopmap_logbook_get_n_entries (book), ==, 2);

  answer (book, route, 3, 0);
  hopmap_logbook_show (book, route, 1);
  assert_route (route, "?");
  g_assert_cmpuint (hopmap_logbook_get_n_entries (book), ==, 3);
  hopmap_logbook_show (book, route, 3);
  assert_route (route, "? 192.0.2.2=2 192.0.2.3=3");
  g_assert_cmpuint (hopmap_logbook_get_n_entries (book), ==, 1);
  answer (book, route, 2, 0);
  g_assert_cmpuint (hopmap_hop_get_n_samples (hopmap_route_get_hop (route, 2)), ==, 1);
}

/* An answer that comes while its hop is hidden is not lost, and one that was late stays late. */
static void
test_hidden_late (void)
{
  g_autoptr (HopmapRoute) route = trace_fixture_new_trace ("192.0.2.9", NULL);
  g_autoptr (HopmapLogbook) book = hopmap_logbook_new ();
  HopmapHop *hop;

  send_one (book, route, 1, 0);
  send_one (book, route, 2, 0);
  send_one (book, route, 2, 1);
  hopmap_logbook_show (book, route, 2);
  hopmap_logbook_note_lost (book, route, 2, 0);
  hopmap_logbook_show (book, route, 1);
  answer (book, route, 2, 0);
  answer (book, route, 2, 1);
  hopmap_logbook_show (book, route, 2);
  hop = hopmap_route_get_hop (route, 2);
  g_assert_cmpuint (hopmap_hop_get_n_samples (hop), ==, 2);
  g_assert_true (hopmap_hop_get_sample (hop, 0)->late);
  g_assert_false (hopmap_hop_get_sample (hop, 1)->late);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->received, ==, 1);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->late, ==, 1);
}

/* Probes that ask only in case are part of the hop if they are answered, as what they were. */
static void
test_unseen (void)
{
  g_autoptr (HopmapRoute) route = trace_fixture_new_trace ("192.0.2.9", NULL);
  g_autoptr (HopmapLogbook) book = hopmap_logbook_new ();
  HopmapHop *hop;

  hopmap_logbook_show (book, route, 1);
  hop = hopmap_route_get_hop (route, 1);
  for (guint i = 0; i < 3; i++)
    {
      ask (book, 1, i, HOPMAP_PROTOCOL_UDP, HOPMAP_SCHEDULE_UNSEEN);
      hopmap_logbook_note_sent (book, route, 1, i, 0);
    }
  hopmap_logbook_note_lost (book, route, 1, 0);
  hopmap_logbook_note_forgotten (book, 1, 2);
  g_assert_cmpuint (hopmap_hop_get_n_samples (hop), ==, 0);
  answer (book, route, 1, 1);
  answer (book, route, 1, 2);
  g_assert_cmpuint (hopmap_hop_get_n_samples (hop), ==, 1);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 0)->protocol, ==, HOPMAP_PROTOCOL_UDP);
}

/* A probe that never left is none; nor does a late answer belong to another one. */
static void
test_not_sent (void)
{
  g_autoptr (HopmapRoute) route = trace_fixture_new_trace ("192.0.2.9", NULL);
  g_autoptr (HopmapLogbook) book = hopmap_logbook_new ();

  hopmap_logbook_show (book, route, 1);
  ask (book, 1, 0, HOPMAP_PROTOCOL_ICMP, HOPMAP_SCHEDULE_SEEN);
  hopmap_logbook_note_lost (book, route, 1, 0);
  answer (book, route, 1, 1);
  answer (book, route, 64, 1);
  hopmap_logbook_note_sent (book, route, 64, 1, 0);
  assert_route (route, "?");
  g_assert_cmpuint (hopmap_hop_get_n_samples (hopmap_route_get_hop (route, 1)), ==, 0);
  g_assert_false (hopmap_logbook_has_sent (book, 1));
}

/* Ten thousand rounds, with a hop that answers, one that loses some, and one that is silent. */
static void
test_many (void)
{
  g_autoptr (HopmapRoute) route = trace_fixture_new_trace ("192.0.2.9", NULL);
  g_autoptr (HopmapLogbook) book = hopmap_logbook_new ();

  hopmap_logbook_show (book, route, 3);
  for (guint i = 0; i < 10000; i++)
    {
      for (guint ttl = 1; ttl <= 3; ttl++)
        {
          send_one (book, route, ttl, i);
          if (ttl == 1 || (ttl == 2 && i % 4 != 0))
            answer (book, route, ttl, i);
          else
            hopmap_logbook_note_lost (book, route, ttl, i);
        }
      g_assert_cmpuint (hopmap_logbook_get_n_entries (book), <=, 200);
      for (guint ttl = 1; ttl <= 3; ttl++)
        g_assert_cmpuint (hopmap_hop_get_n_samples (hopmap_route_get_hop (route, ttl)), <=, 1200);
    }
  g_assert_cmpuint (hopmap_hop_get_stats (hopmap_route_get_hop (route, 1))->received, ==, 10000);
  g_assert_cmpuint (hopmap_hop_get_stats (hopmap_route_get_hop (route, 2))->lost, ==, 2500);
  g_assert_cmpuint (hopmap_hop_get_stats (hopmap_route_get_hop (route, 3))->lost, ==, 10000);
}

/* Whoever watches the route takes hops out of it while they are shown. */
static void
hide_cb (HopmapHop *hop, GParamSpec *pspec, gpointer user_data)
{
  HopmapRoute *route = user_data;

  hopmap_logbook_show (g_object_get_data (G_OBJECT (route), "book"), route, 1);
}

static void
test_hidden_within (void)
{
  g_autoptr (HopmapRoute) route = trace_fixture_new_trace ("192.0.2.9", NULL);
  g_autoptr (HopmapLogbook) book = hopmap_logbook_new ();
  g_autoptr (HopmapHop) hop = NULL;

  g_object_set_data (G_OBJECT (route), "book", book);
  hopmap_logbook_show (book, route, 2);
  hop = g_object_ref (hopmap_route_get_hop (route, 2));
  g_signal_connect (hop, "notify::state", G_CALLBACK (hide_cb), route);
  send_one (book, route, 2, 0);
  send_one (book, route, 2, 1);
  answer (book, route, 2, 0);
  assert_route (route, "?");
  hopmap_logbook_show (book, route, 2);
  answer (book, route, 2, 1);
  assert_route (route, "? 192.0.2.2=2");
  g_assert_cmpuint (hopmap_hop_get_n_samples (hopmap_route_get_hop (route, 2)), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/logbook/hidden", test_hidden);
  g_test_add_func ("/trace/logbook/hidden-late", test_hidden_late);
  g_test_add_func ("/trace/logbook/unseen", test_unseen);
  g_test_add_func ("/trace/logbook/not-sent", test_not_sent);
  g_test_add_func ("/trace/logbook/many", test_many);
  g_test_add_func ("/trace/logbook/hidden-within", test_hidden_within);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hop: its state follows from its probes, late answers and duplicates included. */
#include "hopmap-hop.h"

static HopmapSample
answer_from (const char *text, gint64 rtt_ns, HopmapAnswer answer)
{
  HopmapSample sample = { .sent_ns = -1, .rtt_ns = rtt_ns, .answer = answer };

  g_assert_true (hopmap_address_parse (text, &sample.address));
  return sample;
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_answer (void)
{
  g_autoptr (HopmapHop) hop = hopmap_hop_new (3);
  HopmapSample answer = answer_from ("192.0.2.3", 18000000, HOPMAP_ANSWER_TIME_EXCEEDED);
  guint index;

  g_assert_null (hopmap_hop_get_address (hop));
  g_assert_cmpint (hopmap_hop_get_rtt_ns (hop), ==, -1);
  index = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 1000);
  g_assert_cmpint (hopmap_hop_get_state (hop), ==, HOPMAP_HOP_WAITING);
  hopmap_hop_answer_probe (hop, index, &answer);
  g_assert_cmpint (hopmap_hop_get_state (hop), ==, HOPMAP_HOP_ANSWERED);
  g_assert_cmpstr (hopmap_hop_get_address_text (hop), ==, "192.0.2.3");
  g_assert_cmpint (hopmap_hop_get_rtt_ns (hop), ==, 18000000);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 0)->sent_ns, ==, 1000);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 0)->protocol, ==, HOPMAP_PROTOCOL_ICMP);

  /* A duplicate changes nothing. */
  answer.rtt_ns = 5;
  hopmap_hop_answer_probe (hop, index, &answer);
  g_assert_cmpint (hopmap_hop_get_rtt_ns (hop), ==, 18000000);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->received, ==, 1);

  /* Nor does giving up what was answered. */
  hopmap_hop_lose_probe (hop, index);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->lost, ==, 0);
  g_assert_false (hopmap_hop_is_destination (hop));
}

static void
test_silence (void)
{
  g_autoptr (HopmapHop) hop = hopmap_hop_new (4);
  HopmapSample late = answer_from ("2001:db8::4", 2000000000, HOPMAP_ANSWER_DESTINATION);
  guint notified = 0;
  guint first, second;

  g_signal_connect (hop, "notify::state", G_CALLBACK (count_cb), &notified);
  first = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_UDP, 0);
  second = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_UDP, 10);
  hopmap_hop_lose_probe (hop, first);
  g_assert_cmpint (hopmap_hop_get_state (hop), ==, HOPMAP_HOP_WAITING);
  hopmap_hop_lose_probe (hop, second);
  hopmap_hop_lose_probe (hop, second);
  g_assert_cmpint (hopmap_hop_get_state (hop), ==, HOPMAP_HOP_SILENT);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->lost, ==, 2);
  g_assert_cmpuint (notified, ==, 1);

  hopmap_hop_answer_probe (hop, first, &late);
  g_assert_cmpint (hopmap_hop_get_state (hop), ==, HOPMAP_HOP_ANSWERED);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->lost, ==, 1);
  g_assert_true (hopmap_hop_is_destination (hop));
  /* It says who is there, and how late; it is no part of the statistics. */
  g_assert_true (hopmap_hop_get_sample (hop, first)->late);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->late, ==, 1);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->received, ==, 0);
  g_assert_cmpint (hopmap_hop_get_rtt_ns (hop), ==, 2000000000);
  g_assert_cmpuint (notified, ==, 2);
}

/* Probes of a protocol that the hop never answers are no loss of it. */
static void
test_protocols (void)
{
  g_autoptr (HopmapHop) hop = hopmap_hop_new (4);
  HopmapSample answer = answer_from ("192.0.2.4", 7, HOPMAP_ANSWER_TIME_EXCEEDED);

  for (guint i = 0; i < 2; i++)
    hopmap_hop_lose_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0));
  g_assert_cmpint (hopmap_hop_get_state (hop), ==, HOPMAP_HOP_SILENT);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->lost, ==, 2);

  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_UDP, 0), &answer);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 2)->protocol, ==, HOPMAP_PROTOCOL_UDP);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->sent, ==, 1);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->lost, ==, 0);
  hopmap_hop_lose_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_UDP, 0));
  hopmap_hop_lose_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_TCP, 0));
  g_assert_cmpfloat (hopmap_running_stats_get_loss_percent (hopmap_hop_get_stats (hop)), ==, 50.0);

  /* If it answers that one after all, all of them count. */
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0), &answer);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->sent, ==, 5);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->lost, ==, 3);
}

/* Old probes may go; the numbers of the others and the statistics stay. */
static void
test_drop (void)
{
  g_autoptr (HopmapHop) hop = hopmap_hop_new (4);
  HopmapSample answer = answer_from ("192.0.2.4", 7, HOPMAP_ANSWER_TIME_EXCEEDED);

  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpuint (hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, i), ==, i);
      if (i % 2 == 0)
        hopmap_hop_answer_probe (hop, i, &answer);
    }
  hopmap_hop_drop_samples (hop, 4);
  g_assert_cmpuint (hopmap_hop_get_n_samples (hop), ==, 6);
  g_assert_cmpuint (hopmap_hop_get_first_sample (hop), ==, 4);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 0)->sent_ns, ==, 4);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->sent, ==, 10);
  g_assert_cmpuint (hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 10), ==, 10);
  hopmap_hop_answer_probe (hop, 5, &answer);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->received, ==, 6);
  /* What comes for those that went changes nothing. */
  hopmap_hop_answer_probe (hop, 1, &answer);
  hopmap_hop_lose_probe (hop, 3);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->received, ==, 6);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->lost, ==, 0);
}

/* Several routers at one distance: each has its own times, and nothing is averaged over two. */
static void
test_responders (void)
{
  g_autoptr (HopmapHop) hop = hopmap_hop_new (4);
  HopmapSample near = answer_from ("192.0.2.4", 10, HOPMAP_ANSWER_TIME_EXCEEDED);
  HopmapSample far = answer_from ("192.0.2.5", 1000, HOPMAP_ANSWER_TIME_EXCEEDED);
  const HopmapResponder *second;

  for (guint i = 0; i < 6; i++)
    hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 100 * i),
                             i % 3 == 2 ? &far : &near);
  hopmap_hop_drop_samples (hop, 6);
  g_assert_cmpuint (hopmap_hop_get_n_responders (hop), ==, 2);
  second = hopmap_hop_get_responder (hop, 1);
  g_assert_true (hopmap_address_equal (&second->address, &far.address));
  g_assert_cmpfloat (second->stats.mean_ns, ==, 1000.0);
  g_assert_cmpuint (second->stats.received, ==, 2);
  g_assert_cmpint (second->first_ns, ==, 200);
  g_assert_cmpint (second->last_ns, ==, 500);
  g_assert_cmpfloat (hopmap_hop_get_responder (hop, 0)->stats.mean_ns, ==, 10.0);
  g_assert_true (hopmap_address_equal (&hopmap_hop_get_responder (hop, 0)->address,
                                       hopmap_hop_get_address (hop)));
}

/* A forger may have any number of addresses. */
static void
test_many_responders (void)
{
  g_autoptr (HopmapHop) hop = hopmap_hop_new (4);
  HopmapSample answer = answer_from ("192.0.2.4", 10, HOPMAP_ANSWER_TIME_EXCEEDED);

  for (guint i = 0; i < 1000; i++)
    {
      answer.address.bytes[2] = (guint8) (i / 250);
      answer.address.bytes[3] = (guint8) (i % 250);
      hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0), &answer);
    }
  g_assert_cmpuint (hopmap_hop_get_n_responders (hop), ==, HOPMAP_MAX_RESPONDERS);
  g_assert_cmpuint (hopmap_hop_get_stats (hop)->received, ==, 1000);
}

/* A destination that moves away leaves a router where it was. */
static void
test_moved (void)
{
  g_autoptr (HopmapHop) hop = hopmap_hop_new (4);
  HopmapSample arrived = answer_from ("192.0.2.4", 7, HOPMAP_ANSWER_DESTINATION);
  HopmapSample passed = answer_from ("192.0.2.3", 7, HOPMAP_ANSWER_TIME_EXCEEDED);
  const HopmapSample *const answers[] = { &arrived, &passed, &arrived, &passed, &passed };
  const gboolean expected[] = { TRUE, TRUE, TRUE, TRUE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0),
                               answers[i]);
      g_assert_cmpint (hopmap_hop_is_destination (hop), ==, expected[i]);
    }
}

static void
test_mark (void)
{
  static const struct
  {
    const char *from;
    guint8 type;
    guint8 code;
    const char *mark;
  } rows[] = {
    { "192.0.2.1", 3, 0, "!N" },     { "192.0.2.1", 3, 1, "!H" },   { "192.0.2.1", 3, 13, "!X" },
    { "192.0.2.1", 3, 3, "!<3>" },   { "192.0.2.1", 3, 4, "!F" },   { "192.0.2.1", 3, 77, "!<77>" },
    { "2001:db8::1", 1, 0, "!N" },   { "2001:db8::1", 1, 1, "!X" }, { "2001:db8::1", 1, 3, "!H" },
    { "2001:db8::1", 1, 4, "!<4>" }, { "2001:db8::1", 2, 0, "!F" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HopmapHop) hop = hopmap_hop_new (1);
      HopmapSample answer = answer_from (rows[i].from, 5, HOPMAP_ANSWER_UNREACHABLE);
      g_autofree char *mark = NULL;

      g_assert_null (hopmap_hop_dup_mark (hop));
      answer.icmp_type = rows[i].type;
      answer.icmp_code = rows[i].code;
      hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0), &answer);
      mark = hopmap_hop_dup_mark (hop);
      g_assert_cmpstr (mark, ==, rows[i].mark);
    }
}

static void
test_notify (void)
{
  g_autoptr (HopmapHop) hop = hopmap_hop_new (1);
  g_autoptr (HopmapPlace) place = hopmap_place_new (
      &(HopmapPlace){ .kind = HOPMAP_PLACE_SPECIAL, .label = (char *) "Private network" });
  guint notified = 0;

  g_signal_connect (hop, "notify", G_CALLBACK (count_cb), &notified);
  hopmap_hop_set_name (hop, "router.example");
  hopmap_hop_set_name (hop, "router.example");
  hopmap_hop_set_place (hop, place, NULL);
  hopmap_hop_set_place (hop, place, NULL);
  hopmap_hop_set_network (hop, 64500, NULL);
  hopmap_hop_set_network (hop, 64500, NULL);
  g_assert_cmpuint (notified, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hop/answer", test_answer);
  g_test_add_func ("/hop/silence", test_silence);
  g_test_add_func ("/hop/protocols", test_protocols);
  g_test_add_func ("/hop/drop", test_drop);
  g_test_add_func ("/hop/responders", test_responders);
  g_test_add_func ("/hop/many-responders", test_many_responders);
  g_test_add_func ("/hop/moved", test_moved);
  g_test_add_func ("/hop/mark", test_mark);
  g_test_add_func ("/hop/notify", test_notify);
  return g_test_run ();
}

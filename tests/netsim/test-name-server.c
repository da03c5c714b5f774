/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name server of a scenario: names forth and back, and questions that it cannot read. */
#include <string.h>

#include "answer.h"
#include "name-server.h"
#include "sample-probe.h"

/* A question for NAME, and how the name server of SCENARIO answers it. */
static GByteArray *
ask (const NetsimScenario *scenario, const char *labels, gsize size, guint type)
{
  const NetsimEnvelope envelope = { { 4, { 192, 168, 178, 20 } }, { 4, { 9, 9, 9, 9 } }, 64, 0 };
  guint8 datagram[512] = { 0 };
  g_autoptr (GByteArray) bytes = NULL;
  NetsimPacket packet;

  netsim_put16 (datagram, 4711);
  netsim_put16 (datagram + 2, 53);
  netsim_put16 (datagram + 8, 0xabcd);
  datagram[10] = 1;
  datagram[13] = 1;
  memcpy (datagram + 20, labels, size);
  netsim_put16 (datagram + 20 + size, type);
  netsim_put16 (datagram + 22 + size, 1);
  netsim_put16 (datagram + 4, (guint) (24 + size));
  bytes = netsim_answer_wrap (&envelope, NETSIM_IP_UDP, datagram, 24 + size, 6);
  g_assert_true (netsim_packet_parse (bytes->data, bytes->len, &packet));
  return netsim_name_server_answer (scenario, bytes->data, &packet);
}

static void
test_names (void)
{
  static const char name[] = "\3www\7example", reverse[] = "\1"
                                                           "1\1"
                                                           "2\2"
                                                           "18\3"
                                                           "198\7in-addr\4arpa";
  static const char nobody[] = "\6nobody\7example";
  const guint8 address[] = { 198, 18, 255, 1 };
  g_autoptr (NetsimScenario) scenario = sample_scenario (
      "[hop 2]\nname=two.example\n[destination]\nname=www.example\n[dns]\nipv4=9.9.9.9");
  g_autoptr (NetsimScenario) silent = sample_scenario (
      "[destination]\nname=www.example\n[dns]\nipv4=9.9.9.9\nconduct=silent");
  g_autoptr (GByteArray) forth = ask (scenario, name, sizeof name, 1);
  g_autoptr (GByteArray) back = ask (scenario, reverse, sizeof reverse, 12);
  g_autoptr (GByteArray) none = ask (scenario, nobody, sizeof nobody, 1);

  /* IP header 20, UDP header 8; the same id, one answer, no error. */
  g_assert_cmpuint (netsim_get16 (forth->data + 28), ==, 0xabcd);
  g_assert_cmpuint (forth->data[31] & 15, ==, 0);
  g_assert_cmpuint (netsim_get16 (forth->data + 34), ==, 1);
  g_assert_cmpmem (forth->data + forth->len - 4, 4, address, sizeof address);
  g_assert_cmpmem (back->data + back->len - 13, 13, "\3two\7example", 13);
  g_assert_cmpuint (none->data[31] & 15, ==, 3);
  g_assert_cmpuint (netsim_get16 (none->data + 34), ==, 0);
  g_assert_null (ask (silent, name, sizeof name, 1));
}

/* A question cut anywhere gets no answer, and whatever stands in it does no harm. */
static void
test_broken (void)
{
  static const char broken[][4] = { { 0x40, 'a', 'b' }, "\xc0\x0c", "\3ab", "\xff\xff\xff" };
  g_autoptr (NetsimScenario)
      scenario = sample_scenario ("[destination]\nname=www.example\n[dns]\nipv4=9.9.9.9");
  char longest[400];

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    g_assert_null (ask (scenario, broken[i], sizeof broken[i] - 1, 1));
  /* Too long for a name, though each label would do. */
  for (guint i = 0; i < sizeof longest; i++)
    longest[i] = i % 40 == 0 ? 39 : 'a';
  g_assert_null (ask (scenario, longest, sizeof longest, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netsim/name-server/names", test_names);
  g_test_add_func ("/netsim/name-server/broken", test_broken);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers byte by byte: what is quoted, what is spoilt on order, and that nothing else is. */
#include <string.h>

#include "answer.h"
#include "sample-probe.h"

typedef struct
{
  GByteArray *probe;
  GByteArray *answer;
  NetsimPacket sent;
  const guint8 *icmp;  /* in the answer */
  const guint8 *quote; /* in the answer */
  gsize quote_size;    /* with all that follows */
} Exchange;

static guint
outer_size (const GByteArray *answer)
{
  return answer->data[0] >> 4 == 4 ? (answer->data[0] & 15) * 4U : 40;
}

/* The transport checksum of an answer, whatever it is; for ICMPv4 without a pseudo header. */
static gboolean
is_sound (const GByteArray *answer)
{
  gboolean ipv4 = answer->data[0] >> 4 == 4;
  guint header = outer_size (answer);
  guint8 protocol = answer->data[ipv4 ? 9 : 6];
  NetsimAddress source = { ipv4 ? 4 : 6 }, destination = { ipv4 ? 4 : 6 };
  gsize size = ipv4 ? 4 : 16;
  guint32 sum;

  memcpy (source.bytes, answer->data + (ipv4 ? 12 : 8), size);
  memcpy (destination.bytes, answer->data + (ipv4 ? 16 : 24), size);
  sum = netsim_pseudo_sum (&source, &destination, protocol, answer->len - header);
  if (ipv4 && netsim_checksum (answer->data, header, 0) != 0)
    return FALSE;
  if (ipv4 ? netsim_get16 (answer->data + 2) != answer->len
           : netsim_get16 (answer->data + 4) != answer->len - 40)
    return FALSE;
  return netsim_checksum (answer->data + header, answer->len - header,
                          protocol == NETSIM_IP_ICMP ? 0 : sum)
         == 0;
}

/* What the scenario answers to SAMPLE. */
static void
exchange_begin (Exchange *exchange, const char *text, const SampleProbe *sample)
{
  g_autoptr (NetsimScenario) scenario = sample_scenario (text);
  NetsimVerdict verdict;

  exchange->probe = sample_probe (sample);
  netsim_packet_parse (exchange->probe->data, exchange->probe->len, &exchange->sent);
  netsim_path_judge (scenario, &exchange->sent, 0, NULL, NULL, &verdict);
  g_assert_cmpint (verdict.kind, !=, NETSIM_ANSWER_NONE);
  exchange->answer = netsim_answer_build (exchange->probe->data, &exchange->sent, &verdict);
  g_assert_true (is_sound (exchange->answer));
  exchange->icmp = exchange->answer->data + outer_size (exchange->answer);
  exchange->quote = exchange->icmp + 8;
  exchange->quote_size = exchange->answer->len - outer_size (exchange->answer) - 8;
}

static void
exchange_end (Exchange *exchange)
{
  g_byte_array_unref (exchange->probe);
  g_byte_array_unref (exchange->answer);
}

static void
test_expired (void)
{
  for (guint i = 0; i < 6; i++)
    {
      const SampleProbe sample = { i < 3 ? 4 : 6, 1U << i % 3, 3, 4711, 0x1234, 20 };
      guint ttl_at = i < 3 ? 8 : 7;
      Exchange exchange;

      exchange_begin (&exchange, "[path]\nhops=5", &sample);
      g_assert_cmpuint (exchange.icmp[0], ==, i < 3 ? 11 : 3);
      g_assert_cmpuint (exchange.icmp[1], ==, 0);
      g_assert_cmpuint (exchange.quote_size, ==, exchange.probe->len);
      /* The third router got it with one to go, and answers over three. */
      g_assert_cmpuint (exchange.quote[ttl_at], ==, 1);
      g_assert_cmpuint (exchange.answer->data[ttl_at], ==, 62);
      g_assert_cmpmem (exchange.quote + exchange.sent.header_size,
                       exchange.quote_size - exchange.sent.header_size,
                       exchange.probe->data + exchange.sent.header_size,
                       exchange.probe->len - exchange.sent.header_size);
      exchange_end (&exchange);
    }
}

static void
test_quote_length (void)
{
  static const struct
  {
    const char *text;
    gsize payload, size4, size6;
  } cases[] = {
    { "[path]\nhops=5\n[hops 1-5]\nquote=8", 20, 28, 48 },
    { "[path]\nhops=5\n[hops 1-5]\nquote=28", 40, 48, 68 },
    { "[path]\nhops=5\n[hops 1-5]\nquote=full", 1400, 548, 1232 },
    { "[path]\nhops=5\n[hops 1-5]\nquote=500", 20, 48, 68 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint family = 4; family <= 6; family += 2)
      {
        const SampleProbe sample = { family, NETSIM_UDP, 2, 4711, 1, cases[i].payload };
        Exchange exchange;

        exchange_begin (&exchange, cases[i].text, &sample);
        g_assert_cmpuint (exchange.quote_size, ==, family == 4 ? cases[i].size4 : cases[i].size6);
        exchange_end (&exchange);
      }
}

#define MPLS(how) "[path]\nhops=5\n[hops 1-5]\nquote=8\nlabels=24001:0:0:1 16005:5:1:254\nmpls=" how

static const guint8 stack[] = { 0x20, 0x00, 0x00, 0x00, 0x00, 0x0c, 0x01, 0x01,
                                0x05, 0xdc, 0x10, 0x01, 0x03, 0xe8, 0x5b, 0xfe };

/* Checks one extension: the length field in bytes, and its bytes but for the checksum. */
static void
check_extension (const char *text, guint family, gsize length, const guint8 *wanted, gsize size)
{
  const SampleProbe sample = { family, NETSIM_UDP, 2, 4711, 1, 20 };
  guint8 extension[64];
  Exchange exchange;

  exchange_begin (&exchange, text, &sample);
  g_assert_cmpuint (family == 4 ? exchange.icmp[5] * 4U : exchange.icmp[4] * 8U, ==, length);
  g_assert_cmpuint (exchange.quote_size, ==, 128 + size);
  /* Only 8 bytes were quoted; the rest is padding. */
  for (gsize i = exchange.sent.header_size + 8; i < 128; i++)
    g_assert_cmpuint (exchange.quote[i], ==, 0);
  memcpy (extension, exchange.quote + 128, size);
  extension[2] = extension[3] = 0;
  g_assert_cmpmem (extension, size, wanted, size);
  exchange_end (&exchange);
}

static guint16
extension_sum (const char *text)
{
  const SampleProbe sample = { 4, NETSIM_UDP, 2, 4711, 1, 20 };
  guint16 sum;
  Exchange exchange;

  exchange_begin (&exchange, text, &sample);
  sum = netsim_checksum (exchange.quote + 128, exchange.quote_size - 128, 0);
  exchange_end (&exchange);
  return sum;
}

static void
test_mpls (void)
{
  guint8 other[sizeof stack];

  check_extension (MPLS ("compliant"), 4, 128, stack, sizeof stack);
  check_extension (MPLS ("compliant"), 6, 128, stack, sizeof stack);
  check_extension (MPLS ("legacy"), 4, 0, stack, sizeof stack);
  check_extension (MPLS ("legacy"), 6, 0, stack, sizeof stack);
  check_extension (MPLS ("truncated"), 4, 128, stack, sizeof stack - 2);
  check_extension (MPLS ("long-quote"), 4, 1020, stack, sizeof stack);
  memcpy (other, stack, sizeof stack);
  other[0] = 0x30;
  check_extension (MPLS ("bad-version"), 6, 128, other, sizeof other);
  memcpy (other, stack, sizeof stack);
  netsim_put16 (other + 4, 0xfff0);
  check_extension (MPLS ("long-object"), 4, 128, other, sizeof other);
  netsim_put16 (other + 4, 2);
  check_extension (MPLS ("short-object"), 4, 128, other, sizeof other);
  g_assert_cmpuint (extension_sum (MPLS ("compliant")), ==, 0);
  g_assert_cmpuint (extension_sum (MPLS ("legacy")), ==, 0);
  g_assert_cmpuint (extension_sum (MPLS ("bad-checksum")), !=, 0);
}

/* What a NAT changed, it changed with a right checksum. */
static void
test_translated (void)
{
  for (guint i = 0; i < 6; i++)
    {
      const SampleProbe sample = { i < 3 ? 4 : 6, 1U << i % 3, 3, 4711, 0x1234, 20 };
      NetsimAddress source;
      NetsimPacket seen;
      Exchange exchange;

      exchange_begin (&exchange,
                      "[path]\nhops=5\n[hop 3]\nquoted-source4=100.64.3.7\n"
                      "quoted-source6=fd00:99::7\nquoted-port=61007\nquoted-tos=40",
                      &sample);
      g_assert_true (netsim_packet_parse (exchange.quote, exchange.quote_size, &seen));
      g_assert_true (seen.checksum_right);
      g_assert_cmpuint (seen.checksum, !=, exchange.sent.checksum);
      g_assert_cmpuint (seen.source_port + seen.echo_id, ==, 61007);
      g_assert_cmpuint (seen.tos, ==, 40);
      netsim_address_parse (i < 3 ? "100.64.3.7" : "fd00:99::7", sample.family, &source);
      g_assert_true (netsim_address_equal (&seen.source, &source));
      g_assert_true (netsim_address_equal (&seen.destination, &exchange.sent.destination));
      exchange_end (&exchange);
    }
}

/* The checksum of a quote from a NAT that leaves what HOW says, and the source port. */
static void
check_half_translated (const char *how, gboolean checksum_changes, guint port)
{
  const SampleProbe sample = { 4, NETSIM_UDP, 3, 4711, 0x1234, 20 };
  g_autofree char *text = g_strdup_printf (
      "[path]\nhops=5\n[hop 3]\nquoted-port=61007\nquoted-checksum=%s", how);
  NetsimPacket seen;
  Exchange exchange;

  exchange_begin (&exchange, text, &sample);
  g_assert_true (netsim_packet_parse (exchange.quote, exchange.quote_size, &seen));
  g_assert_true ((seen.checksum != exchange.sent.checksum) == checksum_changes);
  g_assert_cmpuint (seen.source_port, ==, port);
  exchange_end (&exchange);
}

static void
test_half_translated (void)
{
  check_half_translated ("corrected", TRUE, 61007);
  check_half_translated ("as-sent", FALSE, 61007);
  check_half_translated ("alone", TRUE, 4711);
}

static void
test_unreachable (void)
{
  for (guint code = 0; code <= 15; code++)
    for (guint family = 4; family <= 6; family += 2)
      {
        const SampleProbe sample = { family, NETSIM_ICMP, 3, 4711, 1, 20 };
        g_autofree char *text = g_strdup_printf (
            "[path]\nhops=5\n[hop 3]\nunreachable4=%u\nunreachable6=%u", code, code);
        Exchange exchange;

        exchange_begin (&exchange, text, &sample);
        g_assert_cmpuint (exchange.icmp[0], ==, family == 4 ? 3 : 1);
        g_assert_cmpuint (exchange.icmp[1], ==, code);
        exchange_end (&exchange);
      }
}

static void
test_too_big (void)
{
  const char *text = "[path]\nhops=5\n[hop 3]\nmtu=1280\nmpls=compliant";
  SampleProbe sample = { 6, NETSIM_UDP, 9, 4711, 1, 1300 };
  Exchange exchange;

  exchange_begin (&exchange, text, &sample);
  g_assert_cmpuint (exchange.icmp[0], ==, 2);
  g_assert_cmpuint (netsim_get32 (exchange.icmp + 4), ==, 1280);
  exchange_end (&exchange);
  /* What expires at the hop itself does not meet its link any more. */
  sample.ttl = 3;
  exchange_begin (&exchange, text, &sample);
  g_assert_cmpuint (exchange.icmp[0], ==, 3);
  exchange_end (&exchange);
}

static void
test_outer (void)
{
  const SampleProbe sample = { 4, NETSIM_ICMP, 3, 4711, 1, 20 };
  Exchange exchange;

  exchange_begin (&exchange,
                  "[path]\nhops=5\n[hop 3]\nouter-options=12\ninitial-ttl=255\nreturn-hops=9\n"
                  "answers-from4=10.1.2.3\nquoted-ttl=0",
                  &sample);
  g_assert_cmpuint (outer_size (exchange.answer), ==, 32);
  g_assert_cmpuint (exchange.answer->data[8], ==, 247);
  g_assert_cmpuint (netsim_get32 (exchange.answer->data + 12), ==, 0x0a010203);
  g_assert_cmpuint (exchange.quote[8], ==, 0);
  exchange_end (&exchange);
}

static void
test_destination (void)
{
  SampleProbe sample = { 4, NETSIM_ICMP, 20, 4711, 0x1234, 20 };
  Exchange exchange;

  exchange_begin (&exchange, "[path]\nhops=5", &sample);
  g_assert_cmpuint (exchange.icmp[0], ==, 0);
  g_assert_cmpmem (exchange.icmp + 4, 24, exchange.probe->data + 24, 24);
  exchange_end (&exchange);

  sample.protocol = NETSIM_UDP;
  exchange_begin (&exchange, "[path]\nhops=5", &sample);
  g_assert_cmpuint (netsim_get16 (exchange.icmp), ==, 0x0303);
  /* It came with 15 of its 20 left: six hops away. */
  g_assert_cmpuint (exchange.quote[8], ==, 15);
  exchange_end (&exchange);

  exchange_begin (&exchange, "[path]\nhops=5\n[destination]\nudp=datagram", &sample);
  g_assert_cmpuint (exchange.answer->data[9], ==, NETSIM_IP_UDP);
  g_assert_cmpuint (netsim_get16 (exchange.icmp), ==, 33434);
  g_assert_cmpuint (netsim_get16 (exchange.icmp + 2), ==, 4711);
  exchange_end (&exchange);

  sample.protocol = NETSIM_TCP;
  exchange_begin (&exchange, "[path]\nhops=5", &sample);
  g_assert_cmpuint (netsim_get32 (exchange.icmp + 8), ==, 0x1235);
  g_assert_cmpuint (exchange.icmp[13], ==, NETSIM_TCP_SYN | NETSIM_TCP_ACK);
  exchange_end (&exchange);

  exchange_begin (&exchange, "[path]\nhops=5\n[destination]\ntcp=rst", &sample);
  g_assert_cmpuint (exchange.icmp[13], ==, NETSIM_TCP_RST | NETSIM_TCP_ACK);
  exchange_end (&exchange);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netsim/answer/expired", test_expired);
  g_test_add_func ("/netsim/answer/quote-length", test_quote_length);
  g_test_add_func ("/netsim/answer/mpls", test_mpls);
  g_test_add_func ("/netsim/answer/translated", test_translated);
  g_test_add_func ("/netsim/answer/half-translated", test_half_translated);
  g_test_add_func ("/netsim/answer/unreachable", test_unreachable);
  g_test_add_func ("/netsim/answer/too-big", test_too_big);
  g_test_add_func ("/netsim/answer/outer", test_outer);
  g_test_add_func ("/netsim/answer/destination", test_destination);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader of the program's own document: round trips, and files that mean harm.
 */
#include "golden.h"
#include "sample-route.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#define HEAD "{\"format\":\"traceroute-document\",\"version\":1,"

static HopmapRoute *
read_length (const char *text, gsize length, GError **error)
{
  /* A copy of the exact size, so that a reader that goes too far is caught by ASan and valgrind. */
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return hopmap_document_read (bytes, error);
}

static HopmapRoute *
read_text (const char *text, GError **error)
{
  return read_length (text, strlen (text), error);
}

/* One trace to 203.0.113.9 with the given hops and hosts. */
static HopmapRoute *
read_parts (const char *hops, const char *hosts)
{
  g_autofree char *text = g_strdup_printf (
      HEAD "\"traces\":[{\"target\":{\"input\":\"example.org\",\"address\":\"203.0.113.9\"},"
           "\"started\":\"2026-11-23T07:32:13.5Z\",\"hops\":%s}],\"hosts\":%s}",
      hops, hosts);
  g_autoptr (GError) error = NULL;
  HopmapRoute *route = read_text (text, &error);

  g_assert_no_error (error);
  return route;
}

static HopmapRoute *
read_host (const char *host)
{
  g_autofree char *hosts = g_strdup_printf ("{\"192.0.2.1\":%s}", host);

  return read_parts ("[{\"ttl\":1,\"probes\":[{\"address\":\"192.0.2.1\",\"rttMs\":1}]}]", hosts);
}

static void
test_round_trip (void)
{
  static const char *const names[] = {
    "plain", "empty", "one", "long", "private", "pacific", "v6"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new_by_name (names[i]);
      g_autofree char *first = golden_write (route, "json");
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapRoute) again = read_text (first, &error);
      g_autofree char *second = NULL;

      g_assert_no_error (error);
      second = golden_write (again, "json");
      g_assert_cmpstr (second, ==, first);
    }
}

static void
test_everything_comes_back (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autofree char *text = golden_write (route, "json");
  g_autoptr (HopmapRoute) again = read_text (text, NULL);
  HopmapHop *hop = hopmap_route_get_hop (again, 5);
  const HopmapPlace *place = hopmap_hop_get_place (hop);
  const HopmapSample *sample = hopmap_hop_get_sample (hop, 1);

  g_assert_cmpint (hopmap_route_get_phase (again), ==, HOPMAP_PHASE_DONE);
  g_assert_cmpint (hopmap_route_get_end (again), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpint (hopmap_route_get_access (again), ==, HOPMAP_ACCESS_RAW);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 11);
  g_assert_true (hopmap_hop_is_destination (hopmap_route_get_hop (again, 11)));
  g_assert_cmpint (hopmap_hop_get_state (hopmap_route_get_hop (again, 3)), ==, HOPMAP_HOP_SILENT);
  g_assert_cmpstr (hopmap_hop_get_name (hop), ==, "fra-core-1.transit.example");
  g_assert_cmpuint (hopmap_hop_get_asn (hop), ==, 64501);
  g_assert_cmpstr (hopmap_hop_get_network (hop), ==, "Example Transit");
  g_assert_cmpfloat (place->latitude, ==, 50.11);
  g_assert_cmpint (place->evidence, ==, HOPMAP_EVIDENCE_DATABASE);
  g_assert_cmpint (hopmap_hop_get_rtt_ns (hop), ==, 14200000);
  g_assert_cmpint (sample->protocol, ==, HOPMAP_PROTOCOL_UDP);
  g_assert_cmpuint (sample->n_labels, ==, 1);
  g_assert_cmpuint (sample->labels[0].label, ==, 24012);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 0)->sent_ns, ==, 15000017);
  g_assert_cmpstr (hopmap_hop_get_place (hopmap_route_get_hop (again, 1))->label, ==,
                   "Private network");
}

/* An answer that came late says who is there, and is no part of statistics, now and later. */
static void
test_late (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new_one_hop ();
  HopmapHop *hop = hopmap_route_get_hop (route, 1);
  const HopmapRunningStats *before = hopmap_hop_get_stats (hop);
  HopmapSample late = *hopmap_hop_get_sample (hop, 0);
  g_autofree char *text = NULL;
  g_autoptr (HopmapRoute) again = NULL;
  const HopmapRunningStats *stats;
  guint index = hopmap_hop_add_probe (hop, late.protocol, 0);

  late.rtt_ns = 2000000000;
  hopmap_hop_lose_probe (hop, index);
  hopmap_hop_answer_probe (hop, index, &late);
  text = golden_write (route, "json");
  again = read_text (text, NULL);
  stats = hopmap_hop_get_stats (hopmap_route_get_hop (again, 1));
  g_assert_cmpuint (before->late, ==, 1);
  g_assert_cmpuint (stats->late, ==, 1);
  g_assert_cmpuint (stats->received, ==, before->received);
  g_assert_cmpuint (stats->lost, ==, before->lost);
  g_assert_cmpint (stats->worst_ns, ==, before->worst_ns);
}

static void
test_failure (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new_one_hop ();
  g_autoptr (GError) failure = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No way.");
  g_autofree char *text = NULL;
  g_autoptr (HopmapRoute) again = NULL;

  hopmap_route_fail (route, failure);
  text = golden_write (route, "json");
  again = read_text (text, NULL);
  g_assert_cmpint (hopmap_route_get_phase (again), ==, HOPMAP_PHASE_FAILED);
  g_assert_cmpstr (hopmap_route_get_error (again)->message, ==, "No way.");
}

/* Whatever is cut off: no crash, no route, a sentence. */
static void
test_truncated (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new_v6 ();
  g_autofree char *text = golden_write (route, "json");
  gsize length = strlen (text);

  /* The last byte is a line feed, without it the document is whole. */
  for (gsize i = 0; i + 1 < length; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapRoute) part = read_length (text, i, &error);

      g_assert_null (part);
      g_assert_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD);
    }
}

/* Each byte replaced by others: anything may come out, but nothing may break. */
static void
test_damaged (void)
{
  static const char replacements[] = {
    '\0', '"', '[', '}', ',', '\\', '9', '-', (char) 0xff, '\n'
  };
  g_autoptr (HopmapRoute) route = sample_route_new_v6 ();
  g_autofree char *text = golden_write (route, "json");
  gsize length = strlen (text);
  guint n_read = 0;

  for (gsize i = 0; i < length; i++)
    {
      char kept = text[i];

      for (guint j = 0; j < G_N_ELEMENTS (replacements); j++)
        {
          g_autoptr (HopmapRoute) read = NULL;

          text[i] = replacements[j];
          read = read_length (text, length, NULL);
          if (read != NULL)
            {
              g_autofree char *written = golden_write (read, "json");

              g_assert_nonnull (written);
              n_read++;
            }
        }
      text[i] = kept;
    }

  g_assert_cmpuint (n_read, >, 0);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    HopmapDocumentError code;
  } table[] = {
    { "", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { " ", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "hello", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "null", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "{}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "[]", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "\"traceroute-document\"", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "[\"traceroute-document\"]", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "{\"format\":\"traceroute-document\"}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "{\"format\":[\"traceroute-document\"],\"version\":1}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "{\"format\":\"traceroute-document\",\"version\":\"1\"}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "{\"format\":\"traceroute-document\",\"version\":0}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "{\"format\":\"traceroute-document\",\"version\":-1}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "{\"format\":\"traceroute-document\",\"version\":null}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "{\"format\":\"traceroute-document\",\"version\":2}", HOPMAP_DOCUMENT_ERROR_TOO_NEW },
    { "{\"format\":\"traceroute-document\",\"version\":2000000000,\"traces\":7}",
      HOPMAP_DOCUMENT_ERROR_TOO_NEW },
    { "{\"format\":\"traceroute-document\",\"version\":1e999}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":null}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":{}}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[]}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[null]}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[[]]}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{}]}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{\"target\":[]}]}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{\"target\":{\"input\":7}}]}", HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{\"target\":{\"input\":\"<script>\"}}]}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{\"target\":{\"input\":\"a\\u0000b.example\"}}]}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{\"target\":{\"input\":\"a.example\"}}]",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{\"target\":{\"input\":\"a.example\"}}]}}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{\"target\":{\"input\":\"a.example\"}}],}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "/* a comment */ \"traces\":[{\"target\":{\"input\":\"a.example\"}}]}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "'traces':[{\"target\":{\"input\":\"a.example\"}}]}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { "var x = " HEAD "\"traces\":[{\"target\":{\"input\":\"a.example\"}}]};",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{\"target\":{\"input\":\"a.example\n\"}}]}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{\"target\":{\"input\":\"a.example\xff\"}}]}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
    { HEAD "\"traces\":[{\"target\":{\"input\":\"a.example\\x\"}}]}",
      HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (table[i].text, &error));
      g_assert_error (error, HOPMAP_DOCUMENT_ERROR, (int) table[i].code);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

static void
assert_too_large (GString *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_length (text->str, text->len, &error));
  g_assert_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_TOO_LARGE);
}

static void
test_too_large (void)
{
  g_autoptr (GString) deep = g_string_new (HEAD "\"traces\":");
  g_autoptr (GString) wide = g_string_new (HEAD "\"traces\":[");
  g_autoptr (GString)
      probes = g_string_new (HEAD "\"traces\":[{\"target\":{\"input\":\"a.example\"},"
                                  "\"hops\":[{\"ttl\":1,\"probes\":[");
  g_autoptr (GString) huge = g_string_new (HEAD);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  assert_too_large (deep);

  for (guint i = 0; i < 2500001; i++)
    g_string_append (wide, "1,");
  assert_too_large (wide);

  for (guint i = 0; i < 200001; i++)
    g_string_append (probes, i > 0 ? ",{\"rttMs\":1}" : "{\"rttMs\":1}");
  g_string_append (probes, "]}]}]}");
  assert_too_large (probes);

  g_string_set_size (huge, HOPMAP_DOCUMENT_MAX_BYTES + 1);
  memset (huge->str, ' ', huge->len);
  assert_too_large (huge);
}

/* Nesting that json-glib survives is read, up to the limit. */
static void
test_depth (void)
{
  const guint limit = 32;

  for (guint depth = limit - 1; depth <= limit + 1; depth++)
    {
      g_autoptr (GString) text = g_string_new (
          HEAD "\"traces\":[{\"target\":{\"input\":\"a.example\"}}],\"more\":");
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapRoute) route = NULL;

      for (guint i = 1; i < depth; i++)
        g_string_append_c (text, '[');
      for (guint i = 1; i < depth; i++)
        g_string_append_c (text, ']');
      g_string_append_c (text, '}');
      route = read_text (text->str, &error);
      g_assert_true ((route != NULL) == (depth <= limit));
      g_assert_true ((error == NULL) == (depth <= limit));
    }
}

/* Hops that make no sense are left out, and what stands beside them is kept. */
static void
test_hostile_hops (void)
{
  static const char *const hops[] = {
    "null",
    "{}",
    "\"x\"",
    "[null]",
    "[[]]",
    "[7]",
    "[{\"ttl\":0,\"probes\":[]}]",
    "[{\"ttl\":-1,\"probes\":[]}]",
    "[{\"ttl\":256,\"probes\":[]}]",
    "[{\"ttl\":1e300,\"probes\":[]}]",
    "[{\"ttl\":1.5,\"probes\":[]}]",
    "[{\"ttl\":\"1\",\"probes\":[]}]",
    "[{\"ttl\":null}]",
    "[{\"ttl\":99999999999999999999}]",
    "[{\"ttl\":{}}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (hops); i++)
    {
      g_autoptr (HopmapRoute) route = read_parts (hops[i], "{}");

      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (route)), ==, 0);
    }
}

static void
test_hostile_probes (void)
{
  static const char *const probes[] = {
    "{}",
    "null",
    "7",
    "[]",
    "{\"rttMs\":\"1\"}",
    "{\"rttMs\":-1}",
    "{\"rttMs\":1e999}",
    "{\"rttMs\":1e12}",
    "{\"rttMs\":[1]}",
    "{\"rttMs\":true}",
    "{\"address\":\"192.0.2.1\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (probes); i++)
    {
      g_autofree char *hops = g_strdup_printf ("[{\"ttl\":2,\"probes\":[%s,{\"rttMs\":null}]}]",
                                               probes[i]);
      g_autoptr (HopmapRoute) route = read_parts (hops, "{}");
      HopmapHop *hop = hopmap_route_get_hop (route, 2);

      g_assert_cmpuint (hopmap_hop_get_n_samples (hop), ==, 1);
      g_assert_cmpint (hopmap_hop_get_state (hop), ==, HOPMAP_HOP_SILENT);
    }
}

static void
test_strange_members (void)
{
  g_autoptr (HopmapRoute) route = read_parts (
      "[{\"ttl\":1,\"probes\":[{\"address\":\"not one\",\"rttMs\":1,\"sent\":\"yesterday\","
      "\"protocol\":\"carrier pigeon\",\"answer\":42,\"icmpType\":300,\"icmpCode\":-1,"
      "\"replyTtl\":1.5,\"mtuBytes\":99999,\"mpls\":[{\"label\":99999999},7,{\"label\":5,"
      "\"tc\":9,\"bottom\":1}]}]},"
      "{\"ttl\":2,\"probes\":[{\"address\":\"203.0.113.9\",\"rttMs\":2,"
      "\"sent\":\"1999-01-01T00:00:00Z\"}]}]",
      "{}");
  HopmapHop *hop = hopmap_route_get_hop (route, 1);
  const HopmapSample *sample = hopmap_hop_get_sample (hop, 0);

  g_assert_null (hopmap_hop_get_address (hop));
  g_assert_cmpint (sample->rtt_ns, ==, 1000000);
  g_assert_cmpint (sample->sent_ns, ==, -1);
  g_assert_cmpint (sample->answer, ==, HOPMAP_ANSWER_TIME_EXCEEDED);
  g_assert_cmpuint (sample->icmp_type, ==, 0);
  g_assert_cmpuint (sample->mtu, ==, 0);
  g_assert_cmpuint (sample->n_labels, ==, 1);
  g_assert_cmpuint (sample->labels[0].traffic_class, ==, 0);
  g_assert_false (sample->labels[0].bottom);
  g_assert_true (hopmap_hop_is_destination (hopmap_route_get_hop (route, 2)));
  g_assert_cmpint (hopmap_hop_get_sample (hopmap_route_get_hop (route, 2), 0)->sent_ns, ==, -1);
}

/* Points that are none: the hop stays, and has no place on the map. */
static void
test_hostile_places (void)
{
  static const char *const points[] = {
    "\"latitude\":0,\"longitude\":0",
    "\"latitude\":\"52\",\"longitude\":\"13\"",
    "\"latitude\":91,\"longitude\":13",
    "\"latitude\":52,\"longitude\":181",
    "\"latitude\":52,\"longitude\":-999",
    "\"latitude\":1e999,\"longitude\":13",
    "\"latitude\":null,\"longitude\":null",
    "\"latitude\":52",
    "\"longitude\":13",
    "\"latitude\":[52],\"longitude\":[13]",
    "\"latitude\":true,\"longitude\":false",
  };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autofree char *host = g_strdup_printf (
          "{\"place\":{\"kind\":\"city\",%s,\"radiusKm\":-5,\"country\":\"Germany\"}}", points[i]);
      g_autoptr (HopmapRoute) route = read_host (host);
      const HopmapPlace *place = hopmap_hop_get_place (hopmap_route_get_hop (route, 1));

      g_assert_false (place->has_point);
      g_assert_cmpint (place->kind, ==, HOPMAP_PLACE_COUNTRY);
    }
}

static void
test_hostile_words (void)
{
  g_autoptr (HopmapRoute) route = read_host (
      "{\"name\":\"evil</script>.example\",\"asn\":[-5],\"network\":\"a\\u202eb\\u2028c\\u0007d\","
      "\"place\":{\"kind\":\"nonsense\",\"evidence\":7,\"latitude\":52.5,\"longitude\":13.4,"
      "\"radiusKm\":1e300,\"city\":\"  \\u200f  \",\"countryCode\":\"D1\",\"country\":[\"x\"]},"
      "\"candidates\":[7,null,{\"latitude\":1}]}");
  HopmapHop *hop = hopmap_route_get_hop (route, 1);
  const HopmapPlace *place = hopmap_hop_get_place (hop);

  g_assert_null (hopmap_hop_get_name (hop));
  g_assert_cmpuint (hopmap_hop_get_asn (hop), ==, 0);
  g_assert_cmpstr (hopmap_hop_get_network (hop), ==, "abcd");
  g_assert_true (place->has_point);
  g_assert_cmpfloat (place->radius_km, ==, 0.0);
  g_assert_cmpint (place->kind, ==, HOPMAP_PLACE_CITY);
  g_assert_null (place->city);
  g_assert_null (place->country);
  g_assert_null (place->country_code);
}

static void
test_hostile_hosts (void)
{
  static const char *const hosts[] = {
    "null",
    "[]",
    "7",
    "{\"192.0.2.1\":null}",
    "{\"192.0.2.1\":[]}",
    "{\"nobody\":{\"name\":\"x\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (HopmapRoute) route = read_parts (
          "[{\"ttl\":1,\"probes\":[{\"address\":\"192.0.2.1\",\"rttMs\":1}]}]", hosts[i]);

      g_assert_null (hopmap_hop_get_name (hopmap_route_get_hop (route, 1)));
    }
}

static void
test_other_spelling (void)
{
  g_autoptr (HopmapRoute) route = read_parts (
      "[{\"ttl\":70,\"probes\":[{\"address\":\"2001:DB8:0:0:0:0:0:1\",\"rttMs\":0}]},"
      "{\"ttl\":70,\"probes\":[{\"rttMs\":null}]}]",
      "{\"2001:db8:0::1\":{\"name\":\"r1.example\",\"asn\":64500}}");
  HopmapHop *hop = hopmap_route_get_hop (route, 70);

  g_assert_cmpuint (hopmap_hop_get_n_samples (hop), ==, 2);
  g_assert_cmpstr (hopmap_hop_get_address_text (hop), ==, "2001:db8::1");
  g_assert_cmpstr (hopmap_hop_get_name (hop), ==, "r1.example");
  g_assert_cmpuint (hopmap_hop_get_asn (hop), ==, 64500);
  g_assert_cmpint (hopmap_hop_get_rtt_ns (hop), ==, 0);
}

static void
test_method_limits (void)
{
  g_autoptr (HopmapRoute) route = read_text (
      HEAD "\"traces\":[{\"target\":{\"input\":\"a.example\"},\"method\":{\"protocol\":\"smtp\","
           "\"family\":5,\"port\":70000,\"firstTtl\":9,\"maxTtl\":0,\"probesPerHop\":1000,"
           "\"timeoutMs\":-1},\"source\":{\"address\":\"x\"},\"stopReason\":\"boredom\","
           "\"started\":\"12026-01-01T00:00:00Z\",\"ended\":7,"
           "\"hops\":[{\"ttl\":4,\"probes\":[]}]}]}",
      NULL);
  const HopmapTraceOptions *options = hopmap_route_get_options (route);

  g_assert_cmpint (options->protocol, ==, HOPMAP_PROTOCOL_AUTO);
  g_assert_cmpuint (options->family, ==, 0);
  g_assert_cmpuint (options->port, ==, 0);
  g_assert_cmpuint (options->first_ttl, ==, 4);
  g_assert_cmpuint (options->max_ttl, >=, 4);
  g_assert_cmpuint (options->queries, ==, 1);
  g_assert_cmpfloat (options->wait_s, ==, 0.0);
  g_assert_cmpint (hopmap_route_get_end (route), ==, HOPMAP_END_UNKNOWN);
  g_assert_cmpint (hopmap_route_get_phase (route), ==, HOPMAP_PHASE_DONE);
  g_assert_null (hopmap_route_get_started (route));
  g_assert_null (hopmap_route_get_ended (route));
}

/* What other programs and later versions put there is there still when the route is saved again. */
static void
test_unknown_members (void)
{
  static const char text[] = HEAD
      "\"mood\":\"good\",\"traces\":[{\"id\":\"7\",\"title\":null,"
      "\"source\":{\"kind\":\"globalping\",\"tool\":\"gp\",\"place\":{\"city\":\"Bonn\"}},"
      "\"target\":{\"input\":\"192.0.2.9\",\"shape\":[1,{\"a\":2}]},"
      "\"method\":{\"packetBytes\":60},"
      "\"hops\":[{\"ttl\":3,\"taste\":1,\"probes\":[{\"address\":\"192.0.2.1\",\"rttMs\":1},"
      "{\"address\":\"192.0.2.2\",\"rttMs\":2,\"colour\":\"blue\",\"answer\":\"timeExceeded\","
      "\"mpls\":[{\"label\":16,\"ttl\":1},{\"label\":17,\"ttl\":1,\"vpn\":\"red\"}]}],"
      "\"stats\":{\"sent\":9,\"received\":9,\"lastMs\":1,\"bestMs\":1,\"avgMs\":1.5,\"worstMs\":2,"
      "\"medianMs\":1.25}}]}],"
      "\"hosts\":{\"192.0.2.1\":{\"name\":\"a.example\",\"age\":5,"
      "\"place\":{\"latitude\":1,\"longitude\":2,\"mood\":\"calm\"},"
      "\"candidates\":[{\"latitude\":1,\"longitude\":2},{\"latitude\":3,\"longitude\":4,"
      "\"votes\":3,\"refutation\":{\"kind\":\"distance\",\"neededMs\":9,\"answeredMs\":2,"
      "\"fibreMs\":14}}]},"
      "\"192.0.2.2\":{\"name\":\"b.example\"},\"192.0.2.3\":{\"name\":\"c.example\"}}}";
  static const char *const kept[] = {
    "\"mood\": \"good\"",
    "\"id\": \"7\"",
    "\"title\": null",
    "\"kind\": \"globalping\"",
    "\"tool\": \"gp\"",
    "\"city\": \"Bonn\"",
    "\"a\": 2",
    "\"packetBytes\": 60",
    "\"taste\": 1",
    "\"colour\": \"blue\"",
    "\"age\": 5",
    "\"mood\": \"calm\"",
    "\"name\": \"b.example\"",
    "\"vpn\": \"red\"",
    "\"medianMs\": 1.25",
    "\"votes\": 3",
    "\"fibreMs\": 14",
  };
  g_autoptr (HopmapRoute) route = read_text (text, NULL);
  g_autofree char *first = golden_write (route, "json");
  g_autoptr (HopmapRoute) again = read_text (first, NULL);
  g_autofree char *second = golden_write (again, "json");
  g_autoptr (HopmapPlace)
      moved = hopmap_place_new (&(HopmapPlace){ .has_point = TRUE, .latitude = 5, .longitude = 6 });
  g_autofree char *third = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (strstr (first, kept[i]) == NULL)
      g_error ("%s is not in %s", kept[i], first);
  g_assert_null (strstr (first, "c.example"));
  g_assert_cmpstr (second, ==, first);

  /* What was said of a place does not go to another one. */
  hopmap_hop_set_place (hopmap_route_get_hop (again, 3), moved, NULL);
  third = golden_write (again, "json");
  g_assert_null (strstr (third, "calm"));
  g_assert_null (strstr (third, "votes"));
  g_assert_nonnull (strstr (third, "\"age\": 5"));
}

/* Where something is withheld, nothing goes along of which nobody knows what it says. */
static void
test_unknown_members_withheld (void)
{
  static const char text[] = HEAD
      "\"traces\":[{\"source\":{\"kind\":\"local\",\"address\":\"192.0.2.7\","
      "\"street\":\"home\",\"place\":{\"city\":\"Bonn\"}},\"target\":{\"input\":\"192.0.2.9\"},"
      "\"hops\":[{\"ttl\":1,\"taste\":1,\"probes\":[{\"address\":\"192.0.2.1\",\"rttMs\":1}]}]}]}";
  g_autoptr (HopmapRoute) route = read_text (text, NULL);
  HopmapWriteOptions options;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *open = NULL;
  g_autofree char *written = NULL;

  open = golden_write (route, "json");
  g_assert_nonnull (strstr (open, "home"));
  g_assert_nonnull (strstr (open, "192.0.2.7"));
  g_assert_null (strstr (open, "Bonn"));

  golden_options_init (&options);
  options.withhold_source = TRUE;
  bytes = hopmap_document_write_bytes (route, hopmap_format_find ("json"), &options, NULL);
  written = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_null (strstr (written, "home"));
  g_assert_null (strstr (written, "taste"));
  g_assert_null (strstr (written, "192.0.2.7"));
  g_assert_nonnull (strstr (written, "192.0.2.1"));
}

static char *
write_all (GPtrArray *routes, const char *format)
{
  g_autoptr (GError) error = NULL;
  HopmapWriteOptions options;
  g_autoptr (GBytes) bytes = NULL;

  golden_options_init (&options);
  bytes = hopmap_document_write_all_bytes (routes, hopmap_format_find (format), &options, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static HopmapReading *
read_all (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  HopmapReading *reading = hopmap_document_read_all (bytes, &error);

  g_assert_no_error (error);
  return reading;
}

/* All formats that hold several come back with as many, and each trace is what it is alone. */
static void
test_several (void)
{
  static const char *const formats[] = { "json", "text", "traceroute" };
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (routes, sample_route_new ());
  g_ptr_array_add (routes, sample_route_new_v6 ());
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *text = write_all (routes, formats[i]);
      g_autoptr (HopmapReading) reading = read_all (text);

      g_test_message ("%s", formats[i]);
      g_assert_true (hopmap_format_holds_several (hopmap_format_find (formats[i])));
      g_assert_cmpuint (reading->n_ignored, ==, 0);
      g_assert_cmpuint (reading->routes->len, ==, routes->len);
      for (guint j = 0; j < routes->len; j++)
        {
          g_autofree char *alone = golden_write (routes->pdata[j], "locations");
          g_autofree char *again = golden_write (reading->routes->pdata[j], "locations");

          g_assert_cmpuint (g_list_model_get_n_items (reading->routes->pdata[j]), ==,
                            g_list_model_get_n_items (routes->pdata[j]));
          if (g_str_equal (formats[i], "json"))
            g_assert_cmpstr (again, ==, alone);
        }
    }
  g_assert_false (hopmap_format_holds_several (hopmap_format_find ("kml")));
}

/* A trace that is none does not take the others away. */
static void
test_several_damaged (void)
{
  g_autoptr (HopmapReading) reading = read_all (
      HEAD "\"traces\":[7,{},{\"target\":{\"input\":\"192.0.2.9\"},\"hops\":[]},"
           "{\"target\":{\"input\":\"192.0.2.8\"}}]}");
  g_autofree char *notice = hopmap_reading_dup_notice (reading);

  g_assert_cmpuint (reading->routes->len, ==, 2);
  g_assert_cmpuint (reading->n_left_out, ==, 2);
  g_assert_nonnull (notice);
}

static void
test_german (void)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the locale de_DE.UTF-8 is not installed");
      return;
    }

  test_round_trip ();
  test_everything_comes_back ();
  setlocale (LC_ALL, before);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/json/round-trip", test_round_trip);
  g_test_add_func ("/document/json/late", test_late);
  g_test_add_func ("/document/json/everything-comes-back", test_everything_comes_back);
  g_test_add_func ("/document/json/failure", test_failure);
  g_test_add_func ("/document/json/truncated", test_truncated);
  g_test_add_func ("/document/json/damaged", test_damaged);
  g_test_add_func ("/document/json/refused", test_refused);
  g_test_add_func ("/document/json/too-large", test_too_large);
  g_test_add_func ("/document/json/depth", test_depth);
  g_test_add_func ("/document/json/hostile-hops", test_hostile_hops);
  g_test_add_func ("/document/json/hostile-probes", test_hostile_probes);
  g_test_add_func ("/document/json/strange-members", test_strange_members);
  g_test_add_func ("/document/json/hostile-places", test_hostile_places);
  g_test_add_func ("/document/json/hostile-words", test_hostile_words);
  g_test_add_func ("/document/json/hostile-hosts", test_hostile_hosts);
  g_test_add_func ("/document/json/other-spelling", test_other_spelling);
  g_test_add_func ("/document/json/method-limits", test_method_limits);
  g_test_add_func ("/document/json/unknown-members", test_unknown_members);
  g_test_add_func ("/document/json/unknown-members-withheld", test_unknown_members_withheld);
  g_test_add_func ("/document/json/several", test_several);
  g_test_add_func ("/document/json/several-damaged", test_several_damaged);
  g_test_add_func ("/document/json/german", test_german);
  return g_test_run ();
}

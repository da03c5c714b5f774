/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window says, without a window.
 */
#include <hopmap-ui-closures.h>

#include "sample-route.h"

static HopmapHop *
get_hop (HopmapRoute *route, guint ttl)
{
  return hopmap_route_get_hop (route, ttl);
}

#define assert_text(expression, expected)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *text_ = (expression);                                                         \
    g_assert_cmpstr (text_, ==, (expected));                                                       \
  }                                                                                                \
  G_STMT_END

static void
test_page (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  HopmapTraceOptions options;
  g_autoptr (HopmapRoute) fresh = NULL;
  g_autoptr (HopmapRoute) failed = sample_route_new (SAMPLE_FAILED);
  g_autoptr (HopmapRoute) cut = sample_route_new (SAMPLE_CUT);
  g_autoptr (HopmapRoute) done = sample_route_new (SAMPLE_DONE);

  hopmap_trace_options_init (&options);
  fresh = hopmap_route_new (target, &options);
  g_assert_cmpint (hopmap_ui_page (NULL), ==, HOPMAP_UI_PAGE_WELCOME);
  /* Somebody asked for it, so the welcome would only flash. */
  g_assert_cmpint (hopmap_ui_page (fresh), ==, HOPMAP_UI_PAGE_ROUTE);
  g_assert_cmpint (hopmap_ui_page (failed), ==, HOPMAP_UI_PAGE_FAILURE);
  /* What was measured before an error stays to be seen. */
  g_assert_cmpint (hopmap_ui_page (cut), ==, HOPMAP_UI_PAGE_ROUTE);
  g_assert_cmpint (hopmap_ui_page (done), ==, HOPMAP_UI_PAGE_ROUTE);
}

static void
test_bar (void)
{
  const gint64 ms = 1000000;

  g_assert_cmpfloat (hopmap_ui_bar_fraction (-1, 100 * ms), ==, 0.0);
  g_assert_cmpfloat (hopmap_ui_bar_fraction (50 * ms, 100 * ms), ==, 0.5);
  g_assert_cmpfloat (hopmap_ui_bar_fraction (300 * ms, 100 * ms), ==, 1.0);
  g_assert_cmpfloat (hopmap_ui_bar_fraction (0, 100 * ms), >, 0.0);
  g_assert_cmpfloat (hopmap_ui_bar_fraction (ms, 0), ==, 0.0);

  g_assert_cmpint (hopmap_ui_scale_ns (290 * ms), ==, 290 * ms);
  /* On a local route, noise must not look like distance. */
  g_assert_cmpint (hopmap_ui_scale_ns (ms / 2), ==, 10 * ms);
  g_assert_cmpint (hopmap_ui_scale_ns (-1), ==, 10 * ms);
}

static void
test_row (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);
  HopmapHop *frankfurt = get_hop (route, 3);
  HopmapHop *private = get_hop (route, 1);
  HopmapHop *vague = get_hop (route, 10);

  assert_text (hopmap_ui_dup_row_title (frankfurt, HOPMAP_UI_COUNTRY_SHOWN),
               "Frankfurt am Main, Germany");
  assert_text (hopmap_ui_dup_row_title (frankfurt, HOPMAP_UI_COUNTRY_REPEATED),
               "Frankfurt am Main");
  assert_text (hopmap_ui_dup_row_subtitle (frankfurt), "f-ed11-i.F.DE.NET.DTAG.DE");
  assert_text (hopmap_ui_dup_row_detail (frankfurt), "AS3320 Deutsche Telekom · 203.0.113.34");
  assert_text (hopmap_ui_dup_row_doubt (frankfurt), "");
  assert_text (hopmap_ui_dup_row_time (frankfurt), "18 ms");

  assert_text (hopmap_ui_dup_row_title (private, HOPMAP_UI_COUNTRY_REPEATED), "Private network");
  assert_text (hopmap_ui_dup_row_doubt (private), "");

  assert_text (hopmap_ui_dup_row_title (vague, HOPMAP_UI_COUNTRY_REPEATED), "New Zealand");
  assert_text (hopmap_ui_dup_row_doubt (vague), "Only the country is known");
}

/* No line says the same as another, whatever of name, place and network is missing. */
static void
test_row_with_less (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);
  g_autoptr (HopmapPlace) unknown = hopmap_place_new (&(HopmapPlace){ 0 });
  HopmapHop *hop = get_hop (route, 3);

  hopmap_hop_set_network (hop, 0, NULL);
  assert_text (hopmap_ui_dup_row_detail (hop), "203.0.113.34");
  hopmap_hop_set_network (hop, 3320, NULL);
  hopmap_hop_set_name (hop, NULL);
  assert_text (hopmap_ui_dup_row_subtitle (hop), "203.0.113.34");
  assert_text (hopmap_ui_dup_row_detail (hop), "AS3320");

  hopmap_hop_set_place (hop, NULL, NULL);
  assert_text (hopmap_ui_dup_row_title (hop, HOPMAP_UI_COUNTRY_SHOWN), "203.0.113.34");
  assert_text (hopmap_ui_dup_row_subtitle (hop), "");
  assert_text (hopmap_ui_dup_row_doubt (hop), "");

  hopmap_hop_set_name (hop, "router.example");
  assert_text (hopmap_ui_dup_row_title (hop, HOPMAP_UI_COUNTRY_SHOWN), "router.example");
  assert_text (hopmap_ui_dup_row_subtitle (hop), "203.0.113.34");
  assert_text (hopmap_ui_dup_row_detail (hop), "AS3320");

  hopmap_hop_set_place (hop, unknown, NULL);
  assert_text (hopmap_ui_dup_row_doubt (hop), "Place unknown");
}

static void
test_doubt (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);
  g_autoptr (HopmapPlace) unknown = hopmap_place_new (&(HopmapPlace){ 0 });
  g_autoptr (GPtrArray)
      candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  HopmapHop *hop = get_hop (route, 11);
  HopmapPlace wide = *hopmap_hop_get_place (hop);
  HopmapPlace refuted = *hopmap_hop_get_place (hop);
  g_autoptr (GPtrArray)
      refuted_candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  g_autoptr (HopmapPlace) anycast = hopmap_place_new (&(HopmapPlace){ .anycast = TRUE });
  g_autoptr (HopmapPlace) wide_place = NULL;

  g_ptr_array_add (candidates, hopmap_place_ref (hopmap_hop_get_place (hop)));
  wide.evidence = HOPMAP_EVIDENCE_WIDE;
  wide.radius_km = 450.0;
  wide_place = hopmap_place_new (&wide);

  hopmap_hop_set_place (hop, wide_place, NULL);
  assert_text (hopmap_ui_dup_row_doubt (hop), "Uncertain: up to 450 km away");
  hopmap_hop_set_place (hop, unknown, candidates);
  assert_text (hopmap_ui_dup_row_doubt (hop), "Place unknown");

  refuted.refutation = (HopmapRefutation){ .kind = HOPMAP_REFUTATION_LIGHT,
                                           .needed_ns = 178000000,
                                           .answered_ns = 11000000,
                                           .answered_ttl = hopmap_hop_get_ttl (hop) };
  g_ptr_array_add (refuted_candidates, hopmap_place_new (&refuted));
  hopmap_hop_set_place (hop, unknown, refuted_candidates);
  assert_text (hopmap_ui_dup_row_doubt (hop),
               "Auckland needs at least 178 ms; it answered in 11 ms");
  hopmap_hop_set_place (hop, anycast, NULL);
  assert_text (hopmap_ui_dup_row_doubt (hop), "Anycast: one address at many places");
}

/* Two sources, two towns: the other one is named. */
static void
test_rival (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_DONE);
  HopmapHop *hop = get_hop (route, 3);
  g_autoptr (GPtrArray)
      candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  g_autoptr (HopmapPlace) shown = hopmap_place_ref (hopmap_hop_get_place (hop));
  HopmapPlace other = *shown;

  g_ptr_array_add (candidates, hopmap_place_ref (shown));
  other.city = (char *) "Offenbach";
  other.longitude += 0.1;
  g_ptr_array_add (candidates, hopmap_place_new (&other));
  hopmap_hop_set_place (hop, shown, candidates);
  assert_text (hopmap_ui_dup_row_doubt (hop), "");

  other.city = (char *) "Madrid";
  other.latitude = 40.4;
  other.longitude = -3.7;
  g_ptr_array_add (candidates, hopmap_place_new (&other));
  hopmap_hop_set_place (hop, shown, candidates);
  assert_text (hopmap_ui_dup_row_doubt (hop), "Sources disagree: or in Madrid");
}

static void
test_sentences (void)
{
  g_autoptr (HopmapRoute) done = sample_route_new (SAMPLE_DONE);
  g_autoptr (HopmapRoute) tracing = sample_route_new (SAMPLE_TRACING);

  assert_text (hopmap_ui_dup_hop_sentence (get_hop (done, 3)),
               "Hop 3, Frankfurt am Main, Germany, f-ed11-i.F.DE.NET.DTAG.DE, 18 milliseconds");
  assert_text (hopmap_ui_dup_hop_sentence (get_hop (done, 2)),
               "Hop 2, Berlin, Germany, p3e9bf011.dip0.t-ipconnect.de, 8.7 milliseconds");
  assert_text (hopmap_ui_dup_hop_sentence (get_hop (done, 7)), "Hop 7, did not answer");
  assert_text (hopmap_ui_dup_hop_sentence (get_hop (done, 10)),
               "Hop 10, New Zealand, reannz-ic-364512.ip.twelve99.net, 165 milliseconds, "
               "Only the country is known");
  assert_text (hopmap_ui_dup_hop_sentence (get_hop (done, 12)),
               "Hop 12, the destination, Auckland, New Zealand, www.auckland.ac.nz, "
               "290 milliseconds");
  assert_text (hopmap_ui_dup_hop_sentence (get_hop (tracing, 8)), "Hop 8, waiting for an answer");

  assert_text (hopmap_ui_dup_silence_sentence (7, 8, HOPMAP_UI_POSITION_BETWEEN),
               "Hops 7 to 8, 2 routers did not answer");
  assert_text (hopmap_ui_dup_silence_sentence (7, 7, HOPMAP_UI_POSITION_BETWEEN),
               "Hop 7, 1 router did not answer");
  assert_text (hopmap_ui_dup_silence_sentence (4, 12, HOPMAP_UI_POSITION_LAST),
               "Hops 4 to 12, No answer from here on");
  assert_text (hopmap_ui_dup_badge (7, 7), "7");
  assert_text (hopmap_ui_dup_badge (7, 8), "7–8");
}

static void
test_refusal (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new (SAMPLE_TRACING);
  HopmapHop *hop = get_hop (route, 7);
  HopmapSample answer = {
    .sent_ns = -1,
    .rtt_ns = 5000000,
    .answer = HOPMAP_ANSWER_UNREACHABLE,
    .icmp_type = 3,
    .icmp_code = 1,
  };

  g_assert_true (hopmap_address_parse ("198.51.100.9", &answer.address));
  hopmap_hop_answer_probe (hop, 0, &answer);
  assert_text (hopmap_ui_dup_row_time (hop), "!H  5.0 ms");
  assert_text (hopmap_ui_dup_hop_sentence (hop),
               "Hop 7, 198.51.100.9, 5.0 milliseconds, says that there is no way on");
}

static void
test_card (void)
{
  char *few[] = { "Germany", "France", NULL };
  char *many[] = { "A", "B", "C", "D", "E", "F", "G", "H", NULL };
  char *none[] = { NULL };
  HopmapJourney journey = { .n_hops = 12,
                            .rtt_ns = 290100000,
                            .n_located = 9,
                            .countries = few,
                            .travelled_km = 947.4,
                            .direct_km = 812.6,
                            .light_ratio = 1.43 };

  assert_text (hopmap_ui_dup_card_heading (&journey, HOPMAP_UI_EXTENT_WHOLE), "12 hops · 290 ms");
  assert_text (hopmap_ui_dup_card_heading (&journey, HOPMAP_UI_EXTENT_PART),
               "Up to hop 12 · 290 ms");
  assert_text (hopmap_ui_dup_card_countries (&journey), "Germany → France");
  assert_text (hopmap_ui_dup_card_distance (&journey),
               "950 km travelled, 810 direct · 1.4 × light in fibre");
  journey.light_ratio = 0.0;
  assert_text (hopmap_ui_dup_card_distance (&journey), "950 km travelled, 810 direct");
  journey.direct_km = 949.0;
  assert_text (hopmap_ui_dup_card_distance (&journey), "950 km");
  journey.light_ratio = 1.5;
  assert_text (hopmap_ui_dup_card_distance (&journey), "950 km · 1.5 × light in fibre");
  journey.direct_km = 0.0;
  assert_text (hopmap_ui_dup_card_distance (&journey), "950 km travelled, and back");
  journey.too_fast = TRUE;
  assert_text (hopmap_ui_dup_card_distance (&journey), "950 km, if all these places were right");

  journey.countries = many;
  assert_text (hopmap_ui_dup_card_countries (&journey), "A → B → C → … → F → G → H");

  journey = (HopmapJourney){ .n_hops = 1, .rtt_ns = 400000, .countries = none };
  assert_text (hopmap_ui_dup_card_heading (&journey, HOPMAP_UI_EXTENT_WHOLE), "1 hop · 0.40 ms");
  assert_text (hopmap_ui_dup_card_countries (&journey), "");
  assert_text (hopmap_ui_dup_card_distance (&journey),
               "None of these addresses has a place on the map");

  journey = (HopmapJourney){ .rtt_ns = -1, .countries = none };
  assert_text (hopmap_ui_dup_card_heading (&journey, HOPMAP_UI_EXTENT_PART), "");
  assert_text (hopmap_ui_dup_card_distance (&journey), "");
}

static void
test_tone (void)
{
  g_assert_cmpint (hopmap_ui_tone (HOPMAP_PHASE_TRACING, HOPMAP_END_UNKNOWN), ==,
                   HOPMAP_UI_TONE_BUSY);
  g_assert_cmpint (hopmap_ui_tone (HOPMAP_PHASE_DONE, HOPMAP_END_DESTINATION), ==,
                   HOPMAP_UI_TONE_GOOD);
  g_assert_cmpint (hopmap_ui_tone (HOPMAP_PHASE_DONE, HOPMAP_END_SILENT), ==,
                   HOPMAP_UI_TONE_WARNING);
  g_assert_cmpint (hopmap_ui_tone (HOPMAP_PHASE_STOPPED, HOPMAP_END_STOPPED), ==,
                   HOPMAP_UI_TONE_NEUTRAL);
  g_assert_cmpint (hopmap_ui_tone (HOPMAP_PHASE_FAILED, HOPMAP_END_FAILED), ==, HOPMAP_UI_TONE_BAD);
  g_assert_null (hopmap_ui_tone_icon (HOPMAP_UI_TONE_BUSY));
  for (int tone = HOPMAP_UI_TONE_GOOD; tone <= HOPMAP_UI_TONE_BAD; tone++)
    g_assert_nonnull (hopmap_ui_tone_icon ((HopmapUiTone) tone));
}

/* Whoever names a method can also say what it means. */
static void
test_method (void)
{
  g_assert_null (hopmap_ui_method_title (HOPMAP_PROTOCOL_AUTO, HOPMAP_ACCESS_UNKNOWN));
  g_assert_null (hopmap_ui_method_reason (HOPMAP_PROTOCOL_AUTO, HOPMAP_ACCESS_UNKNOWN));
  g_assert_cmpstr (hopmap_ui_method_title (HOPMAP_PROTOCOL_UDP, HOPMAP_ACCESS_ERROR_QUEUE), ==,
                   "UDP, without privilege");
  g_assert_cmpstr (hopmap_ui_method_title (HOPMAP_PROTOCOL_ICMP, HOPMAP_ACCESS_RAW), ==, "ICMP");
  g_assert_cmpstr (hopmap_ui_method_title (HOPMAP_PROTOCOL_ICMP, HOPMAP_ACCESS_RECORDING), ==,
                   "Recording");

  for (int protocol = HOPMAP_PROTOCOL_ICMP; protocol <= HOPMAP_PROTOCOL_TCP; protocol++)
    {
      for (int access = HOPMAP_ACCESS_RAW; access <= HOPMAP_ACCESS_RECORDING; access++)
        {
          g_assert_nonnull (
              hopmap_ui_method_title ((HopmapProtocol) protocol, (HopmapAccess) access));
          g_assert_nonnull (
              hopmap_ui_method_reason ((HopmapProtocol) protocol, (HopmapAccess) access));
        }
    }
}

static void
test_file_name (void)
{
  static const char *const cases[][2] = {
    { "www.example.org", "www.example.org.html" },
    { "2001:db8::1", "2001-db8--1.html" },
    { "192.0.2.1", "192.0.2.1.html" },
    { "_dmarc.example.org", "_dmarc.example.org.html" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HopmapTarget) target = hopmap_target_parse (cases[i][0], NULL);

      g_assert_nonnull (target);
      assert_text (hopmap_ui_dup_file_name (target, ".html"), cases[i][1]);
    }
}

static void
test_graph (void)
{
  const gint64 ms = 1000000;

  /* The next of 1, 2, 5, 10 …: a graph that is rescaled with every answer cannot be read. */
  g_assert_cmpint (hopmap_ui_graph_scale_ns (-1), ==, ms);
  g_assert_cmpint (hopmap_ui_graph_scale_ns (ms), ==, ms);
  g_assert_cmpint (hopmap_ui_graph_scale_ns (ms + 1), ==, 2 * ms);
  g_assert_cmpint (hopmap_ui_graph_scale_ns (21 * ms), ==, 50 * ms);
  g_assert_cmpint (hopmap_ui_graph_scale_ns (99 * ms), ==, 100 * ms);
  g_assert_cmpint (hopmap_ui_graph_scale_ns (G_MAXINT64), >, 0);
}

static void
test_watch (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  g_autoptr (HopmapRoute) route = NULL;
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  options.rounds = 0;
  route = hopmap_route_new (target, &options);
  hopmap_route_set_phase (route, HOPMAP_PHASE_TRACING);
  sample_route_answer (route, 1, "192.0.2.1", NULL, 10.0);
  /* The first round finds the hops, as any trace does. */
  g_assert_false (hopmap_ui_is_watching (route));
  sample_route_answer (route, 1, "192.0.2.1", NULL, 14.0);
  g_assert_true (hopmap_ui_is_watching (route));
  assert_text (hopmap_ui_dup_watch (route),
               "Watching. Hop 1 is the last that answers: 12 ms on average, 0 % lost.");
  hopmap_route_finish (route, HOPMAP_END_STOPPED);
  g_assert_false (hopmap_ui_is_watching (route));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/closures/page", test_page);
  g_test_add_func ("/ui/closures/bar", test_bar);
  g_test_add_func ("/ui/closures/row", test_row);
  g_test_add_func ("/ui/closures/row-with-less", test_row_with_less);
  g_test_add_func ("/ui/closures/doubt", test_doubt);
  g_test_add_func ("/ui/closures/rival", test_rival);
  g_test_add_func ("/ui/closures/sentences", test_sentences);
  g_test_add_func ("/ui/closures/refusal", test_refusal);
  g_test_add_func ("/ui/closures/card", test_card);
  g_test_add_func ("/ui/closures/tone", test_tone);
  g_test_add_func ("/ui/closures/method", test_method);
  g_test_add_func ("/ui/closures/file-name", test_file_name);
  g_test_add_func ("/ui/closures/graph", test_graph);
  g_test_add_func ("/ui/closures/watch", test_watch);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The helper as a child process: the real one on loopback, and others that behave badly.
 */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "hopmap-helper-client.h"
#include "hopmap-trace-error.h"
#include "hopmap-tracer.h"
#include "trace-fixture.h"

typedef struct
{
  gboolean done;
  GError *error;
} Run;

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  hopmap_tracer_run_finish (HOPMAP_TRACER (object), result, &run->error);
  run->done = TRUE;
}

/* Traces with the helper at @path, a name among our own test programs or an absolute path. */
static HopmapRoute *
trace (const char *path, const char *destination, const HopmapTraceOptions *options, GError **error)
{
  g_autofree char *helper = g_path_is_absolute (path) ? g_strdup (path)
                                                      : g_build_filename (FAKE_DIR, path, NULL);
  HopmapRoute *route = trace_fixture_new_trace (destination, options);
  g_autoptr (HopmapProbeSource) source = HOPMAP_PROBE_SOURCE (hopmap_helper_client_new (helper));
  g_autoptr (HopmapTracer) tracer = hopmap_tracer_new (route, source, NULL);
  Run run = { FALSE, NULL };

  hopmap_tracer_run_async (tracer, NULL, run_cb, &run);
  trace_fixture_run_until (&run.done, 20);
  if (run.error != NULL)
    {
      g_assert_cmpint (hopmap_route_get_phase (route), ==, HOPMAP_PHASE_FAILED);
      g_assert_cmpint (hopmap_route_get_end (route), ==, HOPMAP_END_FAILED);
      g_assert_cmpstr (hopmap_route_get_error (route)->message, ==, run.error->message);
      g_test_message ("%s", run.error->message);
    }
  *error = run.error;
  return route;
}

static void
test_loopback (gconstpointer data)
{
  const char *destination = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) route = NULL;
  HopmapTraceOptions options;
  HopmapHop *hop;

  hopmap_trace_options_init (&options);
  options.queries = 3;
  route = trace (PROBE_PATH, destination, &options, &error);
  if (g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NETWORK))
    {
      g_test_skip ("this machine has no such loopback address");
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpint (hopmap_route_get_phase (route), ==, HOPMAP_PHASE_DONE);
  g_assert_cmpint (hopmap_route_get_end (route), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (route)), ==, 1);
  g_assert_cmpint (hopmap_route_get_protocol (route), !=, HOPMAP_PROTOCOL_AUTO);
  g_assert_cmpint (hopmap_route_get_access (route), !=, HOPMAP_ACCESS_UNKNOWN);

  hop = hopmap_route_get_hop (route, 1);
  g_assert_cmpstr (hopmap_hop_get_address_text (hop), ==, destination);
  g_assert_true (hopmap_hop_is_destination (hop));
  g_assert_cmpuint (hopmap_hop_get_n_samples (hop), ==, 3);
  g_assert_cmpint (hopmap_hop_get_rtt_ns (hop), >, 0);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 0)->sent_ns, >=, 0);
  g_assert_cmpint (hopmap_hop_get_sample (hop, 1)->sent_ns, >,
                   hopmap_hop_get_sample (hop, 0)->sent_ns);
}

static void
test_multicast (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) route = trace (PROBE_PATH, "224.0.0.1", NULL, &error);

  g_assert_error (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_REFUSED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (route)), ==, 0);
}

static void
test_facts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) route = trace ("fake-SEEN", "192.0.2.9", NULL, &error);
  g_autofree char *got = trace_fixture_describe (route);
  const HopmapSample *sample;

  g_assert_no_error (error);
  g_assert_cmpint (hopmap_route_get_end (route), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpint (hopmap_route_get_access (route), ==, HOPMAP_ACCESS_RAW);
  g_assert_cmpstr (got, ==, "192.0.2.10=1 192.0.2.9=2 192.0.2.9=3");
  g_assert_false (hopmap_hop_is_destination (hopmap_route_get_hop (route, 2)));

  sample = hopmap_hop_get_sample (hopmap_route_get_hop (route, 1), 0);
  g_assert_cmpint (sample->icmp_type, ==, 11);
  g_assert_cmpint (sample->reply_ttl, ==, 64);
  g_assert_cmpint (sample->quoted_ttl, ==, 1);
  g_assert_cmpint (sample->protocol, ==, HOPMAP_PROTOCOL_ICMP);
  g_assert_cmpint (sample->n_labels, ==, 1);
  g_assert_cmpint (sample->labels[0].label, ==, 24012);
  g_assert_cmpint (sample->labels[0].traffic_class, ==, 3);
  g_assert_true (sample->labels[0].bottom);
  g_assert_cmpint (sample->labels[0].ttl, ==, 254);
}

/* What the helper says that it can do decides what is tried where the first protocol finds nobody. */
static void
test_protocols (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) route = trace ("fake-WEB_ONLY", "192.0.2.9", NULL, &error);
  g_autofree char *got = trace_fixture_describe (route);
  HopmapHop *last = hopmap_route_get_hop (route, 3);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, "192.0.2.10=1 192.0.2.9=2 192.0.2.9=3");
  g_assert_cmpint (hopmap_route_get_end (route), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpint (hopmap_route_get_protocol (route), ==, HOPMAP_PROTOCOL_ICMP);
  g_assert_cmpuint (hopmap_hop_get_stats (last)->lost, ==, 0);
  for (guint i = 0; i < hopmap_hop_get_n_samples (last); i++)
    if (hopmap_hop_get_sample (last, i)->answer != HOPMAP_ANSWER_NONE)
      g_assert_cmpint (hopmap_hop_get_sample (last, i)->protocol, ==, HOPMAP_PROTOCOL_TCP);
}

static void
test_trouble (void)
{
  static const struct
  {
    const char *path;
    HopmapProtocol protocol;
    HopmapTraceError code;
  } cases[] = {
    { "/nonexistent/hopmap-probe", HOPMAP_PROTOCOL_AUTO, HOPMAP_TRACE_ERROR_HELPER_MISSING },
    { "/etc/passwd", HOPMAP_PROTOCOL_AUTO, HOPMAP_TRACE_ERROR_HELPER_MISSING },
    { "/bin/true", HOPMAP_PROTOCOL_AUTO, HOPMAP_TRACE_ERROR_HELPER_FAILED },
    { "/bin/false", HOPMAP_PROTOCOL_AUTO, HOPMAP_TRACE_ERROR_HELPER_FAILED },
    { "fake-GARBAGE", HOPMAP_PROTOCOL_AUTO, HOPMAP_TRACE_ERROR_HELPER_FAILED },
    { "fake-HALF_FRAME", HOPMAP_PROTOCOL_AUTO, HOPMAP_TRACE_ERROR_HELPER_FAILED },
    { "fake-DIES", HOPMAP_PROTOCOL_AUTO, HOPMAP_TRACE_ERROR_HELPER_FAILED },
    { "fake-POWERLESS", HOPMAP_PROTOCOL_AUTO, HOPMAP_TRACE_ERROR_PERMISSION },
    { "fake-ICMP_ONLY", HOPMAP_PROTOCOL_UDP, HOPMAP_TRACE_ERROR_PERMISSION },
    { "fake-ICMP_ONLY", HOPMAP_PROTOCOL_TCP, HOPMAP_TRACE_ERROR_PERMISSION },
    { "fake-NO_ROUTE", HOPMAP_PROTOCOL_ICMP, HOPMAP_TRACE_ERROR_NETWORK },
    { "fake-MULTICAST", HOPMAP_PROTOCOL_ICMP, HOPMAP_TRACE_ERROR_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapRoute) route = NULL;
      HopmapTraceOptions options;

      g_test_message ("%s", cases[i].path);
      hopmap_trace_options_init (&options);
      options.protocol = cases[i].protocol;
      route = trace (cases[i].path, "192.0.2.9", &options, &error);
      g_assert_error (error, HOPMAP_TRACE_ERROR, (int) cases[i].code);
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (route)), ==, 0);
    }
}

static void
test_wrong_source (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) route = NULL;
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  g_assert_true (hopmap_address_parse ("2001:db8::1", &options.source));
  route = trace ("fake-SEEN", "192.0.2.9", &options, &error);
  g_assert_error (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_REFUSED);
}

/* What HELLO says of UDP is what the route says, whatever it says of ICMP. */
static void
test_udp_of_privileged (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) route = NULL;
  HopmapTraceOptions options;

  hopmap_trace_options_init (&options);
  options.protocol = HOPMAP_PROTOCOL_UDP;
  route = trace ("fake-SEEN", "192.0.2.9", &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hopmap_route_get_protocol (route), ==, HOPMAP_PROTOCOL_UDP);
  g_assert_cmpint (hopmap_route_get_access (route), ==, HOPMAP_ACCESS_RAW);
}

/* The same link-local address is on every network; what to do about it is said. */
static void
test_no_interface (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) route = trace ("fake-MULTICAST", "fe80::1", NULL, &error);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (route)), ==, 0);
  g_assert_error (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "fe80::1%"));
}

/* How many processes this one has started and not yet buried; -1 where the kernel does not say. */
static int
count_children (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int) getpid ());
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return -1;

  words = g_strsplit (g_strstrip (text), " ", -1);
  return *text != '\0' ? (int) g_strv_length (words) : 0;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for_no_child (void)
{
  const gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;
  guint wake = g_timeout_add (5, wake_cb, NULL);

  while (count_children () > 0 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake);
  g_assert_cmpint (count_children (), <=, 0);
}

typedef enum
{
  AT_ONCE,       /* before the helper has said hello */
  WHILE_TRACING, /* in the middle */
} Moment;

typedef enum
{
  BY_ROUTE,
  BY_CANCELLABLE,
  BY_STOP,
} Way;

/* However a trace ends, and whenever, no helper stays behind: three traces, one after the other. */
static void
test_no_helper_left (gconstpointer data)
{
  const Moment moment = (Moment) (GPOINTER_TO_INT (data) / 10);
  const Way way = (Way) (GPOINTER_TO_INT (data) % 10);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (HopmapRoute) route = NULL;
      g_autoptr (HopmapProbeSource)
          source = HOPMAP_PROBE_SOURCE (hopmap_helper_client_new (PROBE_PATH));
      g_autoptr (HopmapTracer) tracer = NULL;
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      HopmapTraceOptions options;
      Run run = { FALSE, NULL };

      hopmap_trace_options_init (&options);
      options.rounds = 0;
      route = trace_fixture_new_trace ("127.0.0.1", &options);
      tracer = hopmap_tracer_new (route, source, NULL);
      hopmap_tracer_run_async (tracer, cancellable, run_cb, &run);
      if (count_children () < 0)
        g_test_skip ("this kernel does not list children");
      while (moment == WHILE_TRACING && hopmap_route_get_hop (route, 1) == NULL)
        g_main_context_iteration (NULL, TRUE);

      if (way == BY_ROUTE)
        g_clear_object (&route);
      else if (way == BY_CANCELLABLE)
        g_cancellable_cancel (cancellable);
      else
        hopmap_tracer_stop (tracer);
      if (way == BY_STOP)
        hopmap_tracer_stop (tracer);
      trace_fixture_run_until (&run.done, 20);
      g_clear_error (&run.error);
      wait_for_no_child ();
    }
}

/* The last reference to the route ends the trace, and the helper with it. */
static void
test_drop_route (void)
{
  g_autofree char *helper = g_build_filename (FAKE_DIR, "fake-SEEN", NULL);
  HopmapTraceOptions options;
  HopmapRoute *route;
  g_autoptr (HopmapProbeSource) source = HOPMAP_PROBE_SOURCE (hopmap_helper_client_new (helper));
  g_autoptr (HopmapTracer) tracer = NULL;
  Run run = { FALSE, NULL };

  hopmap_trace_options_init (&options);
  options.rounds = 0;
  route = trace_fixture_new_trace ("192.0.2.9", &options);
  tracer = hopmap_tracer_new (route, source, NULL);
  hopmap_tracer_run_async (tracer, NULL, run_cb, &run);
  while (hopmap_route_get_hop (route, 3) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (route);
  trace_fixture_run_until (&run.done, 20);
  g_assert_error (run.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&run.error);
}

/* The program runs before there is anything to send, is used then, and is not left behind. */
static void
test_prepared (gconstpointer is_used)
{
  g_autoptr (GError) error = NULL;
  HopmapHelperClient *client = hopmap_helper_client_new (PROBE_PATH);

  wait_for_no_child ();
  hopmap_helper_client_prepare (client);
  g_assert_cmpint (count_children (), ==, 1);
  if (is_used != NULL)
    {
      g_autoptr (HopmapRoute) route = trace_fixture_new_trace ("127.0.0.1", NULL);
      g_autoptr (HopmapTracer)
          tracer = hopmap_tracer_new (route, HOPMAP_PROBE_SOURCE (client), NULL);
      Run run = { FALSE, NULL };

      hopmap_tracer_run_async (tracer, NULL, run_cb, &run);
      trace_fixture_run_until (&run.done, 20);
      g_assert_no_error (run.error);
      g_assert_cmpint (hopmap_route_get_end (route), ==, HOPMAP_END_DESTINATION);
    }
  g_object_unref (client);
  wait_for_no_child ();
}

/* That it is not there is said when it is needed. */
static void
test_prepared_in_vain (void)
{
  g_autoptr (HopmapHelperClient) client = hopmap_helper_client_new ("/nowhere/hopmap-probe");
  g_autoptr (HopmapRoute) route = trace_fixture_new_trace ("127.0.0.1", NULL);
  g_autoptr (HopmapTracer) tracer = hopmap_tracer_new (route, HOPMAP_PROBE_SOURCE (client), NULL);
  Run run = { FALSE, NULL };

  hopmap_helper_client_prepare (client);
  hopmap_tracer_run_async (tracer, NULL, run_cb, &run);
  trace_fixture_run_until (&run.done, 20);
  g_assert_error (run.error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_HELPER_MISSING);
  g_clear_error (&run.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/trace/helper/loopback/4", "127.0.0.1", test_loopback);
  g_test_add_data_func ("/trace/helper/loopback/6", "::1", test_loopback);
  g_test_add_func ("/trace/helper/multicast", test_multicast);
  g_test_add_func ("/trace/helper/facts", test_facts);
  g_test_add_func ("/trace/helper/protocols", test_protocols);
  g_test_add_func ("/trace/helper/trouble", test_trouble);
  g_test_add_func ("/trace/helper/wrong-source", test_wrong_source);
  g_test_add_func ("/trace/helper/udp-of-privileged", test_udp_of_privileged);
  g_test_add_func ("/trace/helper/no-interface", test_no_interface);
  g_test_add_func ("/trace/helper/drop-route", test_drop_route);
  g_test_add_data_func ("/trace/helper/prepared/used", "used", test_prepared);
  g_test_add_data_func ("/trace/helper/prepared/not-used", NULL, test_prepared);
  g_test_add_func ("/trace/helper/prepared/in-vain", test_prepared_in_vain);
  for (int way = BY_ROUTE; way <= BY_STOP; way++)
    for (int moment = AT_ONCE; moment <= WHILE_TRACING; moment++)
      {
        g_autofree char *name = g_strdup_printf ("/trace/helper/none-left/%d-%d", moment, way);

        g_test_add_data_func (name, GINT_TO_POINTER (moment * 10 + way), test_no_helper_left);
      }
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the way changed: in text and in JSON, and the same again when that is read and written.
 */
#include <hopmap-document.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define SECOND G_GINT64_CONSTANT (1000000000)

/* One letter an answer, a second apart: who gives it. */
static HopmapRoute *
new_route (const char *who)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("192.0.2.1", NULL);
  g_autoptr (GDateTime) started = g_date_time_new_utc (2026, 1, 2, 3, 4, 5.0);
  HopmapTraceOptions options;
  HopmapRoute *route;
  HopmapHop *hop;

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  hopmap_route_set_phase (route, HOPMAP_PHASE_TRACING);
  hop = hopmap_route_ensure_hop (route, 1);
  for (guint i = 0; who[i] != '\0'; i++)
    {
      const guint index = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, i * SECOND);
      g_autofree char *address = g_strdup_printf ("198.51.100.%d", who[i]);
      HopmapSample sample = { .sent_ns = -1,
                              .rtt_ns = 1000000,
                              .answer = HOPMAP_ANSWER_TIME_EXCEEDED };

      g_assert_true (hopmap_address_parse (address, &sample.address));
      hopmap_hop_answer_probe (hop, index, &sample);
    }
  hopmap_route_finish (route, HOPMAP_END_SILENT);
  hopmap_route_set_times (route, started, started);
  return route;
}

static char *
dup_written (HopmapRoute *route, const char *format)
{
  g_autoptr (GError) error = NULL;
  HopmapWriteOptions options;
  g_autoptr (GBytes) bytes = NULL;

  hopmap_write_options_init (&options);
  bytes = hopmap_document_write_bytes (route, hopmap_format_find (format), &options, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_text (void)
{
  g_autoptr (HopmapRoute) route = new_route ("AAAABBBBB");
  g_autoptr (HopmapRoute) steady = new_route ("AAAAAAAAA");
  g_autofree char *text = dup_written (route, "text");
  g_autofree char *steady_text = dup_written (steady, "text");

  g_assert_true (g_str_has_suffix (text,
                                   "\n\n2026-01-02T03:04:09Z  Hop 1: 198.51.100.66 answers in "
                                   "place of 198.51.100.65\n"));
  g_assert_null (strstr (steady_text, "answers in place of"));
}

static void
test_json (void)
{
  g_autoptr (HopmapRoute) route = new_route ("AAAABBBBB");
  g_autoptr (HopmapRoute) steady = new_route ("AAAAAAAAA");
  g_autofree char *text = dup_written (route, "json");
  g_autofree char *steady_text = dup_written (steady, "json");
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autoptr (JsonNode) found = json_path_query ("$.traces[0].changes", root, NULL);
  JsonArray *changes = json_array_get_array_element (json_node_get_array (found), 0);
  JsonObject *change = json_array_get_object_element (changes, 0);

  g_assert_cmpuint (json_array_get_length (changes), ==, 1);
  g_assert_cmpint (json_object_get_int_member (change, "ttl"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (change, "at"), ==, "2026-01-02T03:04:09Z");
  g_assert_cmpstr (json_object_get_string_member (change, "from"), ==, "198.51.100.65");
  g_assert_cmpstr (json_object_get_string_member (change, "to"), ==, "198.51.100.66");
  g_assert_null (strstr (steady_text, "changes"));
}

/* Read and written again, both formats say the same. */
static void
test_again (void)
{
  static const char *const formats[] = { "json", "text" };
  g_autoptr (HopmapRoute) route = new_route ("AAAABBBBBCCCCCC");
  g_autofree char *json = dup_written (route, "json");
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) again = hopmap_document_read (bytes, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *before = dup_written (route, formats[i]);
      g_autofree char *after = dup_written (again, formats[i]);
      const char *from = i == 0 ? "\"changes\"" : "\n\n2026-01-02T03:04:09Z";
      const char *to = i == 0 ? "\"hops\"" : NULL;
      const char *one = strstr (before, from);
      const char *other = strstr (after, from);

      g_assert_nonnull (one);
      g_assert_nonnull (other);
      if (to != NULL)
        *strstr (one, to) = *strstr (other, to) = '\0';
      g_assert_cmpstr (one, ==, other);
    }
}

/* What a file claims in their place is not believed: its probes say it. */
static void
test_claimed (void)
{
  g_autoptr (HopmapRoute) steady = new_route ("AAAAAAAAA");
  g_autofree char *json = dup_written (steady, "json");
  g_auto (GStrv) parts = g_strsplit (json, "\"hops\"", 2);
  g_autofree char *claimed = g_strconcat (
      parts[0],
      "\"changes\":[{\"ttl\":1,\"from\":\"203.0.113.1\",\"to\":\"203.0.113.2\"},7],"
      "\"hops\"",
      parts[1], NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (claimed, strlen (claimed));
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) route = hopmap_document_read (bytes, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = dup_written (route, "json");
  g_assert_null (strstr (again, "203.0.113"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/route-changes/text", test_text);
  g_test_add_func ("/document/route-changes/json", test_json);
  g_test_add_func ("/document/route-changes/again", test_again);
  g_test_add_func ("/document/route-changes/claimed", test_claimed);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What other tools' output is read as: every example in data/readers against what a person, or
 * another program, found in it; and what becomes of files that are none.
 */
#include "golden.h"
#include "reading-text.h"

#include <string.h>

#define SUFFIX ".expected"
#define PAD                                                                                        \
  "                                                                                              \n"

static HopmapReading *
read_length (const char *text, gsize length, GError **error)
{
  /* A copy of the exact size, so that a reader that goes too far is caught by ASan and valgrind. */
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return hopmap_document_read_all (bytes, error);
}

static char *
load (const char *name, gsize *length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "document", "data", "readers", name,
                                                 NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

static HopmapReading *
read_example (const char *name)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *text = load (name, &length);
  HopmapReading *reading = read_length (text, length, &error);

  g_assert_no_error (error);
  return reading;
}

static void
test_example (gconstpointer data)
{
  const char *name = data;
  g_autoptr (HopmapReading) reading = read_example (name);
  g_autofree char *file = g_strconcat (name, SUFFIX, NULL);
  g_autofree char *expected = load (file, NULL);
  g_autofree char *found = reading_text_dup (reading);

  g_assert_cmpstr (found, ==, expected);
}

/* All that was read is in the program's own document, and comes back from there. */
static void
test_round_trip (gconstpointer data)
{
  g_autoptr (HopmapReading) reading = read_example (data);

  for (guint i = 0; i < reading->routes->len; i++)
    {
      g_autofree char *first = golden_write (reading->routes->pdata[i], "json");
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapReading) again = read_length (first, strlen (first), &error);
      g_autoptr (HopmapReading) alone = hopmap_reading_new ("Hopmap", 100);
      g_autofree char *second = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      g_assert_no_error (error);
      second = golden_write (again->routes->pdata[0], "json");
      g_assert_cmpstr (second, ==, first);

      hopmap_reading_add_own_route (alone, reading->routes->pdata[i]);
      before = reading_text_dup (alone);
      after = reading_text_dup (again);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
append_addresses (GString *out, HopmapHop *hop)
{
  for (guint i = 0; i < hopmap_hop_get_n_samples (hop); i++)
    {
      g_autofree char *text = hopmap_address_to_string (&hopmap_hop_get_sample (hop, i)->address);

      g_string_append_printf (out, " %s", text != NULL ? text : "*");
    }
}

/* Who answered at which distance, probe by probe. */
static char *
dup_addresses (HopmapRoute *route)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      g_string_append_printf (out, "%u", hopmap_hop_get_ttl (hop));
      append_addresses (out, hop);
      g_string_append_c (out, '\n');
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
is_timed (HopmapHop *hop)
{
  if (hopmap_hop_get_stats (hop)->sent > hopmap_hop_get_n_samples (hop))
    return FALSE;

  for (guint i = 0; i < hopmap_hop_get_n_samples (hop); i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);

      if (sample->answer != HOPMAP_ANSWER_NONE
          && (sample->rtt_ns < 0 || !hopmap_address_is_set (&sample->address)))
        return FALSE;
    }

  return TRUE;
}

/* Sums, names without addresses and answers without times have no place in what traceroute prints. */
static gboolean
has_probes (HopmapRoute *route)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      if (!is_timed (hop))
        return FALSE;
    }

  return TRUE;
}

/* One of each reader; pictures take their time. */
static const char *const drawn[] = {
  "course-route.txt",
  "globalping-mtr.json",
  "ios.txt",
  "linux-udp.txt",
  "locations.txt",
  "mtr-raw.txt",
  "mtr-report.txt",
  "mtr.csv",
  "mtr.json",
  "mtr.xml",
  "nexttrace.json",
  "nexttrace-raw.txt",
  "nexttrace.txt",
  "ripe-atlas.json",
  "scamper.json",
  "tracepath.txt",
  "tracert-de.txt",
  "trippy.json",
  NULL,
};

static gboolean
is_drawn (const HopmapFormat *format)
{
  return strstr (format->media_type, "html") != NULL
         || g_str_has_prefix (format->media_type, "image/");
}

/* Every reader with every writer: each writes all that any of them reads, and what another of our
 * readers knows comes back from there with the same routers at the same distances. */
static void
test_pairs (gconstpointer data)
{
  g_autoptr (HopmapReading) reading = read_example (data);
  HopmapRoute *route = reading->routes->pdata[0];
  g_autofree char *before = dup_addresses (route);
  guint n;
  const HopmapFormat *const *formats = hopmap_format_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (HopmapRoute) again = NULL;
      g_autofree char *after = NULL;

      if (is_drawn (formats[i]) && !g_strv_contains (drawn, data))
        continue;

      bytes = hopmap_document_write_bytes (route, formats[i], NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_get_size (bytes) > 0 || g_str_equal (formats[i]->name, "locations"));
      if (!g_str_equal (formats[i]->name, "json")
          && (!g_str_equal (formats[i]->name, "traceroute") || !has_probes (route)))
        continue;

      again = hopmap_document_read (bytes, &error);
      g_assert_no_error (error);
      after = dup_addresses (again);
      g_assert_cmpstr (after, ==, before);
      if (g_str_equal (formats[i]->name, "json"))
        g_assert_cmpint (hopmap_route_get_end (again), ==, hopmap_route_get_end (route));
    }
}

/* Whatever is cut off or changed: no crash, and either a route or a sentence. */
static void
test_damaged (gconstpointer data)
{
  gsize length;
  g_autofree char *text = load (data, &length);
  gsize step = MAX (length / 50, 1);

  for (gsize i = 0; i < length; i += step)
    {
      static const char replacements[] = { '\0', ' ', '\n', '9', '"', '<', (char) 0xff };
      char kept = text[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapReading) part = read_length (text, i, &error);

      g_assert_true ((part == NULL) == (error != NULL));
      for (guint j = 0; j < G_N_ELEMENTS (replacements); j++)
        {
          g_autoptr (GError) other_error = NULL;
          g_autoptr (HopmapReading) read = NULL;

          text[i] = replacements[j];
          read = read_length (text, length, &other_error);
          g_assert_true ((read == NULL) == (other_error != NULL));
        }
      text[i] = kept;
    }
}

static void
assert_refused (const char *text, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapReading) reading = read_length (text, strlen (text), &error);

  g_assert_null (reading);
  g_assert_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” is not in “%s”", part, error->message);
}

static void
test_refusals (void)
{
  assert_refused ("", "no text");
  assert_refused (" \r\n\t\n", "no text");
  assert_refused ("\n\nDear diary,\n", "line 3");
  assert_refused ("Dear diary,\n", "Dear diary,");
  assert_refused ("{\"a\":1}", "JSON");
  assert_refused ("{}", "JSON");
  assert_refused ("traceroute to 203.0.113.9 (203.0.113.9), 30 hops max\nno luck\n", "traceroute");
  assert_refused ("traceroute to 203.0.113.9 (203.0.113.9), 30 hops max\nno luck\n", "no luck");
  assert_refused ("HOST: box  Loss%  Snt  Last\n  1.|-- a.example  broken\n", "mtr --report");
  assert_refused ("HOST: box  Loss%  Snt  Last\n  1.|-- a.example  broken\n", "line 2");
}

/* What was not understood is told, what was is offered. */
static void
test_notice (void)
{
  g_autoptr (HopmapReading) reading = read_example ("two-traces.txt");
  g_autofree char *notice = hopmap_reading_dup_notice (reading);
  g_autoptr (HopmapReading) clean = read_example ("linux-udp.txt");

  g_assert_nonnull (strstr (notice, "traceroute"));
  g_assert_nonnull (strstr (notice, "line 8"));
  g_assert_nonnull (strstr (notice, "sorry, what?"));
  g_assert_cmpuint (reading->routes->len, ==, 3);
  g_assert_cmpuint (reading->confidence, >=, 90);
  g_assert_null (hopmap_reading_dup_notice (clean));
}

/* A heading of the exercise without the name of the host; the fuzzer found that it broke. */
static void
test_nameless (void)
{
  static const char text[] = "Traceroute to at 203.0.113.90:\n"
                             " 1 hop  away from 192.0.2.5       [ICMP msg type 11]\n"
                             " 2 hops away from 203.0.113.90    [ICMP msg type  0]\n";
  g_autoptr (HopmapReading) reading = read_length (text, strlen (text), NULL);
  HopmapRoute *route;

  g_assert_nonnull (reading);
  g_assert_cmpuint (reading->n_ignored, ==, 0);
  route = reading->routes->pdata[0];
  g_assert_cmpstr (hopmap_route_get_target (route)->host, ==, "203.0.113.90");
  g_assert_cmpint (hopmap_route_get_end (route), ==, HOPMAP_END_DESTINATION);
}

/* A list of addresses that lost digits on its way. */
static void
test_cut_off (void)
{
  static const char cut[] = "192.0.2.1 1 2\n198.51.100.7 3 4\n203.0.113.8 5 6\n";
  static const char whole[] = "192.0.2.1 1 2\n198.51.100.7 3 4\n203.0.113.80 5 6\n";
  g_autoptr (HopmapReading) doubtful = read_length (cut, strlen (cut), NULL);
  g_autoptr (HopmapReading) good = read_length (whole, strlen (whole), NULL);
  g_autofree char *notice = hopmap_reading_dup_notice (doubtful);

  g_assert_nonnull (strstr (notice, "single digit"));
  g_assert_null (hopmap_reading_dup_notice (good));
}

/* Our own texts for people can be read again, sums of many probes too. */
static void
test_own_texts (void)
{
  static const char *const formats[] = { "text", "traceroute", "mtr-json" };
  g_autoptr (HopmapReading) reading = read_example ("mtr-both.json");
  HopmapRoute *route = reading->routes->pdata[0];

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *text = golden_write (route, formats[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapReading) again = read_length (text, strlen (text), &error);
      HopmapHop *hop;

      g_assert_no_error (error);
      g_assert_cmpuint (again->n_ignored, ==, 0);
      g_assert_cmpuint (again->routes->len, ==, 1);
      g_assert_cmpint (hopmap_route_get_end (again->routes->pdata[0]), ==, HOPMAP_END_DESTINATION);
      hop = hopmap_route_get_hop (again->routes->pdata[0], 8);
      g_assert_cmpint (hopmap_hop_get_state (hop), ==, HOPMAP_HOP_ANSWERED);
      if (g_str_equal (formats[i], "traceroute"))
        continue;
      g_assert_cmpuint (hopmap_hop_get_stats (hop)->received, ==, 2);
      g_assert_cmpuint (hopmap_hop_get_stats (hop)->sent, ==, 3);
      g_assert_cmpint (hopmap_hop_get_stats (hop)->worst_ns, ==, 48092000);
    }
}

static void
test_limits (void)
{
  g_autoptr (GString) text = g_string_new ("traceroute to 203.0.113.9 (203.0.113.9), 255 hops\n");
  g_autoptr (HopmapReading) reading = NULL;
  HopmapRoute *route;

  for (guint ttl = 1; ttl <= 300; ttl++)
    {
      g_string_append_printf (text, "%u  192.0.2.1", ttl);
      for (guint i = 0; i < 100; i++)
        g_string_append (text, " 1 ms");
      g_string_append_c (text, '\n');
    }
  reading = read_length (text->str, text->len, NULL);
  route = reading->routes->pdata[0];
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (route)), ==, 255);
  g_assert_cmpuint (hopmap_hop_get_n_samples (hopmap_route_get_hop (route, 255)), ==, 64);
  g_assert_cmpuint (reading->n_ignored, ==, 45);
  g_assert_cmpuint (reading->first_ignored, ==, 257);
}

static void
test_many_traces (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (HopmapReading) reading = NULL;
  g_autofree char *notice = NULL;

  for (guint i = 0; i < 1100; i++)
    g_string_append (text,
                     "traceroute to 192.0.2.9 (192.0.2.9), 30 hops max\n 1  192.0.2.9  1 ms\n");
  reading = read_length (text->str, text->len, NULL);
  g_assert_cmpuint (reading->routes->len, ==, 1000);
  g_assert_cmpuint (reading->n_left_out, ==, 100);
  notice = hopmap_reading_dup_notice (reading);
  g_assert_nonnull (strstr (notice, "1100"));
}

static void
test_long_line (void)
{
  g_autoptr (GString) text = g_string_new (" 1  192.0.2.1  1 ms\n 2  192.0.2.2");
  g_autoptr (HopmapReading) reading = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, " 2 ms");
  reading = read_length (text->str, text->len, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (reading->routes->pdata[0]), ==, 1);
  g_assert_cmpuint (reading->n_ignored, ==, 1);
  g_assert_cmpuint (reading->first_ignored, ==, 2);
}

/* Names reach the route only where they are names. */
static void
test_hostile_names (void)
{
  static const char text[] = " 1  <script>alert(1)</script> (192.0.2.1)  1 ms\n"
                             " 2  a\033[31mb.example (192.0.2.2)  1 ms\n"
                             " 3  -rf (192.0.2.3)  1 ms\n";
  g_autoptr (HopmapReading) reading = read_length (text, strlen (text), NULL);
  HopmapRoute *route = reading->routes->pdata[0];

  g_assert_null (hopmap_hop_get_name (hopmap_route_get_hop (route, 1)));
  g_assert_cmpstr (hopmap_hop_get_name (hopmap_route_get_hop (route, 2)), ==, "ab.example");
  g_assert_null (hopmap_hop_get_name (hopmap_route_get_hop (route, 3)));
}

/* 16 MiB of the worst that was thought of; the time is printed and hardly judged. */
static void
test_hostile_size (void)
{
  static const char *const pieces[] = {
    "\n",
    " ",
    "*",
    "1 *\n",
    "[",
    "{\"a\":",
    "<MTR <HUB ",
    "Loss%>",
    "1  192.0.2.1  1 ms\n",
    "(",
    "!",
    "{\"type\":\"cycle-start\"}\n",
    "1|2|3|4|5|6|7|8|9\n",
    "x 0 1\n",
    "h 0 1.1.1.1\np 0 1\n",
    "HOST: b Loss% Snt\n",
    "\xff\xfe",
    "traceroute to 1.1.1.1\n",
    "[[],",
    "192.0.2.1 1 2\n",
    "a",
    "1  1 ms  1 ms  1 ms  192.0.2.1\n",
    "1:  192.0.2.1  1ms\n",
    "[1 [\n",
    "(1.1.1.1 (",
    "Mtr_Version,Start_Time,Status,Host,Hop,Ip,a\n",
    "{\"hubs\":1,",
    "1 ms / \n",
    /* With enough behind them that there are fewer lines than are too many. */
    "traceroute to 192.0.2.1 (192.0.2.1), 30 hops max, 60 byte" PAD,
    " 1  192.0.2.1 (192.0.2.1)  1.000 ms  1.000 ms  1.000 ms !X" PAD,
    " 1  192.0.2.1  1 ms * 1 ms * 1 ms * 1 ms * 1 ms * 1 ms * 1 ms * 1 ms * 1 ms * 1 ms" PAD,
    " 1  192.0.2.1  [AS1] [AS2] <MPLS:L=1,E=0,S=0,T=1/L=2,E=0,S=0,T=1> 1 ms !X !H" PAD,
    "  1     1 ms     1 ms     1 ms  router.example [192.0.2.1]" PAD,
    " 1:  router.example (192.0.2.1)                    1.000ms" PAD,
    "HOST: box        Loss%   Snt   Last   Avg  Best  Wrst StDev" PAD,
    "{\"type\":\"trace\",\"dst\":\"192.0.2.1\",\"hops\":[],\"hop_count\":255}" PAD,
    "Mtr_Version,Start_Time,Status,Host,Hop,Ip,a" PAD,
    "h 0 192.0.2.1\np 0 1000000000                             1" PAD,
    "1|192.0.2.1|router.example|1.00|64500|A|B|C|D|E|10.00|20.00" PAD,
    "192.0.2.1 10.000000000000000 20.0000000000000000000000000" PAD,
    " 1 hop  away from 192.0.2.1       [ICMP msg type 11]       " PAD,
    "<MTR ><HUB COUNT=\"1\" HOST=\"a\"><Loss%>1</Loss%></HUB></MTR>" PAD,
    "\033[0m1  \033[1m192.0.2.1\033[0m  1 ms                         " PAD,
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_sized_new (HOPMAP_DOCUMENT_MAX_BYTES + 64);
      g_autoptr (GTimer) timer = NULL;
      g_autoptr (HopmapReading) reading = NULL;
      g_autofree char *shown = g_strescape (pieces[i], NULL);

      while (text->len + strlen (pieces[i]) <= HOPMAP_DOCUMENT_MAX_BYTES)
        g_string_append (text, pieces[i]);
      timer = g_timer_new ();
      reading = read_length (text->str, text->len, NULL);
      g_test_message ("%6.3f s for 16 MiB of “%s”: %u routes", g_timer_elapsed (timer, NULL), shown,
                      reading != NULL ? reading->routes->len : 0);
      g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 10.0);
    }
}

static void
test_too_large (void)
{
  g_autofree char *text = g_strnfill (HOPMAP_DOCUMENT_MAX_BYTES + 1, '*');
  g_autoptr (GError) error = NULL;

  g_assert_null (read_length (text, HOPMAP_DOCUMENT_MAX_BYTES + 1, &error));
  g_assert_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_TOO_LARGE);
}

static void
add_examples (GPtrArray *names)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "document", "data", "readers",
                                                   NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, SUFFIX))
        g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (SUFFIX)));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  add_examples (names);
  g_assert_cmpuint (names->len, >, 50);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *example = g_strdup_printf ("/document/readers/example/%s",
                                                  (char *) names->pdata[i]);
      g_autofree char *round_trip = g_strdup_printf ("/document/readers/round-trip/%s",
                                                     (char *) names->pdata[i]);
      g_autofree char *pairs = g_strdup_printf ("/document/readers/pairs/%s",
                                                (char *) names->pdata[i]);
      g_autofree char *damaged = g_strdup_printf ("/document/readers/damaged/%s",
                                                  (char *) names->pdata[i]);

      g_test_add_data_func (example, names->pdata[i], test_example);
      g_test_add_data_func (round_trip, names->pdata[i], test_round_trip);
      g_test_add_data_func (pairs, names->pdata[i], test_pairs);
      g_test_add_data_func (damaged, names->pdata[i], test_damaged);
    }
  g_test_add_func ("/document/readers/refusals", test_refusals);
  g_test_add_func ("/document/readers/notice", test_notice);
  g_test_add_func ("/document/readers/nameless", test_nameless);
  g_test_add_func ("/document/readers/cut-off", test_cut_off);
  g_test_add_func ("/document/readers/own-texts", test_own_texts);
  g_test_add_func ("/document/readers/limits", test_limits);
  g_test_add_func ("/document/readers/many-traces", test_many_traces);
  g_test_add_func ("/document/readers/long-line", test_long_line);
  g_test_add_func ("/document/readers/hostile-names", test_hostile_names);
  g_test_add_func ("/document/readers/hostile-size", test_hostile_size);
  g_test_add_func ("/document/readers/too-large", test_too_large);
  return g_test_run ();
}

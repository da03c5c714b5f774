/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of hostile words in every writer and in every label: snapshots, and rules that hold
 * whatever the snapshots say.
 */
#include "golden.h"
#include "hostile-words.h"

#include <hopmap-hop-words.h>
#include <hopmap-plain-text.h>
#include <locale.h>
#include <string.h>

#define DATA_START "id=\"route\">"

static const struct
{
  HostileWords words;
  const char *file; /* "….txt" and so on, in data */
} ways[] = {
  { HOSTILE_WORDS_CHECKED, "hostile-words-checked" },
  { HOSTILE_WORDS_AS_THEY_COME, "hostile-words-raw" },
};

/* Line feeds are the writer's own. */
static void
assert_no_tricks (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (*p == '\n' || !hopmap_plain_text_is_trick (g_utf8_get_char (p)));
}

static void
compare (const char *text, const char *file, const char *ending)
{
  g_autofree char *name = g_strconcat (file, ending, NULL);

  assert_no_tricks (text);
  golden_compare (text, name);
}

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (HopmapRoute) route = hostile_route_new (ways[i].words);
      g_autofree char *text = golden_write (route, "text");
      guint n_lines = 0;

      for (const char *p = text; *p != '\0'; p++)
        n_lines += *p == '\n';
      /* The head, and a line for each hop: no word ends one. */
      g_assert_cmpuint (n_lines, ==, hostile_n_words + 4);
      compare (text, ways[i].file, ".txt");
    }
}

static void
test_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (HopmapRoute) route = hostile_route_new (ways[i].words);
      g_autofree char *text = golden_write (route, "json");

      compare (text, ways[i].file, ".traceroute.json");
    }
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *p = strstr (text, what); p != NULL; p = strstr (p + 1, what))
    n++;

  return n;
}

/* Every word stays a word: no element, no attribute, no link but to the web; and nothing ends the
 * data for the script. */
static void
assert_no_markup (const char *page)
{
  static const char *const forbidden[] = { "<b>",       "<i>",       "<img", "<!--",
                                           "<![CDATA[", "\"onclick", "' on" };
  g_autofree char *no_data = golden_cut_out (page, DATA_START, "</script>");
  const char *data = strstr (page, DATA_START) + strlen (DATA_START);

  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    g_assert_null (strstr (no_data, forbidden[i]));
  g_assert_cmpuint (count (page, "<script"), ==, 2);
  g_assert_cmpuint (count (page, "</script>"), ==, 2);
  g_assert_cmpuint (count (no_data, "href="), ==, count (no_data, "href=\"https://"));
  g_assert_true (g_str_has_prefix (data + strcspn (data, "<>&"), "</script>\n<script nonce"));
}

static void
test_page (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (HopmapRoute) route = hostile_route_new (ways[i].words);
      g_autofree char *page = golden_write (route, "google-maps");
      g_autofree char *no_shapes = golden_cut_out (page, " d=\"", "\"");
      g_autofree char *no_style = golden_cut_out (no_shapes, "<style", "</style>");
      /* The script of the page, which follows its nonce and a line feed; the data have an id. */
      g_autofree char *short_page = golden_cut_out (no_style, "ef\">\n", "</script>");

      assert_no_markup (short_page);
      compare (short_page, ways[i].file, ".html");
    }
}

/* A spreadsheet takes a cell that begins so for a formula; numbers of ours may begin with "-". */
static void
assert_no_formula (const char *text)
{
  static const char *const starts[] = { "=cmd", "+1+1", "-1+1", "@SUM", "-rf" };
  static const char *const before[] = { "\n", ",", "\n\"", ",\"", ";", ";\"" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (before); j++)
        {
          g_autofree char *cell = g_strconcat (before[j], starts[i], NULL);

          g_assert_null (strstr (text, cell));
        }
    }
}

static void
assert_harmless (const HopmapFormat *format, const char *text)
{
  g_test_message ("%s", format->name);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (*p == '\n' || *p == '\r' || !hopmap_plain_text_is_trick (g_utf8_get_char (p)));
  if (g_str_has_prefix (format->media_type, "text/csv"))
    assert_no_formula (text);
  if (strstr (format->media_type, "xml") != NULL || strstr (format->media_type, "html") != NULL)
    {
      g_assert_null (strstr (text, "<b>bold"));
      g_assert_null (strstr (text, "<img src=x"));
      g_assert_null (strstr (text, "<script>alert"));
    }
}

/* Also for formats that have no snapshot, or come later. */
static void
test_every_format (void)
{
  guint n;
  const HopmapFormat *const *formats = hopmap_format_list (&n);

  for (guint i = 0; i < n; i++)
    {
      if (formats[i]->write == NULL || g_str_equal (formats[i]->media_type, "image/png"))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (ways); j++)
        {
          g_autoptr (HopmapRoute) route = hostile_route_new (ways[j].words);
          g_autofree char *text = golden_write (route, formats[i]->name);

          assert_harmless (formats[i], text);
        }
    }
}

static void
test_offline_page (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (HopmapRoute) route = hostile_route_new (ways[i].words);
      g_autofree char *page = golden_write (route, "html");
      g_autofree char *no_shapes = golden_cut_out (page, " d=\"", "\"");
      g_autofree char *no_style = golden_cut_out (no_shapes, "<style", "</style>");
      g_autofree char *short_page = golden_cut_out (no_style, "ef\">\n", "</script>");

      assert_no_markup (short_page);
      compare (short_page, ways[i].file, ".offline.html");
    }
}

static void
add_line (GString *lines, const char *what, char *text)
{
  if (text == NULL)
    return;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '\n'));
  assert_no_tricks (text);
  g_string_append_printf (lines, "  %s: %s\n", what, text);
  g_free (text);
}

static void
add_labels (GString *lines, HopmapRoute *route)
{
  for (guint i = 0; i < hostile_n_words; i++)
    {
      HopmapHop *hop = hopmap_route_get_hop (route, i + 1);
      const HopmapPlace *place = hopmap_hop_get_place (hop);

      g_string_append_printf (lines, "%u\n", i + 1);
      add_line (lines, "router", hopmap_hop_words_dup_router (hop));
      add_line (lines, "place", hopmap_hop_words_dup_place (hop));
      add_line (lines, "doubt", hopmap_hop_words_dup_doubt (hop));
      add_line (lines, "network", hopmap_hop_words_dup_network (hop));
      add_line (lines, "source", g_strdup (place->source));
      add_line (lines, "attribution", g_strdup (place->attribution));
    }
}

static void
test_labels (void)
{
  g_autoptr (HopmapRoute) route = hostile_route_new (HOSTILE_WORDS_CHECKED);
  g_autoptr (GString) lines = g_string_new (NULL);

  add_labels (lines, route);
  compare (lines->str, "hostile-words-labels", ".txt");
}

/* A file that somebody else wrote, with the words as they come. */
static void
test_labels_of_file (void)
{
  g_autoptr (HopmapRoute) route = hostile_route_new (HOSTILE_WORDS_AS_THEY_COME);
  g_autofree char *text = golden_write (route, "json");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) again = hopmap_document_read (bytes, &error);
  g_autoptr (GString) lines = g_string_new (NULL);

  g_assert_no_error (error);
  add_labels (lines, again);
  compare (lines->str, "hostile-words-file-labels", ".txt");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/hostile-words/text", test_text);
  g_test_add_func ("/document/hostile-words/json", test_json);
  g_test_add_func ("/document/hostile-words/page", test_page);
  g_test_add_func ("/document/hostile-words/offline-page", test_offline_page);
  g_test_add_func ("/document/hostile-words/every-format", test_every_format);
  g_test_add_func ("/document/hostile-words/labels", test_labels);
  g_test_add_func ("/document/hostile-words/labels-of-file", test_labels_of_file);
  return g_test_run ();
}

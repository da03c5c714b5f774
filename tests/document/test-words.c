/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text on its way in and out: cleaning, escaping, links, templates, times, numbers.
 */
#include <hopmap-html.h>
#include <hopmap-json-text.h>
#include <hopmap-plain-text.h>
#include <hopmap-rfc3339.h>
#include <hopmap-text-table.h>
#include <string.h>

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    const char *clean;
  } table[] = {
    { "Zürich", "Zürich" },
    { "  a b\t", "a b" },
    { "a\nb\x1b[0mc", "ab[0mc" },
    { "a\xe2\x80\xae"
      "b\xe2\x81\xa6"
      "c\xd8\x9c"
      "d",
      "abcd" },
    { "a\xffz", "a\xef\xbf\xbdz" },
    { "\xc2\x85\xef\xbb\xbf", NULL },
    { "", NULL },
    { NULL, NULL },
    { "12345678", "123456" },
    { "äöüßéè!", "äöüßéè" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *clean = hopmap_plain_text_dup (table[i].text, i >= 8 ? 6 : 100);

      g_assert_cmpstr (clean, ==, table[i].clean);
    }
}

static void
test_router_names (void)
{
  static const char *const good[] = { "a", "r1.example.net", "_x-1.example", "1.2.3.4.example" };
  static const char *const bad[] = { "",    "-oops", ".example", "a b",     "a<b", "a\"b",
                                     "zür", "a/b",   "a\nb",     "a;b.com", "a%s" };
  g_autofree char *long_name = g_strnfill (254, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (hopmap_plain_text_is_router_name (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hopmap_plain_text_is_router_name (bad[i]));
  g_assert_false (hopmap_plain_text_is_router_name (NULL));
  g_assert_false (hopmap_plain_text_is_router_name (long_name));
}

static void
test_html (void)
{
  static const struct
  {
    const char *text;
    const char *html;
  } table[] = {
    { "<b>&\"'", "&lt;b&gt;&amp;&quot;&apos;" },
    { "a\x01\x7f\xe2\x80\xa8\xe2\x80\xaez", "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz" },
    { "\xff", "\xef\xbf\xbd" },
    { "", "" },
    { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      hopmap_html_append_text (out, table[i].text);
      g_assert_cmpstr (out->str, ==, table[i].html);
    }
}

static void
test_links (void)
{
  static const struct
  {
    const char *text;
    const char *html;
  } table[] = {
    { "by X (https://x.example/a?b=1&c), free",
      "by X (<a rel=\"noopener noreferrer\" href=\"https://x.example/a?b=1&amp;c\">"
      "https://x.example/a?b=1&amp;c</a>), free" },
    { "https://x.example.",
      "<a rel=\"noopener noreferrer\" href=\"https://x.example\">https://x.example</a>." },
    { "https://x.example\"onclick=\"y",
      "<a rel=\"noopener noreferrer\" href=\"https://x.example\">https://x.example</a>"
      "&quot;onclick=&quot;y" },
    { "javascript:alert(1) http://x", "javascript:alert(1) http://x" },
    { "<b>", "&lt;b&gt;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      hopmap_html_append_linked_text (out, table[i].text);
      g_assert_cmpstr (out->str, ==, table[i].html);
    }
}

static void
test_template (void)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) out = g_string_new (NULL);

  g_hash_table_insert (values, (gpointer) "A", (gpointer) "{{B}}");
  g_hash_table_insert (values, (gpointer) "B", (gpointer) "two");
  hopmap_html_append_filled (out, "x {{A}} {{B}}{{B}} y", values);
  g_assert_cmpstr (out->str, ==, "x {{B}} twotwo y");
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    gint64 unix_ns;
    const char *written;
  } table[] = {
    { "1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z" },
    { "2026-11-23T07:32:13.123456789Z", G_GINT64_CONSTANT (1795419133123456789),
      "2026-11-23T07:32:13.123456789Z" },
    { "2026-11-23T08:32:13.500+01:00", G_GINT64_CONSTANT (1795419133500000000),
      "2026-11-23T07:32:13.5Z" },
    { "1969-12-31T23:59:59.25Z", -750000000, "1969-12-31T23:59:59.25Z" },
  };
  static const char *const bad[] = {
    "", "now", "2026-13-01T00:00:00Z", "2026-11-23", "2026-11-23T07:32:13", "9999-01-01T00:00:00Z",
    "."
  };
  gint64 unix_ns = 7;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *written = NULL;

      g_assert_true (hopmap_rfc3339_parse (table[i].text, &unix_ns));
      g_assert_cmpint (unix_ns, ==, table[i].unix_ns);
      written = hopmap_rfc3339_dup (unix_ns);
      g_assert_cmpstr (written, ==, table[i].written);
    }

  unix_ns = 7;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hopmap_rfc3339_parse (bad[i], &unix_ns));
  g_assert_false (hopmap_rfc3339_parse (NULL, &unix_ns));
  g_assert_cmpint (unix_ns, ==, 7);
}

static void
test_json_numbers (void)
{
  static const struct
  {
    double number;
    const char *text;
  } table[] = {
    { 0.51, "0.51" },
    { 52.0, "52" },
    { -0.13, "-0.13" },
    { 1e-7, "1e-07" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 12.3456789, "12.3456789" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), table[i].number);
      g_autoptr (GString) out = g_string_new (NULL);

      hopmap_json_text_append (out, node, HOPMAP_JSON_PAGE);
      g_assert_cmpstr (out->str, ==, table[i].text);
    }
}

static void
test_json_strings (void)
{
  g_autoptr (JsonNode)
      node = json_node_init_string (json_node_alloc (), "</script>&\"\\\n\xe2\x80\xa8\xff"
                                                        "ä");
  g_autoptr (GString) page = g_string_new (NULL);
  g_autoptr (GString) file = g_string_new (NULL);

  hopmap_json_text_append (page, node, HOPMAP_JSON_PAGE);
  hopmap_json_text_append (file, node, HOPMAP_JSON_FILE);
  g_assert_cmpstr (page->str, ==,
                   "\"\\u003c/script\\u003e\\u0026\\\"\\\\\\u000a\\u2028\xef\xbf\xbdä\"");
  g_assert_cmpstr (file->str, ==, "\"</script>&\\\"\\\\\\u000a\\u2028\xef\xbf\xbdä\"\n");
}

static void
test_table (void)
{
  g_autoptr (HopmapTextTable) table = hopmap_text_table_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *long_cell = g_strnfill (70, 'x');

  hopmap_text_table_add (table, "1", "ab", NULL, "東京", "end");
  hopmap_text_table_add (table, "22", "ä", NULL, "x", "end");
  hopmap_text_table_add (table, "3", long_cell, NULL, NULL, NULL);
  hopmap_text_table_append_to (table, out);
  g_assert_true (g_str_has_prefix (out->str, "1   ab  東京  end\n22  ä   x     end\n3   xxx"));
  g_assert_true (g_str_has_suffix (out->str, "xxx\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/words/clean", test_clean);
  g_test_add_func ("/document/words/router-names", test_router_names);
  g_test_add_func ("/document/words/html", test_html);
  g_test_add_func ("/document/words/links", test_links);
  g_test_add_func ("/document/words/template", test_template);
  g_test_add_func ("/document/words/times", test_times);
  g_test_add_func ("/document/words/json-numbers", test_json_numbers);
  g_test_add_func ("/document/words/json-strings", test_json_strings);
  g_test_add_func ("/document/words/table", test_table);
  return g_test_run ();
}

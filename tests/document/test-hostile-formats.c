/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of hostile words in the formats of other programs: snapshots, and that each format's
 * own structure holds: as many rows, cells and elements as with honest words.
 */
#include "golden.h"
#include "hostile-words.h"

#include <hopmap-plain-text.h>
#include <locale.h>
#include <string.h>

static const struct
{
  HostileWords words;
  const char *file; /* "….csv" and so on, in data */
} ways[] = {
  { HOSTILE_WORDS_CHECKED, "hostile-words-checked" },
  { HOSTILE_WORDS_AS_THEY_COME, "hostile-words-raw" },
};

/* Line ends are the writer's own. */
static void
assert_no_tricks (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (*p == '\n' || (p[0] == '\r' && p[1] == '\n')
                   || !hopmap_plain_text_is_trick (g_utf8_get_char (p)));
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *p = strstr (text, what); p != NULL; p = strstr (p + 1, what))
    n++;

  return n;
}

static guint
count_in_lines_that_start (const char *text, const char *start, const char *what, guint n_expected)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_lines = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!g_str_has_prefix (lines[i], start))
        continue;
      g_assert_cmpuint (count (lines[i], what), ==, n_expected);
      n_lines++;
    }

  return n_lines;
}

/* Cells as RFC 4180 has them; none may start as a formula does. */
static void
check_csv (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, hostile_n_words + 2);
  for (guint i = 0; i <= hostile_n_words; i++)
    {
      gboolean quoted = FALSE;
      gboolean at_start = TRUE;
      guint n_cells = 1;

      for (const char *p = lines[i]; *p != '\0'; p++)
        {
          if (at_start && *p != '"')
            g_assert_null (strchr ("=+-@", *p));
          at_start = (at_start && *p == '"') || (!quoted && *p == ',');
          quoted ^= *p == '"';
          n_cells += !quoted && *p == ',';
        }
      g_assert_false (quoted);
      g_assert_cmpuint (n_cells, ==, 24);
    }
}

static void
check_markdown (const char *text)
{
  guint n_rows = count_in_lines_that_start (text, "|", "|", 11);

  g_assert_cmpuint (n_rows, ==, hostile_n_words + 2);
}

static void
refuse_foreign (GMarkupParseContext *context,
                const char *name,
                const char **attributes,
                const char **values,
                gpointer user_data,
                GError **error)
{
  guint *n_elements = user_data;

  g_assert_false (g_str_equal (name, "b") || g_str_equal (name, "i") || g_str_equal (name, "img")
                  || g_str_equal (name, "script"));
  ++*n_elements;
}

static void
check_xml (const char *text)
{
  const GMarkupParser parser = { .start_element = refuse_foreign };
  guint n_elements = 0;
  g_autoptr (GMarkupParseContext)
      context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &n_elements, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, text, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_elements, >, hostile_n_words / 2);
}

/* A globe undoes the escapes of XML and takes what is left for HTML. */
static void
check_kml (const char *text)
{
  check_xml (text);
  g_assert_null (strstr (text, "&lt;"));
  g_assert_null (strstr (text, "&amp;"));
}

static void
check_traceroute (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, hostile_n_words + 2);
  for (guint i = 1; i <= hostile_n_words; i++)
    {
      /* Number, name, address, network, time, "ms": a name never is two words. */
      g_auto (GStrv) words = g_strsplit_set (g_strstrip (lines[i]), " ", -1);
      guint n_words = 0;

      for (guint j = 0; words[j] != NULL; j++)
        n_words += *words[j] != '\0';
      g_assert_cmpuint (n_words, ==, 6);
    }
}

static void
check_locations (const char *text)
{
  g_assert_cmpuint (count (text, "\n"), ==, hostile_n_words);
}

static void
check_nothing (const char *text)
{
  g_assert_cmpuint (strlen (text), >, 0);
}

static void
test_formats (void)
{
  static const struct
  {
    const char *format;
    void (*check) (const char *text);
  } table[] = {
    { "csv", check_csv },
    { "markdown", check_markdown },
    { "kml", check_kml },
    { "gpx", check_xml },
    { "svg", check_xml },
    { "traceroute", check_traceroute },
    { "locations", check_locations },
    /* Their syntax and structure are checked by another reader, in check-formats.py. */
    { "geojson", check_nothing },
    { "mtr-json", check_nothing },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (table); j++)
        {
          g_autoptr (HopmapRoute) route = hostile_route_new (ways[i].words);
          g_autofree char *text = golden_write (route, table[j].format);
          g_autofree char *no_style = golden_cut_out (text, "<style>", "</style>");
          g_autofree char *short_text = golden_cut_out (no_style, " d=\"", "\"");
          g_autofree char *name = g_strconcat (
              ways[i].file, ".", hopmap_format_find (table[j].format)->extension, NULL);

          table[j].check (text);
          assert_no_tricks (text);
          golden_compare (short_text, name);
        }
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/hostile-formats/structure", test_formats);
  return g_test_run ();
}

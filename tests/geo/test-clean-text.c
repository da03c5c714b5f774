/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text from strangers: what stays, what goes, what is cut.
 */
#include "hopmap-clean-text.h"

#include <string.h>

static void
assert_clean (const char *text, const char *expected)
{
  g_autofree char *clean = hopmap_clean_text (text, strlen (text));

  g_assert_cmpstr (clean, ==, expected);
}

static void
test_kept (void)
{
  assert_clean ("Frankfurt am Main", "Frankfurt am Main");
  assert_clean ("São Paulo", "São Paulo");
  assert_clean ("  Zürich ", "Zürich");
  assert_clean ("東京", "東京");
  assert_clean ("<b>AT&T</b>", "<b>AT&T</b>");
}

static void
test_dropped (void)
{
  assert_clean ("", NULL);
  assert_clean (" \t\r\n", NULL);
  assert_clean ("a\nb\tc", "abc");
  assert_clean ("a\x1b[31mb\x7f", "a[31mb");
  assert_clean ("a\xc2\x9b"
                "31mb",
                "a31mb"); /* CSI of C1 */
  assert_clean ("a\xe2\x80\xae"
                "b\xe2\x80\xac",
                "ab");
  assert_clean ("a\xe2\x80\x8f\xe2\x81\xa6"
                "b\xe2\x80\xa8",
                "ab");
  assert_clean ("a\xef\xbf\xbe\xef\xb7\x90\xf4\x8f\xbf\xbf"
                "b\xf3\xa0\x81\x81",
                "ab"); /* noncharacters, and a tag */
}

static void
test_broken (void)
{
  assert_clean ("M\xfcnchen", "M\xef\xbf\xbdnchen");
  assert_clean ("\xf0\x9f", "\xef\xbf\xbd\xef\xbf\xbd");
}

static void
test_length (void)
{
  g_autofree char *umlauts = g_strnfill (20000, '\xc3');
  g_autofree char *clean = NULL;
  g_autofree char *part = hopmap_clean_text ("Parisian", 5);
  g_autofree char *ended = hopmap_clean_text ("Oslo\0hidden", 11);

  g_assert_cmpstr (part, ==, "Paris");
  g_assert_cmpstr (ended, ==, "Oslo");

  for (guint i = 1; i < 20000; i += 2)
    umlauts[i] = '\xa4';
  clean = hopmap_clean_text (umlauts, 20000);
  g_assert_cmpint (g_utf8_strlen (clean, -1), ==, HOPMAP_CLEAN_TEXT_MAX_CHARS);
  g_assert_true (g_utf8_validate (clean, -1, NULL));
}

static void
assert_code (const char *text, const char *expected)
{
  g_autofree char *code = hopmap_clean_country_code (text, strlen (text));

  g_assert_cmpstr (code, ==, expected);
}

static void
test_country_code (void)
{
  assert_code ("DE", "DE");
  assert_code ("gb", "GB");
  assert_code ("", NULL);
  assert_code ("D", NULL);
  assert_code ("DEU", NULL);
  assert_code ("-9", NULL);
  assert_code ("\xc3\xa4", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clean-text/kept", test_kept);
  g_test_add_func ("/clean-text/dropped", test_dropped);
  g_test_add_func ("/clean-text/broken", test_broken);
  g_test_add_func ("/clean-text/length", test_length);
  g_test_add_func ("/clean-text/country-code", test_country_code);

  return g_test_run ();
}

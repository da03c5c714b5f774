/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. With HOPMAP_WRITE_GOLDEN set the files are written instead, to be looked at and
 * committed.
 */
#include "golden.h"

#include "hopmap-config.h"

#include <string.h>

static char *
replace (const char *text, const char *what, const char *by)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  return g_strjoinv (by, parts);
}

/**
 * golden_options_init:
 * @options: (out caller-allocates): options that make the same file every time
 */
void
golden_options_init (HopmapWriteOptions *options)
{
  static GDateTime *created;

  if (created == NULL)
    created = g_date_time_new_utc (2026, 11, 23, 8, 0, 0);

  hopmap_write_options_init (options);
  options->created = created;
  options->nonce = "0123456789abcdef0123456789abcdef";
}

/**
 * golden_write:
 * @route: a route
 * @format: name of a format
 *
 * Returns: (transfer full): the file as a string
 */
char *
golden_write (HopmapRoute *route, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HopmapWriteOptions options;
  gsize length;
  const char *data;

  golden_options_init (&options);
  bytes = hopmap_document_write_bytes (route, hopmap_format_find (format), &options, &error);
  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);
  g_assert_null (memchr (data, '\0', length));
  g_assert_true (g_utf8_validate_len (data, length, NULL));
  return g_strndup (data, length);
}

/**
 * golden_cut_out:
 * @text: what came out
 * @from: a beginning
 * @to: an end, which has to follow
 *
 * Returns: (transfer full): @text without what lies between each @from and @to, such as the shapes,
 *   styles and scripts that are the same in every file
 */
char *
golden_cut_out (const char *text, const char *from, const char *to)
{
  GString *rest = g_string_new (NULL);
  const char *start;

  while ((start = strstr (text, from)) != NULL)
    {
      const char *end = strstr (start + strlen (from), to);

      g_assert_nonnull (end);
      g_string_append_len (rest, text, start + strlen (from) - text);
      text = end;
    }

  g_string_append (rest, text);
  return g_string_free (rest, FALSE);
}

/**
 * golden_compare:
 * @written: what came out
 * @name: a file in tests/document/data
 */
void
golden_compare (const char *written, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "document", "data", name, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *filled = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("HOPMAP_WRITE_GOLDEN") != NULL)
    {
      g_autofree char *marked = replace (written, HOPMAP_VERSION, "@VERSION@");

      g_assert_true (g_file_set_contents (path, marked, -1, NULL));
      return;
    }

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  filled = replace (expected, "@VERSION@", HOPMAP_VERSION);
  g_assert_cmpstr (written, ==, filled);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of a source of places that may not be asked for a while.
 */
#include <hopmap-geo-error.h>
#include <hopmap-place-trouble.h>

static void
test_quota (void)
{
  g_autoptr (GDateTime) met = g_date_time_new_local (2026, 3, 1, 14, 0, 0);
  g_autoptr (GDateTime) then = g_date_time_new_local (2026, 3, 1, 14, 0, 43);
  g_autofree char *time = g_date_time_format (then, "%X");
  g_autofree char *expected = g_strconcat ("Used up. Look-ups resume at ", time, ".", NULL);
  g_autoptr (GError) error = hopmap_geo_error_new_quota (43, "Used up.");
  g_autoptr (GError) endless = hopmap_geo_error_new_quota (0, "Used up.");
  g_autofree char *text = hopmap_place_trouble_dup_text (error, met);
  g_autofree char *late = hopmap_place_trouble_dup_text (error, NULL);
  g_autofree char *unknown = hopmap_place_trouble_dup_text (endless, met);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (late, ==, "Used up.");
  g_assert_cmpstr (unknown, ==, "Used up.");
}

/* A service may name any pause. */
static void
test_forever (void)
{
  g_autoptr (GDateTime) met = g_date_time_new_local (9999, 12, 31, 23, 59, 59);
  g_autoptr (GError) error = hopmap_geo_error_new_quota (G_MAXUINT, "Used up.");
  g_autofree char *text = hopmap_place_trouble_dup_text (error, met);

  g_assert_true (g_str_has_prefix (text, "Used up."));
}

static void
test_others (void)
{
  g_autoptr (GDateTime) met = g_date_time_new_local (2026, 3, 1, 14, 0, 0);
  g_autoptr (GError)
      error = g_error_new_literal (HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_KEY_REJECTED, "No such key.");
  g_autofree char *text = hopmap_place_trouble_dup_text (error, met);

  g_assert_cmpstr (text, ==, "No such key.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/place-trouble/quota", test_quota);
  g_test_add_func ("/app/place-trouble/forever", test_forever);
  g_test_add_func ("/app/place-trouble/others", test_others);
  return g_test_run ();
}

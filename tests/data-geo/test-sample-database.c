/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Databases from a table in text, in each layout. */
#include "hopmap-sample-database.h"
#include "read-back.h"

#include <math.h>

#define EPOCH 1577836800

static const char table[] =
    "# prefix\tcity\tcode\tcountry\tlat\tlon\tradius\tasn\tas name\n"
    "192.0.2.0/25\tBerlin\tDE\tGermany\t52.5\t13.4\t25\t64500\tExample Net\n"
    "192.0.2.0/24\t-\tDE\tGermany\t51\t9\t350\n"
    "\n"
    "2001:db8::/32\tTokyo\tJP\tJapan\t35.7\t139.7\n"
    "198.51.100.0/24\t\tFR\n";

static void
open_sample (ReadBack *back, HopmapPlaceLayout layout)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = hopmap_sample_database_encode (table, layout, EPOCH, &error);

  g_assert_no_error (error);
  read_back_open (back, file);
}

static void
assert_text (ReadBack *back, const char *address, const char *const *path, const char *expected)
{
  g_autofree char *text = read_back_dup_text (back, address, path);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_nested (void)
{
  g_auto (ReadBack) back = { 0 };

  open_sample (&back, HOPMAP_PLACE_LAYOUT_NESTED);
  /* The more specific line wins although it stands first. */
  assert_text (&back, "192.0.2.1", PATH ("city", "names", "en"), "Berlin");
  assert_text (&back, "192.0.2.1", PATH ("country", "iso_code"), "DE");
  assert_text (&back, "192.0.2.1", PATH ("country", "names", "en"), "Germany");
  assert_text (&back, "192.0.2.1", PATH ("autonomous_system_organization"), "Example Net");
  g_assert_cmpfloat (read_back_get_number (&back, "192.0.2.1", PATH ("location", "latitude")), ==,
                     52.5);
  g_assert_cmpfloat (read_back_get_number (&back, "192.0.2.1", PATH ("location", "longitude")), ==,
                     13.4);
  g_assert_cmpfloat (
      read_back_get_number (&back, "192.0.2.1", PATH ("location", "accuracy_radius")), ==, 25);
  g_assert_cmpfloat (read_back_get_number (&back, "192.0.2.1", PATH ("autonomous_system_number")),
                     ==, 64500);
  assert_text (&back, "192.0.2.200", PATH ("city", "names", "en"), NULL);
  g_assert_cmpfloat (
      read_back_get_number (&back, "192.0.2.200", PATH ("location", "accuracy_radius")), ==, 350);
  assert_text (&back, "2001:db8::1", PATH ("city", "names", "en"), "Tokyo");
  assert_text (&back, "198.51.100.1", PATH ("country", "iso_code"), "FR");
  g_assert_true (
      isnan (read_back_get_number (&back, "198.51.100.1", PATH ("location", "latitude"))));
  g_assert_false (read_back_has (&back, "203.0.113.1"));
}

static void
test_flat (void)
{
  g_auto (ReadBack) back = { 0 };

  open_sample (&back, HOPMAP_PLACE_LAYOUT_FLAT);
  assert_text (&back, "192.0.2.1", PATH ("city"), "Berlin");
  assert_text (&back, "192.0.2.1", PATH ("country_code"), "DE");
  assert_text (&back, "192.0.2.200", PATH ("city"), "");
  g_assert_cmpfloat (read_back_get_number (&back, "2001:db8::1", PATH ("longitude")), ==,
                     (double) 139.7f);
}

static void
test_ipinfo (void)
{
  g_auto (ReadBack) back = { 0 };

  open_sample (&back, HOPMAP_PLACE_LAYOUT_IPINFO);
  assert_text (&back, "192.0.2.1", PATH ("country"), "Germany");
  assert_text (&back, "192.0.2.1", PATH ("country_code"), "DE");
  assert_text (&back, "192.0.2.1", PATH ("asn"), "AS64500");
  assert_text (&back, "192.0.2.1", PATH ("as_name"), "Example Net");
  assert_text (&back, "192.0.2.1", PATH ("lat"), "52.5000");
  assert_text (&back, "192.0.2.1", PATH ("lng"), "13.4000");
}

static void
test_bad_lines (void)
{
  static const char *const bad[] = {
    "192.0.2.0/24\tX\tDE\tY\t91\t0",      "192.0.2.0/24\tX\tDE\tY\t5,5\t0",
    "192.0.2.0/24\tX\tDE\tY\t0\t181",     "192.0.2.0/24\tX\tDE\tY\t0\t0\t70000",
    "192.0.2.0/24\tX\tDE\tY\t0\t0\t-1",   "192.0.2.0/24\tX\tDE\tY\t0\t0\t1\tAS1",
    "192.0.2.0/40\tX\tDE\tY\t0\t0\t1\t1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strconcat ("# a comment\n", bad[i], "\n", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (
          hopmap_sample_database_encode (text, HOPMAP_PLACE_LAYOUT_NESTED, EPOCH, &error));
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "Line 2: "));
    }
}

static void
test_layout_names (void)
{
  HopmapPlaceLayout layout;

  g_assert_true (hopmap_place_layout_parse ("flat", &layout));
  g_assert_cmpint (layout, ==, HOPMAP_PLACE_LAYOUT_FLAT);
  g_assert_false (hopmap_place_layout_parse ("round", &layout));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-database/nested", test_nested);
  g_test_add_func ("/sample-database/flat", test_flat);
  g_test_add_func ("/sample-database/ipinfo", test_ipinfo);
  g_test_add_func ("/sample-database/bad-lines", test_bad_lines);
  g_test_add_func ("/sample-database/layout-names", test_layout_names);
  return g_test_run ();
}

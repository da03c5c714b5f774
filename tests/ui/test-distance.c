/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hopmap-distance.h"

#include <locale.h>

static void
test_where (void)
{
  const char *const miles[] = { "en_US.UTF-8", "es_US", "en_GB", "cy_GB.utf8", "en_GB@x", "my_MM" };
  const char *const kilometres[] = { "C",           "C.UTF-8",     "POSIX", "de_DE.UTF-8",
                                     "en_CA.UTF-8", "fr_FR",       "ar_EG", "en",
                                     "en_USA",      "zh_CN.UTF-8", "us",    "" };

  for (guint i = 0; i < G_N_ELEMENTS (miles); i++)
    g_assert_true (hopmap_distance_counts_in_miles (miles[i]));
  for (guint i = 0; i < G_N_ELEMENTS (kilometres); i++)
    g_assert_false (hopmap_distance_counts_in_miles (kilometres[i]));
  g_assert_false (hopmap_distance_counts_in_miles (NULL));
}

static void
assert_text (char *got, const char *wanted)
{
  g_assert_cmpstr (got, ==, wanted);
  g_free (got);
}

static void
test_kilometres (void)
{
  assert_text (hopmap_distance_dup_text (0.0), "0 km");
  assert_text (hopmap_distance_dup_text (1234.4), "1234 km");
  assert_text (hopmap_distance_dup_about (1234.4), "1200 km");
  assert_text (hopmap_distance_dup_about (947.4), "950 km");
  assert_text (hopmap_distance_dup_about (47.6), "48 km");
  assert_text (hopmap_distance_dup_number (21249.0), "21200");
}

static void
test_miles (void)
{
  if (setlocale (LC_ALL, "en_US.UTF-8") == NULL)
    {
      g_test_skip ("there is no locale en_US.UTF-8");
      return;
    }

  assert_text (hopmap_distance_dup_text (1609.344), "1,000 mi");
  assert_text (hopmap_distance_dup_about (21249.0), "13,200 mi");
  assert_text (hopmap_distance_dup_number (21249.0), "13,200");
  setlocale (LC_ALL, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/distance/where", test_where);
  g_test_add_func ("/distance/kilometres", test_kilometres);
  g_test_add_func ("/distance/miles", test_miles);
  return g_test_run ();
}

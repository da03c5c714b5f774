/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Linked into every test of this room: the same tests, for a person who writes 52,37. With
 * HOPMAP_TEST_LOCALE a test runs in that locale from its first line on.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__ ((constructor)) static void
choose_locale (void)
{
  const char *name = getenv ("HOPMAP_TEST_LOCALE");

  if (name == NULL || setlocale (LC_ALL, name) != NULL)
    return;

  printf ("1..0 # SKIP the locale %s is not installed\n", name);
  exit (0);
}

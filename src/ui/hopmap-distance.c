/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distances as a person reads them: see the header.
 */
#include "hopmap-distance.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#define KM_PER_MILE 1.609344

/* What the C library knows of this says "metric" of Great Britain, whose roads are in miles, and
 * nothing of use where no language is chosen. */
static const char *const mile_territories[] = { "US", "GB", "LR", "MM", "PR", NULL };

/**
 * hopmap_distance_counts_in_miles:
 * @locale: (nullable): the name of a locale, such as "en_US.UTF-8"
 *
 * Returns: whether long distances are in miles there
 */
gboolean
hopmap_distance_counts_in_miles (const char *locale)
{
  const char *territory = locale != NULL ? strchr (locale, '_') : NULL;
  g_autofree char *code = territory != NULL ? g_strndup (territory + 1, 2) : NULL;

  return code != NULL && g_strv_contains (mile_territories, code)
         && !g_ascii_isalnum (territory[3]);
}

static gboolean
here_in_miles (void)
{
  return hopmap_distance_counts_in_miles (setlocale (LC_MEASUREMENT, NULL));
}

/* Places are known to some tens of kilometres: no more digits than that. */
static double
round_off (double number)
{
  double step = number >= 1000.0 ? 100.0 : number >= 100.0 ? 10.0 : 1.0;

  return round (number / step) * step;
}

static char *
dup_with_unit (double number, gboolean miles)
{
  if (miles)
    /* Translators: %'.0f is a number of miles */
    return g_strdup_printf (_ ("%'.0f mi"), number);

  /* Translators: %'.0f is a number of kilometres */
  return g_strdup_printf (_ ("%'.0f km"), number);
}

/**
 * hopmap_distance_dup_text:
 * @km: a distance in kilometres
 *
 * Returns: (transfer full): the same to the kilometre or mile, "1,234 km"
 */
char *
hopmap_distance_dup_text (double km)
{
  gboolean miles = here_in_miles ();

  return dup_with_unit (miles ? km / KM_PER_MILE : km, miles);
}

/**
 * hopmap_distance_dup_about:
 * @km: a distance in kilometres
 *
 * Returns: (transfer full): the same with the digits that mean something, "1,200 km"
 */
char *
hopmap_distance_dup_about (double km)
{
  gboolean miles = here_in_miles ();

  return dup_with_unit (round_off (miles ? km / KM_PER_MILE : km), miles);
}

/**
 * hopmap_distance_dup_number:
 * @km: a distance in kilometres
 *
 * Returns: (transfer full): as hopmap_distance_dup_about(), without the unit
 */
char *
hopmap_distance_dup_number (double km)
{
  return g_strdup_printf ("%'.0f", round_off (here_in_miles () ? km / KM_PER_MILE : km));
}

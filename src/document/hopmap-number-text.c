/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-number-text.h"

#include <math.h>
#include <string.h>

#define MAX_DECIMALS 9u

/**
 * hopmap_number_round:
 * @number: a finite number
 * @decimals: how many places to keep, up to 9
 *
 * Returns: @number rounded; never a negative zero
 */
double
hopmap_number_round (double number, guint decimals)
{
  const double unit = pow (10.0, MIN (decimals, MAX_DECIMALS));

  return round (number * unit) / unit + 0.0;
}

/**
 * hopmap_number_append:
 * @out: where to
 * @number: a number; nothing is appended for one that is not finite
 * @decimals: at most this many places, up to 9; zeros at the end are left out
 */
void
hopmap_number_append (GString *out, double number, guint decimals)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char format[] = "%.0f";
  gsize length;

  if (!isfinite (number) || fabs (number) > 1e15)
    return;

  format[2] = (char) ('0' + MIN (decimals, MAX_DECIMALS));
  g_ascii_formatd (text, sizeof text, format, hopmap_number_round (number, decimals));
  length = strlen (text);
  if (strchr (text, '.') != NULL)
    {
      while (text[length - 1] == '0')
        length--;
      if (text[length - 1] == '.')
        length--;
    }
  g_string_append_len (out, text, (gssize) length);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. A gint64 of nanoseconds reaches from the year 1678 to 2262.
 */
#include "hopmap-rfc3339.h"

#include <string.h>

#define NS_PER_S  G_GINT64_CONSTANT (1000000000)
#define NS_PER_US G_GINT64_CONSTANT (1000)
#define MAX_S     (G_MAXINT64 / NS_PER_S - 1)
#define MAX_BYTES 64

/**
 * hopmap_rfc3339_dup:
 * @unix_ns: nanoseconds since 1970-01-01T00:00:00Z
 *
 * Returns: (transfer full): such as "2026-11-23T07:32:13Z", with as many decimals as it needs
 */
char *
hopmap_rfc3339_dup (gint64 unix_ns)
{
  gint64 fraction = unix_ns % NS_PER_S;
  gint64 seconds = unix_ns / NS_PER_S;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *whole = NULL;
  char decimals[16];
  gsize length;

  if (fraction < 0)
    {
      fraction += NS_PER_S;
      seconds--;
    }

  time = g_date_time_new_from_unix_utc (seconds);
  whole = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  if (fraction == 0)
    return g_strconcat (whole, "Z", NULL);

  length = (gsize) g_snprintf (decimals, sizeof decimals, ".%09d", (int) fraction);
  while (decimals[length - 1] == '0')
    decimals[--length] = '\0';
  return g_strconcat (whole, decimals, "Z", NULL);
}

/* Takes ".123456789" out of @text; digits behind the ninth are dropped. */
static gint64
cut_fraction (char *text)
{
  char *dot = strchr (text, '.');
  gint64 fraction = 0;
  gint64 unit = NS_PER_S / 10;
  char *p;

  if (dot == NULL)
    return 0;

  for (p = dot + 1; g_ascii_isdigit (*p); p++)
    {
      fraction += (*p - '0') * unit;
      unit /= 10;
    }
  if (p == dot + 1)
    return 0;

  memmove (dot, p, strlen (p) + 1);
  return fraction;
}

/**
 * hopmap_rfc3339_parse:
 * @text: (nullable): any text
 * @unix_ns: (out): nanoseconds since 1970-01-01T00:00:00Z; untouched where %FALSE is returned
 *
 * Returns: whether @text is a date and time with a zone
 */
gboolean
hopmap_rfc3339_parse (const char *text, gint64 *unix_ns)
{
  g_autofree char *whole = NULL;
  g_autoptr (GDateTime) time = NULL;
  gint64 fraction, seconds;

  if (text == NULL || strlen (text) > MAX_BYTES)
    return FALSE;

  whole = g_strdup (text);
  fraction = cut_fraction (whole);
  time = g_date_time_new_from_iso8601 (whole, NULL);
  if (time == NULL)
    return FALSE;

  seconds = g_date_time_to_unix (time);
  if (seconds > MAX_S || seconds < -MAX_S)
    return FALSE;

  *unix_ns = seconds * NS_PER_S + fraction;
  return TRUE;
}

/**
 * hopmap_rfc3339_from_date_time:
 * @time: a time between the years 1678 and 2262
 *
 * Returns: @time as nanoseconds since 1970-01-01T00:00:00Z
 */
gint64
hopmap_rfc3339_from_date_time (GDateTime *time)
{
  return g_date_time_to_unix (time) * NS_PER_S + g_date_time_get_microsecond (time) * NS_PER_US;
}

/**
 * hopmap_rfc3339_to_date_time:
 * @unix_ns: nanoseconds since 1970-01-01T00:00:00Z
 *
 * Returns: (transfer full): the same in UTC; what is below a microsecond is lost
 */
GDateTime *
hopmap_rfc3339_to_date_time (gint64 unix_ns)
{
  gint64 us = unix_ns / NS_PER_US;
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);

  return g_date_time_add (epoch, us);
}

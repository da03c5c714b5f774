/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Nothing here looks at the locale: the tools print in C's.
 */
#include "hopmap-text-scan.h"

#include <math.h>
#include <string.h>

#define MAX_ADDRESS_BYTES 64u
#define MAX_MS            3.6e6
#define NS_PER_MS         1e6
#define MAX_LABEL         0xfffffu

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/**
 * hopmap_scan_blanks:
 * @p: within a line
 *
 * Returns: behind blanks, those that some web pages use included
 */
const char *
hopmap_scan_blanks (const char *p)
{
  for (;;)
    {
      if (is_blank (*p))
        p++;
      else if ((guchar) p[0] == 0xc2 && (guchar) p[1] == 0xa0)
        p += 2;
      else
        return p;
    }
}

/**
 * hopmap_scan_word:
 * @p: within a line
 *
 * Returns: how many bytes there are up to the next blank
 */
gsize
hopmap_scan_word (const char *p)
{
  return strcspn (p, " \t");
}

/**
 * hopmap_scan_uint:
 * @p: (inout): within a line; behind the digits where there is a number
 * @max: the largest that is taken
 * @value: (out): the number
 *
 * Returns: whether a decimal number up to @max starts there
 */
gboolean
hopmap_scan_uint (const char **p, guint max, guint *value)
{
  guint64 number = 0;
  const char *q = *p;

  if (!g_ascii_isdigit (*q))
    return FALSE;

  for (; g_ascii_isdigit (*q); q++)
    {
      number = number * 10 + (guint64) (*q - '0');
      if (number > max)
        return FALSE;
    }

  *value = (guint) number;
  *p = q;
  return TRUE;
}

/**
 * hopmap_scan_decimal:
 * @p: (inout): within a line; behind the number where there is one
 * @value: (out): the number
 *
 * Returns: whether digits, perhaps with a decimal point and more of them, start there
 */
gboolean
hopmap_scan_decimal (const char **p, double *value)
{
  gsize whole = strspn (*p, "0123456789");
  gsize part = whole > 0 && (*p)[whole] == '.' ? strspn (*p + whole + 1, "0123456789") : 0;
  gsize length = part > 0 ? whole + 1 + part : whole;
  char digits[32];

  if (whole == 0 || length >= sizeof digits)
    return FALSE;

  memcpy (digits, *p, length);
  digits[length] = '\0';
  *value = g_ascii_strtod (digits, NULL);
  *p += length;
  return TRUE;
}

/**
 * hopmap_scan_ttl:
 * @p: (inout): the beginning of a line; behind the number where there is one
 * @ttl: (out): 1 to 255
 *
 * Returns: whether a hop number stands there, with a blank or nothing behind it
 */
gboolean
hopmap_scan_ttl (const char **p, guint *ttl)
{
  const char *q = hopmap_scan_blanks (*p);

  if (!hopmap_scan_uint (&q, 255, ttl) || *ttl == 0 || (*q != '\0' && !is_blank (*q)))
    return FALSE;

  *p = q;
  return TRUE;
}

/**
 * hopmap_scan_ms_to_ns:
 * @ms: milliseconds
 *
 * Returns: nanoseconds, or -1 where that is no time of a round trip
 */
gint64
hopmap_scan_ms_to_ns (double ms)
{
  return ms >= 0.0 && ms <= MAX_MS ? (gint64) llround (ms * NS_PER_MS) : -1;
}

/**
 * hopmap_scan_time:
 * @p: (inout): within a line; behind the time where there is one
 * @rtt_ns: (out): the time
 *
 * Returns: whether "1.234 ms", "4 msec" or the like stands there
 */
gboolean
hopmap_scan_time (const char **p, gint64 *rtt_ns)
{
  const char *q = *p;
  double ms;

  if (*q == '<')
    q++;
  if (!hopmap_scan_decimal (&q, &ms))
    return FALSE;

  q = hopmap_scan_blanks (q);
  if (strncmp (q, "ms", 2) != 0)
    return FALSE;
  q += strncmp (q, "msec", 4) == 0 ? 4 : 2;
  if (g_ascii_isalnum (*q) || ms > MAX_MS)
    return FALSE;

  *rtt_ns = hopmap_scan_ms_to_ns (ms);
  *p = q;
  return TRUE;
}

/**
 * hopmap_scan_address:
 * @text: not ended by NUL
 * @length: its bytes
 * @address: (out caller-allocates): the address, without a zone, IPv4 where it was mapped
 *
 * Returns: whether that is an address and nothing else
 */
gboolean
hopmap_scan_address (const char *text, gsize length, HopmapAddress *address)
{
  const char *zone = memchr (text, '%', length);
  char copy[MAX_ADDRESS_BYTES];

  memset (address, 0, sizeof *address);
  if (zone != NULL)
    length = (gsize) (zone - text);
  if (length == 0 || length >= sizeof copy)
    return FALSE;

  memcpy (copy, text, length);
  copy[length] = '\0';
  if (!hopmap_address_parse (copy, address))
    return FALSE;

  hopmap_address_unmap (address);
  return TRUE;
}

/**
 * hopmap_scan_find_address:
 * @line: a line
 * @address: (out caller-allocates): the first address in it
 *
 * Returns: whether there is one, bare or in brackets of any kind
 */
gboolean
hopmap_scan_find_address (const char *line, HopmapAddress *address)
{
  static const char part_of_address[] = "0123456789abcdefABCDEF.:%";
  const char *p = line;

  while (*p != '\0')
    {
      gsize length = strspn (p, part_of_address);
      gsize bare = length;

      while (bare > 0 && strchr (".,:", p[bare - 1]) != NULL)
        bare--;
      if (length >= 3
          && (hopmap_scan_address (p, length, address) || hopmap_scan_address (p, bare, address)))
        return TRUE;

      p += length;
      while (*p != '\0' && strchr (part_of_address, *p) == NULL)
        p++;
    }

  return FALSE;
}

/**
 * hopmap_scan_bracketed:
 * @line: a line
 * @open: a bracket
 * @close: the one that goes with it
 * @address: (out caller-allocates): the first address between such brackets
 *
 * Returns: whether there is one
 */
gboolean
hopmap_scan_bracketed (const char *line, char open, char close, HopmapAddress *address)
{
  for (const char *p = strchr (line, open); p != NULL; p = strchr (p + 1, open))
    {
      const char *end = strchr (p, close);

      if (end != NULL && hopmap_scan_address (p + 1, (gsize) (end - p - 1), address))
        return TRUE;
    }

  return FALSE;
}

/**
 * hopmap_scan_asn:
 * @text: such as "AS64500", "AS 64500" or "64500"
 * @asn: (out): the number
 *
 * Returns: whether @text starts with the number of an autonomous system
 */
gboolean
hopmap_scan_asn (const char *text, guint *asn)
{
  if (text[0] == 'A' && text[1] == 'S')
    text += 2;
  text = hopmap_scan_blanks (text);
  return hopmap_scan_uint (&text, G_MAXUINT, asn) && *asn > 0;
}

/**
 * hopmap_scan_starts:
 * @line: a line
 * @with: ASCII
 *
 * Returns: whether @line starts so, blanks before and capitals apart
 */
gboolean
hopmap_scan_starts (const char *line, const char *with)
{
  return g_ascii_strncasecmp (hopmap_scan_blanks (line), with, strlen (with)) == 0;
}

static guint
find_field (const char *text, const char *const *names, guint max)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *found = strstr (text, names[i]);
      guint value;

      if (found == NULL)
        continue;
      found += strlen (names[i]);
      if (hopmap_scan_uint (&found, max, &value))
        return value;
    }

  return 0;
}

/**
 * hopmap_scan_label_words:
 * @text: such as "Labels 24001/16005 Exp 0" or "Label=24001 E=0 TTL=1 S=1"
 * @sample: gets the stack
 */
void
hopmap_scan_label_words (const char *text, HopmapSample *sample)
{
  static const char *const classes[] = { "Exp ", "Exp=", "E=", "CoS=", "TC=", "TC ", NULL };
  static const char *const ttls[] = { "TTL=", "TTL ", "T=", NULL };
  static const char *const bottoms[] = { " S=", " S ", NULL };
  const char *p = strstr (text, "abel");
  guint label;

  if (p == NULL)
    p = strstr (text, "Lbl");
  if (p == NULL)
    return;

  p += strcspn (p, "0123456789");
  while (sample->n_labels < HOPMAP_MAX_LABELS && hopmap_scan_uint (&p, MAX_LABEL, &label))
    {
      HopmapMplsLabel *entry = &sample->labels[sample->n_labels++];

      entry->label = label;
      entry->traffic_class = (guint8) find_field (p, classes, 7);
      entry->ttl = (guint8) find_field (p, ttls, 255);
      entry->bottom = find_field (p, bottoms, 1) == 1;
      if ((*p != '/' && *p != ',') || !g_ascii_isdigit (*hopmap_scan_blanks (p + 1)))
        break;
      p = hopmap_scan_blanks (p + 1);
      entry->bottom = FALSE;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each line is the next hop, at a time that nobody noted; where words stand in the place of numbers
 * ("bogon", an excuse of a service) the hop has no place. Whether the last one is where the trace
 * went is not told, and not guessed.
 */
#include "hopmap-location-reader.h"

#include "hopmap-text-scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_CUT_OFF 3u

static gboolean
scan_degrees (const char **p, double max, double *degrees)
{
  const char *q = hopmap_scan_blanks (*p);
  gboolean negative = *q == '-';

  if (*q == '-' || *q == '+')
    q++;
  if (!hopmap_scan_decimal (&q, degrees) || *degrees > max
      || (*q != '\0' && *q != ' ' && *q != '\t' && *q != ','))
    return FALSE;
  if (negative)
    *degrees = -*degrees;
  if (*q == ',')
    q++;

  *p = q;
  return TRUE;
}

static gboolean
scan_line (const char *line, HopmapAddress *address, const char **rest)
{
  const char *p = hopmap_scan_blanks (line);
  gsize length = hopmap_scan_word (p);

  if (!hopmap_scan_address (p, length, address))
    return FALSE;

  *rest = hopmap_scan_blanks (p + length);
  return TRUE;
}

static gboolean
scan_place (const char *p, double *latitude, double *longitude)
{
  return scan_degrees (&p, 90.0, latitude) && scan_degrees (&p, 180.0, longitude)
         && *hopmap_scan_blanks (p) == '\0';
}

static void
read_place (const char *rest, const HopmapAddress *address, HopmapTraceDraft *draft)
{
  HopmapPlace fields = { .kind = HOPMAP_PLACE_CITY,
                         .evidence = HOPMAP_EVIDENCE_DATABASE,
                         .has_point = TRUE };
  g_autoptr (HopmapPlace) place = NULL;

  if (!scan_place (rest, &fields.latitude, &fields.longitude))
    return;

  place = hopmap_place_new (&fields);
  hopmap_trace_draft_place_host (draft, address, place);
}

static void
read_all (const HopmapSourceText *text, HopmapReading *reading)
{
  HopmapTraceDraft *draft = hopmap_trace_draft_new ();
  guint ttl = 0, n_short = 0;

  for (guint i = 0; i < text->n_lines; i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);
      HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1 };
      const char *rest;

      if (*hopmap_scan_blanks (line) == '\0')
        continue;
      if (ttl == HOPMAP_DRAFT_MAX_TTL || !scan_line (line, &probe.address, &rest))
        {
          hopmap_reading_ignore (reading, i + 1, line);
          continue;
        }

      n_short += probe.address.family == 4 && probe.address.bytes[3] < 10;
      probe.answer = HOPMAP_ANSWER_TIME_EXCEEDED;
      hopmap_trace_draft_add_probe (draft, ++ttl, &probe);
      read_place (rest, &probe.address, draft);
    }

  /* The exercise picks addresses out of a text with a pattern that ends after one digit. */
  if (ttl >= MIN_CUT_OFF && n_short == ttl)
    reading->doubt = _ ("All addresses in this file end in a single digit: they may have been cut "
                        "off, and then the places are those of other addresses.");
  hopmap_reading_take (reading, draft);
}

static guint
recognise (const HopmapSourceText *text)
{
  guint n_places = 0, n_others = 0;

  for (guint i = 0; i < MIN (text->n_lines, HOPMAP_READER_FIRST_LINES); i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);
      HopmapAddress address;
      double latitude, longitude;
      const char *rest;

      if (*hopmap_scan_blanks (line) == '\0')
        continue;
      if (!scan_line (line, &address, &rest))
        n_others++;
      else if (scan_place (rest, &latitude, &longitude))
        n_places++;
    }

  if (n_places == 0)
    return 0;

  return n_others <= n_places ? 80 : 20;
}

const HopmapReader hopmap_location_reader = {
  .title = "address latitude longitude",
  .recognise = recognise,
  .read = read_all,
};

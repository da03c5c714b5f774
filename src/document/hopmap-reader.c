/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of readers, and the choice among them: who recognises a text best reads it; where that
 * finds no trace, the next one tries.
 */
#include "hopmap-reader.h"

#include "hopmap-course-reader.h"
#include "hopmap-document.h"
#include "hopmap-location-reader.h"
#include "hopmap-mtr-csv-reader.h"
#include "hopmap-mtr-raw-reader.h"
#include "hopmap-mtr-report-reader.h"
#include "hopmap-mtr-xml-reader.h"
#include "hopmap-nexttrace-reader.h"
#include "hopmap-plain-text.h"
#include "hopmap-record-reader.h"
#include "hopmap-text-scan.h"
#include "hopmap-tracepath-reader.h"
#include "hopmap-traceroute-reader.h"
#include "hopmap-tracert-reader.h"

#include <glib/gi18n-lib.h>

static const HopmapReader *const readers[] = {
  &hopmap_record_reader,    &hopmap_traceroute_reader,    &hopmap_ios_reader,
  &hopmap_tracepath_reader, &hopmap_tracert_reader,       &hopmap_mtr_report_reader,
  &hopmap_mtr_csv_reader,   &hopmap_mtr_raw_reader,       &hopmap_mtr_xml_reader,
  &hopmap_nexttrace_reader, &hopmap_nexttrace_raw_reader, &hopmap_course_reader,
  &hopmap_location_reader,
};

typedef struct
{
  const HopmapReader *reader;
  guint confidence;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Candidate *one = a;
  const Candidate *other = b;

  return (int) other->confidence - (int) one->confidence;
}

/* The best first; the order of the table breaks ties. */
static guint
rank (const HopmapSourceText *text, Candidate *candidates)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      guint confidence = readers[i]->recognise (text);

      if (confidence > 0)
        candidates[n++] = (Candidate){ .reader = readers[i], .confidence = confidence };
    }
  g_qsort_with_data (candidates, (int) n, sizeof *candidates, compare_candidates, NULL);
  return n;
}

static void
ignore_long_lines (const HopmapSourceText *text, HopmapReading *reading)
{
  for (guint i = 0; i < text->n_lines; i++)
    {
      if (*text->lines[i] != '\0' && *hopmap_source_text_get_line (text, i) == '\0')
        hopmap_reading_ignore (reading, i + 1, text->lines[i]);
    }
}

static HopmapReading *
read_as (const HopmapSourceText *text, const Candidate *candidate)
{
  HopmapReading *reading = hopmap_reading_new (candidate->reader->title, candidate->confidence);

  candidate->reader->read (text, reading);
  if (*hopmap_scan_blanks (text->text) != '{' && *hopmap_scan_blanks (text->text) != '[')
    ignore_long_lines (text, reading);
  return reading;
}

static HopmapReading *
read_text (const HopmapSourceText *text)
{
  Candidate candidates[G_N_ELEMENTS (readers)];
  guint n = rank (text, candidates);
  g_autoptr (HopmapReading) first = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapReading) reading = read_as (text, &candidates[i]);

      if (reading->routes->len > 0)
        return g_steal_pointer (&reading);
      if (first == NULL)
        first = g_steal_pointer (&reading);
    }

  return g_steal_pointer (&first);
}

static void
fail_unknown (const HopmapSourceText *text, GError **error)
{
  const char *line = "";
  guint i;
  g_autofree char *start = NULL;
  g_autofree char *shown = NULL;

  for (i = 0; i < text->n_lines && *hopmap_scan_blanks (line) == '\0'; i++)
    line = text->lines[i];
  start = g_strndup (line, 512);
  shown = hopmap_plain_text_dup (start, 60);

  if (shown == NULL)
    g_set_error_literal (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD,
                         _ ("There is no text in this file; open a saved route, or what "
                            "traceroute, tracert or mtr printed."));
  else
    g_set_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD,
                 /* Translators: the number of a line, and its text */
                 _ ("This file is in no format that Hopmap knows: it begins in line %u with “%s”; "
                    "open a saved route, or what traceroute, tracert or mtr printed."),
                 i, shown);
}

/**
 * hopmap_reader_read:
 * @bytes: a whole file, of which nothing is trusted, not larger than %HOPMAP_DOCUMENT_MAX_BYTES
 * @error: return location for a #HopmapDocumentError
 *
 * Returns: (transfer full): what is in it, at least one route; or %NULL with @error set, which names
 *   the format that was tried and the first line that was not understood
 */
HopmapReading *
hopmap_reader_read (GBytes *bytes, GError **error)
{
  g_autoptr (HopmapSourceText) text = hopmap_source_text_new (bytes, error);
  g_autoptr (HopmapReading) reading = NULL;
  g_autofree char *notice = NULL;

  if (text == NULL)
    return NULL;

  reading = read_text (text);
  if (reading == NULL)
    {
      fail_unknown (text, error);
      return NULL;
    }
  if (reading->routes->len > 0)
    return g_steal_pointer (&reading);

  notice = hopmap_reading_dup_notice (reading);
  g_set_error_literal (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD, notice);
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "HOST: name" and the titles of the columns, then rows "N.|-- host" with as many numbers at their
 * end; lines between them name further routers of a row, or its labels.
 */
#include "hopmap-mtr-report-reader.h"

#include "hopmap-mtr-hub.h"
#include "hopmap-text-scan.h"

#include <string.h>

#define MAX_COLUMNS 24

typedef struct
{
  HopmapTraceDraft *draft;
  HopmapMtrColumn columns[MAX_COLUMNS];
  guint n_columns;
  guint ttl;
} Report;

static gboolean
is_heading (const char *line)
{
  return strstr (line, "HOST:") != NULL && strstr (line, "Loss%") != NULL;
}

static void
begin (Report *report, HopmapReading *reading)
{
  hopmap_mtr_finish (report->draft);
  hopmap_reading_take (reading, report->draft);
  report->draft = hopmap_trace_draft_new ();
  report->ttl = 0;
}

/* The columns are those behind the name of the own computer. */
static void
read_heading (Report *report, const char *line)
{
  const char *p = hopmap_scan_blanks (strstr (line, "HOST:") + 5);

  report->n_columns = 0;
  p = hopmap_scan_blanks (p + hopmap_scan_word (p));
  while (*p != '\0' && report->n_columns < MAX_COLUMNS)
    {
      g_autofree char *title = g_strndup (p, hopmap_scan_word (p));
      HopmapMtrColumn column = HOPMAP_MTR_OTHER;

      hopmap_mtr_find_column (title, &column);
      report->columns[report->n_columns++] = column;
      p = hopmap_scan_blanks (p + hopmap_scan_word (p));
    }
}

/* "12.|--" or "12.", the mark of a row. */
static gboolean
scan_number (const char **p, guint *ttl)
{
  const char *q = hopmap_scan_blanks (*p);

  if (!hopmap_scan_uint (&q, 255, ttl) || *ttl == 0 || *q != '.')
    return FALSE;
  q++;
  if (*q != ' ' && strncmp (q, "|--", 3) != 0)
    return FALSE;

  *p = hopmap_scan_blanks (*q == '|' ? q + 3 : q);
  return TRUE;
}

static gboolean
read_value (const char *word, double *value)
{
  const char *p = word;

  if (!hopmap_scan_decimal (&p, value))
    return FALSE;
  if (*p == '.' || *p == '%')
    p++;

  return *p == '\0';
}

/* Cuts the last word off. */
static char *
cut_word (char *line)
{
  char *end = line + strlen (line);

  while (end > line && (end[-1] == ' ' || end[-1] == '\t'))
    *--end = '\0';
  while (end > line && end[-1] != ' ' && end[-1] != '\t')
    end--;

  return end;
}

static gboolean
read_row (Report *report, const char *rest)
{
  g_autofree char *line = g_strdup (rest);
  HopmapMtrHub hub = { .ttl = report->ttl };
  char *host = line;
  guint asn = 0;

  for (guint i = report->n_columns; i > 0; i--)
    {
      char *word = cut_word (line);
      double value;

      if (!read_value (word, &value))
        return FALSE;
      hopmap_mtr_hub_set (&hub, report->columns[i - 1], value);
      *word = '\0';
    }
  g_strchomp (line);

  if (strncmp (host, "AS", 2) == 0 && (g_ascii_isdigit (host[2]) || host[2] == '?'))
    {
      hopmap_scan_asn (host, &asn);
      host = (char *) hopmap_scan_blanks (host + hopmap_scan_word (host));
    }
  if (*host == '\0' || !hopmap_mtr_hub_add (&hub, host, report->draft))
    return FALSE;

  if (asn > 0 && hopmap_trace_draft_get_n_probes (report->draft, hub.ttl) > 0)
    {
      HopmapSample *probe = hopmap_trace_draft_get_probe (report->draft, hub.ttl, 0);

      hopmap_trace_draft_set_network (report->draft, &probe->address, asn, NULL);
    }
  return TRUE;
}

/* A router that shares the TTL, of which mtr tells no time; or labels of the one before. */
static gboolean
read_more (Report *report, const char *line)
{
  const char *p = hopmap_scan_blanks (line);
  guint n = hopmap_trace_draft_get_n_probes (report->draft, report->ttl);
  HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1 };

  p = hopmap_scan_blanks (p + strspn (p, "|`+-"));
  if (report->ttl == 0 || n == 0 || *p == '\0')
    return FALSE;
  if (strncmp (p, "[MPLS:", 6) == 0)
    {
      HopmapSample *last = hopmap_trace_draft_get_probe (report->draft, report->ttl, n - 1);

      if (!last->lost)
        hopmap_scan_label_words (p, last);
      return TRUE;
    }

  if (strncmp (p, "AS", 2) == 0 && (g_ascii_isdigit (p[2]) || p[2] == '?'))
    p = hopmap_scan_blanks (p + hopmap_scan_word (p));
  hopmap_mtr_read_host (report->draft, report->ttl, p, &probe.address);
  if (hopmap_address_is_set (&probe.address))
    hopmap_trace_draft_add_probe (report->draft, report->ttl, &probe);
  return TRUE;
}

static gboolean
read_line (Report *report, const char *line, HopmapReading *reading)
{
  const char *p = line;
  guint ttl;

  if (is_heading (line))
    {
      begin (report, reading);
      read_heading (report, line);
      return TRUE;
    }
  if (hopmap_scan_starts (line, "Start:"))
    return TRUE;
  if (report->n_columns > 0 && scan_number (&p, &ttl))
    {
      if (ttl <= report->ttl)
        begin (report, reading);
      report->ttl = ttl;
      return read_row (report, p);
    }

  return *line == ' ' && read_more (report, line);
}

static void
read_all (const HopmapSourceText *text, HopmapReading *reading)
{
  Report report = { .draft = hopmap_trace_draft_new () };

  for (guint i = 0; i < text->n_lines; i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);

      if (*hopmap_scan_blanks (line) != '\0' && !read_line (&report, line, reading))
        hopmap_reading_ignore (reading, i + 1, line);
    }

  hopmap_mtr_finish (report.draft);
  hopmap_reading_take (reading, report.draft);
}

static guint
recognise (const HopmapSourceText *text)
{
  for (guint i = 0; i < MIN (text->n_lines, HOPMAP_READER_FIRST_LINES); i++)
    {
      if (is_heading (hopmap_source_text_get_line (text, i)))
        return 95;
    }

  return 0;
}

const HopmapReader hopmap_mtr_report_reader = {
  .title = "mtr --report",
  .recognise = recognise,
  .read = read_all,
};

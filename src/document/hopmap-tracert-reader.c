/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No word is known here: a row is a number and three cells, each a star or a number with some unit,
 * and then an address, a name with an address in brackets, or a remark. The heading is whatever
 * stands before the first row; the first address in it is the destination.
 */
#include "hopmap-tracert-reader.h"

#include "hopmap-text-scan.h"

#include <math.h>
#include <string.h>

#define N_CELLS 3

/* Windows says so many lines before the rows and behind them. */
#define MAX_OTHERS 4

typedef struct
{
  HopmapTraceDraft *draft;
  guint ttl;
  gboolean has_heading;
  guint n_others; /* lines that are no rows, since the first or the last row */
} Table;

typedef struct
{
  guint ttl;
  guint n_cells;
  gint64 times[N_CELLS]; /* -1: lost */
  const char *tail;
} Row;

static gboolean
is_end_of_word (char c)
{
  return c == '\0' || c == ' ' || c == '\t';
}

/* "12 ms" with any word for the unit; "<1 ms" counts as 1, which is the most that it can be. */
static gboolean
scan_cell (const char **p, gint64 *rtt_ns)
{
  const char *q = hopmap_scan_blanks (*p);
  double ms;

  if (q[0] == '*' && is_end_of_word (q[1]))
    {
      *rtt_ns = -1;
      *p = q + 1;
      return TRUE;
    }

  if (*q == '<')
    q = hopmap_scan_blanks (q + 1);
  if (!hopmap_scan_decimal (&q, &ms) || ms != floor (ms) || !is_end_of_word (*q))
    return FALSE;
  q = hopmap_scan_blanks (q);
  if (is_end_of_word (*q) || g_ascii_isdigit (*q) || strchr ("*<([", *q) != NULL)
    return FALSE;

  *rtt_ns = hopmap_scan_ms_to_ns (ms);
  *p = q + hopmap_scan_word (q);
  return *rtt_ns >= 0;
}

static gboolean
scan_row (const char *line, Row *row)
{
  const char *p = line;

  memset (row, 0, sizeof *row);
  if (!hopmap_scan_ttl (&p, &row->ttl))
    return FALSE;

  while (row->n_cells < N_CELLS && scan_cell (&p, &row->times[row->n_cells]))
    row->n_cells++;
  row->tail = hopmap_scan_blanks (p);
  return TRUE;
}

static gboolean
has_times (const Row *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      if (row->times[i] >= 0)
        return TRUE;
    }

  return FALSE;
}

/* "ADDRESS", or "NAME [ADDRESS]"; of a damaged address only the name stays. */
static void
read_router (Table *table, const char *tail, HopmapAddress *address)
{
  gsize length = hopmap_scan_word (tail);
  const char *bracket = hopmap_scan_blanks (tail + length);
  g_autofree char *name = g_strndup (tail, length);

  memset (address, 0, sizeof *address);
  if (hopmap_scan_address (tail, length, address)
      || (length > 2 && tail[0] == '[' && tail[length - 1] == ']'
          && hopmap_scan_address (tail + 1, length - 2, address)))
    return;
  if (hopmap_scan_bracketed (tail, '[', ']', address))
    hopmap_trace_draft_name_host (table->draft, address, *bracket == '[' ? name : NULL);
  else if (*bracket == '[')
    hopmap_trace_draft_name_hop (table->draft, table->ttl, name);
}

static void
read_cells (Table *table, const Row *row)
{
  HopmapSample probe = { .sent_ns = -1 };

  if (has_times (row))
    read_router (table, row->tail, &probe.address);
  for (guint i = 0; i < row->n_cells; i++)
    {
      probe.rtt_ns = row->times[i];
      if (probe.rtt_ns >= 0)
        hopmap_trace_draft_add_probe (table->draft, row->ttl, &probe);
      else
        hopmap_trace_draft_add_lost (table->draft, row->ttl, 1);
    }
}

/* A sentence instead of cells. Who is named in it said so: there is no way on. */
static void
read_sentence (Table *table, const Row *row)
{
  HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1, .answer = HOPMAP_ANSWER_UNREACHABLE };

  if (!hopmap_scan_find_address (row->tail, &probe.address))
    {
      hopmap_trace_draft_add_lost (table->draft, row->ttl, 1);
      return;
    }

  probe.icmp_type = probe.address.family == 6 ? 1 : 3;
  probe.icmp_code = probe.address.family == 6 ? 3 : 1;
  hopmap_trace_draft_add_probe (table->draft, row->ttl, &probe);
}

static void
begin (Table *table, HopmapReading *reading)
{
  hopmap_reading_take (reading, table->draft);
  table->draft = hopmap_trace_draft_new ();
  table->ttl = 0;
  table->has_heading = FALSE;
  table->n_others = 0;
}

/* The word before the bracket is the name; a bare address is its own. */
static gboolean
read_heading (Table *table, const char *line)
{
  const char *bracket = strchr (line, '[');
  HopmapAddress address;

  if (table->has_heading || !hopmap_scan_find_address (line, &address))
    return FALSE;

  if (hopmap_scan_bracketed (line, '[', ']', &address))
    {
      const char *end = bracket;
      const char *start;
      g_autofree char *name = NULL;

      while (end > line && end[-1] == ' ')
        end--;
      for (start = end; start > line && (guchar) start[-1] > ' ' && (guchar) start[-1] < 0x80;)
        start--;
      name = g_strndup (start, (gsize) (end - start));
      hopmap_trace_draft_set_target (table->draft, name);
    }
  hopmap_trace_draft_set_destination (table->draft, &address);
  table->has_heading = TRUE;
  return TRUE;
}

/* "over a maximum of 30 hops:" in any language: a line with one number, before the rows. */
static void
read_limit (Table *table, const char *line)
{
  const char *p = line + strcspn (line, "0123456789");
  guint number;

  if (hopmap_scan_uint (&p, 255, &number) && number > 0 && strpbrk (p, "0123456789") == NULL)
    hopmap_trace_draft_set_max_ttl (table->draft, number);
}

static gboolean
read_row (Table *table, const Row *row, HopmapReading *reading)
{
  if (row->n_cells == 0 && (table->ttl + 1 != row->ttl || *row->tail == '\0'))
    return FALSE;

  if (row->ttl <= table->ttl)
    begin (table, reading);
  table->ttl = row->ttl;
  table->n_others = 0;
  if (row->n_cells > 0)
    read_cells (table, row);
  else
    read_sentence (table, row);
  return TRUE;
}

/* Whatever is no row: a heading, a title, a farewell, each in a language of its own. */
static gboolean
read_other (Table *table, const char *line, HopmapReading *reading)
{
  HopmapAddress address;

  if (table->n_others++ >= MAX_OTHERS)
    return FALSE;
  if (table->ttl > 0 && !hopmap_scan_find_address (line, &address))
    return TRUE;
  if (table->ttl > 0)
    begin (table, reading);
  if (!table->has_heading && read_heading (table, line))
    {
      read_limit (table, strchr (line, ']') != NULL ? strchr (line, ']') : line);
      return TRUE;
    }

  read_limit (table, line);
  return TRUE;
}

/* A console of 80 columns breaks long rows, within the brackets too. */
static char *
dup_joined (const HopmapSourceText *text, guint *index)
{
  const char *line = hopmap_source_text_get_line (text, *index);
  const char *open = strrchr (line, '[');
  const char *next = hopmap_source_text_get_line (text, *index + 1);

  if (open == NULL || strchr (open, ']') != NULL || strchr (next, ']') == NULL
      || strlen (line) + strlen (next) >= HOPMAP_SOURCE_MAX_LINE_BYTES)
    return g_strdup (line);

  (*index)++;
  return g_strconcat (line, next, NULL);
}

static void
read_all (const HopmapSourceText *text, HopmapReading *reading)
{
  Table table = { .draft = hopmap_trace_draft_new () };

  for (guint i = 0; i < text->n_lines; i++)
    {
      guint number = i + 1;
      g_autofree char *line = dup_joined (text, &i);
      Row row;

      if (*hopmap_scan_blanks (line) == '\0')
        continue;
      if (scan_row (line, &row) ? !read_row (&table, &row, reading)
                                : !read_other (&table, line, reading))
        hopmap_reading_ignore (reading, number, line);
    }

  hopmap_reading_take (reading, table.draft);
}

static guint
recognise (const HopmapSourceText *text)
{
  guint n_timed = 0, n_silent = 0;

  for (guint i = 0; i < MIN (text->n_lines, HOPMAP_READER_FIRST_LINES); i++)
    {
      Row row;

      if (!scan_row (hopmap_source_text_get_line (text, i), &row) || row.n_cells < N_CELLS)
        continue;
      if (has_times (&row))
        n_timed++;
      else if (*row.tail != '\0')
        n_silent++;
    }

  if (n_timed >= 2)
    return 90;
  if (n_timed == 1)
    return 70;

  return n_silent > 0 ? 40 : 0;
}

const HopmapReader hopmap_tracert_reader = {
  .title = "tracert",
  .recognise = recognise,
  .read = read_all,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The heading comes again where runs were appended to one file; each run is a trace. Nothing is
 * quoted, so a comma too many belongs to the name of a router.
 */
#include "hopmap-mtr-csv-reader.h"

#include "hopmap-mtr-hub.h"
#include "hopmap-text-scan.h"

#include <string.h>

/* Version, time, status, host, hop, address; then what was asked for. */
#define COLUMN_TIME 1
#define COLUMN_HOST 3
#define COLUMN_HOP  4
#define COLUMN_IP   5
#define FIRST_VALUE 6
#define MAX_COLUMNS 40u
#define NS_PER_S    G_GINT64_CONSTANT (1000000000)
#define MAX_UNIX_S  4102444800u

typedef struct
{
  HopmapTraceDraft *draft;
  GStrv titles;
  guint n_titles;
  guint ttl;
  char *run; /* time and host of the rows that belong together */
} Table;

static gboolean
is_heading (const char *line)
{
  return hopmap_scan_starts (line, "Mtr_Version,Start_Time,Status,Host,Hop,Ip,");
}

static void
begin (Table *table, HopmapReading *reading)
{
  hopmap_mtr_finish (table->draft);
  hopmap_reading_take (reading, table->draft);
  table->draft = hopmap_trace_draft_new ();
  table->ttl = 0;
  g_clear_pointer (&table->run, g_free);
}

static GStrv
split (const char *line)
{
  GStrv cells = g_strsplit (line, ",", (int) MAX_COLUMNS);
  guint n = g_strv_length (cells);

  /* Some versions end lines with a comma. */
  if (n > 0 && *g_strstrip (cells[n - 1]) == '\0')
    g_clear_pointer (&cells[n - 1], g_free);

  return cells;
}

static void
read_heading (Table *table, const char *line)
{
  g_strfreev (table->titles);
  table->titles = split (line);
  table->n_titles = g_strv_length (table->titles);
}

static char *
dup_run (GStrv cells)
{
  return g_strconcat (cells[COLUMN_TIME], " ", cells[COLUMN_HOST], NULL);
}

static void
read_run (Table *table, GStrv cells)
{
  const char *p = cells[COLUMN_TIME];
  HopmapAddress address;
  guint unix_s;

  table->run = dup_run (cells);
  hopmap_trace_draft_set_target (table->draft, cells[COLUMN_HOST]);
  if (hopmap_scan_address (cells[COLUMN_HOST], strlen (cells[COLUMN_HOST]), &address))
    hopmap_trace_draft_set_destination (table->draft, &address);
  if (hopmap_scan_uint (&p, MAX_UNIX_S, &unix_s) && *p == '\0')
    hopmap_trace_draft_set_started (table->draft, unix_s * NS_PER_S);
}

static void
read_cell (Table *table, HopmapMtrHub *hub, const char *title, const char *cell, guint *asn)
{
  HopmapMtrColumn column;
  double value;

  if (strcmp (title, "Asn") == 0)
    hopmap_scan_asn (cell, asn);
  else if (hopmap_mtr_find_column (title, &column) && hopmap_scan_decimal (&cell, &value))
    hopmap_mtr_hub_set (hub, column, value);
}

static gboolean
read_row (Table *table, GStrv cells, guint n, HopmapReading *reading)
{
  guint extra = n - table->n_titles;
  g_autoptr (GString) host = g_string_new (cells[COLUMN_IP]);
  g_autofree char *run = dup_run (cells);
  const char *p = cells[COLUMN_HOP];
  HopmapMtrHub hub = { 0 };
  guint asn = 0;

  if (!hopmap_scan_uint (&p, 255, &hub.ttl) || *p != '\0')
    return FALSE;
  if (g_strcmp0 (run, table->run) != 0 || hub.ttl < table->ttl)
    {
      begin (table, reading);
      read_run (table, cells);
    }
  table->ttl = hub.ttl;

  for (guint i = 1; i <= extra; i++)
    g_string_append_printf (host, ",%s", cells[COLUMN_IP + i]);
  for (guint i = FIRST_VALUE; i < table->n_titles; i++)
    read_cell (table, &hub, g_strstrip (table->titles[i]), g_strstrip (cells[i + extra]), &asn);
  if (!hopmap_mtr_hub_add (&hub, host->str, table->draft))
    return FALSE;
  if (asn > 0)
    hopmap_trace_draft_set_network (
        table->draft, &hopmap_trace_draft_get_probe (table->draft, hub.ttl, 0)->address, asn, NULL);
  return TRUE;
}

static gboolean
read_line (Table *table, const char *line, HopmapReading *reading)
{
  g_auto (GStrv) cells = NULL;
  guint n;

  if (is_heading (line))
    {
      begin (table, reading);
      read_heading (table, line);
      return TRUE;
    }

  cells = split (line);
  n = g_strv_length (cells);
  return table->n_titles > FIRST_VALUE && n >= table->n_titles && n < MAX_COLUMNS
         && read_row (table, cells, n, reading);
}

static void
read_all (const HopmapSourceText *text, HopmapReading *reading)
{
  Table table = { .draft = hopmap_trace_draft_new () };

  for (guint i = 0; i < text->n_lines; i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);

      if (*hopmap_scan_blanks (line) != '\0' && !read_line (&table, line, reading))
        hopmap_reading_ignore (reading, i + 1, line);
    }

  hopmap_mtr_finish (table.draft);
  hopmap_reading_take (reading, table.draft);
  g_strfreev (table.titles);
  g_free (table.run);
}

static guint
recognise (const HopmapSourceText *text)
{
  for (guint i = 0; i < MIN (text->n_lines, HOPMAP_READER_FIRST_LINES); i++)
    {
      if (is_heading (hopmap_source_text_get_line (text, i)))
        return 98;
    }

  return 0;
}

const HopmapReader hopmap_mtr_csv_reader = {
  .title = "mtr --csv",
  .recognise = recognise,
  .read = read_all,
};

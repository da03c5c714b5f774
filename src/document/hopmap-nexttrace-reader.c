/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For people: a line with number, address, network and place, and under it one with the name and the
 * times, " / " between them. Places there are words in the person's language and are left alone.
 * With --raw: one line, "number|address|name|time|network|country|province|city|district|owner|
 * latitude|longitude", each distance and router once.
 */
#include "hopmap-nexttrace-reader.h"

#include "hopmap-nexttrace-place.h"
#include "hopmap-text-scan.h"

#include <string.h>

enum
{
  RAW_TTL,
  RAW_ADDRESS,
  RAW_NAME,
  RAW_TIME,
  RAW_ASN,
  RAW_COUNTRY,
  RAW_PROVINCE,
  RAW_CITY,
  RAW_DISTRICT,
  RAW_OWNER,
  RAW_LATITUDE,
  RAW_LONGITUDE,
  N_RAW,
};

#define MIN_RAW 8

typedef struct
{
  HopmapTraceDraft *draft;
  guint ttl;
  HopmapAddress address;
} Trace;

static void
begin (Trace *trace, HopmapReading *reading)
{
  hopmap_reading_take (reading, trace->draft);
  trace->draft = hopmap_trace_draft_new ();
  trace->ttl = 0;
}

/* "traceroute to ADDRESS (NAME), 30 hops max", or since 1.7 "SOURCE -> ADDRESS (NAME), …" */
static const char *
find_heading (const char *line)
{
  const char *arrow = strstr (line, " -> ");

  if (strstr (line, " hops max") == NULL)
    return NULL;
  if (hopmap_scan_starts (line, "traceroute to "))
    return hopmap_scan_blanks (line) + strlen ("traceroute to ");

  return arrow != NULL ? arrow + 4 : NULL;
}

static void
read_heading (Trace *trace, const char *rest)
{
  gsize length = strcspn (rest, " ,");
  const char *open = strchr (rest, '(');
  g_autofree char *first = g_strndup (rest, length);
  g_autofree char *name = open != NULL ? g_strndup (open + 1, strcspn (open + 1, ")")) : NULL;
  HopmapAddress address;

  hopmap_trace_draft_set_target (trace->draft, name);
  hopmap_trace_draft_set_target (trace->draft, first);
  if (hopmap_scan_address (first, length, &address)
      || (name != NULL && hopmap_scan_address (name, strlen (name), &address)))
    hopmap_trace_draft_set_destination (trace->draft, &address);
}

static gboolean
read_hop (Trace *trace, const char *p)
{
  gsize length;
  guint asn;

  p = hopmap_scan_blanks (p);
  length = hopmap_scan_word (p);
  memset (&trace->address, 0, sizeof trace->address);
  if (*p == '*')
    {
      hopmap_trace_draft_add_lost (trace->draft, trace->ttl, 1);
      return TRUE;
    }
  /* Addresses can be masked; then the times are still worth something. */
  if (!hopmap_scan_address (p, length, &trace->address) && memchr (p, '.', length) == NULL)
    return FALSE;

  p = hopmap_scan_blanks (p + length);
  if (strncmp (p, "AS", 2) == 0 && hopmap_scan_asn (p, &asn))
    hopmap_trace_draft_set_network (trace->draft, &trace->address, asn, NULL);
  return TRUE;
}

/* "* ms" is a lost probe among others. */
static gboolean
read_times (Trace *trace, const char *p)
{
  gboolean any = FALSE;

  for (p = hopmap_scan_blanks (p); *p != '\0'; p = hopmap_scan_blanks (p))
    {
      HopmapSample probe = { .sent_ns = -1, .address = trace->address };

      if (*p == '/')
        {
          p++;
          continue;
        }
      if (hopmap_scan_time (&p, &probe.rtt_ns))
        {
          hopmap_trace_draft_add_probe (trace->draft, trace->ttl, &probe);
        }
      else if (strncmp (p, "* ms", 4) == 0)
        {
          hopmap_trace_draft_add_lost (trace->draft, trace->ttl, 1);
          p += 4;
        }
      else
        {
          return any;
        }
      any = TRUE;
    }

  return any;
}

static gboolean
read_more (Trace *trace, const char *line)
{
  const char *p = hopmap_scan_blanks (line);
  const char *rest = hopmap_scan_blanks (p + hopmap_scan_word (p));
  g_autofree char *name = NULL;
  HopmapAddress other;
  HopmapSample labels = { 0 };

  if (trace->ttl == 0)
    return FALSE;
  if (read_times (trace, p))
    return TRUE;
  if (strstr (p, "MPLS") != NULL)
    {
      guint n = hopmap_trace_draft_get_n_probes (trace->draft, trace->ttl);

      hopmap_scan_label_words (p, &labels);
      for (guint i = 0; i < n; i++)
        {
          HopmapSample *probe = hopmap_trace_draft_get_probe (trace->draft, trace->ttl, i);

          if (!probe->lost && probe->n_labels < HOPMAP_MAX_LABELS)
            probe->labels[probe->n_labels++] = labels.labels[0];
        }
      return labels.n_labels > 0;
    }

  /* Another router at the same distance. */
  if (hopmap_scan_address (p, hopmap_scan_word (p), &other))
    return read_hop (trace, p);

  name = g_strndup (p, hopmap_scan_word (p));
  hopmap_trace_draft_name_host (trace->draft, &trace->address, name);
  return read_times (trace, rest);
}

static gboolean
is_chatter (const char *line)
{
  static const char *const chatter[] = { "NextTrace",    "[NextTrace",    "IP Geo Data",
                                         "MapTrace URL", "Please Choose", "Your Option" };

  for (guint i = 0; i < G_N_ELEMENTS (chatter); i++)
    {
      if (hopmap_scan_starts (line, chatter[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_line (Trace *trace, const char *line, HopmapReading *reading)
{
  const char *heading = find_heading (line);
  const char *p = line;
  guint ttl;

  if (heading != NULL)
    {
      begin (trace, reading);
      read_heading (trace, heading);
      return TRUE;
    }
  if (*line != ' ' && hopmap_scan_ttl (&p, &ttl))
    {
      if (ttl <= trace->ttl)
        begin (trace, reading);
      trace->ttl = ttl;
      return read_hop (trace, p);
    }

  return is_chatter (line) || (*line == ' ' && read_more (trace, line));
}

static void
read_text (const HopmapSourceText *text, HopmapReading *reading)
{
  Trace trace = { .draft = hopmap_trace_draft_new () };

  for (guint i = 0; i < text->n_lines; i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);

      if (*hopmap_scan_blanks (line) != '\0' && !read_line (&trace, line, reading))
        hopmap_reading_ignore (reading, i + 1, line);
    }

  hopmap_reading_take (reading, trace.draft);
}

static guint
recognise_text (const HopmapSourceText *text)
{
  guint confidence = 0;

  for (guint i = 0; i < MIN (text->n_lines, HOPMAP_READER_FIRST_LINES); i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);

      if (hopmap_scan_starts (line, "NextTrace ") || hopmap_scan_starts (line, "IP Geo Data"))
        confidence = MAX (confidence, 50);
      if (strstr (line, " ms / ") != NULL)
        confidence = 98;
    }

  return confidence;
}

static gboolean
scan_degrees (const char *text, double *degrees)
{
  const char *p = *text == '-' ? text + 1 : text;

  if (!hopmap_scan_decimal (&p, degrees) || *p != '\0')
    return FALSE;
  if (*text == '-')
    *degrees = -*degrees;

  return TRUE;
}

static void
read_raw_place (Trace *trace, GStrv cells, const HopmapAddress *address)
{
  HopmapNexttracePlace place = { .country = cells[RAW_COUNTRY],
                                 .region = cells[RAW_PROVINCE],
                                 .city = *cells[RAW_CITY] != '\0' ? cells[RAW_CITY] : NULL };

  place.has_point = scan_degrees (cells[RAW_LATITUDE], &place.latitude)
                    && scan_degrees (cells[RAW_LONGITUDE], &place.longitude)
                    && ABS (place.latitude) <= 90.0 && ABS (place.longitude) <= 180.0;
  hopmap_nexttrace_place_apply (&place, address, trace->draft);
}

static gboolean
read_raw_line (Trace *trace, const char *line, HopmapReading *reading)
{
  g_auto (GStrv) cells = g_strsplit (line, "|", N_RAW + 1);
  guint n = g_strv_length (cells);
  HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1 };
  const char *p = n >= MIN_RAW ? cells[RAW_TTL] : "";
  double ms;
  guint ttl, asn;

  if (!hopmap_scan_ttl (&p, &ttl))
    return FALSE;
  if (ttl < trace->ttl)
    begin (trace, reading);
  trace->ttl = ttl;

  if (*cells[RAW_ADDRESS] == '*')
    {
      hopmap_trace_draft_add_lost (trace->draft, ttl, 1);
      return TRUE;
    }
  if (n != N_RAW
      || !hopmap_scan_address (cells[RAW_ADDRESS], strlen (cells[RAW_ADDRESS]), &probe.address))
    return FALSE;

  p = hopmap_scan_blanks (cells[RAW_TIME]);
  if (hopmap_scan_decimal (&p, &ms))
    probe.rtt_ns = hopmap_scan_ms_to_ns (ms);
  hopmap_trace_draft_name_host (trace->draft, &probe.address, cells[RAW_NAME]);
  hopmap_trace_draft_set_network (trace->draft, &probe.address,
                                  hopmap_scan_asn (cells[RAW_ASN], &asn) ? asn : 0,
                                  *cells[RAW_OWNER] != '\0' ? cells[RAW_OWNER] : NULL);
  read_raw_place (trace, cells, &probe.address);
  hopmap_trace_draft_add_probe (trace->draft, ttl, &probe);
  return TRUE;
}

static void
read_raw (const HopmapSourceText *text, HopmapReading *reading)
{
  Trace trace = { .draft = hopmap_trace_draft_new () };

  for (guint i = 0; i < text->n_lines; i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);

      if (*hopmap_scan_blanks (line) != '\0' && !is_chatter (line)
          && !read_raw_line (&trace, line, reading))
        hopmap_reading_ignore (reading, i + 1, line);
    }

  hopmap_reading_take (reading, trace.draft);
}

static guint
recognise_raw (const HopmapSourceText *text)
{
  guint n = 0;

  for (guint i = 0; i < MIN (text->n_lines, HOPMAP_READER_FIRST_LINES); i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);
      guint n_bars = 0;
      guint ttl;

      if (!hopmap_scan_uint (&line, 255, &ttl) || *line != '|')
        continue;
      for (; *line != '\0'; line++)
        n_bars += *line == '|';
      n += n_bars >= MIN_RAW - 1 && n_bars < N_RAW;
    }

  return n >= 2 ? 90 : n * 60;
}

const HopmapReader hopmap_nexttrace_reader = {
  .title = "nexttrace",
  .recognise = recognise_text,
  .read = read_text,
};

const HopmapReader hopmap_nexttrace_raw_reader = {
  .title = "nexttrace --raw",
  .recognise = recognise_raw,
  .read = read_raw,
};

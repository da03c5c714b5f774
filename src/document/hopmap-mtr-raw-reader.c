/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A letter, a distance counted from 0, and what happened there: x sent, h host, p answer after so
 * many microseconds, d name, m label, t time. mtr probes beyond the destination, which then answers
 * at several distances: the first one counts.
 */
#include "hopmap-mtr-raw-reader.h"

#include "hopmap-text-scan.h"

#include <string.h>

#define NS_PER_US   1000
#define MAX_US      3600000000u
#define NO_SEQUENCE G_MAXUINT
#define N_DISTANCES (HOPMAP_DRAFT_MAX_TTL + 1)

typedef struct
{
  HopmapTraceDraft *draft;
  HopmapAddress hosts[N_DISTANCES]; /* the newest of each TTL */
  HopmapSample labels[N_DISTANCES];
  guint sequences[N_DISTANCES][HOPMAP_DRAFT_MAX_PROBES];
} Raw;

/* A letter, a distance, and the rest. */
static gboolean
scan_line (const char *line, char *letter, guint *ttl, const char **rest)
{
  const char *p = line + 2;

  if (line[0] == '\0' || strchr ("xhpdmt", line[0]) == NULL || line[1] != ' '
      || !hopmap_scan_uint (&p, HOPMAP_DRAFT_MAX_TTL - 1, ttl) || *p != ' ')
    return FALSE;

  (*ttl)++;
  *letter = line[0];
  *rest = hopmap_scan_blanks (p);
  return TRUE;
}

static gboolean
read_sent (Raw *raw, guint ttl, const char *p)
{
  guint n = hopmap_trace_draft_get_n_probes (raw->draft, ttl);
  guint sequence;

  if (!hopmap_scan_uint (&p, G_MAXUINT - 1, &sequence))
    return FALSE;

  if (n < HOPMAP_DRAFT_MAX_PROBES)
    raw->sequences[ttl][n] = sequence;
  hopmap_trace_draft_add_lost (raw->draft, ttl, 1);
  return TRUE;
}

static HopmapSample *
find_sent (Raw *raw, guint ttl, guint sequence)
{
  for (guint i = hopmap_trace_draft_get_n_probes (raw->draft, ttl); i > 0; i--)
    {
      HopmapSample *probe = hopmap_trace_draft_get_probe (raw->draft, ttl, i - 1);

      if (probe->lost && sequence != NO_SEQUENCE && raw->sequences[ttl][i - 1] == sequence)
        return probe;
    }

  return NULL;
}

static gboolean
read_answer (Raw *raw, guint ttl, const char *p)
{
  HopmapSample probe = raw->labels[ttl];
  HopmapSample *sent;
  guint us, sequence = NO_SEQUENCE;

  if (!hopmap_scan_uint (&p, MAX_US, &us))
    return FALSE;
  p = hopmap_scan_blanks (p);
  hopmap_scan_uint (&p, G_MAXUINT - 1, &sequence);

  probe.sent_ns = -1;
  probe.rtt_ns = (gint64) us * NS_PER_US;
  probe.address = raw->hosts[ttl];
  sent = find_sent (raw, ttl, sequence);
  if (sent != NULL)
    *sent = probe;
  else
    hopmap_trace_draft_add_probe (raw->draft, ttl, &probe);
  return TRUE;
}

static gboolean
read_label (Raw *raw, guint ttl, const char *p)
{
  static const guint max[] = { 0xfffff, 7, 1, 255 };
  guint numbers[G_N_ELEMENTS (max)];
  HopmapSample *stack = &raw->labels[ttl];

  for (guint i = 0; i < G_N_ELEMENTS (max); i++)
    {
      if (!hopmap_scan_uint (&p, max[i], &numbers[i]))
        return FALSE;
      p = hopmap_scan_blanks (p);
    }
  /* Said again with each answer. */
  for (guint i = 0; i < stack->n_labels; i++)
    {
      if (stack->labels[i].label == numbers[0])
        return TRUE;
    }
  if (stack->n_labels < HOPMAP_MAX_LABELS)
    stack->labels[stack->n_labels++] = (HopmapMplsLabel){ .label = numbers[0],
                                                          .traffic_class = (guint8) numbers[1],
                                                          .bottom = numbers[2] == 1,
                                                          .ttl = (guint8) numbers[3] };
  return TRUE;
}

static gboolean
read_line (Raw *raw, const char *line)
{
  const char *rest;
  guint ttl;
  char letter;

  if (!scan_line (line, &letter, &ttl, &rest))
    return FALSE;

  switch (letter)
    {
    case 'x':
      return read_sent (raw, ttl, rest);
    case 'h':
      return hopmap_scan_address (rest, hopmap_scan_word (rest), &raw->hosts[ttl]);
    case 'p':
      return read_answer (raw, ttl, rest);
    case 'd':
      hopmap_trace_draft_name_host (raw->draft, &raw->hosts[ttl], rest);
      return TRUE;
    case 'm':
      return read_label (raw, ttl, rest);
    default:
      return letter == 't';
    }
}

static HopmapSample *
find_answer (Raw *raw, guint ttl)
{
  for (guint i = 0; i < hopmap_trace_draft_get_n_probes (raw->draft, ttl); i++)
    {
      HopmapSample *probe = hopmap_trace_draft_get_probe (raw->draft, ttl, i);

      if (!probe->lost && hopmap_address_is_set (&probe->address))
        return probe;
    }

  return NULL;
}

/* Who answers at the last distance is the destination; where it answers first, the route ends. */
static void
end (Raw *raw)
{
  HopmapAddress last;
  guint ttl;

  for (ttl = hopmap_trace_draft_get_last_ttl (raw->draft); ttl > 0; ttl--)
    {
      if (find_answer (raw, ttl) != NULL)
        break;
    }
  if (ttl == 0)
    return;

  last = find_answer (raw, ttl)->address;
  for (guint i = 1; i < ttl; i++)
    {
      HopmapSample *answer = find_answer (raw, i);

      if (answer != NULL && hopmap_address_equal (&answer->address, &last))
        ttl = i;
    }
  hopmap_trace_draft_truncate (raw->draft, ttl);
}

static void
read_all (const HopmapSourceText *text, HopmapReading *reading)
{
  g_autofree Raw *raw = g_new0 (Raw, 1);

  raw->draft = hopmap_trace_draft_new ();
  for (guint i = 0; i < text->n_lines; i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);

      if (*hopmap_scan_blanks (line) != '\0' && !read_line (raw, line))
        hopmap_reading_ignore (reading, i + 1, line);
    }

  end (raw);
  hopmap_trace_draft_end_at_last (raw->draft);
  hopmap_reading_take (reading, raw->draft);
}

static guint
recognise (const HopmapSourceText *text)
{
  guint n_hosts = 0, n_answers = 0, n_others = 0;

  for (guint i = 0; i < MIN (text->n_lines, HOPMAP_READER_FIRST_LINES); i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);
      const char *rest;
      guint ttl;
      char letter = '\0';

      if (*line == '\0')
        continue;
      if (!scan_line (line, &letter, &ttl, &rest))
        n_others++;
      n_hosts += letter == 'h';
      n_answers += letter == 'p';
    }

  return n_hosts > 0 && n_answers > 0 && n_others <= n_hosts ? 90 : 0;
}

const HopmapReader hopmap_mtr_raw_reader = {
  .title = "mtr --raw",
  .recognise = recognise,
  .read = read_all,
};

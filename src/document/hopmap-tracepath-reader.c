/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * " 3:  router (address)   12.3ms asymm  4", "no reply", "pmtu 1500", and a sum at the end. A number
 * with "?" is a guess of tracepath at the distance. It stops where the destination answers.
 */
#include "hopmap-tracepath-reader.h"

#include "hopmap-text-scan.h"

#include <string.h>

typedef struct
{
  HopmapTraceDraft *draft;
  guint ttl;
} Path;

/* "3:" or " 3?:", the number and what is behind it. */
static gboolean
scan_number (const char **p, guint *ttl)
{
  const char *q = hopmap_scan_blanks (*p);

  if (!hopmap_scan_uint (&q, 255, ttl))
    return FALSE;
  if (*q == '?')
    q++;
  if (*q != ':' || (q[1] != ' ' && q[1] != '\t' && q[1] != '\0'))
    return FALSE;

  *p = hopmap_scan_blanks (q + 1);
  return TRUE;
}

static gboolean
is_sum (const char *line)
{
  return hopmap_scan_starts (line, "Resume: ") || hopmap_scan_starts (line, "Too many hops");
}

/* The last thing of it all: whether it was reached, and a trace is over. */
static void
end_trace (Path *path, const char *sum, HopmapReading *reading)
{
  if (strstr (sum, " hops ") != NULL)
    hopmap_trace_draft_end_at_last (path->draft);
  hopmap_reading_take (reading, path->draft);
  path->draft = hopmap_trace_draft_new ();
  path->ttl = 0;
}

/* "router" or "router (address)" and a blank behind it. */
static void
read_router (Path *path, const char **p, HopmapSample *probe)
{
  gsize length = hopmap_scan_word (*p);
  const char *bracket = hopmap_scan_blanks (*p + length);
  const char *end = *bracket == '(' ? strchr (bracket, ')') : NULL;
  g_autofree char *name = g_strndup (*p, length);

  if (end != NULL
      && hopmap_scan_address (bracket + 1, (gsize) (end - bracket - 1), &probe->address))
    {
      hopmap_trace_draft_name_host (path->draft, &probe->address, name);
      *p = end + 1;
      return;
    }

  *p += length;
  if (!hopmap_scan_address (name, length, &probe->address))
    hopmap_trace_draft_name_hop (path->draft, path->ttl, name);
}

static void
read_remark (const char *text, HopmapSample *probe)
{
  static const struct
  {
    const char *mark;
    guint8 type4, code4, type6, code6;
  } marks[] = {
    { "!H", 3, 1, 1, 3 },
    { "!N", 3, 0, 1, 0 },
    { "!P", 3, 2, 4, 1 },
    { "!A", 3, 13, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gboolean v6 = probe->address.family == 6;

      if (strstr (text, marks[i].mark) == NULL)
        continue;
      probe->answer = HOPMAP_ANSWER_UNREACHABLE;
      probe->icmp_type = v6 ? marks[i].type6 : marks[i].type4;
      probe->icmp_code = v6 ? marks[i].code6 : marks[i].code4;
    }
}

static gboolean
read_hop (Path *path, const char *p)
{
  HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1 };

  if (strncmp (p, "no reply", 8) == 0)
    {
      hopmap_trace_draft_add_lost (path->draft, path->ttl, 1);
      return TRUE;
    }
  if (strncmp (p, "send failed", 11) == 0)
    return TRUE;

  /* The computer itself says how large a packet its own link takes: no hop. */
  if (*p == '[')
    return TRUE;

  read_router (path, &p, &probe);
  p = hopmap_scan_blanks (p);
  if (strncmp (p, "pmtu ", 5) == 0)
    return TRUE;
  if (!hopmap_scan_time (&p, &probe.rtt_ns))
    return FALSE;

  read_remark (p, &probe);
  hopmap_trace_draft_add_probe (path->draft, path->ttl, &probe);
  return TRUE;
}

static gboolean
read_line (Path *path, const char *line, HopmapReading *reading)
{
  const char *p = line;
  guint ttl;

  if (is_sum (line))
    {
      end_trace (path, line, reading);
      return TRUE;
    }
  if (!scan_number (&p, &ttl))
    return FALSE;

  if (ttl < path->ttl)
    end_trace (path, "", reading);
  path->ttl = ttl;
  return read_hop (path, p);
}

static void
read_all (const HopmapSourceText *text, HopmapReading *reading)
{
  Path path = { .draft = hopmap_trace_draft_new () };

  for (guint i = 0; i < text->n_lines; i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);

      if (*hopmap_scan_blanks (line) != '\0' && !read_line (&path, line, reading))
        hopmap_reading_ignore (reading, i + 1, line);
    }

  hopmap_reading_take (reading, path.draft);
}

static guint
recognise (const HopmapSourceText *text)
{
  guint n = 0;
  gboolean sure = FALSE;

  for (guint i = 0; i < MIN (text->n_lines, HOPMAP_READER_FIRST_LINES); i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);
      const char *p = line;
      guint ttl;

      sure = sure || is_sum (line) || strstr (line, ": [LOCALHOST]") != NULL;
      n += scan_number (&p, &ttl) && (strstr (p, "ms") != NULL || strstr (p, "no reply") != NULL);
    }

  return n == 0 ? 0 : sure ? 95 : 60;
}

const HopmapReader hopmap_tracepath_reader = {
  .title = "tracepath",
  .recognise = recognise,
  .read = read_all,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Traceroute to NAME at ADDRESS:", then "%2d hops away from ADDRESS [ICMP msg type TYPE]". There are
 * no times; stars and OOPS stand for no answer. Type 0 is an echo reply, and the end.
 */
#include "hopmap-course-reader.h"

#include "hopmap-text-scan.h"

#include <string.h>

static const char *
find_heading (const char *line)
{
  const char *p = hopmap_scan_blanks (line);

  return hopmap_scan_starts (p, "traceroute to ") && strstr (p, " at ") != NULL
             ? p + strlen ("traceroute to ")
             : NULL;
}

/* "3 hops away from " and what is behind it. */
static gboolean
scan_row (const char *line, guint *ttl, const char **rest)
{
  const char *p = line;

  if (!hopmap_scan_ttl (&p, ttl))
    return FALSE;

  p = hopmap_scan_blanks (p);
  if (strncmp (p, "hop", 3) != 0)
    return FALSE;
  p = hopmap_scan_blanks (p + hopmap_scan_word (p));
  if (strncmp (p, "away from", 9) != 0)
    return FALSE;

  *rest = hopmap_scan_blanks (p + 9);
  return TRUE;
}

static void
read_heading (HopmapTraceDraft *draft, const char *rest)
{
  g_autofree char *name = g_strndup (rest, hopmap_scan_word (rest));
  /* With the blank before it, since the name may be missing. */
  const char *at = strstr (rest - 1, " at ") + 4;
  gsize length = hopmap_scan_word (at);
  HopmapAddress address;

  while (length > 0 && at[length - 1] == ':' && !hopmap_scan_address (at, length, &address))
    length--;
  if (at > rest + 3)
    hopmap_trace_draft_set_target (draft, name);
  if (hopmap_scan_address (at, length, &address))
    hopmap_trace_draft_set_destination (draft, &address);
  hopmap_trace_draft_set_protocol (draft, HOPMAP_PROTOCOL_ICMP, 0);
}

static gboolean
read_type (const char *text, guint *type)
{
  const char *p = strstr (text, "msg type");

  if (p == NULL)
    return FALSE;

  p = hopmap_scan_blanks (p + strlen ("msg type"));
  return hopmap_scan_uint (&p, 255, type);
}

static gboolean
read_row (HopmapTraceDraft *draft, guint ttl, const char *rest)
{
  HopmapSample probe = { .sent_ns = -1, .rtt_ns = -1 };
  guint type = 0;

  if (!read_type (rest, &type))
    {
      hopmap_trace_draft_add_lost (draft, ttl, 1);
      return strstr (rest, "OOPS") != NULL;
    }

  hopmap_scan_address (rest, hopmap_scan_word (rest), &probe.address);
  probe.icmp_type = (guint8) type;
  if (type == 0)
    probe.answer = HOPMAP_ANSWER_DESTINATION;
  else if (type == 3)
    probe.answer = HOPMAP_ANSWER_UNREACHABLE;
  else
    probe.answer = HOPMAP_ANSWER_TIME_EXCEEDED;
  hopmap_trace_draft_add_probe (draft, ttl, &probe);
  return TRUE;
}

static void
read_all (const HopmapSourceText *text, HopmapReading *reading)
{
  HopmapTraceDraft *draft = hopmap_trace_draft_new ();

  for (guint i = 0; i < text->n_lines; i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);
      const char *heading = find_heading (line);
      const char *rest;
      gboolean understood = *hopmap_scan_blanks (line) == '\0'
                            || hopmap_scan_starts (line, "Desitnation reached")
                            || hopmap_scan_starts (line, "Destination reached");
      guint ttl;

      if (heading != NULL)
        {
          hopmap_reading_take (reading, draft);
          draft = hopmap_trace_draft_new ();
          read_heading (draft, heading);
          understood = TRUE;
        }
      else if (scan_row (line, &ttl, &rest))
        {
          if (ttl <= hopmap_trace_draft_get_last_ttl (draft))
            {
              hopmap_reading_take (reading, draft);
              draft = hopmap_trace_draft_new ();
            }
          understood = read_row (draft, ttl, rest);
        }
      if (!understood)
        hopmap_reading_ignore (reading, i + 1, line);
    }

  hopmap_reading_take (reading, draft);
}

static guint
recognise (const HopmapSourceText *text)
{
  guint n = 0;

  for (guint i = 0; i < MIN (text->n_lines, HOPMAP_READER_FIRST_LINES); i++)
    {
      const char *rest;
      guint ttl;

      n += scan_row (hopmap_source_text_get_line (text, i), &ttl, &rest);
    }

  return n > 0 ? 97 : 0;
}

const HopmapReader hopmap_course_reader = {
  .title = "Scapy traceroute",
  .recognise = recognise,
  .read = read_all,
};

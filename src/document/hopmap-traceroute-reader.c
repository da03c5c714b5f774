/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines are headings, hops and the rest of a hop. A hop number that does not rise, and a
 * heading, begin a new trace. See the header.
 */
#include "hopmap-traceroute-reader.h"

#include "hopmap-text-scan.h"
#include "hopmap-traceroute-items.h"

#include <string.h>

static const char *const headings[] = {
  "traceroute to ",       "traceroute6 to ",   "tracing the route to ",
  "tracing the path to ", "tcptraceroute to ", "traceroute from ",
};

/* Our own text has a verdict before the heading, in the person's language, and a line behind it. */
static const char own_mark[] = "Hopmap ";

#define OWN_FIRST_LINES 8u

/* Said around a trace by the tools themselves, and nothing that is lost when it is passed over. */
static const char *const chatter[] = {
  "traceroute: ",    "traceroute6: ",   "type escape sequence", "vrf info:", "running:",
  "traceroute ",     "tcptraceroute ",  "selected device",      "abort",     "target ",
  "source address:", "numeric display", "packet tracer",
};

static const char *
find_heading (const char *line)
{
  const char *p = hopmap_scan_blanks (line);

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      const char *rest = p + strlen (headings[i]);
      const char *to;

      if (!hopmap_scan_starts (p, headings[i]))
        continue;
      /* scamper names the source first. */
      to = g_str_has_suffix (headings[i], " from ") ? strstr (rest, " to ") : NULL;
      return to != NULL ? to + 4 : rest;
    }

  return NULL;
}

static gboolean
is_own_line (const char *line)
{
  const char *mark = strstr (line, own_mark);

  return mark != NULL && g_ascii_isdigit (mark[strlen (own_mark)])
         && strpbrk (mark + strlen (own_mark), " \t(") == NULL;
}

static gboolean
is_own_heading (const HopmapSourceText *text, guint i)
{
  return i + 1 < text->n_lines && is_own_line (hopmap_source_text_get_line (text, i + 1))
         && find_heading (hopmap_source_text_get_line (text, i)) != NULL;
}

/* The number of lines that come before a heading of our own text from @first on; 0 in any other. */
static guint
count_own_lines (const HopmapSourceText *text, guint first)
{
  for (guint i = first; i < MIN (first + OWN_FIRST_LINES, text->n_lines); i++)
    {
      if (is_own_heading (text, i))
        return i - first;
    }

  return 0;
}

static gboolean
is_chatter (const char *line)
{
  if (is_own_line (line))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (chatter); i++)
    {
      if (hopmap_scan_starts (line, chatter[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
find_number_before (const char *line, const char *words, guint *number)
{
  const char *p = strstr (line, words);

  while (p != NULL && p > line && g_ascii_isdigit (p[-1]))
    p--;
  return p != NULL && hopmap_scan_uint (&p, 255, number);
}

/* "NAME (ADDRESS) from ADDRESS, 30 hops max, 60 byte packets", or what a make has of it. */
static void
read_heading (HopmapTraceDraft *draft, const char *rest, const char *line)
{
  g_autofree char *name = g_strndup (rest, strcspn (rest, " \t,"));
  const char *from = strstr (rest, " from ");
  const char *port = strstr (rest, " port ");
  HopmapAddress address;
  guint number;

  hopmap_trace_draft_set_target (draft, name);
  if (hopmap_scan_bracketed (rest, '(', ')', &address)
      || hopmap_scan_address (name, strlen (name), &address))
    hopmap_trace_draft_set_destination (draft, &address);
  if (from != NULL && hopmap_scan_address (from + 6, strcspn (from + 6, " ,"), &address))
    hopmap_trace_draft_set_source (draft, &address);
  if (find_number_before (line, " hops max", &number))
    hopmap_trace_draft_set_max_ttl (draft, number);
  if (strstr (rest, "TCP port ") != NULL && port != NULL)
    {
      port += 6;
      hopmap_trace_draft_set_protocol (draft, HOPMAP_PROTOCOL_TCP,
                                       hopmap_scan_uint (&port, 65535, &number) ? number : 0);
    }
}

static void
begin (HopmapItems *items, HopmapReading *reading)
{
  hopmap_reading_take (reading, items->draft);
  items->draft = hopmap_trace_draft_new ();
  items->ttl = 0;
}

static gboolean
read_line (HopmapItems *items, HopmapReading *reading, const char *line)
{
  const char *rest = find_heading (line);
  const char *p = line;
  guint ttl;

  if (rest != NULL)
    {
      begin (items, reading);
      read_heading (items->draft, rest, line);
      return TRUE;
    }
  if (hopmap_scan_ttl (&p, &ttl))
    {
      if (items->ttl >= ttl)
        begin (items, reading);
      hopmap_items_start_hop (items, ttl);
      if (hopmap_items_read (items, p))
        return TRUE;
      /* An empty line of a hop that was being probed when the trace was broken off. */
      return *hopmap_scan_blanks (p) == '\0';
    }
  if (items->ttl > 0 && (*line == ' ' || *line == '\t'))
    return hopmap_items_read (items, line) || is_chatter (line);

  return is_chatter (line);
}

static void
read_all (const HopmapSourceText *text, HopmapReading *reading, HopmapMarkStyle style)
{
  HopmapItems items = { .draft = hopmap_trace_draft_new (), .style = style };
  gboolean own = FALSE, paused = TRUE;

  for (guint i = 0; i < text->n_lines; i++)
    {
      const char *line;
      /* Before the first heading, and after the empty line behind each trace of our own. */
      guint n_own = paused && (own || i == 0) ? count_own_lines (text, i) : 0;

      i += n_own;
      line = hopmap_source_text_get_line (text, i);
      own = own || is_own_heading (text, i);
      paused = *hopmap_scan_blanks (line) == '\0';
      if (!paused && !read_line (&items, reading, line))
        hopmap_reading_ignore (reading, i + 1, line);
    }

  hopmap_reading_take (reading, items.draft);
  hopmap_items_clear (&items);
}

/**
 * hopmap_traceroute_read_text:
 * @text: what traceroute printed, quoted in another file; valid UTF-8
 * @draft: gets the first trace in it
 */
void
hopmap_traceroute_read_text (const char *text, HopmapTraceDraft *draft)
{
  g_autoptr (HopmapSourceText) source = hopmap_source_text_new_from_string (text);
  HopmapItems items = { .draft = draft };

  for (guint i = 0; source != NULL && i < source->n_lines; i++)
    {
      const char *line = hopmap_source_text_get_line (source, i);
      const char *rest = find_heading (line);
      const char *p = line;
      guint ttl;

      if (rest != NULL && items.ttl == 0)
        read_heading (draft, rest, line);
      else if (hopmap_scan_ttl (&p, &ttl) && ttl > items.ttl)
        {
          hopmap_items_start_hop (&items, ttl);
          hopmap_items_read (&items, p);
        }
      else if (items.ttl > 0 && *line == ' ')
        hopmap_items_read (&items, line);
    }

  hopmap_items_clear (&items);
}

static void
read_unix (const HopmapSourceText *text, HopmapReading *reading)
{
  read_all (text, reading, HOPMAP_MARKS_UNIX);
}

static void
read_ios (const HopmapSourceText *text, HopmapReading *reading)
{
  read_all (text, reading, HOPMAP_MARKS_IOS);
}

/* A router before any time, as all makes but Windows have it; or stars alone. */
static gboolean
is_hop (const char *line, gboolean *silent)
{
  const char *p = line;
  HopmapAddress address;
  gint64 rtt_ns;
  guint ttl;

  if (!hopmap_scan_ttl (&p, &ttl))
    return FALSE;

  p = hopmap_scan_blanks (p);
  *silent = *p == '*';
  p += strspn (p, "* \t");
  if (*silent && *p == '\0')
    return TRUE;
  if (hopmap_scan_time (&p, &rtt_ns) || !hopmap_scan_find_address (p, &address))
    return FALSE;

  for (; *p != '\0'; p++)
    {
      const char *q = p;

      if (hopmap_scan_time (&q, &rtt_ns) || *p == '*' || *p == '!')
        return TRUE;
    }

  return FALSE;
}

static guint
judge (guint n_headings, guint n_hops, guint n_silent)
{
  if (n_headings > 0)
    return n_hops + n_silent > 0 ? 95 : 60;
  if (n_hops >= 2)
    return 75;
  if (n_hops == 1)
    return 55;

  return n_silent > 0 ? 10 : 0;
}

static guint
recognise (const HopmapSourceText *text, HopmapMarkStyle style)
{
  guint n_headings = 0, n_hops = 0, n_silent = 0;
  gboolean of_router = FALSE;

  for (guint i = 0; i < MIN (text->n_lines, HOPMAP_READER_FIRST_LINES); i++)
    {
      const char *line = hopmap_source_text_get_line (text, i);
      gboolean silent;

      n_headings += find_heading (line) != NULL;
      of_router = of_router || hopmap_scan_starts (line, "tracing the route to ")
                  || hopmap_scan_starts (line, "type escape sequence")
                  || strstr (line, " msec") != NULL;
      if (is_hop (line, &silent))
        {
          n_hops += !silent;
          n_silent += silent;
        }
    }

  return of_router == (style == HOPMAP_MARKS_IOS) ? judge (n_headings, n_hops, n_silent) : 0;
}

static guint
recognise_unix (const HopmapSourceText *text)
{
  return recognise (text, HOPMAP_MARKS_UNIX);
}

static guint
recognise_ios (const HopmapSourceText *text)
{
  return recognise (text, HOPMAP_MARKS_IOS);
}

const HopmapReader hopmap_traceroute_reader = {
  .title = "traceroute",
  .recognise = recognise_unix,
  .read = read_unix,
};

const HopmapReader hopmap_ios_reader = {
  .title = "Cisco IOS traceroute",
  .recognise = recognise_ios,
  .read = read_ios,
};

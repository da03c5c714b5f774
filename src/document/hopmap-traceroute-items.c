/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One tolerant grammar for all makes: items in any order, a router stays until another one is
 * named. See the header.
 */
#include "hopmap-traceroute-items.h"

#include "hopmap-text-scan.h"

#include <math.h>
#include <string.h>

static void
add_probe (HopmapItems *self, gint64 rtt_ns)
{
  HopmapSample probe = self->host;

  probe.sent_ns = -1;
  probe.rtt_ns = rtt_ns;
  hopmap_trace_draft_add_probe (self->draft, self->ttl, &probe);
  self->n_read++;
  self->fresh = FALSE;
  self->timed = TRUE;
}

static HopmapSample *
get_last_probe (HopmapItems *self)
{
  guint n = hopmap_trace_draft_get_n_probes (self->draft, self->ttl);

  return n > 0 ? hopmap_trace_draft_get_probe (self->draft, self->ttl, n - 1) : NULL;
}

/* IOS prints a mark in the place of a time. */
static gboolean
read_mark (HopmapItems *self, const char *text, gsize length)
{
  HopmapSample *last;

  if (!self->timed && !hopmap_address_is_set (&self->host.address))
    return FALSE;
  if (!self->timed)
    add_probe (self, -1);

  last = get_last_probe (self);
  return last != NULL && !last->lost && hopmap_mark_apply (last, self->style, text, length);
}

static void
set_host (HopmapItems *self, const HopmapAddress *address, const char *name, gsize name_length)
{
  memset (&self->host, 0, sizeof self->host);
  self->host.address = *address;
  self->host_first = hopmap_trace_draft_get_n_probes (self->draft, self->ttl);
  self->fresh = TRUE;
  self->timed = FALSE;
  g_free (self->host_name);
  self->host_name = g_strndup (name, name_length);

  if (hopmap_address_is_set (address))
    hopmap_trace_draft_name_host (self->draft, address, self->host_name);
  else
    hopmap_trace_draft_name_hop (self->draft, self->ttl, self->host_name);
  if (self->pending_asn > 0)
    hopmap_trace_draft_set_network (self->draft, address, self->pending_asn, NULL);
  self->pending_asn = 0;
}

/* What is between "(" and the next ")", where that is one word. */
static gboolean
scan_round (const char *p, const char **inside, gsize *length)
{
  const char *end = *p == '(' ? strpbrk (p, ") \t=") : NULL;

  if (end == NULL || *end != ')' || end == p + 1)
    return FALSE;

  *inside = p + 1;
  *length = (gsize) (end - p - 1);
  return TRUE;
}

/*
 * "NAME (ADDRESS)", GNU's "ADDRESS (NAME)", "NAME (NAME)" where names stand for addresses, or a bare
 * address.
 */
static gboolean
read_host (HopmapItems *self, const char **p)
{
  gsize length = hopmap_scan_word (*p);
  const char *name = *p;
  const char *inside = NULL;
  gsize inside_length = 0;
  gboolean round = scan_round (hopmap_scan_blanks (name + length), &inside, &inside_length);
  HopmapAddress address = { 0 };

  if (round
      && (hopmap_scan_address (inside, inside_length, &address)
          || (inside_length == length && strncmp (inside, name, length) == 0)))
    {
      /* A browser that copied a link. */
      if (length > 7 && strncmp (name, "http://", 7) == 0)
        name += 7, length -= 7;
      set_host (self, &address, name, length);
    }
  else if (hopmap_scan_address (name, length, &address))
    {
      set_host (self, &address, round ? inside : "", inside_length);
    }
  else
    {
      return FALSE;
    }

  *p = round ? inside + inside_length + 1 : name + length;
  return TRUE;
}

static void
set_asn (HopmapItems *self, guint asn)
{
  if (self->fresh)
    hopmap_trace_draft_set_network (self->draft, &self->host.address, asn, NULL);
  else
    self->pending_asn = asn;
}

/* Labels go with the times behind them, or with those before where they have a line of their own. */
static void
set_labels (HopmapItems *self, const HopmapSample *labels)
{
  guint n = hopmap_trace_draft_get_n_probes (self->draft, self->ttl);

  self->host.n_labels = labels->n_labels;
  memcpy (self->host.labels, labels->labels, sizeof labels->labels);
  for (guint i = self->host_first; i < n && !self->fresh; i++)
    {
      HopmapSample *probe = hopmap_trace_draft_get_probe (self->draft, self->ttl, i);

      if (probe->lost)
        continue;
      probe->n_labels = labels->n_labels;
      memcpy (probe->labels, labels->labels, sizeof labels->labels);
    }
}

/* "[AS64500]", "[AS 64500]", "[*]", "[MPLS: Label 1 Exp 0]", "[Label=1 …]", "[open]", "[closed]" */
static gboolean
read_square (HopmapItems *self, const char **p)
{
  const char *end = strchr (*p, ']');
  HopmapSample labels = { 0 };
  g_autofree char *inside = NULL;
  guint asn;

  if (end == NULL)
    return FALSE;

  inside = g_strndup (*p + 1, (gsize) (end - *p - 1));
  *p = end + 1;
  if (hopmap_scan_asn (inside, &asn))
    set_asn (self, asn);
  else if (strstr (inside, "abel") != NULL)
    {
      hopmap_scan_label_words (inside, &labels);
      set_labels (self, &labels);
    }

  return TRUE;
}

static gboolean
read_label_field (const char **p, char letter, guint max, guint *value)
{
  if ((*p)[0] != letter || (*p)[1] != '=')
    return FALSE;

  *p += 2;
  if (!hopmap_scan_uint (p, max, value))
    return FALSE;
  if (**p == ',')
    (*p)++;
  return TRUE;
}

/* "<MPLS:L=1,E=0,S=0,T=1/L=2,…>"; other things in angle brackets are of no concern. */
static gboolean
read_angle (HopmapItems *self, const char **p)
{
  const char *end = strchr (*p, '>');
  const char *q = *p + 6;
  HopmapSample labels = { 0 };
  guint label, class, bottom, ttl;

  if (end == NULL)
    return FALSE;
  if (strncmp (*p, "<MPLS:", 6) != 0)
    {
      *p = end + 1;
      return TRUE;
    }

  while (labels.n_labels < HOPMAP_MAX_LABELS && read_label_field (&q, 'L', 0xfffff, &label)
         && read_label_field (&q, 'E', 7, &class) && read_label_field (&q, 'S', 1, &bottom)
         && read_label_field (&q, 'T', 255, &ttl))
    {
      labels.labels[labels.n_labels++] = (HopmapMplsLabel){
        .label = label, .traffic_class = (guint8) class, .bottom = bottom == 1, .ttl = (guint8) ttl
      };
      if (*q != '/')
        break;
      q++;
    }
  set_labels (self, &labels);
  *p = end + 1;
  return TRUE;
}

static gboolean
read_stars (HopmapItems *self, const char **p)
{
  gsize n = strspn (*p, "*");

  if (n == 0 || n != hopmap_scan_word (*p))
    return FALSE;

  *p += n;
  hopmap_trace_draft_add_lost (self->draft, self->ttl, (guint) MIN (n, HOPMAP_DRAFT_MAX_PROBES));
  self->n_read += (guint) MIN (n, HOPMAP_DRAFT_MAX_PROBES);
  self->timed = FALSE;
  return TRUE;
}

/* "F=1500" of --mtu, "'12'" of --back, "(ttl=12!)" of -l: nothing that a route keeps. */
static gboolean
is_flag (const char *p, gsize length)
{
  return (length > 2 && strncmp (p, "F=", 2) == 0) || (length > 2 && p[0] == '\'')
         || strncmp (p, "(ttl=", 5) == 0 || strncmp (p, "(TOS=", 5) == 0;
}

static gboolean
read_word (HopmapItems *self, const char **p)
{
  gsize length = hopmap_scan_word (*p);
  gint64 rtt_ns;
  guint asn;

  if (hopmap_scan_time (p, &rtt_ns))
    {
      add_probe (self, rtt_ns);
      return TRUE;
    }
  if (read_host (self, p))
    return TRUE;
  if (is_flag (*p, length))
    {
      *p += length;
      return TRUE;
    }
  if (strncmp (*p, "AS", 2) == 0 && g_ascii_isdigit ((*p)[2]) && hopmap_scan_asn (*p, &asn))
    {
      hopmap_trace_draft_set_network (self->draft, &self->host.address, asn, NULL);
      *p += length;
      return TRUE;
    }

  return FALSE;
}

static gboolean
read_item (HopmapItems *self, const char **p)
{
  const char *text = *p;

  switch (*text)
    {
    case '*':
      return read_stars (self, p);
    case '!':
      *p += hopmap_scan_word (text);
      return read_mark (self, text + 1, hopmap_scan_word (text) - 1);
    case '[':
      return read_square (self, p);
    case '<':
      if (hopmap_scan_word (text) > 1 && g_ascii_isdigit (text[1]))
        return read_word (self, p);
      return read_angle (self, p);
    default:
      return read_word (self, p);
    }
}

/* A number, and the words behind it. */
static gboolean
find_number (const char *line, const char *words, double *number)
{
  const char *p = strstr (line, words);

  if (p == NULL)
    return FALSE;
  while (p > line && (g_ascii_isdigit (p[-1]) || p[-1] == '.'))
    p--;

  return hopmap_scan_decimal (&p, number);
}

/*
 * Our own text sums many probes up: "1.000 ms best  2.000 ms mean  4.000 ms worst  10.0% lost of 20".
 * The best one is kept as the probe.
 */
static gboolean
read_sums (HopmapItems *self, const char *line)
{
  const char *of = strstr (line, "% lost of ");
  HopmapRunningStats stats = { 0 };
  double best, mean, worst, loss;

  if (of == NULL || !find_number (line, " ms best", &best) || !find_number (line, " ms mean", &mean)
      || !find_number (line, " ms worst", &worst) || !find_number (line, "% lost of ", &loss))
    return FALSE;
  of += strlen ("% lost of ");
  if (!hopmap_scan_uint (&of, G_MAXINT, &stats.sent) || loss >= 100.0
      || hopmap_scan_ms_to_ns (MAX (worst, mean)) < 0 || hopmap_scan_ms_to_ns (best) < 0)
    return FALSE;

  stats.lost = (guint) round (stats.sent * loss / 100.0);
  stats.received = stats.sent - stats.lost;
  stats.best_ns = stats.last_ns = hopmap_scan_ms_to_ns (best);
  stats.worst_ns = hopmap_scan_ms_to_ns (worst);
  stats.mean_ns = (double) hopmap_scan_ms_to_ns (mean);
  add_probe (self, stats.best_ns);
  hopmap_trace_draft_set_stats (self->draft, self->ttl, &stats);
  return TRUE;
}

/**
 * hopmap_items_start_hop:
 * @self: a reading
 * @ttl: of the line that follows
 */
void
hopmap_items_start_hop (HopmapItems *self, guint ttl)
{
  self->ttl = ttl;
  memset (&self->host, 0, sizeof self->host);
  self->host_first = 0;
  self->fresh = FALSE;
  self->timed = FALSE;
  self->pending_asn = 0;
}

/**
 * hopmap_items_read:
 * @self: a reading, in a hop
 * @line: what stands behind the hop number, or a line that goes on with it
 *
 * Reads as much as it understands. What stands behind the last time is a remark.
 *
 * Returns: whether there was anything of a trace in it
 */
gboolean
hopmap_items_read (HopmapItems *self, const char *line)
{
  const char *p = hopmap_scan_blanks (line);
  gboolean understood = FALSE;

  self->n_read = 0;
  while (*p != '\0')
    {
      const char *before = p;

      if (g_ascii_isdigit (*p) && read_sums (self, p))
        return TRUE;
      if (read_item (self, &p))
        understood = TRUE;
      else
        p = before + MAX (hopmap_scan_word (before), 1);
      p = hopmap_scan_blanks (p);
    }

  return understood;
}

/**
 * hopmap_items_clear:
 * @self: a reading; only its strings are freed
 */
void
hopmap_items_clear (HopmapItems *self)
{
  g_clear_pointer (&self->host_name, g_free);
}

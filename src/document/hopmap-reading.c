/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-reading.h"

#include "hopmap-plain-text.h"

#include <glib/gi18n-lib.h>

#define MAX_ROUTES         1000u
#define MAX_PROBES         65536u
#define MAX_SHOWN          60u
#define MAX_SHOWN_IN_BYTES 512

static guint
count_probes_of_draft (HopmapTraceDraft *draft)
{
  guint n = 0;

  for (guint ttl = 1; ttl <= hopmap_trace_draft_get_last_ttl (draft); ttl++)
    n += MAX (hopmap_trace_draft_get_n_probes (draft, ttl), 1);

  return n;
}

static guint
count_probes (HopmapRoute *route)
{
  guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (route));
  guint n = 0;

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      n += MAX (hopmap_hop_get_n_samples (hop), 1);
    }

  return n;
}

/**
 * hopmap_reading_new:
 * @format: the format it is taken for; not copied
 * @confidence: how surely, percent
 *
 * Returns: (transfer full): a reading without any route yet
 */
HopmapReading *
hopmap_reading_new (const char *format, guint confidence)
{
  HopmapReading *self = g_new0 (HopmapReading, 1);

  self->format = format;
  self->confidence = confidence;
  self->routes = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * hopmap_reading_free:
 * @self: (transfer full): a reading
 */
void
hopmap_reading_free (HopmapReading *self)
{
  g_ptr_array_unref (self->routes);
  g_free (self->first_ignored_text);
  g_free (self);
}

/**
 * hopmap_reading_add_route:
 * @self: a reading
 * @route: a trace that is complete
 */
void
hopmap_reading_add_route (HopmapReading *self, HopmapRoute *route)
{
  guint n_probes = count_probes (route);

  if (self->routes->len >= MAX_ROUTES || self->n_probes + n_probes > MAX_PROBES)
    {
      self->n_left_out++;
      return;
    }

  self->n_probes += n_probes;
  g_ptr_array_add (self->routes, g_object_ref (route));
}

/**
 * hopmap_reading_add_own_route:
 * @self: a reading
 * @route: a trace of the program's own document, whose reader has limits of its own
 */
void
hopmap_reading_add_own_route (HopmapReading *self, HopmapRoute *route)
{
  g_ptr_array_add (self->routes, g_object_ref (route));
}

/**
 * hopmap_reading_take:
 * @self: a reading
 * @draft: (transfer full) (nullable): a trace that is complete
 *
 * Returns: whether there was a trace in @draft
 */
gboolean
hopmap_reading_take (HopmapReading *self, HopmapTraceDraft *draft)
{
  g_autoptr (HopmapTraceDraft) taken = draft;
  g_autoptr (HopmapRoute) route = NULL;

  if (taken == NULL)
    return FALSE;
  /* A route costs much more than a draft. */
  if (hopmap_trace_draft_get_last_ttl (taken) > 0
      && (self->routes->len >= MAX_ROUTES
          || self->n_probes + count_probes_of_draft (taken) > MAX_PROBES))
    {
      self->n_left_out++;
      return TRUE;
    }

  route = hopmap_trace_draft_finish (taken);
  if (route != NULL)
    hopmap_reading_add_route (self, route);
  return route != NULL;
}

/**
 * hopmap_reading_ignore:
 * @self: a reading
 * @number: of a line, counted from 1
 * @text: (nullable): the line, any bytes
 *
 * Notes that it was not understood.
 */
void
hopmap_reading_ignore (HopmapReading *self, guint number, const char *text)
{
  g_autofree char *start = NULL;

  if (self->n_ignored++ > 0 && number >= self->first_ignored)
    return;

  start = g_strndup (text != NULL ? text : "", MAX_SHOWN_IN_BYTES);
  self->first_ignored = number;
  g_free (self->first_ignored_text);
  self->first_ignored_text = hopmap_plain_text_dup (start, MAX_SHOWN);
}

static char *
dup_ignored_sentence (const HopmapReading *self)
{
  const char *text = self->first_ignored_text != NULL ? self->first_ignored_text : "";

  if (self->routes->len == 0)
    return g_strdup_printf (
        /* Translators: a format such as "mtr --report", the number of a line, and its text */
        _ ("No trace was found when reading this as %s; the first line that was not understood is "
           "line %u, “%s”."),
        self->format, self->first_ignored, text);

  return g_strdup_printf (
      /* Translators: a format such as "mtr --report", lines, the number of one, and its text */
      g_dngettext (GETTEXT_PACKAGE, "Read as %s; %u line was not understood: line %u, “%s”.",
                   "Read as %s; %u lines were not understood, the first is line %u, “%s”.",
                   self->n_ignored),
      self->format, self->n_ignored, self->first_ignored, text);
}

/**
 * hopmap_reading_dup_notice:
 * @self: a reading
 *
 * Returns: (transfer full) (nullable): a sentence on what was not understood, or is not shown,
 *   translated; %NULL where there is nothing of the kind
 */
char *
hopmap_reading_dup_notice (const HopmapReading *self)
{
  if (self->routes->len > 0 && self->doubt != NULL)
    return g_strdup (self->doubt);
  if (self->n_ignored > 0)
    return dup_ignored_sentence (self);
  if (self->routes->len == 0)
    return g_strdup_printf (
        /* Translators: %s is a format such as "mtr --report" */
        _ ("This looks like %s, but there is no hop in it; open another file."), self->format);
  if (self->n_left_out > 0)
    return g_strdup_printf (
        /* Translators: a format such as "mtr --csv", and numbers of traces */
        _ ("Read as %s; only the first %u of %u traces are here."), self->format, self->routes->len,
        self->routes->len + self->n_left_out);

  return NULL;
}

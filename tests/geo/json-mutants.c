/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "json-mutants.h"

#include <string.h>

/* None of these is a place, a time or a name. */
static const char *const values[] = {
  "null",   "true",      "\"\"",  "[]",     "{}",          "[[7]]",
  "[null]", "{\"a\":7}", "1e999", "-1e999", "\"\\u0000\"", "\"12\\u0000\"",
};

typedef struct
{
  gsize start, end;
} Span;

static gsize
skip_blanks (const char *text, gsize i)
{
  return i + strspn (text + i, " \t\r\n");
}

/* At the opening quote; returns where the string is over. */
static gsize
skip_string (const char *text, gsize i)
{
  for (i++; text[i] != '"'; i++)
    i += text[i] == '\\';

  return i + 1;
}

/* Returns where the value is over that begins at @i, and adds it and all within to @spans. */
static gsize
find_spans (const char *text, gsize i, GArray *spans)
{
  Span span = { .start = i };
  char end = text[i] == '{' ? '}' : ']';

  if (text[i] == '"')
    {
      i = skip_string (text, i);
    }
  else if (text[i] == '{' || text[i] == '[')
    {
      for (i = skip_blanks (text, i + 1); text[i] != end; i = skip_blanks (text, i))
        {
          if (text[i] == ',')
            i = skip_blanks (text, i + 1);
          if (end == '}')
            i = skip_blanks (text, skip_blanks (text, skip_string (text, i)) + 1);
          i = find_spans (text, i, spans);
        }
      i++;
    }
  else
    {
      i += strcspn (text + i, ",]} \t\r\n");
    }

  span.end = i;
  g_array_append_val (spans, span);
  return i;
}

/* Returns how many mutants were shown to @func. @text must be good JSON. */
guint
json_mutants_foreach (const char *text, JsonMutantFunc func, gpointer user_data)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));

  find_spans (text, skip_blanks (text, 0), spans);
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autoptr (GString) mutant = g_string_new_len (text, (gssize) span->start);

          g_string_append (mutant, values[j]);
          g_string_append (mutant, text + span->end);
          func (mutant->str, values[j], user_data);
        }
    }

  return spans->len * (guint) G_N_ELEMENTS (values);
}

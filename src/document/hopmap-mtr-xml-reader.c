/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Old versions call an element "Loss%", which XML does not allow: it is renamed before the parser
 * of GLib sees it. That one keeps its stack in memory of its own and takes no entities.
 */
#include "hopmap-mtr-xml-reader.h"

#include "hopmap-mtr-hub.h"
#include "hopmap-text-scan.h"

#include <string.h>

#define MAX_ELEMENTS 120000u

typedef struct
{
  HopmapTraceDraft *draft;
  HopmapReading *reading;
  HopmapMtrHub hub;
  char *host;
  guint n_elements;
  gboolean in_hub;
  gboolean in_column;
  HopmapMtrColumn column;
} Parse;

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (strcmp (names[i], name) == 0)
        return values[i];
    }

  return NULL;
}

static void
end_trace (Parse *parse)
{
  hopmap_mtr_finish (parse->draft);
  hopmap_reading_take (parse->reading, parse->draft);
  parse->draft = hopmap_trace_draft_new ();
}

static void
start_trace (Parse *parse, const char *destination)
{
  HopmapAddress address;

  end_trace (parse);
  hopmap_trace_draft_set_target (parse->draft, destination);
  if (destination != NULL && hopmap_scan_address (destination, strlen (destination), &address))
    hopmap_trace_draft_set_destination (parse->draft, &address);
}

static void
start_hub (Parse *parse, const char *count, const char *host)
{
  memset (&parse->hub, 0, sizeof parse->hub);
  if (count == NULL || !hopmap_scan_uint (&count, 255, &parse->hub.ttl))
    parse->hub.ttl = 0;
  g_free (parse->host);
  parse->host = g_strdup (host != NULL ? host : "???");
  parse->in_hub = TRUE;
}

static void
start_element (GMarkupParseContext *context,
               const char *name,
               const char **names,
               const char **values,
               gpointer user_data,
               GError **error)
{
  Parse *parse = user_data;

  parse->in_column = FALSE;
  if (++parse->n_elements > MAX_ELEMENTS)
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "Too much.");
  else if (strcmp (name, "MTR") == 0)
    start_trace (parse, find_attribute (names, values, "DST"));
  else if (strcmp (name, "HUB") == 0)
    start_hub (parse, find_attribute (names, values, "COUNT"),
               find_attribute (names, values, "HOST"));
  else if (parse->in_hub)
    parse->in_column = hopmap_mtr_find_column (name, &parse->column);
}

static void
end_element (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Parse *parse = user_data;
  int line;

  parse->in_column = FALSE;
  if (!parse->in_hub || strcmp (name, "HUB") != 0)
    return;

  parse->in_hub = FALSE;
  g_markup_parse_context_get_position (context, &line, NULL);
  if (!hopmap_mtr_hub_add (&parse->hub, parse->host, parse->draft))
    hopmap_reading_ignore (parse->reading, (guint) MAX (line, 1), parse->host);
}

static void
text (GMarkupParseContext *context,
      const char *text,
      gsize length,
      gpointer user_data,
      GError **error)
{
  Parse *parse = user_data;
  const char *p = hopmap_scan_blanks (text);
  double value;

  if (parse->in_hub && parse->in_column && hopmap_scan_decimal (&p, &value))
    hopmap_mtr_hub_set (&parse->hub, parse->column, value);
}

static char *
dup_repaired (const HopmapSourceText *source)
{
  static const char wrong[] = "Loss%>";
  char *xml = g_strdup (source->text);
  char *out = xml;

  for (const char *in = xml; *in != '\0';)
    {
      if (*in == 'L' && strncmp (in, wrong, strlen (wrong)) == 0)
        {
          memcpy (out, "Loss>", 5);
          out += 5;
          in += strlen (wrong);
        }
      else
        {
          *out++ = *in++;
        }
    }
  *out = '\0';
  return xml;
}

static void
read_all (const HopmapSourceText *source, HopmapReading *reading)
{
  static const GMarkupParser callbacks = { .start_element = start_element,
                                           .end_element = end_element,
                                           .text = text };
  Parse parse = { .draft = hopmap_trace_draft_new (), .reading = reading };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autofree char *xml = dup_repaired (source);
  int line;

  context = g_markup_parse_context_new (&callbacks, G_MARKUP_DEFAULT_FLAGS, &parse, NULL);
  if (!g_markup_parse_context_parse (context, xml, (gssize) strlen (xml), NULL)
      || !g_markup_parse_context_end_parse (context, NULL))
    {
      g_markup_parse_context_get_position (context, &line, NULL);
      hopmap_reading_ignore (reading, (guint) MAX (line, 1),
                             hopmap_source_text_get_line (source, (guint) MAX (line, 1) - 1));
    }

  end_trace (&parse);
  hopmap_trace_draft_free (parse.draft);
  g_free (parse.host);
}

static guint
recognise (const HopmapSourceText *source)
{
  const char *start = source->text + strspn (source->text, " \t\r\n");

  return *start == '<' && strstr (source->text, "<MTR ") != NULL
                 && strstr (source->text, "<HUB ") != NULL
             ? 95
             : 0;
}

const HopmapReader hopmap_mtr_xml_reader = {
  .title = "mtr --xml",
  .recognise = recognise,
  .read = read_all,
};

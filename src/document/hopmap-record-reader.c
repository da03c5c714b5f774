/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Every value is looked at by the guard before the parser gets it.
 */
#include "hopmap-record-reader.h"

#include "hopmap-globalping-reader.h"
#include "hopmap-json-guard.h"
#include "hopmap-json-value.h"
#include "hopmap-mtr-json-reader.h"
#include "hopmap-nexttrace-json-reader.h"
#include "hopmap-ripe-atlas-reader.h"
#include "hopmap-scamper-reader.h"
#include "hopmap-text-scan.h"
#include "hopmap-trippy-reader.h"

#include <string.h>

#define MAX_RECORDS 20000u

/* After so many traces more than can be kept, the others are only counted. */
#define MAX_LEFT_OUT 100u

static const HopmapRecordReader *const record_readers[] = {
  &hopmap_mtr_json_reader,   &hopmap_scamper_reader, &hopmap_ripe_atlas_reader,
  &hopmap_globalping_reader, &hopmap_trippy_reader,  &hopmap_nexttrace_json_reader,
};

static JsonNode *
parse (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = NULL;

  if (!hopmap_json_guard_check (text, length, NULL))
    return NULL;

  parser = json_parser_new_immutable ();
  return json_parser_load_from_data (parser, text, (gssize) length, NULL)
             ? json_parser_steal_root (parser)
             : NULL;
}

static gboolean
read_record (JsonNode *node, HopmapReading *reading)
{
  JsonObject *record = hopmap_json_node_as_object (node);

  if (reading->n_left_out >= MAX_LEFT_OUT)
    {
      reading->n_left_out++;
      return TRUE;
    }

  for (guint i = 0; record != NULL && i < G_N_ELEMENTS (record_readers); i++)
    {
      if (!record_readers[i]->claims (record))
        continue;
      /* The first one gives the file its name. */
      if (reading->format == hopmap_record_reader.title)
        {
          reading->format = record_readers[i]->title;
          reading->confidence = 95;
        }
      return record_readers[i]->read (record, reading);
    }

  return FALSE;
}

/* Values of an array are counted, since lines mean little there. */
static void
read_value (JsonNode *root, const HopmapSourceText *text, HopmapReading *reading)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 1;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = array != NULL ? json_array_get_element (array, i) : root;
      g_autofree char *start = NULL;

      if (i < MAX_RECORDS && read_record (node, reading))
        continue;
      start = g_strndup (text->n_lines > 0 ? text->lines[0] : "", 200);
      hopmap_reading_ignore (reading, i + 1, start);
    }
}

static void
read_lines (const HopmapSourceText *text, HopmapReading *reading)
{
  guint n = 0;

  for (guint i = 0; i < text->n_lines; i++)
    {
      const char *line = hopmap_scan_blanks (text->lines[i]);
      g_autoptr (JsonNode) node = NULL;

      if (*line == '\0')
        continue;
      if (reading->n_left_out >= MAX_LEFT_OUT)
        {
          reading->n_left_out++;
          continue;
        }
      if (n++ < MAX_RECORDS && *line == '{')
        node = parse (line, strlen (line));
      if (node == NULL || !read_record (node, reading))
        hopmap_reading_ignore (reading, i + 1, line);
    }
}

static void
read_all (const HopmapSourceText *text, HopmapReading *reading)
{
  g_autoptr (JsonNode) root = parse (text->text, text->length);

  if (root != NULL)
    read_value (root, text, reading);
  else
    read_lines (text, reading);
}

static guint
recognise (const HopmapSourceText *text)
{
  static const char blanks[] = " \t\r\n";
  const char *start = text->text + strspn (text->text, blanks);
  char next = *start != '\0' ? start[1 + strspn (start + 1, blanks)] : '\0';

  if (*start == '{')
    return next == '"' || next == '}' ? 80 : 0;
  if (*start == '[')
    return next == '{' || next == ']' ? 80 : 0;

  return 0;
}

/**
 * hopmap_record_get_number:
 * @object: (nullable): an object
 * @name: of a member
 * @value: (out): its value
 *
 * Returns: whether it is there as a number, or as a string that is one, as some tools have it
 */
gboolean
hopmap_record_get_number (JsonObject *object, const char *name, double *value)
{
  const char *text = hopmap_json_get_string (object, name);
  const char *p;

  if (text == NULL)
    return hopmap_json_get_double (object, name, 0.0, 1e15, value);

  p = hopmap_scan_blanks (text);
  return hopmap_scan_decimal (&p, value);
}

/**
 * hopmap_record_get_uint:
 * @object: (nullable): an object
 * @name: of a member
 * @max: the largest that is taken
 * @value: (out): its value
 *
 * Returns: whether it is there as a whole number, or as a string that is one
 */
gboolean
hopmap_record_get_uint (JsonObject *object, const char *name, guint max, guint *value)
{
  double number;

  if (!hopmap_record_get_number (object, name, &number) || number > (double) max
      || number != (double) (guint64) number)
    return FALSE;

  *value = (guint) number;
  return TRUE;
}

/**
 * hopmap_record_get_address:
 * @object: (nullable): an object
 * @name: of a member
 * @address: (out caller-allocates): its value
 *
 * Returns: whether it is there and an address
 */
gboolean
hopmap_record_get_address (JsonObject *object, const char *name, HopmapAddress *address)
{
  const char *text = hopmap_json_get_string (object, name);

  memset (address, 0, sizeof *address);
  return text != NULL && hopmap_scan_address (text, strlen (text), address);
}

/**
 * hopmap_record_get_rtt_ns:
 * @object: (nullable): an object
 * @name: of a member, in milliseconds
 *
 * Returns: nanoseconds, or -1 where there is no such time
 */
gint64
hopmap_record_get_rtt_ns (JsonObject *object, const char *name)
{
  double ms;

  return hopmap_record_get_number (object, name, &ms) ? hopmap_scan_ms_to_ns (ms) : -1;
}

/**
 * hopmap_record_get_length:
 * @array: (nullable): an array
 *
 * Returns: how many elements to look at: no tool has more in one place
 */
guint
hopmap_record_get_length (JsonArray *array)
{
  return array != NULL ? MIN (json_array_get_length (array), MAX_RECORDS) : 0;
}

/**
 * hopmap_record_get_element:
 * @array: an array
 * @index: below its length
 *
 * Returns: (transfer none) (nullable): that element where it is an object
 */
JsonObject *
hopmap_record_get_element (JsonArray *array, guint index)
{
  return hopmap_json_node_as_object (json_array_get_element (array, index));
}

const HopmapReader hopmap_record_reader = {
  .title = "JSON",
  .recognise = recognise,
  .read = read_all,
};

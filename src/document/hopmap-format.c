/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of formats. What a format looks like is the business of its own pair of files.
 */
#include "hopmap-format.h"

#include "hopmap-csv-format.h"
#include "hopmap-geojson-format.h"
#include "hopmap-google-maps-format.h"
#include "hopmap-gpx-format.h"
#include "hopmap-html-format.h"
#include "hopmap-json-format.h"
#include "hopmap-kml-format.h"
#include "hopmap-locations-format.h"
#include "hopmap-markdown-format.h"
#include "hopmap-mtr-json-format.h"
#include "hopmap-png-format.h"
#include "hopmap-svg-format.h"
#include "hopmap-text-format.h"
#include "hopmap-traceroute-format.h"

#include <string.h>

static const HopmapFormat *const formats[] = {
  &hopmap_google_maps_format, &hopmap_html_format,      &hopmap_json_format,
  &hopmap_text_format,        &hopmap_csv_format,       &hopmap_markdown_format,
  &hopmap_geojson_format,     &hopmap_kml_format,       &hopmap_gpx_format,
  &hopmap_svg_format,         &hopmap_png_format,       &hopmap_traceroute_format,
  &hopmap_mtr_json_format,    &hopmap_locations_format,
};

/* The length of @extension where @filename is something, a dot and @extension; else 0. */
static gsize
match_extension (const char *filename, const char *extension)
{
  gsize length = strlen (filename);
  gsize tail = strlen (extension);

  if (length < tail + 2 || filename[length - tail - 1] != '.')
    return 0;

  return g_ascii_strcasecmp (filename + length - tail, extension) == 0 ? tail : 0;
}

static gsize
match_format (const HopmapFormat *format, const char *filename)
{
  gsize best = match_extension (filename, format->extension);

  for (guint i = 0; format->other_extensions != NULL && format->other_extensions[i] != NULL; i++)
    best = MAX (best, match_extension (filename, format->other_extensions[i]));

  return best;
}

/**
 * hopmap_format_find:
 * @name: (nullable): the name of a format, as on the command line
 *
 * Returns: (transfer none) (nullable): the format, or %NULL where none has that name
 */
const HopmapFormat *
hopmap_format_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (g_strcmp0 (formats[i]->name, name) == 0)
        return formats[i];
    }

  return NULL;
}

/**
 * hopmap_format_for_filename:
 * @filename: (nullable): a file name or path; it need not exist
 *
 * The longest end of the name that belongs to a format decides; upper and lower case are the same.
 *
 * Returns: (transfer none) (nullable): the format to write @filename in, or %NULL where the name
 *   does not tell
 */
const HopmapFormat *
hopmap_format_for_filename (const char *filename)
{
  const HopmapFormat *found = NULL;
  gsize longest = 0;

  if (filename == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      gsize length = formats[i]->write != NULL ? match_format (formats[i], filename) : 0;

      if (length > longest)
        {
          longest = length;
          found = formats[i];
        }
    }

  return found;
}

/**
 * hopmap_format_list:
 * @n: (out): how many there are
 *
 * Returns: (transfer none) (array length=n): all formats, the one for most people first
 */
const HopmapFormat *const *
hopmap_format_list (guint *n)
{
  *n = G_N_ELEMENTS (formats);
  return formats;
}

/**
 * hopmap_format_holds_several:
 * @format: a format
 *
 * Returns: whether several routes can be written into one file of it
 */
gboolean
hopmap_format_holds_several (const HopmapFormat *format)
{
  return format->write_all != NULL || format->separator != NULL;
}

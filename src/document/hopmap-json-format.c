/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the table of formats has to know about the program's own document; writer and reader have
 * files of their own.
 */
#include "hopmap-json-format.h"

#include "hopmap-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const other_extensions[] = { "json", NULL };

/* The word "format" comes first in what we write, but another program may keep another order. */
static gboolean
recognise (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  static const char word[] = "\"" HOPMAP_JSON_FORMAT_WORD "\"";

  return text != NULL && memmem (text, length, word, strlen (word)) != NULL;
}

const HopmapFormat hopmap_json_format = {
  .name = "json",
  .title = N_ ("Route (JSON)"),
  .extension = "traceroute.json",
  .other_extensions = other_extensions,
  .media_type = "application/vnd." HOPMAP_APP_ID ".traceroute+json",
  .write = hopmap_json_write,
  .write_all = hopmap_json_write_all,
  .recognise = recognise,
  .read = hopmap_json_read,
};

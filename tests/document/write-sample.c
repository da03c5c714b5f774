/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes one of the made-up routes to standard output, for the page tests and to look at:
 * write-sample ROUTE FORMAT [KEY]
 */
#include "sample-route.h"

#include <hopmap-document.h>
#include <locale.h>
#include <stdio.h>

int
main (int argc, char **argv)
{
  g_autoptr (HopmapRoute) route = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  HopmapWriteOptions options;
  gsize length;
  const char *data;

  setlocale (LC_ALL, "");
  if (argc < 3 || (route = sample_route_new_by_name (argv[1])) == NULL)
    {
      g_printerr ("usage: write-sample ROUTE FORMAT [KEY]\n");
      return 1;
    }

  hopmap_write_options_init (&options);
  options.google_key = argc > 3 ? argv[3] : NULL;
  bytes = hopmap_document_write_bytes (route, hopmap_format_find (argv[2]), &options, &error);
  if (bytes == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  data = g_bytes_get_data (bytes, &length);
  return fwrite (data, 1, length, stdout) == length ? 0 : 1;
}

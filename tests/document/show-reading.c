/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prints what the readers make of a file, in the form of the *.expected files. Not a test.
 */
#include "reading-text.h"

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GMappedFile) file = g_mapped_file_new (argv[i], FALSE, &error);
      g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
      g_autoptr (HopmapReading) reading = NULL;
      g_autofree char *text = NULL;
      g_autofree char *notice = NULL;

      if (bytes != NULL)
        reading = hopmap_document_read_all (bytes, &error);
      if (reading == NULL)
        {
          g_print ("%s: %s\n", argv[i], error->message);
          continue;
        }
      text = reading_text_dup (reading);
      notice = hopmap_reading_dup_notice (reading);
      g_print ("%s", text);
      if (notice != NULL)
        g_print ("(%s)\n", notice);
    }

  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain input and output: see the header.
 */
#include "hopmap-plain-io.h"

#include "hopmap-document.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define READ_MAX_BYTES (16 * 1024 * 1024)

/**
 * hopmap_plain_io_fill_descriptors:
 *
 * To be called first of all. The next file that is opened gets the number of a standard stream that
 * the caller has closed, and results would be written into that. What is put there instead can
 * neither be read nor written, just as a closed stream.
 */
void
hopmap_plain_io_fill_descriptors (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0)
      (void) !open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

static GBytes *
read_all (GInputStream *stream, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0)
    {
      g_byte_array_append (bytes, buffer, (guint) n);
      if (bytes->len > READ_MAX_BYTES)
        {
          g_set_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_TOO_LARGE,
                       _ ("The input is larger than %d MiB; give less of it."),
                       READ_MAX_BYTES / 1024 / 1024);
          return NULL;
        }
    }

  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * hopmap_plain_io_read:
 * @path: a file, or "-" for standard input
 * @standard_input: (nullable): what "-" stands for where it is not this process's
 * @error: return location for %HOPMAP_DOCUMENT_ERROR_TOO_LARGE or an error of GIO
 *
 * Returns: (transfer full): all that is in it, at most 16 MiB; or %NULL with @error set
 */
GBytes *
hopmap_plain_io_read (const char *path, GInputStream *standard_input, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) local_error = NULL;
  GBytes *bytes = NULL;

  if (g_strcmp0 (path, "-") != 0)
    {
      g_autoptr (GFile) file = g_file_new_for_path (path);

      stream = G_INPUT_STREAM (g_file_read (file, NULL, &local_error));
    }
  else if (standard_input != NULL)
    stream = g_object_ref (standard_input);
  else
    stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  if (stream != NULL)
    bytes = read_all (stream, &local_error);
  if (bytes == NULL && local_error->domain == HOPMAP_DOCUMENT_ERROR)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (bytes == NULL)
    g_set_error (error, local_error->domain, local_error->code,
                 /* Translators: a file name, and the system's reason */
                 _ ("“%s” cannot be read: %s."), path, local_error->message);

  return bytes;
}

/**
 * hopmap_plain_io_write:
 * @text: any bytes
 * @length: how many
 * @error: return location for an error of GIO
 *
 * Returns: whether all of them went to standard output
 */
gboolean
hopmap_plain_io_write (const char *text, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = write (STDOUT_FILENO, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                       _ ("Standard output cannot be written to: %s."), g_strerror (errno));
          return FALSE;
        }
      text += n;
      length -= (gsize) n;
    }

  return TRUE;
}

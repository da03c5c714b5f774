/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-trace-reading.h"

#include "hopmap-plain-io.h"

/**
 * hopmap_trace_input_new:
 * @path: (nullable): a file, or "-" for @stream
 * @stream: (nullable): what "-" stands for where it is not this process's standard input
 * @bytes: (nullable): the text itself, in place of a file
 *
 * Returns: (transfer full): what is to be read
 */
HopmapTraceInput *
hopmap_trace_input_new (const char *path, GInputStream *stream, GBytes *bytes)
{
  HopmapTraceInput *input = g_new0 (HopmapTraceInput, 1);

  input->path = g_strdup (path);
  g_set_object (&input->stream, stream);
  input->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  return input;
}

/**
 * hopmap_trace_input_free:
 * @input: (transfer full): what was to be read
 */
void
hopmap_trace_input_free (HopmapTraceInput *input)
{
  g_free (input->path);
  g_clear_object (&input->stream);
  g_clear_pointer (&input->bytes, g_bytes_unref);
  g_free (input);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  HopmapTraceInput *input = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = input->bytes != NULL
                                 ? g_bytes_ref (input->bytes)
                                 : hopmap_plain_io_read (input->path, input->stream, &error);
  HopmapReading *read = bytes != NULL ? hopmap_document_read_all (bytes, &error) : NULL;

  if (read != NULL)
    g_task_return_pointer (task, read, (GDestroyNotify) hopmap_reading_free);
  else
    g_task_return_error (task, error);
}

/**
 * hopmap_trace_reading_start:
 * @source: what @callback is given as its source
 * @input: (transfer full): what to read
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Returns: (transfer none): the task, to be compared with what comes back, for no other use
 */
GTask *
hopmap_trace_reading_start (GObject *source,
                            HopmapTraceInput *input,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);

  g_task_set_source_tag (task, hopmap_trace_reading_start);
  g_task_set_task_data (task, input, (GDestroyNotify) hopmap_trace_input_free);
  g_task_run_in_thread (task, read_in_thread);
  return task;
}

/**
 * hopmap_trace_reading_get_input:
 * @result: what the callback was given
 *
 * Returns: (transfer none): what was read
 */
const HopmapTraceInput *
hopmap_trace_reading_get_input (GAsyncResult *result)
{
  return g_task_get_task_data (G_TASK (result));
}

/**
 * hopmap_trace_reading_finish:
 * @result: what the callback was given
 * @error: return location for a #HopmapDocumentError or an error of GIO
 *
 * Returns: (transfer full): what is in it, or %NULL with @error set
 */
HopmapReading *
hopmap_trace_reading_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

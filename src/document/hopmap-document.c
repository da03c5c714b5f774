/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joins the formats, the mask and the file store: see the header.
 */
#include "hopmap-document.h"

#include "hopmap-file-store.h"
#include "hopmap-json-unknown.h"
#include "hopmap-masked-route.h"
#include "hopmap-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the head of a page may take before it says who wrote it. */
#define PAGE_HEAD_BYTES 4096

G_DEFINE_QUARK (hopmap - document - error - quark, hopmap_document_error)

typedef struct
{
  GFile *file;
  GBytes *bytes;
} Store;

static void
store_free (Store *store)
{
  g_clear_object (&store->file);
  g_clear_pointer (&store->bytes, g_bytes_unref);
  g_free (store);
}

static void
store_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Store *store = task_data;
  GError *error = NULL;

  if (hopmap_file_store_write (store->file, store->bytes, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
append_routes (GPtrArray *routes,
               const HopmapFormat *format,
               const HopmapWriteOptions *options,
               GString *out,
               GError **error)
{
  if (format->write_all != NULL)
    return format->write_all (routes, options, out, error);

  for (guint i = 0; i < routes->len; i++)
    {
      if (i > 0)
        g_string_append (out, format->separator);
      if (!format->write (routes->pdata[i], options, out, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * hopmap_document_write_all_bytes:
 * @routes: (element-type HopmapRoute): routes, at least one; only one where
 *   hopmap_format_holds_several() says no
 * @format: (nullable): what to write them as
 * @options: (nullable): what to withhold and so on; %NULL for the defaults
 * @error: return location for a #HopmapDocumentError
 *
 * Returns: (transfer full): the whole file, or %NULL with @error set
 */
GBytes *
hopmap_document_write_all_bytes (GPtrArray *routes,
                                 const HopmapFormat *format,
                                 const HopmapWriteOptions *options,
                                 GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  HopmapWriteOptions defaults;

  if (format == NULL || format->write == NULL)
    {
      g_set_error_literal (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_UNKNOWN_FORMAT,
                           _ ("A route cannot be written in this format; choose another one."));
      return NULL;
    }
  g_return_val_if_fail (routes->len == 1 || hopmap_format_holds_several (format), NULL);

  if (options == NULL)
    {
      hopmap_write_options_init (&defaults);
      options = &defaults;
    }

  for (guint i = 0; i < routes->len; i++)
    g_ptr_array_add (shown, hopmap_masked_route_new (routes->pdata[i], options));
  if (!append_routes (shown, format, options, out, error))
    return NULL;

  return g_string_free_to_bytes (g_steal_pointer (&out));
}

/**
 * hopmap_document_write_bytes:
 * @route: a route, finished or not; it is not changed
 * @format: (nullable): what to write it as
 * @options: (nullable): what to withhold and so on; %NULL for the defaults
 * @error: return location for a #HopmapDocumentError
 *
 * Returns: (transfer full): the whole file, or %NULL with @error set
 */
GBytes *
hopmap_document_write_bytes (HopmapRoute *route,
                             const HopmapFormat *format,
                             const HopmapWriteOptions *options,
                             GError **error)
{
  g_autoptr (GPtrArray) only = g_ptr_array_new ();

  g_return_val_if_fail (HOPMAP_IS_ROUTE (route), NULL);

  g_ptr_array_add (only, route);
  return hopmap_document_write_all_bytes (only, format, options, error);
}

/**
 * hopmap_document_save_bytes:
 * @bytes: a whole file
 * @file: where to
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #HopmapDocumentError or %G_IO_ERROR_CANCELLED
 *
 * Blocks until the file is on the disk. The file is replaced whole or not touched at all.
 *
 * Returns: whether it was written
 */
gboolean
hopmap_document_save_bytes (GBytes *bytes, GFile *file, GCancellable *cancellable, GError **error)
{
  return hopmap_file_store_write (file, bytes, cancellable, error);
}

/**
 * hopmap_document_save:
 * @route: a route, finished or not
 * @format: what to write it as
 * @options: (nullable): as for hopmap_document_write_bytes()
 * @file: where to
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #HopmapDocumentError or %G_IO_ERROR_CANCELLED
 *
 * Blocks until the file is on the disk. The file is replaced whole or not touched at all.
 *
 * Returns: whether it was written
 */
gboolean
hopmap_document_save (HopmapRoute *route,
                      const HopmapFormat *format,
                      const HopmapWriteOptions *options,
                      GFile *file,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GBytes) bytes = hopmap_document_write_bytes (route, format, options, error);

  return bytes != NULL && hopmap_file_store_write (file, bytes, cancellable, error);
}

/**
 * hopmap_document_save_async:
 * @route: a route, finished or not
 * @format: what to write it as
 * @options: (nullable): as for hopmap_document_write_bytes(); not needed after this call
 * @file: where to
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * The route is read before this returns; the file is written behind it.
 */
void
hopmap_document_save_async (HopmapRoute *route,
                            const HopmapFormat *format,
                            const HopmapWriteOptions *options,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  Store *store;

  g_task_set_source_tag (task, hopmap_document_save_async);
  bytes = hopmap_document_write_bytes (route, format, options, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  store = g_new (Store, 1);
  store->file = g_object_ref (file);
  store->bytes = g_steal_pointer (&bytes);
  g_task_set_task_data (task, store, (GDestroyNotify) store_free);
  g_task_run_in_thread (task, store_in_thread);
}

/**
 * hopmap_document_save_finish:
 * @result: what the callback was given
 * @error: return location for a #HopmapDocumentError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the file was written
 */
gboolean
hopmap_document_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static HopmapReading *
read_own (const HopmapFormat *format, GBytes *bytes, GError **error)
{
  guint n_left_out = 0;
  g_autoptr (GPtrArray) routes = format->read (bytes, &n_left_out, error);
  HopmapReading *reading;

  if (routes == NULL)
    return NULL;

  reading = hopmap_reading_new ("Hopmap", 100);
  reading->own = TRUE;
  reading->n_left_out = n_left_out;
  for (guint i = 0; i < routes->len; i++)
    hopmap_reading_add_own_route (reading, routes->pdata[i]);
  return reading;
}

/**
 * hopmap_document_read_all:
 * @bytes: a whole file; nothing in it is trusted
 * @error: return location for a #HopmapDocumentError
 *
 * The format is told by the bytes, never by a name: the program's own, or that of another tool.
 * Nothing is asked of anybody.
 *
 * Returns: (transfer full): all finished routes in it, at least one, and what was not understood; or
 *   %NULL with @error set
 */
HopmapReading *
hopmap_document_read_all (GBytes *bytes, GError **error)
{
  guint n;
  const HopmapFormat *const *formats = hopmap_format_list (&n);

  if (g_bytes_get_size (bytes) > HOPMAP_DOCUMENT_MAX_BYTES)
    {
      g_set_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_TOO_LARGE,
                   _ ("This file is larger than %u MiB, so it is not a saved route; open another "
                      "one."),
                   HOPMAP_DOCUMENT_MAX_BYTES / (1024u * 1024u));
      return NULL;
    }

  for (guint i = 0; i < n; i++)
    {
      if (formats[i]->read != NULL && formats[i]->recognise (bytes))
        return read_own (formats[i], bytes, error);
    }

  return hopmap_reader_read (bytes, error);
}

/**
 * hopmap_document_read:
 * @bytes: a whole file; nothing in it is trusted
 * @error: return location for a #HopmapDocumentError
 *
 * Returns: (transfer full): the first of what hopmap_document_read_all() finds, or %NULL with @error
 *   set
 */
HopmapRoute *
hopmap_document_read (GBytes *bytes, GError **error)
{
  g_autoptr (HopmapReading) reading = hopmap_document_read_all (bytes, error);

  return reading != NULL ? g_object_ref (reading->routes->pdata[0]) : NULL;
}

/**
 * hopmap_document_is_page:
 * @bytes: a whole file
 *
 * Returns: whether it is a web page that this program wrote, as far as it says so itself
 */
gboolean
hopmap_document_is_page (GBytes *bytes)
{
  static const char doctype[] = "<!DOCTYPE html>";
  static const char generator[] = "<meta name=\"generator\" content=\"Hopmap";
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  length = MIN (length, PAGE_HEAD_BYTES);
  return length > strlen (doctype) && memcmp (text, doctype, strlen (doctype)) == 0
         && memmem (text, length, generator, strlen (generator)) != NULL;
}

/**
 * hopmap_document_copy_unknown:
 * @to: a route that is @from, played again
 * @from: a route that was read from a file
 *
 * Members of the file that nobody knew are written with @to as well.
 */
void
hopmap_document_copy_unknown (HopmapRoute *to, HopmapRoute *from)
{
  hopmap_json_unknown_copy (to, from);
}

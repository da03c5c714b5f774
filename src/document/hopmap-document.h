/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The door of this room: a route to bytes or to a file, and bytes to a route. What the bytes look
 * like is the formats' business, how a file comes to be in one piece that of hopmap-file-store.
 */
#pragma once

#include "hopmap-format.h"
#include "hopmap-reading.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HOPMAP_DOCUMENT_ERROR (hopmap_document_error_quark ())

/* No route that this program writes comes near it; anything larger is not one. */
#define HOPMAP_DOCUMENT_MAX_BYTES (16u * 1024u * 1024u)

/**
 * HopmapDocumentError:
 * @HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD: the bytes are no route in a format that is known
 * @HOPMAP_DOCUMENT_ERROR_TOO_LARGE: they are too many, or too deeply nested
 * @HOPMAP_DOCUMENT_ERROR_TOO_NEW: a later version of the format
 * @HOPMAP_DOCUMENT_ERROR_WRITE_FAILED: the file could not be written; what was there is untouched
 * @HOPMAP_DOCUMENT_ERROR_UNKNOWN_FORMAT: the format cannot be written
 */
typedef enum
{
  HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD,
  HOPMAP_DOCUMENT_ERROR_TOO_LARGE,
  HOPMAP_DOCUMENT_ERROR_TOO_NEW,
  HOPMAP_DOCUMENT_ERROR_WRITE_FAILED,
  HOPMAP_DOCUMENT_ERROR_UNKNOWN_FORMAT,
} HopmapDocumentError;

GQuark hopmap_document_error_quark (void);

GBytes *hopmap_document_write_bytes (HopmapRoute *route,
                                     const HopmapFormat *format,
                                     const HopmapWriteOptions *options,
                                     GError **error);
GBytes *hopmap_document_write_all_bytes (GPtrArray *routes,
                                         const HopmapFormat *format,
                                         const HopmapWriteOptions *options,
                                         GError **error);
gboolean hopmap_document_save_bytes (GBytes *bytes,
                                     GFile *file,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean hopmap_document_save (HopmapRoute *route,
                               const HopmapFormat *format,
                               const HopmapWriteOptions *options,
                               GFile *file,
                               GCancellable *cancellable,
                               GError **error);
void hopmap_document_save_async (HopmapRoute *route,
                                 const HopmapFormat *format,
                                 const HopmapWriteOptions *options,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean hopmap_document_save_finish (GAsyncResult *result, GError **error);
HopmapRoute *hopmap_document_read (GBytes *bytes, GError **error);
HopmapReading *hopmap_document_read_all (GBytes *bytes, GError **error);
gboolean hopmap_document_is_page (GBytes *bytes);
void hopmap_document_copy_unknown (HopmapRoute *to, HopmapRoute *from);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Unless somebody gives a size, twice as many pixels as the sizes of type suggest, for
 * screens of today and paper.
 */
#include "hopmap-png-format.h"

#include "hopmap-document.h"
#include "hopmap-picture-order.h"

#include <cairo.h>
#include <glib/gi18n-lib.h>

#define SCALE 2.0

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, (gssize) length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
write_png (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_auto (HopmapPictureOrder) order = { 0 };
  cairo_surface_t *picture;
  cairo_status_t status;

  hopmap_picture_order_init (&order, route, &options->picture, SCALE);
  picture = hopmap_route_picture_new (route, order.words, HOPMAP_PALETTE_LIGHT, &order.sheet,
                                      hopmap_picture_order_get_view (&order));
  status = cairo_surface_write_to_png_stream (picture, append_bytes, out);
  cairo_surface_destroy (picture);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_WRITE_FAILED,
               /* Translators: %s is a reason, from the drawing library */
               _ ("The picture could not be painted (%s); save the route in another format."),
               cairo_status_to_string (status));
  return FALSE;
}

const HopmapFormat hopmap_png_format = {
  .name = "png",
  .title = N_ ("Picture (PNG)"),
  .extension = "png",
  .media_type = "image/png",
  .is_picture = TRUE,
  .write = write_png,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "png-picture.h"

#include <string.h>

typedef struct
{
  const guint8 *data;
  gsize left;
} Input;

static cairo_status_t
read_png (void *closure, unsigned char *data, unsigned int length)
{
  Input *input = closure;

  if (length > input->left)
    return CAIRO_STATUS_READ_ERROR;

  memcpy (data, input->data, length);
  input->data += length;
  input->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *
png_picture_read (GBytes *file)
{
  Input input = { 0 };
  cairo_surface_t *picture;

  input.data = g_bytes_get_data (file, &input.left);
  picture = cairo_image_surface_create_from_png_stream (read_png, &input);
  g_assert_cmpint (cairo_surface_status (picture), ==, CAIRO_STATUS_SUCCESS);
  return picture;
}

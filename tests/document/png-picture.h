/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture that was written, as it is read again. */
#pragma once

#include <cairo.h>
#include <glib.h>

cairo_surface_t *png_picture_read (GBytes *file);

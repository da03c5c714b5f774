/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which renderer draws is the same for all windows of a process, and a wrong guess costs time only:
 * every renderer draws either kind of node.
 */
#include "hopmap-screen-texture.h"

#include <gsk/gsk.h>
#include <math.h>

static gboolean for_cairo;

static GQuark
surface_quark (void)
{
  return g_quark_from_static_string ("hopmap-surface");
}

/**
 * hopmap_screen_texture_fit_renderer:
 * @widget: a realized widget
 *
 * From now on textures are appended the way that is cheapest for what draws @widget.
 */
void
hopmap_screen_texture_fit_renderer (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);

  g_return_if_fail (native != NULL);

  for_cairo = GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native));
}

/**
 * hopmap_screen_texture_is_for_cairo:
 *
 * Returns: whether the main processor draws the window
 */
gboolean
hopmap_screen_texture_is_for_cairo (void)
{
  return for_cairo;
}

/**
 * hopmap_screen_texture_new:
 * @surface: (transfer full): an ARGB32 image that is not painted on any more
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): its pixels, not copied
 */
GdkTexture *
hopmap_screen_texture_new (cairo_surface_t *surface)
{
  const int width = cairo_image_surface_get_width (surface);
  const int height = cairo_image_surface_get_height (surface);
  const gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;

  cairo_surface_flush (surface);
  /* Whoever draws it gives the place and size; the surface's own scale would be in the way. */
  cairo_surface_set_device_scale (surface, 1.0, 1.0);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  g_object_set_qdata_full (G_OBJECT (texture), surface_quark (), cairo_surface_reference (surface),
                           (GDestroyNotify) cairo_surface_destroy);
  return texture;
}

/* A screen of scale factor 1 shows such a texture pixel by pixel. What is denser may be for a screen
 * whose true scale is a fraction, which nothing tells; cairo itself sees where pixels meet pixels. */
static gboolean
is_as_large (int pixels, float length)
{
  return fabs ((double) length - pixels) < 1.0;
}

static void
append_surface (GtkSnapshot *snapshot, cairo_surface_t *surface, const graphene_rect_t *where)
{
  const int width = cairo_image_surface_get_width (surface);
  const int height = cairo_image_surface_get_height (surface);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, where);

  cairo_translate (cr, (double) where->origin.x, (double) where->origin.y);
  if (is_as_large (width, where->size.width) && is_as_large (height, where->size.height))
    {
      /* Sharp, and much faster than between pixels. */
      cairo_set_source_surface (cr, surface, 0.0, 0.0);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
    }
  else
    {
      cairo_scale (cr, (double) where->size.width / width, (double) where->size.height / height);
      cairo_set_source_surface (cr, surface, 0.0, 0.0);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
      cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
    }
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/**
 * hopmap_screen_texture_append:
 * @snapshot: where to
 * @texture: any texture; those of hopmap_screen_texture_new() are fast with every renderer
 * @where: the place, filled
 */
void
hopmap_screen_texture_append (GtkSnapshot *snapshot,
                              GdkTexture *texture,
                              const graphene_rect_t *where)
{
  cairo_surface_t *surface = for_cairo ? g_object_get_qdata (G_OBJECT (texture), surface_quark ())
                                       : NULL;

  if (surface != NULL)
    append_surface (snapshot, surface, where);
  else
    gtk_snapshot_append_texture (snapshot, texture, where);
}

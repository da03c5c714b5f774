/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A leader is drawn once into a small texture of its own, at whole pixels, and stays as it is while
 * the badge is moved together with its point.
 */
#include "hopmap-leader.h"

#include "hopmap-screen-texture.h"

#include <math.h>

#define LEADER_WIDTH 1.0
#define LEADER_ALPHA 0.6
#define DOT_RADIUS   3.0
/* How far lines and dot reach beyond their points, pixels. */
#define REACH_PX (DOT_RADIUS + 1.0)
/* The same to the eye; what is computed anew for each frame is never quite the same. */
#define SAME_PX 0.01

struct _HopmapLeader
{
  double dx; /* from the true point to the middle of the badge, pixels */
  double dy;
  const HopmapPalette *palette;
  guint tone;
  int density;
  GskRenderNode *node; /* with the true point at 0, 0; NULL until it is drawn */
};

static void
draw (const HopmapLeader *self, cairo_t *cr)
{
  const HopmapColour *colour = &self->palette->rtt[self->tone];
  const HopmapColour *ink = &self->palette->ink;
  const HopmapColour *casing = &self->palette->casing;

  cairo_move_to (cr, 0.0, 0.0);
  cairo_line_to (cr, self->dx, self->dy);
  cairo_set_line_width (cr, LEADER_WIDTH);
  cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, LEADER_ALPHA);
  cairo_stroke (cr);

  cairo_arc (cr, 0.0, 0.0, DOT_RADIUS, 0.0, 2.0 * G_PI);
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, 1.0);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, casing->red, casing->green, casing->blue, casing->alpha);
  cairo_stroke (cr);
}

static GskRenderNode *
make (const HopmapLeader *self)
{
  const double left = floor (MIN (self->dx, 0.0) - REACH_PX);
  const double top = floor (MIN (self->dy, 0.0) - REACH_PX);
  const double width = ceil (MAX (self->dx, 0.0) + REACH_PX) - left;
  const double height = ceil (MAX (self->dy, 0.0) + REACH_PX) - top;
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) width * self->density, (int) height * self->density);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GdkTexture) texture = NULL;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, self->density, self->density);
  cr = cairo_create (surface);
  cairo_translate (cr, -left, -top);
  draw (self, cr);
  cairo_destroy (cr);
  texture = hopmap_screen_texture_new (surface);
  hopmap_screen_texture_append (
      snapshot, texture,
      &GRAPHENE_RECT_INIT ((float) left, (float) top, (float) width, (float) height));
  return gtk_snapshot_free_to_node (snapshot);
}

/**
 * hopmap_leader_new:
 *
 * Returns: (transfer full): a leader that is not drawn yet
 */
HopmapLeader *
hopmap_leader_new (void)
{
  return g_new0 (HopmapLeader, 1);
}

/**
 * hopmap_leader_free:
 * @self: (transfer full): a leader
 */
void
hopmap_leader_free (HopmapLeader *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_free (self);
}

/**
 * hopmap_leader_snapshot:
 * @self: a leader
 * @snapshot: where
 * @box: a badge and its true point, pixels
 * @palette: colours; one of the constant tables
 * @tone: class of the badge
 * @density: texture pixels in a pixel
 */
void
hopmap_leader_snapshot (HopmapLeader *self,
                        GtkSnapshot *snapshot,
                        const HopmapBadgeBox *box,
                        const HopmapPalette *palette,
                        guint tone,
                        int density)
{
  const double dx = box->x - box->anchor_x;
  const double dy = box->y - box->anchor_y;

  if (fabs (self->dx - dx) > SAME_PX || fabs (self->dy - dy) > SAME_PX || self->palette != palette
      || self->tone != tone || self->density != density)
    {
      g_clear_pointer (&self->node, gsk_render_node_unref);
      self->dx = dx;
      self->dy = dy;
      self->palette = palette;
      self->tone = tone;
      self->density = density;
    }
  if (self->node == NULL)
    self->node = make (self);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (box->anchor_x),
                                                          (float) round (box->anchor_y)));
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}

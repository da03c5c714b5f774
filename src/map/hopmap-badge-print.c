/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GTK keeps what a widget painted as a node, and makes a new one when anything about it changed: the
 * same node is the same look. A badge is a shadow, a background, a border and glyphs, each of which
 * costs a program switch with GL and a blur with cairo; a small texture costs next to nothing.
 */
#include "hopmap-badge-print.h"

#include "hopmap-screen-texture.h"

#include <math.h>

/* What looks the same for so many frames does not move by itself, and is worth a texture. */
#define STILL_FRAMES 2u

struct _HopmapBadgePrint
{
  GskRenderNode *look;  /* what the widget painted last, in its own coordinates; or NULL */
  GskRenderNode *print; /* the same as one texture, or NULL */
  guint still_frames;
  int density;
};

/**
 * hopmap_badge_print_new:
 *
 * Returns: (transfer full): a print that is not made yet
 */
HopmapBadgePrint *
hopmap_badge_print_new (void)
{
  return g_new0 (HopmapBadgePrint, 1);
}

/**
 * hopmap_badge_print_free:
 * @self: (transfer full): a print
 */
void
hopmap_badge_print_free (HopmapBadgePrint *self)
{
  g_clear_pointer (&self->look, gsk_render_node_unref);
  g_clear_pointer (&self->print, gsk_render_node_unref);
  g_free (self);
}

static GskRenderNode *
make (GskRenderNode *look, int density)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GdkTexture) texture = NULL;
  cairo_surface_t *surface;
  graphene_rect_t bounds;
  cairo_t *cr;

  gsk_render_node_get_bounds (look, &bounds);
  graphene_rect_round_extents (&bounds, &bounds);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) bounds.size.width * density,
                                        (int) bounds.size.height * density);
  cairo_surface_set_device_scale (surface, density, density);
  cr = cairo_create (surface);
  cairo_translate (cr, (double) -bounds.origin.x, (double) -bounds.origin.y);
  gsk_render_node_draw (look, cr);
  cairo_destroy (cr);

  texture = hopmap_screen_texture_new (surface);
  hopmap_screen_texture_append (snapshot, texture, &bounds);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
look_at (HopmapBadgePrint *self, GskRenderNode *look, int density)
{
  if (self->look == look && self->density == density)
    {
      self->still_frames = MIN (self->still_frames + 1, STILL_FRAMES);
      return;
    }
  g_clear_pointer (&self->look, gsk_render_node_unref);
  g_clear_pointer (&self->print, gsk_render_node_unref);
  self->look = gsk_render_node_ref (look);
  self->density = density;
  self->still_frames = 0;
}

/* A node as the parent of a widget sees it is moved, and nothing else, unless the style says so. */
static GskTransform *
get_move (GskRenderNode *node)
{
  GskTransform *move = gsk_render_node_get_node_type (node) == GSK_TRANSFORM_NODE
                           ? gsk_transform_node_get_transform (node)
                           : NULL;

  return gsk_transform_get_category (move) >= GSK_TRANSFORM_CATEGORY_2D_TRANSLATE ? move : NULL;
}

/**
 * hopmap_badge_print_snapshot:
 * @self: the print of @badge
 * @badge: a widget
 * @snapshot: of its parent
 *
 * Does what gtk_widget_snapshot_child() does.
 */
void
hopmap_badge_print_snapshot (HopmapBadgePrint *self, GtkWidget *badge, GtkSnapshot *snapshot)
{
  GtkSnapshot *alone = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  GskTransform *move;

  gtk_widget_snapshot_child (gtk_widget_get_parent (badge), badge, alone);
  node = gtk_snapshot_free_to_node (alone);
  if (node == NULL)
    return;

  move = get_move (node);
  if (move != NULL)
    look_at (self, gsk_transform_node_get_child (node), gtk_widget_get_scale_factor (badge));
  if (move == NULL || self->still_frames < STILL_FRAMES)
    {
      gtk_snapshot_append_node (snapshot, node);
      return;
    }

  if (self->print == NULL)
    self->print = make (self->look, self->density);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_transform (snapshot, move);
  gtk_snapshot_append_node (snapshot, self->print);
  gtk_snapshot_restore (snapshot);
}

/**
 * hopmap_badge_print_is_made:
 * @self: a print
 *
 * Returns: whether the widget was shown as a texture
 */
gboolean
hopmap_badge_print_is_made (const HopmapBadgePrint *self)
{
  return self->print != NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One texture of the Mercator square, painted once per palette on a thread, is stretched over every
 * visible world. A texture costs time in every frame it is part of, hence the look at the tiles.
 */
#include "hopmap-world-underlay.h"

#include "hopmap-projection.h"
#include "hopmap-tile-paintable.h"
#include "hopmap-tile-painter.h"

#include <math.h>

/* Sharp at zoom level 2, where most long routes are seen; four megabytes. */
#define SIDE_PX 1024

struct _HopmapWorldUnderlay
{
  ShumateLayer parent_instance;

  HopmapBasemapSource *source; /* whose tiles lie above */
  GdkPaintable *picture;       /* the world, or NULL */
  const HopmapPalette *palette;
  GCancellable *painting; /* of the picture under way, or NULL */
};

G_DEFINE_FINAL_TYPE (HopmapWorldUnderlay, hopmap_world_underlay, SHUMATE_TYPE_LAYER)

static void
stop_painting (HopmapWorldUnderlay *self)
{
  g_cancellable_cancel (self->painting);
  g_clear_object (&self->painting);
}

static void
painted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GdkTexture) texture = hopmap_tile_paint_finish (result, NULL);
  HopmapWorldUnderlay *self;

  /* Only a painting that was given up has none, and only then may the layer be gone. */
  if (texture == NULL)
    return;

  self = HOPMAP_WORLD_UNDERLAY (user_data);
  g_clear_object (&self->painting);
  g_clear_object (&self->picture);
  self->picture = hopmap_tile_paintable_new (texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
snapshot_worlds (HopmapWorldUnderlay *self,
                 GtkSnapshot *snapshot,
                 const HopmapProjection *projection,
                 const HopmapMapRect *view)
{
  for (double shift = floor (view->min_x); shift < view->max_x; shift += 1.0)
    {
      const HopmapMapPoint corner = hopmap_projection_to_widget (projection, shift, 0.0);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) corner.x, (float) corner.y));
      gdk_paintable_snapshot (self->picture, snapshot, projection->scale, projection->scale);
      gtk_snapshot_restore (snapshot);
    }
}

static void
hopmap_world_underlay_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HopmapWorldUnderlay *self = HOPMAP_WORLD_UNDERLAY (widget);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  const double zoom = shumate_viewport_get_zoom_level (viewport);
  const HopmapProjection projection = hopmap_projection_new (
      viewport, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  const HopmapMapRect view = hopmap_projection_get_view (&projection);

  if (self->picture == NULL || projection.width < 1.0 || projection.height < 1.0
      || (self->source != NULL && hopmap_basemap_source_covers (self->source, &view, zoom)))
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0.0f, 0.0f, (float) projection.width,
                                                         (float) projection.height));
  snapshot_worlds (self, snapshot, &projection, &view);
  gtk_snapshot_pop (snapshot);
}

static void
hopmap_world_underlay_constructed (GObject *object)
{
  G_OBJECT_CLASS (hopmap_world_underlay_parent_class)->constructed (object);

  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
hopmap_world_underlay_dispose (GObject *object)
{
  HopmapWorldUnderlay *self = HOPMAP_WORLD_UNDERLAY (object);

  stop_painting (self);
  g_clear_object (&self->source);
  g_clear_object (&self->picture);

  G_OBJECT_CLASS (hopmap_world_underlay_parent_class)->dispose (object);
}

static void
hopmap_world_underlay_class_init (HopmapWorldUnderlayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = hopmap_world_underlay_constructed;
  object_class->dispose = hopmap_world_underlay_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = hopmap_world_underlay_snapshot;
}

static void
hopmap_world_underlay_init (HopmapWorldUnderlay *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * hopmap_world_underlay_new:
 * @viewport: the map's
 *
 * Returns: (transfer floating): a layer without a world
 */
HopmapWorldUnderlay *
hopmap_world_underlay_new (ShumateViewport *viewport)
{
  return g_object_new (HOPMAP_TYPE_WORLD_UNDERLAY, "viewport", viewport, NULL);
}

/**
 * hopmap_world_underlay_set_source:
 * @self: the layer
 * @source: whose tiles lie above; kept
 */
void
hopmap_world_underlay_set_source (HopmapWorldUnderlay *self, HopmapBasemapSource *source)
{
  g_return_if_fail (HOPMAP_IS_WORLD_UNDERLAY (self));

  if (self->source == source)
    return;
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_func (self->source, gtk_widget_queue_draw, self);
  g_set_object (&self->source, source);
  if (source != NULL)
    g_signal_connect_object (source, "notify::pending", G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * hopmap_world_underlay_set_world:
 * @self: the layer
 * @world: what to show
 * @palette: its colours; one of the constant tables
 *
 * The former picture stays until the new one is painted.
 */
void
hopmap_world_underlay_set_world (HopmapWorldUnderlay *self,
                                 HopmapBasemap *world,
                                 const HopmapPalette *palette)
{
  const HopmapTileBrief brief = {
    .world = world, .palette = palette, .size_px = SIDE_PX, .density = 1.0
  };

  g_return_if_fail (HOPMAP_IS_WORLD_UNDERLAY (self));
  g_return_if_fail (world != NULL && palette != NULL);

  if (self->palette == palette)
    return;
  self->palette = palette;
  stop_painting (self);
  self->painting = g_cancellable_new ();
  hopmap_tile_paint_async (&brief, self->painting, painted_cb, self);
}

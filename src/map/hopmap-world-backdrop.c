/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A layer's tile cache is keyed by its source's id, so new colours are a new source and a new layer.
 * The former layer stays beneath until the new one has painted what is in sight; a coarse world
 * below both fills what neither has.
 */
#include "hopmap-world-backdrop.h"

#include "hopmap-basemap-source.h"
#include "hopmap-projection.h"
#include "hopmap-world-underlay.h"

struct _HopmapWorldBackdrop
{
  GObject parent_instance;

  ShumateMap *map;               /* unowned: it owns the backdrop's owner */
  ShumateLayer *above;           /* unowned, a child of map: the layer that must stay above */
  ShumateMapLayer *layer;        /* unowned, a child of map; NULL until the world is there */
  ShumateMapLayer *stale;        /* unowned, a child of map; the former layer */
  HopmapWorldUnderlay *underlay; /* unowned, a child of map, its lowest */
  HopmapBasemapSource *source;
  HopmapBasemap *world;
  const HopmapPalette *palette;
  double density;
  GCancellable *cancellable;
  gboolean failed;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapWorldBackdrop, hopmap_world_backdrop, G_TYPE_OBJECT)

static void
drop_stale (HopmapWorldBackdrop *self)
{
  if (self->stale != NULL)
    shumate_map_remove_layer (self->map, SHUMATE_LAYER (self->stale));
  self->stale = NULL;
}

static void
pending_changed_cb (HopmapWorldBackdrop *self, GParamSpec *pspec, HopmapBasemapSource *source)
{
  if (source != self->source)
    return;
  if (hopmap_basemap_source_get_pending (source) == 0)
    gtk_widget_queue_draw (GTK_WIDGET (self->layer));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
rebuild (HopmapWorldBackdrop *self)
{
  if (self->world == NULL || self->palette == NULL)
    return;

  drop_stale (self);
  self->stale = self->layer;
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_func (self->source, pending_changed_cb, self);
  g_clear_object (&self->source);
  self->source = hopmap_basemap_source_new (self->world, self->palette, self->density);
  g_signal_connect_object (self->source, "notify::pending", G_CALLBACK (pending_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->layer = shumate_map_layer_new (SHUMATE_MAP_SOURCE (self->source),
                                       shumate_map_get_viewport (self->map));
  hopmap_world_underlay_set_world (self->underlay, self->world, self->palette);
  hopmap_world_underlay_set_source (self->underlay, self->source);
  shumate_map_insert_layer_behind (self->map, SHUMATE_LAYER (self->layer), self->above);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapBasemap) world = hopmap_basemap_load_finish (result, &error);
  HopmapWorldBackdrop *self;

  /* Whoever let go of the backdrop cancelled; only then may it be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (world == NULL)
    {
      /* The route is still shown, on open sea. */
      g_warning ("%s", error->message);
      HOPMAP_WORLD_BACKDROP (user_data)->failed = TRUE;
      return;
    }

  self = HOPMAP_WORLD_BACKDROP (user_data);
  self->world = g_steal_pointer (&world);
  rebuild (self);
}

static void
hopmap_world_backdrop_dispose (GObject *object)
{
  HopmapWorldBackdrop *self = HOPMAP_WORLD_BACKDROP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->source);
  self->layer = self->stale = NULL;
  self->underlay = NULL;

  G_OBJECT_CLASS (hopmap_world_backdrop_parent_class)->dispose (object);
}

static void
hopmap_world_backdrop_finalize (GObject *object)
{
  HopmapWorldBackdrop *self = HOPMAP_WORLD_BACKDROP (object);

  g_clear_pointer (&self->world, hopmap_basemap_unref);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (hopmap_world_backdrop_parent_class)->finalize (object);
}

static void
hopmap_world_backdrop_class_init (HopmapWorldBackdropClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hopmap_world_backdrop_dispose;
  object_class->finalize = hopmap_world_backdrop_finalize;

  /**
   * HopmapWorldBackdrop::changed: it got busy, did a part of its work, or came to rest
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HOPMAP_TYPE_WORLD_BACKDROP, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hopmap_world_backdrop_init (HopmapWorldBackdrop *self)
{
  self->cancellable = g_cancellable_new ();
}

/* Left to itself, a layer looks at the new view in an idle of its own, which comes late or not at all
 * while frames take all the time there is: the route would glide over a world that stands still, and
 * no tile would be asked for that comes into sight. libshumate does not tell which source that idle is:
 * it is found by its data, the layer, and where there is none yet nothing is lost. */
static void
look_now (ShumateMapLayer *layer)
{
  GSource *idle;

  if (layer == NULL)
    return;
  gtk_widget_queue_allocate (GTK_WIDGET (layer));
  idle = g_main_context_find_source_by_user_data (NULL, layer);
  if (idle != NULL)
    g_source_set_priority (idle, GDK_PRIORITY_REDRAW - 1);
}

static HopmapMapRect
view_of (HopmapWorldBackdrop *self)
{
  const HopmapProjection projection = hopmap_projection_new (
      shumate_map_get_viewport (self->map), gtk_widget_get_width (GTK_WIDGET (self->map)),
      gtk_widget_get_height (GTK_WIDGET (self->map)));

  return hopmap_projection_get_view (&projection);
}

static void
refill (HopmapWorldBackdrop *self)
{
  const HopmapMapRect view = view_of (self);

  hopmap_basemap_source_refill (
      self->source, &view, shumate_viewport_get_zoom_level (shumate_map_get_viewport (self->map)));
}

static void
view_changed_cb (HopmapWorldBackdrop *self)
{
  look_now (self->layer);
  look_now (self->stale);
  if (self->source != NULL && gtk_widget_get_width (GTK_WIDGET (self->map)) > 0)
    refill (self);
}

/**
 * hopmap_world_backdrop_new:
 * @map: the map; not kept alive
 * @above: the layer of @map under which the world goes
 *
 * Begins to read the world.
 *
 * Returns: (transfer full): a backdrop that shows nothing until it has a style
 */
HopmapWorldBackdrop *
hopmap_world_backdrop_new (ShumateMap *map, ShumateLayer *above)
{
  HopmapWorldBackdrop *self = g_object_new (HOPMAP_TYPE_WORLD_BACKDROP, NULL);

  self->map = map;
  self->above = above;
  self->underlay = hopmap_world_underlay_new (shumate_map_get_viewport (map));
  shumate_map_insert_layer_behind (map, SHUMATE_LAYER (self->underlay), above);
  g_signal_connect_object (shumate_map_get_viewport (map), "notify", G_CALLBACK (view_changed_cb),
                           self, G_CONNECT_SWAPPED);
  hopmap_basemap_load_async (self->cancellable, loaded_cb, self);
  return self;
}

/**
 * hopmap_world_backdrop_set_style:
 * @self: the backdrop
 * @palette: colours; one of the constant tables
 * @density: texture pixels per logical pixel: the widget's scale factor
 */
void
hopmap_world_backdrop_set_style (HopmapWorldBackdrop *self,
                                 const HopmapPalette *palette,
                                 double density)
{
  g_return_if_fail (HOPMAP_IS_WORLD_BACKDROP (self));
  g_return_if_fail (palette != NULL && density > 0.0);

  if (self->palette == palette && self->density == density)
    return;
  self->palette = palette;
  self->density = density;
  rebuild (self);
}

/**
 * hopmap_world_backdrop_is_busy:
 * @self: the backdrop
 *
 * Returns: whether there is still something to read or to paint
 */
gboolean
hopmap_world_backdrop_is_busy (HopmapWorldBackdrop *self)
{
  g_return_val_if_fail (HOPMAP_IS_WORLD_BACKDROP (self), FALSE);

  if (self->layer == NULL)
    return !self->failed;
  return hopmap_basemap_source_get_pending (self->source) > 0;
}

/**
 * hopmap_world_backdrop_settle:
 * @self: the backdrop
 *
 * To be called when the map is at rest and the backdrop is not busy: sees to it that every tile in
 * sight is there, lets the former layer go, has the tiles painted with as many pixels as they have on
 * the screen, and then keeps few of the others.
 *
 * Returns: whether nothing was left to do
 */
gboolean
hopmap_world_backdrop_settle (HopmapWorldBackdrop *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  const double zoom = shumate_viewport_get_zoom_level (viewport);
  HopmapMapRect view;

  g_return_val_if_fail (HOPMAP_IS_WORLD_BACKDROP (self), TRUE);

  if (self->source == NULL)
    return TRUE;
  view = view_of (self);
  if (!hopmap_basemap_source_covers (self->source, &view, zoom))
    {
      /* From 1.2 on the layer puts off its requests while the map moves fast, takes its own first
       * look at the view for such a move, and may then wait for the next one for ever. */
      gtk_widget_queue_allocate (GTK_WIDGET (self->layer));
      refill (self);
      return FALSE;
    }
  drop_stale (self);
  if (hopmap_basemap_source_sharpen (self->source, &view, zoom))
    return FALSE;
  hopmap_basemap_source_rest (self->source, &view, zoom);
  return TRUE;
}

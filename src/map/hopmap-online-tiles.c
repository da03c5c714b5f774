/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A layer keeps tiles that failed as empty ones; asking again means a new layer.
 */
#include "hopmap-online-tiles.h"

#include "hopmap-online-source.h"

/* See hopmap_online_tiles_settle(). */
#define LOOKS         4u
#define LOOK_EVERY_MS 50u
#define MAX_TRIES     100u

struct _HopmapOnlineTiles
{
  GObject parent_instance;

  ShumateMap *map;     /* unowned: it owns the tiles' owner */
  ShumateLayer *above; /* unowned, a child of map: the layer that must stay above */
  ShumateLayer *layer; /* unowned, a child of map; NULL without tiles */
  HopmapTileServer *server;
  HopmapOnlineSource *source;
  char *pattern;
  HopmapTileShade shade;
  guint look_id;
  guint looks_left;
  guint tries_left;
  gint64 looked_in_frame;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapOnlineTiles, hopmap_online_tiles, G_TYPE_OBJECT)

static void
failing_changed_cb (HopmapOnlineTiles *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Each server has a folder of its own, so that one's tiles are never taken for another's. */
static char *
dup_cache_folder (const char *pattern)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, pattern, -1);

  sum[16] = '\0';
  return g_build_filename (g_get_user_cache_dir (), "hopmap", "tiles", sum, NULL);
}

static gboolean
look_again_cb (gpointer user_data)
{
  HopmapOnlineTiles *self = user_data;
  GtkWidget *layer = GTK_WIDGET (self->layer);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (layer);
  const gint64 frame = clock != NULL ? gdk_frame_clock_get_frame_counter (clock) : 0;

  if (frame != self->looked_in_frame)
    {
      self->looked_in_frame = frame;
      self->looks_left--;
      /* Afterwards the layer looks which tiles it lacks. */
      gtk_widget_queue_allocate (layer);
    }
  if (clock != NULL && self->looks_left > 0 && --self->tries_left > 0)
    return G_SOURCE_CONTINUE;
  self->look_id = 0;
  return G_SOURCE_REMOVE;
}

static void
drop_layer (HopmapOnlineTiles *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (self->layer != NULL)
    shumate_map_remove_layer (self->map, self->layer);
  self->layer = NULL;
  g_clear_object (&self->source);
}

static void
make_layer (HopmapOnlineTiles *self)
{
  ShumateMapLayer *layer;

  drop_layer (self);
  if (self->server == NULL)
    return;
  self->source = hopmap_online_source_new (self->server, self->shade);
  layer = shumate_map_layer_new (SHUMATE_MAP_SOURCE (self->source),
                                 shumate_map_get_viewport (self->map));
  self->layer = SHUMATE_LAYER (layer);
  shumate_map_insert_layer_behind (self->map, self->layer, self->above);
}

static void
hopmap_online_tiles_dispose (GObject *object)
{
  HopmapOnlineTiles *self = HOPMAP_ONLINE_TILES (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  /* The layer goes with the map. */
  self->layer = NULL;
  g_clear_object (&self->source);
  g_clear_object (&self->server);
  g_clear_pointer (&self->pattern, g_free);

  G_OBJECT_CLASS (hopmap_online_tiles_parent_class)->dispose (object);
}

static void
hopmap_online_tiles_class_init (HopmapOnlineTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_online_tiles_dispose;

  /**
   * HopmapOnlineTiles::changed: there are tiles now or none, or they come or fail
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HOPMAP_TYPE_ONLINE_TILES, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hopmap_online_tiles_init (HopmapOnlineTiles *self)
{
}

/**
 * hopmap_online_tiles_new:
 * @map: the map; not kept alive
 * @above: the layer of @map under which tiles go
 *
 * Returns: (transfer full): no tiles
 */
HopmapOnlineTiles *
hopmap_online_tiles_new (ShumateMap *map, ShumateLayer *above)
{
  HopmapOnlineTiles *self = g_object_new (HOPMAP_TYPE_ONLINE_TILES, NULL);

  self->map = map;
  self->above = above;
  return self;
}

/**
 * hopmap_online_tiles_set_pattern:
 * @self: the tiles
 * @pattern: (nullable): address of tiles from now on; %NULL for none. One that is not valid is none
 */
void
hopmap_online_tiles_set_pattern (HopmapOnlineTiles *self, const char *pattern)
{
  const char *valid = hopmap_tile_template_is_valid (pattern) ? pattern : NULL;

  g_return_if_fail (HOPMAP_IS_ONLINE_TILES (self));

  if (g_strcmp0 (self->pattern, valid) == 0)
    return;
  g_free (self->pattern);
  self->pattern = g_strdup (valid);
  drop_layer (self);
  g_clear_object (&self->server);
  if (valid != NULL)
    {
      g_autofree char *folder = dup_cache_folder (valid);

      self->server = hopmap_tile_server_new (valid, folder);
      g_signal_connect_object (self->server, "notify::failing", G_CALLBACK (failing_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }
  make_layer (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * hopmap_online_tiles_set_shade:
 * @self: the tiles
 * @shade: how bright they should be
 */
void
hopmap_online_tiles_set_shade (HopmapOnlineTiles *self, HopmapTileShade shade)
{
  g_return_if_fail (HOPMAP_IS_ONLINE_TILES (self));

  if (self->shade == shade)
    return;
  self->shade = shade;
  make_layer (self);
}

/**
 * hopmap_online_tiles_are_shown:
 * @self: the tiles
 *
 * Returns: whether there is a server to ask
 */
gboolean
hopmap_online_tiles_are_shown (HopmapOnlineTiles *self)
{
  g_return_val_if_fail (HOPMAP_IS_ONLINE_TILES (self), FALSE);

  return self->server != NULL;
}

/**
 * hopmap_online_tiles_are_failing:
 * @self: the tiles
 *
 * Returns: whether there is a server and it gives no tiles
 */
gboolean
hopmap_online_tiles_are_failing (HopmapOnlineTiles *self)
{
  g_return_val_if_fail (HOPMAP_IS_ONLINE_TILES (self), FALSE);

  return self->server != NULL && hopmap_tile_server_is_failing (self->server);
}

/**
 * hopmap_online_tiles_get_pending:
 * @self: the tiles
 *
 * Returns: how many are under way
 */
guint
hopmap_online_tiles_get_pending (HopmapOnlineTiles *self)
{
  g_return_val_if_fail (HOPMAP_IS_ONLINE_TILES (self), 0);

  return self->source != NULL ? hopmap_online_source_get_pending (self->source) : 0;
}

/**
 * hopmap_online_tiles_settle:
 * @self: the tiles
 *
 * To be called when the map has come to rest, so that nothing in sight stays without its tile. Newer
 * libshumate puts off what a fast map would soon leave behind, tells a fast map by two frames, and
 * does not look a third time where their times are the same by chance. So it is made to look in some
 * frames more; it does so when the main loop has nothing better to do, and thus this waits longer.
 */
void
hopmap_online_tiles_settle (HopmapOnlineTiles *self)
{
  g_return_if_fail (HOPMAP_IS_ONLINE_TILES (self));

  if (self->layer == NULL)
    return;
  self->looks_left = LOOKS;
  self->tries_left = MAX_TRIES;
  self->looked_in_frame = -1;
  if (self->look_id == 0)
    self->look_id = g_timeout_add_full (G_PRIORITY_LOW, LOOK_EVERY_MS, look_again_cb, self, NULL);
}

/**
 * hopmap_online_tiles_retry:
 * @self: the tiles
 *
 * Asks again at once for everything in sight.
 */
void
hopmap_online_tiles_retry (HopmapOnlineTiles *self)
{
  g_return_if_fail (HOPMAP_IS_ONLINE_TILES (self));

  if (self->server == NULL)
    return;
  hopmap_tile_server_retry (self->server);
  make_layer (self);
}

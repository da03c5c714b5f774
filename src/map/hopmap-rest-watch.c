/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts frames since it was woken last. After a few quiet ones it has the backdrop settle,
 * and when that is done too it says so and stops looking.
 */
#include "hopmap-rest-watch.h"

/* libshumate asks for tiles a frame or two after the view changed. */
#define QUIET_FRAMES 4

struct _HopmapRestWatch
{
  GObject parent_instance;

  GtkWidget *widget; /* unowned: it owns the watch */
  HopmapWorldBackdrop *backdrop;
  HopmapMapCamera *camera;
  guint quiet_frames;
  guint tick_id;
  gboolean resting;
};

enum
{
  PROP_RESTING = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapRestWatch, hopmap_rest_watch, G_TYPE_OBJECT)

static void
set_resting (HopmapRestWatch *self, gboolean resting)
{
  if (self->resting == resting)
    return;
  self->resting = resting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESTING]);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  HopmapRestWatch *self = user_data;

  if (hopmap_world_backdrop_is_busy (self->backdrop) || hopmap_map_camera_is_moving (self->camera))
    self->quiet_frames = 0;
  else
    self->quiet_frames++;
  if (self->quiet_frames < QUIET_FRAMES || !hopmap_world_backdrop_settle (self->backdrop))
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  set_resting (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
hopmap_rest_watch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_RESTING:
      g_value_set_boolean (value, HOPMAP_REST_WATCH (object)->resting);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_rest_watch_dispose (GObject *object)
{
  HopmapRestWatch *self = HOPMAP_REST_WATCH (object);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
  g_clear_object (&self->backdrop);
  g_clear_object (&self->camera);

  G_OBJECT_CLASS (hopmap_rest_watch_parent_class)->dispose (object);
}

static void
hopmap_rest_watch_class_init (HopmapRestWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_rest_watch_get_property;
  object_class->dispose = hopmap_rest_watch_dispose;

  /**
   * HopmapRestWatch:resting: whether nothing moves and everything in sight is painted
   */
  properties[PROP_RESTING] = g_param_spec_boolean ("resting", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_rest_watch_init (HopmapRestWatch *self)
{
}

/**
 * hopmap_rest_watch_new:
 * @widget: whose frames are counted; it must keep the watch, not the other way around
 * @backdrop: what may be busy
 * @camera: what may be moving
 *
 * Returns: (transfer full): a watch that is awake
 */
HopmapRestWatch *
hopmap_rest_watch_new (GtkWidget *widget, HopmapWorldBackdrop *backdrop, HopmapMapCamera *camera)
{
  HopmapRestWatch *self = g_object_new (HOPMAP_TYPE_REST_WATCH, NULL);

  self->widget = widget;
  self->backdrop = g_object_ref (backdrop);
  self->camera = g_object_ref (camera);
  hopmap_rest_watch_wake (self);
  return self;
}

/**
 * hopmap_rest_watch_wake:
 * @self: the watch
 *
 * Says that something changed or may be about to.
 */
void
hopmap_rest_watch_wake (HopmapRestWatch *self)
{
  g_return_if_fail (HOPMAP_IS_REST_WATCH (self));

  self->quiet_frames = 0;
  set_resting (self, FALSE);
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

/**
 * hopmap_rest_watch_is_resting:
 * @self: the watch
 *
 * Returns: whether nothing moves and everything in sight is painted
 */
gboolean
hopmap_rest_watch_is_resting (HopmapRestWatch *self)
{
  g_return_val_if_fail (HOPMAP_IS_REST_WATCH (self), FALSE);

  return self->resting;
}

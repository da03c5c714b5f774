/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stop number i keeps badge number i while a route grows, so that focus stays where it was. The boxes
 * of the badges are followed by those of the fan, which is open for a chosen place with several hops.
 */
#include "hopmap-hop-layer-private.h"

#include "hopmap-badge-gestures.h"
#include "hopmap-hop-badge.h"
#include "hopmap-hop-card.h"
#include "hopmap-leader.h"

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_FOCUSED,
  SIGNAL_DROPPED,
  SIGNAL_MENU,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapHopLayer, hopmap_hop_layer, SHUMATE_TYPE_LAYER)

static void
badge_clicked_cb (HopmapHopLayer *self, HopmapHopBadge *badge)
{
  const guint ttl = hopmap_hop_badge_get_ttl_after (badge, self->selected_ttl);

  if (ttl > 0)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, ttl);
}

/* What a badge stands for, whether its own or one of the fan's. */
static const HopmapRouteStop *
stop_of (HopmapHopLayer *self, GtkWidget *badge, guint *number)
{
  if (self->shape == NULL)
    return NULL;
  if (g_ptr_array_find (self->badges, badge, number))
    return *number < hopmap_route_shape_get_n_stops (self->shape)
               ? hopmap_hop_layer_get_shown (self, *number)
               : NULL;
  for (guint i = 0; i < hopmap_hop_fan_get_n_badges (self->fan); i++)
    if (hopmap_hop_fan_get_badge (self->fan, i) == badge)
      {
        *number = self->badges->len + i;
        return hopmap_hop_fan_get_stop (self->fan, i);
      }
  return NULL;
}

static void
badge_focused_cb (HopmapHopLayer *self, GParamSpec *pspec, GtkWidget *badge)
{
  guint number;
  const HopmapRouteStop *stop = stop_of (self, badge, &number);

  if (gtk_widget_has_visible_focus (badge) && stop != NULL && stop->n_hops > 0)
    g_signal_emit (self, signals[SIGNAL_FOCUSED], 0, stop->ttls[0]);
}

static gboolean
query_tooltip_cb (HopmapHopLayer *self,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  GtkWidget *badge)
{
  guint number;
  const HopmapRouteStop *stop = stop_of (self, badge, &number);

  if (stop == NULL || self->route == NULL)
    return FALSE;
  gtk_tooltip_set_custom (tooltip, hopmap_hop_card_new (self->route, stop));
  return TRUE;
}

static void
drag_cb (GtkWidget *badge, double dx, double dy, HopmapBadgeDrag how, gpointer user_data)
{
  HopmapHopLayer *self = user_data;
  guint number;
  const HopmapRouteStop *stop = stop_of (self, badge, &number);

  /* Several places cannot be put right by one move, nor a hop by another address's place; one may have
   * joined others on the way. */
  if (stop == NULL || stop->n_hops == 0 || stop->places != NULL || stop->branch)
    {
      if (self->dragged == badge)
        self->dragged = NULL;
      return;
    }
  self->dragged = how == HOPMAP_BADGE_DRAG_HELD ? badge : NULL;
  self->serial++;
  self->drag_x = dx;
  self->drag_y = dy;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (how == HOPMAP_BADGE_DRAG_DROPPED && number < self->boxes->len)
    {
      const HopmapBadgeBox *box = &g_array_index (self->boxes, HopmapBadgeBox, number);

      g_signal_emit (self, signals[SIGNAL_DROPPED], 0, stop, box->x, box->y);
    }
}

static void
menu_cb (GtkWidget *badge, gpointer user_data)
{
  HopmapHopLayer *self = user_data;
  guint number;
  const HopmapRouteStop *stop = stop_of (self, badge, &number);

  if (stop != NULL && stop->n_hops > 0 && !stop->branch)
    g_signal_emit (self, signals[SIGNAL_MENU], 0, stop, badge);
}

static void
watch_badge (HopmapHopLayer *self, GtkWidget *badge)
{
  g_signal_connect_object (badge, "clicked", G_CALLBACK (badge_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (badge, "notify::has-focus", G_CALLBACK (badge_focused_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (badge, "query-tooltip", G_CALLBACK (query_tooltip_cb), self,
                           G_CONNECT_SWAPPED);
  hopmap_badge_gestures_attach (badge, drag_cb, menu_cb, self);
}

static void
add_badge (HopmapHopLayer *self)
{
  GtkWidget *badge = hopmap_hop_badge_new ();

  watch_badge (self, badge);
  gtk_widget_set_parent (badge, GTK_WIDGET (self));
  g_ptr_array_add (self->badges, badge);
}

static void
sync_badges (HopmapHopLayer *self, const HopmapRouteShape *before)
{
  const guint n_stops = self->shape != NULL ? hopmap_route_shape_get_n_stops (self->shape) : 0;

  self->dragged = NULL;
  while (self->badges->len < n_stops)
    add_badge (self);
  while (self->badges->len > n_stops)
    g_ptr_array_remove_index (self->badges, self->badges->len - 1);
  for (guint i = 0; i < n_stops; i++)
    {
      const HopmapRouteStop *stop = hopmap_route_shape_get_stop (self->shape, i);

      hopmap_hop_badge_set_stop (g_ptr_array_index (self->badges, i), stop,
                                 hopmap_stop_glide_is_jump (before, stop) ? HOPMAP_BADGE_MOVED
                                                                          : HOPMAP_BADGE_STAYED);
    }
}

static void
sync_fan (HopmapHopLayer *self)
{
  const HopmapRouteStop *chosen = hopmap_hop_layer_find_chosen (self);
  guint n_watched = hopmap_hop_fan_get_n_badges (self->fan);

  if (chosen == NULL || chosen->n_hops < 2 || self->route == NULL)
    {
      hopmap_hop_fan_close (self->fan);
      return;
    }
  hopmap_hop_fan_open (self->fan, self->route, self->shape, chosen);
  for (; n_watched < hopmap_hop_fan_get_n_badges (self->fan); n_watched++)
    watch_badge (self, hopmap_hop_fan_get_badge (self->fan, n_watched));
  hopmap_hop_fan_select (self->fan, self->selected_ttl);
}

static void
sync_selected (HopmapHopLayer *self)
{
  for (guint i = 0; i < self->badges->len; i++)
    {
      const HopmapRouteStop *stop = hopmap_hop_layer_get_shown (self, i);

      hopmap_hop_badge_set_selected (g_ptr_array_index (self->badges, i),
                                     !stop->branch
                                         && hopmap_route_stop_has_hop (stop, self->selected_ttl));
    }
  sync_fan (self);
  self->serial++;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
zoomed_cb (HopmapHopLayer *self)
{
  if (hopmap_hop_layer_rejoin (self))
    sync_selected (self);
}

/* Tab goes along the route; by itself it would go by the place on the screen. */
static gboolean
hopmap_hop_layer_focus (GtkWidget *widget, GtkDirectionType direction)
{
  HopmapHopLayer *self = HOPMAP_HOP_LAYER (widget);
  GtkWidget *focused = gtk_widget_get_focus_child (widget);
  const int n_badges = (int) self->badges->len;
  const int step = direction == GTK_DIR_TAB_BACKWARD ? -1 : 1;
  int next = step > 0 ? 0 : n_badges - 1;
  guint number;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (hopmap_hop_layer_parent_class)->focus (widget, direction);

  if (focused != NULL && g_ptr_array_find (self->badges, focused, &number))
    next = (int) number + step;
  for (; next >= 0 && next < n_badges; next += step)
    if (hopmap_hop_layer_is_lead (self, (guint) next)
        && gtk_widget_child_focus (g_ptr_array_index (self->badges, next), direction))
      return TRUE;
  return FALSE;
}

static void
hopmap_hop_layer_constructed (GObject *object)
{
  G_OBJECT_CLASS (hopmap_hop_layer_parent_class)->constructed (object);

  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_allocate), object, G_CONNECT_SWAPPED);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)),
                           "notify::zoom-level", G_CALLBACK (zoomed_cb), object, G_CONNECT_SWAPPED);
}

static void
hopmap_hop_layer_dispose (GObject *object)
{
  HopmapHopLayer *self = HOPMAP_HOP_LAYER (object);

  g_clear_pointer (&self->glide, hopmap_stop_glide_free);
  g_clear_pointer (&self->fan, hopmap_hop_fan_free);
  g_ptr_array_set_size (self->badges, 0);
  g_array_set_size (self->boxes, 0);
  g_array_set_size (self->leads, 0);
  g_ptr_array_set_size (self->joined, 0);
  g_clear_pointer (&self->tree, hopmap_stop_tree_free);
  g_clear_pointer (&self->shape, hopmap_route_shape_unref);
  g_clear_object (&self->route);

  G_OBJECT_CLASS (hopmap_hop_layer_parent_class)->dispose (object);
}

static void
hopmap_hop_layer_finalize (GObject *object)
{
  HopmapHopLayer *self = HOPMAP_HOP_LAYER (object);

  g_ptr_array_unref (self->badges);
  g_array_unref (self->boxes);
  g_array_unref (self->leads);
  g_ptr_array_unref (self->joined);
  g_ptr_array_unref (self->leaders);

  G_OBJECT_CLASS (hopmap_hop_layer_parent_class)->finalize (object);
}

static void
hopmap_hop_layer_class_init (HopmapHopLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = hopmap_hop_layer_constructed;
  object_class->dispose = hopmap_hop_layer_dispose;
  object_class->finalize = hopmap_hop_layer_finalize;
  widget_class->size_allocate = hopmap_hop_layer_size_allocate;
  widget_class->snapshot = hopmap_hop_layer_snapshot;
  widget_class->focus = hopmap_hop_layer_focus;

  /**
   * HopmapHopLayer::chosen:
   * @ttl: distance of the hop
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", HOPMAP_TYPE_HOP_LAYER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * HopmapHopLayer::focused:
   * @ttl: distance of the first hop of the badge that the keyboard went to
   */
  signals[SIGNAL_FOCUSED] = g_signal_new ("focused", HOPMAP_TYPE_HOP_LAYER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * HopmapHopLayer::dropped:
   * @stop: (type gpointer): a #HopmapRouteStop whose badge was dragged away, valid during the call
   * @x: where the badge was let go, pixels
   * @y: likewise
   */
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", HOPMAP_TYPE_HOP_LAYER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_POINTER,
                                          G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  /**
   * HopmapHopLayer::menu:
   * @stop: (type gpointer): a #HopmapRouteStop whose menu is asked for, valid during the call
   * @badge: its badge
   */
  signals[SIGNAL_MENU] = g_signal_new ("menu", HOPMAP_TYPE_HOP_LAYER, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, GTK_TYPE_WIDGET);
}

static void
hopmap_hop_layer_init (HopmapHopLayer *self)
{
  self->palette = hopmap_palette_get (HOPMAP_PALETTE_LIGHT);
  self->badges = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  self->boxes = g_array_new (FALSE, TRUE, sizeof (HopmapBadgeBox));
  self->leads = g_array_new (FALSE, FALSE, sizeof (guint));
  self->joined = g_ptr_array_new ();
  self->leaders = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_leader_free);
  self->fan = hopmap_hop_fan_new (GTK_WIDGET (self));
  self->glide = hopmap_stop_glide_new (GTK_WIDGET (self));
}

/**
 * hopmap_hop_layer_new:
 * @viewport: the map's
 *
 * Returns: (transfer floating): an empty layer
 */
HopmapHopLayer *
hopmap_hop_layer_new (ShumateViewport *viewport)
{
  return g_object_new (HOPMAP_TYPE_HOP_LAYER, "viewport", viewport, NULL);
}

/**
 * hopmap_hop_layer_set_shape:
 * @self: the layer
 * @route: (nullable): the route, for cards and fans; kept
 * @shape: (nullable): what to show of it; kept
 */
void
hopmap_hop_layer_set_shape (HopmapHopLayer *self, HopmapRoute *route, HopmapRouteShape *shape)
{
  g_autoptr (HopmapRouteShape) before = NULL;

  g_return_if_fail (HOPMAP_IS_HOP_LAYER (self));

  /* Places of another route have not moved. */
  if (self->route == route)
    before = g_steal_pointer (&self->shape);
  g_clear_pointer (&self->shape, hopmap_route_shape_unref);
  g_set_object (&self->route, route);
  if (shape != NULL)
    self->shape = hopmap_route_shape_ref (shape);
  g_clear_pointer (&self->tree, hopmap_stop_tree_free);
  if (shape != NULL)
    self->tree = hopmap_stop_tree_new (shape);
  g_array_set_size (self->leads, 0);
  g_ptr_array_set_size (self->joined, 0);
  hopmap_stop_glide_start (self->glide, before, shape);
  sync_badges (self, before);
  hopmap_hop_layer_rejoin (self);
  g_array_set_size (self->boxes, 0);
  sync_selected (self);
}

/**
 * hopmap_hop_layer_set_palette:
 * @self: the layer
 * @palette: colours of the leaders; badges have theirs from the style sheet
 */
void
hopmap_hop_layer_set_palette (HopmapHopLayer *self, const HopmapPalette *palette)
{
  g_return_if_fail (HOPMAP_IS_HOP_LAYER (self));

  self->palette = palette;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * hopmap_hop_layer_set_selected:
 * @self: the layer
 * @ttl: distance of the selected hop, or 0
 */
void
hopmap_hop_layer_set_selected (HopmapHopLayer *self, guint ttl)
{
  g_return_if_fail (HOPMAP_IS_HOP_LAYER (self));

  if (self->selected_ttl == ttl)
    return;
  self->selected_ttl = ttl;
  sync_selected (self);
}

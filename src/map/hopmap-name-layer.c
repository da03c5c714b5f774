/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each name is written once into a small texture, and textures are placed on whole pixels: no frame
 * writes anything that was written before. What is written where is laid out anew when the map was
 * zoomed, badges changed, the map went farther than what was laid out, or came to rest elsewhere.
 */
#include "hopmap-name-layer.h"

#include "hopmap-projection.h"
#include "hopmap-screen-texture.h"

#include <hopmap-name-painter.h>
#include <math.h>

/* Beyond this many the textures are written anew; a view shows some fifty. */
#define MAX_TEXTURES 500u

struct _HopmapNameLayer
{
  ShumateLayer parent_instance;

  HopmapHopLayer *badges; /* unowned, weak: a sibling */
  GPtrArray *beside;      /* HopmapRouteShape, other routes; or NULL */
  HopmapNameList *names;  /* NULL until it was read */
  const HopmapPalette *palette;
  GHashTable *written; /* char * "kind and text" → Written */
  GdkTexture *dot;
  GArray *placed;            /* HopmapPlacedName, pixels of the view they were laid out for */
  HopmapProjection laid_out; /* that view; scale 0 where it has to be done anew */
  guint laid_serial;
  int density;
  gboolean world_named;
};

typedef struct
{
  double width;
  double height;
  GdkTexture *texture; /* NULL until it is shown */
} Written;

G_DEFINE_FINAL_TYPE (HopmapNameLayer, hopmap_name_layer, SHUMATE_TYPE_LAYER)

static void
written_free (gpointer data)
{
  Written *written = data;

  g_clear_object (&written->texture);
  g_free (written);
}

static void
lay_out_anew (HopmapNameLayer *self)
{
  self->laid_out.scale = 0.0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
forget (HopmapNameLayer *self)
{
  g_hash_table_remove_all (self->written);
  g_clear_object (&self->dot);
  lay_out_anew (self);
}

static Written *
look_up (HopmapNameLayer *self, HopmapNameKind kind, const char *text)
{
  g_autofree char *key = g_strdup_printf ("%u%s", (guint) kind, text);
  Written *written = g_hash_table_lookup (self->written, key);

  if (written == NULL)
    {
      written = g_new0 (Written, 1);
      hopmap_name_measure (kind, text, &written->width, &written->height);
      g_hash_table_insert (self->written, g_steal_pointer (&key), written);
    }
  return written;
}

static void
measure_cb (HopmapNameKind kind,
            const char *text,
            double *width,
            double *height,
            gpointer user_data)
{
  const Written *written = look_up (user_data, kind, text);

  *width = written->width;
  *height = written->height;
}

static cairo_surface_t *
surface_new (HopmapNameLayer *self, double width, double height)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) (ceil (width + 2.0 * HOPMAP_NAME_EDGE_PX) * self->density),
      (int) (ceil (height + 2.0 * HOPMAP_NAME_EDGE_PX) * self->density));

  cairo_surface_set_device_scale (surface, self->density, self->density);
  return surface;
}

static GdkTexture *
write_name (HopmapNameLayer *self, const HopmapPlacedName *name)
{
  cairo_surface_t *surface = surface_new (self, name->width, name->height);
  cairo_t *cr = cairo_create (surface);

  hopmap_name_paint (cr, self->palette, name->kind, name->text, HOPMAP_NAME_EDGE_PX,
                     HOPMAP_NAME_EDGE_PX);
  cairo_destroy (cr);
  return hopmap_screen_texture_new (surface);
}

static GdkTexture *
get_dot (HopmapNameLayer *self)
{
  if (self->dot == NULL)
    {
      cairo_surface_t *surface = surface_new (self, 0.0, 0.0);
      cairo_t *cr = cairo_create (surface);

      hopmap_name_paint_dot (cr, self->palette, HOPMAP_NAME_EDGE_PX, HOPMAP_NAME_EDGE_PX);
      cairo_destroy (cr);
      self->dot = hopmap_screen_texture_new (surface);
    }
  return self->dot;
}

static void
append_texture (HopmapNameLayer *self,
                GtkSnapshot *snapshot,
                GdkTexture *texture,
                double x,
                double y)
{
  hopmap_screen_texture_append (
      snapshot, texture,
      &GRAPHENE_RECT_INIT ((float) round (x - HOPMAP_NAME_EDGE_PX),
                           (float) round (y - HOPMAP_NAME_EDGE_PX),
                           (float) gdk_texture_get_width (texture) / (float) self->density,
                           (float) gdk_texture_get_height (texture) / (float) self->density));
}

static void
append_name (HopmapNameLayer *self, GtkSnapshot *snapshot, const HopmapPlacedName *name)
{
  Written *written = look_up (self, name->kind, name->text);

  if (written->texture == NULL)
    written->texture = write_name (self, name);
  if (name->kind == HOPMAP_NAME_CITY)
    append_texture (self, snapshot, get_dot (self), name->dot_x, name->dot_y);
  append_texture (self, snapshot, written->texture, name->x, name->y);
}

static void
lay_out (HopmapNameLayer *self, const HopmapProjection *projection)
{
  g_autoptr (GArray) captions = g_array_new (FALSE, FALSE, sizeof (HopmapNameCaption));
  HopmapNameBrief brief = { .names = self->world_named ? self->names : NULL,
                            .view = hopmap_projection_get_view (projection),
                            .width = projection->width,
                            .height = projection->height,
                            .beside = self->beside,
                            .measure = measure_cb,
                            .user_data = self };

  if (self->badges != NULL)
    {
      brief.badges = hopmap_hop_layer_get_boxes (self->badges, &brief.n_badges);
      brief.taken = hopmap_hop_layer_get_taken (self->badges);
      brief.shape = hopmap_hop_layer_get_shape (self->badges);
      hopmap_hop_layer_add_captions (self->badges, captions);
    }
  brief.captions = (const HopmapNameCaption *) captions->data;
  brief.n_captions = captions->len;
  hopmap_name_layout (&brief, self->placed);
}

static guint
serial (HopmapNameLayer *self)
{
  return self->badges != NULL ? hopmap_hop_layer_get_serial (self->badges) : 0;
}

/* Whether the map has only been moved a little since; and how far. */
static gboolean
is_laid_out (HopmapNameLayer *self, const HopmapProjection *now, double *dx, double *dy)
{
  const HopmapProjection *then = &self->laid_out;

  if (then->scale != now->scale || then->width != now->width || then->height != now->height
      || self->laid_serial != serial (self))
    return FALSE;
  *dx = (then->centre.x - now->centre.x) * now->scale;
  *dy = (then->centre.y - now->centre.y) * now->scale;
  return fabs (*dx) < HOPMAP_NAME_MARGIN_PX && fabs (*dy) < HOPMAP_NAME_MARGIN_PX;
}

static void
hopmap_name_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HopmapNameLayer *self = HOPMAP_NAME_LAYER (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);
  HopmapProjection projection;
  double dx, dy;

  if (width <= 0 || height <= 0)
    return;
  if (g_hash_table_size (self->written) > MAX_TEXTURES)
    g_hash_table_remove_all (self->written);
  if (self->density != gtk_widget_get_scale_factor (widget))
    {
      g_hash_table_remove_all (self->written);
      g_clear_object (&self->dot);
      self->density = gtk_widget_get_scale_factor (widget);
    }

  projection = hopmap_projection_new (shumate_layer_get_viewport (SHUMATE_LAYER (self)), width,
                                      height);
  if (!is_laid_out (self, &projection, &dx, &dy))
    {
      lay_out (self, &projection);
      self->laid_out = projection;
      self->laid_serial = serial (self);
      dx = dy = 0.0;
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (dx), (float) round (dy)));
  for (guint i = 0; i < self->placed->len; i++)
    {
      const HopmapPlacedName *name = &g_array_index (self->placed, HopmapPlacedName, i);

      if (name->x + dx < width && name->x + dx + name->width > 0.0 && name->y + dy < height
          && name->y + dy + name->height > 0.0)
        append_name (self, snapshot, name);
    }
  gtk_snapshot_restore (snapshot);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, hopmap_name_list_load (), (GDestroyNotify) hopmap_name_list_unref);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HopmapNameLayer *self = HOPMAP_NAME_LAYER (object);

  self->names = g_task_propagate_pointer (G_TASK (result), NULL);
  lay_out_anew (self);
}

static void
hopmap_name_layer_constructed (GObject *object)
{
  g_autoptr (GTask) task = g_task_new (object, NULL, loaded_cb, NULL);

  G_OBJECT_CLASS (hopmap_name_layer_parent_class)->constructed (object);

  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
  g_task_set_source_tag (task, hopmap_name_layer_constructed);
  g_task_run_in_thread (task, load_in_thread);
}

static void
hopmap_name_layer_finalize (GObject *object)
{
  HopmapNameLayer *self = HOPMAP_NAME_LAYER (object);

  g_clear_weak_pointer (&self->badges);
  g_clear_pointer (&self->beside, g_ptr_array_unref);
  g_clear_pointer (&self->names, hopmap_name_list_unref);
  g_clear_object (&self->dot);
  g_hash_table_unref (self->written);
  g_array_unref (self->placed);

  G_OBJECT_CLASS (hopmap_name_layer_parent_class)->finalize (object);
}

static void
hopmap_name_layer_class_init (HopmapNameLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = hopmap_name_layer_constructed;
  object_class->finalize = hopmap_name_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = hopmap_name_layer_snapshot;
}

static void
hopmap_name_layer_init (HopmapNameLayer *self)
{
  self->palette = hopmap_palette_get (HOPMAP_PALETTE_LIGHT);
  self->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, written_free);
  self->placed = g_array_new (FALSE, FALSE, sizeof (HopmapPlacedName));
  self->density = 1;
  self->world_named = TRUE;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * hopmap_name_layer_new:
 * @viewport: the map's
 * @badges: the layer whose badges names must not lie under, and whose places they name; not kept
 *
 * Begins to read the names.
 *
 * Returns: (transfer floating): a layer
 */
HopmapNameLayer *
hopmap_name_layer_new (ShumateViewport *viewport, HopmapHopLayer *badges)
{
  HopmapNameLayer *self = g_object_new (HOPMAP_TYPE_NAME_LAYER, "viewport", viewport, NULL);

  g_set_weak_pointer (&self->badges, badges);
  return self;
}

/**
 * hopmap_name_layer_set_palette:
 * @self: the layer
 * @palette: colours; one of the constant tables
 */
void
hopmap_name_layer_set_palette (HopmapNameLayer *self, const HopmapPalette *palette)
{
  g_return_if_fail (HOPMAP_IS_NAME_LAYER (self));

  if (self->palette == palette)
    return;
  self->palette = palette;
  forget (self);
}

/**
 * hopmap_name_layer_set_beside:
 * @self: the layer
 * @shapes: (nullable) (element-type HopmapRouteShape): other routes that names keep clear of; kept
 */
void
hopmap_name_layer_set_beside (HopmapNameLayer *self, GPtrArray *shapes)
{
  g_return_if_fail (HOPMAP_IS_NAME_LAYER (self));

  g_clear_pointer (&self->beside, g_ptr_array_unref);
  if (shapes != NULL)
    self->beside = g_ptr_array_ref (shapes);
  lay_out_anew (self);
}

/**
 * hopmap_name_layer_set_world_named:
 * @self: the layer
 * @named: whether countries and cities are named; not where tiles below bring their own names
 */
void
hopmap_name_layer_set_world_named (HopmapNameLayer *self, gboolean named)
{
  g_return_if_fail (HOPMAP_IS_NAME_LAYER (self));

  if (self->world_named == named)
    return;
  self->world_named = named;
  lay_out_anew (self);
}

/**
 * hopmap_name_layer_settle:
 * @self: the layer
 *
 * To be called when the map has come to rest: names that went along with it may be below the buttons
 * by now, or cut.
 */
void
hopmap_name_layer_settle (HopmapNameLayer *self)
{
  const HopmapProjection *then;
  HopmapProjection now;
  double dx, dy;

  g_return_if_fail (HOPMAP_IS_NAME_LAYER (self));

  then = &self->laid_out;
  now = hopmap_projection_new (shumate_layer_get_viewport (SHUMATE_LAYER (self)), then->width,
                               then->height);
  if (then->scale != 0.0 && (!is_laid_out (self, &now, &dx, &dy) || dx != 0.0 || dy != 0.0))
    lay_out_anew (self);
}

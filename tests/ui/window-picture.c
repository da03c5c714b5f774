/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "window-picture.h"

#define INTERVAL_MS 500
#define MOST_LOOKS  12 /* where something moves all the time */

typedef struct
{
  GtkWindow *window;
  char *path;
  GBytes *before;
  guint n_looks;
} Picture;

static GBytes *
look (GtkWindow *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (window)),
                          gtk_widget_get_height (GTK_WIDGET (window)));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return NULL;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  return gdk_texture_save_to_png_bytes (texture);
}

static gboolean
look_cb (gpointer user_data)
{
  Picture *self = user_data;
  g_autoptr (GBytes) now = look (self->window);
  GtkWindow *parent = gtk_window_get_transient_for (self->window);

  /* There is nothing to be seen in the middle of a change. */
  if (now == NULL)
    return G_SOURCE_CONTINUE;

  if (self->n_looks++ < MOST_LOOKS && (self->before == NULL || !g_bytes_equal (now, self->before)))
    {
      g_clear_pointer (&self->before, g_bytes_unref);
      self->before = g_steal_pointer (&now);
      return G_SOURCE_CONTINUE;
    }

  g_file_set_contents (self->path, g_bytes_get_data (self->before, NULL),
                       (gssize) g_bytes_get_size (self->before), NULL);
  gtk_window_destroy (self->window);
  if (parent != NULL)
    gtk_window_destroy (parent);
  g_free (self->path);
  g_bytes_unref (self->before);
  g_free (self);
  return G_SOURCE_REMOVE;
}

/*
 * window_picture_save:
 * @window: a window that is presented
 * @path: where to
 */
void
window_picture_save (GtkWindow *window, const char *path)
{
  Picture *self = g_new0 (Picture, 1);

  self->window = window;
  self->path = g_strdup (path);
  /* After all that has to be drawn. */
  g_timeout_add_full (G_PRIORITY_LOW, INTERVAL_MS, look_cb, self, NULL);
}

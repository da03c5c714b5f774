/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A badge shown as a texture looks as the badge does, and is shown anew when the badge looks different. */
#include <hopmap-badge-print.h>
#include <hopmap-hop-badge.h>
#include <hopmap-map-style.h>

#define SIZE       64
#define MAX_FRAMES 500u

/* A parent that shows its only child by a print. */
#define TEST_TYPE_FRAME (test_frame_get_type ())
G_DECLARE_FINAL_TYPE (TestFrame, test_frame, TEST, FRAME, GtkWidget)

struct _TestFrame
{
  GtkWidget parent_instance;

  HopmapBadgePrint *print;
  gboolean plain; /* whether it is shown without */
  guint n_frames;
};

G_DEFINE_FINAL_TYPE (TestFrame, test_frame, GTK_TYPE_WIDGET)

static void
test_frame_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TestFrame *self = TEST_FRAME (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (self->plain)
    gtk_widget_snapshot_child (widget, child, snapshot);
  else
    hopmap_badge_print_snapshot (self->print, child, snapshot);
  self->n_frames++;
}

static void
test_frame_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  GtkRequisition size;

  gtk_widget_get_preferred_size (child, NULL, &size);
  gtk_widget_allocate (child, size.width, size.height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (12.0f, 9.0f)));
}

static void
test_frame_dispose (GObject *object)
{
  TestFrame *self = TEST_FRAME (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_pointer (&self->print, hopmap_badge_print_free);
  G_OBJECT_CLASS (test_frame_parent_class)->dispose (object);
}

static void
test_frame_class_init (TestFrameClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = test_frame_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = test_frame_snapshot;
  GTK_WIDGET_CLASS (klass)->size_allocate = test_frame_size_allocate;
}

static void
test_frame_init (TestFrame *self)
{
  self->print = hopmap_badge_print_new ();
}

typedef struct
{
  GtkWidget *window;
  TestFrame *frame;
  GtkWidget *badge;
} Fixture;

static void
draw_frame (Fixture *fixture)
{
  const guint before = fixture->frame->n_frames;

  gtk_widget_queue_draw (GTK_WIDGET (fixture->frame));
  while (fixture->frame->n_frames == before)
    g_main_context_iteration (NULL, TRUE);
}

/* Whatever moves when a badge appears has come to rest then. */
static void
wait_for_print (Fixture *fixture)
{
  for (guint i = 0; i < MAX_FRAMES && !hopmap_badge_print_is_made (fixture->frame->print); i++)
    draw_frame (fixture);
  g_assert_true (hopmap_badge_print_is_made (fixture->frame->print));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapPlace) place = hopmap_place_new (&(HopmapPlace){
      .has_point = TRUE, .kind = HOPMAP_PLACE_CITY, .evidence = HOPMAP_EVIDENCE_PERSON });
  g_autoptr (HopmapHop) hop = hopmap_hop_new (3);
  HopmapRouteStop *stop;

  stop = hopmap_route_stop_new (place);
  hopmap_route_stop_add_hop (stop, hop, 1);

  hopmap_map_style_add_to_display (gdk_display_get_default ());
  fixture->window = gtk_window_new ();
  fixture->frame = g_object_new (TEST_TYPE_FRAME, NULL);
  fixture->badge = hopmap_hop_badge_new ();
  hopmap_hop_badge_set_stop (HOPMAP_HOP_BADGE (fixture->badge), stop, HOPMAP_BADGE_STAYED);
  gtk_widget_set_parent (fixture->badge, GTK_WIDGET (fixture->frame));
  gtk_widget_add_css_class (fixture->window, hopmap_map_style_get_class (FALSE, FALSE));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), SIZE, SIZE);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->frame));
  gtk_window_present (GTK_WINDOW (fixture->window));
  hopmap_route_stop_free (stop);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static cairo_surface_t *
picture (Fixture *fixture, gboolean plain)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  fixture->frame->plain = plain;
  GTK_WIDGET_GET_CLASS (fixture->frame)->snapshot (GTK_WIDGET (fixture->frame), snapshot);
  fixture->frame->plain = FALSE;
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
test_looks_the_same (Fixture *fixture, gconstpointer data)
{
  cairo_surface_t *plain, *print;
  const guint8 *a, *b;
  gsize size;
  guint n_painted = 0;

  wait_for_print (fixture);
  plain = picture (fixture, TRUE);
  print = picture (fixture, FALSE);
  g_assert_true (hopmap_badge_print_is_made (fixture->frame->print));
  a = cairo_image_surface_get_data (plain);
  b = cairo_image_surface_get_data (print);
  size = (gsize) cairo_image_surface_get_stride (plain) * SIZE;
  for (gsize i = 0; i < size; i++)
    {
      g_assert_cmpint (ABS (a[i] - b[i]), <=, 3);
      n_painted += a[i] > 0;
    }
  g_assert_cmpuint (n_painted, >, 500);
  cairo_surface_destroy (plain);
  cairo_surface_destroy (print);
}

static void
test_follows_the_badge (Fixture *fixture, gconstpointer data)
{
  wait_for_print (fixture);
  gtk_button_set_label (GTK_BUTTON (fixture->badge), "3–7");
  draw_frame (fixture);
  g_assert_false (hopmap_badge_print_is_made (fixture->frame->print));
  wait_for_print (fixture);

  gtk_widget_add_css_class (fixture->badge, "vague");
  draw_frame (fixture);
  g_assert_false (hopmap_badge_print_is_made (fixture->frame->print));
  wait_for_print (fixture);

  gtk_widget_set_state_flags (fixture->badge, GTK_STATE_FLAG_FOCUS_VISIBLE | GTK_STATE_FLAG_FOCUSED,
                              FALSE);
  draw_frame (fixture);
  g_assert_false (hopmap_badge_print_is_made (fixture->frame->print));
}

#define ADD(name, func) g_test_add ("/badge-print/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP badges need a display, and there is none\n");
      return 77;
    }
  g_test_init (&argc, &argv, NULL);
  ADD ("looks-the-same", test_looks_the_same);
  ADD ("follows-the-badge", test_follows_the_badge);
  return g_test_run ();
}

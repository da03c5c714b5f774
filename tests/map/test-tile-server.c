/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tile server on the loopback that answers, refuses, hangs or lies, and the map over it. */
#include "made-up-route.h"

#include <glib/gstdio.h>
#include <hopmap-map-view.h>
#include <hopmap-tile-image.h>
#include <hopmap-tile-server.h>
#include <libsoup/soup.h>

#define MAX_TRIES 100

typedef enum
{
  GOOD,
  REFUSES,
  BUSY,
  GARBAGE,
  BOMB,
  ENDLESS,
  HANGS,
} Mood;

typedef struct
{
  SoupServer *server;
  char *pattern;
  Mood mood;
  guint n_requests;
  char *agent;
  GPtrArray *paused; /* SoupServerMessage */
} Host;

static GBytes *
tile (void)
{
  g_autofree guint8 *pixels = g_malloc0 (256 * 256 * 4);
  g_autoptr (GBytes) data = g_bytes_new (pixels, 256 * 256 * 4);
  g_autoptr (GdkTexture)
      texture = gdk_memory_texture_new (256, 256, GDK_MEMORY_R8G8B8A8, data, 256 * 4);

  return gdk_texture_save_to_png_bytes (texture);
}

static GBytes *
bomb (void)
{
  g_autoptr (GBytes) good = tile ();
  guint8 *data = g_memdup2 (g_bytes_get_data (good, NULL), g_bytes_get_size (good));

  data[18] = data[22] = 0x75;
  data[19] = data[23] = 0x30;
  return g_bytes_new_take (data, g_bytes_get_size (good));
}

static void
answer (SoupServerMessage *message, GBytes *body)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control",
                                "max-age=3600");
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY,
                                    g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
handler_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Host *host = user_data;
  g_autoptr (GBytes) body = NULL;

  host->n_requests++;
  g_free (host->agent);
  host->agent = g_strdup (soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "User-Agent"));
  switch (host->mood)
    {
    case REFUSES:
      soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
      return;
    case BUSY:
      soup_server_message_set_status (message, 429, "Too Many");
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Retry-After", "90");
      return;
    case HANGS:
      soup_server_message_pause (message);
      g_ptr_array_add (host->paused, g_object_ref (message));
      return;
    case GARBAGE:
      body = g_bytes_new_static ("this is no picture", 18);
      break;
    case BOMB:
      body = bomb ();
      break;
    case ENDLESS:
      body = g_bytes_new_take (g_malloc0 (HOPMAP_TILE_MAX_BYTES * 2), HOPMAP_TILE_MAX_BYTES * 2);
      break;
    case GOOD:
    default:
      body = tile ();
    }
  answer (message, body);
}

static void
set_up (Host *host, gconstpointer data)
{
  GSList *uris;

  host->server = soup_server_new (NULL, NULL);
  host->paused = g_ptr_array_new_with_free_func (g_object_unref);
  soup_server_add_handler (host->server, NULL, handler_cb, host, NULL);
  g_assert_true (soup_server_listen_local (host->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (host->server);
  host->pattern = g_strdup_printf ("http://127.0.0.1:%d/{z}/{x}/{y}.png",
                                   g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
tear_down (Host *host, gconstpointer data)
{
  soup_server_disconnect (host->server);
  g_ptr_array_unref (host->paused);
  g_object_unref (host->server);
  g_free (host->pattern);
  g_free (host->agent);
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GBytes *
fetch (HopmapTileServer *server, guint column, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hopmap_tile_server_fetch_async (server, 3, column, 2, NULL, fetched_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hopmap_tile_server_fetch_finish (result, error);
}

static void
test_good (Host *host, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("hopmap-tiles-XXXXXX", NULL);
  g_autoptr (HopmapTileServer) server = hopmap_tile_server_new (host->pattern, folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = fetch (server, 1, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (host->n_requests, ==, 1);
  g_assert_true (g_str_has_prefix (host->agent, "Hopmap/"));
  g_assert_nonnull (strstr (host->agent, "http"));
  /* What the server allows to keep is not asked for again, once it lies in the cache: libsoup writes
   * it there when the answer has long been ours. */
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      const guint n_before = host->n_requests;

      g_clear_pointer (&again, g_bytes_unref);
      again = fetch (server, 1, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (first, again));
      if (host->n_requests == n_before)
        return;
      g_usleep (G_USEC_PER_SEC / 20);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_not_reached ();
}

static void
test_refused (Host *host, gconstpointer data)
{
  g_autoptr (HopmapTileServer) server = hopmap_tile_server_new (host->pattern, NULL);
  g_autoptr (GError) error = NULL;

  host->mood = GPOINTER_TO_INT (data);
  g_assert_null (fetch (server, 1, &error));
  g_assert_true (hopmap_tile_server_is_failing (server));
  g_clear_error (&error);
  /* Nobody is asked again until the rest is over, or a person says so. */
  g_assert_null (fetch (server, 2, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_cmpuint (host->n_requests, ==, 1);
  g_clear_error (&error);

  host->mood = GOOD;
  hopmap_tile_server_retry (server);
  g_assert_false (hopmap_tile_server_is_failing (server));
  g_bytes_unref (fetch (server, 2, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (host->n_requests, ==, 2);
}

static void
test_endless (Host *host, gconstpointer data)
{
  g_autoptr (HopmapTileServer) server = hopmap_tile_server_new (host->pattern, NULL);
  g_autoptr (GError) error = NULL;

  host->mood = ENDLESS;
  g_assert_null (fetch (server, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

static void
test_nobody_there (void)
{
  g_autoptr (HopmapTileServer)
      server = hopmap_tile_server_new ("http://127.0.0.1:1/{z}/{x}/{y}", NULL);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hopmap_tile_server_is_failing (server));
      g_assert_null (fetch (server, i, &error));
    }
  g_assert_true (hopmap_tile_server_is_failing (server));
}

static void
test_templates (void)
{
  static const char *const bad[] = { "",
                                     "https://example.org/",
                                     "https://example.org/{z}/{x}",
                                     "ftp://example.org/{z}/{x}/{y}",
                                     "file:///{z}/{x}/{y}",
                                     "https:///{z}/{x}/{y}",
                                     "https://example.org/{z}/{x}/{y}/{key}",
                                     "javascript:{z}{x}{y}" };
  g_autofree char *address = hopmap_tile_template_expand ("https://a.example/{z}/{x}/{y}.png?k=1",
                                                          3, 4, 5);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hopmap_tile_template_is_valid (bad[i]));
  g_assert_false (hopmap_tile_template_is_valid (NULL));
  g_assert_true (hopmap_tile_template_is_valid ("https://a.example/{z}/{x}/{y}.png?k=1"));
  g_assert_cmpstr (address, ==, "https://a.example/3/4/5.png?k=1");
}

static GtkWidget *
find_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
wait_for_pill (GtkWidget *view)
{
  GtkWidget *words = find_label (view, "Map tiles unavailable");

  g_assert_nonnull (words);
  while (!gtk_widget_get_mapped (words))
    g_main_context_iteration (NULL, TRUE);
}

/* Whatever the server does: the bundled world is there, the map comes to rest, and it is said. */
static void
test_map (Host *host, gconstpointer data)
{
  g_autoptr (HopmapRoute) route = made_up_route_to_auckland ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = hopmap_map_view_new ();
  gpointer weak = view;

  host->mood = GPOINTER_TO_INT (data);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_set_child (GTK_WINDOW (window), view);
  hopmap_map_view_set_route (HOPMAP_MAP_VIEW (view), route);
  gtk_window_present (GTK_WINDOW (window));
  while (!hopmap_map_view_is_idle (HOPMAP_MAP_VIEW (view)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (host->n_requests, ==, 0);

  g_object_set (view, "tiles-address", host->pattern, "tiles", HOPMAP_TILES_OWN, NULL);
  if (host->mood != HANGS)
    wait_for_pill (view);
  while (host->n_requests == 0 || !hopmap_map_view_is_idle (HOPMAP_MAP_VIEW (view)))
    g_main_context_iteration (NULL, TRUE);

  g_object_add_weak_pointer (weak, &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Offline means that nobody is asked, whatever was chosen before. */
static void
test_offline (Host *host, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = hopmap_map_view_new ();

  gtk_window_set_child (GTK_WINDOW (window), view);
  g_object_set (view, "offline", TRUE, "tiles-address", host->pattern, "tiles", HOPMAP_TILES_OWN,
                NULL);
  gtk_window_present (GTK_WINDOW (window));
  while (!hopmap_map_view_is_idle (HOPMAP_MAP_VIEW (view)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (host->n_requests, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("hopmap-cache-XXXXXX", NULL);

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-server/templates", test_templates);
  g_test_add ("/tile-server/good", Host, NULL, set_up, test_good, tear_down);
  g_test_add ("/tile-server/refused", Host, GINT_TO_POINTER (REFUSES), set_up, test_refused,
              tear_down);
  g_test_add ("/tile-server/busy", Host, GINT_TO_POINTER (BUSY), set_up, test_refused, tear_down);
  g_test_add ("/tile-server/endless", Host, NULL, set_up, test_endless, tear_down);
  g_test_add_func ("/tile-server/nobody-there", test_nobody_there);
  g_test_add ("/tile-server/map-refused", Host, GINT_TO_POINTER (REFUSES), set_up, test_map,
              tear_down);
  g_test_add ("/tile-server/map-garbage", Host, GINT_TO_POINTER (GARBAGE), set_up, test_map,
              tear_down);
  g_test_add ("/tile-server/map-bomb", Host, GINT_TO_POINTER (BOMB), set_up, test_map, tear_down);
  g_test_add ("/tile-server/map-hangs", Host, GINT_TO_POINTER (HANGS), set_up, test_map, tear_down);
  g_test_add ("/tile-server/offline", Host, NULL, set_up, test_offline, tear_down);
  return g_test_run ();
}

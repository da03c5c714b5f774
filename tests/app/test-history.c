/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hosts that were traced: their order, their file, and that they can be forgotten.
 */
#include <hopmap-history.h>

#include <glib/gstdio.h>

#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
  }                                                                                                \
  G_STMT_END

static guint
count (HopmapHistory *history)
{
  return g_list_model_get_n_items (hopmap_history_get_hosts (history));
}

static void
assert_host (HopmapHistory *history, guint position, const char *expected)
{
  g_autoptr (GtkStringObject)
      host = g_list_model_get_item (hopmap_history_get_hosts (history), position);

  g_assert_nonnull (host);
  g_assert_cmpstr (gtk_string_object_get_string (host), ==, expected);
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
test_order (void)
{
  g_autoptr (HopmapDistanceBook) distances = hopmap_distance_book_new (NULL);
  g_autoptr (HopmapHistory) history = hopmap_history_new (NULL, distances);

  hopmap_history_add (history, "a.example");
  hopmap_history_add (history, "b.example");
  hopmap_history_add (history, "A.example");
  g_assert_cmpuint (count (history), ==, 2);
  assert_host (history, 0, "A.example");
  assert_host (history, 1, "b.example");

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *host = g_strdup_printf ("h%u.example", i);

      hopmap_history_add (history, host);
    }
  g_assert_cmpuint (count (history), ==, 50);
  assert_host (history, 0, "h199.example");
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hopmap-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "not", NULL);
  g_autofree char *path = g_build_filename (inner, "history", NULL);
  g_autofree char *book_path = g_build_filename (inner, "distances", NULL);
  g_autofree char *text = NULL;
  g_autoptr (HopmapDistanceBook) distances = hopmap_distance_book_new (book_path);
  g_autoptr (HopmapHistory) history = hopmap_history_new (path, distances);
  g_autoptr (HopmapHistory) again = NULL;
  HopmapAddress address;
  GStatBuf status;

  g_assert_true (hopmap_address_parse ("192.0.2.1", &address));
  hopmap_distance_book_note (hopmap_history_get_distances (history), &address, 9);
  hopmap_history_add (history, "a.example");
  hopmap_history_add (history, "b.example");
  hopmap_history_flush (history);
  wait_until ((text = read_file (path)) != NULL);
  g_assert_cmpstr (text, ==, "b.example\na.example\n");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_assert_true (g_file_test (book_path, G_FILE_TEST_EXISTS));

  again = hopmap_history_new (path, distances);
  wait_until (count (again) == 2);
  assert_host (again, 0, "b.example");

  /* Who does not want to be remembered leaves nothing behind. */
  g_object_set (again, "keep", FALSE, NULL);
  g_assert_cmpuint (count (again), ==, 0);
  g_assert_false (g_file_test (book_path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (hopmap_distance_book_find (distances, &address), ==, 0);
  hopmap_history_add (again, "c.example");
  g_assert_cmpuint (count (again), ==, 0);
  hopmap_history_flush (again);
  g_free (text);
  text = read_file (path);
  g_assert_cmpstr (text, ==, "");

  wait_until (!g_main_context_pending (NULL));
  g_unlink (path);
  g_rmdir (inner);
  g_rmdir (folder);
}

static void
test_damaged (void)
{
  static const char contents[] = "ok.example\n\n  \nexa mple\n\xff\xfe\nok.example\nlast.example";
  g_autofree char *path = NULL;
  int descriptor = g_file_open_tmp ("hopmap-XXXXXX", &path, NULL);
  g_autoptr (HopmapDistanceBook) distances = hopmap_distance_book_new (NULL);
  g_autoptr (HopmapHistory) history = NULL;

  g_close (descriptor, NULL);
  g_assert_true (g_file_set_contents (path, contents, sizeof contents - 1, NULL));
  history = hopmap_history_new (path, distances);
  wait_until (count (history) > 0);
  g_assert_cmpuint (count (history), ==, 2);
  assert_host (history, 0, "ok.example");
  assert_host (history, 1, "last.example");
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/history/order", test_order);
  g_test_add_func ("/app/history/file", test_file);
  g_test_add_func ("/app/history/damaged", test_damaged);

  return g_test_run ();
}

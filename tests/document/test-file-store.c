/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saving: whole or not at all, and a sentence that says what to do.
 */
#include "sample-route.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <hopmap-document.h>
#include <hopmap-file-store.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOBODY 65534

typedef struct
{
  char *folder;
  GBytes *bytes;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("hopmap-store-XXXXXX", NULL);
  fixture->bytes = g_bytes_new_static ("new content", 11);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_bytes_unref (fixture->bytes);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
store (Fixture *fixture, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return hopmap_file_store_write (file, fixture->bytes, NULL, error);
}

static void
assert_holds (const char *path, const char *content)
{
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, content);
}

static void
assert_refused (Fixture *fixture, const char *path, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store (fixture, path, &error));
  g_assert_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_WRITE_FAILED);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "route.html", NULL);
  mode_t mask = umask (027);
  GStatBuf status;

  g_assert_true (store (fixture, path, NULL));
  umask (mask);
  assert_holds (path, "new content");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0640);
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "route.html", NULL);
  GStatBuf status;

  g_assert_true (g_file_set_contents (path, "old and longer than the new content", -1, NULL));
  g_chmod (path, 0604);
  g_assert_true (store (fixture, path, NULL));
  assert_holds (path, "new content");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0604);
}

/* Somebody who has the old file open goes on reading the old file. */
static void
test_reader (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "route.html", NULL);
  g_autoptr (GMappedFile) mapped = NULL;

  g_assert_true (g_file_set_contents (path, "old content", -1, NULL));
  mapped = g_mapped_file_new (path, FALSE, NULL);
  g_assert_true (store (fixture, path, NULL));
  g_assert_cmpmem (g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped),
                   "old content", 11);
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "route.html", NULL);
  g_autofree char *link_path = g_build_filename (fixture->folder, "link.html", NULL);

  g_assert_true (g_file_set_contents (path, "old content", -1, NULL));
  g_assert_cmpint (symlink ("route.html", link_path), ==, 0);
  g_assert_true (store (fixture, link_path, NULL));
  assert_holds (path, "new content");
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "no", "route.html", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "route.html", NULL);
  g_autofree char *name = g_strnfill (300, 'x');
  g_autofree char *long_name = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  assert_refused (fixture, missing, "There is no folder");
  assert_refused (fixture, below, "There is no folder");
  assert_refused (fixture, fixture->folder, "is a folder");
  assert_refused (fixture, long_name, "too long");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* Root may write everywhere; so it becomes nobody, and owner of the folder, for a while. */
static void
test_forbidden (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "route.html", NULL);
  const gboolean root = geteuid () == 0;

  if (root)
    {
      g_assert_cmpint (chown (fixture->folder, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (setresuid (NOBODY, NOBODY, 0), ==, 0);
    }

  g_assert_true (g_file_set_contents (path, "old content", -1, NULL));
  g_chmod (path, 0444);
  assert_refused (fixture, path, "write-protected");
  g_chmod (path, 0644);
  g_chmod (fixture->folder, 0555);
  assert_refused (fixture, path, "cannot be written to; choose another place");
  g_chmod (fixture->folder, 0755);
  if (root)
    g_assert_cmpint (setresuid (0, 0, 0), ==, 0);
  assert_holds (path, "old content");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_devices (Fixture *fixture, gconstpointer data)
{
  g_assert_true (store (fixture, "/dev/null", NULL));
  if (g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    assert_refused (fixture, "/dev/full", "no space left");
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "route.html", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (hopmap_file_store_write (file, fixture->bytes, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
save_and_wait (const char *path, GCancellable *cancellable)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GAsyncResult *result = NULL;

  hopmap_document_save_async (route, hopmap_format_find ("text"), NULL, file, cancellable,
                              keep_result, &result);
  /* What comes after the call is not in the file. */
  hopmap_hop_set_name (hopmap_route_get_hop (route, 1), "later.example");
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return result;
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "route.txt", NULL);
  g_autofree char *missing = g_build_filename (fixture->folder, "no", "route.txt", NULL);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = save_and_wait (path, NULL);
  g_autoptr (GAsyncResult) refused = save_and_wait (missing, NULL);

  g_assert_true (hopmap_document_save_finish (result, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_nonnull (strstr (found, "gateway.example"));

  g_assert_false (hopmap_document_save_finish (refused, &error));
  g_assert_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_WRITE_FAILED);
}

static void
test_async_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "route.txt", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  result = save_and_wait (path, cancellable);
  g_assert_false (hopmap_document_save_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/document/store/new", test_new);
  ADD ("/document/store/replace", test_replace);
  ADD ("/document/store/reader", test_reader);
  ADD ("/document/store/link", test_link);
  ADD ("/document/store/refusals", test_refusals);
  ADD ("/document/store/forbidden", test_forbidden);
  ADD ("/document/store/devices", test_devices);
  ADD ("/document/store/cancelled", test_cancelled);
  ADD ("/document/store/async", test_async);
  ADD ("/document/store/async-cancelled", test_async_cancelled);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distances that are remembered: in memory, in a file, and not at all.
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <hopmap-distance-book.h>
#include <hopmap-settings.h>
#include <hopmap-trace-options.h>

static HopmapAddress
parse (const char *text)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  return address;
}

static guint
find (HopmapDistanceBook *book, const char *text)
{
  const HopmapAddress address = parse (text);

  return hopmap_distance_book_find (book, &address);
}

static void
note (HopmapDistanceBook *book, const char *text, guint distance)
{
  const HopmapAddress address = parse (text);

  hopmap_distance_book_note (book, &address, distance);
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

typedef struct
{
  char *folder;
  char *inner;
  char *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("hopmap-XXXXXX", NULL);
  place->inner = g_build_filename (place->folder, "not", NULL);
  place->path = g_build_filename (place->inner, "distances", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_unlink (place->path);
  g_rmdir (place->inner);
  g_assert_cmpint (g_rmdir (place->folder), ==, 0);
  g_free (place->folder);
  g_free (place->inner);
  g_free (place->path);
}

static void
test_memory (void)
{
  g_autoptr (HopmapDistanceBook) book = hopmap_distance_book_new (NULL);
  HopmapAddress local = parse ("fe80::1");

  g_assert_cmpuint (find (book, "192.0.2.1"), ==, 0);
  note (book, "192.0.2.1", 9);
  note (book, "2001:db8::1", 12);
  g_assert_cmpuint (find (book, "192.0.2.1"), ==, 9);
  g_assert_cmpuint (find (book, "2001:db8::1"), ==, 12);
  note (book, "192.0.2.1", 11);
  g_assert_cmpuint (find (book, "192.0.2.1"), ==, 11);

  /* What is no distance, and who is somebody else behind each interface. */
  note (book, "192.0.2.1", 0);
  note (book, "192.0.2.1", HOPMAP_MAX_TTL + 1);
  g_assert_cmpuint (find (book, "192.0.2.1"), ==, 11);
  local.scope_id = 2;
  hopmap_distance_book_note (book, &local, 1);
  g_assert_cmpuint (hopmap_distance_book_find (book, &local), ==, 0);
}

static void
test_file (Place *place, gconstpointer data)
{
  g_autoptr (HopmapDistanceBook) book = hopmap_distance_book_new (place->path);
  g_autoptr (HopmapDistanceBook) other = hopmap_distance_book_new (place->path);
  g_autoptr (HopmapDistanceBook) again = hopmap_distance_book_new (place->path);
  g_autofree char *text = NULL;
  GStatBuf status;

  /* Two programs at the same time, and one after them. */
  note (book, "192.0.2.1", 9);
  note (other, "2001:db8::1", 12);
  note (book, "192.0.2.1", 9);
  note (book, "192.0.2.1", 10);
  text = read_file (place->path);
  g_assert_cmpstr (text, ==, "192.0.2.1 9\n2001:db8::1 12\n192.0.2.1 10\n");
  g_assert_cmpint (g_stat (place->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (place->inner, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpuint (find (again, "192.0.2.1"), ==, 10);
  g_assert_cmpuint (find (again, "2001:db8::1"), ==, 12);

  hopmap_distance_book_clear (again);
  g_assert_cmpuint (find (again, "192.0.2.1"), ==, 0);
  g_assert_false (g_file_test (place->path, G_FILE_TEST_EXISTS));
}

/* Who keeps nothing leaves nothing behind, and reads nothing. */
static void
test_not_kept (Place *place, gconstpointer data)
{
  g_autoptr (HopmapDistanceBook) book = hopmap_distance_book_new (place->path);

  note (book, "192.0.2.1", 9);
  g_assert_true (g_file_test (place->path, G_FILE_TEST_EXISTS));
  hopmap_distance_book_set_writes (book, FALSE);
  g_assert_false (g_file_test (place->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (find (book, "192.0.2.1"), ==, 0);
  note (book, "192.0.2.1", 9);
  g_assert_cmpuint (find (book, "192.0.2.1"), ==, 9);
  g_assert_false (g_file_test (place->path, G_FILE_TEST_EXISTS));
}

static void
test_damaged (Place *place, gconstpointer data)
{
  static const char contents[] =
      "192.0.2.1 9\n\n192.0.2.2\n192.0.2.3 \n192.0.2.4 0\n192.0.2.5 999\n"
      "192.0.2.6 -1\nnobody 3\n\xff\xfe 3\n192.0.2.7 3 4\n192.0.2.8 8";
  g_autoptr (HopmapDistanceBook) book = hopmap_distance_book_new (place->path);

  g_assert_cmpint (g_mkdir (place->inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (place->path, contents, sizeof contents - 1, NULL));
  g_assert_cmpuint (find (book, "192.0.2.1"), ==, 9);
  for (guint i = 2; i <= 7; i++)
    {
      g_autofree char *text = g_strdup_printf ("192.0.2.%u", i);

      g_assert_cmpuint (find (book, text), ==, 0);
    }
  g_assert_cmpuint (find (book, "192.0.2.8"), ==, 8);
}

/* A pipe that nobody reads would make the program wait for ever. */
static void
test_no_file (Place *place, gconstpointer data)
{
  g_autoptr (HopmapDistanceBook) book = hopmap_distance_book_new (place->path);

  g_assert_cmpint (g_mkdir (place->inner, 0700), ==, 0);
  g_assert_cmpint (mkfifo (place->path, 0600), ==, 0);
  note (book, "192.0.2.1", 9);
  g_assert_cmpuint (find (book, "192.0.2.1"), ==, 9);
}

/* However many are traced, the newest 500 are kept, and the file does not grow for ever. */
static void
test_many (Place *place, gconstpointer data)
{
  g_autoptr (HopmapDistanceBook) book = hopmap_distance_book_new (place->path);
  g_autoptr (HopmapDistanceBook) again = hopmap_distance_book_new (place->path);
  g_autofree char *text = NULL;
  guint n_lines = 0;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.0.%u.%u", i / 256, i % 256);

      note (book, address, 1 + i % 30);
    }
  text = read_file (place->path);
  for (const char *at = text; *at != '\0'; at++)
    n_lines += *at == '\n' ? 1 : 0;
  g_assert_cmpuint (n_lines, <=, 1000);
  g_assert_cmpuint (find (book, "10.0.0.0"), ==, 0);
  g_assert_cmpuint (find (again, "10.0.11.183"), ==, 1 + 2999 % 30);
  g_assert_cmpuint (find (again, "10.0.9.196"), ==, 1 + 2500 % 30);
  g_assert_cmpuint (find (again, "10.0.9.195"), ==, 0);
}

/* Root in the home of somebody else leaves no file there. */
static void
test_home (Place *place, gconstpointer data)
{
  const gboolean foreign = data != NULL;
  g_autofree char *file = g_build_filename (place->inner, "hopmap", "distances", NULL);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (HopmapDistanceBook) book = NULL;

  if (geteuid () != 0)
    {
      g_test_skip ("only root can be in the home of somebody else");
      return;
    }
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  g_assert_cmpint (chown (place->folder, foreign ? 65534 : 0, 0), ==, 0);
  g_setenv ("HOME", place->folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", place->inner, TRUE);
  book = hopmap_settings_create_distances ();
  note (book, "192.0.2.1", 9);
  g_assert_cmpint (g_file_test (file, G_FILE_TEST_EXISTS), ==, !foreign);
  g_unlink (file);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/distances/memory", test_memory);
  g_test_add ("/app/distances/file", Place, NULL, set_up, test_file, tear_down);
  g_test_add ("/app/distances/not-kept", Place, NULL, set_up, test_not_kept, tear_down);
  g_test_add ("/app/distances/damaged", Place, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/app/distances/no-file", Place, NULL, set_up, test_no_file, tear_down);
  g_test_add ("/app/distances/home", Place, NULL, set_up, test_home, tear_down);
  g_test_add ("/app/distances/foreign-home", Place, "foreign", set_up, test_home, tear_down);
  g_test_add ("/app/distances/many", Place, NULL, set_up, test_many, tear_down);
  return g_test_run ();
}

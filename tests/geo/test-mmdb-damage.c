/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that are no databases, or no longer: none, cut, damaged, huge, changed while they are open.
 */
#include "hopmap-mmdb-provider.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "hopmap-sample-file.h"

#define TABLE                                                                                      \
  "8.8.8.0/24\tMountain View\tUS\tUnited States\t37.38600\t-122.08380\t30\t15169\tGoogle LLC\n"    \
  "2001:4860::/32\tZürich\tCH\tSwitzerland\t47.3769\t8.5417\t25\t15169\tGoogle LLC\n"

static void
assert_refused (const char *path, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapMmdbProvider) provider = hopmap_mmdb_provider_new (path, &error);

  g_assert_null (provider);
  g_assert_error (error, HOPMAP_GEO_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_no_file (void)
{
  assert_refused ("/nonexistent/places.mmdb", HOPMAP_GEO_ERROR_DATABASE_MISSING);
  assert_refused (g_get_tmp_dir (), HOPMAP_GEO_ERROR_DATABASE_BROKEN);
  assert_refused ("/dev/null", HOPMAP_GEO_ERROR_DATABASE_BROKEN);
}

/* Opening it would wait until somebody writes. */
static void
test_pipe (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hopmap-geo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "places.mmdb", NULL);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_refused (path, HOPMAP_GEO_ERROR_DATABASE_BROKEN);
  g_unlink (path);
  g_rmdir (folder);
}

static void
assert_bytes_refused (const void *data, gsize length)
{
  char *path = hopmap_sample_file_new_for_bytes (data, length);

  assert_refused (path, HOPMAP_GEO_ERROR_DATABASE_BROKEN);
  hopmap_sample_file_free (path);
}

static void
test_no_database (void)
{
  g_autofree char *noise = g_strnfill (100000, 'x');

  assert_bytes_refused ("", 0);
  assert_bytes_refused ("places", 6);
  assert_bytes_refused (noise, 100000);
}

/* The metadata stand at the end: a file cut anywhere in front of them is none. */
static void
test_truncated (void)
{
  char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (GBytes) whole = hopmap_sample_file_read (path);
  gsize length;
  const char *data = g_bytes_get_data (whole, &length);

  for (gsize part = 1; part <= 8; part++)
    assert_bytes_refused (data, length * part / 9);

  hopmap_sample_file_free (path);
}

/* Whatever a damaged file says, it is an answer or an error, and never a crash. */
static void
ask_everything (const void *data, gsize length, guint *n_broken)
{
  static const char *const texts[] = { "8.8.8.8", "8.8.10.1", "9.9.9.9", "2001:4860::1" };
  char *path = hopmap_sample_file_new_for_bytes (data, length);
  g_autoptr (HopmapMmdbProvider) provider = hopmap_mmdb_provider_new (path, NULL);

  for (gsize i = 0; provider != NULL && i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HopmapGeoAnswer)
          answer = hopmap_sample_file_ask (HOPMAP_GEO_PROVIDER (provider), texts[i]);

      if (answer->status == HOPMAP_GEO_STATUS_FAILED)
        {
          g_assert_error (answer->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_DATABASE_BROKEN);
          (*n_broken)++;
        }
      else if (answer->place != NULL)
        {
          g_assert_true (answer->place->city == NULL
                         || g_utf8_validate (answer->place->city, -1, NULL));
        }
    }

  hopmap_sample_file_free (path);
}

static void
test_damaged (void)
{
  char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (GBytes) whole = hopmap_sample_file_read (path);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260601);
  gsize length = g_bytes_get_size (whole);
  guint n_broken = 0;

  for (guint round = 0; round < 400; round++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (whole, NULL), length);
      guint n_changes = (guint) g_rand_int_range (rand, 1, 40);

      for (guint i = 0; i < n_changes; i++)
        copy[g_rand_int_range (rand, 0, (gint32) length)] = (guint8) g_rand_int (rand);
      ask_everything (copy, length, &n_broken);
    }

  g_assert_cmpuint (n_broken, >, 0);
  hopmap_sample_file_free (path);
}

typedef enum
{
  CUT_OFF,
  OVERWRITTEN,
  REPLACED,
  REMOVED,
  N_CHANGES
} Change;

static void
change (const char *path, Change how)
{
  g_autofree char *other = g_strconcat (path, ".new", NULL);
  g_autofree char *noise = g_strnfill (100000, 'x');
  FILE *file;

  switch (how)
    {
    case CUT_OFF:
      g_assert_cmpint (truncate (path, 0), ==, 0);
      break;
    case OVERWRITTEN:
      file = fopen (path, "r+");
      g_assert_nonnull (file);
      g_assert_cmpint (fputs (noise, file), >=, 0);
      fclose (file);
      break;
    case REPLACED:
      g_assert_true (g_file_set_contents (other, noise, -1, NULL));
      g_assert_cmpint (g_rename (other, path), ==, 0);
      break;
    case REMOVED:
      g_assert_cmpint (g_unlink (path), ==, 0);
      break;
    case N_CHANGES:
    default:
      g_assert_not_reached ();
    }
}

/* What is done to the file later changes no answer, and ends nothing. */
static void
test_changed_while_open (void)
{
  for (Change how = CUT_OFF; how < N_CHANGES; how++)
    {
      char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapMmdbProvider) provider = hopmap_mmdb_provider_new (path, &error);
      g_autoptr (HopmapGeoAnswer) before = NULL, after = NULL;

      g_assert_no_error (error);
      before = hopmap_sample_file_ask (HOPMAP_GEO_PROVIDER (provider), "8.8.8.8");
      change (path, how);
      after = hopmap_sample_file_ask (HOPMAP_GEO_PROVIDER (provider), "8.8.8.8");
      g_assert_cmpint (after->status, ==, HOPMAP_GEO_STATUS_FOUND);
      g_assert_true (hopmap_place_equal (before->place, after->place));
      g_clear_pointer (&after, hopmap_geo_answer_unref);
      after = hopmap_sample_file_ask (HOPMAP_GEO_PROVIDER (provider), "9.9.9.9");
      g_assert_cmpint (after->status, !=, HOPMAP_GEO_STATUS_FAILED);
      hopmap_sample_file_free (path);
    }
}

/* A file of 4 GB, a hole but for its beginning; and the same with its end behind the hole. */
static void
test_huge (void)
{
  char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (GBytes) whole = hopmap_sample_file_read (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapMmdbProvider) provider = NULL;
  FILE *file;

  if (truncate (path, (off_t) 4 << 30) != 0)
    {
      g_test_skip ("The file system has no room for a file with holes");
      hopmap_sample_file_free (path);
      return;
    }
  assert_refused (path, HOPMAP_GEO_ERROR_DATABASE_BROKEN);

  file = fopen (path, "a");
  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (g_bytes_get_data (whole, NULL), 1, g_bytes_get_size (whole), file), ==,
                    g_bytes_get_size (whole));
  fclose (file);
  provider = hopmap_mmdb_provider_new (path, &error);
  if (provider != NULL)
    {
      g_autoptr (HopmapGeoAnswer)
          answer = hopmap_sample_file_ask (HOPMAP_GEO_PROVIDER (provider), "8.8.8.8");

      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
    }
  hopmap_sample_file_free (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mmdb-damage/no-file", test_no_file);
  g_test_add_func ("/mmdb-damage/pipe", test_pipe);
  g_test_add_func ("/mmdb-damage/no-database", test_no_database);
  g_test_add_func ("/mmdb-damage/truncated", test_truncated);
  g_test_add_func ("/mmdb-damage/damaged", test_damaged);
  g_test_add_func ("/mmdb-damage/changed-while-open", test_changed_while_open);
  g_test_add_func ("/mmdb-damage/huge", test_huge);

  return g_test_run ();
}

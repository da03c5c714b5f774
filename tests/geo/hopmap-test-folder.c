/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder for the files of one test: see the header.
 */
#include "hopmap-test-folder.h"

#include <glib/gstdio.h>

/* Fills @self with a new folder, and the path of @name in its folder @sub. */
void
hopmap_test_folder_init (HopmapTestFolder *self, const char *sub, const char *name)
{
  self->folder = g_dir_make_tmp ("hopmap-test-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, sub, name, NULL);
}

/* A test may have taken the permission to write. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_chmod (path, 0700);
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* Removes the folder with all that is in it. */
void
hopmap_test_folder_clear (HopmapTestFolder *self)
{
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
}

/* Returns the address that @text is. */
HopmapAddress
hopmap_test_address (const char *text)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  return address;
}

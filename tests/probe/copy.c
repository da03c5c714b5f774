/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See copy.h. Sets the capability as setcap(8) does, without needing it.
 */
#include "copy.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <linux/capability.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>

void
copy_make (Copy *copy)
{
  g_autofree char *contents = NULL;
  size_t length;

  copy->folder = g_dir_make_tmp ("hopmap-XXXXXX", NULL);
  g_assert_nonnull (copy->folder);
  copy->program = g_build_filename (copy->folder, "hopmap-probe", NULL);
  g_assert_true (g_file_get_contents (g_getenv ("HOPMAP_TEST_PROBE"), &contents, &length, NULL));
  g_assert_true (g_file_set_contents (copy->program, contents, (gssize) length, NULL));
  g_assert_no_errno (g_chmod (copy->folder, 0755));
  g_assert_no_errno (g_chmod (copy->program, 0755));
}

void
copy_remove (Copy *copy)
{
  g_unlink (copy->program);
  g_rmdir (copy->folder);
  g_free (copy->program);
  g_free (copy->folder);
}

bool
copy_can_have_privilege (const Copy *copy)
{
  struct statvfs status;

  g_assert_no_errno (statvfs (copy->program, &status));
  if ((status.f_flag & ST_NOSUID) == 0)
    return true;
  g_test_skip (
      "The folder for temporary files is on a file system that ignores setuid and capabilities.");
  return false;
}

void
copy_set_capability (const Copy *copy, bool effective)
{
  struct vfs_cap_data data = {
    .magic_etc = GUINT32_TO_LE (VFS_CAP_REVISION_2 | (effective ? VFS_CAP_FLAGS_EFFECTIVE : 0)),
    .data = { { .permitted = GUINT32_TO_LE (1u << CAP_NET_RAW) } },
  };

  g_assert_no_errno (setxattr (copy->program, "security.capability", &data, sizeof data, 0));
}

void
copy_set_setuid (const Copy *copy)
{
  g_assert_no_errno (g_chmod (copy->program, 04755));
}

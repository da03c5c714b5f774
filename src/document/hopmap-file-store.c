/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A new file beside the old one, flushed to the disk, then renamed over it: whoever looks, at any
 * moment and after any crash, sees the old content or the new. GFile's own replace writes a file
 * that does not exist yet in place, so it serves here only where there is no local path.
 */
#include "hopmap-file-store.h"

#include "hopmap-document.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES  (256u * 1024u)
#define MAX_NAMES    100
#define DRAFT_PREFIX ".hopmap-"
#define DRAFT_LENGTH 14 /* the prefix and six characters */

/* A file on its way; @name is where it stands until it is renamed, once @has_name. */
typedef struct
{
  int fd;
  char *name;
  gboolean has_name;
} Draft;

static void
set_error_for_errno (GError **error, const char *path, int number)
{
  g_autofree char *folder_path = g_path_get_dirname (path);
  g_autofree char *folder = g_filename_display_name (folder_path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *text = NULL;

  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
      text = g_strdup_printf (_ ("There is no folder %s; make it, or choose another place."),
                              folder);
      break;
    case EACCES:
    case EPERM:
      if (g_access (folder_path, W_OK) == 0)
        text = g_strdup_printf (_ ("The file %s is write-protected; choose another name."), shown);
      else
        text = g_strdup_printf (_ ("The folder %s cannot be written to; choose another place."),
                                folder);
      break;
    case EROFS:
      text = g_strdup_printf (_ ("The folder %s cannot be written to; choose another place."),
                              folder);
      break;
    case EISDIR:
      text = g_strdup_printf (_ ("%s is a folder; give the name of a file in it."), shown);
      break;
    case ENOSPC:
    case EDQUOT:
      text = g_strdup_printf (
          _ ("There is no space left in the folder %s; make room, or choose another place."),
          folder);
      break;
    case ENAMETOOLONG:
      text = g_strdup (_ ("The name of the file is too long; choose a shorter one."));
      break;
    default:
      text = g_strdup_printf (
          /* Translators: a path, and what the system says ("Input/output error") */
          _ ("The file %s could not be written (%s); choose another place."), shown,
          g_strerror (number));
    }

  g_set_error_literal (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_WRITE_FAILED, text);
}

/* In pieces, so that a cancel on a slow disk is heard. */
static gboolean
write_all (int fd, GBytes *bytes, const char *path, GCancellable *cancellable, GError **error)
{
  gsize length;
  const guint8 *next = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gssize written;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      written = write (fd, next, MIN (length, CHUNK_BYTES));
      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          set_error_for_errno (error, path, errno);
          return FALSE;
        }

      next += written;
      length -= (gsize) written;
    }

  return TRUE;
}

/* Devices, pipes and the like: there is nothing to replace. */
static gboolean
write_into (const char *path, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY, 0);
  gboolean written;

  if (fd < 0)
    {
      set_error_for_errno (error, path, errno);
      return FALSE;
    }

  written = write_all (fd, bytes, path, cancellable, error);
  if (close (fd) != 0 && written)
    {
      set_error_for_errno (error, path, errno);
      return FALSE;
    }

  return written;
}

/* As the file that it replaces, as far as the system allows. */
static void
take_ownership_of (int fd, const struct stat *old)
{
  if (old == NULL)
    return;

  (void) !fchown (fd, old->st_uid, old->st_gid);
  (void) !fchmod (fd, old->st_mode & 07777);
}

/* The rename itself must reach the disk too; a file system that cannot do it is no reason to fail. */
static void
flush_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;

  (void) !fsync (fd);
  close (fd);
}

/* Drafts are locked as long as somebody writes them; the kernel lets go when a process is killed. */
static gboolean
lock_draft (int fd)
{
  struct stat status;

  return flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &status) == 0 && S_ISREG (status.st_mode)
         && status.st_uid == geteuid ();
}

/* What saves that were killed have left in the folder, lest it pile up there. */
static void
sweep (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      int fd;

      if (!g_str_has_prefix (name, DRAFT_PREFIX) || strlen (name) != DRAFT_LENGTH)
        continue;
      path = g_build_filename (folder, name, NULL);
      fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
      if (fd < 0)
        continue;
      if (lock_draft (fd))
        g_unlink (path);
      close (fd);
    }
}

/* A draft with a name can be swept away between its making and the lock; then there is another. */
static gboolean
draft_open_named (Draft *draft, const char *folder, mode_t mode)
{
  for (guint i = 0; i < MAX_NAMES; i++)
    {
      struct stat status;

      g_free (draft->name);
      draft->name = g_build_filename (folder, DRAFT_PREFIX "XXXXXX", NULL);
      draft->fd = g_mkstemp_full (draft->name, O_RDWR | O_CLOEXEC, (int) mode);
      if (draft->fd < 0)
        return FALSE;

      /* Where there are no locks, nothing is swept either. */
      draft->has_name = TRUE;
      (void) !lock_draft (draft->fd);
      if (fstat (draft->fd, &status) == 0 && status.st_nlink > 0)
        return TRUE;
      close (draft->fd);
    }

  draft->fd = -1;
  draft->has_name = FALSE;
  errno = EBUSY;
  return FALSE;
}

/*
 * A file without a name is gone with its process; one with a name stays behind when the process is
 * killed. So the draft has no name until it is complete, where the file system can do that.
 */
static gboolean
draft_open (Draft *draft, const char *folder, mode_t mode)
{
  draft->name = g_build_filename (folder, DRAFT_PREFIX "XXXXXX", NULL);
  draft->has_name = FALSE;
  draft->fd = -1;
  if (g_access ("/proc/self/fd", X_OK) == 0)
    draft->fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
  if (draft->fd < 0)
    return draft_open_named (draft, folder, mode);

  (void) !lock_draft (draft->fd);
  return TRUE;
}

static gboolean
draft_take_name (Draft *draft)
{
  g_autofree char *source = g_strdup_printf ("/proc/self/fd/%d", draft->fd);
  char *place = strrchr (draft->name, '-') + 1;

  for (guint i = 0; !draft->has_name && i < MAX_NAMES; i++)
    {
      g_snprintf (place, 7, "%06x", g_random_int () & 0xffffff);
      draft->has_name = linkat (AT_FDCWD, source, AT_FDCWD, draft->name, AT_SYMLINK_FOLLOW) == 0;
      if (!draft->has_name && errno != EEXIST)
        return FALSE;
    }

  return draft->has_name;
}

static void
draft_clear (Draft *draft)
{
  if (draft->fd >= 0)
    close (draft->fd);
  if (draft->has_name)
    g_unlink (draft->name);
  g_free (draft->name);
}

static gboolean
draft_publish (Draft *draft, const char *path)
{
  if (fsync (draft->fd) != 0 || !draft_take_name (draft) || g_rename (draft->name, path) != 0)
    return FALSE;

  draft->has_name = FALSE;
  return TRUE;
}

static gboolean
replace_file (const char *path,
              const struct stat *old,
              GBytes *bytes,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean done = FALSE;
  Draft draft;

  sweep (folder);
  if (!draft_open (&draft, folder, old != NULL ? 0600 : 0666))
    {
      set_error_for_errno (error, path, errno);
    }
  else if (write_all (draft.fd, bytes, path, cancellable, error)
           && !g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      take_ownership_of (draft.fd, old);
      done = draft_publish (&draft, path);
      if (!done)
        set_error_for_errno (error, path, errno);
    }

  draft_clear (&draft);
  if (done)
    flush_folder (folder);
  return done;
}

static gboolean
write_local (const char *path, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  /* A symbolic link stays one: the file that it leads to is replaced. */
  char *resolved = realpath (path, NULL);
  g_autofree char *real = g_strdup (resolved != NULL ? resolved : path);
  struct stat old;

  free (resolved);
  if (stat (real, &old) != 0)
    return replace_file (real, NULL, bytes, cancellable, error);

  if (S_ISDIR (old.st_mode))
    {
      set_error_for_errno (error, path, EISDIR);
      return FALSE;
    }
  if (!S_ISREG (old.st_mode))
    return write_into (real, bytes, cancellable, error);
  if (access (real, W_OK) != 0)
    {
      set_error_for_errno (error, real, errno);
      return FALSE;
    }

  return replace_file (real, &old, bytes, cancellable, error);
}

static gboolean
write_remote (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *name = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (g_file_replace_contents (file, data, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                               cancellable, &local_error))
    return TRUE;

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  name = g_file_get_parse_name (file);
  g_set_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_WRITE_FAILED,
               _ ("The file %s could not be written (%s); choose another place."), name,
               local_error->message);
  return FALSE;
}

/**
 * hopmap_file_store_write:
 * @file: where to
 * @bytes: what
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for %HOPMAP_DOCUMENT_ERROR_WRITE_FAILED or %G_IO_ERROR_CANCELLED
 *
 * Blocks until the bytes are on the disk. Where it fails, an earlier file is as it was, and no
 * other file stays behind.
 *
 * Returns: whether the file now holds @bytes
 */
gboolean
hopmap_file_store_write (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  const char *path = g_file_peek_path (file);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  return path != NULL ? write_local (path, bytes, cancellable, error)
                      : write_remote (file, bytes, cancellable, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapJournalFolder: see the header. Every function here blocks. The lock is flock(): it belongs
 * to the open file, so it keeps two windows of one process apart as well as two processes, and the
 * kernel lets it go when a process is killed.
 */
#include "hopmap-journal-folder.h"

#include "hopmap-document.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX    "trace-"
#define SUFFIX    ".traceroute.json"
#define LOCK_NAME "lock"
#define MAX_TRIES 16

struct _HopmapJournalFolder
{
  char *path;
  int lock_fd;
};

static void
fail (GError **error, const char *what, const char *path)
{
  int number = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s %s: %s", what, path,
               g_strerror (number));
}

/*
 * Between the opening of the file and the lock on it, somebody else may have held the lock and
 * cleared everything away: then the lock is on a file that nobody can find any more.
 */
static int
take_lock (const char *path)
{
  g_autofree char *lock_path = g_build_filename (path, LOCK_NAME, NULL);
  int fd = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  struct stat status;

  if (fd < 0)
    return -1;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &status) == 0 && S_ISREG (status.st_mode)
      && status.st_nlink > 0)
    return fd;

  close (fd);
  return -1;
}

static HopmapJournalFolder *
folder_new (const char *path, int lock_fd)
{
  HopmapJournalFolder *self = g_new (HopmapJournalFolder, 1);

  self->path = g_strdup (path);
  self->lock_fd = lock_fd;
  return self;
}

/**
 * hopmap_journal_folder_create:
 * @parent: where journals are; it is made where it is missing
 * @error: return location for an error of GIO, meant for a log
 *
 * Returns: (transfer full): a new empty folder, locked
 */
HopmapJournalFolder *
hopmap_journal_folder_create (const char *parent, GError **error)
{
  /* Only its owner is to know where he traced to. */
  if (g_mkdir_with_parents (parent, 0700) != 0)
    {
      fail (error, "There is no folder for journals,", parent);
      return NULL;
    }

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autofree char *name = g_strdup_printf (PREFIX "%08x", g_random_int ());
      g_autofree char *path = g_build_filename (parent, name, NULL);
      int fd;

      if (g_mkdir (path, 0700) != 0)
        {
          if (errno == EEXIST)
            continue;
          break;
        }
      fd = take_lock (path);
      if (fd >= 0)
        return folder_new (path, fd);
    }

  fail (error, "No journal can be locked in", parent);
  return NULL;
}

/**
 * hopmap_journal_folder_claim:
 * @parent: where journals are
 * @name: of a file in it
 *
 * Returns: (transfer full) (nullable): the folder, locked; %NULL where it is none, or another
 *   process has it
 */
HopmapJournalFolder *
hopmap_journal_folder_claim (const char *parent, const char *name)
{
  g_autofree char *path = g_build_filename (parent, name, NULL);
  GStatBuf status;
  int fd;

  if (!g_str_has_prefix (name, PREFIX) || g_lstat (path, &status) != 0 || !S_ISDIR (status.st_mode)
      || status.st_uid != geteuid ())
    return NULL;

  fd = take_lock (path);
  return fd >= 0 ? folder_new (path, fd) : NULL;
}

/**
 * hopmap_journal_folder_free:
 * @self: (transfer full): a folder
 *
 * Lets go of the lock. What is in the folder stays, and whoever looks next finds it abandoned.
 */
void
hopmap_journal_folder_free (HopmapJournalFolder *self)
{
  close (self->lock_fd);
  g_free (self->path);
  g_free (self);
}

static char *
dup_chapter_path (HopmapJournalFolder *self, guint chapter)
{
  g_autofree char *name = g_strdup_printf ("%u" SUFFIX, chapter);

  return g_build_filename (self->path, name, NULL);
}

/**
 * hopmap_journal_folder_write:
 * @self: a folder
 * @chapter: which chapter, from 1
 * @bytes: all of it
 * @error: return location for an error of GLib, meant for a log
 *
 * Returns: whether the chapter is now @bytes; else it is as it was
 */
gboolean
hopmap_journal_folder_write (HopmapJournalFolder *self,
                             guint chapter,
                             GBytes *bytes,
                             GError **error)
{
  g_autofree char *path = dup_chapter_path (self, chapter);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return g_file_set_contents_full (path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static GBytes *
read_all (int fd, gsize length, const char *path, GError **error)
{
  g_autofree guint8 *data = g_malloc (length + 1);
  gsize done = 0;

  while (done < length)
    {
      gssize n = read (fd, data + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail (error, "Cannot read", path);
          return NULL;
        }
      if (n == 0)
        break;
      done += (gsize) n;
    }

  return g_bytes_new_take (g_steal_pointer (&data), done);
}

/**
 * hopmap_journal_folder_read:
 * @self: a folder
 * @chapter: which chapter, from 1
 * @error: return location for an error of GIO, meant for a log
 *
 * Returns: (transfer full): all of it; or %NULL with @error set, %G_IO_ERROR_NOT_FOUND where there
 *   is no such chapter
 */
GBytes *
hopmap_journal_folder_read (HopmapJournalFolder *self, guint chapter, GError **error)
{
  g_autofree char *path = dup_chapter_path (self, chapter);
  /* Whatever stands there by this name: no link is followed, and no pipe waited for. */
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0);
  GBytes *bytes = NULL;
  struct stat status;

  if (fd < 0)
    {
      fail (error, "Cannot open", path);
      return NULL;
    }

  if (fstat (fd, &status) != 0)
    fail (error, "Cannot read", path);
  else if (!S_ISREG (status.st_mode) || status.st_size > (off_t) HOPMAP_DOCUMENT_MAX_BYTES)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is no chapter of a journal", path);
  else
    bytes = read_all (fd, (gsize) status.st_size, path, error);

  close (fd);
  return bytes;
}

/* Chapters, and what is left where one was being written: a chapter's name with an end to it. */
static gboolean
is_ours (const char *name)
{
  return g_ascii_isdigit (*name) && strstr (name, SUFFIX) != NULL;
}

/**
 * hopmap_journal_folder_remove:
 * @self: a folder; nothing but hopmap_journal_folder_free() may follow
 *
 * Clears the journal away. Files that are none of it stay, and with them the folder.
 */
void
hopmap_journal_folder_remove (HopmapJournalFolder *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  g_autofree char *lock_path = g_build_filename (self->path, LOCK_NAME, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);

      if (is_ours (name))
        g_unlink (path);
    }

  g_unlink (lock_path);
  g_rmdir (self->path);
}

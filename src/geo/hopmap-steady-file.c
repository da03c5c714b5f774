/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapSteadyFile: see the header. What this person cannot write to is installed, and an installer
 * renames; of the rest a copy is made in memory, and sealed.
 */
#include "hopmap-steady-file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
copy (int from, int to, gsize size)
{
  gsize done = 0;

  while (done < size)
    {
      const ssize_t n = sendfile (to, from, NULL, size - done);

      /* It has been cut off while it was copied. */
      if (n <= 0)
        return FALSE;
      done += (gsize) n;
    }

  return fcntl (to, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) == 0;
}

/**
 * hopmap_steady_file_open:
 * @path: a regular file
 * @max_bytes: larger files are not copied
 *
 * Returns: a descriptor of a copy, the caller's to close; -1 where the file is steady as it is, or
 *   cannot be copied
 */
int
hopmap_steady_file_open (const char *path, gsize max_bytes)
{
  struct stat info;
  int from, to;

  if (access (path, W_OK) != 0)
    return -1;

  from = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (from < 0)
    return -1;

  to = fstat (from, &info) == 0 && S_ISREG (info.st_mode) && (gsize) info.st_size <= max_bytes
           ? memfd_create ("hopmap-database", MFD_CLOEXEC | MFD_ALLOW_SEALING)
           : -1;
  if (to >= 0 && !copy (from, to, (gsize) info.st_size))
    {
      close (to);
      to = -1;
    }
  close (from);
  return to;
}

/**
 * hopmap_steady_file_dup_path:
 * @fd: a descriptor of hopmap_steady_file_open()
 *
 * Returns: (transfer full): a path by which a library of this process can open it
 */
char *
hopmap_steady_file_dup_path (int fd)
{
  return g_strdup_printf ("/proc/self/fd/%d", fd);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A process that saves over and over again is killed at random moments, 200 times: the file is one
 * of those that were saved, whole, and what killed saves leave behind does not pile up. With a
 * folder as its argument this program is that process.
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <hopmap-file-store.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_KILLS     200
#define N_VERSIONS  3
#define MAX_WAIT_US 20000
#define FILE_NAME   "route.traceroute.json"
#define CONFINED    "--confined"

static const char *program;

/* Each of its own length, and every byte tells which one it is. */
static GBytes *
create_version (guint number)
{
  gsize length = 40000 + 130000 * number;

  return g_bytes_new_take (g_strnfill (length, (char) ('a' + number)), length);
}

static int
save_for_ever (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0;; i++)
    {
      g_autoptr (GBytes) bytes = create_version (i % N_VERSIONS);
      g_autoptr (GError) error = NULL;

      if (!hopmap_file_store_write (file, bytes, NULL, &error))
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      if (i == 0 && write (STDOUT_FILENO, "", 1) != 1)
        return 1;
    }
}

/* Without /proc no file can do without a name, as on file systems that do not know the like. */
static int
save_confined (const char *folder)
{
  if (chroot (folder) != 0 || chdir ("/") != 0)
    return 1;

  return save_for_ever ("/");
}

static GPid
start_saving (const char *folder, gboolean confined)
{
  const char *const argv[] = { program, folder, confined ? CONFINED : NULL, NULL };
  g_autoptr (GError) error = NULL;
  char byte;
  GPid pid;
  int out;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                            NULL, &out, NULL, &error);
  g_assert_no_error (error);
  /* From now on it is always somewhere within a save. */
  g_assert_cmpint (read (out, &byte, 1), ==, 1);
  close (out);
  return pid;
}

static void
kill_saving (GPid pid)
{
  int status;

  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

/* Which of the versions the file is. */
static guint
identify (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_VERSIONS; i++)
    {
      g_autoptr (GBytes) version = create_version (i);

      if (length == g_bytes_get_size (version)
          && memcmp (text, g_bytes_get_data (version, NULL), length) == 0)
        return i;
    }

  g_error ("the file of %" G_GSIZE_FORMAT " bytes is none of those that were saved", length);
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

static void
test_kill (gconstpointer data)
{
  const gboolean confined = GPOINTER_TO_INT (data) != 0;
  g_autofree char *folder = g_dir_make_tmp ("hopmap-kill-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) last = create_version (0);
  guint seen[N_VERSIONS] = { 0 };
  guint n_left = 0;

  if (confined && geteuid () != 0)
    {
      g_test_skip ("only root may shut a process up in a folder");
      return;
    }

  for (guint i = 0; i < N_KILLS; i++)
    {
      GPid pid = start_saving (folder, confined);

      g_usleep ((gulong) g_test_rand_int_range (0, MAX_WAIT_US));
      kill_saving (pid);
      seen[identify (path)]++;
      n_left += count_files (folder) > 1;
      /* The draft of the save that was killed last, and no other. */
      g_assert_cmpuint (count_files (folder), <=, 2);
    }

  g_test_message ("the file was version 1, 2, 3: %u, %u, %u times; a draft was left %u times",
                  seen[0], seen[1], seen[2], n_left);
  g_assert_true (hopmap_file_store_write (file, last, NULL, NULL));
  g_assert_cmpuint (identify (path), ==, 0);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[2], CONFINED) == 0)
    return save_confined (argv[1]);
  if (argc == 2 && g_path_is_absolute (argv[1]))
    return save_for_ever (argv[1]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/document/kill-save/nameless", NULL, test_kill);
  g_test_add_data_func ("/document/kill-save/named", GINT_TO_POINTER (1), test_kill);
  return g_test_run ();
}

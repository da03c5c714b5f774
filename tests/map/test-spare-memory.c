/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was freed in the midst of a heap goes back to the system. */
#include <hopmap-spare-memory.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define N_BLOCKS   1024
#define BLOCK_SIZE 65536 /* small enough to come out of the heap */

static gsize
resident_bytes (void)
{
  g_autofree char *text = NULL;
  unsigned long size, resident;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &size, &resident), ==, 2);
  return (gsize) resident * (gsize) sysconf (_SC_PAGESIZE);
}

static void
test_gaps_are_returned (void)
{
  g_autofree gpointer *blocks = g_new (gpointer, N_BLOCKS);
  gsize full;

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("The sanitizer has a heap of its own");
  return;
#endif

  for (guint i = 0; i < N_BLOCKS; i++)
    blocks[i] = memset (g_malloc (BLOCK_SIZE), 1, BLOCK_SIZE);
  full = resident_bytes ();
  /* The last block holds the heap up: what is below it does not go by itself. */
  for (guint i = 0; i < N_BLOCKS - 1; i++)
    g_free (blocks[i]);
  g_assert_cmpuint (resident_bytes (), >, full - N_BLOCKS * BLOCK_SIZE / 2);

  hopmap_spare_memory_return_soon ();
  hopmap_spare_memory_return_soon ();
  while (resident_bytes () > full - N_BLOCKS * BLOCK_SIZE / 2)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_free (blocks[N_BLOCKS - 1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spare-memory/gaps-are-returned", test_gaps_are_returned);
  return g_test_run ();
}

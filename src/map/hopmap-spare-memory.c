/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Painting a tile takes megabytes for a moment, on several threads at once. What is freed in the
 * midst of a heap stays with the process, some 20 MB after the first look at a map, until somebody
 * asks. A limit above which every block is mapped for itself would keep it from coming to that, but
 * costs each frame that is drawn without GL a fifth of its time.
 */
#include "hopmap-spare-memory.h"

#include <gio/gio.h>
#include <malloc.h>

/* Longer than the pause between two moves of the map. */
#define QUIET_S 2

static guint timer; /* of the default main context, or 0 */

static void
return_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  g_task_return_boolean (task, TRUE);
}

static gboolean
quiet_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  timer = 0;
  g_task_set_source_tag (task, quiet_cb);
  g_task_run_in_thread (task, return_in_thread);
  return G_SOURCE_REMOVE;
}

/**
 * hopmap_spare_memory_return_soon:
 *
 * To be called by the main loop after work that took much memory for a moment. Two seconds after the
 * last call a thread gives back what is free.
 */
void
hopmap_spare_memory_return_soon (void)
{
  g_clear_handle_id (&timer, g_source_remove);
  timer = g_timeout_add_seconds (QUIET_S, quiet_cb, NULL);
}

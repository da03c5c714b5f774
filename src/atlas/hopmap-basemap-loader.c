/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loads the world from the program's own resource, once per process. What the file format looks
 * like is hopmap-world-file's business.
 */
#include "hopmap-basemap.h"

#include "hopmap-atlas-resource.h"
#include "hopmap-world-file.h"

#include <glib/gi18n-lib.h>

#define WORLD_RESOURCE "/hopmap/atlas/world.bin"

/* The world that was loaded first; kept for the life of the process, a second window shares it. */
static GMutex shared_lock;
static HopmapBasemap *shared_world;

static HopmapBasemap *
read_world (GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hopmap_atlas_get_resource (), WORLD_RESOURCE,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    {
      g_set_error_literal (error, HOPMAP_ATLAS_ERROR, HOPMAP_ATLAS_ERROR_MISSING,
                           _ ("The world map is missing from this build. Install Hopmap again."));
      return NULL;
    }

  return hopmap_world_file_read (bytes, error);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  HopmapBasemap *world = hopmap_basemap_load (&error);

  if (world != NULL)
    g_task_return_pointer (task, world, (GDestroyNotify) hopmap_basemap_unref);
  else
    g_task_return_error (task, error);
}

/**
 * hopmap_basemap_load:
 * @error: return location
 *
 * Reads the bundled world, or returns the one that was read before. The first call takes some
 * ten milliseconds: do not make it on a main loop that draws. Any thread may call it.
 *
 * Returns: (transfer full): the world, or %NULL with @error in the domain HOPMAP_ATLAS_ERROR
 */
HopmapBasemap *
hopmap_basemap_load (GError **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&shared_lock);

  if (shared_world == NULL)
    shared_world = read_world (error);

  return shared_world != NULL ? hopmap_basemap_ref (shared_world) : NULL;
}

/**
 * hopmap_basemap_load_async:
 * @cancellable: (nullable): ends the wait; the reading itself runs to its end
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Like hopmap_basemap_load(), on a thread.
 */
void
hopmap_basemap_load_async (GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, hopmap_basemap_load_async);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * hopmap_basemap_load_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the world, or %NULL with @error
 */
HopmapBasemap *
hopmap_basemap_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting tasks: see the header.
 */
#include "hopmap-settle-tasks.h"

typedef struct
{
  GPtrArray *tasks;
  GSource *source;
} Wait;

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  g_source_destroy (wait->source);
  g_source_unref (wait->source);
  g_ptr_array_unref (wait->tasks);
  g_free (wait);
}

static void
end_task (GPtrArray *tasks, GTask *task)
{
  g_autoptr (GTask) owned = NULL;
  guint index;

  if (!g_ptr_array_find (tasks, task, &index))
    return;

  owned = g_ptr_array_steal_index (tasks, index);
  g_source_destroy (((Wait *) g_task_get_task_data (owned))->source);
  if (!g_task_return_error_if_cancelled (owned))
    g_task_return_boolean (owned, TRUE);
}

static gboolean
time_cb (gpointer user_data)
{
  const Wait *wait = g_task_get_task_data (user_data);

  end_task (wait->tasks, user_data);
  return G_SOURCE_REMOVE;
}

/* Wakes up when the time is over or the cancellable is cancelled. */
static GSource *
new_source (GTask *task, guint seconds)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  GSource *source = g_timeout_source_new_seconds (seconds);

  if (cancellable != NULL)
    {
      g_autoptr (GSource) child = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (child);
      g_source_add_child_source (source, child);
    }
  g_source_set_callback (source, time_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
  return source;
}

/**
 * hopmap_settle_tasks_new:
 *
 * Returns: (transfer full) (element-type GTask): nobody who waits yet
 */
GPtrArray *
hopmap_settle_tasks_new (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hopmap_settle_tasks_add:
 * @tasks: those who wait
 * @task: (transfer full): one more; its task data are set here
 * @seconds: how long it waits
 */
void
hopmap_settle_tasks_add (GPtrArray *tasks, GTask *task, guint seconds)
{
  Wait *wait = g_new (Wait, 1);

  *wait = (Wait){ g_ptr_array_ref (tasks), new_source (task, seconds) };
  g_task_set_task_data (task, wait, wait_free);
  g_ptr_array_add (tasks, task);
}

/**
 * hopmap_settle_tasks_end:
 * @tasks: those who wait
 *
 * Tells all of them that it is over: with %TRUE, or with an error where they were cancelled.
 */
void
hopmap_settle_tasks_end (GPtrArray *tasks)
{
  while (tasks->len > 0)
    end_task (tasks, tasks->pdata[0]);
}

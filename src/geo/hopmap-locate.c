/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hopmap_locator_locate_async(): many addresses, one result. It watches each of them and waits for
 * all the last words.
 */
#include "hopmap-geo-provider.h"
#include "hopmap-locator.h"

typedef struct
{
  GHashTable *answers;
  GPtrArray *questions; /* of Question */
  guint n_open;
  GSource *cancel_source;
} Locate;

typedef struct
{
  GTask *task; /* not owned: the question is a part of it */
  HopmapAddress address;
  guint watch;
} Question;

static void
locate_free (Locate *locate)
{
  g_clear_pointer (&locate->answers, g_hash_table_unref);
  g_clear_pointer (&locate->questions, g_ptr_array_unref);
  g_free (locate);
}

static void
drop_cancel_source (Locate *locate)
{
  if (locate->cancel_source != NULL)
    g_source_destroy (locate->cancel_source);
  g_clear_pointer (&locate->cancel_source, g_source_unref);
}

/* Gives back the reference that the open questions hold together. */
static void
return_if_done (GTask *task)
{
  Locate *locate = g_task_get_task_data (task);

  if (locate->n_open > 0)
    return;

  drop_cancel_source (locate);
  g_task_return_pointer (task, g_hash_table_ref (locate->answers),
                         (GDestroyNotify) g_hash_table_unref);
  g_object_unref (task);
}

static void
answered_cb (HopmapGeoAnswer *answer, gboolean complete, gpointer user_data)
{
  Question *question = user_data;
  Locate *locate = g_task_get_task_data (question->task);

  if (!complete)
    return;

  g_hash_table_replace (locate->answers, hopmap_address_copy (&question->address),
                        hopmap_geo_answer_ref (answer));
  question->watch = 0;
  locate->n_open--;
  return_if_done (question->task);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Locate *locate = g_task_get_task_data (task);

  for (guint i = 0; i < locate->questions->len; i++)
    {
      Question *question = locate->questions->pdata[i];

      hopmap_locator_unwatch (g_task_get_source_object (task), question->watch);
    }

  drop_cancel_source (locate);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task, GCancellable *cancellable)
{
  Locate *locate = g_task_get_task_data (task);

  if (cancellable == NULL)
    return;

  locate->cancel_source = g_cancellable_source_new (cancellable);
  g_source_set_callback (locate->cancel_source, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (locate->cancel_source, g_task_get_context (task));
}

static Question *
add_question (GTask *task, const HopmapAddress *address)
{
  Locate *locate = g_task_get_task_data (task);
  Question *question = g_new (Question, 1);

  *question = (Question){ task, *address, 0 };
  g_ptr_array_add (locate->questions, question);
  locate->n_open++;
  return question;
}

/**
 * hopmap_locator_locate_async:
 * @self: a locator
 * @addresses: (element-type HopmapAddress): any addresses; one that comes twice is asked for once
 * @cancellable: (nullable): to give it up
 * @callback: called when nothing more will be learnt
 * @user_data: for @callback
 *
 * Takes as long as the slowest web service; without one it takes no time.
 */
void
hopmap_locator_locate_async (HopmapLocator *self,
                             GPtrArray *addresses,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;
  Locate *locate;

  g_return_if_fail (HOPMAP_IS_LOCATOR (self));

  locate = g_new0 (Locate, 1);
  locate->answers = hopmap_geo_answers_new ();
  locate->questions = g_ptr_array_new_with_free_func (g_free);
  locate->n_open = 1; /* this function itself, until every question is asked */

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hopmap_locator_locate_async);
  g_task_set_task_data (task, locate, (GDestroyNotify) locate_free);
  watch_cancellable (task, cancellable);

  for (guint i = 0; i < addresses->len; i++)
    {
      Question *question = add_question (task, addresses->pdata[i]);

      question->watch = hopmap_locator_watch (self, &question->address, answered_cb, question);
    }

  locate->n_open--;
  return_if_done (task);
}

/**
 * hopmap_locator_locate_finish:
 * @self: a locator
 * @result: what the callback got
 * @error: return location; set only where it was cancelled
 *
 * Returns: (transfer full) (nullable) (element-type HopmapAddress HopmapGeoAnswer): an answer to
 *   every address, keyed by the address as it was given; trouble is in the answers
 */
GHashTable *
hopmap_locator_locate_finish (HopmapLocator *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

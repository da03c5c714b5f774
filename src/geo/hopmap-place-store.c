/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPlaceStore: see the header. Its thread opens the file with the first order, so that a program
 * that asks nobody on the web touches no file. Orders are answered in the order in which they came.
 */
#include "hopmap-place-store.h"

#include "hopmap-place-database.h"

/* That nothing is known of an address may be otherwise tomorrow. */
#define NOT_FOUND_KEEP_S (24 * 60 * 60)

struct _HopmapPlaceStore
{
  GObject parent_instance;

  char *path;
  gboolean keeps_answers;
  GThreadPool *pool; /* of one thread */

  /* The thread's own. */
  gboolean is_opened;
  HopmapPlaceDatabase *database;
};

G_DEFINE_FINAL_TYPE (HopmapPlaceStore, hopmap_place_store, G_TYPE_OBJECT)

typedef struct _Order Order;

struct _Order
{
  void (*work) (HopmapPlaceDatabase *database, Order *order);
  GTask *task; /* NULL where nobody waits */
  gpointer result;
  GDestroyNotify free_result;
  HopmapAddress address;
  HopmapKeptAnswer *kept;
  gint64 keep_s;
  char *provider;
  HopmapLimiterState limits;
};

static gint64
get_now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
order_free (Order *order)
{
  g_clear_object (&order->task);
  g_clear_pointer (&order->kept, hopmap_kept_answer_free);
  g_free (order->provider);
  g_free (order);
}

/* The last reference to the store may go with the task, and must not go in the store's own thread. */
static gboolean
return_result (gpointer user_data)
{
  Order *order = user_data;

  g_task_return_pointer (order->task, order->result, order->free_result);
  order_free (order);
  return G_SOURCE_REMOVE;
}

static void
end_order (Order *order)
{
  g_autoptr (GSource) source = NULL;

  if (order->task == NULL)
    {
      order_free (order);
      return;
    }

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, return_result, order, NULL);
  g_source_attach (source, g_task_get_context (order->task));
}

static void
work_cb (gpointer data, gpointer user_data)
{
  HopmapPlaceStore *self = user_data;
  Order *order = data;

  if (!self->is_opened)
    self->database = hopmap_place_database_open (self->path, get_now_s ());
  self->is_opened = TRUE;
  order->work (self->database, order);
  end_order (order);
}

static void
give (HopmapPlaceStore *self, Order order)
{
  g_thread_pool_push (self->pool, g_memdup2 (&order, sizeof order), NULL);
}

static void
hopmap_place_store_finalize (GObject *object)
{
  HopmapPlaceStore *self = HOPMAP_PLACE_STORE (object);

  /* What was ordered is done: an answer that was paid for is not lost. */
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_clear_pointer (&self->database, hopmap_place_database_close);
  g_free (self->path);

  G_OBJECT_CLASS (hopmap_place_store_parent_class)->finalize (object);
}

static void
hopmap_place_store_class_init (HopmapPlaceStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_place_store_finalize;
}

static void
hopmap_place_store_init (HopmapPlaceStore *self)
{
  self->keeps_answers = TRUE;
  self->pool = g_thread_pool_new (work_cb, self, 1, FALSE, NULL);
}

/**
 * hopmap_place_store_new:
 * @path: the file; made with the first order where it is missing
 *
 * Returns: (transfer full): a store; where the file cannot be used, one that knows nothing
 */
HopmapPlaceStore *
hopmap_place_store_new (const char *path)
{
  HopmapPlaceStore *self = g_object_new (HOPMAP_TYPE_PLACE_STORE, NULL);

  self->path = g_strdup (path);
  return self;
}

/**
 * hopmap_place_store_dup_usual_path:
 *
 * Returns: (transfer full): the file in the user's cache folder
 */
char *
hopmap_place_store_dup_usual_path (void)
{
  return g_build_filename (g_get_user_cache_dir (), "hopmap", "places.db", NULL);
}

/**
 * hopmap_place_store_set_keeps_answers:
 * @self: a store
 * @keeps: whether answers are kept and found; how much was asked is remembered in any case
 */
void
hopmap_place_store_set_keeps_answers (HopmapPlaceStore *self, gboolean keeps)
{
  g_return_if_fail (HOPMAP_IS_PLACE_STORE (self));

  self->keeps_answers = keeps;
}

/**
 * hopmap_place_store_get_keeps_answers:
 * @self: a store
 *
 * Returns: whether answers are kept and found
 */
gboolean
hopmap_place_store_get_keeps_answers (HopmapPlaceStore *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_STORE (self), FALSE);

  return self->keeps_answers;
}

static void
find (HopmapPlaceDatabase *database, Order *order)
{
  order->free_result = (GDestroyNotify) g_ptr_array_unref;
  order->result = database != NULL
                      ? hopmap_place_database_find (database, &order->address, get_now_s ())
                      : g_ptr_array_new ();
}

/**
 * hopmap_place_store_find_async:
 * @self: a store
 * @address: an address
 * @cancellable: (nullable): to give it up
 * @callback: called with what is kept
 * @user_data: for @callback
 */
void
hopmap_place_store_find_async (HopmapPlaceStore *self,
                               const HopmapAddress *address,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HOPMAP_IS_PLACE_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hopmap_place_store_find_async);
  give (self, (Order){ .work = find, .task = task, .address = *address });
}

/**
 * hopmap_place_store_find_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; set only where it was cancelled
 *
 * Returns: (transfer full) (nullable) (element-type HopmapKeptAnswer): the answers, one a provider
 */
GPtrArray *
hopmap_place_store_find_finish (HopmapPlaceStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
keep (HopmapPlaceDatabase *database, Order *order)
{
  gint64 now_s = get_now_s ();

  if (database != NULL)
    hopmap_place_database_keep (database, &order->address, order->kept, now_s,
                                now_s + order->keep_s);
}

/**
 * hopmap_place_store_keep:
 * @self: a store
 * @provider: who answered
 * @address: what was asked for
 * @answer: what was said; trouble is not kept, nor is what the provider does not allow to
 */
void
hopmap_place_store_keep (HopmapPlaceStore *self,
                         HopmapGeoProvider *provider,
                         const HopmapAddress *address,
                         HopmapGeoAnswer *answer)
{
  const HopmapProviderTerms *terms;
  HopmapKeptAnswer *kept;

  g_return_if_fail (HOPMAP_IS_PLACE_STORE (self));

  terms = hopmap_geo_provider_get_terms (provider);
  if (!self->keeps_answers || terms->keep_s == 0 || answer->status == HOPMAP_GEO_STATUS_FAILED)
    return;

  kept = g_new0 (HopmapKeptAnswer, 1);
  kept->provider = g_strdup (hopmap_geo_provider_get_id (provider));
  kept->version = terms->version;
  kept->answer = hopmap_geo_answer_ref (answer);
  give (self, (Order){ .work = keep,
                       .address = *address,
                       .kept = kept,
                       .keep_s = answer->status == HOPMAP_GEO_STATUS_NOT_FOUND
                                     ? MIN (terms->keep_s, NOT_FOUND_KEEP_S)
                                     : terms->keep_s });
}

static void
forget (HopmapPlaceDatabase *database, Order *order)
{
  if (database != NULL)
    hopmap_place_database_forget (database);
}

/**
 * hopmap_place_store_forget:
 * @self: a store
 *
 * Deletes all answers.
 */
void
hopmap_place_store_forget (HopmapPlaceStore *self)
{
  g_return_if_fail (HOPMAP_IS_PLACE_STORE (self));

  give (self, (Order){ .work = forget });
}

static void
load_limits (HopmapPlaceDatabase *database, Order *order)
{
  HopmapLimiterState state;

  order->free_result = g_free;
  if (database != NULL && hopmap_place_database_load_limits (database, order->provider, &state))
    order->result = g_memdup2 (&state, sizeof state);
}

/**
 * hopmap_place_store_load_limits_async:
 * @self: a store
 * @provider: a provider's name for programs
 * @cancellable: (nullable): to give it up
 * @callback: called with what is remembered
 * @user_data: for @callback
 */
void
hopmap_place_store_load_limits_async (HopmapPlaceStore *self,
                                      const char *provider,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HOPMAP_IS_PLACE_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hopmap_place_store_load_limits_async);
  give (self, (Order){ .work = load_limits, .task = task, .provider = g_strdup (provider) });
}

/**
 * hopmap_place_store_load_limits_finish:
 * @self: a store
 * @result: what the callback got
 * @state: (out): what is remembered
 *
 * Returns: whether anything is
 */
gboolean
hopmap_place_store_load_limits_finish (HopmapPlaceStore *self,
                                       GAsyncResult *result,
                                       HopmapLimiterState *state)
{
  g_autofree HopmapLimiterState *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), NULL);
  *state = found != NULL ? *found : (HopmapLimiterState){ 0 };
  return found != NULL;
}

static void
save_limits (HopmapPlaceDatabase *database, Order *order)
{
  if (database != NULL)
    hopmap_place_database_save_limits (database, order->provider, &order->limits);
}

/**
 * hopmap_place_store_save_limits:
 * @self: a store
 * @provider: a provider's name for programs
 * @state: what is to be remembered
 */
void
hopmap_place_store_save_limits (HopmapPlaceStore *self,
                                const char *provider,
                                const HopmapLimiterState *state)
{
  g_return_if_fail (HOPMAP_IS_PLACE_STORE (self));

  give (self, (Order){ .work = save_limits, .provider = g_strdup (provider), .limits = *state });
}

/**
 * hopmap_place_store_flush:
 * @self: a store
 *
 * Waits until all that was ordered is done: before the program ends.
 */
void
hopmap_place_store_flush (HopmapPlaceStore *self)
{
  g_return_if_fail (HOPMAP_IS_PLACE_STORE (self));

  g_thread_pool_free (self->pool, FALSE, TRUE);
  self->pool = g_thread_pool_new (work_cb, self, 1, FALSE, NULL);
}

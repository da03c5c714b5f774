/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLookupQueue: see the header. How much may be asked is the limiter's business. An address stands
 * either in the line or in one batch that is under way; a batch whose every address was withdrawn is
 * cancelled.
 */
#include "hopmap-lookup-queue.h"

#include "hopmap-limiter.h"
#include "hopmap-lookup-batch.h"

/* A trace is to be one question to each service. A question 150 ms after the first address, or as soon as
 * there are 25, would make two or three of a trace of 30 hops: that is more than 25, and its routers
 * answer over more than 150 ms. Free services count questions, not addresses, and what is known here is on
 * the map anyway. So the 150 ms begin anew with every address, a line is full when it fills what the
 * service takes (50 where it takes many), and no address waits longer than the hold. */
#define QUIET_MS 150
#define HOLD_MS  2000

/* Questions under way at one time. */
#define MAX_BATCHES 2

struct _HopmapLookupQueue
{
  GObject parent_instance;

  HopmapGeoProvider *provider;
  HopmapLookupFunc func;
  gpointer user_data;

  GQueue line;          /* of HopmapAddress, owned */
  GPtrArray *under_way; /* of HopmapLookupBatch */
  guint quiet_source;
  guint hold_source;
  guint delay_source; /* until the provider's limits allow another question */
  gboolean is_gathered;
  gboolean awaits_limits; /* of an earlier program, which are still being read */

  HopmapLimiter *limiter;
  HopmapPlaceStore *store; /* remembers the limiter, or NULL */
};

G_DEFINE_FINAL_TYPE (HopmapLookupQueue, hopmap_lookup_queue, G_TYPE_OBJECT)

static void
report (HopmapLookupQueue *self, const HopmapAddress *address, HopmapGeoAnswer *answer)
{
  if (self->func != NULL)
    self->func (self, address, answer, self->user_data);
}

static gint64
get_now_us (void)
{
  return g_get_real_time ();
}

static void
save_limits (HopmapLookupQueue *self)
{
  HopmapLimiterState state = hopmap_limiter_get_state (self->limiter);

  if (self->store != NULL)
    hopmap_place_store_save_limits (self->store, hopmap_geo_provider_get_id (self->provider),
                                    &state);
}

/* Everybody in the line learns that there will be no answer. */
static void
dismiss_line (HopmapLookupQueue *self, const GError *error)
{
  g_autoptr (HopmapGeoAnswer) failed = hopmap_geo_answer_new_failed (error);
  GQueue line = self->line;

  g_queue_init (&self->line);
  for (;;)
    {
      g_autoptr (HopmapAddress) address = g_queue_pop_head (&line);

      if (address == NULL)
        break;
      report (self, address, failed);
    }
}

/* An address that may be asked for again alone goes to the head of the line. */
static gboolean
take_back (HopmapLookupQueue *self, const HopmapAddress *address, const HopmapGeoAnswer *answer)
{
  if (!g_error_matches (answer->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_NO_BATCH))
    return FALSE;

  self->is_gathered = TRUE;
  g_queue_push_head (&self->line, hopmap_address_copy (address));
  return TRUE;
}

static void send_batches (HopmapLookupQueue *self);

static void
lookup_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HopmapLookupBatch *batch = user_data;
  g_autoptr (HopmapLookupQueue) self = g_object_ref (HOPMAP_LOOKUP_QUEUE (batch->queue));
  g_autoptr (GHashTable) answers = NULL;
  GPtrArray *wanted = batch->wanted;

  answers = hopmap_geo_provider_lookup_finish (HOPMAP_GEO_PROVIDER (object), result, NULL);
  /* The batch leaves first: who is told may ask again. */
  g_ptr_array_remove_fast (self->under_way, batch);
  if (answers != NULL)
    {
      hopmap_limiter_note_answers (self->limiter, answers,
                                   hopmap_geo_provider_take_wait (self->provider), get_now_us ());
      save_limits (self);
      for (guint i = wanted->len; i-- > 0;)
        {
          g_autoptr (HopmapGeoAnswer)
              answer = hopmap_lookup_batch_take_answer (answers, wanted->pdata[i]);

          if (take_back (self, wanted->pdata[i], answer))
            g_ptr_array_remove_index (wanted, i);
        }
      for (guint i = 0; i < wanted->len; i++)
        {
          g_autoptr (HopmapGeoAnswer)
              answer = hopmap_lookup_batch_take_answer (answers, wanted->pdata[i]);

          report (self, wanted->pdata[i], answer);
        }
    }
  hopmap_lookup_batch_free (batch);
  send_batches (self);
}

static void
send_batch (HopmapLookupQueue *self)
{
  guint size = MIN (hopmap_geo_provider_get_batch_size (self->provider), self->line.length);
  HopmapLookupBatch *batch;

  size = hopmap_limiter_take (self->limiter, size, get_now_us ());
  batch = hopmap_lookup_batch_new (G_OBJECT (self), &self->line, size);
  save_limits (self);
  g_ptr_array_add (self->under_way, batch);
  hopmap_geo_provider_lookup_async (self->provider, batch->addresses, batch->cancellable, lookup_cb,
                                    batch);
}

static gboolean
delay_cb (gpointer user_data)
{
  HopmapLookupQueue *self = user_data;

  self->delay_source = 0;
  send_batches (self);
  return G_SOURCE_REMOVE;
}

/* Whether the provider's limits allow a question now; a little later it is tried again. */
static gboolean
may_send (HopmapLookupQueue *self)
{
  gint64 delay_us = hopmap_limiter_get_delay_us (self->limiter, get_now_us ());

  if (delay_us > 0 && self->delay_source == 0)
    self->delay_source = g_timeout_add ((guint) (delay_us / 1000) + 1, delay_cb, self);

  return delay_us == 0;
}

static void
send_batches (HopmapLookupQueue *self)
{
  if (self->awaits_limits)
    return;

  while (self->is_gathered && self->under_way->len < MAX_BATCHES && !g_queue_is_empty (&self->line))
    {
      const GError *closed = hopmap_lookup_queue_get_closed_error (self);

      if (closed != NULL)
        {
          g_autoptr (GError) copy = g_error_copy (closed);

          dismiss_line (self, copy);
        }
      else if (!may_send (self))
        return;
      else
        send_batch (self);
    }

  if (g_queue_is_empty (&self->line))
    self->is_gathered = FALSE;
}

static void
stop_gathering (HopmapLookupQueue *self)
{
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  g_clear_handle_id (&self->hold_source, g_source_remove);
}

static gboolean
gathered_cb (gpointer user_data)
{
  HopmapLookupQueue *self = user_data;

  stop_gathering (self);
  self->is_gathered = TRUE;
  send_batches (self);
  return G_SOURCE_REMOVE;
}

/* The quiet counts only where nothing else is left to do: a main loop that was held up would call a
 * rush a pause. */
static void
wait_for_more (HopmapLookupQueue *self)
{
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  self->quiet_source = g_timeout_add_full (G_PRIORITY_LOW, QUIET_MS, gathered_cb, self, NULL);
  if (self->hold_source == 0)
    self->hold_source = g_timeout_add (HOLD_MS, gathered_cb, self);
}

static void
hopmap_lookup_queue_finalize (GObject *object)
{
  HopmapLookupQueue *self = HOPMAP_LOOKUP_QUEUE (object);

  stop_gathering (self);
  g_clear_handle_id (&self->delay_source, g_source_remove);
  g_queue_clear_full (&self->line, (GDestroyNotify) hopmap_address_free);
  g_clear_pointer (&self->under_way, g_ptr_array_unref);
  g_clear_pointer (&self->limiter, hopmap_limiter_free);
  g_clear_object (&self->store);
  g_clear_object (&self->provider);

  G_OBJECT_CLASS (hopmap_lookup_queue_parent_class)->finalize (object);
}

static void
hopmap_lookup_queue_class_init (HopmapLookupQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_lookup_queue_finalize;
}

static void
hopmap_lookup_queue_init (HopmapLookupQueue *self)
{
  g_queue_init (&self->line);
  self->under_way = g_ptr_array_new ();
}

/**
 * hopmap_lookup_queue_new:
 * @provider: a provider on the web
 * @func: told of every answer
 * @user_data: for @func
 *
 * Returns: (transfer full): an empty, open queue; end it with hopmap_lookup_queue_shut()
 */
HopmapLookupQueue *
hopmap_lookup_queue_new (HopmapGeoProvider *provider, HopmapLookupFunc func, gpointer user_data)
{
  HopmapLookupQueue *self = g_object_new (HOPMAP_TYPE_LOOKUP_QUEUE, NULL);

  self->provider = g_object_ref (provider);
  self->limiter = hopmap_limiter_new (hopmap_geo_provider_get_name (provider),
                                      hopmap_geo_provider_get_terms (provider));
  self->func = func;
  self->user_data = user_data;
  return self;
}

static void
limits_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapLookupQueue) self = user_data;
  HopmapLimiterState state;

  if (hopmap_place_store_load_limits_finish (HOPMAP_PLACE_STORE (object), result, &state))
    hopmap_limiter_set_state (self->limiter, &state);
  self->awaits_limits = FALSE;
  send_batches (self);
}

/**
 * hopmap_lookup_queue_remember_limits:
 * @self: a queue
 * @store: where the provider's limits are kept from one start of the program to the next
 *
 * They are known before anything else that is read from @store after this call, and before the
 * provider is asked.
 */
void
hopmap_lookup_queue_remember_limits (HopmapLookupQueue *self, HopmapPlaceStore *store)
{
  g_return_if_fail (HOPMAP_IS_LOOKUP_QUEUE (self));

  g_set_object (&self->store, store);
  self->awaits_limits = TRUE;
  hopmap_place_store_load_limits_async (store, hopmap_geo_provider_get_id (self->provider), NULL,
                                        limits_cb, g_object_ref (self));
}

/**
 * hopmap_lookup_queue_get_closed_error:
 * @self: a queue
 *
 * Returns: (transfer none) (nullable): why the provider is not asked at present, or %NULL where it
 *   is
 */
const GError *
hopmap_lookup_queue_get_closed_error (HopmapLookupQueue *self)
{
  g_return_val_if_fail (HOPMAP_IS_LOOKUP_QUEUE (self), NULL);

  return hopmap_limiter_get_closed_error (self->limiter, get_now_us ());
}

/**
 * hopmap_lookup_queue_push:
 * @self: a queue that is not closed
 * @address: a public address that is not in the queue yet
 *
 * The answer comes later, never from within this call.
 */
void
hopmap_lookup_queue_push (HopmapLookupQueue *self, const HopmapAddress *address)
{
  guint size;

  g_return_if_fail (HOPMAP_IS_LOOKUP_QUEUE (self));
  g_return_if_fail (self->func != NULL);

  g_queue_push_tail (&self->line, hopmap_address_copy (address));
  size = hopmap_geo_provider_get_batch_size (self->provider);
  if (self->is_gathered)
    send_batches (self);
  else if (size > 1 && self->line.length >= size)
    gathered_cb (self);
  else
    wait_for_more (self);
}

/**
 * hopmap_lookup_queue_withdraw:
 * @self: a queue
 * @address: an address that nobody waits for any more
 *
 * It is not reported; where it was not sent yet, it is not asked for.
 */
void
hopmap_lookup_queue_withdraw (HopmapLookupQueue *self, const HopmapAddress *address)
{
  GList *link;

  g_return_if_fail (HOPMAP_IS_LOOKUP_QUEUE (self));

  for (link = self->line.head; link != NULL; link = link->next)
    {
      if (hopmap_address_equal (link->data, address))
        {
          hopmap_address_free (link->data);
          g_queue_delete_link (&self->line, link);
          return;
        }
    }

  for (guint i = 0; i < self->under_way->len; i++)
    {
      if (hopmap_lookup_batch_withdraw (self->under_way->pdata[i], address))
        return;
    }
}

/**
 * hopmap_lookup_queue_shut:
 * @self: a queue
 *
 * Gives everything up; nothing is reported any more.
 */
void
hopmap_lookup_queue_shut (HopmapLookupQueue *self)
{
  g_autoptr (GPtrArray) under_way = NULL;

  g_return_if_fail (HOPMAP_IS_LOOKUP_QUEUE (self));

  self->func = NULL;
  stop_gathering (self);
  g_clear_handle_id (&self->delay_source, g_source_remove);
  g_queue_clear_full (&self->line, (GDestroyNotify) hopmap_address_free);
  under_way = g_ptr_array_copy (self->under_way, NULL, NULL);
  for (guint i = 0; i < under_way->len; i++)
    {
      hopmap_lookup_batch_give_up (under_way->pdata[i]);
    }
}

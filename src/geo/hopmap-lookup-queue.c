/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLookupQueue: see the header. An address stands either in the line or in one batch that is
 * under way; a batch whose every address was withdrawn is cancelled.
 */
#include "hopmap-lookup-queue.h"

/* Long enough for the first hops of a trace to come together, too short to be noticed. */
#define GATHER_MS   150
#define GATHER_SIZE 25

/* Questions under way at one time. */
#define MAX_BATCHES 2

/* How long a provider in trouble is left alone, seconds; doubled each time it goes on. */
#define FIRST_PAUSE_S 60
#define LAST_PAUSE_S  (15 * 60)

/* A pause that a provider asks for is kept, up to a day: that is when daily quotas start anew. */
#define LONGEST_ASKED_PAUSE_S (24 * 60 * 60)

/* One question in vain can be the question's fault; so many in a row are the provider's. */
#define MAX_FAILURES 3

struct _HopmapLookupQueue
{
  GObject parent_instance;

  HopmapGeoProvider *provider;
  HopmapLookupFunc func;
  gpointer user_data;

  GQueue line;          /* of HopmapAddress, owned */
  GPtrArray *under_way; /* of Batch */
  guint gather_source;
  gboolean is_gathered;

  GError *closed_error;
  gint64 closed_until_us; /* monotonic; G_MAXINT64 is for good */
  guint pause_s;
  guint n_failures;
};

G_DEFINE_FINAL_TYPE (HopmapLookupQueue, hopmap_lookup_queue, G_TYPE_OBJECT)

typedef struct
{
  HopmapLookupQueue *queue; /* owned: a batch outlives the interest in it */
  GPtrArray *addresses;     /* all of the question */
  GPtrArray *wanted;        /* those that somebody still waits for */
  GCancellable *cancellable;
} Batch;

static void
batch_free (Batch *batch)
{
  g_clear_object (&batch->queue);
  g_clear_pointer (&batch->addresses, g_ptr_array_unref);
  g_clear_pointer (&batch->wanted, g_ptr_array_unref);
  g_clear_object (&batch->cancellable);
  g_free (batch);
}

static gboolean
find_address (GPtrArray *addresses, const HopmapAddress *address, guint *index)
{
  return g_ptr_array_find_with_equal_func (addresses, address, hopmap_address_equal, index);
}

static void
report (HopmapLookupQueue *self, const HopmapAddress *address, HopmapGeoAnswer *answer)
{
  if (self->func != NULL)
    self->func (self, address, answer, self->user_data);
}

/* Everybody in the line learns that there will be no answer. */
static void
dismiss_line (HopmapLookupQueue *self)
{
  g_autoptr (HopmapGeoAnswer) failed = hopmap_geo_answer_new_failed (self->closed_error);
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

static void
close_for (HopmapLookupQueue *self, const GError *error, guint seconds)
{
  g_clear_error (&self->closed_error);
  self->closed_error = g_error_copy (error);
  self->closed_until_us = seconds == G_MAXUINT
                              ? G_MAXINT64
                              : g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
}

static guint
take_pause (HopmapLookupQueue *self, guint asked_s)
{
  guint pause_s = asked_s > 0 ? MIN (asked_s, LONGEST_ASKED_PAUSE_S) : self->pause_s;

  self->pause_s = MIN (self->pause_s * 2, LAST_PAUSE_S);
  return pause_s;
}

static void
learn_from_failure (HopmapLookupQueue *self, const GError *error)
{
  if (error->domain != HOPMAP_GEO_ERROR)
    return;

  switch ((HopmapGeoError) error->code)
    {
    case HOPMAP_GEO_ERROR_KEY_REJECTED:
    case HOPMAP_GEO_ERROR_BAD_SETTING:
      close_for (self, error, G_MAXUINT);
      break;
    case HOPMAP_GEO_ERROR_QUOTA:
      close_for (self, error, take_pause (self, hopmap_geo_error_get_retry_after (error)));
      break;
    case HOPMAP_GEO_ERROR_UNAVAILABLE:
    case HOPMAP_GEO_ERROR_BAD_RESPONSE:
      if (++self->n_failures >= MAX_FAILURES)
        close_for (self, error, take_pause (self, 0));
      break;
    case HOPMAP_GEO_ERROR_DATABASE_MISSING:
    case HOPMAP_GEO_ERROR_DATABASE_BROKEN:
    default:
      break;
    }
}

static void
learn (HopmapLookupQueue *self, const HopmapGeoAnswer *answer)
{
  if (answer->status == HOPMAP_GEO_STATUS_FAILED)
    {
      learn_from_failure (self, answer->error);
      return;
    }

  self->n_failures = 0;
  self->pause_s = FIRST_PAUSE_S;
}

static HopmapGeoAnswer *
take_answer (GHashTable *answers, const HopmapAddress *address)
{
  HopmapGeoAnswer *answer = g_hash_table_lookup (answers, address);

  return answer != NULL ? hopmap_geo_answer_ref (answer)
                        : hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);
}

static void send_batches (HopmapLookupQueue *self);

static void
lookup_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Batch *batch = user_data;
  g_autoptr (HopmapLookupQueue) self = g_object_ref (batch->queue);
  g_autoptr (GHashTable) answers = NULL;
  GPtrArray *wanted = batch->wanted;

  answers = hopmap_geo_provider_lookup_finish (HOPMAP_GEO_PROVIDER (object), result, NULL);
  /* The batch leaves first: who is told may ask again. */
  g_ptr_array_remove_fast (self->under_way, batch);
  if (answers != NULL)
    {
      for (guint i = 0; i < wanted->len; i++)
        {
          g_autoptr (HopmapGeoAnswer) answer = take_answer (answers, wanted->pdata[i]);

          learn (self, answer);
          report (self, wanted->pdata[i], answer);
        }
    }
  batch_free (batch);

  if (hopmap_lookup_queue_get_closed_error (self) != NULL)
    dismiss_line (self);
  else
    send_batches (self);
}

static void
send_batch (HopmapLookupQueue *self)
{
  guint size = hopmap_geo_provider_get_batch_size (self->provider);
  Batch *batch = g_new0 (Batch, 1);

  batch->queue = g_object_ref (self);
  batch->cancellable = g_cancellable_new ();
  batch->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_address_free);
  batch->wanted = g_ptr_array_new ();
  while (batch->addresses->len < size && !g_queue_is_empty (&self->line))
    g_ptr_array_add (batch->addresses, g_queue_pop_head (&self->line));
  g_ptr_array_extend (batch->wanted, batch->addresses, NULL, NULL);

  g_ptr_array_add (self->under_way, batch);
  hopmap_geo_provider_lookup_async (self->provider, batch->addresses, batch->cancellable, lookup_cb,
                                    batch);
}

static void
send_batches (HopmapLookupQueue *self)
{
  while (self->is_gathered && self->under_way->len < MAX_BATCHES && !g_queue_is_empty (&self->line))
    send_batch (self);

  if (g_queue_is_empty (&self->line))
    self->is_gathered = FALSE;
}

static void
end_gathering (HopmapLookupQueue *self)
{
  g_clear_handle_id (&self->gather_source, g_source_remove);
  self->is_gathered = TRUE;
  send_batches (self);
}

static gboolean
gather_cb (gpointer user_data)
{
  HopmapLookupQueue *self = user_data;

  self->gather_source = 0;
  end_gathering (self);
  return G_SOURCE_REMOVE;
}

static void
hopmap_lookup_queue_finalize (GObject *object)
{
  HopmapLookupQueue *self = HOPMAP_LOOKUP_QUEUE (object);

  g_clear_handle_id (&self->gather_source, g_source_remove);
  g_queue_clear_full (&self->line, (GDestroyNotify) hopmap_address_free);
  g_clear_pointer (&self->under_way, g_ptr_array_unref);
  g_clear_object (&self->provider);
  g_clear_error (&self->closed_error);

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
  self->pause_s = FIRST_PAUSE_S;
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
  self->func = func;
  self->user_data = user_data;
  return self;
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

  if (self->closed_error != NULL && g_get_monotonic_time () >= self->closed_until_us)
    {
      g_clear_error (&self->closed_error);
      self->n_failures = 0;
    }

  return self->closed_error;
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
  g_return_if_fail (HOPMAP_IS_LOOKUP_QUEUE (self));
  g_return_if_fail (self->func != NULL);

  g_queue_push_tail (&self->line, hopmap_address_copy (address));
  if (self->is_gathered || self->line.length >= GATHER_SIZE)
    end_gathering (self);
  else if (self->gather_source == 0)
    self->gather_source = g_timeout_add (GATHER_MS, gather_cb, self);
}

static gboolean
withdraw_from_batch (Batch *batch, const HopmapAddress *address)
{
  guint index;

  if (!find_address (batch->wanted, address, &index))
    return FALSE;

  g_ptr_array_remove_index_fast (batch->wanted, index);
  if (batch->wanted->len == 0)
    g_cancellable_cancel (batch->cancellable);
  return TRUE;
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
      if (withdraw_from_batch (self->under_way->pdata[i], address))
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
  g_clear_handle_id (&self->gather_source, g_source_remove);
  g_queue_clear_full (&self->line, (GDestroyNotify) hopmap_address_free);
  under_way = g_ptr_array_copy (self->under_way, NULL, NULL);
  for (guint i = 0; i < under_way->len; i++)
    {
      Batch *batch = under_way->pdata[i];

      g_ptr_array_set_size (batch->wanted, 0);
      g_cancellable_cancel (batch->cancellable);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLookupBatch: see the header.
 */
#include "hopmap-lookup-batch.h"

/**
 * hopmap_lookup_batch_new:
 * @queue: whose it is
 * @line: (element-type HopmapAddress): the line before it; its first addresses move into the question
 * @n_addresses: how many, no more than there are
 *
 * Returns: (transfer full): a question that was not asked yet
 */
HopmapLookupBatch *
hopmap_lookup_batch_new (GObject *queue, GQueue *line, guint n_addresses)
{
  HopmapLookupBatch *batch = g_new0 (HopmapLookupBatch, 1);

  batch->queue = g_object_ref (queue);
  batch->cancellable = g_cancellable_new ();
  batch->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_address_free);
  batch->wanted = g_ptr_array_new ();
  while (batch->addresses->len < n_addresses)
    g_ptr_array_add (batch->addresses, g_queue_pop_head (line));
  g_ptr_array_extend (batch->wanted, batch->addresses, NULL, NULL);
  return batch;
}

/**
 * hopmap_lookup_batch_free:
 * @batch: (transfer full): a question that has come back
 */
void
hopmap_lookup_batch_free (HopmapLookupBatch *batch)
{
  g_clear_object (&batch->queue);
  g_clear_pointer (&batch->addresses, g_ptr_array_unref);
  g_clear_pointer (&batch->wanted, g_ptr_array_unref);
  g_clear_object (&batch->cancellable);
  g_free (batch);
}

/**
 * hopmap_lookup_batch_withdraw:
 * @batch: a question
 * @address: an address that nobody waits for any more
 *
 * A question in which nothing is waited for is cancelled.
 *
 * Returns: whether the address was waited for here
 */
gboolean
hopmap_lookup_batch_withdraw (HopmapLookupBatch *batch, const HopmapAddress *address)
{
  guint index;

  if (!g_ptr_array_find_with_equal_func (batch->wanted, address, hopmap_address_equal, &index))
    return FALSE;

  g_ptr_array_remove_index_fast (batch->wanted, index);
  if (batch->wanted->len == 0)
    g_cancellable_cancel (batch->cancellable);
  return TRUE;
}

/**
 * hopmap_lookup_batch_give_up:
 * @batch: a question that nobody waits for any more
 */
void
hopmap_lookup_batch_give_up (HopmapLookupBatch *batch)
{
  g_ptr_array_set_size (batch->wanted, 0);
  g_cancellable_cancel (batch->cancellable);
}

/**
 * hopmap_lookup_batch_take_answer:
 * @answers: (element-type HopmapAddress HopmapGeoAnswer): what a provider said
 * @address: one of the addresses
 *
 * Returns: (transfer full): the answer to it, "not found" where there is none
 */
HopmapGeoAnswer *
hopmap_lookup_batch_take_answer (GHashTable *answers, const HopmapAddress *address)
{
  HopmapGeoAnswer *answer = g_hash_table_lookup (answers, address);

  return answer != NULL ? hopmap_geo_answer_ref (answer)
                        : hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);
}

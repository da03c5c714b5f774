/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One question that is under way: its addresses, and who of them is still waited for. The room's own
 * part of HopmapLookupQueue.
 */
#pragma once

#include "hopmap-geo-provider.h"

G_BEGIN_DECLS

/**
 * HopmapLookupBatch:
 * @queue: whose it is; owned: a question outlives the interest in it
 * @addresses: all of the question
 * @wanted: those that somebody still waits for
 * @cancellable: ends it
 */
typedef struct
{
  GObject *queue;
  GPtrArray *addresses;
  GPtrArray *wanted;
  GCancellable *cancellable;
} HopmapLookupBatch;

HopmapLookupBatch *hopmap_lookup_batch_new (GObject *queue, GQueue *line, guint n_addresses);
void hopmap_lookup_batch_free (HopmapLookupBatch *batch);
gboolean hopmap_lookup_batch_withdraw (HopmapLookupBatch *batch, const HopmapAddress *address);
void hopmap_lookup_batch_give_up (HopmapLookupBatch *batch);
HopmapGeoAnswer *hopmap_lookup_batch_take_answer (GHashTable *answers,
                                                  const HopmapAddress *address);

G_END_DECLS

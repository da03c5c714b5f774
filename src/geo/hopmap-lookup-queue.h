/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The waiting line in front of one web provider: gathers addresses for a moment, asks for each once,
 * a few questions at a time, and closes while the provider wants to be left alone.
 */
#pragma once

#include "hopmap-geo-provider.h"
#include "hopmap-place-store.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_LOOKUP_QUEUE (hopmap_lookup_queue_get_type ())

G_DECLARE_FINAL_TYPE (HopmapLookupQueue, hopmap_lookup_queue, HOPMAP, LOOKUP_QUEUE, GObject)

/**
 * HopmapLookupFunc:
 * @queue: the queue
 * @address: what was asked for
 * @answer: the provider's answer; a failed one where there is none
 * @user_data: data of the queue
 */
typedef void (*HopmapLookupFunc) (HopmapLookupQueue *queue,
                                  const HopmapAddress *address,
                                  HopmapGeoAnswer *answer,
                                  gpointer user_data);

HopmapLookupQueue *hopmap_lookup_queue_new (HopmapGeoProvider *provider,
                                            HopmapLookupFunc func,
                                            gpointer user_data);
void hopmap_lookup_queue_remember_limits (HopmapLookupQueue *self, HopmapPlaceStore *store);
const GError *hopmap_lookup_queue_get_closed_error (HopmapLookupQueue *self);
void hopmap_lookup_queue_push (HopmapLookupQueue *self, const HopmapAddress *address);
void hopmap_lookup_queue_withdraw (HopmapLookupQueue *self, const HopmapAddress *address);
void hopmap_lookup_queue_shut (HopmapLookupQueue *self);

G_END_DECLS

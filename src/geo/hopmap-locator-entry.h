/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the locator knows of one address, and who waits for more. A plain record of that room's own;
 * whom to ask next is not its business.
 */
#pragma once

#include "hopmap-lookup-queue.h"

G_BEGIN_DECLS

/**
 * HopmapLocatorEntry:
 * @address: the address, unwrapped
 * @web_answers: (element-type HopmapGeoAnswer): what the web said, in the order of asking
 * @local_answers: (element-type HopmapGeoAnswer): what the databases on this computer say
 * @kept: (nullable) (element-type HopmapKeptAnswer): what the web said on another day
 * @is_reading: whether that is still being looked for
 * @error: (nullable): why a web provider has not answered
 * @next_queue: index of the web provider that is asked next
 * @asked: (nullable): the queue in which @address stands; not owned
 * @complete: whether nobody else will be asked
 * @answer: all of it together; see hopmap_locator_entry_update()
 * @watches: (element-type guint): ids of those who wait
 */
typedef struct
{
  HopmapAddress address;
  GPtrArray *web_answers;
  GPtrArray *local_answers;
  GPtrArray *kept;
  gboolean is_reading;
  GError *error;
  guint next_queue;
  HopmapLookupQueue *asked;
  gboolean complete;
  HopmapGeoAnswer *answer;
  GArray *watches;
} HopmapLocatorEntry;

HopmapLocatorEntry *hopmap_locator_entry_new (const HopmapAddress *address);
void hopmap_locator_entry_free (HopmapLocatorEntry *entry);
void hopmap_locator_entry_set_error (HopmapLocatorEntry *entry, const GError *error);
void hopmap_locator_entry_take_web_answer (HopmapLocatorEntry *entry, HopmapGeoAnswer *answer);
void hopmap_locator_entry_forget_web (HopmapLocatorEntry *entry);
void hopmap_locator_entry_update (HopmapLocatorEntry *entry);
void hopmap_locator_entry_remove_watch (HopmapLocatorEntry *entry, guint id);
gboolean hopmap_locator_entry_is_idle (gpointer key, gpointer value, gpointer user_data);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who waits for which address. An address has one entry, however many watch it; the entry goes
 * through the local providers at once and then to the desk that asks the web. A finished entry stays
 * as the memory of the session.
 */
#include "hopmap-locator-private.h"

#include "hopmap-address-class.h"
#include "hopmap-locator-entry.h"
#include "hopmap-own-networks.h"

/* More than any person looks at in one session; beyond this the memory is emptied. */
#define MAX_ENTRIES 20000

typedef struct
{
  guint id;
  HopmapLocatorEntry *entry;
  HopmapLocatorFunc func;
  gpointer user_data;
} Watch;

static void
ask_local (HopmapLocator *self, HopmapLocatorEntry *entry)
{
  for (guint i = 0; i < self->local->len; i++)
    {
      HopmapGeoProvider *provider = self->local->pdata[i];
      g_autoptr (HopmapGeoAnswer) answer = hopmap_geo_provider_lookup (provider, &entry->address);

      if (answer->status == HOPMAP_GEO_STATUS_FAILED)
        hopmap_locator_note_database_problem (self, answer->error);
      else
        g_ptr_array_add (entry->local_answers, g_steal_pointer (&answer));
    }
}

static void
drop_if_idle (HopmapLocator *self, HopmapLocatorEntry *entry)
{
  if (entry->watches->len > 0)
    return;

  if (self->web != NULL)
    hopmap_web_desk_withdraw (self->web, entry);

  /* What a provider's trouble left without its answer is not worth remembering. */
  if (!entry->complete || entry->error != NULL)
    g_hash_table_remove (self->entries, &entry->address);
}

static void
end_watch (HopmapLocator *self, const Watch *watch)
{
  hopmap_locator_entry_remove_watch (watch->entry, watch->id);
  g_hash_table_remove (self->watches, GUINT_TO_POINTER (watch->id));
}

/* Whoever is told may end watches, begin new ones, and make the entry go away. */
static void
tell_watches (HopmapLocator *self, HopmapLocatorEntry *entry)
{
  HopmapAddress address = entry->address;
  gboolean complete = entry->complete;
  g_autoptr (HopmapGeoAnswer) answer = hopmap_geo_answer_ref (entry->answer);
  g_autoptr (GArray) ids = g_array_copy (entry->watches);

  for (guint i = 0; i < ids->len; i++)
    {
      guint id = g_array_index (ids, guint, i);
      const Watch *found = g_hash_table_lookup (self->watches, GUINT_TO_POINTER (id));
      Watch watch = found != NULL ? *found : (Watch){ 0 };

      if (found != NULL && complete)
        end_watch (self, &watch);
      if (found != NULL)
        watch.func (answer, complete, watch.user_data);
    }

  entry = g_hash_table_lookup (self->entries, &address);
  if (entry != NULL)
    drop_if_idle (self, entry);
}

/**
 * hopmap_locator_find_entry:
 * @address: any address
 * @user_data: the locator
 *
 * For the desk.
 *
 * Returns: (transfer none) (nullable): its entry, or %NULL where nobody is interested any more
 */
HopmapLocatorEntry *
hopmap_locator_find_entry (const HopmapAddress *address, gpointer user_data)
{
  return g_hash_table_lookup (HOPMAP_LOCATOR (user_data)->entries, address);
}

/**
 * hopmap_locator_hear_entry:
 * @entry: what has changed; it may go away in this call
 * @user_data: the locator
 *
 * For the desk: tells all who watch it.
 */
void
hopmap_locator_hear_entry (HopmapLocatorEntry *entry, gpointer user_data)
{
  g_autoptr (HopmapLocator) self = g_object_ref (user_data);

  tell_watches (self, entry);
}

/* Nobody knows better than the person, and nobody is to know where the person is. */
static void
ask_web (HopmapLocator *self, HopmapLocatorEntry *entry)
{
  if (hopmap_locator_is_corrected (self, &entry->address)
      || (hopmap_web_desk_has_services (self->web)
          && hopmap_own_networks_contain (&entry->address)))
    entry->complete = TRUE;
  else
    hopmap_web_desk_serve (self->web, entry);
}

static HopmapLocatorEntry *
ensure_entry (HopmapLocator *self, const HopmapAddress *address)
{
  HopmapLocatorEntry *entry = g_hash_table_lookup (self->entries, address);

  if (entry != NULL)
    return entry;

  if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
    g_hash_table_foreach_remove (self->entries, hopmap_locator_entry_is_idle, NULL);

  entry = hopmap_locator_entry_new (address);
  g_hash_table_insert (self->entries, &entry->address, entry);
  ask_local (self, entry);
  ask_web (self, entry);
  hopmap_locator_entry_update (entry);
  return entry;
}

/**
 * hopmap_locator_look_again:
 * @self: a locator
 * @address: the person has put it right, or taken that back
 *
 * Whoever still waits for the web hears of it now.
 */
void
hopmap_locator_look_again (HopmapLocator *self, const HopmapAddress *address)
{
  HopmapLocatorEntry *entry = g_hash_table_lookup (self->entries, address);

  if (entry != NULL && entry->watches->len == 0)
    {
      g_hash_table_remove (self->entries, address);
    }
  else if (entry != NULL)
    {
      g_ptr_array_set_size (entry->local_answers, 0);
      ask_local (self, entry);
      hopmap_locator_entry_update (entry);
      tell_watches (self, entry);
    }
}

/**
 * hopmap_locator_ask_anew:
 * @self: a locator
 *
 * As if nobody on the web had been asked yet; the last words of before are forgotten.
 */
void
hopmap_locator_ask_anew (HopmapLocator *self)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  HopmapLocatorEntry *entry;

  g_hash_table_foreach_remove (self->entries, hopmap_locator_entry_is_idle, NULL);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    {
      hopmap_locator_entry_forget_web (entry);
      ask_web (self, entry);
      hopmap_locator_entry_update (entry);
      g_ptr_array_add (addresses, g_memdup2 (&entry->address, sizeof entry->address));
    }

  for (guint i = 0; i < addresses->len; i++)
    {
      entry = g_hash_table_lookup (self->entries, addresses->pdata[i]);
      if (entry != NULL)
        tell_watches (self, entry);
    }
}

/**
 * hopmap_locator_is_corrected:
 * @self: a locator
 * @address: any address
 *
 * Returns: whether the person has said where it is
 */
gboolean
hopmap_locator_is_corrected (HopmapLocator *self, const HopmapAddress *address)
{
  g_return_val_if_fail (HOPMAP_IS_LOCATOR (self), FALSE);

  return self->corrections != NULL && hopmap_corrections_has (self->corrections, address);
}

static guint
add_watch (HopmapLocator *self,
           HopmapLocatorEntry *entry,
           HopmapLocatorFunc func,
           gpointer user_data)
{
  Watch *watch = g_new (Watch, 1);

  self->last_id = MAX (self->last_id + 1, 1); /* 0 is no id */
  *watch = (Watch){ self->last_id, entry, func, user_data };
  g_hash_table_insert (self->watches, GUINT_TO_POINTER (watch->id), watch);
  g_array_append_val (entry->watches, watch->id);
  return watch->id;
}

/**
 * hopmap_locator_watch:
 * @self: a locator
 * @address: any address; private and other special ones are told as such, and nobody is asked
 * @func: told what is known, once from within this call and again whenever more is
 * @user_data: for @func
 *
 * The watch ends with the last word; hopmap_locator_unwatch() ends it before.
 *
 * Returns: an id for hopmap_locator_unwatch(), or 0 where @func has already heard the last word
 */
guint
hopmap_locator_watch (HopmapLocator *self,
                      const HopmapAddress *address,
                      HopmapLocatorFunc func,
                      gpointer user_data)
{
  HopmapAddressClass class;
  g_autoptr (HopmapGeoAnswer) answer = NULL;
  HopmapLocatorEntry *entry;
  gboolean complete;
  guint id = 0;

  g_return_val_if_fail (HOPMAP_IS_LOCATOR (self), 0);

  class = hopmap_address_classify (address);
  if (!class.may_look_up)
    {
      answer = hopmap_geo_answer_new_special (class.label);
      func (answer, TRUE, user_data);
      return 0;
    }

  g_object_freeze_notify (G_OBJECT (self));
  entry = ensure_entry (self, &class.inner);
  answer = hopmap_geo_answer_ref (entry->answer);
  complete = entry->complete;
  if (complete)
    drop_if_idle (self, entry);
  else
    id = add_watch (self, entry, func, user_data);
  func (answer, complete, user_data);
  g_object_thaw_notify (G_OBJECT (self));
  return id;
}

/**
 * hopmap_locator_unwatch:
 * @self: a locator
 * @id: what hopmap_locator_watch() gave; that of a watch that has ended, or 0, does nothing
 *
 * The function of the watch is not called any more. A lookup for which nobody waits is cancelled.
 */
void
hopmap_locator_unwatch (HopmapLocator *self, guint id)
{
  const Watch *found;
  Watch watch;

  g_return_if_fail (HOPMAP_IS_LOCATOR (self));

  found = g_hash_table_lookup (self->watches, GUINT_TO_POINTER (id));
  if (found == NULL)
    return;

  watch = *found;
  end_watch (self, &watch);
  drop_if_idle (self, watch.entry);
}

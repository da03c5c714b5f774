/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLocatorEntry: see the header.
 */
#include "hopmap-locator-entry.h"

static GPtrArray *
new_answers (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_geo_answer_unref);
}

/**
 * hopmap_locator_entry_new:
 * @address: an address that may be looked up
 *
 * Returns: (transfer full): an entry of which nothing is known
 */
HopmapLocatorEntry *
hopmap_locator_entry_new (const HopmapAddress *address)
{
  HopmapLocatorEntry *entry = g_new0 (HopmapLocatorEntry, 1);

  entry->address = *address;
  entry->web_answers = new_answers ();
  entry->local_answers = new_answers ();
  entry->watches = g_array_new (FALSE, FALSE, sizeof (guint));
  return entry;
}

/**
 * hopmap_locator_entry_free:
 * @entry: (transfer full): an entry
 */
void
hopmap_locator_entry_free (HopmapLocatorEntry *entry)
{
  g_clear_pointer (&entry->web_answers, g_ptr_array_unref);
  g_clear_pointer (&entry->local_answers, g_ptr_array_unref);
  g_clear_pointer (&entry->kept, g_ptr_array_unref);
  g_clear_error (&entry->error);
  g_clear_pointer (&entry->answer, hopmap_geo_answer_unref);
  g_clear_pointer (&entry->watches, g_array_unref);
  g_free (entry);
}

/**
 * hopmap_locator_entry_set_error:
 * @entry: an entry
 * @error: (nullable): why a web provider has not answered; copied
 */
void
hopmap_locator_entry_set_error (HopmapLocatorEntry *entry, const GError *error)
{
  g_clear_error (&entry->error);
  entry->error = error != NULL ? g_error_copy (error) : NULL;
}

/**
 * hopmap_locator_entry_take_web_answer:
 * @entry: an entry
 * @answer: what the provider in @entry's asked queue said, or that it could not be asked
 *
 * The entry is complete where nobody else need be asked.
 */
void
hopmap_locator_entry_take_web_answer (HopmapLocatorEntry *entry, HopmapGeoAnswer *answer)
{
  if (answer->status != HOPMAP_GEO_STATUS_FAILED)
    g_ptr_array_add (entry->web_answers, hopmap_geo_answer_ref (answer));
  hopmap_locator_entry_set_error (entry, answer->error);
  entry->asked = NULL;
  entry->complete = hopmap_geo_answer_is_city (answer)
                    || answer->status == HOPMAP_GEO_STATUS_RESERVED;
}

/**
 * hopmap_locator_entry_forget_web:
 * @entry: an entry that stands in no line
 *
 * Nobody on the web has been asked, as at first.
 */
void
hopmap_locator_entry_forget_web (HopmapLocatorEntry *entry)
{
  g_ptr_array_set_size (entry->web_answers, 0);
  g_clear_pointer (&entry->kept, g_ptr_array_unref);
  g_clear_error (&entry->error);
  entry->is_reading = FALSE;
  entry->next_queue = 0;
  entry->asked = NULL;
  entry->complete = FALSE;
}

/**
 * hopmap_locator_entry_update:
 * @entry: an entry
 *
 * Makes its answer out of all answers. Those of the web stand before the local ones: they are
 * fresher, and somebody chose to ask.
 */
void
hopmap_locator_entry_update (HopmapLocatorEntry *entry)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  g_ptr_array_extend (all, entry->web_answers, NULL, NULL);
  g_ptr_array_extend (all, entry->local_answers, NULL, NULL);
  g_clear_pointer (&entry->answer, hopmap_geo_answer_unref);
  entry->answer = hopmap_geo_answer_merge (all, entry->error);
}

/**
 * hopmap_locator_entry_remove_watch:
 * @entry: an entry
 * @id: a watch of this entry
 */
void
hopmap_locator_entry_remove_watch (HopmapLocatorEntry *entry, guint id)
{
  for (guint i = 0; i < entry->watches->len; i++)
    {
      if (g_array_index (entry->watches, guint, i) == id)
        {
          g_array_remove_index_fast (entry->watches, i);
          return;
        }
    }
}

/**
 * hopmap_locator_entry_is_idle:
 * @key: ignored
 * @value: an entry
 * @user_data: ignored
 *
 * Fits g_hash_table_foreach_remove().
 *
 * Returns: whether nobody waits for it
 */
gboolean
hopmap_locator_entry_is_idle (gpointer key, gpointer value, gpointer user_data)
{
  const HopmapLocatorEntry *entry = value;

  return entry->watches->len == 0;
}

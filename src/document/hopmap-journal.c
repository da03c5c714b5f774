/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapJournal: see the header. Every write replaces a whole document of the program's own format,
 * by the writer that saving uses, so that a journal needs no second grammar and no repair. A trace
 * may go on for days, though: so the route is cut into chapters, and only the last one is written
 * again, which bounds the work of a write however long the trace has become.
 */
#include "hopmap-journal.h"

#include "hopmap-document.h"
#include "hopmap-journal-chapter.h"
#include "hopmap-journal-reader.h"

/* Some 200 kB; at ten hops and a round a second, a hundred rounds. */
#define CHAPTER_PROBES 1000u

/* Of the crashes whose traces nobody wanted to see again, so many are kept. */
#define MAX_JOURNALS 10u

struct _HopmapJournal
{
  GObject parent_instance;

  char *parent;
  guint chapter;
  HopmapJournalMark mark;

  HopmapRoute *route;
  gboolean cut_short;

  GMutex mutex; /* for what is below: threads write and remove */
  HopmapJournalFolder *folder;
  gboolean removed;
};

G_DEFINE_FINAL_TYPE (HopmapJournal, hopmap_journal, G_TYPE_OBJECT)

static void
hopmap_journal_finalize (GObject *object)
{
  HopmapJournal *self = HOPMAP_JOURNAL (object);

  g_clear_pointer (&self->folder, hopmap_journal_folder_free);
  g_clear_object (&self->route);
  g_free (self->parent);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hopmap_journal_parent_class)->finalize (object);
}

static void
hopmap_journal_class_init (HopmapJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_journal_finalize;
}

static void
hopmap_journal_init (HopmapJournal *self)
{
  g_mutex_init (&self->mutex);
  self->chapter = 1;
}

/**
 * hopmap_journal_new:
 * @folder: where journals are; it need not exist
 *
 * Nothing is on the disk until the first write. A journal that is dropped stays there, and is found
 * as abandoned; hopmap_journal_remove_async() clears it away.
 *
 * Returns: (transfer full): a new journal
 */
HopmapJournal *
hopmap_journal_new (const char *folder)
{
  HopmapJournal *self = g_object_new (HOPMAP_TYPE_JOURNAL, NULL);

  self->parent = g_strdup (folder);
  return self;
}

/* Writing */

typedef struct
{
  HopmapRoute *cut;
  guint chapter;
  gboolean turns;
  HopmapJournalMark next;
} Writing;

static void
writing_free (Writing *writing)
{
  g_clear_object (&writing->cut);
  g_free (writing);
}

static gboolean
write_chapter (HopmapJournal *self, Writing *writing, GError **error)
{
  g_autoptr (GBytes)
      bytes = hopmap_document_write_bytes (writing->cut, hopmap_format_find ("json"), NULL, error);
  g_autoptr (GMutexLocker) locker = NULL;

  if (bytes == NULL)
    return FALSE;

  locker = g_mutex_locker_new (&self->mutex);
  if (self->removed)
    return TRUE;
  if (self->folder == NULL)
    self->folder = hopmap_journal_folder_create (self->parent, error);

  return self->folder != NULL
         && hopmap_journal_folder_write (self->folder, writing->chapter, bytes, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_chapter (source, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * hopmap_journal_write_async:
 * @self: a journal; not while it is being written
 * @route: its route, always the same one; hops may have been added, not taken away
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Brings the journal up to what @route is now. The probes since the last chapter are read before
 * this returns; the rest is done behind it.
 */
void
hopmap_journal_write_async (HopmapJournal *self,
                            HopmapRoute *route,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  writing->cut = hopmap_journal_chapter_cut (route, &self->mark);
  writing->chapter = self->chapter;
  writing->turns = hopmap_journal_chapter_measure (route, &self->mark) >= CHAPTER_PROBES;
  if (writing->turns)
    {
      writing->next = self->mark;
      hopmap_journal_chapter_turn (route, &writing->next);
    }

  g_task_set_source_tag (task, hopmap_journal_write_async);
  g_task_set_task_data (task, writing, (GDestroyNotify) writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * hopmap_journal_write_finish:
 * @self: a journal
 * @result: what the callback was given
 * @error: return location for an error, meant for a log
 *
 * Returns: whether it is on the disk, or was removed meanwhile
 */
gboolean
hopmap_journal_write_finish (HopmapJournal *self, GAsyncResult *result, GError **error)
{
  Writing *writing = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  if (writing->turns)
    {
      self->chapter = writing->chapter + 1;
      self->mark = writing->next;
    }
  return TRUE;
}

/**
 * hopmap_journal_has_closed_chapters:
 * @self: a journal
 *
 * Returns: whether part of it will not be written again. Where the route loses hops after that, it
 *   needs a new journal
 */
gboolean
hopmap_journal_has_closed_chapters (HopmapJournal *self)
{
  return self->chapter > 1;
}

static void
remove_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  HopmapJournal *self = source;
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  self->removed = TRUE;
  if (self->folder != NULL)
    hopmap_journal_folder_remove (self->folder);
  g_clear_pointer (&self->folder, hopmap_journal_folder_free);
  g_task_return_boolean (task, TRUE);
}

/**
 * hopmap_journal_remove_async:
 * @self: a journal
 * @callback: (nullable): called when it is done
 * @user_data: for @callback
 *
 * Clears it away from the disk; a write under way ends before, later ones do nothing.
 */
void
hopmap_journal_remove_async (HopmapJournal *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, hopmap_journal_remove_async);
  g_task_run_in_thread (task, remove_in_thread);
}

/**
 * hopmap_journal_remove_finish:
 * @self: a journal
 * @result: what the callback was given
 */
void
hopmap_journal_remove_finish (HopmapJournal *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

/* Finding */

static HopmapJournal *
open_abandoned (const char *parent, const char *name)
{
  g_autoptr (HopmapJournalFolder) folder = hopmap_journal_folder_claim (parent, name);
  g_autoptr (HopmapRoute) route = NULL;
  g_autoptr (GError) error = NULL;
  gboolean cut_short;
  HopmapJournal *self;

  if (folder == NULL)
    return NULL;

  route = hopmap_journal_read (folder, &cut_short, &error);
  if (route == NULL)
    {
      g_message ("The journal %s cannot be used: %s", name, error->message);
      if (!g_error_matches (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_TOO_NEW))
        hopmap_journal_folder_remove (folder);
      return NULL;
    }

  self = hopmap_journal_new (parent);
  self->folder = g_steal_pointer (&folder);
  self->cut_short = cut_short;
  self->route = g_steal_pointer (&route);
  return self;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  HopmapJournal *one = *(HopmapJournal *const *) a;
  HopmapJournal *other = *(HopmapJournal *const *) b;
  GDateTime *one_time = hopmap_route_get_started (one->route);
  GDateTime *other_time = hopmap_route_get_started (other->route);

  if (one_time == NULL || other_time == NULL)
    return (one_time == NULL) - (other_time == NULL);

  return g_date_time_compare (other_time, one_time);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *parent = task_data;
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  const char *name;

  while (dir != NULL && !g_cancellable_is_cancelled (cancellable)
         && (name = g_dir_read_name (dir)) != NULL)
    {
      HopmapJournal *journal = open_abandoned (parent, name);

      if (journal != NULL)
        g_ptr_array_add (found, journal);
    }

  g_ptr_array_sort (found, compare_newest_first);
  while (found->len > MAX_JOURNALS)
    {
      hopmap_journal_folder_remove (((HopmapJournal *) found->pdata[found->len - 1])->folder);
      g_ptr_array_remove_index (found, found->len - 1);
    }
  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * hopmap_journal_find_async:
 * @folder: where journals are, if there are any
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks for journals whose process is gone. What is damaged is cleared away; what a later version
 * of the program wrote is left to it.
 */
void
hopmap_journal_find_async (const char *folder,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, hopmap_journal_find_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, find_in_thread);
}

/**
 * hopmap_journal_find_finish:
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type HopmapJournal): what was found, newest first; nobody else
 *   finds it as long as these live
 */
GPtrArray *
hopmap_journal_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hopmap_journal_get_route:
 * @self: a journal
 *
 * Returns: (transfer none) (nullable): the finished route that it held when it was found
 */
HopmapRoute *
hopmap_journal_get_route (HopmapJournal *self)
{
  g_return_val_if_fail (HOPMAP_IS_JOURNAL (self), NULL);

  return self->route;
}

/**
 * hopmap_journal_is_cut_short:
 * @self: a journal that was found
 *
 * Returns: whether its trace was still under way
 */
gboolean
hopmap_journal_is_cut_short (HopmapJournal *self)
{
  g_return_val_if_fail (HOPMAP_IS_JOURNAL (self), FALSE);

  return self->cut_short;
}

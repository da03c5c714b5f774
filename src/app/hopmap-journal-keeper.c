/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapJournalKeeper: see the header. One write at a time; what comes meanwhile waits for the
 * next one.
 */
#include "hopmap-journal-keeper.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* A crash shall cost five seconds of a trace at most; the writing itself takes some of them. */
#define INTERVAL_MS 4000u

struct _HopmapJournalKeeper
{
  GObject parent_instance;

  char *folder;
  HopmapRoute *route;
  HopmapJournal *journal;
  HopmapJournal *outdated; /* stands in until its successor is on the disk */
  guint timer;
  guint n_written;
  gboolean writing;
  gboolean again;
  gboolean troubled;
};

G_DEFINE_FINAL_TYPE (HopmapJournalKeeper, hopmap_journal_keeper, G_TYPE_OBJECT)

static void
cleared_away_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  hopmap_journal_remove_finish (HOPMAP_JOURNAL (object), result);
  if (user_data != NULL)
    g_application_release (user_data);
}

/**
 * hopmap_journal_keeper_clear_away:
 * @journal: a journal that nobody needs any more
 *
 * Takes it from the disk; the application waits for that before it ends.
 */
void
hopmap_journal_keeper_clear_away (HopmapJournal *journal)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_application_hold (application);
  hopmap_journal_remove_async (journal, cleared_away_cb, application);
}

static void
clear_journal (HopmapJournal **journal)
{
  if (*journal != NULL)
    hopmap_journal_keeper_clear_away (*journal);
  g_clear_object (journal);
}

static void write_journal (HopmapJournalKeeper *self);

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapJournalKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean written = hopmap_journal_write_finish (HOPMAP_JOURNAL (object), result, &error);

  /* A disk that is full stays so for a while; it is said once. */
  if (!written && !self->troubled)
    g_message ("The trace is not kept for the case of a crash. %s", error->message);
  self->troubled = !written;

  if (HOPMAP_JOURNAL (object) != self->journal)
    return;

  self->writing = FALSE;
  if (written)
    clear_journal (&self->outdated);
  else
    self->n_written = 0;
  if (self->again)
    write_journal (self);
}

static guint
count_outcomes (HopmapRoute *route)
{
  guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (route));
  guint n = 0;

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      const HopmapRunningStats *stats = hopmap_hop_get_stats (hop);

      n += stats->received + stats->lost;
    }

  return n;
}

static void
write_journal (HopmapJournalKeeper *self)
{
  self->again = self->writing;
  if (self->writing || hopmap_route_get_last_answering_hop (self->route) == NULL)
    return;

  self->writing = TRUE;
  self->n_written = count_outcomes (self->route);
  hopmap_journal_write_async (self->journal, self->route, written_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  HopmapJournalKeeper *self = user_data;

  if (count_outcomes (self->route) != self->n_written)
    write_journal (self);
  return G_SOURCE_CONTINUE;
}

static void
phase_changed_cb (HopmapJournalKeeper *self)
{
  if (hopmap_route_is_busy (self->route))
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  write_journal (self);
}

/* A hop that is gone stands in a chapter that is not written again: from the beginning, then. */
static void
items_changed_cb (HopmapJournalKeeper *self, guint position, guint removed, guint added)
{
  if (removed == 0 || !(self->writing || hopmap_journal_has_closed_chapters (self->journal)))
    return;

  if (self->outdated == NULL)
    self->outdated = g_steal_pointer (&self->journal);
  clear_journal (&self->journal);
  self->journal = hopmap_journal_new (self->folder);
  self->writing = FALSE;
  self->n_written = 0;
}

static void
hopmap_journal_keeper_dispose (GObject *object)
{
  hopmap_journal_keeper_discard (HOPMAP_JOURNAL_KEEPER (object));

  G_OBJECT_CLASS (hopmap_journal_keeper_parent_class)->dispose (object);
}

static void
hopmap_journal_keeper_finalize (GObject *object)
{
  g_free (HOPMAP_JOURNAL_KEEPER (object)->folder);

  G_OBJECT_CLASS (hopmap_journal_keeper_parent_class)->finalize (object);
}

static void
hopmap_journal_keeper_class_init (HopmapJournalKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_journal_keeper_dispose;
  G_OBJECT_CLASS (klass)->finalize = hopmap_journal_keeper_finalize;
}

static void
hopmap_journal_keeper_init (HopmapJournalKeeper *self)
{
}

/**
 * hopmap_journal_keeper_dup_folder:
 *
 * Returns: (transfer full) (nullable): where this person's journals are; %NULL where root runs the
 *   program in the home of somebody else, who could not read or remove what root leaves there
 */
char *
hopmap_journal_keeper_dup_folder (void)
{
  GStatBuf home;

  if (geteuid () == 0 && g_stat (g_get_home_dir (), &home) == 0 && home.st_uid != 0)
    return NULL;

  return g_build_filename (g_get_user_state_dir (), "hopmap", "journals", NULL);
}

/**
 * hopmap_journal_keeper_new:
 * @folder: (nullable): where journals are; %NULL keeps none
 *
 * Returns: (transfer full): a keeper with nothing to keep
 */
HopmapJournalKeeper *
hopmap_journal_keeper_new (const char *folder)
{
  HopmapJournalKeeper *self = g_object_new (HOPMAP_TYPE_JOURNAL_KEEPER, NULL);

  self->folder = g_strdup (folder);
  return self;
}

/**
 * hopmap_journal_keeper_follow:
 * @self: a keeper
 * @route: a route that is going to be traced
 *
 * Keeps this route from now on, and none before it.
 */
void
hopmap_journal_keeper_follow (HopmapJournalKeeper *self, HopmapRoute *route)
{
  hopmap_journal_keeper_discard (self);
  if (self->folder == NULL)
    return;

  self->route = g_object_ref (route);
  self->journal = hopmap_journal_new (self->folder);
  self->timer = g_timeout_add (INTERVAL_MS, timer_cb, self);
  g_signal_connect_object (route, "notify::phase", G_CALLBACK (phase_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (route, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hopmap_journal_keeper_adopt:
 * @self: a keeper
 * @journal: a journal that was found, whose route is shown again
 *
 * Keeps this journal as it is until it is discarded.
 */
void
hopmap_journal_keeper_adopt (HopmapJournalKeeper *self, HopmapJournal *journal)
{
  hopmap_journal_keeper_discard (self);
  self->journal = g_object_ref (journal);
}

/**
 * hopmap_journal_keeper_settle:
 * @self: a keeper
 * @route: a route that has its names and places now
 *
 * Writes them, if it is this route that is kept.
 */
void
hopmap_journal_keeper_settle (HopmapJournalKeeper *self, HopmapRoute *route)
{
  if (self->route == route)
    write_journal (self);
}

/**
 * hopmap_journal_keeper_discard:
 * @self: a keeper
 *
 * What was kept is not needed any more: it was saved, or the person has left it.
 */
void
hopmap_journal_keeper_discard (HopmapJournalKeeper *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->route != NULL)
    g_signal_handlers_disconnect_by_data (self->route, self);
  g_clear_object (&self->route);
  clear_journal (&self->journal);
  clear_journal (&self->outdated);
  self->writing = FALSE;
  self->again = FALSE;
  self->n_written = 0;
}

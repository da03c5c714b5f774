/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRestorer: see the header.
 */
#include "hopmap-restorer.h"

#include "hopmap-journal-keeper.h"

#include <glib/gi18n-lib.h>

struct _HopmapRestorer
{
  GtkApplication *application; /* which owns this */
  HopmapOpenWindow open_window;
  gpointer user_data;
  GPtrArray *abandoned; /* (element-type HopmapJournal): what crashes have left, newest first */
  HopmapWindow *offering;
};

static char *
dup_offer (HopmapJournal *journal)
{
  const char *host = hopmap_route_get_target (hopmap_journal_get_route (journal))->display;

  if (hopmap_journal_is_cut_short (journal))
    /* Translators: %s is a host; offered when the program is started after it had crashed */
    return g_strdup_printf (_ ("A trace to %s was interrupted."), host);

  /* Translators: %s is a host; offered when the program is started after it had crashed */
  return g_strdup_printf (_ ("A trace to %s was not saved."), host);
}

/**
 * hopmap_restorer_offer:
 * @self: a restorer
 *
 * Offers what was found, once there is a window: one after the other, and all in the window that was
 * there first.
 */
void
hopmap_restorer_offer (HopmapRestorer *self)
{
  GList *windows = gtk_application_get_windows (self->application);
  g_autofree char *sentence = NULL;

  if (self->offering == NULL && windows != NULL && HOPMAP_IS_WINDOW (g_list_last (windows)->data))
    g_set_weak_pointer (&self->offering, g_list_last (windows)->data);
  if (self->abandoned == NULL || self->offering == NULL)
    return;

  if (self->abandoned->len > 0)
    sentence = dup_offer (self->abandoned->pdata[0]);
  /* Two in the same words are two offers. */
  hopmap_window_set_offer (self->offering, NULL);
  hopmap_window_set_offer (self->offering, sentence);
}

static HopmapJournal *
take (HopmapRestorer *self)
{
  return self->abandoned != NULL && self->abandoned->len > 0
             ? g_ptr_array_steal_index (self->abandoned, 0)
             : NULL;
}

/* Never in place of a trace that is there already. */
static void
restore_trace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapRestorer *self = user_data;
  g_autoptr (HopmapJournal) journal = take (self);

  if (journal == NULL)
    return;

  if (self->offering != NULL && hopmap_window_get_route (self->offering) == NULL)
    hopmap_window_session_restore (hopmap_window_session_get (self->offering), journal);
  else
    hopmap_window_session_restore (self->open_window (self->user_data), journal);
  hopmap_restorer_offer (self);
}

static void
dismiss_trace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HopmapRestorer *self = user_data;
  g_autoptr (HopmapJournal) journal = take (self);

  if (journal != NULL)
    hopmap_journal_keeper_clear_away (journal);
  hopmap_restorer_offer (self);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HopmapRestorer *self = user_data;
  g_autoptr (GtkApplication) application = self->application;

  self->abandoned = hopmap_journal_find_finish (result, NULL);
  hopmap_restorer_offer (self);
}

static void
find_abandoned (HopmapRestorer *self)
{
  g_autofree char *folder = hopmap_journal_keeper_dup_folder ();

  if (folder != NULL)
    {
      g_object_ref (self->application);
      hopmap_journal_find_async (folder, NULL, found_cb, self);
    }
}

static const GActionEntry actions[] = {
  { .name = "restore-trace", .activate = restore_trace_cb },
  { .name = "dismiss-trace", .activate = dismiss_trace_cb },
};

/**
 * hopmap_restorer_new:
 * @application: the application, which frees this no sooner than itself
 * @open_window: makes a window
 * @user_data: for @open_window
 *
 * Looks for what crashes have left, and gives the application the actions that answer the offer.
 *
 * Returns: (transfer full): a restorer
 */
HopmapRestorer *
hopmap_restorer_new (GtkApplication *application, HopmapOpenWindow open_window, gpointer user_data)
{
  HopmapRestorer *self = g_new0 (HopmapRestorer, 1);

  self->application = application;
  self->open_window = open_window;
  self->user_data = user_data;
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   self);
  find_abandoned (self);
  return self;
}

/**
 * hopmap_restorer_free:
 * @self: (transfer full): a restorer whose application goes
 */
void
hopmap_restorer_free (HopmapRestorer *self)
{
  g_clear_pointer (&self->abandoned, g_ptr_array_unref);
  g_clear_weak_pointer (&self->offering);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a journal of a window's trace is on the disk, and when it is gone. */
#include "hopmap-document.h"
#include "hopmap-journal-keeper.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  HopmapJournalKeeper *keeper;
  HopmapRoute *route;
} Fixture;

static HopmapRoute *
create_route (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("203.0.113.9", NULL);
  HopmapTraceOptions options;
  HopmapRoute *route;

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  hopmap_route_set_phase (route, HOPMAP_PHASE_TRACING);
  return route;
}

static void
add_answer (HopmapRoute *route, guint ttl)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
  HopmapSample sample = { .sent_ns = -1, .rtt_ns = 1000000, .answer = HOPMAP_ANSWER_TIME_EXCEEDED };
  guint n = hopmap_hop_get_n_samples (hop);

  hopmap_address_parse ("192.0.2.1", &sample.address);
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, n * 1000000),
                           &sample);
}

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("hopmap-keeper-XXXXXX", NULL);
  fixture->keeper = hopmap_journal_keeper_new (fixture->folder);
  fixture->route = create_route ();
  hopmap_journal_keeper_follow (fixture->keeper, fixture->route);
}

static guint
count_journals (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
too_long_cb (gpointer user_data)
{
  g_error ("waited in vain for another number of journals");
  return G_SOURCE_REMOVE;
}

static gboolean
look_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Threads come and go on the disk without telling. */
static void
wait_for_journals (Fixture *fixture, guint n)
{
  guint guard = g_timeout_add_seconds (60, too_long_cb, NULL);
  guint look = g_timeout_add (10, look_cb, NULL);

  while (count_journals (fixture) != n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (look);
  g_source_remove (guard);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  /* The last reference takes the journal with it. */
  g_clear_object (&fixture->keeper);
  wait_for_journals (fixture, 0);
  g_clear_object (&fixture->route);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static void
test_end (Fixture *fixture, gconstpointer data)
{
  add_answer (fixture->route, 1);
  g_assert_cmpuint (count_journals (fixture), ==, 0);
  hopmap_route_finish (fixture->route, HOPMAP_END_STOPPED);
  wait_for_journals (fixture, 1);
}

/* While it is under way, too: nobody ends this one. */
static void
test_interval (Fixture *fixture, gconstpointer data)
{
  add_answer (fixture->route, 1);
  wait_for_journals (fixture, 1);
  g_assert_true (hopmap_route_is_busy (fixture->route));
}

/* Where nobody answered there is nothing to come back to. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) next = create_route ();

  hopmap_hop_add_probe (hopmap_route_ensure_hop (fixture->route, 1), HOPMAP_PROTOCOL_ICMP, 0);
  hopmap_route_finish (fixture->route, HOPMAP_END_STOPPED);
  hopmap_journal_keeper_settle (fixture->keeper, fixture->route);
  g_assert_cmpuint (count_journals (fixture), ==, 0);
}

/* The journal of the trace before goes when the next one begins. */
static void
test_next (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) next = create_route ();

  add_answer (fixture->route, 1);
  hopmap_route_finish (fixture->route, HOPMAP_END_STOPPED);
  wait_for_journals (fixture, 1);
  hopmap_journal_keeper_follow (fixture->keeper, next);
  wait_for_journals (fixture, 0);
  /* What becomes of the old one is no longer of interest. */
  hopmap_journal_keeper_settle (fixture->keeper, fixture->route);
  add_answer (next, 1);
  hopmap_route_finish (next, HOPMAP_END_STOPPED);
  wait_for_journals (fixture, 1);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GPtrArray *
find (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  hopmap_journal_find_async (fixture->folder, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hopmap_journal_find_finish (result, NULL);
}

/* What another process has left is kept until its window is done with it. */
static void
test_adopt (Fixture *fixture, gconstpointer data)
{
  HopmapJournal *left = hopmap_journal_new (fixture->folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;

  add_answer (fixture->route, 1);
  hopmap_journal_write_async (left, fixture->route, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (hopmap_journal_write_finish (left, result, NULL));
  g_clear_object (&result);
  g_clear_object (&left);

  do
    {
      g_clear_pointer (&found, g_ptr_array_unref);
      found = find (fixture);
    }
  while (found->len == 0);
  hopmap_journal_keeper_adopt (fixture->keeper, found->pdata[0]);
  g_clear_pointer (&found, g_ptr_array_unref);
  g_assert_cmpuint (count_journals (fixture), ==, 1);
  hopmap_journal_keeper_discard (fixture->keeper);
  wait_for_journals (fixture, 0);
}

static char *
dup_only_name (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  return g_strdup (g_dir_read_name (dir));
}

/* Hops that are taken away are not in the journal, even where it has been closed behind them. */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *first = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  char *text;
  gsize length;

  for (guint i = 0; i < 1500; i++)
    add_answer (fixture->route, 1 + i % 3);
  wait_for_journals (fixture, 1);
  first = dup_only_name (fixture);
  hopmap_route_truncate (fixture->route, 2);
  hopmap_route_finish (fixture->route, HOPMAP_END_STOPPED);
  /* The second stands beside the first until it is written. */
  do
    {
      g_main_context_iteration (NULL, FALSE);
      g_free (name);
      g_free (path);
      name = dup_only_name (fixture);
      path = g_build_filename (fixture->folder, name, "1.traceroute.json", NULL);
    }
  while (count_journals (fixture) != 1 || g_strcmp0 (name, first) == 0
         || !g_file_test (path, G_FILE_TEST_EXISTS));

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  kept = hopmap_document_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (kept)), ==, 2);
  g_assert_cmpuint (hopmap_hop_get_n_samples (hopmap_route_get_hop (kept, 2)), ==, 500);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/app/journal-keeper/end", test_end);
  ADD ("/app/journal-keeper/interval", test_interval);
  ADD ("/app/journal-keeper/nothing", test_nothing);
  ADD ("/app/journal-keeper/next", test_next);
  ADD ("/app/journal-keeper/adopt", test_adopt);
  ADD ("/app/journal-keeper/truncated", test_truncated);
  return g_test_run ();
}

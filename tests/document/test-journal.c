/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Journals: what was written is found again, however long it is; nobody finds what is still in use;
 * and what is damaged does no harm.
 */
#include "sample-route.h"

#include <glib/gstdio.h>
#include <hopmap-document.h>
#include <hopmap-journal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECOND_NS G_GINT64_CONSTANT (1000000000)

typedef struct
{
  char *folder;
} Fixture;

static GMutex log_mutex;
static GString *log_text; /* under the mutex: threads log */

static void
clear_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_unlink (child) != 0)
        clear_folder (child);
    }
  g_rmdir (path);
}

static GLogWriterOutput
log_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log_mutex);

  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_strcmp0 (fields[i].key, "MESSAGE") == 0)
        g_string_append (log_text, fields[i].value);
    }
  return g_log_writer_default (level, fields, n_fields, NULL);
}

static void
assert_logged (const char *words)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log_mutex);

  g_assert_nonnull (strstr (log_text->str, words));
}

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_dir_make_tmp ("hopmap-journal-XXXXXX", NULL);

  fixture->folder = g_build_filename (parent, "hopmap", "journals", NULL);
  g_string_truncate (log_text, 0);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *hopmap = g_path_get_dirname (fixture->folder);
  g_autofree char *parent = g_path_get_dirname (hopmap);

  clear_folder (parent);
  g_free (fixture->folder);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
write_journal (HopmapJournal *journal, HopmapRoute *route)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hopmap_journal_write_async (journal, route, keep_result, &result);
  g_assert_true (hopmap_journal_write_finish (journal, wait_for (&result), &error));
  g_assert_no_error (error);
}

/* The thread that wrote lets go of the journal some moments after it has said so. */
static void
drop_journal (HopmapJournal **journal)
{
  GWeakRef alive;
  gpointer object;

  g_weak_ref_init (&alive, *journal);
  g_clear_object (journal);
  while ((object = g_weak_ref_get (&alive)) != NULL)
    {
      g_object_unref (object);
      g_thread_yield ();
    }
  g_weak_ref_clear (&alive);
}

static void
remove_journal (HopmapJournal *journal)
{
  g_autoptr (GAsyncResult) result = NULL;

  hopmap_journal_remove_async (journal, keep_result, &result);
  hopmap_journal_remove_finish (journal, wait_for (&result));
}

static GPtrArray *
find (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  hopmap_journal_find_async (fixture->folder, NULL, keep_result, &result);
  found = hopmap_journal_find_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  return found;
}

static void
assert_n_found (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) found = find (fixture);

  g_assert_cmpuint (found->len, ==, n);
}

static char *
dup_document (HopmapRoute *route)
{
  g_autoptr (GDateTime) created = g_date_time_new_from_unix_utc (0);
  HopmapWriteOptions options;
  g_autoptr (GBytes) bytes = NULL;

  hopmap_write_options_init (&options);
  options.created = created;
  bytes = hopmap_document_write_bytes (route, hopmap_format_find ("json"), &options, NULL);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_same (HopmapRoute *route, HopmapRoute *other)
{
  g_autofree char *document = dup_document (route);
  g_autofree char *other_document = dup_document (other);

  g_assert_cmpstr (document, ==, other_document);
}

static void
abandon (Fixture *fixture, HopmapRoute *route)
{
  HopmapJournal *journal = hopmap_journal_new (fixture->folder);

  write_journal (journal, route);
  drop_journal (&journal);
}

/* The one journal that there is. */
static char *
dup_path (Fixture *fixture, const char *file)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name = g_dir_read_name (dir);

  return g_build_filename (fixture->folder, name, file, NULL);
}

static guint
get_mode (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
test_finished (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *chapter = NULL;

  assert_n_found (fixture, 0);
  abandon (fixture, route);
  folder = dup_path (fixture, NULL);
  chapter = dup_path (fixture, "1.traceroute.json");
  g_assert_cmpuint (get_mode (folder), ==, 0700);
  g_assert_cmpuint (get_mode (chapter), ==, 0600);

  found = find (fixture);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_false (hopmap_journal_is_cut_short (found->pdata[0]));
  assert_same (hopmap_journal_get_route (found->pdata[0]), route);
}

static void
test_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autoptr (HopmapJournal) journal = hopmap_journal_new (fixture->folder);
  g_autoptr (GPtrArray) found = NULL;

  write_journal (journal, route);
  assert_n_found (fixture, 0);
  drop_journal (&journal);
  found = find (fixture);
  g_assert_cmpuint (found->len, ==, 1);
  /* Nor is what somebody else is being offered. */
  assert_n_found (fixture, 0);
  g_ptr_array_set_size (found, 0);
  assert_n_found (fixture, 1);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autoptr (HopmapJournal) journal = hopmap_journal_new (fixture->folder);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GAsyncResult) writing = NULL;

  abandon (fixture, route);
  found = find (fixture);
  remove_journal (found->pdata[0]);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);

  /* A write that is under way does not bring it back. */
  hopmap_journal_write_async (journal, route, keep_result, &writing);
  remove_journal (journal);
  g_assert_true (hopmap_journal_write_finish (journal, wait_for (&writing), NULL));
  g_clear_object (&writing);
  write_journal (journal, route);
  drop_journal (&journal);
  assert_n_found (fixture, 0);
}

static HopmapSample
make_answer (guint ttl, guint round)
{
  HopmapSample answer = {
    .sent_ns = -1,
    .rtt_ns = 1000000 * ttl + 1000 * round,
    .answer = HOPMAP_ANSWER_TIME_EXCEEDED,
    .icmp_type = 11,
  };

  /* From the fifth round on the second hop has two routers. */
  hopmap_address_parse (ttl == 2 && round >= 5 && round % 2 == 1 ? "198.51.100.2" : "192.0.2.1",
                        &answer.address);
  if (ttl == 4)
    {
      hopmap_address_parse ("203.0.113.9", &answer.address);
      answer.answer = HOPMAP_ANSWER_DESTINATION;
      answer.icmp_type = 0;
    }
  return answer;
}

/* A round in which hop 3 is silent, and hop 4 answers ten rounds late, three times given up. */
static void
add_round (HopmapRoute *route, guint round)
{
  for (guint ttl = 1; ttl <= 4; ttl++)
    {
      HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
      HopmapSample answer = make_answer (ttl, round);
      guint index = hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP,
                                          round * SECOND_NS + 1000000 * ttl);

      if (ttl <= 2)
        hopmap_hop_answer_probe (hop, index, &answer);
      else if (ttl == 3 || round % 10 < 3)
        hopmap_hop_lose_probe (hop, index);
      if (ttl == 4 && round >= 10)
        hopmap_hop_answer_probe (hop, index - 10, &answer);
    }
}

static HopmapRoute *
create_live_route (void)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("example.org", NULL);
  g_autoptr (GDateTime) started = g_date_time_new_from_unix_utc (1790000000);
  HopmapTraceOptions options;
  HopmapAddress destination;
  HopmapRoute *route;

  hopmap_trace_options_init (&options);
  route = hopmap_route_new (target, &options);
  hopmap_address_parse ("203.0.113.9", &destination);
  hopmap_route_set_destination (route, &destination);
  hopmap_route_set_method (route, HOPMAP_PROTOCOL_ICMP, HOPMAP_ACCESS_RAW);
  hopmap_route_set_phase (route, HOPMAP_PHASE_TRACING);
  hopmap_route_set_times (route, started, NULL);
  return route;
}

/* Many rounds, written every few of them: nothing is lost, doubled or out of order. */
static void
test_long (Fixture *fixture, gconstpointer data)
{
  const guint n_rounds = GPOINTER_TO_UINT (data);
  g_autoptr (HopmapRoute) route = create_live_route ();
  g_autoptr (HopmapJournal) journal = hopmap_journal_new (fixture->folder);
  g_autoptr (GDateTime) started = g_date_time_ref (hopmap_route_get_started (route));
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GDateTime) last_left = NULL;
  HopmapRoute *restored;

  for (guint round = 0; round < n_rounds; round++)
    {
      add_round (route, round);
      if (round == 30)
        hopmap_hop_set_name (hopmap_route_get_hop (route, 2), "router.example");
      if (round % 11 == 0 || round == n_rounds - 1)
        write_journal (journal, route);
    }
  g_assert_cmpint (hopmap_journal_has_closed_chapters (journal), ==, n_rounds > 1000);
  drop_journal (&journal);

  found = find (fixture);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (hopmap_journal_is_cut_short (found->pdata[0]));
  restored = hopmap_journal_get_route (found->pdata[0]);
  g_assert_cmpint (hopmap_route_get_end (restored), ==, HOPMAP_END_DESTINATION);
  g_assert_cmpstr (hopmap_hop_get_name (hopmap_route_get_hop (restored, 2)), ==, "router.example");

  /* It ended with the last probe whose outcome is known. */
  last_left = g_date_time_add (started, ((n_rounds - 1) * SECOND_NS + 3000000) / 1000);
  g_assert_true (g_date_time_equal (hopmap_route_get_ended (restored), last_left));
  hopmap_route_finish (route, HOPMAP_END_DESTINATION);
  hopmap_route_set_times (route, started, last_left);
  assert_same (restored, route);
}

static void
test_damaged_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autofree char *chapter = NULL;
  g_autofree char *folder = NULL;
  const char *content = data;

  abandon (fixture, route);
  chapter = dup_path (fixture, "1.traceroute.json");
  folder = dup_path (fixture, NULL);
  g_unlink (chapter);
  if (g_strcmp0 (content, "pipe") == 0)
    g_assert_cmpint (mkfifo (chapter, 0600), ==, 0);
  else if (g_strcmp0 (content, "link") == 0)
    g_assert_cmpint (symlink ("/dev/zero", chapter), ==, 0);
  else if (content != NULL)
    g_assert_true (g_file_set_contents (chapter, content, -1, NULL));

  assert_n_found (fixture, 0);
  assert_logged ("cannot be used");
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

/* Up to where it makes sense, it is offered. */
static void
test_damaged_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *chapter = NULL;

  abandon (fixture, route);
  chapter = dup_path (fixture, "2.traceroute.json");
  g_assert_true (g_file_set_contents (chapter, "{\"format\":\"traceroute-docu", -1, NULL));
  found = find (fixture);
  assert_logged ("ends before its chapter 2");
  g_assert_cmpuint (found->len, ==, 1);
  assert_same (hopmap_journal_get_route (found->pdata[0]), route);
}

/* A later version of the program is to find what it has left. */
static void
test_later_version (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autofree char *chapter = NULL;

  abandon (fixture, route);
  chapter = dup_path (fixture, "1.traceroute.json");
  g_assert_true (g_file_set_contents (
      chapter, "{\"format\":\"traceroute-document\",\"version\":99,\"traces\":[]}", -1, NULL));
  assert_n_found (fixture, 0);
  assert_logged ("later version");
  g_assert_true (g_file_test (chapter, G_FILE_TEST_EXISTS));
}

/* What is none of a journal is left alone, and a folder behind a link is not gone to. */
static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "trace-00000001", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *note = g_build_filename (folder, "note.txt", NULL);
  g_autofree char *page = g_build_filename (other, "1.traceroute.json", NULL);
  g_autofree char *link_path = g_build_filename (fixture->folder, "trace-00000002", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (other, 0700), ==, 0);
  g_assert_true (g_file_set_contents (note, "mine", -1, NULL));
  g_assert_true (g_file_set_contents (page, "mine", -1, NULL));
  g_assert_cmpint (symlink (other, link_path), ==, 0);
  assert_n_found (fixture, 0);
  assert_logged ("cannot be used");
  g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (page, G_FILE_TEST_EXISTS));
}

/* Somebody who never answers the offer does not fill the disk. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 15; i++)
    {
      g_autoptr (HopmapRoute) route = create_live_route ();
      g_autoptr (GDateTime) started = g_date_time_new_from_unix_utc (1790000000 + i % 2 * 100 + i);

      add_round (route, 0);
      hopmap_route_set_times (route, started, NULL);
      abandon (fixture, route);
    }

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) found = find (fixture);
      gint64 before = G_MAXINT64;

      g_assert_cmpuint (found->len, ==, 10);
      for (guint j = 0; j < found->len; j++)
        {
          HopmapRoute *route = hopmap_journal_get_route (found->pdata[j]);
          gint64 started = g_date_time_to_unix (hopmap_route_get_started (route));

          g_assert_cmpint (started, <, before);
          before = started;
        }
      g_assert_cmpint (before, ==, 1790000010);
    }
}

static void
test_forbidden (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HopmapJournal) journal = hopmap_journal_new ("/proc/no-such-folder");
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hopmap_journal_write_async (journal, route, keep_result, &result);
  g_assert_false (hopmap_journal_write_finish (journal, wait_for (&result), &error));
  g_assert_nonnull (error);
  remove_journal (journal);
}

#define ADD(path, data, func)                                                                      \
  g_test_add (path, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  log_text = g_string_new (NULL);
  g_log_set_writer_func (log_cb, NULL, NULL);
  ADD ("/document/journal/finished", NULL, test_finished);
  ADD ("/document/journal/in-use", NULL, test_in_use);
  ADD ("/document/journal/remove", NULL, test_remove);
  ADD ("/document/journal/short", GUINT_TO_POINTER (40), test_long);
  ADD ("/document/journal/long", GUINT_TO_POINTER (2500), test_long);
  ADD ("/document/journal/damaged/missing", NULL, test_damaged_start);
  ADD ("/document/journal/damaged/empty", "", test_damaged_start);
  ADD ("/document/journal/damaged/noise", "\xff\xfe{\"format\"", test_damaged_start);
  ADD ("/document/journal/damaged/pipe", "pipe", test_damaged_start);
  ADD ("/document/journal/damaged/link", "link", test_damaged_start);
  ADD ("/document/journal/damaged/end", NULL, test_damaged_end);
  ADD ("/document/journal/later-version", NULL, test_later_version);
  ADD ("/document/journal/foreign", NULL, test_foreign);
  ADD ("/document/journal/many", NULL, test_many);
  ADD ("/document/journal/forbidden", NULL, test_forbidden);
  return g_test_run ();
}

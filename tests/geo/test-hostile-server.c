/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every service in front of a server that means harm: every scene ends by itself or by the client's
 * deadline, with the right words, without growth or a held main loop, and nothing is followed. With
 * "-m slow", what only a deadline ends is also played with the deadline of every day.
 * HOPMAP_TEST_DIALECT names the service.
 */
#include <string.h>

#include "hopmap-hostile-scenes.h"
#include "hopmap-loop-watch.h"
#include "hopmap-web-provider.h"

/* What a person waits for a service at most; the client's own deadline lies below. */
#ifdef __SANITIZE_ADDRESS__ /* many times slower, and together with other tests */
#define BOUND_S 50
#else
#define BOUND_S 12
#endif

/* Where a scene is to end by the client's deadline, a short one will do; where it is to end by
 * itself, one beyond the bound shows whether it does. */
#define SHORT_DEADLINE_MS 200
#define LONG_DEADLINE_MS  60000

#define MAX_GROWTH_KB     (16 * 1024)
#define KEY               "s3cret"

static HopmapHostileServer *server;
static const HopmapDialect *dialect;
static HopmapScene *scenes;

typedef struct
{
  const HopmapScene *scene;
  HopmapWebClient *client;
  HopmapGeoProvider *provider;
  HopmapGeoAnswer *answer;
  guint guard;
} Question;

static gboolean
too_long_cb (gpointer user_data)
{
  const Question *question = user_data;

  g_error ("the scene \"%s\" did not end in %d s", question->scene->name, BOUND_S);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) answers = NULL;
  HopmapAddress address;

  answers = hopmap_geo_provider_lookup_finish (HOPMAP_GEO_PROVIDER (object), result, &error);
  g_assert_no_error (error);
  hopmap_address_parse (HOSTILE_ADDRESS, &address);
  question->answer = hopmap_geo_answer_ref (g_hash_table_lookup (answers, &address));
}

/* A deadline of 0 is the one of every day. */
static Question *
question_new (guint index, guint deadline_ms)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (HOSTILE_ADDRESS, &address));
  g_ptr_array_add (addresses, hopmap_address_copy (&address));
  question->scene = &scenes[index];
  question->client = hopmap_web_client_new ();
  if (deadline_ms > 0)
    hopmap_web_client_set_deadline (question->client, deadline_ms);
  question->provider = HOPMAP_GEO_PROVIDER (hopmap_web_provider_new (
      question->client, dialect, KEY, hopmap_hostile_server_get_url (server, index), &error));
  g_assert_no_error (error);
  question->guard = g_timeout_add_seconds (BOUND_S, too_long_cb, question);
  hopmap_geo_provider_lookup_async (question->provider, addresses, NULL, answered_cb, question);
  return question;
}

static void
question_free (Question *question)
{
  g_source_remove (question->guard);
  g_object_unref (question->provider);
  g_object_unref (question->client);
  hopmap_geo_answer_unref (question->answer);
  g_free (question);
}

static void
await_answer (Question *question)
{
  while (question->answer == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_failed (const HopmapGeoAnswer *answer, HopmapGeoError code)
{
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FAILED);
  g_assert_error (answer->error, HOPMAP_GEO_ERROR, (int) code);
  g_assert_null (answer->place);
  /* A sentence for people, without the key. */
  g_assert_true (g_str_has_suffix (answer->error->message, "."));
  g_assert_null (strstr (answer->error->message, KEY));
}

static void
assert_place (const HopmapGeoAnswer *answer)
{
  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_nonnull (answer->place);
  g_assert_true (answer->place->has_point);
  g_assert_cmpfloat (answer->place->latitude, ==, 50.11552);
  g_assert_cmpfloat (answer->place->longitude, ==, 8.68417);
}

static gboolean
is_failure (const HopmapGeoAnswer *answer)
{
  return g_error_matches (answer->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_RESPONSE)
         || g_error_matches (answer->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_UNAVAILABLE);
}

static void
assert_outcome (const Question *question)
{
  const HopmapGeoAnswer *answer = question->answer;

  switch (question->scene->outcome)
    {
    case HOPMAP_OUTCOME_PLACE:
      assert_place (answer);
      break;
    case HOPMAP_OUTCOME_NOWHERE:
      g_assert_cmpint (answer->status, !=, HOPMAP_GEO_STATUS_FAILED);
      g_assert_true (answer->place == NULL || !answer->place->has_point);
      break;
    case HOPMAP_OUTCOME_NOT_FOUND:
      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
      break;
    case HOPMAP_OUTCOME_RESERVED:
      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_RESERVED);
      break;
    case HOPMAP_OUTCOME_KEY_REJECTED:
      assert_failed (answer, HOPMAP_GEO_ERROR_KEY_REJECTED);
      break;
    case HOPMAP_OUTCOME_QUOTA:
      assert_failed (answer, HOPMAP_GEO_ERROR_QUOTA);
      break;
    case HOPMAP_OUTCOME_UNAVAILABLE:
    case HOPMAP_OUTCOME_LATE:
      assert_failed (answer, HOPMAP_GEO_ERROR_UNAVAILABLE);
      break;
    case HOPMAP_OUTCOME_BAD_RESPONSE:
      assert_failed (answer, HOPMAP_GEO_ERROR_BAD_RESPONSE);
      break;
    case HOPMAP_OUTCOME_LENIENT:
      if (!is_failure (answer))
        {
          assert_place (answer);
          break;
        }
      G_GNUC_FALLTHROUGH;
    case HOPMAP_OUTCOME_FAILED:
      g_assert_true (is_failure (answer));
      g_assert_null (answer->place);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* A length below zero is libsoup's own slip: GObject complains (a warning; in later versions, a
 * critical one), and it goes on. Nothing that a program may do beforehand keeps it from that. */
static gboolean
is_known_warning (const char *message)
{
  return strstr (message, "content-length") != NULL;
}

static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  return !is_known_warning (message);
}

static void
warned_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if (is_known_warning (message))
    g_test_message ("libsoup warns: %s", message);
  else
    g_log_default_handler (domain, level, message, user_data);
}

static void
ask (guint index, guint deadline_ms)
{
  Question *question = question_new (index, deadline_ms);

  await_answer (question);
  assert_outcome (question);
  question_free (question);
}

static void
test_scene (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  const HopmapScene *scene = &scenes[index];

  if (!hopmap_hostile_server_has_door (server, scene->door))
    {
      g_test_skip ("openssl or glib-networking is not installed");
      return;
    }

  g_test_log_set_fatal_handler (is_fatal, NULL);
  hopmap_loop_watch_set_stage (scene->name);
  ask (index, scene->outcome == HOPMAP_OUTCOME_LATE ? SHORT_DEADLINE_MS : LONG_DEADLINE_MS);
  /* Where other programs keep the processor busy a short time can be over before the question is
   * asked. */
  if (hopmap_hostile_server_get_n_visits (server, index) == 0)
    ask (index, 20 * SHORT_DEADLINE_MS);
  hopmap_loop_watch_set_stage (NULL);

  /* Asked once, and once more at most; and nobody went where a redirect led. */
  g_assert_cmpuint (hopmap_hostile_server_get_n_visits (server, index), >=, 1);
  g_assert_cmpuint (hopmap_hostile_server_get_n_visits (server, index), <=, 2);
  g_assert_cmpuint (hopmap_hostile_server_get_n_trapped (server), ==, 0);
}

static void
test_every_day (void)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func ((GDestroyNotify) question_free);

  for (guint i = 0; i < hopmap_n_hostile_scenes; i++)
    {
      const HopmapScene *scene = &scenes[i];

      if (scene->outcome == HOPMAP_OUTCOME_LATE
          && hopmap_hostile_server_has_door (server, scene->door))
        g_ptr_array_add (questions, question_new (i, 0));
    }

  for (guint i = 0; i < questions->len; i++)
    {
      await_answer (questions->pdata[i]);
      assert_outcome (questions->pdata[i]);
    }
}

static void
test_memory (void)
{
  const HopmapLoopReport report = hopmap_loop_watch_get_report ();

  g_test_message ("memory grew by %ld kB at most; the main loop was held for %.1f ms at most (%s), "
                  "%u times above %d ms; it computed for %.1f ms at most from one beat to the next",
                  report.memory_growth_kb, report.held_ms,
                  report.held_by != NULL ? report.held_by : "never", report.n_stalls,
                  HOPMAP_STALL_MS, report.computed_ms);
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the address sanitizer keeps what is freed");
#else
  g_assert_cmpint (report.memory_growth_kb, <=, MAX_GROWTH_KB);
  g_assert_cmpfloat (report.computed_ms, <=, HOPMAP_STALL_MS);
#endif
}

static void
test_warm_up (void)
{
  for (guint i = 0; i < hopmap_n_hostile_scenes; i++)
    {
      const HopmapScene *scene = &scenes[i];
      Question *question;

      if (scene->outcome != HOPMAP_OUTCOME_PLACE
          || !hopmap_hostile_server_has_door (server, scene->door))
        continue;
      question = question_new (i, 0);
      await_answer (question);
      question_free (question);
    }

  hopmap_loop_watch_start_memory ();
}

#ifdef __SANITIZE_ADDRESS__
/* What it knows of the memory of ended threads can be wrong, and its search for leaks dies of it. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "intercept_tls_get_addr=0";
}
#endif

int
main (int argc, char **argv)
{
  guint heartbeat;
  int status;

  /* Whatever proxy this computer has, loopback is asked directly. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);
  dialect = hopmap_dialect_find (g_getenv ("HOPMAP_TEST_DIALECT") != NULL
                                     ? g_getenv ("HOPMAP_TEST_DIALECT")
                                     : "ipgeolocation");
  g_assert_nonnull (dialect);
  scenes = hopmap_hostile_scenes_translate (dialect->id);
  server = hopmap_hostile_server_new (scenes, hopmap_n_hostile_scenes);
  g_log_set_handler ("GLib-GObject", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL,
                     warned_cb, NULL);
  heartbeat = hopmap_loop_watch_start ();

  g_test_add_func ("/hostile-server/warm-up", test_warm_up);
  for (guint i = 0; i < hopmap_n_hostile_scenes; i++)
    {
      g_autofree char *path = g_strconcat ("/hostile-server/", scenes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_scene);
    }
  if (g_test_slow ())
    g_test_add_func ("/hostile-server/with-the-deadline-of-every-day", test_every_day);
  g_test_add_func ("/hostile-server/memory", test_memory);

  status = g_test_run ();
  g_source_remove (heartbeat);
  hopmap_hostile_server_free (server);
  return status;
}

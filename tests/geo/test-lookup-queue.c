/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The waiting line: what is gathered, how many are asked at once, when it closes.
 */
#include "hopmap-lookup-queue.h"

#include <string.h>

#include "hopmap-fake-provider.h"
#include "hopmap-test-folder.h"

typedef struct
{
  HopmapFakeProvider *provider;
  HopmapLookupQueue *queue;
  GString *told; /* "address=status" */
} Fixture;

static void
told_cb (HopmapLookupQueue *queue,
         const HopmapAddress *address,
         HopmapGeoAnswer *answer,
         gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *text = hopmap_address_to_string (address);

  g_string_append_printf (fixture->told, "%s%s=%d", fixture->told->len > 0 ? " " : "", text,
                          (int) answer->status);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->provider = hopmap_fake_provider_new ("fake", GPOINTER_TO_UINT (data));
  fixture->queue = hopmap_lookup_queue_new (HOPMAP_GEO_PROVIDER (fixture->provider), told_cb,
                                            fixture);
  fixture->told = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hopmap_lookup_queue_shut (fixture->queue);
  hopmap_fake_provider_release (fixture->provider);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->queue);
  g_assert_finalize_object (fixture->provider);
  g_string_free (fixture->told, TRUE);
}

static void
push (Fixture *fixture, const char *text)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  hopmap_lookup_queue_push (fixture->queue, &address);
}

static void
withdraw (Fixture *fixture, const char *text)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  hopmap_lookup_queue_withdraw (fixture->queue, &address);
}

static void
wait_until_told (Fixture *fixture, const char *expected)
{
  while (fixture->told->len < strlen (expected))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->told->str, ==, expected);
}

static void
wait_until_held (Fixture *fixture, guint n_questions)
{
  while (hopmap_fake_provider_get_n_held (fixture->provider) < n_questions)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (hopmap_fake_provider_get_n_held (fixture->provider), ==, n_questions);
}

static void
assert_questions (Fixture *fixture, const char *expected)
{
  g_autofree char *questions = hopmap_fake_provider_dup_questions (fixture->provider);

  g_assert_cmpstr (questions, ==, expected);
}

static void
test_gathers (Fixture *fixture, gconstpointer data)
{
  hopmap_fake_provider_tell_city (fixture->provider, "1.0.0.2", "Oslo", 59.9, 10.7);
  push (fixture, "1.0.0.1");
  push (fixture, "1.0.0.2");
  push (fixture, "2a00::3");
  assert_questions (fixture, "");

  wait_until_told (fixture, "1.0.0.1=1 1.0.0.2=3 2a00::3=1");
  assert_questions (fixture, "1.0.0.1,1.0.0.2,2a00::3");
}

/* What refused an earlier program is not asked while this one still reads about it. */
static void
test_limits_first (Fixture *fixture, gconstpointer data)
{
  const HopmapLimiterState closed = { .closed_until_us = g_get_real_time () + G_TIME_SPAN_HOUR };
  HopmapTestFolder folder;
  HopmapPlaceStore *store;

  hopmap_test_folder_init (&folder, "cache", "places.db");
  store = hopmap_place_store_new (folder.path);
  hopmap_place_store_save_limits (store, "fake", &closed);
  hopmap_lookup_queue_remember_limits (fixture->queue, store);
  g_object_unref (store);
  for (guint i = 0; i < 3; i++)
    push (fixture, i == 0 ? "1.0.0.1" : i == 1 ? "1.0.0.2" : "1.0.0.3");

  wait_until_told (fixture, "1.0.0.1=0 1.0.0.2=0 1.0.0.3=0");
  assert_questions (fixture, "");
  hopmap_test_folder_clear (&folder);
}

static void
test_full_at_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *questions = NULL;

  hopmap_fake_provider_hold (fixture->provider);
  for (guint i = 1; i <= 49; i++)
    {
      g_autofree char *text = g_strdup_printf ("1.0.0.%u", i);

      push (fixture, text);
    }
  assert_questions (fixture, "");

  push (fixture, "1.0.0.50");
  questions = hopmap_fake_provider_dup_questions (fixture->provider);
  g_assert_true (g_str_has_prefix (questions, "1.0.0.1,1.0.0.2,"));
  g_assert_true (g_str_has_suffix (questions, ",1.0.0.50"));
}

static void
test_two_at_a_time (Fixture *fixture, gconstpointer data)
{
  hopmap_fake_provider_hold (fixture->provider);
  push (fixture, "1.0.0.1");
  push (fixture, "1.0.0.2");
  push (fixture, "1.0.0.3");
  wait_until_held (fixture, 2);
  assert_questions (fixture, "1.0.0.1 1.0.0.2");

  hopmap_fake_provider_release (fixture->provider);
  wait_until_told (fixture, "1.0.0.1=1 1.0.0.2=1 1.0.0.3=1");
  assert_questions (fixture, "1.0.0.1 1.0.0.2 1.0.0.3");
}

static void
test_withdrawn (Fixture *fixture, gconstpointer data)
{
  hopmap_fake_provider_hold (fixture->provider);
  push (fixture, "1.0.0.1");
  push (fixture, "1.0.0.2");
  push (fixture, "1.0.0.3");
  push (fixture, "1.0.0.4");
  wait_until_held (fixture, 2);

  withdraw (fixture, "1.0.0.1"); /* under way */
  withdraw (fixture, "1.0.0.3"); /* in the line */
  withdraw (fixture, "9.9.9.9"); /* nowhere */
  g_assert_cmpuint (hopmap_fake_provider_get_n_cancelled (fixture->provider), ==, 1);
  hopmap_fake_provider_release (fixture->provider);
  wait_until_told (fixture, "1.0.0.2=1 1.0.0.4=1");
  assert_questions (fixture, "1.0.0.1 1.0.0.2 1.0.0.4");
}

/* A question goes on while somebody waits for any of its addresses. */
static void
test_withdrawn_in_part (Fixture *fixture, gconstpointer data)
{
  hopmap_fake_provider_hold (fixture->provider);
  push (fixture, "1.0.0.1");
  push (fixture, "1.0.0.2");
  wait_until_held (fixture, 1);

  withdraw (fixture, "1.0.0.1");
  g_assert_cmpuint (hopmap_fake_provider_get_n_cancelled (fixture->provider), ==, 0);
  hopmap_fake_provider_release (fixture->provider);
  wait_until_told (fixture, "1.0.0.2=1");
}

static void
fail_with (Fixture *fixture, HopmapGeoError code)
{
  g_autoptr (GError) error = g_error_new_literal (HOPMAP_GEO_ERROR, (int) code, "No");

  hopmap_fake_provider_fail (fixture->provider, error);
}

/* One answer of that kind is enough: nobody behind it is asked for. */
static void
test_closes (Fixture *fixture, HopmapGeoError code)
{
  fail_with (fixture, code);
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("1.0.0.%u", i);

      push (fixture, text);
    }
  g_assert_null (hopmap_lookup_queue_get_closed_error (fixture->queue));

  while (fixture->told->len < strlen ("1.0.0.1=0") * 5 + 4)
    g_main_context_iteration (NULL, TRUE);
  assert_questions (fixture, "1.0.0.1 1.0.0.2");
  g_assert_error (hopmap_lookup_queue_get_closed_error (fixture->queue), HOPMAP_GEO_ERROR,
                  (int) code);
}

static void
test_key_rejected (Fixture *fixture, gconstpointer data)
{
  test_closes (fixture, HOPMAP_GEO_ERROR_KEY_REJECTED);
}

static void
test_quota (Fixture *fixture, gconstpointer data)
{
  test_closes (fixture, HOPMAP_GEO_ERROR_QUOTA);
}

static void
test_three_failures (Fixture *fixture, gconstpointer data)
{
  fail_with (fixture, HOPMAP_GEO_ERROR_UNAVAILABLE);
  push (fixture, "1.0.0.1");
  push (fixture, "1.0.0.2");
  wait_until_told (fixture, "1.0.0.1=0 1.0.0.2=0");
  g_assert_null (hopmap_lookup_queue_get_closed_error (fixture->queue));

  push (fixture, "1.0.0.3");
  wait_until_told (fixture, "1.0.0.1=0 1.0.0.2=0 1.0.0.3=0");
  g_assert_error (hopmap_lookup_queue_get_closed_error (fixture->queue), HOPMAP_GEO_ERROR,
                  HOPMAP_GEO_ERROR_UNAVAILABLE);
}

static void
test_success_forgives (Fixture *fixture, gconstpointer data)
{
  fail_with (fixture, HOPMAP_GEO_ERROR_BAD_RESPONSE);
  push (fixture, "1.0.0.1");
  push (fixture, "1.0.0.2");
  wait_until_told (fixture, "1.0.0.1=0 1.0.0.2=0");

  hopmap_fake_provider_fail (fixture->provider, NULL);
  push (fixture, "1.0.0.3");
  wait_until_told (fixture, "1.0.0.1=0 1.0.0.2=0 1.0.0.3=1");

  fail_with (fixture, HOPMAP_GEO_ERROR_BAD_RESPONSE);
  push (fixture, "1.0.0.4");
  wait_until_told (fixture, "1.0.0.1=0 1.0.0.2=0 1.0.0.3=1 1.0.0.4=0");
  g_assert_null (hopmap_lookup_queue_get_closed_error (fixture->queue));
}

static void
test_shut (Fixture *fixture, gconstpointer data)
{
  hopmap_fake_provider_hold (fixture->provider);
  push (fixture, "1.0.0.1");
  push (fixture, "1.0.0.2");
  push (fixture, "1.0.0.3");
  wait_until_held (fixture, 2);

  hopmap_lookup_queue_shut (fixture->queue);
  hopmap_fake_provider_release (fixture->provider);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (fixture->told->str, ==, "");
  assert_questions (fixture, "1.0.0.1 1.0.0.2");
}

static void
add (const char *path, guint batch_size, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (batch_size), set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/lookup-queue/gathers", 50, test_gathers);
  add ("/lookup-queue/limits-first", 3, test_limits_first);
  add ("/lookup-queue/full-at-once", 50, test_full_at_once);
  add ("/lookup-queue/two-at-a-time", 1, test_two_at_a_time);
  add ("/lookup-queue/withdrawn", 1, test_withdrawn);
  add ("/lookup-queue/withdrawn-in-part", 50, test_withdrawn_in_part);
  add ("/lookup-queue/key-rejected", 1, test_key_rejected);
  add ("/lookup-queue/quota", 1, test_quota);
  add ("/lookup-queue/three-failures", 1, test_three_failures);
  add ("/lookup-queue/success-forgives", 1, test_success_forgives);
  add ("/lookup-queue/shut", 1, test_shut);

  return g_test_run ();
}

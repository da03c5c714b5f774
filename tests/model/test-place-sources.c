/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person sees of the services that can be asked for places, and what becomes of a key.
 */
#include "hopmap-place-sources.h"

#include <string.h>

static const HopmapPlaceSourceFacts open_service = { .id = "open",
                                                     .name = "Open",
                                                     .description = "Free",
                                                     .host = "open.example" };

static const HopmapPlaceSourceFacts keyed_service = { .id = "keyed",
                                                      .name = "Keyed",
                                                      .description = "With a key",
                                                      .host = "keyed.example",
                                                      .needs_key = TRUE };

static void
count_cb (GObject *object, GParamSpec *pspec, guint *count)
{
  ++*count;
}

static void
key_given_cb (HopmapPlaceSource *source, const char *key, GPtrArray *keys)
{
  g_ptr_array_add (keys, g_strdup (key));
}

static void
test_facts (void)
{
  g_autoptr (HopmapPlaceSource) source = hopmap_place_source_new (&open_service);

  g_assert_cmpstr (hopmap_place_source_get_id (source), ==, "open");
  g_assert_cmpstr (hopmap_place_source_get_host (source), ==, "open.example");
  g_assert_null (hopmap_place_source_get_terms (source));
  g_assert_null (hopmap_place_source_dup_key_text (source));
  g_assert_false (hopmap_place_source_get_enabled (source));
  g_assert_false (hopmap_place_source_is_ready (source));
}

static void
test_ready (void)
{
  g_autoptr (HopmapPlaceSource) source = hopmap_place_source_new (&keyed_service);
  g_autofree char *text = NULL;
  guint n_ready = 0;

  g_signal_connect (source, "notify::ready", G_CALLBACK (count_cb), &n_ready);
  hopmap_place_source_set_enabled (source, TRUE);
  hopmap_place_source_set_enabled (source, TRUE);
  g_assert_false (hopmap_place_source_is_ready (source));
  hopmap_place_source_set_key_state (source, HOPMAP_KEY_STATE_LOCKED);
  g_assert_false (hopmap_place_source_is_ready (source));
  hopmap_place_source_set_key_state (source, HOPMAP_KEY_STATE_SESSION);
  g_assert_true (hopmap_place_source_is_ready (source));
  g_assert_cmpuint (n_ready, ==, 3);

  text = hopmap_place_source_dup_key_text (source);
  g_assert_nonnull (strstr (text, "until Hopmap ends"));
}

static void
test_key (void)
{
  g_autoptr (HopmapPlaceSource) source = hopmap_place_source_new (&keyed_service);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (source, "key-given", G_CALLBACK (key_given_cb), keys);
  hopmap_place_source_give_key (source, " s3cret\n");
  hopmap_place_source_give_key (source, "  ");
  hopmap_place_source_give_key (source, NULL);
  g_assert_cmpuint (keys->len, ==, 3);
  g_assert_cmpstr (keys->pdata[0], ==, "s3cret");
  g_assert_null (keys->pdata[1]);
  g_assert_null (keys->pdata[2]);
}

static void
test_list (void)
{
  g_autoptr (HopmapPlaceSources) sources = hopmap_place_sources_new ();
  g_autoptr (HopmapPlaceSource) one = hopmap_place_source_new (&open_service);
  g_autoptr (HopmapPlaceSource) other = hopmap_place_source_new (&keyed_service);
  g_autofree char *question = NULL;
  guint n_changes = 0;

  g_assert_cmpint (hopmap_place_sources_get_consent (sources), ==, HOPMAP_CONSENT_ASK);
  g_signal_connect (sources, "notify::consent", G_CALLBACK (count_cb), &n_changes);
  hopmap_place_sources_append (sources, one);
  hopmap_place_sources_append (sources, other);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sources)), ==, 2);
  g_assert_true (hopmap_place_sources_find (sources, "keyed") == other);
  g_assert_null (hopmap_place_sources_find (sources, "none"));

  /* Nobody is asked whether nobody may be asked. */
  g_assert_null (hopmap_place_sources_dup_question (sources));
  hopmap_place_source_set_enabled (one, TRUE);
  hopmap_place_source_set_enabled (other, TRUE);
  question = hopmap_place_sources_dup_question (sources);
  g_assert_nonnull (strstr (question, "Open"));
  g_assert_null (strstr (question, "Keyed"));

  hopmap_place_sources_set_consent (sources, HOPMAP_CONSENT_NO);
  hopmap_place_sources_set_consent (sources, HOPMAP_CONSENT_NO);
  g_assert_cmpuint (n_changes, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/place-sources/facts", test_facts);
  g_test_add_func ("/place-sources/ready", test_ready);
  g_test_add_func ("/place-sources/key", test_key);
  g_test_add_func ("/place-sources/list", test_list);

  return g_test_run ();
}

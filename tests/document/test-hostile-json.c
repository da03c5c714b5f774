/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saved routes in which one value is not what it should be: no crash, no place but those that were
 * saved, and what was read can be written again.
 */
#include "golden.h"
#include "sample-route.h"

#include <json-mutants.h>
#include <math.h>
#include <string.h>

static HopmapRoute *
read_text (const char *text, GError **error)
{
  /* A copy of the exact size, so that a reader that goes too far is caught. */
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return hopmap_document_read (bytes, error);
}

static gboolean
has_place (HopmapRoute *route, const HopmapPlace *wanted)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      const HopmapPlace *place = hopmap_hop_get_place (hop);

      if (place != NULL && place->has_point && place->latitude == wanted->latitude
          && place->longitude == wanted->longitude)
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  HopmapRoute *original;
  guint n_read;
} Mutation;

static void
assert_nothing_made_up (const char *text, const char *value, gpointer user_data)
{
  Mutation *mutation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRoute) route = read_text (text, &error);
  g_autofree char *written = NULL;
  g_autofree char *shown = NULL;

  if (route == NULL)
    {
      g_assert_true (error->domain == HOPMAP_DOCUMENT_ERROR);
      g_assert_true (g_str_has_suffix (error->message, "."));
      return;
    }

  mutation->n_read++;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      const HopmapPlace *place = hopmap_hop_get_place (hop);

      if (place == NULL || !place->has_point)
        continue;
      g_assert_true (has_place (mutation->original, place));
      g_assert_true (isfinite (place->radius_km) && place->radius_km >= 0);
    }

  written = golden_write (route, "json");
  g_assert_null (strstr (written, "inf"));
  g_assert_null (strstr (written, "nan"));
  shown = golden_write (route, "text");
}

static void
test_mutants (void)
{
  static const char *const names[] = { "plain", "v6", "private" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new_by_name (names[i]);
      g_autofree char *text = golden_write (route, "json");
      Mutation mutation = { .original = route };
      guint n_mutants = json_mutants_foreach (text, assert_nothing_made_up, &mutation);

      g_assert_cmpuint (mutation.n_read, >, n_mutants / 2);
      g_assert_cmpuint (mutation.n_read, <, n_mutants);
    }
}

/* 100 kB of brackets, alone and wherever a value may stand. */
static void
test_brackets (void)
{
  static const char *const heads[] = {
    "",
    "{\"format\":",
    "{\"format\":\"traceroute-document\",\"version\":1,\"traces\":",
    "{\"format\":\"traceroute-document\",\"version\":1,\"traces\":[{\"target\":",
    "{\"format\":\"traceroute-document\",\"version\":1,\"hosts\":",
  };
  static const char *const brackets[] = { "[", "{", "{\"a\":", "[{\"a\":" };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (brackets); j++)
        {
          g_autoptr (GString) text = g_string_new (heads[i]);
          g_autoptr (GError) error = NULL;

          while (text->len < 100000)
            g_string_append (text, brackets[j]);
          g_assert_null (read_text (text->str, &error));
          g_assert_true (error->domain == HOPMAP_DOCUMENT_ERROR);
        }
    }
}

/* One route and one more, or rubbish behind it: which one would be meant? */
static void
test_more_than_one (void)
{
  static const char *const more[] = { "{}", "[]", "7", "\"\"", "x", "," };
  g_autoptr (HopmapRoute) route = sample_route_new_v6 ();
  g_autofree char *text = golden_write (route, "json");

  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autofree char *both = g_strconcat (text, more[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (both, &error));
      g_assert_error (error, HOPMAP_DOCUMENT_ERROR, HOPMAP_DOCUMENT_ERROR_NOT_UNDERSTOOD);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/hostile-json/mutants", test_mutants);
  g_test_add_func ("/document/hostile-json/brackets", test_brackets);
  g_test_add_func ("/document/hostile-json/more-than-one", test_more_than_one);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a picture fit into it, whatever a file says about whose data it is.
 */
#include "sample-route.h"

#include <hopmap-picture-words.h>
#include <string.h>

#define WIDTH 360.0

/* As the writer counts them: a margin of 18 on both sides, and 5.6 for each character. */
#define FITTING 57

static HopmapPictureWords *
words_with (const char *attribution)
{
  g_autoptr (HopmapRoute) route = sample_route_new_one_hop ();

  hopmap_hop_set_network_attribution (hopmap_route_get_hop (route, 1), attribution);
  return hopmap_picture_words_new (route, WIDTH);
}

static char *
dup_credits (const HopmapPictureWords *words)
{
  for (guint i = 0; words->credits[i] != NULL; i++)
    g_assert_cmpint (g_utf8_strlen (words->credits[i], -1), <=, FITTING);

  return g_strjoinv ("\n", (char **) words->credits);
}

static void
test_honest (void)
{
  g_autoptr (HopmapPictureWords) words = words_with ("Networks by RouteViews");
  g_autofree char *credits = dup_credits (words);

  g_assert_cmpstr (credits, ==,
                   "Networks by RouteViews · Drawn map: made with Natural\n"
                   "Earth (https://www.naturalearthdata.com)");
  g_assert_cmpuint (hopmap_picture_words_count_lines (words), ==, 3);
}

/* SVG cuts nothing by itself. */
static void
test_one_long_word (void)
{
  g_autofree char *word = g_strnfill (100, 'x');
  g_autoptr (HopmapPictureWords) words = words_with (word);
  g_autofree char *credits = dup_credits (words);

  g_assert_true (g_str_has_prefix (credits, "xxxxxxxxxx"));
  g_assert_nonnull (strstr (credits, "x…\n"));
  g_assert_nonnull (strstr (credits, "Drawn map: made with Natural"));
}

/* Words that leave much of each line empty fill the last one beyond its end. */
static void
test_many_words (void)
{
  g_autofree char *word = g_strnfill (40, 'y');
  g_autofree char *line = g_strjoin (" ", word, word, word, word, word, word, NULL);
  g_autoptr (HopmapPictureWords) words = words_with (line);
  g_autofree char *credits = dup_credits (words);

  g_assert_cmpuint (g_strv_length ((char **) words->credits), ==, 4);
  g_assert_true (g_str_has_suffix (credits, "…"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/picture-words/honest", test_honest);
  g_test_add_func ("/document/picture-words/one-long-word", test_one_long_word);
  g_test_add_func ("/document/picture-words/many-words", test_many_words);

  return g_test_run ();
}

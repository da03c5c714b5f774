/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-picture-words.h"

#include "hopmap-caption.h"
#include "hopmap-plain-text.h"

/* User units that a character takes on average, and the two margins: SVG does not cut lines itself. */
#define HEADING_UNITS 11.0
#define VERDICT_UNITS 6.4
#define SMALL_UNITS   5.6
#define MARGINS       36.0

/* Of hostile files; an honest route has four sources at most. */
#define MAX_CREDIT_LINES 4u

static guint
count_characters (double width, double units)
{
  return (guint) MAX ((width - MARGINS) / units, 8.0);
}

static char *
dup_cut (const char *text, guint max_characters)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= max_characters)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, max_characters - 1);
  return g_strconcat (start, "…", NULL);
}

static char *
dup_line (const char *text, guint max_characters)
{
  g_autofree char *line = hopmap_plain_text_dup (text, max_characters + 1);

  return line != NULL ? dup_cut (line, max_characters) : NULL;
}

/*
 * Whose data it is has to be said in full, so these words go on in a next line. Only a hostile file has
 * more of them than there are lines, or one that is longer than a line.
 */
static char **
dup_credits (const char *const *credits, guint max_characters)
{
  g_autofree char *joined = g_strjoinv (" · ", (char **) credits);
  g_autofree char *text = hopmap_plain_text_dup (joined, max_characters * MAX_CREDIT_LINES);
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (line->len > 0 && lines->len + 1 < MAX_CREDIT_LINES
          && g_utf8_strlen (line->str, -1) + 1 + g_utf8_strlen (words[i], -1) > max_characters)
        {
          g_ptr_array_add (lines, dup_cut (line->str, max_characters));
          g_string_truncate (line, 0);
        }
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
    }
  if (line->len > 0)
    g_ptr_array_add (lines, dup_cut (line->str, max_characters));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_steal (lines, NULL);
}

/**
 * hopmap_picture_words_new:
 * @route: a route
 * @width: of the picture, in the unit of its sizes of type
 *
 * Returns: (transfer full): its words; free with hopmap_picture_words_free()
 */
HopmapPictureWords *
hopmap_picture_words_new (HopmapRoute *route, double width)
{
  g_autoptr (HopmapCaption) caption = hopmap_caption_new (route);
  g_autofree char *facts = hopmap_caption_dup_facts (caption);
  const guint small = count_characters (width, SMALL_UNITS);
  HopmapPictureWords *words = g_new (HopmapPictureWords, 1);

  words->heading = dup_line (caption->heading, count_characters (width, HEADING_UNITS));
  words->verdict = dup_line (caption->verdict, count_characters (width, VERDICT_UNITS));
  words->facts = dup_line (facts, small);
  words->credits = (const char *const *) dup_credits ((const char *const *) caption->credits,
                                                      small);
  return words;
}

/**
 * hopmap_picture_words_count_lines:
 * @words: words
 *
 * Returns: how many lines of them stand below the map
 */
guint
hopmap_picture_words_count_lines (const HopmapPictureWords *words)
{
  return 1 + g_strv_length ((char **) words->credits);
}

/**
 * hopmap_picture_words_free:
 * @words: (transfer full): what hopmap_picture_words_new() gave
 */
void
hopmap_picture_words_free (HopmapPictureWords *words)
{
  g_free ((char *) words->heading);
  g_free ((char *) words->verdict);
  g_free ((char *) words->facts);
  g_strfreev ((char **) words->credits);
  g_free (words);
}

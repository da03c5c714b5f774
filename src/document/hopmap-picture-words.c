/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-picture-words.h"

#include "hopmap-caption.h"
#include "hopmap-plain-text.h"

/* As many characters as usually fit; SVG does not cut lines itself. */
#define MAX_HEADING 90u
#define MAX_VERDICT 155u
#define MAX_SMALL   180u

static char *
dup_line (const char *text, guint max_characters)
{
  char *line = hopmap_plain_text_dup (text, max_characters);

  if (line != NULL && g_utf8_strlen (line, -1) >= max_characters)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, max_characters - 1);

      g_free (line);
      line = g_strconcat (cut, "…", NULL);
    }

  return line;
}

/**
 * hopmap_picture_words_new:
 * @route: a route
 *
 * Returns: (transfer full): its words; free with hopmap_picture_words_free()
 */
HopmapPictureWords *
hopmap_picture_words_new (HopmapRoute *route)
{
  g_autoptr (HopmapCaption) caption = hopmap_caption_new (route);
  g_autofree char *facts = hopmap_caption_dup_facts (caption);
  g_autofree char *credits = g_strjoinv (" · ", caption->credits);
  HopmapPictureWords *words = g_new (HopmapPictureWords, 1);

  words->heading = dup_line (caption->heading, MAX_HEADING);
  words->verdict = dup_line (caption->verdict, MAX_VERDICT);
  words->facts = dup_line (facts, MAX_SMALL);
  words->credits = dup_line (credits, MAX_SMALL);
  return words;
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
  g_free ((char *) words->credits);
  g_free (words);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See reader.h. */
#include "reader.h"

#include <math.h>
#include <string.h>

#include "scenario.h"

void
netsim_reader_init (NetsimReader *reader, GKeyFile *file, const char *name)
{
  *reader = (NetsimReader){
    .file = file,
    .name = name,
    .layers = g_ptr_array_new_with_free_func (g_free),
    .asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
}

void
netsim_reader_clear (NetsimReader *reader)
{
  g_clear_pointer (&reader->layers, g_ptr_array_unref);
  g_clear_pointer (&reader->asked, g_hash_table_unref);
  g_clear_error (&reader->error);
}

void
netsim_reader_under (NetsimReader *reader, const char *group)
{
  g_ptr_array_add (reader->layers, g_strdup (group));
  /* Having been asked, even an empty group is a known one. */
  g_hash_table_add (reader->asked, g_strdup_printf ("%s\n", group));
}

void
netsim_reader_enter (NetsimReader *reader, const char *group)
{
  g_ptr_array_set_size (reader->layers, 0);
  netsim_reader_under (reader, group);
}

void
netsim_reader_fail (NetsimReader *reader, const char *key, const char *what)
{
  const char *group = g_ptr_array_index (reader->layers, 0);

  if (reader->error == NULL)
    g_set_error (&reader->error, NETSIM_SCENARIO_ERROR, NETSIM_SCENARIO_ERROR_WRONG,
                 "%s: in [%s], “%s” %s.", reader->name, group, key, what);
}

char *
netsim_reader_text (NetsimReader *reader, const char *key)
{
  char *found = NULL;

  if (reader->error != NULL)
    return NULL;
  for (guint i = 0; i < reader->layers->len; i++)
    {
      const char *group = g_ptr_array_index (reader->layers, i);

      g_hash_table_add (reader->asked, g_strdup_printf ("%s\n%s", group, key));
      if (found == NULL)
        found = g_key_file_get_string (reader->file, group, key, NULL);
    }
  return found != NULL ? g_strstrip (found) : NULL;
}

static gboolean
parse_number (const char *words, double low, double high, double *value)
{
  char *end = NULL;

  *value = g_ascii_strtod (words, &end);
  return end != words && *end == '\0' && isfinite (*value) && *value >= low && *value <= high;
}

double
netsim_reader_number (NetsimReader *reader, const char *key, double low, double high, double normal)
{
  g_autofree char *words = netsim_reader_text (reader, key);
  g_autofree char *what = NULL;
  double value;

  if (words == NULL || parse_number (words, low, high, &value))
    return words != NULL ? value : normal;
  what = g_strdup_printf ("must be a number from %g to %g", low, high);
  netsim_reader_fail (reader, key, what);
  return normal;
}

guint
netsim_reader_count (NetsimReader *reader, const char *key, guint low, guint high, guint normal)
{
  double value = netsim_reader_number (reader, key, low, high, normal);

  if (value == floor (value))
    return (guint) value;
  netsim_reader_fail (reader, key, "must be a whole number");
  return normal;
}

gint64
netsim_reader_time (NetsimReader *reader, const char *key, gint64 normal_ns)
{
  return llround (netsim_reader_number (reader, key, 0, 600000, (double) normal_ns / 1e6) * 1e6);
}

static gboolean
find_word (const char *const *words, const char *word, guint *place)
{
  for (*place = 0; words[*place] != NULL; ++*place)
    if (word[0] != '\0' && g_str_equal (words[*place], word))
      return TRUE;
  return FALSE;
}

guint
netsim_reader_choice (NetsimReader *reader, const char *key, const char *const *words, guint normal)
{
  g_autofree char *word = netsim_reader_text (reader, key);
  g_autofree char *all = NULL, *what = NULL;
  guint place;

  if (word == NULL || find_word (words, word, &place))
    return word != NULL ? place : normal;
  all = g_strjoinv (", ", (char **) words);
  what = g_strdup_printf ("must be one of: %s", all);
  netsim_reader_fail (reader, key, what);
  return normal;
}

guint
netsim_reader_set (NetsimReader *reader, const char *key, const char *const *words, guint normal)
{
  g_autofree char *text = netsim_reader_text (reader, key);
  g_autofree char *all = g_strjoinv (", ", (char **) words);
  g_autofree char *what = g_strdup_printf ("must be none, all or some of: %s", all);
  g_auto (GStrv) parts = NULL;
  guint set = 0, place;

  if (text == NULL)
    return normal;
  if (g_str_equal (text, "none"))
    return 0;
  if (g_str_equal (text, "all"))
    return (1U << g_strv_length ((char **) words)) - 1;
  /* An empty text has no parts at all, but is not a set either. */
  parts = g_strsplit (text[0] != '\0' ? text : " ", ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!find_word (words, g_strstrip (parts[i]), &place))
        {
          netsim_reader_fail (reader, key, what);
          return normal;
        }
      set |= 1U << place;
    }
  return set;
}

gboolean
netsim_reader_flag (NetsimReader *reader, const char *key)
{
  static const char *const words[] = { "no", "yes", NULL };

  return netsim_reader_choice (reader, key, words, 0) == 1;
}

void
netsim_reader_address (NetsimReader *reader, const char *key, guint family, NetsimAddress *address)
{
  g_autofree char *words = netsim_reader_text (reader, key);

  if (words != NULL && !netsim_address_parse (words, family, address))
    netsim_reader_fail (reader, key,
                        family == 4 ? "must be an IPv4 address" : "must be an IPv6 address");
}

gboolean
netsim_reader_pair (NetsimReader *reader,
                    const char *key,
                    char separator,
                    double highest,
                    double pair[2])
{
  g_autofree char *words = netsim_reader_text (reader, key);
  g_autofree char *what = NULL;
  char *second = words != NULL ? strchr (words, separator) : NULL;

  if (words == NULL)
    return FALSE;
  if (second != NULL)
    {
      *second++ = '\0';
      if (parse_number (words, 0, highest, &pair[0]) && parse_number (second, 0, highest, &pair[1]))
        return TRUE;
    }
  what = g_strdup_printf ("must be two numbers up to %g with “%c” between", highest, separator);
  netsim_reader_fail (reader, key, what);
  return FALSE;
}

void
netsim_reader_check_all_asked (NetsimReader *reader)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (reader->file, groups[i], NULL, NULL);
      g_autofree char *group = g_strdup_printf ("%s\n", groups[i]);

      if (!g_hash_table_contains (reader->asked, group) && reader->error == NULL)
        g_set_error (&reader->error, NETSIM_SCENARIO_ERROR, NETSIM_SCENARIO_ERROR_WRONG,
                     "%s: there is no place for the group [%s].", reader->name, groups[i]);
      for (guint j = 0; keys != NULL && keys[j] != NULL; j++)
        {
          g_autofree char *entry = g_strconcat (group, keys[j], NULL);

          netsim_reader_enter (reader, groups[i]);
          if (!g_hash_table_contains (reader->asked, entry))
            netsim_reader_fail (reader, keys[j], "is not a known key");
        }
    }
}

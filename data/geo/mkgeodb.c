/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hopmap-mkgeodb: the installed city database from DB-IP City Lite. Not installed. */
#include <gio/gio.h>
#include <locale.h>
#include <stdlib.h>

#include "hopmap-place-database.h"

typedef struct
{
  char *places;
  char *countries;
  char *output;
  char **sources;
  double lambda;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->places);
  g_free (options->countries);
  g_free (options->output);
  g_strfreev (options->sources);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("SOURCE.mmdb…");
  const GOptionEntry entries[] = {
    { "places", 'p', 0, G_OPTION_ARG_FILENAME, &options->places, "Table of places", "FILE" },
    { "countries", 'c', 0, G_OPTION_ARG_FILENAME, &options->countries, "Table of countries",
      "FILE" },
    { "lambda", 'l', 0, G_OPTION_ARG_DOUBLE, &options->lambda,
      "What a node is worth, in addresses times km", "NUMBER" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "Database to write", "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->sources, NULL, NULL },
    { 0 },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (options->places != NULL && options->countries != NULL && options->output != NULL
      && options->sources != NULL && options->lambda >= 0.0)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       "The options --places, --countries, --output and at least one source are "
                       "needed");
  return FALSE;
}

static GPtrArray *
open_sources (char **paths, GError **error)
{
  g_autoptr (GPtrArray)
      sources = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_city_source_close);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      HopmapCitySource *source = hopmap_city_source_open (paths[i], error);

      if (source == NULL)
        return NULL;
      g_ptr_array_add (sources, source);
    }
  return g_steal_pointer (&sources);
}

static gboolean
run (const Options *options, GError **error)
{
  g_autofree char *places = NULL, *countries = NULL;
  g_autoptr (HopmapGazetteer) gazetteer = NULL;
  g_autoptr (GPtrArray) sources = open_sources (options->sources, error);
  g_autoptr (GBytes) file = NULL;

  if (sources == NULL || !g_file_get_contents (options->places, &places, NULL, error)
      || !g_file_get_contents (options->countries, &countries, NULL, error))
    return FALSE;
  gazetteer = hopmap_gazetteer_new (places, countries, error);
  if (gazetteer == NULL)
    return FALSE;
  file = hopmap_place_database_encode (sources, gazetteer, options->lambda, error);
  return file != NULL
         && g_file_set_contents (options->output, g_bytes_get_data (file, NULL),
                                 (gssize) g_bytes_get_size (file), error);
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { .lambda = HOPMAP_PLACE_DATABASE_LAMBDA };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!parse_options (&options, &argc, &argv, &error))
    {
      g_printerr ("hopmap-mkgeodb: %s\n", error->message);
      return 1;
    }
  if (!run (&options, &error))
    {
      g_printerr ("hopmap-mkgeodb: %s\n", error->message);
      return 5;
    }
  return 0;
}

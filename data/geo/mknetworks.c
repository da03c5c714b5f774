/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hopmap-mknetworks: the installed database of networks, and the table of countries. Not installed. */
#include <gio/gio.h>
#include <locale.h>

#include "hopmap-country-list.h"
#include "hopmap-network-database.h"

typedef struct
{
  char *towns;
  char *country_names;
  char *measure;
  char *country_places;
  char *reach;
  char *anycast;
  char *city_database;
  char **registries;
  char **ranges;
  char *output;
  gint64 epoch;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->towns);
  g_free (options->country_names);
  g_free (options->measure);
  g_free (options->country_places);
  g_free (options->reach);
  g_free (options->anycast);
  g_free (options->city_database);
  g_strfreev (options->registries);
  g_strfreev (options->ranges);
  g_free (options->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "places", 'p', 0, G_OPTION_ARG_FILENAME, &options->towns, "Table of towns", "FILE" },
    { "countries", 'c', 0, G_OPTION_ARG_FILENAME, &options->country_names, "Table of countries",
      "FILE" },
    { "measure", 'm', 0, G_OPTION_ARG_FILENAME, &options->measure,
      "Write where a country's addresses are by this city database, and nothing else; with "
      "--country-places, --registry and --networks, how far networks reach",
      "FILE" },
    { "country-places", 0, 0, G_OPTION_ARG_FILENAME, &options->country_places,
      "Where a country's addresses are", "FILE" },
    { "reach", 0, 0, G_OPTION_ARG_FILENAME, &options->reach, "How far networks reach", "FILE" },
    { "anycast", 'a', 0, G_OPTION_ARG_FILENAME, &options->anycast, "What is anycast", "FILE" },
    { "city-database", 'd', 0, G_OPTION_ARG_FILENAME, &options->city_database,
      "The city database beside which it is installed", "FILE" },
    { "registry", 'r', 0, G_OPTION_ARG_FILENAME_ARRAY, &options->registries,
      "What registries say of countries; may be given twice", "FILE" },
    { "networks", 'n', 0, G_OPTION_ARG_FILENAME_ARRAY, &options->ranges,
      "Who announces what; may be given twice", "FILE" },
    { "epoch", 'e', 0, G_OPTION_ARG_INT64, &options->epoch, "Date of the sources", "SECONDS" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "File to write", "FILE" },
    { 0 },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (options->towns != NULL && options->country_names != NULL && options->output != NULL
      && (options->measure != NULL
          || (options->country_places != NULL && options->reach != NULL && options->anycast != NULL
              && options->city_database != NULL && options->registries != NULL
              && options->ranges != NULL && options->epoch > 0)))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       "All options but --measure are needed, or --measure with --places, "
                       "--countries and --output, or these with --country-places, --registry "
                       "and --networks");
  return FALSE;
}

static gboolean
read_ranges (const Options *options, HopmapRangeList *ranges, GError **error)
{
  for (guint i = 0; options->ranges[i] != NULL; i++)
    if (!hopmap_range_list_read (ranges, options->ranges[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
measure_countries (const Options *options, HopmapGazetteer *gazetteer, GError **error)
{
  g_autoptr (HopmapCitySource) source = hopmap_city_source_open (options->measure, error);
  g_autoptr (GArray) countries = NULL;
  g_autofree char *text = NULL;

  if (source == NULL
      || (countries = hopmap_country_list_measure (source, gazetteer, error)) == NULL)
    return FALSE;
  text = hopmap_country_list_format (countries);
  return g_file_set_contents (options->output, text, -1, error);
}

static gboolean
measure_reach (const Options *options, GError **error)
{
  g_autoptr (HopmapRangeList) ranges = hopmap_range_list_new ();
  g_autoptr (HopmapCitySource) cities = hopmap_city_source_open (options->measure, error);
  g_autoptr (HopmapCitySource) registry = NULL;
  g_autoptr (GArray) countries = NULL;
  g_autoptr (HopmapReachList) reach = NULL;
  g_autofree char *text = NULL;

  if (cities == NULL || (registry = hopmap_city_source_open (options->registries[0], error)) == NULL
      || (countries = hopmap_country_list_read (options->country_places, error)) == NULL
      || !read_ranges (options, ranges, error))
    return FALSE;
  reach = hopmap_reach_list_measure (&(HopmapReachSources){ ranges, cities, registry, countries },
                                     error);
  if (reach == NULL)
    return FALSE;
  text = hopmap_reach_list_format (reach);
  return g_file_set_contents (options->output, text, -1, error);
}

static gboolean
measure (const Options *options, HopmapGazetteer *gazetteer, GError **error)
{
  return options->country_places != NULL && options->registries != NULL && options->ranges != NULL
             ? measure_reach (options, error)
             : measure_countries (options, gazetteer, error);
}

static gboolean
open_all (const Options *options, HopmapNetworkSources *sources, GError **error)
{
  for (guint i = 0; options->registries[i] != NULL; i++)
    {
      HopmapCitySource *registry = hopmap_city_source_open (options->registries[i], error);

      if (registry == NULL)
        return FALSE;
      g_ptr_array_add (sources->countries, registry);
    }
  return read_ranges (options, sources->ranges, error);
}

static gboolean
make (const Options *options, HopmapGazetteer *gazetteer, GError **error)
{
  g_autoptr (HopmapRangeList) ranges = hopmap_range_list_new ();
  g_autoptr (HopmapCitySource) places = hopmap_city_source_open (options->city_database, error);
  g_autoptr (GPtrArray)
      countries = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_city_source_close);
  g_autoptr (GArray) country_list = NULL;
  g_autoptr (HopmapReachList) reach = NULL;
  g_autoptr (GBytes) file = NULL;
  HopmapNetworkSources sources = { .ranges = ranges,
                                   .anycast_path = options->anycast,
                                   .places = places,
                                   .countries = countries,
                                   .gazetteer = gazetteer,
                                   .build_epoch = (guint64) options->epoch };

  if (places == NULL)
    return FALSE;
  sources.country_list = country_list = hopmap_country_list_read (options->country_places, error);
  sources.reach = reach = country_list != NULL ? hopmap_reach_list_read (options->reach, error)
                                               : NULL;
  if (reach == NULL || !open_all (options, &sources, error))
    return FALSE;
  file = hopmap_network_database_encode (&sources, error);
  return file != NULL
         && g_file_set_contents (options->output, g_bytes_get_data (file, NULL),
                                 (gssize) g_bytes_get_size (file), error);
}

static gboolean
run (const Options *options, GError **error)
{
  g_autofree char *towns = NULL, *country_names = NULL;
  g_autoptr (HopmapGazetteer) gazetteer = NULL;

  if (!g_file_get_contents (options->towns, &towns, NULL, error)
      || !g_file_get_contents (options->country_names, &country_names, NULL, error))
    return FALSE;
  gazetteer = hopmap_gazetteer_new (towns, country_names, error);
  if (gazetteer == NULL)
    return FALSE;
  return options->measure != NULL ? measure (options, gazetteer, error)
                                  : make (options, gazetteer, error);
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!parse_options (&options, &argc, &argv, &error))
    {
      g_printerr ("hopmap-mknetworks: %s\n", error->message);
      return 1;
    }
  if (!run (&options, &error))
    {
      g_printerr ("hopmap-mknetworks: %s\n", error->message);
      return 5;
    }
  return 0;
}

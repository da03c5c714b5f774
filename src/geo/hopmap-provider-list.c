/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of providers: see the header. A new provider is one more function here.
 */
#include "hopmap-provider-list.h"

#include "hopmap-mmdb-provider.h"
#include "hopmap-web-provider.h"

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
open_database (GPtrArray *providers, const HopmapLocatorOptions *options, GError **problem)
{
  HopmapMmdbProvider *database;

  if (!is_given (options->database_path))
    return;

  database = hopmap_mmdb_provider_new (options->database_path, problem);
  if (database != NULL)
    g_ptr_array_add (providers, database);
}

/* Without it there are places all the same. */
static void
open_networks (GPtrArray *providers, const HopmapLocatorOptions *options)
{
  g_autoptr (GError) error = NULL;
  HopmapMmdbProvider *networks;

  if (!is_given (options->networks_path))
    return;

  networks = hopmap_mmdb_provider_new (options->networks_path, &error);
  if (networks != NULL)
    g_ptr_array_add (providers, networks);
  else
    g_info ("No names of networks: %s", error->message);
}

/**
 * hopmap_provider_list_open:
 * @options: whom the person wants to be asked
 * @problem: return location for what is wrong with the database
 *
 * Returns: (transfer full) (element-type HopmapGeoProvider): the providers on this computer, the
 *   preferred one first
 */
GPtrArray *
hopmap_provider_list_open (const HopmapLocatorOptions *options, GError **problem)
{
  GPtrArray *providers = g_ptr_array_new_with_free_func (g_object_unref);

  if (options->corrections != NULL)
    g_ptr_array_add (providers, g_object_ref (options->corrections));
  open_database (providers, options, problem);
  open_networks (providers, options);
  return providers;
}

/**
 * hopmap_provider_list_open_web:
 * @choices: (array length=n_choices) (nullable): the services, the preferred one first
 * @n_choices: how many
 * @client: (nullable): asks the questions; not %NULL where there are choices
 * @problem: return location for what is wrong with one of them
 *
 * Returns: (transfer full) (element-type HopmapGeoProvider): those that can be asked
 */
GPtrArray *
hopmap_provider_list_open_web (const HopmapWebChoice *choices,
                               guint n_choices,
                               HopmapWebClient *client,
                               GError **problem)
{
  GPtrArray *providers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_choices; i++)
    {
      const HopmapWebChoice *choice = &choices[i];
      const HopmapDialect *dialect = hopmap_dialect_find (choice->id);
      HopmapWebProvider *service;

      if (dialect == NULL || (dialect->needs_key && !is_given (choice->key)))
        continue;

      service = hopmap_web_provider_new (client, dialect, choice->key,
                                         is_given (choice->url) ? choice->url : NULL,
                                         problem != NULL && *problem == NULL ? problem : NULL);
      if (service != NULL)
        g_ptr_array_add (providers, service);
    }

  return providers;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of providers: see the header. A new provider is one more function here.
 */
#include "hopmap-provider-list.h"

#include "hopmap-ipgeolocation-provider.h"
#include "hopmap-mmdb-provider.h"

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
open_ipgeolocation (GPtrArray *providers,
                    HopmapWebClient *client,
                    const HopmapLocatorOptions *options,
                    GError **problem)
{
  const char *url = is_given (options->ipgeolocation_url) ? options->ipgeolocation_url : NULL;
  HopmapIpgeolocationProvider *service;

  if (!is_given (options->ipgeolocation_key))
    return;

  service = hopmap_ipgeolocation_provider_new (client, options->ipgeolocation_key, url, problem);
  if (service != NULL)
    g_ptr_array_add (providers, service);
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

/**
 * hopmap_provider_list_open:
 * @options: whom the person wants to be asked
 * @database_problem: return location for what is wrong with the database
 * @web_problem: return location for what is wrong with the settings of a service
 *
 * Returns: (transfer full) (element-type HopmapGeoProvider): the providers that can be used, the
 *   preferred one first; none of the web where @options are offline
 */
GPtrArray *
hopmap_provider_list_open (const HopmapLocatorOptions *options,
                           GError **database_problem,
                           GError **web_problem)
{
  GPtrArray *providers = g_ptr_array_new_with_free_func (g_object_unref);

  if (!options->offline)
    {
      g_autoptr (HopmapWebClient) client = hopmap_web_client_new ();

      open_ipgeolocation (providers, client, options, web_problem);
    }
  if (options->corrections != NULL)
    g_ptr_array_add (providers, g_object_ref (options->corrections));
  open_database (providers, options, database_problem);
  return providers;
}
